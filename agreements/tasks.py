"""Celery only wakes; what is stale stands in the tables."""

from celery import shared_task

from agreements.domain import indexing, versions

ROUNDS = 200  # of indexing.BATCH documents each: an import is taken up in one go, and still ends


@shared_task(ignore_result=True)
def refresh_search() -> None:
    """Bring the words of changed documents up to date, and the list of words for suggestions after them."""
    changed = 0
    for _round in range(ROUNDS):
        taken = indexing.refresh_words()
        changed += taken
        if taken < indexing.BATCH:
            break
    if changed or indexing.has_no_words():
        indexing.recount_words()
    versions.forget_old()

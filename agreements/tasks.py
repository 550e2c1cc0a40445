"""Celery only wakes; what is stale or owed stands in the tables."""

import datetime as dt
import logging
from typing import Any

from celery import shared_task
from celery.signals import worker_ready
from django.utils import timezone

from agreements.domain import chain, file_text, indexing, rollups, versions, word_list, working_copies
from kerjasama import held_uploads
from notices.domain import sweeps

logger = logging.getLogger(__name__)
ROUNDS = 200  # of indexing.BATCH documents each: an import is taken up in one go, and still ends


@shared_task(ignore_result=True)
def refresh_search() -> None:
    """Bring the words of changed documents up to date, then what is derived from them: suggestions, roll-ups."""
    sweeps.run(sweeps.INDEX, _refresh_words, now=timezone.now())
    rollups.renew()
    versions.forget_old()


def _refresh_words(_now: dt.datetime) -> int:
    changed = 0
    for _round in range(ROUNDS):
        taken = indexing.refresh_words()
        changed += taken
        if taken < indexing.BATCH:
            break
    word_list.recount_when_due(changed=bool(changed))
    return changed


@shared_task(ignore_result=True)
def tidy_up() -> None:
    """Forget typing and chosen files that nobody came back to."""
    now = timezone.now()
    working_copies.forget_old(now=now)
    held_uploads.forget_old(now=now)


@shared_task(ignore_result=True)
def recompute_ends() -> None:
    """Bring ends that an older version counted differently to today's rule; any other day it changes nothing."""
    if count := chain.recompute_ends():
        logger.info("%s documents had their effective end computed anew", count)


@worker_ready.connect
def catch_up(**_kwargs: Any) -> None:
    """What comes every six hours comes at the start too: beat counts from its own, which an upgrade puts back."""
    recompute_ends.delay()
    tidy_up.delay()


@shared_task(ignore_result=True)
def read_files() -> None:
    """Read the text of public files that is owed by now; one that runs long goes on at the next beat."""
    sweeps.run(sweeps.READ, file_text.read_owed, now=timezone.now())

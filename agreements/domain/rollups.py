"""The public register as it is written down in advance: read when a process begins, renewed in the background.

A roll-up tells which publications it has seen. Whoever reads it looks again at the documents of every publication it
has not: so it may be an hour old, and what is counted with it is exact all the same.
"""

from collections.abc import Iterable, Mapping

import psycopg
from django.db import connection, transaction

from agreements.domain import rolled_words, versions
from agreements.domain.segments import Segment, load_segment, packed, reread, unpacked
from agreements.models import Agreement, Rollup
from agreements.models.entry import SEGMENT

MANY = 200  # documents of one segment that are looked at again one by one
OLD = versions.KEPT // 2  # publications


def segments_there() -> range:
    """The numbers of all segments."""
    newest = Agreement.objects.order_by("-pk").values_list("pk", flat=True).first()
    return range(newest // SEGMENT + 1 if newest else 0)


def news() -> dict[int, frozenset[int] | None]:
    """For each rolled-up segment the documents published since it was; None where it is to be read as a whole."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT seen, array_agg(segment) FROM agreements_rollup GROUP BY seen")
        groups = cursor.fetchall()
    found: dict[int, frozenset[int] | None] = {}
    for seen, numbers in groups:
        told = versions.since(seen)
        for number in numbers:
            found[number] = None if told is None or number in told.segments else told.of(number)
    return found


def read() -> dict[int, Segment]:
    """The whole public register at this moment, from the roll-ups and from what they have not seen."""
    fresh = news()  # before the roll-ups: one that is renewed meanwhile is newer than this tells, never older
    stored: dict[int, Segment] = {}
    connection.ensure_connection()
    with psycopg.Cursor(connection.connection) as cursor:  # Django's own would double the bytes, as text
        for number, body in cursor.execute("SELECT segment, body FROM agreements_rollup", binary=True):
            segment = unpacked(body) if fresh.get(number) is not None else None
            if segment is not None:
                stored[number] = segment
    found = {}
    for number in segments_there():
        segment = stored.get(number)
        found[number] = again(segment, number, fresh[number] or ()) if segment else load_segment(number)
    return {number: segment for number, segment in found.items() if segment.terms}


def again(segment: Segment, number: int, documents: Iterable[int]) -> Segment:
    """The segment with these documents read again, or all of it when they are many."""
    documents = list(documents)
    if len(documents) > MANY:
        return load_segment(number)
    return reread(segment, number, documents) if documents else segment


def renewed(old: Mapping[int, Segment], told: versions.News) -> dict[int, Segment]:
    """The register as it was, with what was published since; where nothing was, the segments are the same objects."""
    found = dict(old)
    for number in {*told.segments, *(pk // SEGMENT for pk in told.documents)}:
        before = found.pop(number, None)
        is_known = before is not None and number not in told.segments
        segment = again(before, number, told.of(number)) if before and is_known else load_segment(number)
        if segment.terms:
            found[number] = segment
    return found


def renew() -> int:
    """Write down again the segments in which much was published, or something long ago; returns how many."""
    seen = list(versions.settled())  # before the rest: what is published from here on stays news
    oldest = max(seen, default=0) - OLD
    long_ago = set(Rollup.objects.filter(seen__0__lt=oldest).order_by().values_list("segment", flat=True))
    fresh = news()
    whole = rolled_words.written()
    unchanged = []
    written = 0
    for number in segments_there():
        documents = fresh.get(number)
        if number not in whole or documents is None or len(documents) >= MANY or (documents and number in long_ago):
            _write(number)
            written += 1
        elif not documents:
            unchanged.append(number)
    Rollup.objects.filter(segment__in=unchanged).exclude(seen=seen).update(seen=seen)
    return written


@transaction.atomic
def _write(number: int) -> None:
    """One segment and its frequent words, unless another worker is at it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(hashtext('agreements_rollup'), %s)", [number])
        if not cursor.fetchone()[0]:
            return
    seen = list(versions.settled())
    body = packed(load_segment(number))
    rolled_words.write(number)
    Rollup.objects.update_or_create(segment=number, defaults={"seen": seen, "body": body})

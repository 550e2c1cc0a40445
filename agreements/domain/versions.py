"""The version of the public register: it changes with every transaction that changes what the public sees.

The database notes those transactions (``Publication``). The newest rows are read together, because a transaction with a
lower number may commit later than one with a higher: the newest number alone would then hide it.
"""

import datetime as dt
import hashlib
from collections.abc import Iterable
from typing import NamedTuple

from django.db import connection

from agreements.models.entry import SEGMENT

LATE = 64  # so many transactions may overtake one that is still open
KEPT = 5000  # rows; older ones say nothing any more
NAMED = 10_000  # documents of the newest of them, each of which may name a thousand
_CURRENT = """
SELECT array_agg(id ORDER BY id DESC), max(at), current_setting('kerjasama.published', true)
FROM (SELECT id, at FROM agreements_publication ORDER BY id DESC LIMIT %s) AS newest
"""
_NAMED = """
SELECT document
FROM (SELECT documents FROM agreements_publication WHERE documents IS NOT NULL ORDER BY id DESC LIMIT %s) AS newest,
    unnest(documents) AS document
LIMIT %s
"""
_SETTLED = """
SELECT array_agg(id ORDER BY id DESC)
FROM (SELECT id, xid FROM agreements_publication ORDER BY id DESC LIMIT %s) AS newest
WHERE xid IS DISTINCT FROM pg_current_xact_id_if_assigned()::text
"""


class Version(NamedTuple):
    """What a cache is named after, when it last changed, and the newest publications; ``within`` an open transaction
    it also tells how often that one published."""

    name: str
    changed_at: dt.datetime | None
    seen: tuple[int, ...]
    within: str


class News(NamedTuple):
    """What publications changed: documents, and whole segments where too many changed to name them."""

    documents: frozenset[int]
    segments: frozenset[int]

    def of(self, segment: int) -> frozenset[int]:
        """The documents of one segment."""
        return frozenset(pk for pk in self.documents if pk // SEGMENT == segment)


def current() -> Version:
    """The version as this transaction sees it: one indexed read."""
    with connection.cursor() as cursor:
        cursor.execute(_CURRENT, [LATE])
        ids, at, within = cursor.fetchone()
    name = hashlib.blake2s(f"{ids}{within or ''}".encode(), digest_size=8).hexdigest() if ids else "0"
    return Version(name, at, tuple(ids or ()), within or "")


def settled() -> tuple[int, ...]:
    """The newest publications that can no longer grow: without that of this transaction."""
    with connection.cursor() as cursor:
        cursor.execute(_SETTLED, [LATE])
        return tuple(cursor.fetchone()[0] or ())


def since(seen: Iterable[int], *, again: bool = False) -> News | None:
    """What was published beside ``seen``, once the newest; None when that is too long ago to tell.

    ``again`` looks at ``seen`` too: within its transaction a publication may still grow.
    """
    seen = list(seen)
    first = min(seen, default=0)
    # Fewer than the newest LATE were all there was: one with a lower number may have been open still.
    floor = first if len(seen) >= LATE - 1 else 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, segments, documents FROM agreements_publication WHERE id >= %s ORDER BY id", [floor])
        rows = cursor.fetchall()
    if first not in {row[0] for row in rows} if seen else len(rows) >= KEPT:
        return None
    return _told(row[1:] for row in rows if again or row[0] not in seen)


def documents_published_last() -> list[int]:
    """Up to ``NAMED`` documents of the newest publications that name them, some more than once."""
    with connection.cursor() as cursor:
        cursor.execute(_NAMED, [KEPT, NAMED])
        return [pk for (pk,) in cursor.fetchall()]


def published_since(moment: dt.datetime) -> News | None:
    """What publications since then changed, also documents that are public no longer; None when some are forgotten."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT segments, documents FROM agreements_publication WHERE at >= %s", [moment])
        fresh = cursor.fetchall()
        cursor.execute("SELECT EXISTS (SELECT FROM agreements_publication WHERE at < %s)", [moment])
        reaches_back = cursor.fetchone()[0]
    return _told(fresh) if reaches_back or len(fresh) < KEPT else None


def _told(rows: Iterable[tuple[list[int], list[int] | None]]) -> News:
    """The segments and documents of publications as one."""
    rows = list(rows)
    return News(
        frozenset(pk for _segments, documents in rows for pk in documents or ()),
        frozenset(number for segments, documents in rows if documents is None for number in segments),
    )


def forget_old() -> int:
    """Delete notes that can no longer matter; returns how many."""
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM agreements_publication WHERE id < "
            "(SELECT id FROM agreements_publication ORDER BY id DESC OFFSET %s LIMIT 1)",
            [KEPT - 1],  # counted, not reckoned from the number: a repeated note of one transaction uses numbers up
        )
        return int(cursor.rowcount)

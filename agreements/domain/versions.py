"""The version of the public register: it changes with every transaction that changes what the public sees.

The database notes those transactions (``Publication``). The newest rows are read together, because a transaction with a
lower number may commit later than one with a higher: the newest number alone would then hide it.
"""

import datetime as dt
import hashlib
from typing import NamedTuple

from django.db import connection

LATE = 64  # so many transactions may overtake one that is still open
KEPT = 5000  # rows; older ones say nothing any more


class Version(NamedTuple):
    """What a cache is named after, when it last changed, and which segments each transaction touched (newest first)."""

    name: str
    changed_at: dt.datetime | None
    touched: tuple[tuple[int, tuple[int, ...]], ...]
    within: str


def current() -> Version:
    """The version as this transaction sees it: one indexed read."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, at, segments, current_setting('kerjasama.published', true) "
            "FROM agreements_publication ORDER BY id DESC LIMIT %s",
            [LATE],
        )
        rows = cursor.fetchall()
    if not rows:
        return Version("0", None, (), "")
    within = rows[0][3] or ""
    name = hashlib.blake2s(f"{[row[0] for row in rows]}{within}".encode(), digest_size=8).hexdigest()
    return Version(name, rows[0][1], tuple((row[0], tuple(row[2])) for row in rows), within)


def forget_old() -> int:
    """Delete notes that can no longer matter; returns how many."""
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM agreements_publication WHERE id < (SELECT max(id) FROM agreements_publication) - %s", [KEPT]
        )
        return int(cursor.rowcount)

"""What a message asked for is done: whoever did it, nobody has to do it again."""

import datetime as dt
from collections.abc import Iterable

from django.db.models import Case, DateTimeField, F, Q, Value, When

from notices.models import Notice


def mark_acted(
    *, subject: str, kinds: Iterable[str], now: dt.datetime, occasion_starts: str = "", occasions: Iterable[str] = ()
) -> int:
    """Tick off every message of these kinds about a subject, for all its recipients; returns how many.

    What was not sent yet is no longer owed. ``occasion_starts`` or ``occasions`` narrow it to one matter of the
    subject. Call in the transaction of the deed.
    """
    rows = Notice.objects.filter(subject=subject, kind__in=list(kinds), acted_at=None, superseded_at=None)
    if occasion_starts:
        rows = rows.filter(occasion__startswith=occasion_starts)
    chosen = list(occasions)
    if chosen:
        rows = rows.filter(occasion__in=chosen)
    # In a worker's hands: it may be leaving this very moment, so it counts as told.
    unsent = Q(sent_at=None, claimed_at=None)
    at = Value(now, output_field=DateTimeField())
    return rows.update(
        acted_at=Case(When(unsent, then=F("acted_at")), default=at),
        superseded_at=Case(When(unsent, then=at), default=F("superseded_at")),
    )

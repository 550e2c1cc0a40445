"""Take owed rows into one worker's hands, give them back, and free what the dead still hold."""

import datetime as dt
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Count, F, Q

from accounts.models import User
from notices.domain.mornings import Mornings
from notices.enums import Rhythm
from notices.models import Notice, NoticeQuerySet, PastSending

STALE_CLAIM = dt.timedelta(hours=1)
BATCH = 25  # rows claimed at once; as many wait for STALE_CLAIM when a worker is killed
DAILY_CAP = 40  # messages that travel alone, per person and local day; what is more goes into the morning's summary

Letter = list[Notice]
"""What goes into one e-mail: one notice, or all of one person's summary."""


def release_stale(now: dt.datetime) -> int:
    """Free the rows that a dead worker still holds. Returns how many."""
    return Notice.objects.unsent().filter(claimed_at__lt=now - STALE_CLAIM).update(claimed_at=None)


def claim_letters(now: dt.datetime, size: int = BATCH) -> list[Letter]:
    """Up to ``size`` messages that travel alone, else one person's summary; empty when nothing is owed.

    An attempt is counted at once, so that a message that kills its worker does not get endless tries.
    """
    singles = _claim_singles(now, size)
    if singles:
        return [[notice] for notice in singles]
    digest = _claim_digest(now)
    return [digest] if digest else []


def _claim_singles(now: dt.datetime, size: int) -> list[Notice]:
    with transaction.atomic():
        free = Notice.objects.owed(now).filter(rhythm=Rhythm.NOW).select_for_update(skip_locked=True)
        return _take(list(free.values_list("pk", flat=True)[:size]), now)


def _claim_digest(now: dt.datetime) -> list[Notice]:
    """Everything that waits for one person's summary. The person's row is locked, so no second worker splits it."""
    with transaction.atomic():
        owed = Notice.objects.owed(now).filter(rhythm=Rhythm.DIGEST)
        waiting = User.objects.filter(pk__in=owed.order_by().values("recipient"))
        person = waiting.select_for_update(skip_locked=True, no_key=True).order_by("pk").first()
        if person is None:
            return []
        rows = list(owed.filter(recipient=person).select_for_update().values_list("pk", "government"))
        return _take([pk for pk, government in rows if government == rows[0][1]], now)


def _take(pks: list[int], now: dt.datetime) -> list[Notice]:
    if not pks:
        return []
    taken = Notice.objects.filter(pk__in=pks, claimed_at=None, sent_at=None)
    taken.update(claimed_at=now, attempts=F("attempts") + 1)
    rows = Notice.objects.filter(pk__in=pks, claimed_at=now).select_related("recipient", "government")
    return list(rows.order_by("send_after", "pk"))


def mine(letter: Letter, now: dt.datetime) -> NoticeQuerySet:
    """The rows of a letter, as long as they are this sweep's claim."""
    return Notice.objects.filter(pk__in=[notice.pk for notice in letter], claimed_at=now, sent_at=None)


def give_back(letters: list[Letter], *, now: dt.datetime, reason: str = "") -> None:
    """As if never claimed: an outage of the server must not use up the attempts of the messages that waited."""
    rows = mine([notice for letter in letters for notice in letter], now)
    rows.update(claimed_at=None, attempts=F("attempts") - 1, **({"last_error": reason} if reason else {}))


class Caps:
    """How many messages each person of a batch may still get alone today."""

    def __init__(self, letters: list[Letter], now: dt.datetime) -> None:
        self.now = now
        self._mornings = Mornings(now)
        self._used: dict[int, int] = {}
        ours = [notice.pk for letter in letters for notice in letter]
        singles = [letter[0] for letter in letters if len(letter) == 1 and letter[0].rhythm == Rhythm.NOW]
        for government in {notice.government for notice in singles}:
            people = {notice.recipient_id for notice in singles if notice.government_id == government.pk}
            midnight = dt.datetime.combine(government.today(now), dt.time(), ZoneInfo(government.time_zone))
            # Claims of other workers count as sent: better one too many in the summary than one too many alone.
            today = Q(sent_at__gte=midnight) | Q(sent_at=None, claimed_at__isnull=False) & ~Q(pk__in=ours)
            rows = Notice.objects.filter(today, recipient__in=people, rhythm=Rhythm.NOW).order_by()
            before = PastSending.objects.filter(
                sent_at__gte=midnight, notice__recipient__in=people, notice__rhythm=Rhythm.NOW
            ).order_by()
            for person, number in [
                *rows.values_list("recipient").annotate(Count("pk")),
                *before.values_list("notice__recipient").annotate(Count("pk")),
            ]:
                self._used[person] = self._used.get(person, 0) + number

    def allows(self, letter: Letter) -> bool:
        """Count one more; False when the person has had enough for today."""
        if letter[0].rhythm != Rhythm.NOW:
            return True
        used = self._used[letter[0].recipient_id] = self._used.get(letter[0].recipient_id, 0) + 1
        return used <= DAILY_CAP

    def postpone(self, letter: Letter) -> None:
        """Into the next summary."""
        mine(letter, self.now).update(
            claimed_at=None,
            attempts=F("attempts") - 1,
            rhythm=Rhythm.DIGEST,
            send_after=self._mornings.next(letter[0].government),
        )

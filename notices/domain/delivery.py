"""Deliver what is owed. The table is the queue: claim a row, send it, mark it sent.

Promised: the row exists once; two live workers never both send it; a dead worker's claim goes stale and the row is
sent later. A worker that dies between the server's acceptance and our mark leads to one more message after
``STALE_CLAIM``, with the same Message-ID. Plain SMTP allows no stronger promise (docs/notices.md).
"""

import datetime as dt
import logging
import time
from dataclasses import dataclass

from django.db import DatabaseError, OperationalError, connection, transaction
from django.db.models import F

from accounts.models import Membership
from notices import kinds
from notices.domain.mail import Mailer, failure_of, message_for
from notices.models import MAX_REFUSALS, Notice, NoticeQuerySet

logger = logging.getLogger(__name__)

STALE_CLAIM = dt.timedelta(hours=1)
BATCH = 25  # rows claimed at once; as many wait for STALE_CLAIM when a worker is killed
SWEEP_SECONDS = 50  # far below STALE_CLAIM: nobody sends on a claim that others may have taken over
MAX_MISHAPS = 240  # about ten days of a server that takes every message but this one
RECORD_SECONDS = 120  # to write down what the mail server took, while the database restarts
STUMBLES = 3  # broken connections in a row: the server is in trouble, leave it alone


@dataclass
class Tally:
    """What one sweep did."""

    sent: int = 0
    superseded: int = 0
    failed: int = 0
    released: int = 0


def deliver_owed(now: dt.datetime) -> Tally:
    """Send what is owed by ``now`` until nothing is left, time is up, or the mail server is in trouble."""
    tally = Tally(released=release_stale(now))
    deadline = time.monotonic() + SWEEP_SECONDS
    with Mailer() as mailer:
        while batch := claim_batch(now):
            if not _deliver_batch(batch, mailer, tally, now=now, deadline=deadline):
                break
    return tally


def release_stale(now: dt.datetime) -> int:
    """Free the rows that a dead worker still holds. Returns how many."""
    return Notice.objects.unsent().filter(claimed_at__lt=now - STALE_CLAIM).update(claimed_at=None)


def claim_batch(now: dt.datetime, size: int = BATCH) -> list[Notice]:
    """Take up to ``size`` owed rows into our hands: nobody else gets them. An attempt is counted at once, so that a
    message that kills its worker does not get endless tries.
    """
    with transaction.atomic():
        free = Notice.objects.owed(now).select_for_update(skip_locked=True).values_list("pk", flat=True)
        mine = list(free[:size])
        taken = Notice.objects.filter(pk__in=mine, claimed_at=None, sent_at=None)
        taken.update(claimed_at=now, attempts=F("attempts") + 1)
    rows = Notice.objects.filter(pk__in=mine).select_related("recipient", "government")
    return list(rows.order_by("send_after", "pk")) if mine else []


def _deliver_batch(batch: list[Notice], mailer: Mailer, tally: Tally, *, now: dt.datetime, deadline: float) -> bool:
    """Send the rows of one claim; those not reached are released untried. False when the sweep should stop."""
    belongs = _still_members(batch, now)
    stumbles = 0
    for place, notice in enumerate(batch):
        if time.monotonic() > deadline:
            _release_untried(batch[place:], now=now, reason="")
            return False
        try:
            if notice.pk not in belongs or not _is_still_owed(notice, now):
                _mine(notice, now).update(superseded_at=now, claimed_at=None)
                tally.superseded += 1
                continue
            mailer.send(message_for(notice))
        except DatabaseError:
            raise
        except Exception as error:  # noqa: BLE001 - one broken message must not hold up the others; it is recorded
            failure = failure_of(error)
            if failure.is_server:
                logger.warning("mail server in trouble: %s", failure.text)
                _release_untried(batch[place:], now=now, reason=failure.text)
                return False
            _record_failure(notice, failure.text, is_final=failure.is_final, now=now)
            tally.failed += 1
            stumbles = stumbles + 1 if failure.is_mishap else 0
            if stumbles >= STUMBLES:
                _release_untried(batch[place + 1 :], now=now, reason=failure.text)
                return False
        else:
            _record_sent(notice, now=now)
            tally.sent += 1
            stumbles = 0
    return True


def _is_still_owed(notice: Notice, now: dt.datetime) -> bool:
    """Asked at the last moment: the agreement may have ended, or its end moved, since this was planned."""
    kind = kinds.find(notice.kind)
    return kind is None or kind.still_owed is None or kind.still_owed(notice, now)


def _still_members(batch: list[Notice], now: dt.datetime) -> set[int]:
    """Ids of the notices whose recipient still works for that government: who left gets no more of its mail."""
    held = Membership.objects.filter(
        user_id__in={n.recipient_id for n in batch}, government_id__in={n.government_id for n in batch}
    )
    periods: dict[tuple[int, int], list[tuple[dt.date, dt.date | None]]] = {}
    for user_id, government_id, starts, ends in held.values_list("user_id", "government_id", "starts_on", "ends_on"):
        periods.setdefault((user_id, government_id), []).append((starts, ends))
    found = set()
    for notice in batch:
        today = notice.government.today(now)
        mine = periods.get((notice.recipient_id, notice.government_id), [])
        if notice.recipient.is_active and any(start <= today and (not end or today <= end) for start, end in mine):
            found.add(notice.pk)
    return found


def _mine(notice: Notice, now: dt.datetime) -> NoticeQuerySet:
    """The row, as long as it is this sweep's claim."""
    return Notice.objects.filter(pk=notice.pk, claimed_at=now, sent_at=None)


def _record_sent(notice: Notice, *, now: dt.datetime) -> None:
    """Write down that it is out, waiting up to RECORD_SECONDS for a database that restarts at this very moment."""
    deadline = time.monotonic() + RECORD_SECONDS
    while True:
        try:
            _mark_sent(notice, now=now)
            return
        except OperationalError:
            if connection.in_atomic_block or time.monotonic() > deadline:
                raise
            logger.warning("notice %s is sent but not recorded yet", notice.pk)
            connection.close()
            time.sleep(0.5)


def _mark_sent(notice: Notice, *, now: dt.datetime) -> None:
    # Not bound to our claim: the message is out, and that is true whoever holds the row by now.
    Notice.objects.filter(pk=notice.pk).update(
        sent_at=now, claimed_at=None, retry_at=None, gave_up_at=None, last_error=""
    )


def _record_failure(notice: Notice, text: str, *, is_final: bool, now: dt.datetime) -> None:
    """Back off, or give up when the limit is reached: MAX_REFUSALS for good, MAX_MISHAPS of any other kind."""
    logger.warning("notice %s failed (attempt %s): %s", notice.pk, notice.attempts, text)
    refusals = notice.refusals + is_final
    over = refusals >= MAX_REFUSALS if is_final else notice.attempts >= MAX_MISHAPS
    pause = pause_after_refusal(refusals) if is_final else pause_after_mishap(notice.attempts)
    _mine(notice, now).update(
        claimed_at=None,
        last_error=text,
        refusals=refusals,
        retry_at=now + pause,
        gave_up_at=now if over else None,
    )


def pause_after_mishap(attempts: int) -> dt.timedelta:
    """2, 4, 8 … minutes, at most an hour."""
    return min(dt.timedelta(minutes=2 ** min(attempts, 6)), dt.timedelta(hours=1))


def pause_after_refusal(refusals: int) -> dt.timedelta:
    """5, 15, 45 … minutes, at most a day: what is refused for good is rarely taken a minute later."""
    return min(dt.timedelta(minutes=5 * 3 ** min(refusals - 1, 6)), dt.timedelta(days=1))


def _release_untried(batch: list[Notice], *, now: dt.datetime, reason: str) -> None:
    """Give rows back as if never claimed: an outage of the server must not use up their attempts."""
    rows = Notice.objects.filter(pk__in=[n.pk for n in batch], claimed_at=now, sent_at=None)
    if reason:
        rows.update(claimed_at=None, attempts=F("attempts") - 1, last_error=reason)
    else:
        rows.update(claimed_at=None, attempts=F("attempts") - 1)

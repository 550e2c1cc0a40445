"""Deliver what is owed. The table is the queue: claim a row, send it, mark it sent.

Promised: the row exists once; two live workers never both send it; a dead worker's claim goes stale and the row is
sent later. A worker that dies between the server's acceptance and our mark leads to one more message after
``STALE_CLAIM``, with the same Message-ID. Plain SMTP allows no stronger promise (docs/notices.md).
"""

import datetime as dt
import logging
import time
from dataclasses import dataclass

from django.db import DatabaseError, InterfaceError, OperationalError, connection

from accounts.models import Membership
from notices import kinds
from notices.domain.claims import Caps, Letter, claim_letters, give_back, mine, release_stale
from notices.domain.mail import Mailer, failure_of, message_for
from notices.domain.muting import muted_among
from notices.models import MAX_REFUSALS, Notice

logger = logging.getLogger(__name__)

SWEEP_SECONDS: float = 50  # far below STALE_CLAIM: nobody sends on a claim that others may have taken over
MAX_MISHAPS = 240  # about ten days of a server that takes every message but this one
RECORD_SECONDS: float = 120  # to write down what the mail server took, while the database restarts
STUMBLES = 3  # mishaps in a row: server or program is in trouble, stop before every message has had its share


@dataclass
class Tally:
    """What one sweep did."""

    sent: int = 0
    superseded: int = 0
    muted: int = 0
    failed: int = 0
    postponed: int = 0
    released: int = 0


def deliver_owed(now: dt.datetime) -> Tally:
    """Send what is owed by ``now`` until nothing is left, time is up, or the mail server is in trouble."""
    tally = Tally(released=release_stale(now))
    deadline = time.monotonic() + SWEEP_SECONDS
    with Mailer() as mailer:
        while letters := claim_letters(now):
            if not _deliver(letters, mailer, tally, now=now, deadline=deadline):
                break
    return tally


def _deliver(letters: list[Letter], mailer: Mailer, tally: Tally, *, now: dt.datetime, deadline: float) -> bool:
    """Send the letters of one claim; those not reached are given back untried. False when the sweep should stop."""
    notices = [notice for letter in letters for notice in letter]
    belongs, caps = still_members(notices, now), Caps(letters, now)
    muted = muted_among(notices)
    stumbles = 0
    for place, claimed in enumerate(letters):
        if time.monotonic() > deadline:
            give_back(letters[place:], now=now)
            return False
        letter = claimed
        try:
            letter = _without_lapsed(claimed, belongs, tally, now=now)
            letter = _without_muted(letter, muted, tally, now=now)
            if not letter:
                continue
            if not caps.allows(letter):
                caps.postpone(letter)
                tally.postponed += 1
                continue
            mailer.send(message_for(letter))
        except DatabaseError:
            raise
        except Exception as error:  # noqa: BLE001 - one broken message must not hold up the others; it is recorded
            failure = failure_of(error)
            if failure.is_server:
                logger.warning("mail server in trouble: %s", failure.text)
                give_back(letters[place:], now=now, reason=failure.text)
                return False
            _record_failure(letter, failure.text, is_final=failure.is_final, now=now)
            tally.failed += len(letter)
            stumbles = stumbles + 1 if failure.is_mishap else 0
            if stumbles >= STUMBLES:
                give_back(letters[place + 1 :], now=now, reason=failure.text)
                return False
        else:
            _record_sent(letter, now=now)
            tally.sent += len(letter)
            stumbles = 0
    return True


def _without_lapsed(letter: Letter, belongs: set[int], tally: Tally, *, now: dt.datetime) -> Letter:
    """What of a letter is still owed; the rest is marked as superseded."""
    owed = [notice for notice in letter if notice.pk in belongs and is_still_owed(notice, now)]
    lapsed = [notice for notice in letter if notice not in owed]
    if lapsed:
        mine(lapsed, now).update(superseded_at=now, claimed_at=None)
        tally.superseded += len(lapsed)
    return owed


def _without_muted(letter: Letter, muted: set[int], tally: Tally, *, now: dt.datetime) -> Letter:
    """What of a letter the person wants by e-mail; the rest stays in the inbox only."""
    silent = [notice for notice in letter if notice.pk in muted]
    if silent:
        mine(silent, now).update(muted_at=now, claimed_at=None)
        tally.muted += len(silent)
    return [notice for notice in letter if notice.pk not in muted]


def is_still_owed(notice: Notice, now: dt.datetime) -> bool:
    """Asked at the last moment: the agreement may have ended, or its end moved, since this was planned."""
    kind = kinds.find(notice.kind)
    return kind is None or kind.still_owed is None or kind.still_owed(notice, now)


def still_members(batch: list[Notice], now: dt.datetime) -> set[int]:
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


def _record_sent(letter: Letter, *, now: dt.datetime) -> None:
    """Write down that it is out, waiting up to RECORD_SECONDS for a database that restarts at this very moment."""
    deadline = time.monotonic() + RECORD_SECONDS
    while True:
        try:
            _mark_sent(letter, now=now)
            return
        except (OperationalError, InterfaceError):
            if connection.in_atomic_block or time.monotonic() > deadline:
                raise
            logger.warning("notice %s is sent but not recorded yet", letter[0].pk)
            connection.close()
            time.sleep(0.5)


_MARK_SENT = """
    UPDATE notices_notice
    SET sent_at = %s, claimed_at = NULL, retry_at = NULL, gave_up_at = NULL, last_error = ''
    WHERE id = ANY(%s)
"""  # the one statement of every message: written out, it costs a third


def _mark_sent(letter: Letter, *, now: dt.datetime) -> None:
    # Not bound to our claim: the message is out, and that is true whoever holds the row by now.
    with connection.cursor() as cursor:
        cursor.execute(_MARK_SENT, [now, [notice.pk for notice in letter]])


def _record_failure(letter: Letter, text: str, *, is_final: bool, now: dt.datetime) -> None:
    """Back off, or give up when the limit is reached: MAX_REFUSALS for good, MAX_MISHAPS of any other kind."""
    attempts = max(notice.attempts for notice in letter)
    refusals = max(notice.refusals for notice in letter) + is_final
    logger.warning("notice %s failed (attempt %s): %s", letter[0].pk, attempts, text)
    over = refusals >= MAX_REFUSALS if is_final else attempts >= MAX_MISHAPS
    pause = pause_after_refusal(refusals) if is_final else pause_after_mishap(attempts)
    mine(letter, now).update(
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

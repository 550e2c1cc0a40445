"""News for subscribers: one letter for an address and a day, written down first and delivered from the table."""

import datetime as dt
from collections.abc import Callable
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import DatabaseError, transaction
from django.db.models import F

from agreements.domain import versions
from notices.domain.delivery import pause_after_mishap
from notices.domain.mail import Mailer, failure_of
from portal.domain import subscriptions
from portal.models import Debut, Letter, LetterKind, Subscription

NOT_BEFORE = 7  # hour of the morning
STALE_CLAIM = dt.timedelta(hours=1)
MAX_ATTEMPTS = 10
BATCH = 25
Match = Callable[[str, list[int]], list[int]]
Send = Callable[[Letter, Mailer], bool]


def plan(now: dt.datetime, *, match: Match) -> int:
    """Owe each address at most one letter for this day about what is new in its searches; returns how many.

    ``match(query, ids)`` gives those of the public documents ``ids`` that a search finds. A search that has been told
    of is moved on in the same transaction as its letter is written; what comes later waits for tomorrow's.
    """
    subscriptions.forget_old(now)
    local = now.astimezone(ZoneInfo(settings.TIME_ZONE))
    if local.hour < NOT_BEFORE:
        return 0
    day = local.date().isoformat()
    told = Letter.objects.filter(kind=LetterKind.NEWS, occasion=day).values("email")
    waiting = Subscription.objects.filter(confirmed_at__isnull=False).exclude(email__in=told)
    by_address: dict[str, list[Subscription]] = {}
    for subscription in waiting.order_by("email", "pk").iterator():
        by_address.setdefault(subscription.email, []).append(subscription)
    if not by_address:
        return 0
    _note_debuts_once(now)
    known: dict[tuple[str, dt.datetime | None], list[int]] = {}
    return sum(_plan_one(email, mine, day=day, now=now, match=match, known=known) for email, mine in by_address.items())


_noted = ""


def _note_debuts_once(now: dt.datetime) -> None:
    """Look for first publications only when the register has changed since this process last looked."""
    global _noted  # noqa: PLW0603 - one per process; another process looking again does no harm
    version = versions.current().name
    if version != _noted:
        subscriptions.note_debuts(now)
        _noted = version


def _plan_one(
    email: str,
    mine: list[Subscription],
    *,
    day: str,
    now: dt.datetime,
    match: Match,
    known: dict[tuple[str, dt.datetime | None], list[int]],
) -> int:
    contents: dict[str, list[int]] = {}
    for subscription in mine:
        key = (subscription.query, subscription.told_until)
        if key not in known:
            fresh = Debut.objects.filter(at__gt=subscription.told_until or now, at__lte=now).order_by("pk")
            ids = list(fresh.values_list("agreement_id", flat=True))
            known[key] = match(subscription.query, ids) if ids else []
        if known[key]:
            contents[str(subscription.pk)] = known[key]
    if not contents:
        return 0
    with transaction.atomic():
        _letter, is_new = Letter.objects.get_or_create(
            email=email, kind=LetterKind.NEWS, occasion=day, defaults={"contents": contents, "created_at": now}
        )
        if not is_new:
            return 0  # another planner was first, and moved the searches on
        Subscription.objects.filter(pk__in=[one.pk for one in mine]).update(told_until=now)
    return 1


def deliver(now: dt.datetime, *, send: Send) -> int:
    """Send what is owed, each row claimed first; returns how many went out.

    ``send(letter, mailer)`` hands the message over and returns False when there is nothing left to say.
    """
    Letter.objects.filter(sent_at=None, gave_up_at=None, claimed_at__lt=now - STALE_CLAIM).update(claimed_at=None)
    sent = 0
    with Mailer() as mailer:
        for pk in list(Letter.objects.owed(now).values_list("pk", flat=True)[: BATCH * 40]):
            claimed = Letter.objects.filter(pk=pk, claimed_at=None, sent_at=None, gave_up_at=None)
            if not claimed.update(claimed_at=now, attempts=F("attempts") + 1):
                continue
            letter = Letter.objects.filter(pk=pk).first()
            if letter is None:
                continue
            try:
                went_out = send(letter, mailer)
            except DatabaseError:
                raise
            except Exception as error:  # noqa: BLE001 - one broken letter must not hold up the others; it is recorded
                failure = failure_of(error)
                if failure.is_server:
                    Letter.objects.filter(pk=pk, claimed_at=now).update(claimed_at=None, attempts=F("attempts") - 1)
                    break
                _record_failure(letter, failure.text, now=now)
            else:
                _record_sent(letter, now=now, was_empty=not went_out)
                sent += went_out
    return sent


def _record_sent(letter: Letter, *, now: dt.datetime, was_empty: bool) -> None:
    if was_empty:
        Letter.objects.filter(pk=letter.pk).delete()
        return
    Letter.objects.filter(pk=letter.pk).update(sent_at=now, claimed_at=None, last_error="", contents={})


def _record_failure(letter: Letter, text: str, *, now: dt.datetime) -> None:
    over = letter.attempts >= MAX_ATTEMPTS
    Letter.objects.filter(pk=letter.pk, claimed_at=now).update(
        claimed_at=None,
        last_error=text,
        retry_at=now + pause_after_mishap(letter.attempts),
        gave_up_at=now if over else None,
    )

"""The personal calendar: a secret address that a calendar program may ask without signing in."""

import datetime as dt
import hashlib
import secrets
from collections.abc import Iterable

from django.db.models import F

from accounts.domain.roles import memberships_of
from accounts.models import Government, User
from notices.domain.upcoming import HORIZON, Upcoming, upcoming
from notices.models import CalendarEntry, CalendarFeed

PAST = dt.timedelta(days=30)


def open_feed(user: User, *, now: dt.datetime) -> str:
    """A new secret for the person's calendar; the one before stops working at once. Shown once, kept as a hash."""
    token = secrets.token_urlsafe(32)
    CalendarFeed.objects.update_or_create(user=user, defaults={"token_sha256": _hash(token), "created_at": now})
    return token


def revoke_feed(user: User) -> None:
    """The address stops working."""
    CalendarFeed.objects.filter(user=user).delete()


def owner_of(token: str) -> User | None:
    """Whose calendar a secret opens; None for an unknown or revoked one and for who may no longer sign in."""
    feed = CalendarFeed.objects.filter(token_sha256=_hash(token)).select_related("user").first()
    return feed.user if feed and feed.user.is_active else None


def days_of(user: User, *, now: dt.datetime) -> list[Upcoming]:
    """What the person may see of the last 30 and the next 400 days, in every government they work for."""
    governments: dict[int, Government] = {m.government_id: m.government for m in memberships_of(user)}
    found = []
    for government in governments.values():
        today = government.today(now)
        found += upcoming(user, government, first=today - PAST, last=today + HORIZON)
    return found


def counted(days: Iterable[Upcoming], *, now: dt.datetime) -> list[tuple[Upcoming, CalendarEntry]]:
    """Each day with the number of its changes since a calendar was first told of it, whatever moved it.

    Safe when many calendars ask at once: a change is counted by whoever writes it down first.
    """
    wanted = {day.uid: (day, _hash(f"{day.day}|{day.label}|{day.title}|{day.note}|{day.path}")) for day in days}
    known = CalendarEntry.objects.in_bulk(wanted)
    new = [CalendarEntry(uid=uid, told_sha256=wanted[uid][1], changed_at=now) for uid in wanted.keys() - known.keys()]
    CalendarEntry.objects.bulk_create(new, ignore_conflicts=True)
    changed = [uid for uid, entry in known.items() if entry.told_sha256 != wanted[uid][1]]
    for uid in changed:
        CalendarEntry.objects.filter(uid=uid, told_sha256=known[uid].told_sha256).update(
            told_sha256=wanted[uid][1], revision=F("revision") + 1, changed_at=now
        )
    if changed or new:
        known = CalendarEntry.objects.in_bulk(wanted)
    return [(day, known[uid]) for uid, (day, _told) in wanted.items()]


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()

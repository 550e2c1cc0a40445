"""A person's own messages."""

import datetime as dt

from accounts.models import User
from notices.models import Notice


def unread_count(user: User) -> int:
    """How many messages the person has not opened; one count on a partial index."""
    return Notice.objects.filter(recipient=user).unread().count()


def mark_read(notice: Notice, *, now: dt.datetime) -> None:
    """The person opened it; the first time counts."""
    Notice.objects.filter(pk=notice.pk, read_at=None).update(read_at=now)


def mark_unread(notice: Notice) -> None:
    """Back among the unread, to be dealt with later."""
    Notice.objects.filter(pk=notice.pk).update(read_at=None)


def mark_all_read(user: User, *, now: dt.datetime) -> int:
    """Everything in the person's inbox; returns how many were unread."""
    return Notice.objects.filter(recipient=user).unread().update(read_at=now)


def mark_read_before(user: User, *, before: dt.datetime, now: dt.datetime) -> int:
    """What was owed before a moment; returns how many were unread."""
    older = Notice.objects.filter(recipient=user, send_after__lt=before)
    return older.filter(read_at=None).update(read_at=now)

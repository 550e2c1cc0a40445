"""Messages owed about a meeting: called or changed, called off, tomorrow."""

import datetime as dt
from dataclasses import replace
from typing import Any

from django.urls import reverse

from accounts.models import Government, User
from notices.domain.owing import Owed, owe, owe_many
from notices.models import Notice
from reviews.models import Attendance, Meeting

CALLED, CALLED_OFF, NEAR = "meeting-called", "meeting-called-off", "meeting-near"
UNINVITED = "meeting-uninvited"
NEAR_DAYS = 1


def subject_of(meeting: Meeting) -> str:
    """What notices about this meeting call it."""
    return f"meeting:{meeting.pk}"


def path_of(meeting: Meeting) -> str:
    """The page of the meeting."""
    return reverse("reviews:meeting", args=[meeting.pk])


def invited(meeting: Meeting) -> list[User]:
    """The people who hold the invited seats."""
    rows = Attendance.objects.filter(meeting=meeting, seat__holder__isnull=False).select_related("seat__holder")
    return [row.seat.holder for row in rows.order_by("pk") if row.seat is not None and row.seat.holder is not None]


def _owed(meeting: Meeting, kind: str, occasion: str, **more: Any) -> Owed:
    agenda = [item.topic or item.round.agreement.title for item in _agenda(meeting) if item.topic or item.round]
    return Owed(
        kind=kind,
        subject=subject_of(meeting),
        occasion=occasion,
        recipients=invited(meeting),
        government=meeting.government,
        context={"meeting": meeting, "agenda": agenda, **more},
        path=path_of(meeting),
        due_on=meeting.government.today(meeting.starts_at),
    )


def _agenda(meeting: Meeting) -> Any:
    return meeting.agenda.select_related("round__agreement").order_by("order")


def is_told(meeting: Meeting, *, now: dt.datetime) -> bool:
    """Whether people hear of the meeting: it is to come, or they were called; not of one written down afterwards."""
    return meeting.starts_at > now or Notice.objects.filter(kind=CALLED, subject=subject_of(meeting)).exists()


def owe_call(meeting: Meeting, *, now: dt.datetime) -> None:
    """Everybody invited learns when and where; after a change, anew."""
    owe_many([_owed(meeting, CALLED, str(meeting.revision), is_change=meeting.revision > 0)], now=now)


def owe_leaving_out(meeting: Meeting, people: list[User], *, now: dt.datetime) -> None:
    """Who was invited before a change and no longer is learns it, and the entry leaves the calendar."""
    owed = _owed(meeting, UNINVITED, str(meeting.revision))
    owe_many([replace(owed, recipients=people)], now=now)


def owe_calling_off(meeting: Meeting, *, now: dt.datetime) -> None:
    """Everybody invited learns that it does not take place."""
    owed = _owed(meeting, CALLED_OFF, str(meeting.revision))
    owe(
        kind=owed.kind,
        subject=owed.subject,
        occasion=owed.occasion,
        recipients=owed.recipients,
        government=owed.government,
        context=owed.context,
        path=owed.path,
        now=now,
    )


def is_still_left_out(notice: Notice, now: dt.datetime) -> bool:
    """Whether the person was not invited again meanwhile; of two such messages only the later goes out."""
    meeting = Meeting.objects.filter(pk=notice.subject.partition(":")[2]).first()
    if meeting is None or notice.recipient in invited(meeting):
        return False
    later = Notice.objects.filter(kind=UNINVITED, subject=notice.subject, recipient=notice.recipient, pk__gt=notice.pk)
    return not later.exists()


def plan_meetings(now: dt.datetime) -> int:
    """Remind the invited from the day before on. Safe to run twice, at once, or after missed days."""
    occasions = []
    for government in Government.objects.order_by("pk"):
        near = Meeting.objects.filter(government=government, held_at=None, called_off_at=None, starts_at__gt=now)
        near = near.filter(starts_at__lte=now + dt.timedelta(days=NEAR_DAYS)).select_related("government")
        # Whose last call went out within the day needs no second message.
        near = near.filter(updated_at__lt=now - dt.timedelta(days=NEAR_DAYS))
        occasions += [_owed(meeting, NEAR, meeting.starts_at.isoformat()) for meeting in near.order_by("pk")]
    return owe_many(occasions, now=now)


def is_to_come(notice: Notice, now: dt.datetime) -> bool:
    """Whether the meeting still lies ahead as the message says."""
    pk = int(notice.subject.partition(":")[2])
    meeting = Meeting.objects.filter(pk=pk, called_off_at=None, starts_at__gt=now).first()
    if meeting is None:
        return False
    return notice.kind != CALLED or notice.occasion == str(meeting.revision)

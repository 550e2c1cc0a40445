"""Days by which a person's opinion is wanted, and meetings, for the list and the calendar of the notices room."""

import datetime as dt
from collections.abc import Iterator

from django.utils.translation import gettext as say

from accounts.models import Government, User
from notices.domain.upcoming import Upcoming
from reviews.domain import meeting_notices
from reviews.domain.round_notices import path_of
from reviews.models import Meeting, Round


def upcoming_rounds(user: User, government: Government, first: dt.date, last: dt.date) -> Iterator[Upcoming]:
    """Open rounds that wait for this person, due between two days."""
    rounds = Round.objects.waiting_for(user, day=government.today())
    rounds = rounds.filter(agreement__government=government, due_on__range=(first, last)).select_related("agreement")
    for review in rounds.order_by("due_on", "pk"):
        yield Upcoming(
            day=review.due_on,
            title=str(review.agreement),
            label=say("Tenggat pendapat TKKSD"),
            path=path_of(review),
            uid=f"{review.subject}:due",
        )


def upcoming_meetings(user: User, government: Government, first: dt.date, last: dt.date) -> Iterator[Upcoming]:
    """Meetings between two days to which this person is invited."""
    meetings = Meeting.objects.filter(government=government, called_off_at=None, attendances__seat__holder=user)
    margin = dt.timedelta(days=1)
    start = dt.datetime.combine(first - margin, dt.time.min, tzinfo=dt.UTC)
    end = dt.datetime.combine(last + margin, dt.time.max, tzinfo=dt.UTC)
    for meeting in meetings.filter(starts_at__range=(start, end)).distinct().order_by("starts_at", "pk"):
        day = government.today(meeting.starts_at)
        if first <= day <= last:
            yield Upcoming(
                day=day,
                title=meeting.subject,
                label=meeting.get_kind_display(),
                path=meeting_notices.path_of(meeting),
                uid=meeting_notices.subject_of(meeting),
                note=meeting.place,
            )

"""Days by which an opinion is wanted, meetings and the last day of the decree, for the calendar of the notices room."""

import datetime as dt
from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as say

from accounts.domain.roles import roles_in
from accounts.enums import Role
from accounts.models import Government, User
from notices.domain.upcoming import Upcoming
from reviews.domain import meeting_notices
from reviews.domain.round_notices import path_of
from reviews.domain.team_notices import is_followed
from reviews.models import Meeting, Round, Team


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


def upcoming_decrees(user: User, government: Government, first: dt.date, last: dt.date) -> Iterator[Upcoming]:
    """Last days of decrees of TKKSD that no later one follows, for who sees to a new one."""
    if not roles_in(user, government.pk) & {Role.STAF, Role.ADMIN, Role.PIMPINAN}:
        return
    for team in Team.objects.filter(government=government, ends_on__range=(first, last)).order_by("ends_on", "pk"):
        if team.ends_on is not None and not is_followed(team):
            yield Upcoming(
                day=team.ends_on,
                title=str(team),
                label=say("SK TKKSD berakhir"),
                path=reverse("reviews:team"),
                uid=f"team:{team.pk}:end",
                note=government.name,
            )

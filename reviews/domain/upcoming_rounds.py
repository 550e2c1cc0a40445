"""Days by which a person's opinion is wanted, for the list and the calendar of the notices room."""

import datetime as dt
from collections.abc import Iterator

from django.utils.translation import gettext as say

from accounts.models import Government, User
from notices.domain.upcoming import Upcoming
from reviews.domain.round_notices import path_of
from reviews.models import Round


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

"""The ends of documents as days to come, for the list and the calendar of the notices room."""

import datetime as dt
from collections.abc import Iterator

from django.utils.translation import gettext as say

from accounts.domain.roles import memberships_of, units_of
from accounts.enums import Role
from accounts.models import Government, User
from agreements.domain.notice_people import path_of, subject_of
from agreements.models import Agreement
from agreements.models.queries import SEES_ALL
from notices.domain.upcoming import Upcoming


def upcoming_ends(user: User, government: Government, first: dt.date, last: dt.date) -> Iterator[Upcoming]:
    """What ends between two days: for a pengusul the documents of their units, for others all they may see."""
    rows = Agreement.objects.visible_to(user).ending_between(first, last).filter(government=government)
    mine = [m for m in memberships_of(user) if m.government_id == government.pk]
    if not any(m.role in SEES_ALL or m.role == Role.TKKSD for m in mine):
        rows = rows.filter(lead_unit__in=units_of(user, government.pk))
    rows = rows.select_related("lead_unit").order_by("effective_ends_on", "pk")
    for agreement in rows:
        if agreement.effective_ends_on is not None:
            yield Upcoming(
                day=agreement.effective_ends_on,
                title=str(agreement),
                label=say("Hari terakhir berlaku"),
                path=path_of(agreement),
                uid=f"{subject_of(agreement.pk)}:end",
                note=str(agreement.lead_unit),
                revision=agreement.version,
            )

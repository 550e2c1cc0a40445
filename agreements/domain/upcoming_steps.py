"""Running deadlines of the law and letters waiting for our answer, as days to come for the calendar of notices."""

import datetime as dt
from collections.abc import Iterator

from django.utils.translation import gettext as say

from accounts.domain.workdays import WorkCalendar
from accounts.models import Government, User
from agreements.domain import offers
from agreements.domain.deadline_notices import running, with_running_steps
from agreements.domain.notice_people import path_of, subject_of
from agreements.domain.upcoming_ends import watched
from agreements.models import Offer
from notices.domain.upcoming import Upcoming

MOST = 500  # documents in process at once; a government has tens of them


def upcoming_steps(user: User, government: Government, first: dt.date, last: dt.date) -> Iterator[Upcoming]:
    """What a pengusul's own units wait for; staf and those who oversee see all of it."""
    rows = with_running_steps([government.pk]).filter(pk__in=watched(user, government).values("pk"))
    found = rows.select_related("lead_unit").prefetch_related("parties__partner", "parties__government", "steps")
    for agreement in found[:MOST]:
        agreement.government = government
        for item in running(agreement, today=government.today()):
            if item.due_on is not None and first <= item.due_on <= last:
                yield Upcoming(
                    day=item.due_on,
                    title=str(agreement),
                    label=say("Tenggat: %(step)s") % {"step": item.rule.label},
                    path=f"{path_of(agreement)}#tahapan",
                    uid=f"{subject_of(agreement.pk)}:{item.rule.code}:{item.row.repetition if item.row else 1}",
                    note=item.waits_for,
                )


def upcoming_answers(user: User, government: Government, first: dt.date, last: dt.date) -> Iterator[Upcoming]:
    """Letters that wait for our answer."""
    rows = Offer.objects.visible_to(user).waiting().filter(government=government).select_related("partner")
    calendar = WorkCalendar(government)
    for offer in rows[:MOST]:
        offer.government = government  # its own rules are read once
        due = offers.due_on(offer, calendar=calendar)
        if first <= due <= last:
            yield Upcoming(
                day=due,
                title=offer.subject,
                label=say("Jawaban kita ditunggu"),
                path=offers.path_of(offer),
                uid=f"{offers.subject_of(offer)}:answer",
                note=offer.partner.name,
            )

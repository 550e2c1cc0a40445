"""Clocks of the law that have run out or soon will: who is waited for, and by how much. A fixed number of queries."""

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as say

from accounts.domain.workdays import WorkCalendar
from accounts.models import Government
from agreements.domain import offers
from agreements.domain.deadline_notices import MAX_DAYS, running, with_running_steps
from agreements.domain.notice_people import path_of
from agreements.models import AgreementQuerySet
from agreements.models.offer import OfferQuerySet
from workspace.domain.lists import Short

SOON_DAYS = 14
MOST = 500  # documents in process at once that are looked at; a government has tens of them
SHOWN = 8


@dataclass(frozen=True)
class Clock:
    """One running limit. ``left`` is negative once it has passed; ``who`` is always a position."""

    title: str
    path: str
    what: str
    article: str
    who: str
    due_on: dt.date
    left: int

    @property
    def late(self) -> int:
        """Days past the last day."""
        return max(0, -self.left)


def clocks(government: Government, *, today: dt.date, rows: AgreementQuerySet, letters: OfferQuerySet) -> Short:
    """What is overdue or due within two weeks among ``rows`` and ``letters``, the longest overdue first."""
    found = [*_of_steps(government, today, rows), *_of_letters(government, today, letters)]
    pressing = [clock for clock in found if -MAX_DAYS <= clock.left <= SOON_DAYS]
    pressing.sort(key=lambda clock: (clock.left, clock.title))
    return Short(pressing[:SHOWN], len(pressing))


def _of_steps(government: Government, today: dt.date, rows: AgreementQuerySet) -> list[Clock]:
    wanted = with_running_steps([government.pk]).filter(pk__in=rows.order_by().values("pk"))
    wanted = wanted.select_related("lead_unit", "parent__parent")
    found = []
    for agreement in wanted.prefetch_related("parties__partner", "parties__government", "steps")[:MOST]:
        agreement.government = government  # one object, so its calendar and its rules are read once
        for item in running(agreement, today=today):
            if item.due_on is None:
                continue
            path = f"{path_of(agreement)}#tahap-{item.rule.code}"
            left = (item.due_on - today).days
            found.append(
                Clock(str(agreement), path, item.rule.label, item.rule.article, item.waits_for, item.due_on, left)
            )
    return found


def _of_letters(government: Government, today: dt.date, letters: OfferQuerySet) -> list[Clock]:
    head = government.head_position
    calendar = WorkCalendar(government)
    found = []
    for offer in letters.filter(government=government).waiting().select_related("partner").order_by("pk")[:MOST]:
        offer.government = government
        due, rule = offers.due_on(offer, calendar=calendar), offers.rule_of(offer)
        what = say("Jawaban kita kepada %(partner)s") % {"partner": offer.partner}
        left = (due - today).days
        found.append(Clock(offer.subject, offers.path_of(offer), what, rule.article, head, due, left))
    return found

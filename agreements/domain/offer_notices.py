"""Our answer to a letter owes notices like any deadline: before its day, on it, and each week after it."""

import datetime as dt
from functools import partial

from accounts.domain.roles import people_with
from accounts.enums import Role
from accounts.models import Government
from agreements.domain import offers
from agreements.domain.deadline_notices import rung_of
from agreements.domain.notice_people import People
from agreements.models import Offer
from notices.domain.owing import Owed, owe_many
from notices.domain.sparing import Sparing
from notices.models import Notice

ANSWER_DUE = "offer-deadline"
PIMPINAN_AFTER = -7  # days left: when nobody answered for a week after the day, pimpinan are told too


def _occasion(offer: Offer, due: dt.date, rung: int) -> str:
    return f"{'2' if offer.second_received_on else '1'}:{due.isoformat()}:{rung}"


def plan_answers(now: dt.datetime) -> int:
    """Owe the present message of each letter that waits for our answer."""
    written = 0
    with Sparing() as sparing:
        for government in Government.objects.order_by("pk"):
            today = government.today(now)
            ask = partial(_owed, today=today, people=People(today))
            rows = (
                Offer.objects.waiting().filter(government=government).select_related("partner", "unit").order_by("pk")
            )
            found = list(rows)
            for offer in found:
                offer.government = government
            written += owe_many(sparing.each(found, ask), now=now, sparing=sparing)
    return written


def _owed(offer: Offer, today: dt.date, people: People) -> Owed | None:
    due = offers.due_on(offer)
    left = (due - today).days
    rung = rung_of(left)
    if rung is None:
        return None
    told = list(people.staf(offer.government))
    if offer.unit_id:
        told += people_with(Role.PENGUSUL, government=offer.government, today=today, unit_id=offer.unit_id)
    if left < PIMPINAN_AFTER:
        told += people.pimpinan(offer.government)
    return Owed(
        kind=ANSWER_DUE,
        subject=offers.subject_of(offer),
        occasion=_occasion(offer, due, rung),
        recipients=list({person.pk: person for person in told}.values()),
        government=offer.government,
        context={
            "kind": offer.get_kind_display(),
            "partner": offer.partner.name,
            "subject": offer.subject,
            "letter_number": offer.letter_number,
            "received_on": offer.received_on,
            "unit": offer.unit.name if offer.unit else "",
            "is_second": offer.second_received_on is not None,
            "due_on": due,
            "left": left,
            "late": -left,
        },
        path=offers.path_of(offer),
        due_on=due,
    )


def is_answer_still_owed(notice: Notice, now: dt.datetime) -> bool:
    """False once answered, asked again, or when a later rung has taken over."""
    pk = int(notice.subject.partition(":")[2])
    offer = Offer.objects.waiting().filter(pk=pk).select_related("government").first()
    if offer is None:
        return False
    due = offers.due_on(offer)
    rung = rung_of((due - offer.government.today(now)).days)
    return rung is not None and notice.occasion == _occasion(offer, due, rung)

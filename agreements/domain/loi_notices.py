"""A Letter of Intent is good for one year (P25 Pasal 13): its lapse is told in time, unless the Naskah is signed.

It is made anew, not prolonged, so nobody is asked to decide about its end. A lapse that came while the system was down
is told once, afterwards.
"""

import datetime as dt
from functools import partial

from django.db.models import Exists, OuterRef, Q

from accounts.models import Government
from agreements.domain.intents import lapses_on
from agreements.domain.notice_people import People, facts_of, path_of, subject_of
from agreements.enums import Form, Phase
from agreements.models import Agreement
from agreements.models.queries import AgreementQuerySet
from notices.domain.owing import Owed, owe_many
from notices.domain.sparing import Sparing
from notices.models import Notice

LAPSES = "loi-lapses"
TELL_LAPSED_WITHIN = 30  # days; what lapsed before that is history
LADDER = (180, 90, 30, 7, 0)  # DPRD, Menteri and Naskah come after it, so half a year ahead


def waiting_intents(government: Government) -> AgreementQuerySet:
    """Signed LoIs not yet followed by a signed Naskah."""
    followed = Agreement.objects.filter(
        root=OuterRef("root"), form=Form.NASKAH_KERJA_SAMA, phase__in=Phase.SIGNED, root__isnull=False
    )
    below = Agreement.objects.filter(root=OuterRef("pk"), form=Form.NASKAH_KERJA_SAMA, phase__in=Phase.SIGNED)
    rows = Agreement.objects.filter(government=government, form=Form.PERNYATAAN_KEHENDAK, phase=Phase.DITANDATANGANI)
    return rows.filter(~Exists(followed), ~Exists(below), signed_on__isnull=False).order_by("pk")


def plan_lapses(now: dt.datetime) -> int:
    """Owe the present rung of each LoI; its last year is at most a year away, so the rows are few."""
    written = 0
    with Sparing() as sparing:
        for government in Government.objects.order_by("pk"):
            today = government.today(now)
            ask = partial(_owed, today=today, people=People(today))
            rows = waiting_intents(government).filter(signed_on__gte=today - dt.timedelta(days=400))
            found = rows.select_related("government", "lead_unit").prefetch_related("parties__partner")
            written += owe_many(sparing.each(found, ask), now=now, sparing=sparing)
    return written


def lapses_by_law() -> Q:
    """LoIs of which ``lapse_told`` knows the day: it is told here alone, not as an end about which somebody decides."""
    return Q(form=Form.PERNYATAAN_KEHENDAK, signed_on__isnull=False)


def lapse_told(agreement: Agreement) -> dt.date | None:
    """The last day on which the LoI is good: a year after its signature, or its own last day before that."""
    last = lapses_on(agreement) if agreement.phase == Phase.DITANDATANGANI else None
    own = agreement.last_day
    return min(last, own) if last and own else last


def _rung(agreement: Agreement, today: dt.date) -> tuple[dt.date, int] | None:
    last = lapse_told(agreement)
    if last is None or (last - today).days < -TELL_LAPSED_WITHIN or _was_entered_after(last, agreement):
        return None
    rung = min((days for days in LADDER if days >= (last - today).days), default=None)
    return None if rung is None else (last, rung)


def _was_entered_after(last: dt.date, agreement: Agreement) -> bool:
    """An old paper that had lapsed when it came into the register is history, not news."""
    frozen = agreement.frozen_at and agreement.government.today(agreement.frozen_at)
    return agreement.legacy and frozen is not None and frozen > last


def _owed(agreement: Agreement, today: dt.date, people: People) -> Owed | None:
    found = _rung(agreement, today)
    if found is None:
        return None
    last, rung = found
    return Owed(
        kind=LAPSES,
        subject=subject_of(agreement.pk),
        occasion=f"{last.isoformat()}:{rung}",
        recipients=people.concerned(agreement),
        government=agreement.government,
        context={**facts_of(agreement), "lapses_on": last, "left": (last - today).days},
        path=path_of(agreement),
        due_on=last,
    )


def is_lapse_still_owed(notice: Notice, now: dt.datetime) -> bool:
    """False when the Naskah was signed, the LoI ended, or a later rung has taken over; the last stays for a month."""
    pk = int(notice.subject.partition(":")[2])
    agreement = Agreement.objects.filter(Q(pk=pk)).select_related("government").first()
    if agreement is None or not waiting_intents(agreement.government).filter(pk=pk).exists():
        return False
    found = _rung(agreement, agreement.government.today(now))
    return found is not None and notice.occasion == f"{found[0].isoformat()}:{found[1]}"

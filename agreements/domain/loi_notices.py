"""A Letter of Intent is good for one year (P25 Pasal 13): its lapse is told in time, unless the Naskah is signed."""

import datetime as dt

from django.db.models import Exists, OuterRef, Q

from accounts.models import Government
from agreements.domain.intents import lapses_on
from agreements.domain.notice_people import People, facts_of, path_of, subject_of
from agreements.enums import Form, Phase
from agreements.models import Agreement
from agreements.models.queries import AgreementQuerySet
from notices.domain.owing import Owed, owe_many
from notices.models import Notice

LAPSES = "loi-lapses"
LADDER = (365, 90, 30, 7, 0)


def waiting_intents(government: Government) -> AgreementQuerySet:
    """Signed LoIs not yet followed by a signed Naskah. One whose own last day is earlier is told by that day."""
    followed = Agreement.objects.filter(
        root=OuterRef("root"), form=Form.NASKAH_KERJA_SAMA, phase__in=Phase.SIGNED, root__isnull=False
    )
    below = Agreement.objects.filter(root=OuterRef("pk"), form=Form.NASKAH_KERJA_SAMA, phase__in=Phase.SIGNED)
    rows = Agreement.objects.filter(government=government, form=Form.PERNYATAAN_KEHENDAK, phase=Phase.DITANDATANGANI)
    return rows.filter(~Exists(followed), ~Exists(below), signed_on__isnull=False).order_by("pk")


def plan_lapses(now: dt.datetime) -> int:
    """Owe the present rung of each LoI; its last year is at most a year away, so the rows are few."""
    written = 0
    for government in Government.objects.order_by("pk"):
        today = government.today(now)
        people = People(today)
        rows = waiting_intents(government).filter(signed_on__gte=today - dt.timedelta(days=400))
        found = rows.select_related("government", "lead_unit").prefetch_related("parties__partner")
        written += owe_many([owed for one in found if (owed := _owed(one, today, people)) is not None], now=now)
    return written


def lapse_told(agreement: Agreement) -> dt.date | None:
    """The day of the lapse, unless the LoI ends by itself before it: then that end is told."""
    last = lapses_on(agreement) if agreement.phase == Phase.DITANDATANGANI else None
    if last is None or (agreement.last_day is not None and agreement.last_day <= last):
        return None
    return last


def _rung(agreement: Agreement, today: dt.date) -> tuple[dt.date, int] | None:
    last = lapse_told(agreement)
    left = (last - today).days if last is not None else -1
    rung = min((days for days in LADDER if days >= left), default=None) if left >= 0 else None
    return None if last is None or rung is None else (last, rung)


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
    """False when the Naskah was signed, the LoI ended, or a later rung has taken over."""
    pk = int(notice.subject.partition(":")[2])
    agreement = Agreement.objects.filter(Q(pk=pk)).select_related("government").first()
    if agreement is None or not waiting_intents(agreement.government).filter(pk=pk).exists():
        return False
    found = _rung(agreement, agreement.government.today(now))
    return found is not None and notice.occasion == f"{found[0].isoformat()}:{found[1]}"

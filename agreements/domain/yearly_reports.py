"""The yearly report on foreign cooperation: without last January's, the Menteri refuses the next plan (P25 Pasal 38).

A report reaches the Menteri by the second week of January (Pasal 35–36). It is recorded as a ``pelaporan`` of each
document in force in the year it covers.
"""

import datetime as dt

from django.db.models import Exists, OuterRef, Q

from accounts.models import Government
from agreements.enums import CooperationKind, Form, Phase
from agreements.models import Agreement, Step
from agreements.models.queries import AgreementQuerySet

LAST_DAY = (1, 14)  # month and day: the end of the second week of January
STEP, SINERGI_STEP = "pelaporan", "pelaporan_tahunan"


def covered_year(today: dt.date) -> int:
    """The year whose report has to be in by today: last year's from 15 January on, before that the one before."""
    return today.year - 1 if (today.month, today.day) > LAST_DAY else today.year - 2


def missing_reports(government: Government, *, today: dt.date) -> AgreementQuerySet:
    """Foreign documents in force in the covered year whose report of that year is not recorded.

    The Naskah reports; a penerusan has none, so its Rencana does, or the yearly plan that stands alone (P25 Pasal 30).
    """
    passed_on = Q(form=Form.RENCANA_KERJA_SAMA) | Q(form=Form.RENCANA_KEGIATAN_TAHUNAN, parent=None)
    reports = Q(form=Form.NASKAH_KERJA_SAMA) | Q(passed_on, cooperation_kind=CooperationKind.KSDLL_PENERUSAN)
    rows = Agreement.objects.filter(reports, cooperation_kind__in=CooperationKind.FOREIGN)
    return _unreported(rows.filter(government=government), year=covered_year(today), step=STEP)


def missing_sinergi_reports(government: Government, *, year: int) -> AgreementQuerySet:
    """Nota Kesepakatan with the centre in force in a year whose yearly report upward is not recorded (P22 Pasal 60)."""
    rows = Agreement.objects.filter(cooperation_kind=CooperationKind.SINERGI, form=Form.NOTA_KESEPAKATAN)
    return _unreported(rows.filter(government=government), year=year, step=SINERGI_STEP)


def _unreported(rows: AgreementQuerySet, *, year: int, step: str) -> AgreementQuerySet:
    """Those of ``rows`` that were in force in ``year`` and for which no report was recorded since its December."""
    first, last = dt.date(year, 1, 1), dt.date(year, 12, 31)
    reported = Step.objects.filter(agreement=OuterRef("pk"), code=step, done_on__gte=dt.date(year, 12, 1))
    in_force = Q(effective_ends_on=None) | Q(effective_ends_on__gte=first)
    not_ended = Q(ended_on=None) | Q(ended_on__gte=first)
    rows = rows.filter(in_force, not_ended, phase__in=Phase.SIGNED, signed_on__lte=last)
    return rows.filter(~Exists(reported)).order_by("signed_on", "pk")

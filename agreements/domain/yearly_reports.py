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
STEP = "pelaporan"


def covered_year(today: dt.date) -> int:
    """The year whose report has to be in by today: last year's from 15 January on, before that the one before."""
    return today.year - 1 if (today.month, today.day) > LAST_DAY else today.year - 2


def missing_reports(government: Government, *, today: dt.date) -> AgreementQuerySet:
    """Foreign documents in force in the covered year whose report of that year is not recorded."""
    year = covered_year(today)
    first, last = dt.date(year, 1, 1), dt.date(year, 12, 31)
    reported = Step.objects.filter(agreement=OuterRef("pk"), code=STEP, done_on__gte=dt.date(year, 12, 1))
    in_force = Q(effective_ends_on=None) | Q(effective_ends_on__gte=first)
    not_ended = Q(ended_on=None) | Q(ended_on__gte=first)
    rows = Agreement.objects.filter(
        in_force,
        not_ended,
        government=government,
        cooperation_kind__in=CooperationKind.FOREIGN,
        form=Form.NASKAH_KERJA_SAMA,
        phase__in=Phase.SIGNED,
        signed_on__lte=last,
    )
    return rows.filter(~Exists(reported)).order_by("signed_on", "pk")

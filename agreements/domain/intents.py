"""A Letter of Intent is good for a year from its signature at most; what builds on it needs a good one (P25 Pasal 13).

One that was replaced hands its task to the replacement; one that was ended is good until its last day.
"""

import datetime as dt

from agreements.domain.terms import Duration, last_day
from agreements.enums import DurationUnit, Form, Phase, Relation
from agreements.models import Agreement
from agreements.procedures import PROCEDURES

MONTHS = PROCEDURES["ksdpl"].step("ttd_loi").valid_months or 12
DEEPEST = 10  # a tree is never deeper


def lapses_on(agreement: Agreement) -> dt.date | None:
    """The last day on which a signed LoI is good; None for anything else."""
    if agreement.form != Form.PERNYATAAN_KEHENDAK or agreement.signed_on is None:
        return None
    if agreement.phase not in Phase.SIGNED:
        return None
    last = last_day(agreement.signed_on, Duration(MONTHS, DurationUnit.BULAN))
    return min(last, agreement.ended_on) if agreement.ended_on else last


def intent_behind(agreement: Agreement) -> Agreement | None:
    """The signed LoI on which this plan or Naskah rests: the nearest one above it, or what replaced that one."""
    above, seen = agreement.parent, 0
    while above is not None and seen < DEEPEST:
        if above.form == Form.PERNYATAAN_KEHENDAK and above.phase in Phase.SIGNED:
            return _newest(above)
        above, seen = above.parent, seen + 1
    return None


def _newest(intent: Agreement) -> Agreement:
    for _again in range(DEEPEST):
        if intent.phase != Phase.DIGANTIKAN:
            break
        signed = Agreement.objects.filter(parent=intent, relation=Relation.PENGGANTIAN, phase__in=Phase.SIGNED)
        after = signed.order_by("signed_on", "pk").last()
        if after is None:
            break
        intent = after
    return intent


def has_lapsed(agreement: Agreement, *, today: dt.date) -> dt.date | None:
    """The day after which the LoI behind an unsigned plan or Naskah was no longer good; None while it is."""
    if agreement.phase not in Phase.OPEN:
        return None
    intent = intent_behind(agreement)
    last = lapses_on(intent) if intent is not None else None
    return last if last is not None and last < today else None

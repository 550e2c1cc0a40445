"""What the register still misses about signed documents: ``completeness.gaps``, asked of many at once."""

from collections import Counter
from typing import NamedTuple

from django.db.models import Exists, OuterRef, Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import Government
from agreements.enums import FileKind, Phase, TermRule
from agreements.models import Agreement, AgreementQuerySet, File, Party

BOUND = 200  # documents looked at, so that the page costs the same with a million
SHOWN = 5

LABELS: dict[str, str | Promise] = {
    "review": _("perlu ditinjau"),
    "scan": _("tanpa pindaian naskah"),
    "numbers": _("nomor pihak belum lengkap"),
    "signed_on": _("tanggal tanda tangan belum diketahui"),
    "ends_on": _("hari terakhir belum diketahui"),
    "public_copy": _("tanpa salinan publik"),
}


class Missing(NamedTuple):
    """Counts by gap (code, label, number), the first few documents, and whether there are more than were looked at."""

    counts: list[tuple[str, str, int]]
    rows: list[Agreement]
    total: int
    is_bounded: bool


def with_gaps(rows: AgreementQuerySet) -> AgreementQuerySet:
    """Annotate a boolean ``gap_<code>`` for each gap, and keep the signed documents that have one."""
    standing = File.objects.filter(agreement=OuterRef("pk"), withdrawn_at=None)
    flags = {
        "gap_scan": ~Exists(standing.filter(kind=FileKind.PINDAIAN)),
        "gap_public_copy": ~Exists(standing.filter(kind=FileKind.SALINAN_PUBLIK)),
        "gap_numbers": Exists(Party.objects.filter(agreement=OuterRef("pk"), number="")),
        "gap_signed_on": Q(signed_on=None),
        "gap_ends_on": Q(ends_on=None, term_rule=TermRule.TETAP),
        "gap_review": Q(needs_review=True),
    }
    lacking = Q()
    for condition in flags.values():
        lacking |= Q(condition)
    return rows.filter(phase__in=Phase.SIGNED).filter(lacking).annotate(**{k: Q(v) for k, v in flags.items()})


def missing(government: Government) -> Missing:
    """What is missing about the newest documents, at most BOUND of them: one query."""
    rows = with_gaps(Agreement.objects.filter(government=government)).select_related("lead_unit")
    found = list(rows.order_by("-needs_review", "-pk")[: BOUND + 1])
    tally = Counter(code for row in found[:BOUND] for code in LABELS if getattr(row, f"gap_{code}"))
    counts = [(code, str(label), tally[code]) for code, label in LABELS.items() if tally[code]]
    return Missing(counts, found[:SHOWN], min(len(found), BOUND), len(found) > BOUND)

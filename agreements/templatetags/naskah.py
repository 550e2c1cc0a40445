"""Status of a document in words, with a mark of its own (``{% load naskah %}``).

``{% phase_badge phase=agreement.phase %}`` where it stands; ``{% validity_badge validity=keadaan %}`` whether it holds.
"""

import datetime as dt

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from agreements.domain.consent import needs_consent
from agreements.enums import CooperationKind, FileKind, Form, Phase, Precision, Validity
from agreements.models import Agreement
from agreements.models.party import ORDINALS
from agreements.procedures import procedure_of
from agreements.words import tanggal
from kerjasama.dates import MONTHS
from kerjasama.templatetags.ui import badge

register = template.Library()

PHASES: dict[str, tuple[str, str]] = {
    Phase.DRAF: ("neutral", "pencil"),
    Phase.DIAJUKAN: ("info", "send"),
    Phase.DITELAAH: ("info", "clipboard-check"),
    Phase.DIKEMBALIKAN: ("warn", "arrow-return-left"),
    Phase.DIREKOMENDASIKAN: ("accent", "patch-check"),
    Phase.DITANDATANGANI: ("ok", "pen"),
    Phase.DITOLAK: ("danger", "x-circle"),
    Phase.DIBATALKAN: ("muted", "slash-circle"),
    Phase.DIAKHIRI: ("muted", "stop-circle"),
    Phase.DIGANTIKAN: ("muted", "arrow-repeat"),
}
VALIDITIES: dict[str, tuple[str, str]] = {
    Validity.BELUM_BERLAKU: ("info", "hourglass-split"),
    Validity.BERLAKU: ("ok", "check-circle"),
    Validity.AKAN_BERAKHIR: ("warn", "alarm"),
    Validity.BERAKHIR: ("muted", "calendar-x"),
    Validity.DIAKHIRI: ("muted", "stop-circle"),
    Validity.DIGANTIKAN: ("muted", "arrow-repeat"),
    Validity.DALAM_PROSES: ("neutral", "hourglass-split"),
}


@register.simple_tag
def phase_badge(*, phase: str) -> SafeString:
    """Where the document stands."""
    tone, mark = PHASES[phase]
    return badge(text=str(Phase(phase).label), tone=tone, icon=mark)


@register.simple_tag
def validity_badge(*, validity: str) -> SafeString:
    """Whether the document is in force today."""
    tone, mark = VALIDITIES[validity]
    return badge(text=str(Validity(validity).label), tone=tone, icon=mark)


@register.simple_tag
def consent_badge(*, agreement: Agreement) -> SafeString:
    """Whether the DPRD must consent while the document is on its way; nothing where the question does not arise."""
    procedure = procedure_of(agreement)
    if agreement.phase not in Phase.OPEN or procedure is None or agreement.legacy:
        return SafeString()
    if not any(rule.code == "persetujuan_dprd" for rule in procedure.for_form(agreement.form)):
        return SafeString()
    match needs_consent(agreement):
        case None:
            return badge(text=_("DPRD: belum diputuskan"), tone="warn", icon="question-circle")
        case True:
            return badge(text=_("Perlu persetujuan DPRD"), tone="info", icon="bank")
    return badge(text=_("Tanpa persetujuan DPRD"), tone="muted", icon="dash-circle")


@register.simple_tag
def party_label(*, order: int) -> str:
    """``PIHAK KESATU`` for 1."""
    return f"PIHAK {ORDINALS[order - 1]}" if order <= len(ORDINALS) else f"PIHAK KE-{order}"


@register.simple_tag
def inexact(*, day: dt.date, precision: str) -> str:
    """A date as exactly as it is known: ``2 Maret 2019``, ``Maret 2019`` or ``2019``."""
    if precision == Precision.YEAR:
        return str(day.year)
    return f"{MONTHS[day.month - 1]} {day.year}" if precision == Precision.MONTH else tanggal(day)


@register.filter
def pk(value: int) -> str:
    """A key in an address: digits, never grouped."""
    return str(value)


@register.filter
def kind_short(value: str) -> str:
    """``KSDD wajib``, ``KSDPK`` … for tables."""
    return CooperationKind(value).short if value in CooperationKind.values else value


@register.filter
def nama_jenis_berkas(value: str) -> str:
    """``Pindaian`` for the code of a kind of file."""
    return str(FileKind(value).label) if value in FileKind.values else value


@register.filter
def form_code(value: str) -> str:
    """``KB``, ``PKS`` … for tables."""
    return Form(value).code if value in Form.values else value

"""The register card: one page with every key fact, the permanent address as QR, and what proves the scan."""

import datetime as dt
from typing import Any

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from agreements import words
from agreements.domain import verification
from agreements.domain.clause_writing import inline, name_on_paper, term_of
from agreements.enums import (
    CooperationKind,
    FileKind,
    Form,
    Funding,
    Meterai,
    Phase,
    Precision,
    Relation,
    SigningMethod,
    TermRule,
)
from agreements.models import Agreement, File
from agreements.pdf import emblems, resources
from agreements.pdf.writing import w3c
from agreements.reference import sdg_name, urusan_name
from kerjasama.templatetags.ui_formats import ZONES, rupiah

TIGHTER = ("", "tight", "tighter")


def permanent_address(agreement: Agreement) -> str:
    """The address that stays (design.md section 8); for a document not registered yet, its page in the workspace."""
    if agreement.register_no:
        return f"{settings.PUBLIC_URL}/naskah/{agreement.government.code}/{agreement.register_no}/"
    return f"{settings.PUBLIC_URL}/ruang/naskah/{agreement.pk}/"


def _qr(address: str) -> bytes:
    """The address as a square of vectors, with a quiet zone, readable with a quarter of it soiled."""
    import io

    import segno

    out = io.BytesIO()
    code = segno.make(address, error="q", micro=False)
    code.save(out, kind="svg", border=3, light="#fff", xmldecl=False, svgclass=None, lineclass=None)
    return out.getvalue()


def is_english() -> bool:
    """Whether the card speaks English: only the public one of an English page does."""
    return get_language() == "en"


def _day(day: dt.date) -> str:
    return date_format(day, "j F Y") if is_english() else words.tanggal(day)


def _date(day: dt.date | None, precision: str) -> str:
    """A date no more exact than the paper tells it."""
    if day is None:
        return _("tidak diketahui")
    if precision == Precision.YEAR:
        return _("tahun %(year)s") % {"year": day.year}
    return _day(day) if precision == Precision.DAY else date_format(day, "F Y")


def _signing(agreement: Agreement) -> list[tuple[str, str]]:
    facts = [(_("Ditandatangani"), _date(agreement.signed_on, agreement.signed_precision))]
    if agreement.signed_on is None and agreement.phase not in Phase.SIGNED:
        facts = [(_("Ditandatangani"), _("belum"))]
    if agreement.signed_place:
        facts.append((_("Tempat"), agreement.signed_place))
    if agreement.signing_method:
        facts.append((_("Cara"), str(SigningMethod(agreement.signing_method).label)))
    return facts


def _term(agreement: Agreement, today: dt.date) -> list[tuple[str, str]]:
    start = _date(agreement.starts_on, agreement.signed_precision) if agreement.starts_on else _("sejak ditandatangani")
    last = agreement.last_day or agreement.ends_on
    unsigned = _("dihitung sejak ditandatangani") if agreement.phase not in Phase.SIGNED else _("tidak ditentukan")
    end = _date(last, agreement.ends_precision) if last else unsigned
    if agreement.term_rule == TermRule.SAMPAI_SELESAI:
        end = _("sampai pekerjaan selesai")
    printed = inline(agreement.duration_text) or ("" if last else inline(term_of(agreement)))
    return [
        (_("Mulai berlaku"), start),
        (_("Hari terakhir"), end),
        *([(_("Jangka waktu"), printed)] if printed else []),
        (_("Keadaan pada %(day)s") % {"day": _day(today)}, str(agreement.validity(today).label)),
    ]


def _matter(agreement: Agreement) -> list[tuple[str, str]]:
    facts = [
        (_("Bentuk naskah"), name_on_paper(agreement)),
        (_("Jenis kerja sama"), str(CooperationKind(agreement.cooperation_kind).label)),
    ]
    if agreement.parent is not None:
        number = f" ({agreement.parent.register_no})" if agreement.parent.register_no else ""
        relation = str(Relation(agreement.relation).label)
        facts.append(
            (
                _("%(relation)s dari") % {"relation": relation},
                f"{Form(agreement.parent.form).label}: {agreement.parent.title}{number}",
            )
        )
    if agreement.object:
        facts.append((_("Objek"), inline(agreement.object)))
    facts.append((_("Perangkat daerah"), agreement.lead_unit.name))
    if agreement.urusan:
        facts.append((_("Urusan"), "; ".join(f"{code} {urusan_name(code)}".strip() for code in agreement.urusan)))
    if agreement.sdgs:
        facts.append(("SDGs", "; ".join(f"{number} {sdg_name(number)}".strip() for number in agreement.sdgs)))
    if agreement.funding_sources:
        facts.append((_("Pembiayaan"), "; ".join(str(Funding(code).label) for code in agreement.funding_sources)))
    if agreement.value_amount is not None:
        facts.append(
            (_("Nilai"), rupiah(agreement.value_amount) if is_english() else words.rupiah(agreement.value_amount))
        )
    return facts


def _internal(agreement: Agreement) -> list[tuple[str, str]]:
    facts = [("Tahap", str(Phase(agreement.phase).label))]
    if agreement.copies_original:
        facts.append(("Naskah asli", f"rangkap {words.rangkap(agreement.copies_original)}"))
    if agreement.meterai_kind:
        count = f", {agreement.meterai_count} lembar" if agreement.meterai_count else ""
        facts.append(("Meterai", f"{Meterai(agreement.meterai_kind).label}{count}"))
    if agreement.custody:
        facts.append(("Disimpan di", agreement.custody))
    if agreement.needs_review:
        facts.append(("Perlu ditinjau", agreement.review_note or "ya"))
    return facts


def _proofs(agreement: Agreement, *, public: bool) -> list[dict[str, str]]:
    """SHA-256 of the signed scan and of the public copy: what makes a digital paper comparable with the archive's."""
    kinds = {FileKind.PINDAIAN: _("Pindaian naskah asli"), FileKind.SALINAN_PUBLIK: _("Salinan publik")}
    current = File.objects.filter(agreement=agreement, withdrawn_at=None).order_by("-uploaded_at", "-pk")
    proofs = []
    for kind, label in kinds.items():
        candidates = current.filter(kind=kind)
        file = (
            candidates & File.objects.public() if public and kind == FileKind.SALINAN_PUBLIK else candidates
        ).first()
        if file is not None:
            hashed = " ".join(file.sha256[start : start + 8] for start in range(0, 64, 8))
            proofs.append({"label": label, "sha256": hashed, "name": "" if public else file.name})
    return proofs


def context(agreement: Agreement, *, now: dt.datetime, public: bool) -> tuple[dict[str, Any], dict[str, bytes]]:
    """Everything ``pdf/card.html`` names, and the pictures it shows. ``public`` leaves out internal facts."""
    today = agreement.government.today(now)
    address = permanent_address(agreement)
    pictures = {"qr": _qr(address)}
    crest = emblems.crest_of(agreement.government)
    if crest:
        pictures["crest"] = crest
    return {
        "agreement": agreement,
        "title": inline(agreement.title),
        "number": agreement.register_no or _("belum bernomor"),
        "crest": f"{resources.SCHEME}crest" if crest else "",
        "qr": f"{resources.SCHEME}qr",
        "address": address,
        "parties": agreement.ordered_parties(),
        "facts": [*_matter(agreement), *_signing(agreement), *_term(agreement, today)],
        "internal": [] if public else _internal(agreement),
        "proofs": _proofs(agreement, public=public),
        "code": verification.code_of(agreement) if agreement.register_no else "",
        "verify_at": f"{settings.PUBLIC_URL}/verifikasi/",
        "printed": f"{_day(today)} {_('pukul')} {_clock(agreement, now)}",
        "public": public,
        "language": get_language(),
        "created": w3c(now),
    }, pictures


def _clock(agreement: Agreement, now: dt.datetime) -> str:
    """``09.30 WIB`` in the government's own zone."""
    from zoneinfo import ZoneInfo

    zone = agreement.government.time_zone
    clock = now.astimezone(ZoneInfo(zone)).strftime("%H:%M" if is_english() else "%H.%M")
    return f"{clock} {ZONES.get(zone, '')}".strip()

"""The page of one document: where it stands, what one may do, and everything known about it."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.domain.roles import Workplace
from accounts.models import User
from agreements import pdf
from agreements.domain import chain, children, completeness, gates, task_list, waivers, working_copies
from agreements.domain.workflow import MOVES, Move, moves_for
from agreements.enums import Form, Funding, Phase, Relation
from agreements.forms.corrections import Change, labels_of_changes
from agreements.models import Agreement, File
from agreements.reference import LANGUAGES, SDGS, URUSAN_NAMES
from agreements.views import deciding, tasks
from agreements.views.access import load, member, seen_by

ICONS = {
    "submit": "send", "withdraw": "arrow-counterclockwise", "return": "arrow-return-left", "forward": "people",
    "recommend": "patch-check", "revise": "arrow-return-left", "decline": "x-circle", "reopen": "unlock", "sign": "pen",
    "register_legacy": "journal-check", "end": "stop-circle", "replace": "arrow-repeat", "cancel": "slash-circle",
}  # fmt: skip
FORWARD = ("submit", "forward", "recommend", "sign", "register_legacy")


@dataclass(frozen=True)
class Button:
    """A move as the page offers it. ``address`` is its own page, or empty for a POST from here."""

    move: Move
    address: str
    icon: str
    is_primary: bool
    confirm: str


def buttons(user: User, agreement: Agreement) -> list[Button]:
    """The moves this person may make now, the way forward first."""
    found = []
    for move in moves_for(user, agreement):
        try:
            address = reverse(move.page, args=[agreement.pk]) if move.page else ""
        except NoReverseMatch:
            continue
        confirm = ""
        if move.is_grave:
            confirm = _("%(move)s naskah “%(title)s”? Tindakan ini tercatat dan tidak dapat ditarik kembali.")
            confirm %= {"move": move.label, "title": str(agreement)[:120]}
        found.append(Button(move, address, ICONS.get(move.action, "arrow-right"), move.action in FORWARD, confirm))
    return sorted(found, key=lambda button: not button.is_primary)


@require_safe
@member
def show(request: HttpRequest, pk: int, *, user: User, place: Workplace) -> HttpResponse:
    """One document."""
    return page(request, load(user, place, pk), user, place)


def page(
    request: HttpRequest,
    agreement: Agreement,
    user: User,
    place: Workplace,
    *,
    problems: list[tuple[str, str]] | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page; ``problems`` are (sentence, address where it is mended) of a move that was refused."""
    today = place.government.today()
    may_change = user.has_perm("agreements.change_agreement", agreement)
    offered = buttons(user, agreement)
    board = task_list.board(agreement, today=today)
    closed = [
        (one.move, item)
        for one in offered
        for item in board
        if item.rule.stands_before(one.move.action) and item.is_open
    ]
    context: dict[str, Any] = {
        "agreement": agreement,
        "problems": problems or [],
        "buttons": offered,
        "hint": _hint(agreement),
        "validity": agreement.validity(today),
        "days_left": _days_left(agreement, today),
        "cautions": agreement.cautions.filter(cleared_at=None),
        "gaps": completeness.gaps(agreement) or completeness.gaps_of_draft(agreement),
        "parties": agreement.ordered_parties(),
        "facts": _named(agreement),
        "tree": _tree(agreement, user, place),
        "files": list(File.objects.visible_to(user).filter(agreement=agreement).select_related("uploaded_by")),
        "closed": closed,
        "conditions": [said for one in offered for said in gates.further(agreement, one.move.action, today=today)],
        **tasks.context(agreement, board, user=user, today=today),
        **deciding.panel(agreement, user=user),
        "articles": list(agreement.articles.order_by("order")),
        "story": story(agreement),
        "review_url": _maybe("reviews:of_agreement", agreement),
        "relations": _relations(user, agreement, place),
        "typed": working_copies.find(user=user, agreement=agreement) if may_change else None,
        "may_change": may_change,
        "may_correct": agreement.is_frozen() and user.has_perm("agreements.correct_agreement", agreement),
        "may_audit": user.has_perm("agreements.audit_agreement", agreement),
        "may_file": user.has_perm("agreements.manage_files", agreement),
        "is_signed": agreement.phase in Phase.SIGNED,
        **_addresses(agreement),
    }
    return render(request, "agreements/detail.html", context, status=status)


def _maybe(name: str, *args: Any) -> str:
    """An address of another room or of a page that may be absent; empty then."""
    try:
        return reverse(name, args=[arg.pk if isinstance(arg, Agreement) else arg for arg in args])
    except NoReverseMatch:
        return ""


def _addresses(agreement: Agreement) -> dict[str, str]:
    public = agreement.is_frozen() and agreement.visibility == "publik" and agreement.register_no
    return {
        "pdf_url": _maybe("agreements:pdf", agreement) if pdf.can_render(agreement) else "",
        "card_url": _maybe("agreements:card", agreement) if agreement.register_no else "",
        "upload_url": _maybe("agreements:file_upload", agreement),
        "public_url": _maybe("portal:agreement", agreement.government.code, agreement.register_no) if public else "",
    }


def _named(agreement: Agreement) -> dict[str, Any]:
    """Codes in words."""
    languages = dict(LANGUAGES)
    return {
        "urusan": [f"{code} {URUSAN_NAMES.get(code, '')}" for code in agreement.urusan],
        "sdgs": [f"{number}. {SDGS.get(number, '')}" for number in agreement.sdgs],
        "funding": [str(Funding(code).label) for code in agreement.funding_sources if code in Funding.values],
        "languages": [str(languages.get(code, code)) for code in agreement.languages],
        "prevailing": str(languages.get(agreement.prevailing_language, agreement.prevailing_language)),
        "scope": [line.strip() for line in agreement.scope.splitlines() if line.strip()],
        "units": [unit.name for unit in agreement.initiating_units.all()],
    }


def _days_left(agreement: Agreement, today: dt.date) -> int | None:
    last = agreement.last_day
    return (last - today).days if agreement.phase == Phase.DITANDATANGANI and last and last >= today else None


def _tree(agreement: Agreement, user: User, place: Workplace) -> list[tuple[int, Agreement]]:
    """The documents of the same cooperation that the person may see, each under its parent: (depth, document)."""
    every = chain.tree_of(agreement)
    visible = seen_by(user, place).filter(pk__in=[one.pk for one in every]).order_by("pk")
    seen = set(visible.values_list("pk", flat=True))
    rows = [one for one in every if one.pk in seen]
    below: dict[int | None, list[Agreement]] = {}
    for one in rows:
        below.setdefault(one.parent_id if one.parent_id in seen else None, []).append(one)
    found: list[tuple[int, Agreement]] = []

    def walk(parent: int | None, depth: int) -> None:
        for one in below.get(parent, []):
            found.append((depth, one))
            walk(one.pk, depth + 1)

    walk(None, 0)
    return found if len(found) > 1 else []


def _relations(user: User, agreement: Agreement, place: Workplace) -> list[tuple[str, str]]:
    """Kinds of new documents that may be begun under this one: (relation, what the button says)."""
    if agreement.phase not in Phase.SIGNED or not user.has_perm("agreements.add_agreement", place.government):
        return []
    found = [(Relation.ADDENDUM.value, _("Buat addendum")), (Relation.PENGGANTIAN.value, _("Buat pengganti"))]
    if agreement.form not in Form.REDONE:
        found.insert(1, (Relation.PERPANJANGAN.value, _("Perpanjang")))
    if agreement.form in children.UNDER:
        found.insert(0, (Relation.TURUNAN.value, _("Buat naskah turunan")))
    return found


def story(agreement: Agreement) -> list[dict[str, Any]]:
    """What happened, newest first: moves, corrections, and steps of the law that were passed over."""
    told = [_told(agreement.created_at, agreement.created_by, _("Dibuat"))]
    for one in agreement.transitions.select_related("by"):
        what = str(MOVES[one.action].label) if one.action in MOVES else one.action
        told.append(_told(one.at, one.by, what, note=one.note, phase=one.to_phase))
    for correction in agreement.corrections.select_related("by"):
        changes = labels_of_changes(correction.changes)
        told.append(_told(correction.at, correction.by, _("Koreksi"), note=correction.reason, changes=changes))
    for waiver in waivers.of_agreement(agreement):
        passed = _("Tahapan “%(label)s” dilewati (%(article)s)") % {"label": waiver.label, "article": waiver.article}
        told.append(_told(waiver.at, waiver.by, passed, note=waiver.reason))
    return sorted(told, key=lambda one: one["at"])[::-1]


def _told(
    at: dt.datetime, by: User, what: str, *, note: str = "", phase: str = "", changes: list[Change] | None = None
) -> dict[str, Any]:
    return {"at": at, "by": by, "what": what, "note": note, "phase": phase, "changes": changes or []}


def _hint(agreement: Agreement) -> str:
    """What comes next, in one sentence."""
    if agreement.phase == Phase.DRAF and agreement.legacy:
        return _("Naskah lama ini belum terdaftar. Lengkapi seperlunya, lalu daftarkan.")
    return {
        Phase.DRAF: _("Masih disusun. Setelah lengkap, ajukan ke Bagian Kerja Sama."),
        Phase.DIAJUKAN: _("Menunggu pemeriksaan Bagian Kerja Sama: diteruskan ke TKKSD atau dikembalikan."),
        Phase.DITELAAH: _("Sedang ditelaah TKKSD. Ketua atau sekretaris menyimpulkan hasilnya."),
        Phase.DIKEMBALIKAN: _("Perlu diperbaiki menurut catatan, lalu diajukan kembali."),
        Phase.DIREKOMENDASIKAN: _(
            "TKKSD merekomendasikan. Setelah ditandatangani para pihak, catat penandatanganannya."
        ),
        Phase.DITOLAK: _("TKKSD tidak merekomendasikan naskah ini."),
        Phase.DIBATALKAN: _("Naskah ini dibatalkan dan tidak diteruskan."),
    }.get(Phase(agreement.phase), "")

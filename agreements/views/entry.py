"""Entering a document: one form for a new draft, for changing one, and for an old paper that is registered as it is."""

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.domain.roles import Workplace, own_units_of
from accounts.models import User
from agreements.domain import children, offers, working_copies
from agreements.enums import Phase, Relation
from agreements.forms.bundle import build
from agreements.forms.parties import MAX_PARTIES, OUR_GOVERNMENT, PREFIX
from agreements.forms.rows import Raw, act_of, rearranged
from agreements.models import Agreement, WorkingCopy
from agreements.views import beginnings, conflicts, entry_page, saving
from agreements.views.access import load, member, require
from agreements.views.entry_page import Entry
from kerjasama.errors import conflict

FORM_METHODS = ["GET", "HEAD", "POST"]


@require_http_methods(FORM_METHODS)
@member
def create(request: HttpRequest, *, user: User, place: Workplace) -> HttpResponse:
    """A new draft; ``induk`` and ``hubungan`` fill it from a parent, ``kunci`` names what was typed before."""
    require(user, "agreements.add_agreement", place.government)
    return _new(request, user, place, legacy=False)


@require_http_methods(FORM_METHODS)
@member
def create_legacy(request: HttpRequest, *, user: User, place: Workplace) -> HttpResponse:
    """An existing paper: dates may be vague, what was signed stands in the same form, it can be registered at once."""
    require(user, "agreements.register_agreement", place.government)
    return _new(request, user, place, legacy=True)


@require_http_methods(FORM_METHODS)
@member
def edit(request: HttpRequest, pk: int, *, user: User, place: Workplace) -> HttpResponse:
    """Change a draft; 409 once it has moved on."""
    agreement = load(user, place, pk)
    entry = Entry(request, user, place, agreement=agreement, legacy=agreement.legacy)
    has_typed = request.method == "POST" and user.has_perm("agreements.add_agreement", place.government)
    if not user.has_perm("agreements.withdraw_agreement", agreement) and has_typed:
        reason = _("Naskah ini sekarang di tangan %(unit)s; Anda tidak dapat mengubahnya lagi.")
        return _too_late(entry, agreement, reason % {"unit": agreement.lead_unit}, status=403)
    if agreement.phase not in Phase.EDITABLE:
        require(user, "agreements.withdraw_agreement", agreement)
        reason = _("Naskah ini sudah berada pada tahap “%(phase)s” dan tidak dapat diubah.")
        return _too_late(entry, agreement, reason % {"phase": agreement.get_phase_display()})
    require(user, "agreements.change_agreement", agreement)
    if request.method == "POST":
        return _answer(entry)
    copy = working_copies.find(user=user, agreement=agreement)
    if copy is not None and request.GET.get("pakai") == "ketikan":
        return _typed_again(entry, copy)
    entry.copy = copy
    entry.base_version = agreement.version
    return entry_page.show(entry, build(user, place, agreement=agreement))


def _new(request: HttpRequest, user: User, place: Workplace, *, legacy: bool) -> HttpResponse:
    key = _key(request.POST.get("kunci") or request.GET.get("kunci"))
    if key is None:
        query = request.GET.copy()
        query["kunci"] = str(uuid4())
        return redirect(f"{request.path}?{query.urlencode()}")
    entry = Entry(request, user, place, legacy=legacy, key=key)
    if request.method == "POST":
        return _answer(entry)
    copy = working_copies.find(user=user, key=key)
    if copy is not None:
        return _typed_again(entry, copy)
    entry.unsaved = [
        one for one in working_copies.unsaved(user=user, government=place.government) if ("lama" in one.data) == legacy
    ]
    initial, rows = _beginning(request, user, place)
    entry.seam = _seam(initial)
    return entry_page.show(entry, build(user, place, legacy=legacy, initial=initial, rows=rows))


def _key(text: str | None) -> UUID | None:
    try:
        return UUID(text or "")
    except ValueError:
        return None


def _beginning(request: HttpRequest, user: User, place: Workplace) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """What a new form starts with: the parent's facts, the person's own unit, our government as the first party."""
    initial: dict[str, Any] = {}
    own = own_units_of(user, place.government.pk)
    if len(own) == 1:
        initial["lead_unit"] = next(iter(own))
    rows: list[dict[str, Any]] = [{"source": OUR_GOVERNMENT}, {}]
    pk, relation = request.GET.get("induk", ""), request.GET.get("hubungan", "")
    if pk.isdecimal() and len(pk) < 16 and relation in Relation.values:
        parent = load(user, place, int(pk))
        initial |= children.values_from(parent, relation)
        if own and parent.lead_unit_id not in own:
            initial["lead_unit"] = min(own)
        entries = children.parties_from(parent)
        rows = [{"source": OUR_GOVERNMENT if e.government else f"p{e.partner.pk if e.partner else 0}"} for e in entries]
    initial |= beginnings.values(request.GET)
    offer = beginnings.letter(request.GET, user, place.government)
    if offer is not None:
        initial |= offers.beginning(offer)
        rows[-1:] = [{"source": f"p{offer.partner_id}"}]
    partner = request.GET.get("mitra", "")
    if partner.isdecimal() and len(partner) < 16:
        rows[-1:] = [{"source": f"p{partner}"}]
    return initial, rows


def _seam(initial: dict[str, Any]) -> children.Seam | None:
    parent = initial.get("parent")
    if not isinstance(parent, Agreement) or initial.get("relation") != Relation.PERPANJANGAN:
        return None
    return children.seam(parent, initial.get("effective_from"))


def _typed_again(entry: Entry, copy: WorkingCopy) -> HttpResponse:
    """The form with the words that were typed and never saved, and a partner added meanwhile."""
    data: dict[str, list[str]] = copy.data
    partner = entry.request.GET.get("mitra", "")
    if partner.isdecimal():
        data = _with_partner(data, f"p{partner}")
    entry.held, entry.refused_files = saving.waiting_files(data.get(saving.HELD, []), entry.user)
    entry.base_version = copy.base_version
    entry.restored_at = copy.updated_at
    return entry_page.show(entry, _unjudged(entry, data))


def _with_partner(data: dict[str, list[str]], source: str) -> dict[str, list[str]]:
    """Put the partner into the first empty row, or into a new one; once."""
    sources = {name: values for name, values in data.items() if name.startswith("pihak-") and name.endswith("-source")}
    if [source] in sources.values():
        return data
    for name in sorted(sources, key=lambda name: int(name.split("-")[1])):
        if not any(sources[name]):
            return {**data, name: [source]}
    grown = rearranged(data, act="tambah", prefix=PREFIX, maximum=MAX_PARTIES)
    last = int(grown["pihak-TOTAL_FORMS"][0]) - 1
    return {**grown, f"pihak-{last}-source": [source]}


def _unjudged(entry: Entry, data: Raw) -> Any:
    return build(entry.user, entry.place, agreement=entry.agreement, legacy=entry.legacy, data=data, is_unjudged=True)


def _answer(entry: Entry) -> HttpResponse:
    """What the pressed button asks for."""
    request = entry.request
    data = _sent(entry)
    act, row = act_of(request.POST)
    if act or "pakai_jenis" in request.POST or "mitra_baru" in request.POST:
        _hold(entry, data)
    if act:
        entry.touched_row = act
        changed = rearranged(data, act=act, row=row, prefix=PREFIX, maximum=MAX_PARTIES)
        return entry_page.show(entry, _unjudged(entry, changed))
    if "pakai_jenis" in request.POST:
        return entry_page.show(entry, _unjudged(entry, {**data, "cooperation_kind": [request.POST["pakai_jenis"]]}))
    if "mitra_baru" in request.POST:
        return _to_new_partner(entry, data)
    return _save(entry, data)


def _sent(entry: Entry) -> dict[str, list[str]]:
    """The raw form, and in ``entry`` the version it was typed over."""
    data = {name: [str(value) for value in values] for name, values in entry.request.POST.lists()}
    data.pop("csrfmiddlewaretoken", None)
    version = entry.request.POST.get("versi", "")
    entry.base_version = int(version) if version.isdecimal() and len(version) < 9 else None
    return data


def _too_late(entry: Entry, agreement: Agreement, reason: str, *, status: int = 409) -> HttpResponse:
    """It has moved on. What was sent is shown beside what is stored, and waits, files too, until it can be changed."""
    if entry.request.method != "POST":
        return conflict(entry.request, reason=reason, back=reverse("agreements:detail", args=[agreement.pk]))
    data = _sent(entry)
    _hold(entry, data, leaves_form=True)
    told = _("Isian Anda tersimpan sebagai ketikan dan ditawarkan lagi bila naskah ini dapat Anda ubah kembali.")
    try:
        working_copies.keep(
            user=entry.user, government=entry.place.government, data=saving.clean_raw(data), key=uuid4(),
            agreement=agreement, base_version=entry.base_version,
        )  # fmt: skip
    except ValidationError as error:
        told = " ".join(error.messages)
    return conflicts.show_late(entry, agreement, data, reason=reason, told=told, status=status)


def _hold(entry: Entry, data: dict[str, list[str]], *, leaves_form: bool = False) -> None:
    """The form comes back: chosen files wait, and ``data`` carries their notes on."""
    entry.held, entry.refused_files = saving.hold_uploads(entry, leaves_form=leaves_form)
    data[saving.HELD] = [one.note for one in entry.held]


def _to_new_partner(entry: Entry, data: dict[str, list[str]]) -> HttpResponse:
    """Without JavaScript: keep what was typed, go to the partner form, come back to the same words."""
    key = entry.key or uuid4()
    try:
        working_copies.keep(
            user=entry.user, government=entry.place.government, data=saving.clean_raw(data), key=key,
            agreement=entry.agreement, base_version=entry.base_version,
        )  # fmt: skip
    except ValidationError as error:
        told = [*error.messages, _("Simpan draf dahulu, lalu tambahkan mitranya.")]
        messages.error(entry.request, " ".join(told))
        return entry_page.show(entry, _unjudged(entry, data), status=422)
    query = "pakai=ketikan" if entry.agreement else f"kunci={key}"
    back = f"{entry.request.path}?{query}"
    return redirect(reverse("partners:create", query={"kembali": back}))


def _save(entry: Entry, data: dict[str, list[str]]) -> HttpResponse:
    if entry.agreement is not None and "selesaikan" in entry.request.POST:
        data = conflicts.resolved(data, build(entry.user, entry.place, agreement=entry.agreement))
    wants_register = entry.legacy and "daftarkan" in entry.request.POST
    bundle = build(
        entry.user, entry.place, agreement=entry.agreement, legacy=entry.legacy, data=data,
        minimum=2 if wants_register else 0,
    )  # fmt: skip
    if not bundle.is_valid():
        _hold(entry, data)
        return entry_page.show(entry, bundle, status=422)
    try:
        saved = saving.save(entry, bundle, wants_register=wants_register, now=timezone.now())
    except saving.StaleError as stale:
        _hold(entry, data, leaves_form=True)
        return conflicts.show(entry, stale.agreement, data, reason=str(stale))
    except saving.MovedOnError as moved:
        return _too_late(entry, moved.agreement, str(moved))
    except PermissionDenied:
        raise
    except ValidationError as error:
        _hold(entry, data)
        entry_page.tell(bundle, error)
        return entry_page.show(entry, bundle, status=422)
    for sentence in [*saved.refused_files, *saved.about_letter]:
        messages.error(entry.request, sentence)
    if saved.is_registered:
        text = _("Naskah terdaftar dengan nomor register %(number)s.") % {"number": saved.agreement.register_no}
        messages.success(entry.request, text)
    elif wants_register:
        messages.warning(entry.request, _("Draf tersimpan, tetapi belum didaftarkan karena ada berkas yang ditolak."))
    else:
        messages.success(entry.request, _("Draf tersimpan."))
    return entry_page.go(entry.request, reverse("agreements:detail", args=[saved.agreement.pk]))

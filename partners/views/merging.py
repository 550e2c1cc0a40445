"""Merging two partners that are the same: choose the other, look at both, say which one remains."""

from dataclasses import dataclass

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.domain.roles import Workplace
from accounts.models import User
from partners import countries, regions
from partners.domain.likeness import search, similar_to
from partners.domain.merging import MergeRefusedError, merge_partners, shared_titles
from partners.domain.papers import with_counts
from partners.models import Partner
from partners.views.access import load, member, require

CANDIDATES = 10


@dataclass(frozen=True)
class Row:
    """One line of the comparison."""

    label: str
    one: str
    other: str

    @property
    def differs(self) -> bool:
        """Both are known and not the same."""
        return bool(self.one and self.other and self.one != self.other)


@require_http_methods(["GET", "HEAD", "POST"])
@member
def merge(request: HttpRequest, pk: int, *, user: User, place: Workplace) -> HttpResponse:
    """``dengan`` is the other partner; without it likely ones are offered and may be searched (``q``)."""
    partner = load(user, pk)
    require(user, "partners.merge_partner", partner)
    other_pk = request.POST.get("dengan") or request.GET.get("dengan") or ""
    if not other_pk:
        return _choose(request, partner)
    others = _others(partner)
    other = get_object_or_404(others, pk=int(other_pk) if other_pk.isdecimal() and len(other_pk) < 19 else 0)
    if request.method != "POST":
        return _compare(request, partner, other, user=user)
    survivor_pk = request.POST.get("pertahankan", "")
    if survivor_pk not in {str(partner.pk), str(other.pk)}:
        error = _("Pilih mitra yang dipertahankan.")
        return _compare(request, partner, other, user=user, error=error, status=422)
    kept, gone = (partner, other) if survivor_pk == str(partner.pk) else (other, partner)
    try:
        merged = merge_partners(kept, gone, by=user)
    except MergeRefusedError as refusal:
        return _compare(request, partner, other, user=user, error=str(refusal), status=409)
    messages.success(
        request,
        _("%(gone)s digabung ke %(kept)s; %(moved)s naskah berpindah.")
        % {"gone": gone.name, "kept": kept.name, "moved": merged.moved},
    )
    return redirect("partners:detail", merged.survivor.pk)


def _others(partner: Partner) -> "QuerySet[Partner]":
    return Partner.objects.filter(government_id=partner.government_id).current().exclude(pk=partner.pk)


def _choose(request: HttpRequest, partner: Partner) -> HttpResponse:
    text = request.GET.get("q", "").strip()
    if text:
        candidates = list(search(_others(partner), text)[:CANDIDATES])
    else:
        likely = similar_to(
            partner.name,
            government=partner.government,
            kind=partner.kind,
            region_code=partner.region_code,
            exclude=[partner.pk],
            limit=CANDIDATES,
        )
        candidates = [one.partner for one in likely]
    context = {"partner": partner, "candidates": candidates, "text": text[:250]}
    return render(request, "partners/merge_choose.html", context)


def _compare(
    request: HttpRequest, partner: Partner, other: Partner, *, user: User, error: str = "", status: int = 200
) -> HttpResponse:
    both = with_counts(Partner.objects.filter(pk__in=[partner.pk, other.pk]), user=user).order_by("pk")
    counts: dict[int, int] = {row.pk: row.agreement_count for row in both}  # type: ignore[attr-defined]
    older = partner if partner.pk < other.pk else other
    context = {
        "partner": partner,
        "other": other,
        "pair": [
            {"letter": letter, "pk": one.pk, "key": str(one.pk), "name": one.name}
            for letter, one in (("A", partner), ("B", other))
        ],
        "rows": _rows(partner, other, counts),
        "shared": shared_titles(partner, other),
        "kept": request.POST.get("pertahankan", "")
        or str(max((partner, other), key=lambda p: (counts[p.pk], p == older)).pk),
        "error": error,
    }
    return render(request, "partners/merge_compare.html", context, status=status)


def _rows(one: Partner, other: Partner, counts: dict[int, int]) -> list[Row]:
    def words(partner: Partner) -> list[tuple[str, str]]:
        region = regions.name_of(partner.region_code)
        return [
            (_("Nama resmi"), partner.name),
            (_("Jenis mitra"), partner.get_kind_display()),
            (_("Nama singkat"), partner.short_name),
            (_("Nama lain"), "; ".join(partner.aliases.values_list("name", flat=True))),
            (_("Bentuk hukum"), partner.legal_form),
            (_("Dasar hukum"), partner.legal_basis),
            (_("Daerah"), f"{region} ({partner.region_code})" if region else partner.region_code),
            (_("Negara"), countries.name_of(partner.country)),
            (_("Alamat kantor"), partner.address),
            (_("Situs web"), partner.website),
            (_("Narahubung"), "; ".join(partner.contacts.values_list("name", flat=True))),
            (_("Naskah kerja sama"), str(counts[partner.pk])),
        ]

    return [Row(label, left, right) for (label, left), (_label, right) in zip(words(one), words(other), strict=True)]

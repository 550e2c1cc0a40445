"""Small answers for forms: names that look alike, partners to choose from, a partner added on the spot."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from accounts.domain.roles import Workplace
from accounts.models import User
from partners import regions
from partners.domain.likeness import Likeness, search, similar_to
from partners.domain.partners import SimilarPartnersError, create_partner
from partners.enums import PartnerKind
from partners.forms import PartnerForm, QuickPartnerForm
from partners.models import Partner, PartnerAlias
from partners.names import fold
from partners.views.access import member, require

SUGGESTIONS = 20


@require_safe
@member
def similar(request: HttpRequest, *, user: User, place: Workplace) -> HttpResponse:
    """Fragment for htmx while a name is typed: existing partners that look like it. ``kecuali`` is the one edited."""
    given = request.GET
    name = given.get("name") or given.get("mitra-baru-name") or ""
    except_pk = given.get("kecuali", "")
    found = similar_to(
        name,
        government=place.government,
        kind=given.get("kind") or given.get("mitra-baru-kind") or "",
        region_code=given.get("region_code") or given.get("mitra-baru-region_code") or "",
        exclude=[int(except_pk)] if except_pk.isdecimal() and len(except_pk) < 19 else [],
    )
    return render(request, "partners/_similar.html", {"found": found, "in_dialog": "mitra-baru-name" in given})


@require_safe
@member
def suggest(request: HttpRequest, *, user: User, place: Workplace) -> JsonResponse:
    """Up to 20 partners for ``q``, also by their other names: ``{"results": [{id, name, kind, kind_label, alias}]}``.

    Without ``q`` the first by name. ``alias`` is the other name that matched, or empty.
    """
    text = request.GET.get("q", "").strip()
    partners = Partner.objects.visible_to(user).filter(government=place.government).current()
    rows = list((search(partners, text) if text else partners.order_by("name_folded", "pk"))[:SUGGESTIONS])
    matched = _matched_aliases(rows, text)
    results = [
        {
            "id": row.pk,
            "name": row.name,
            "kind": row.kind,
            "kind_label": row.get_kind_display(),
            "alias": matched.get(row.pk, ""),
        }
        for row in rows
    ]
    return JsonResponse({"results": results})


@require_http_methods(["GET", "HEAD", "POST"])
@member
def quick_create(request: HttpRequest, *, user: User, place: Workplace) -> HttpResponse:
    """The dialog's form as a fragment; POST answers 201 with ``{id, name, kind, kind_label}`` or 422 with the form.

    Similar partners are listed in the form; sending ``lanjut`` with their ids says that it is none of them.
    """
    require(user, "partners.add_partner", place.government)
    draft = Partner(government=place.government)
    if request.method != "POST":
        form = QuickPartnerForm(instance=draft, initial={"name": request.GET.get("nama", "")[:250]})
        return _quick_page(request, form)
    form = QuickPartnerForm(request.POST, instance=draft)
    if not form.is_valid():
        return _quick_page(request, form, status=422)
    seen = frozenset(int(pk) for pk in request.POST.get("lanjut", "").split(",") if pk.isdecimal())
    try:
        partner = create_partner(government=place.government, by=user, facts=form.facts(), seen=seen)
    except SimilarPartnersError as error:
        return _quick_page(request, form, found=error.similar, status=422)
    answer = {
        "id": partner.pk,
        "name": partner.name,
        "kind": partner.kind,
        "kind_label": partner.get_kind_display(),
    }
    return JsonResponse(answer, status=201)


@require_safe
@member
def official_name(request: HttpRequest, *, user: User, place: Workplace) -> HttpResponse:
    """Fragment for htmx when a region is picked: its official name, put into an empty name of a local government."""
    is_quick = "mitra-baru-region_code" in request.GET
    before = "mitra-baru-" if is_quick else ""
    kind, name, code = (request.GET.get(before + field, "") for field in ("kind", "name", "region_code"))
    official = regions.official_name(code)
    is_region = kind in PartnerKind.values and PartnerKind(kind).is_region
    fills = bool(official and is_region and (not name.strip() or regions.is_official_name(name.strip())))
    form_class = QuickPartnerForm if is_quick else PartnerForm
    form = form_class(instance=Partner(), initial={"name": official}) if fills else None
    context = {"name": official, "form": form, "place": "mitra-baru-nama" if is_quick else "mitra-nama"}
    return render(request, "partners/_official_name.html", context)


def _quick_page(
    request: HttpRequest, form: QuickPartnerForm, *, found: list[Likeness] | None = None, status: int = 200
) -> HttpResponse:
    shown = ",".join(str(one.partner.pk) for one in found or [])
    return render(request, "partners/_quick_form.html", {"form": form, "found": found, "shown": shown}, status=status)


def _matched_aliases(rows: list[Partner], text: str) -> dict[int, str]:
    folded = fold(text)
    if not folded:
        return {}
    by_name = {row.pk for row in rows if folded in row.name_folded}
    aliases = PartnerAlias.objects.filter(partner__in=rows, name_folded__contains=folded).order_by("-name", "pk")
    return {alias.partner_id: alias.name for alias in aliases if alias.partner_id not in by_name}

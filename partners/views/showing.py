"""List, page, history and logo of partners."""

import mimetypes

from django.core.files.storage import default_storage
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from accounts.domain.roles import Workplace
from accounts.models import User
from partners import countries, regions
from partners.domain.history import history_of
from partners.domain.likeness import similar_to
from partners.domain.papers import agreements_of, with_counts
from partners.filters import PartnerFilter
from partners.models import Partner
from partners.views.access import load, member, require

PER_PAGE = 25
AGREEMENTS_SHOWN = 20


@require_safe
@member
def show_list(request: HttpRequest, *, user: User, place: Workplace) -> HttpResponse:
    """The partners of the register, searched and filtered."""
    partners = Partner.objects.visible_to(user).filter(government=place.government).current()
    found = PartnerFilter(request.GET, queryset=partners.order_by("name_folded", "pk"))
    page = Paginator(with_counts(found.qs, user=user), PER_PAGE).get_page(request.GET.get("halaman"))
    query = request.GET.copy()
    query.pop("halaman", None)

    def address(number: int) -> str:
        query["halaman"] = str(number)
        return f"?{query.urlencode()}"

    return render(
        request,
        "partners/list.html",
        {
            "filter": found,
            "page": page,
            "rows": [(partner, _place_name(partner)) for partner in page],
            "previous": address(page.previous_page_number()) if page.has_previous() else "",
            "next": address(page.next_page_number()) if page.has_next() else "",
            "narrowed": any(request.GET.get(name) for name in ("q", "jenis", "asal")),
            "may_add": user.has_perm("partners.add_partner", place.government),
        },
    )


@require_safe
@member
def show(request: HttpRequest, pk: int, *, user: User, place: Workplace) -> HttpResponseBase:
    """One partner; the page of a merged one leads to the survivor."""
    partner = load(user, pk)
    if partner.merged_into_id:
        return redirect("partners:detail", partner.merged_into_id)
    sees_contacts = user.has_perm("partners.view_contacts", partner)
    may_merge = user.has_perm("partners.merge_partner", partner)
    agreements = agreements_of(partner, user=user)
    shown = list(agreements[: AGREEMENTS_SHOWN + 1])
    return render(
        request,
        "partners/detail.html",
        {
            "partner": partner,
            "place_name": _place_name(partner),
            "country": countries.name_of(partner.country),
            "aliases": partner.aliases.all(),
            "sees_contacts": sees_contacts,
            "contacts": partner.contacts.all() if sees_contacts else [],
            "agreements": shown[:AGREEMENTS_SHOWN],
            "agreement_count": agreements.count() if len(shown) > AGREEMENTS_SHOWN else len(shown),
            "similar": _likely_duplicates(partner) if may_merge else [],
            "may_change": user.has_perm("partners.change_partner", partner),
            "may_merge": may_merge,
            "sees_history": user.has_perm("partners.view_history", partner),
        },
    )


@require_safe
@member
def show_history(request: HttpRequest, pk: int, *, user: User, place: Workplace) -> HttpResponse:
    """Who changed what, when; also of a partner that was merged away."""
    partner = load(user, pk)
    require(user, "partners.view_history", partner)
    return render(request, "partners/history.html", {"partner": partner, "entries": history_of(partner)})


@require_safe
@member
def show_logo(request: HttpRequest, pk: int, *, user: User, place: Workplace) -> FileResponse:
    """The logo: a PNG or JPEG we wrote ourselves."""
    partner = load(user, pk)
    name = partner.logo.name or ""
    if not name or not default_storage.exists(name):
        raise Http404
    content_type = mimetypes.guess_type(name)[0]
    response = FileResponse(partner.logo.open("rb"), content_type=content_type)
    response["Cache-Control"] = "private, max-age=3600"
    return response


def _place_name(partner: Partner) -> str:
    """Where the partner is, in few words: its region, or its country when abroad."""
    if partner.country != countries.INDONESIA:
        return countries.name_of(partner.country)
    return regions.name_of(partner.region_code)


def _likely_duplicates(partner: Partner) -> list[Partner]:
    likely = similar_to(
        partner.name,
        government=partner.government,
        kind=partner.kind,
        region_code=partner.region_code,
        exclude=[partner.pk],
        limit=3,
    )
    return [one.partner for one in likely]

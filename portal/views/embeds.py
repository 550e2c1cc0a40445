"""A figure alone, for other people's pages: the only addresses that may stand in a frame."""

from typing import Any

from csp.decorators import csp_replace
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from agreements.domain.listing import Choice
from portal.domain import charts, maps
from portal.domain.register import Register
from portal.domain.statistics import figures_of
from portal.publishing import answer, published
from portal.views import statistics

MAPS = {"provinsi": maps.provinces, "negara": maps.world}
NAMES = ("bentuk", "berlaku", *MAPS)


@require_safe
@xframe_options_exempt
@csp_replace({"frame-ancestors": ["*"]})  # nothing here depends on who looks, and nothing can be done here
@published
def embed(request: HttpRequest, name: str, *, register: Register) -> HttpResponse:
    """``/sematan/bentuk/``: the picture, its numbers as a table, the day, the source and the licence."""
    if name not in NAMES:
        raise Http404(_("Gambar ini tidak ada."))
    page = reverse("portal:partners" if name in MAPS else "portal:statistics")
    context = {
        "name": name,
        "today": register.clock.today,
        "source": settings.PUBLIC_URL + page,
        "licence_name": settings.DATA_LICENCE_NAME,
        "licence_url": settings.DATA_LICENCE_URL,
        "places": None,
        "table": None,
        "chart": "",
        "legend": "",
        **(_map(name, register) if name in MAPS else _chart(name, register)),
    }
    return answer(request, register, "portal/embed.html", context)


def _map(name: str, register: Register) -> dict[str, Any]:
    numbers = register.counts.select(Choice({})).by(name)
    is_home = name == "provinsi"
    return {
        "title": _("Mitra di Indonesia menurut provinsi") if is_home else _("Mitra di luar negeri menurut negara"),
        "head": _("Provinsi") if is_home else _("Negara"),
        "country_map" if is_home else "world": MAPS[name](numbers),
        "province_steps" if is_home else "world_steps": maps.steps_of(numbers),
        "places": maps.table(name, numbers),
    }


def _chart(name: str, register: Register) -> dict[str, Any]:
    figures = figures_of(register)
    if name == "bentuk":
        title = _("Naskah menurut tahun penandatanganan dan bentuk")
        chart, legend = statistics.form_chart(figures, title)
        return {"title": title, "chart": chart, "legend": legend, "table": figures.by_form}
    title = _("Naskah yang berlaku pada tiap awal bulan")
    chart = charts.line(name, title, figures.in_force) if len(figures.in_force) > 1 else ""
    return {"title": title, "chart": chart, "year_ends": figures.year_ends}

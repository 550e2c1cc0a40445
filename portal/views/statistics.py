"""Figures of the public register: pictures with the numbers beside them, every number with its rows."""

import csv
import datetime as dt
import io
from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from agreements.domain import crossing
from agreements.domain.listing import NO_YEAR, Choice
from kerjasama.cells import harmless
from portal.domain import charts
from portal.domain.register import Register
from portal.domain.rows import address
from portal.domain.statistics import Figures, Table, figures_of, reviewed
from portal.models import Snapshot
from portal.publishing import answer, for_anybody, published

CROSSED = ("tahun", "bentuk", "jenis_mitra", "pemrakarsa")
YEARS = 20  # bars of a picture; the table has all years


@require_safe
@published
def statistics(request: HttpRequest, *, register: Register) -> HttpResponse:
    figures = figures_of(register)
    chart, legend = form_chart(figures, _("Naskah menurut tahun penandatanganan dan bentuk"))
    context = {
        "figures": figures,
        "today": register.clock.today,
        "snapshots": list(Snapshot.objects.only("year")),
        "form_chart": chart,
        "form_legend": legend,
        "force_chart": charts.line("berlaku", _("Naskah yang berlaku pada tiap awal bulan"), figures.in_force)
        if len(figures.in_force) > 1
        else "",
        "tables": [
            (_("Menurut jenis mitra"), "mitra", figures.by_partner),
            (_("Menurut pemrakarsa"), "pemrakarsa", figures.by_initiator),
        ],
    }
    return answer(request, register, "portal/statistics.html", context)


@require_safe
@published
def crossed(request: HttpRequest, *, register: Register) -> HttpResponse:
    """``/statistik/silang.csv``: every combination of year, form, kind of partner and initiator with its number."""
    stream = io.StringIO()
    table = csv.writer(stream)
    table.writerow([*CROSSED, "jumlah", "alamat"])
    for values, number in crossing.cross(register.counts.select(Choice({})), CROSSED):
        asked = [
            (name, str(NO_YEAR if value is None else value))
            for name, value in zip(CROSSED, values, strict=True)
            if value is not None or name == "tahun"
        ]
        address = f"{settings.PUBLIC_URL}{reverse('portal:list')}?{urlencode(asked)}"
        table.writerow([*("" if value is None else value for value in values), number, address])
    return _csv(stream, "statistik-silang.csv")


@require_safe
@published
def durations(request: HttpRequest, year: int, *, register: Register) -> HttpResponse:
    """``/statistik/waktu/2026.csv``: the documents behind a year's median, latest first; 404 where there are none.

    The day of handing in has no column: it belongs to the deliberation, of which the length is told.
    """
    stream = io.StringIO()
    table = csv.writer(stream)
    table.writerow(["nomor_register", "judul", "ditandatangani", "hari", "alamat"])
    found = list(reviewed(year)) if year <= dt.MAXYEAR else []
    if not found:
        raise Http404
    for one in found:
        url = f"{settings.PUBLIC_URL}{address(one.code, one.number)}"
        table.writerow([one.number, harmless(one.title), one.signed_on, one.days, url])
    return _csv(stream, f"statistik-waktu-{year}.csv")


def _csv(stream: io.StringIO, name: str) -> HttpResponse:
    response = HttpResponse(stream.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return for_anybody(response)


def form_chart(figures: Figures, title: str) -> tuple[str, str]:
    """The bars of each year by form, and the legend of their fills."""
    return _bars("bentuk", title, figures.by_form), charts.legend(_names(figures.by_form))


def _order(table: Table) -> list[int]:
    """Columns by their total, largest first: the picture shows the largest apart and the rest together."""
    return sorted(range(len(table.columns)), key=lambda place: -table.totals[place].number)


def _names(table: Table) -> list[str]:
    names = [table.columns[place] for place in _order(table)]
    shown = charts.SERIES
    return names if len(names) <= shown else [*names[: shown - 1], _("Lainnya")]


def _bars(name: str, title: str, table: Table) -> str:
    rows = [row for row in table.rows if row[0].isdigit()][:YEARS][::-1]  # a picture of years knows no unknown one
    order = _order(table)
    stacks = [[cells[place].number for place in order] for _year, cells, _sum in rows]
    return charts.stacked(name, title, [year for year, _cells, _sum in rows], stacks) if rows else ""

"""The days off of one government: the national table copied, edited by people, and whether cuti bersama counts."""

import datetime as dt

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.domain import days_off as domain
from accounts.domain.roles import Workplace
from accounts.domain.workdays import WorkCalendar, national_days_off
from accounts.enums import DayUnit
from accounts.models import Holiday, User
from agreements.forms.local_rules import DayOffForm
from agreements.views.access import member, require
from agreements.views.offers import tell

EXAMPLE_DAYS = 45


@require_http_methods(["GET", "HEAD", "POST"])
@member
def days_off(request: HttpRequest, *, user: User, place: Workplace) -> HttpResponse:
    """One year (``tahun``): add, drop, copy the national days, say whether cuti bersama is off."""
    require(user, "agreements.change_procedures", place.government)
    government = place.government
    year = _year(request, government.today().year)
    form = DayOffForm(request.POST if "tambah" in request.POST else None)
    if request.method == "POST" and _act(request, place, year, form):
        return redirect(f"{reverse('agreements:days_off')}?tahun={year}")
    rows = list(Holiday.objects.filter(government=government, day__year=year).order_by("day"))
    is_edited = bool(rows)
    if not rows:
        rows = [
            Holiday(government=government, day=day, name=name, kind=kind)
            for day, (name, kind) in national_days_off(year).items()
        ]
    start = government.today()
    context = {
        "government": government,
        "year": year,
        "years": [year - 1, year, year + 1],
        "rows": rows,
        "is_edited": is_edited,
        "form": form,
        "example_from": start,
        "example_to": WorkCalendar(government).add(start, EXAMPLE_DAYS, DayUnit.HARI_KERJA),
        "example_days": EXAMPLE_DAYS,
    }
    return render(request, "agreements/days_off.html", context, status=422 if form.errors else 200)


def _year(request: HttpRequest, present: int) -> int:
    text = request.GET.get("tahun", "")
    return int(text) if text.isdecimal() and len(text) == 4 and 2000 <= int(text) <= 2100 else present


def _act(request: HttpRequest, place: Workplace, year: int, form: DayOffForm) -> bool:
    """Do what the pressed button says; False when the form has to be shown again."""
    government = place.government
    if "tambah" in request.POST:
        if not form.is_valid():
            return False
        try:
            domain.add_day(government, **form.cleaned_data)
        except ValidationError as error:
            tell(form, error)
            return False
        messages.success(request, _("Hari libur ditambahkan."))
    elif "hapus" in request.POST:
        try:
            day = dt.date.fromisoformat(request.POST["hapus"])
        except ValueError:
            return True
        domain.drop_day(government, day=day)
        messages.success(request, _("Hari itu kini dihitung sebagai hari kerja bila bukan akhir pekan."))
    elif "salin" in request.POST:
        copied = domain.begin_year(government, year)
        messages.success(request, _("%(n)s hari disalin dari kalender nasional.") % {"n": copied})
    elif "cuti" in request.POST:
        domain.count_cuti_bersama(government, is_off=request.POST["cuti"] == "libur")
        messages.success(request, _("Perhitungan hari kerja diperbarui."))
    return True

"""The workspace list: everything one may see, narrowed by the same filters as the public list, and by phase."""

import datetime as dt
import re
from typing import Any, NamedTuple

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.domain.roles import Workplace
from accounts.models import Unit, User
from agreements.domain import file_hits, working_copies
from agreements.domain.file_hits import Hit
from agreements.enums import CooperationKind, Form, Phase, Validity
from agreements.filters import AgreementFilter
from agreements.models import Agreement, AgreementQuerySet
from agreements.views.access import member, seen_by

SIZE = 25
NAMES = ("q", "tahap", "keadaan", "jenis", "bentuk", "pd", "tahun", "mitra", "urusan", "sdg", "sisa")
_MARK = re.compile(r"(\d{8}T\d{6}\.\d{6})-(\d{1,18})")
_STAMP = "%Y%m%dT%H%M%S.%f"


class Page(NamedTuple):
    """Rows of one page, latest change first, and the marks of its neighbours."""

    rows: list[Agreement]
    previous: str
    next: str


@require_safe
@member
def show_list(request: HttpRequest, *, user: User, place: Workplace) -> HttpResponse:
    """The documents of this register that the person may see."""
    found = AgreementFilter(request.GET, queryset=seen_by(user, place))
    problems = [] if found.is_valid() else [error for errors in found.form.errors.values() for error in errors]
    phases = [value for value in request.GET.getlist("tahap") if value in Phase.values]
    rows: AgreementQuerySet = found.qs if not problems else seen_by(user, place).none()
    if phases:
        rows = rows.filter(phase__in=phases)
    page = page_of(rows, request.GET)
    today = place.government.today()
    hits = {} if problems else file_hits.hits_of([one.pk for one in page.rows], found.query)
    context = {
        "rows": [(one, one.validity(today), *_with_address(hits.get(one.pk))) for one in page.rows],
        "total": rows.count(),
        "shown": len(page.rows),
        "previous": _address(request, sebelum=page.previous),
        "next": _address(request, sesudah=page.next),
        "problems": problems,
        "chosen": {name: request.GET.get(name, "") for name in NAMES},
        "choices": _choices(place),
        "narrowed": any(request.GET.get(name) for name in NAMES),
        "active": sum(bool(request.GET.get(name)) for name in NAMES if name != "q"),
        "may_add": user.has_perm("agreements.add_agreement", place.government),
        "may_register": user.has_perm("agreements.register_agreement", place.government),
        "unsaved": working_copies.unsaved(user=user, government=place.government),
    }
    return render(request, "agreements/list.html", context)


def _with_address(hit: Hit | None) -> tuple[Hit | None, str]:
    if hit is None:
        return None, ""
    return hit, reverse("agreements:file", args=[hit.file_id]) + hit.fragment


def page_of(rows: AgreementQuerySet, given: Any) -> Page:
    """The page after ``sesudah`` or before ``sebelum``, by (last change, id); a mark nobody wrote starts at the top."""
    rows = rows.select_related("lead_unit", "government").prefetch_related("parties__partner", "parties__government")
    before, after = _read(given.get("sebelum", "")), _read(given.get("sesudah", ""))
    if before is not None:
        newer = rows.filter(Q(updated_at__gt=before[0]) | Q(updated_at=before[0], pk__gt=before[1]))
        found = list(newer.order_by("updated_at", "pk")[: SIZE + 1])
        if len(found) >= SIZE:
            page = found[:SIZE][::-1]
            return Page(page, _mark(page[0]) if len(found) > SIZE else "", _mark(page[-1]))
    elif after is not None:
        rows = rows.filter(Q(updated_at__lt=after[0]) | Q(updated_at=after[0], pk__lt=after[1]))
    found = list(rows.order_by("-updated_at", "-pk")[: SIZE + 1])
    page = found[:SIZE]
    is_first = before is not None or after is None
    return Page(page, "" if is_first or not page else _mark(page[0]), _mark(page[-1]) if len(found) > SIZE else "")


def _mark(row: Agreement) -> str:
    return f"{row.updated_at.astimezone(dt.UTC).strftime(_STAMP)}-{row.pk}"


def _read(text: str) -> tuple[dt.datetime, int] | None:
    match = _MARK.fullmatch(text)
    if match is None:
        return None
    try:
        return dt.datetime.strptime(match[1], _STAMP).replace(tzinfo=dt.UTC), int(match[2])
    except ValueError:
        return None


def _address(request: HttpRequest, **mark: str) -> str:
    ((name, value),) = mark.items()
    if not value:
        return ""
    query = request.GET.copy()
    for old in ("sebelum", "sesudah"):
        query.pop(old, None)
    query[name] = value
    return f"?{query.urlencode()}"


def _choices(place: Workplace) -> dict[str, list[tuple[str, str]]]:
    first = timezone.localdate().year
    units = Unit.objects.filter(government=place.government).order_by("name", "pk")
    return {
        "tahap": [(str(value), str(label)) for value, label in Phase.choices],
        "keadaan": [(str(value), str(label)) for value, label in Validity.choices if value != Validity.DALAM_PROSES],
        "jenis": [(kind.value, kind.short) for kind in CooperationKind],
        "bentuk": [(str(value), str(label)) for value, label in Form.choices],
        "pd": [(str(unit.pk), unit.name) for unit in units],
        "tahun": [(str(year), str(year)) for year in range(first + 1, first - 12, -1)],
    }

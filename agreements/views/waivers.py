"""All steps that were passed over, for those who oversee: narrowed, paged by key, and as a table to take along."""

import csv
from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.domain.roles import Workplace
from accounts.models import User
from agreements.domain import waivers
from agreements.forms.waivers import WaiverFilter
from agreements.models import Waiver
from agreements.views.access import member, require
from kerjasama.cells import harmless

SEE = "agreements.view_waivers"
SIZE = 50


class _Line:
    """What ``csv`` writes to: it gives each line back instead of keeping it."""

    def write(self, line: str) -> str:
        return line


@require_safe
@member
def index(request: HttpRequest, *, user: User, place: Workplace) -> HttpResponse:
    """Newest first."""
    require(user, SEE, place.government)
    form = WaiverFilter(request.GET, government=place.government)
    rows = _wanted(form, user, place)
    total = rows.count()
    after = request.GET.get("setelah", "")
    edge = rows.filter(pk=after).first() if after.isdecimal() and len(after) < 18 else None
    if edge is not None:
        rows = rows.filter(at__lte=edge.at).exclude(at=edge.at, pk__gte=edge.pk)
    page = list(rows[: SIZE + 1])
    query = request.GET.copy()
    query.pop("setelah", None)
    following = query.copy()
    if len(page) > SIZE:
        following["setelah"] = str(page[SIZE - 1].pk)
    context: dict[str, Any] = {
        "form": form,
        "rows": page[:SIZE],
        "gates": waivers.GATES,
        "total": total,
        "next_url": f"?{following.urlencode()}" if len(page) > SIZE else "",
        "query": query.urlencode(),
        "narrowed": any(query.values()),
        "active": sum(bool(query.get(name)) for name in form.fields),
    }
    return render(request, "agreements/waivers.html", context, status=422 if form.errors else 200)


def _wanted(form: WaiverFilter, user: User, place: Workplace) -> "QuerySet[Waiver]":
    """What the filter asks for; nothing while it is not understood, never all."""
    rows = waivers.seen_by(user, place.government)
    return waivers.narrow(rows, form.wanted(), place.government) if form.is_valid() else rows.none()


@require_safe
@member
def table(request: HttpRequest, *, user: User, place: Workplace) -> HttpResponseBase:
    """The same rows as CSV, all of them, one at a time; 422 and what is wrong for a filter that is not understood."""
    require(user, SEE, place.government)
    form = WaiverFilter(request.GET, government=place.government)
    if not form.is_valid():
        told = [f"{form[name].label}: {sentence}" for name, found in form.errors.items() for sentence in found]
        return HttpResponse("\n".join(told), content_type="text/plain; charset=utf-8", status=422)
    rows = _wanted(form, user, place)
    writer = csv.writer(_Line())

    def lines() -> Iterator[str]:
        yield "\ufeff" + str(writer.writerow(waivers.COLUMNS))
        for row in waivers.as_rows(rows, place.government):
            yield str(writer.writerow([harmless(cell) for cell in row]))

    response = StreamingHttpResponse(lines(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="tahapan-dilewati.csv"'
    return response

"""How long the steps really take here, for those who answer for it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.domain.roles import Workplace
from accounts.models import Unit, User
from agreements.domain import durations
from agreements.procedures import PROCEDURES
from agreements.procedures.local import localised
from agreements.procedures.wording import label_of
from agreements.views.access import member, require


@require_safe
@member
def show(request: HttpRequest, *, user: User, place: Workplace) -> HttpResponse:
    """Median and longest for every step, by procedure and by unit; the limit of the rule beside it."""
    require(user, "agreements.view_durations", place.government)
    taken = durations.of_procedures(place.government)
    tables: list[dict[str, Any]] = []
    for code, procedure in PROCEDURES.items():
        here = localised(procedure, place.government)
        rows = [(rule, taken[code][rule.code]) for rule in here.steps if rule.code in taken[code]]
        if rows:
            tables.append({"procedure": here, "rows": rows})
    names = dict(Unit.objects.filter(government=place.government).values_list("pk", "name"))
    units: list[dict[str, Any]] = [
        {
            "name": names.get(unit, ""),
            "rows": [
                (label_of(code), one) for code, one in sorted(steps.items(), key=lambda row: (-row[1].median, row[0]))
            ],
        }
        for unit, steps in durations.of_units(place.government).items()
    ]
    context = {"tables": tables, "units": sorted(units, key=lambda unit: unit["name"])}
    return render(request, "agreements/durations.html", context)

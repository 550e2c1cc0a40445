"""The public guide to the law's procedures, and the chooser that leads to one of them."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.models import Government
from agreements.domain import durations
from agreements.procedures import OTHER_RULES, PROCEDURES, guide
from agreements.procedures.diagram import draw
from agreements.procedures.local import localised
from agreements.procedures.spoken import in_words
from agreements.views.chooser import chooser_context
from portal.domain.register import Register
from portal.publishing import published


def _one(register: Register) -> Government | None:
    """Whose own limits and records are shown: the government of a register that serves one only."""
    rows = list(register.governments.values())
    return Government.objects.get(pk=rows[0].pk) if len(rows) == 1 else None


@require_safe
@published
def procedures(request: HttpRequest, *, register: Register) -> HttpResponse:
    """All seven procedures, side by side."""
    government = _one(register)
    rows = []
    for procedure in PROCEDURES.values():
        here = localised(procedure, government) if government else procedure
        here = in_words(here)
        rows.append({"procedure": here, "stages": guide.stages(here), "days": guide.limit_days(here.steps)})
    context = {"rows": rows, "other_rules": [_(rule) for rule in OTHER_RULES.values()]}
    return render(request, "portal/procedures.html", context)


@require_safe
@published
def procedure(request: HttpRequest, code: str, *, register: Register) -> HttpResponse:
    """One procedure: steps, papers, limits, what it took here, and a drawing."""
    if code not in PROCEDURES:
        raise Http404
    government = _one(register)
    return render(request, "portal/procedure.html", guide_of(code, government))


def guide_of(code: str, government: Government | None) -> dict[str, Any]:
    """What the page of one procedure shows."""
    found = localised(PROCEDURES[code], government) if government else PROCEDURES[code]
    found = in_words(found)
    taken = durations.of_procedures(government, public=True)[code] if government else {}
    parts = guide.stages(found)
    number, numbered = 0, []
    for part in parts:
        rows = []
        for rule in part.rules:
            number += 1
            rows.append((number, rule, taken.get(rule.code)))
        numbered.append((part, rows))
    return {
        "procedure": found,
        "stages": numbered,
        "duties": guide.duties(found),
        "papers": guide.documents(found),
        "actors": guide.actors(found),
        "days": guide.limit_days(found.steps),
        "has_taken": bool(taken),
        "government": government,
        "drawing": draw(parts),
    }


@require_safe
@published
def choose(request: HttpRequest, *, register: Register) -> HttpResponse:
    """“Siapa mitranya?” for anybody."""
    context = {**chooser_context(request, _one(register)), "may_add": False, "is_public": True}
    return render(request, "portal/chooser.html", context)

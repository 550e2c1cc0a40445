"""The chooser for those who work here: it ends in a draft that is filled with what was answered."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.domain.roles import Workplace
from accounts.models import Government, User
from agreements.domain.choosing import advise
from agreements.procedures import chooser
from agreements.views.access import member


@require_safe
@member
def choose(request: HttpRequest, *, user: User, place: Workplace) -> HttpResponse:
    """“Siapa mitranya?”, one question a page; the address keeps the answers, so going back costs nothing."""
    context = chooser_context(request, place.government)
    context["is_public"] = False
    found = context["advice"]
    if found is not None and found.found.procedure is not None:
        code = found.found.procedure.code
        context["guide_address"] = reverse("portal:procedure_of", args=[place.government.code, code])
    context["may_add"] = user.has_perm("agreements.add_agreement", place.government)
    return render(request, "agreements/chooser.html", context)


def chooser_context(request: HttpRequest, government: Government | None) -> dict[str, Any]:
    """The present question with the answers so far, or where they lead."""
    answers = {question.name: request.GET.get(question.name, "") for question in chooser.QUESTIONS}
    asked = chooser.path_of(answers)
    present = chooser.open_question(answers)
    found = chooser.find(answers)
    return {
        "question": present,
        "given": [(one, one.option(answers[one.name])) for one in asked if one is not present],
        "number": len(asked),
        "most": chooser.MOST_QUESTIONS,
        "advice": advise(found, government) if found else None,
        "guide_address": "",
        "skeleton_region": government.code if government else "",
    }

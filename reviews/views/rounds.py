"""The lists of rounds: all of them, and those of one document."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from reviews.domain.conditions import standing
from reviews.domain.studies import OPEN, studying_seat
from reviews.domain.teams import team_in_force, warnings_of
from reviews.models import Round
from reviews.views.guard import agreement_or_404, visit

PAGE = 20


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Rounds: waiting for me first, then open, then concluded, newest first and paged by key."""
    here = visit(request)
    mine = Round.objects.visible_to(here.user).filter(agreement__government=here.government)
    mine = mine.select_related("agreement__lead_unit", "agreement__government")
    waiting = list(mine.waiting_for(here.user, day=here.today).order_by("due_on", "pk"))
    opened = mine.open().exclude(pk__in=[review.pk for review in waiting])
    concluded = mine.concluded().order_by("-concluded_at", "-pk")
    after = request.GET.get("setelah", "")
    edge = concluded.filter(pk=after).first() if after.isdigit() and len(after) < 18 else None
    if edge is not None:
        concluded = concluded.filter(concluded_at__lte=edge.concluded_at).exclude(pk=edge.pk)
    page = list(concluded[: PAGE + 1])
    team = team_in_force(here.government, day=here.today)
    sees_team = here.user.has_perm("reviews.view_team", here.government)
    context = {
        "waiting": waiting,
        "open_rounds": opened.with_progress(here.today).order_by("due_on", "pk"),
        "concluded": page[:PAGE],
        "next_url": f"?setelah={page[PAGE - 1].pk}" if len(page) > PAGE else "",
        "is_first_page": edge is None,
        "today": here.today,
        "sees_team": sees_team,
        "sees_meetings": here.user.has_perm("reviews.view_meeting", here.government),
        "warnings": warnings_of(team, government=here.government, today=here.today) if sees_team else [],
    }
    return render(request, "reviews/list.html", context)


@require_safe
def of_agreement(request: HttpRequest, pk: int) -> HttpResponse:
    """The rounds of one document: a piece of its page, or a page of its own without JavaScript."""
    here = visit(request)
    agreement = agreement_or_404(request, pk)
    rounds = Round.objects.visible_to(here.user).filter(agreement=agreement).with_progress(here.today)
    may_study = (
        agreement.phase in OPEN
        and here.user.has_perm("reviews.hand_in_study", agreement)
        and studying_seat(agreement, user=here.user, today=here.today) is not None
    )
    context = {
        "agreement": agreement,
        "rounds": rounds.select_related("concluded_as", "concluded_by", "agreement").order_by("-number"),
        "conditions": standing(agreement).filter(cleared_at=None) if agreement.phase == "direkomendasikan" else [],
        "may_open": here.user.has_perm("reviews.open_round", agreement),
        "may_study": may_study,
        "today": here.today,
    }
    htmx: Any = request.htmx  # type: ignore[attr-defined]
    template = "reviews/of_agreement.html#rounds" if htmx else "reviews/of_agreement.html"
    return render(request, template, context)

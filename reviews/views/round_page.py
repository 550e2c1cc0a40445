"""The page of one round: the draft as judged, what changed, what was said, and my own opinion."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from agreements.models import File
from reviews.domain import checks, parts, remarks, rounds, snapshot
from reviews.forms.rounds import AskForm, OpinionForm
from reviews.models import Meeting, Opinion, Round, Seat
from reviews.views.guard import Visit, round_or_404, visit


@require_safe
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """One round."""
    return page(request, round_or_404(request, pk), visit(request))


def page(
    request: HttpRequest,
    review: Round,
    here: Visit,
    *,
    form: OpinionForm | None = None,
    ask_form: AskForm | None = None,
) -> HttpResponse:
    """The page, with a form that was refused when there is one (422)."""
    agreement = review.agreement
    earlier = agreement.rounds.filter(number__lt=review.number).order_by("-number")
    context: dict[str, Any] = {
        "review": review,
        "agreement": agreement,
        "draft": review.draft,
        "facts": snapshot.facts_of(review.draft),
        "files": File.objects.visible_to(here.user)
        .filter(agreement=agreement, withdrawn_at=None)
        .order_by("kind", "name", "pk"),
        "studies": agreement.studies.select_related("seat__team", "by", "file").order_by("-at", "-pk"),
        "earlier": earlier,
        "conditions": review.conditions.select_related("cleared_by").order_by("order"),
        "meetings": Meeting.objects.visible_to(here.user).filter(agenda__round=review).order_by("starts_at", "pk"),
        "may_clear": agreement.phase == "direkomendasikan" and here.user.has_perm("reviews.clear_condition", agreement),
        "may_conclude": review.is_open and here.user.has_perm("reviews.conclude", agreement),
        "may_check": here.user.has_perm("reviews.fill_checklist", review),
        "today": here.today,
        **_checklist(review),
        **_changes(review, earlier.first()),
        **_remarks(review, here),
        **_opinions(review, here, form),
        **_asking(review, here, ask_form),
    }
    failed = (form is not None and form.errors) or (ask_form is not None and ask_form.errors)
    return render(request, "reviews/round.html", context, status=422 if failed else 200)


def _checklist(review: Round) -> dict[str, Any]:
    lines = checks.lines(review)
    return {"lines": [line for line in lines if line.check is not None], "tally": checks.tally(lines)}


def _changes(review: Round, previous: Round | None) -> dict[str, Any]:
    found = parts.changes(previous.draft, review.draft) if previous is not None else []
    return {"previous": previous, "changes": found, "changed_parts": {change.part for change in found}}


def _remarks(review: Round, here: Visit) -> dict[str, Any]:
    """Notes of earlier rounds still open, each with whether this person may settle it."""
    if not here.user.has_perm("reviews.view_opinions", review):
        return {"open_remarks": []}
    found = remarks.open_remarks(review.agreement, before=review)
    found = found.select_related("opinion__round__agreement__government", "opinion__seat__holder")
    return {"open_remarks": [(remark, here.user.has_perm("reviews.settle_remark", remark)) for remark in found]}


def my_seat(review: Round, here: Visit) -> Seat | None:
    """The seat from which this person answers."""
    return rounds.my_seats(review, user=here.user, today=here.today).select_related("team").first()


def _opinions(review: Round, here: Visit, form: OpinionForm | None) -> dict[str, Any]:
    seat = my_seat(review, here)
    opinions = list(
        review.opinions.select_related("seat__holder", "by")
        .prefetch_related("remarks__settled_by")
        .order_by("at", "pk")
    )
    mine = next((opinion for opinion in opinions if seat is not None and opinion.seat_id == seat.pk), None)
    may_answer = seat is not None and here.user.has_perm("reviews.give_opinion", review)
    sees_opinions = here.user.has_perm("reviews.view_opinions", review)
    shown = (form or opinion_form(review, mine)) if may_answer else None
    fields = shown.remark_fields() if shown is not None else {}
    return {
        "others": [opinion for opinion in opinions if opinion is not mine] if sees_opinions else [],
        "sees_opinions": sees_opinions,
        "silent": rounds.silent_seats(review, today=here.today).select_related("holder") if review.is_open else [],
        "seat": seat,
        "mine": mine,
        "form": shown,
        "is_own": seat is not None and not may_answer and review.is_open,
        "outline": _outline(review, fields),
    }


def opinion_form(review: Round, mine: Opinion | None) -> OpinionForm:
    """An unsent form, with what was said before."""
    found = parts.parts_of(review.draft)
    return OpinionForm(parts=found, initial=OpinionForm.initial_of(mine, found) if mine else None)


def _outline(review: Round, fields: dict[str, Any]) -> list[dict[str, Any]]:
    """Each part of the draft, facts and parties first, with the field for a note on it where this person answers."""
    bodies = [{}, {}, *review.draft.get("articles", [])]
    return [
        {"code": part.code, "label": part.label, "field": fields.get(part.code), **body}
        for part, body in zip(parts.parts_of(review.draft), bodies, strict=True)
    ]


def _asking(review: Round, here: Visit, ask_form: AskForm | None) -> dict[str, Any]:
    if not review.is_open or not here.user.has_perm("reviews.open_round", review.agreement):
        return {"ask_form": None}
    further = further_seats(review, here)
    return {"ask_form": (ask_form or AskForm(seats=further)) if further else None}


def further_seats(review: Round, here: Visit) -> list[Seat]:
    """Seats that could still be asked."""
    asked = set(review.seats.values_list("pk", flat=True))
    found = rounds.candidates(review.agreement, today=here.today)
    return [c.seat for c in found if not c.hindrance and c.seat.pk not in asked]

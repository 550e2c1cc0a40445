"""Reading rounds and answering them."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from agreements.domain.errors import WrongPhase
from agreements.models import File
from kerjasama.errors import conflict
from reviews.domain import rounds as domain
from reviews.domain import snapshot
from reviews.domain.teams import team_in_force, warnings_of
from reviews.enums import Stance
from reviews.forms import AskForm, OpinionForm, put_errors
from reviews.models import Round, Seat
from reviews.views.guard import Visit, agreement_or_404, round_or_404, visit

PAGE = 20


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """Rounds: waiting for me first, then open, then concluded, newest first and paged by key."""
    here = visit(request)
    mine = Round.objects.visible_to(here.user).filter(agreement__government=here.government)
    mine = mine.select_related("agreement__lead_unit", "agreement__government")
    waiting = list(mine.waiting_for(here.user, day=here.today).order_by("due_on", "pk"))
    opened = mine.open().exclude(pk__in=[review.pk for review in waiting])
    concluded = mine.concluded().order_by("-concluded_at", "-pk")
    after = request.GET.get("setelah", "")
    edge = concluded.filter(pk=after).first() if after.isdigit() else None
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
        "warnings": warnings_of(team, government=here.government, today=here.today) if sees_team else [],
    }
    return render(request, "reviews/list.html", context)


@require_GET
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """The draft as judged, what others said, and my own opinion."""
    return _page(request, round_or_404(request, pk), visit(request))


def _page(
    request: HttpRequest,
    review: Round,
    here: Visit,
    *,
    form: OpinionForm | None = None,
    ask_form: AskForm | None = None,
) -> HttpResponse:
    agreement = review.agreement
    seat = _my_seat(review, here)
    opinions = list(review.opinions.select_related("seat__holder", "by").order_by("at", "pk"))
    mine = next((opinion for opinion in opinions if seat is not None and opinion.seat_id == seat.pk), None)
    may_answer = seat is not None and here.user.has_perm("reviews.give_opinion", review)
    if form is None and may_answer:
        form = OpinionForm(initial={"stance": mine.stance, "note": mine.note} if mine else None)
    may_ask = review.is_open and here.user.has_perm("reviews.open_round", agreement)
    further = _further(review, here) if may_ask else []
    sees_opinions = here.user.has_perm("reviews.view_opinions", review)
    silent = domain.silent_seats(review, today=here.today).select_related("holder") if review.is_open else []
    context: dict[str, Any] = {
        "review": review,
        "agreement": agreement,
        "draft": review.draft,
        "facts": snapshot.facts_of(review.draft),
        "files": File.objects.visible_to(here.user)
        .filter(agreement=agreement, withdrawn_at=None)
        .order_by("kind", "name", "pk"),
        "others": [opinion for opinion in opinions if opinion is not mine] if sees_opinions else [],
        "sees_opinions": sees_opinions,
        "answered": len(opinions),
        "silent": silent,
        "seat": seat,
        "mine": mine,
        "form": form if may_answer else None,
        "is_own": seat is not None and not may_answer and review.is_open,
        "may_conclude": review.is_open and here.user.has_perm("reviews.conclude", agreement),
        "ask_form": (ask_form or AskForm(seats=further)) if further else None,
        "earlier": agreement.rounds.filter(number__lt=review.number).order_by("-number"),
        "today": here.today,
    }
    failed = (form is not None and form.errors) or (ask_form is not None and ask_form.errors)
    return render(request, "reviews/round.html", context, status=422 if failed else 200)


def _my_seat(review: Round, here: Visit) -> Seat | None:
    return domain.my_seats(review, user=here.user, today=here.today).select_related("team").first()


def _further(review: Round, here: Visit) -> list[Seat]:
    """Seats that could still be asked."""
    asked = set(review.seats.values_list("pk", flat=True))
    found = domain.candidates(review.agreement, today=here.today)
    return [c.seat for c in found if not c.hindrance and c.seat.pk not in asked]


@require_POST
def opinion(request: HttpRequest, pk: int) -> HttpResponse:
    """Give or change my opinion; 409 when the round was closed meanwhile."""
    review, here = round_or_404(request, pk), visit(request)
    seat = _my_seat(review, here)
    if seat is None:
        raise Http404
    form = OpinionForm(request.POST)
    if not form.is_valid() and review.is_open:
        return _page(request, review, here, form=form)
    try:
        given = domain.give_opinion(
            review,
            seat=seat,
            stance=form.cleaned_data.get("stance", ""),
            note=form.cleaned_data.get("note", ""),
            by=here.user,
            now=here.now,
        )
    except WrongPhase as error:
        return conflict(request, reason=str(error), back=reverse("reviews:round", args=[pk]))
    except ValidationError as error:
        put_errors(form, error)
        return _page(request, review, here, form=form)
    except PermissionDenied:
        raise Http404 from None
    messages.success(request, _("Pendapat Anda tersimpan: %s.") % Stance(given.stance).label)
    waiting = Round.objects.waiting_for(here.user, day=here.today).filter(agreement__government=here.government)
    return redirect("reviews:list" if waiting.exists() else reverse("reviews:round", args=[pk]))


@require_POST
def ask(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask further seats in an open round."""
    review, here = round_or_404(request, pk), visit(request)
    if not here.user.has_perm("reviews.open_round", review.agreement):
        raise Http404
    form = AskForm(request.POST, seats=_further(review, here))
    if not form.is_valid() and review.is_open:
        return _page(request, review, here, ask_form=form)
    try:
        domain.ask_more(review, seats=form.cleaned_data.get("seats", []), by=here.user, now=here.now)
    except WrongPhase as error:
        return conflict(request, reason=str(error), back=reverse("reviews:round", args=[pk]))
    except ValidationError as error:
        put_errors(form, error)
        return _page(request, review, here, ask_form=form)
    messages.success(request, _("Anggota yang dipilih telah diminta pendapatnya."))
    return redirect("reviews:round", pk)


@require_GET
def of_agreement(request: HttpRequest, pk: int) -> HttpResponse:
    """The rounds of one document: a piece of its page, or a page of its own without JavaScript."""
    here = visit(request)
    agreement = agreement_or_404(request, pk)
    rounds = Round.objects.visible_to(here.user).filter(agreement=agreement).with_progress(here.today)
    context = {
        "agreement": agreement,
        "rounds": rounds.select_related("concluded_as", "concluded_by", "agreement").order_by("-number"),
        "may_open": here.user.has_perm("reviews.open_round", agreement),
        "today": here.today,
    }
    htmx: Any = request.htmx  # type: ignore[attr-defined]
    template = "reviews/of_agreement.html#rounds" if htmx else "reviews/of_agreement.html"
    return render(request, template, context)

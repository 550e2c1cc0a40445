"""What people do in a round: answer, ask further members, settle notes, fill the checklist, clear conditions."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from agreements.domain.errors import WrongPhase
from kerjasama.errors import conflict
from reviews.domain import checks, conditions, parts, remarks, rounds
from reviews.enums import Stance
from reviews.forms.rounds import AskForm, ChecklistForm, OpinionForm, WordForm, put_errors
from reviews.models import Condition, Remark, Round
from reviews.views.guard import round_or_404, visit
from reviews.views.round_page import further_seats, my_seat, page


@require_POST
def opinion(request: HttpRequest, pk: int) -> HttpResponse:
    """Give or change my opinion; 409 when the round was closed meanwhile."""
    review, here = round_or_404(request, pk), visit(request)
    seat = my_seat(review, here)
    if seat is None:
        raise Http404
    form = OpinionForm(request.POST, parts=parts.parts_of(review.draft))
    if not form.is_valid() and review.is_open:
        return page(request, review, here, form=form)
    try:
        given = rounds.give_opinion(
            review,
            seat=seat,
            stance=form.cleaned_data.get("stance", ""),
            note=form.cleaned_data.get("note", ""),
            remarks=form.remarks(),
            by=here.user,
            now=here.now,
        )
    except WrongPhase as error:
        return conflict(request, reason=str(error), back=reverse("reviews:round", args=[pk]))
    except ValidationError as error:
        put_errors(form, error)
        return page(request, review, here, form=form)
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
    form = AskForm(request.POST, seats=further_seats(review, here))
    if not form.is_valid() and review.is_open:
        return page(request, review, here, ask_form=form)
    try:
        rounds.ask_more(review, seats=form.cleaned_data.get("seats", []), by=here.user, now=here.now)
    except WrongPhase as error:
        return conflict(request, reason=str(error), back=reverse("reviews:round", args=[pk]))
    except ValidationError as error:
        put_errors(form, error)
        return page(request, review, here, ask_form=form)
    messages.success(request, _("Anggota yang dipilih telah diminta pendapatnya."))
    return redirect("reviews:round", pk)


@require_http_methods(["GET", "POST"])
def checklist(request: HttpRequest, pk: int) -> HttpResponse:
    """Considerations and mandatory contents, ticked with the pasal."""
    review, here = round_or_404(request, pk), visit(request)
    lines = checks.lines(review)
    may_fill = here.user.has_perm("reviews.fill_checklist", review)
    if request.method == "POST" and review.is_open and not may_fill:
        raise Http404
    form = ChecklistForm(request.POST or None, lines=lines)
    if request.method == "POST" and (form.is_valid() or not review.is_open):
        try:
            changed = checks.tick(review, form.ticks() if form.is_valid() else {}, by=here.user, now=here.now)
        except WrongPhase as error:
            return conflict(request, reason=str(error), back=reverse("reviews:round", args=[pk]))
        except ValidationError as error:
            put_errors(form, error)
        else:
            messages.success(request, _("%s butir daftar periksa disimpan.") % changed)
            return redirect("reviews:round", pk)
    context = {
        "review": review,
        "agreement": review.agreement,
        "form": form if may_fill else None,
        "lines": lines,
        "tally": checks.tally(lines),
    }
    return render(request, "reviews/checklist.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def settle(request: HttpRequest, pk: int) -> HttpResponse:
    """Close a note on a part of the draft with a word."""
    here = visit(request)
    visible = Remark.objects.filter(opinion__round__in=Round.objects.visible_to(here.user))
    visible = visible.select_related("opinion__round__agreement__government", "opinion__seat__holder")
    remark = get_object_or_404(visible, pk=pk)
    if not here.user.has_perm("reviews.settle_remark", remark):
        raise Http404
    review = remark.opinion.round
    latest = review.agreement.rounds.order_by("-number").first() or review
    form = WordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            remarks.settle(remark, settlement=form.cleaned_data["word"], by=here.user, now=here.now)
        except WrongPhase as error:
            return conflict(request, reason=str(error), back=reverse("reviews:round", args=[latest.pk]))
        messages.success(request, _("Catatan diselesaikan."))
        return redirect("reviews:round", latest.pk)
    context = {
        "form": form,
        "review": latest,
        "agreement": review.agreement,
        "heading": _("Selesaikan catatan"),
        "label": remark.part_label,
        "text": remark.text,
        "source": f"{remark.opinion.seat.holder}, {remark.opinion.seat.position}",
        "verb": _("Selesaikan"),
    }
    return render(request, "reviews/word.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def clear(request: HttpRequest, pk: int) -> HttpResponse:
    """Record how a condition of the recommendation was met."""
    here = visit(request)
    visible = Condition.objects.filter(round__in=Round.objects.visible_to(here.user))
    condition = get_object_or_404(visible.select_related("round__agreement__government"), pk=pk)
    review = condition.round
    if not here.user.has_perm("reviews.clear_condition", review.agreement):
        raise Http404
    form = WordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            conditions.clear(condition, note=form.cleaned_data["word"], by=here.user, now=here.now)
        except WrongPhase as error:
            return conflict(request, reason=str(error), back=reverse("reviews:round", args=[review.pk]))
        messages.success(request, _("Syarat dicatat terpenuhi."))
        return redirect("reviews:round", review.pk)
    context = {
        "form": form,
        "review": review,
        "agreement": review.agreement,
        "heading": _("Catat syarat terpenuhi"),
        "label": _("Syarat %s") % condition.order,
        "text": condition.text,
        "source": "",
        "verb": _("Catat terpenuhi"),
    }
    return render(request, "reviews/word.html", context, status=422 if form.errors else 200)

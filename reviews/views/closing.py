"""Opening a round and concluding it: the two moves of the table that need a page."""

import datetime as dt

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from agreements.domain import gates
from agreements.domain.errors import WrongPhase
from agreements.enums import Phase
from agreements.forms.gates import gate_form
from agreements.models import Agreement
from kerjasama.errors import conflict
from reviews.domain import rounds as domain
from reviews.domain.teams import team_in_force, warnings_of
from reviews.forms.rounds import ConcludeForm, OpenRoundForm, put_errors
from reviews.models import Meeting, Round
from reviews.views.guard import agreement_or_404, visit


def _open_round_of(agreement: Agreement) -> Round | None:
    return Round.objects.open().filter(agreement=agreement).select_related("agreement__government").first()


@require_http_methods(["GET", "POST"])
def open_round(request: HttpRequest, pk: int) -> HttpResponse:
    """Staff forward a submitted document to TKKSD: whom to ask, until when."""
    here, agreement = visit(request), agreement_or_404(request, pk)
    if not here.user.has_perm("reviews.open_round", agreement):
        raise Http404
    found = domain.candidates(agreement, today=here.today)
    free = [c.seat for c in found if not c.hindrance]
    proposed = here.today + dt.timedelta(days=domain.DEFAULT_DAYS)
    form = OpenRoundForm(request.POST or None, seats=free, due_on=proposed)
    is_first = agreement.phase == Phase.DIAJUKAN  # only then is the document forwarded, and asked for its steps
    skip = gate_form(agreement, "forward", user=here.user, today=here.today, data=request.POST) if is_first else None
    skipping = skip if skip is not None and skip.is_bound else None
    if request.method == "POST" and form.is_valid() and (skipping is None or skipping.is_valid()):
        facts = form.cleaned_data
        try:
            with transaction.atomic():
                if skipping is not None:
                    skipping.waive(agreement, by=here.user, now=here.now)
                review = domain.open_round(
                    agreement,
                    seats=facts["seats"],
                    due_on=facts["due_on"],
                    note=facts["note"],
                    by=here.user,
                    now=here.now,
                )
        except WrongPhase as error:
            return conflict(request, reason=str(error), back=reverse("reviews:of_agreement", args=[pk]))
        except ValidationError as error:
            put_errors(form, error)
        else:
            messages.success(request, _("Putaran dibuka. Anggota yang dipilih telah diberi tahu."))
            return redirect("reviews:round", review.pk)
    current = _open_round_of(agreement)
    if current is not None:
        return redirect("reviews:round", current.pk)
    team = team_in_force(here.government, day=here.today)
    context = {
        "agreement": agreement,
        "form": form,
        "barred": [c for c in found if c.hindrance],
        "is_ready": agreement.phase in {Phase.DIAJUKAN, Phase.DITELAAH},
        "warnings": warnings_of(team, government=here.government, today=here.today),
        "gate_form": skip,
        "closed_gates": gates.closed_gates(agreement, "forward", today=here.today) if is_first else [],
    }
    wrong = bool(form.errors) or (skipping is not None and bool(skipping.errors))
    return render(request, "reviews/open_round.html", context, status=422 if wrong else 200)


@require_http_methods(["GET", "POST"])
def conclude(request: HttpRequest, pk: int) -> HttpResponse:
    """The chair, or who replaces the chair, closes the open round of a document."""
    here, agreement = visit(request), agreement_or_404(request, pk)
    review = _open_round_of(agreement)
    if review is None:
        return _nothing_to_conclude(request, agreement)
    seat = domain.concluding_seat(agreement, user=here.user, today=here.today)
    if seat is None or not here.user.has_perm("reviews.conclude", agreement):
        raise Http404
    meetings = Meeting.objects.filter(agenda__round=review, called_off_at=None, starts_at__lte=here.now)
    form = ConcludeForm(
        request.POST or None,
        seat=seat,
        meetings=meetings.order_by("-starts_at", "-pk"),
        initial={"meeting": request.GET.get("rapat", "")},
    )
    if request.method == "POST" and form.is_valid():
        facts = form.cleaned_data
        try:
            domain.conclude(
                review,
                conclusion=facts["conclusion"],
                note=facts["note"],
                replacing=facts.get("replacing", ""),
                conditions=form.conditions_given(),
                meeting=facts.get("meeting"),
                by=here.user,
                now=here.now,
            )
        except WrongPhase as error:
            return conflict(request, reason=str(error), back=reverse("reviews:round", args=[review.pk]))
        except ValidationError as error:
            put_errors(form, error)
        except PermissionDenied:
            raise Http404 from None
        else:
            messages.success(request, _("Putaran disimpulkan: %s.") % review.get_conclusion_display())
            return redirect("reviews:round", review.pk)
    context = {
        "agreement": agreement,
        "review": review,
        "seat": seat,
        "form": form,
        "opinions": review.opinions.select_related("seat__holder")
        .prefetch_related("remarks__settled_by")
        .order_by("at", "pk"),
        "silent": domain.silent_seats(review, today=here.today).select_related("holder"),
        "today": here.today,
    }
    return render(request, "reviews/conclude.html", context, status=422 if form.errors else 200)


def _nothing_to_conclude(request: HttpRequest, agreement: Agreement) -> HttpResponse:
    """No open round: closed by somebody else meanwhile, or never opened."""
    if not Round.objects.visible_to(request.user).filter(agreement=agreement).exists():
        raise Http404
    reason = _(
        "Naskah ini tidak sedang ditelaah: putaran terakhirnya sudah disimpulkan atau naskahnya sudah berpindah tahap."
    )
    return conflict(request, reason=reason, back=reverse("reviews:of_agreement", args=[agreement.pk]))

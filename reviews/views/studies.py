"""The Tim Teknis hands in its study."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from agreements.domain.errors import WrongPhase
from kerjasama.errors import conflict
from reviews.domain import studies
from reviews.forms.rounds import StudyForm, put_errors
from reviews.views.guard import agreement_or_404, visit


@require_http_methods(["GET", "POST"])
def hand_in(request: HttpRequest, pk: int) -> HttpResponse:
    """A technical study of a proposal on its way to TKKSD."""
    here, agreement = visit(request), agreement_or_404(request, pk)
    seat = studies.studying_seat(agreement, user=here.user, today=here.today)
    if seat is None or not here.user.has_perm("reviews.hand_in_study", agreement):
        raise Http404
    form = StudyForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        facts = form.cleaned_data
        try:
            studies.hand_in(
                agreement, advice=facts["advice"], text=facts["text"], upload=facts["file"], by=here.user, now=here.now
            )
        except WrongPhase as error:
            return conflict(request, reason=str(error), back=reverse("reviews:of_agreement", args=[pk]))
        except ValidationError as error:
            put_errors(form, error)
        except PermissionDenied:
            raise Http404 from None
        else:
            messages.success(request, _("Kajian diserahkan."))
            return redirect("reviews:of_agreement", pk)
    context = {"agreement": agreement, "seat": seat, "form": form}
    return render(request, "reviews/study.html", context, status=422 if form.errors else 200)

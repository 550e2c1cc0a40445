"""The Tim Teknis hands in its study."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from agreements.domain.errors import WrongPhase
from agreements.enums import FileKind
from kerjasama.errors import conflict
from kerjasama.given_file import GivenFile
from kerjasama.uploads import Upload
from reviews.domain import studies
from reviews.forms.rounds import StudyForm, put_errors
from reviews.models import Study
from reviews.views.guard import agreement_or_404, visit


@require_http_methods(["GET", "POST"])
def hand_in(request: HttpRequest, pk: int) -> HttpResponse:
    """A technical study of a proposal on its way to TKKSD."""
    here, agreement = visit(request), agreement_or_404(request, pk)
    seat = studies.studying_seat(agreement, user=here.user, today=here.today)
    if seat is None or not here.user.has_perm("reviews.hand_in_study", agreement):
        raise Http404
    form = StudyForm(request.POST or None, request.FILES or None)
    given = GivenFile(request, form, owner=here.user.pk, field="file", kind=FileKind.LAMPIRAN)

    def write(upload: Upload | None) -> Study:
        facts = form.cleaned_data
        return studies.hand_in(
            agreement, advice=facts["advice"], text=facts["text"], upload=upload, by=here.user, now=here.now
        )

    try:
        if request.method == "POST" and given.write(write, tell=put_errors) is not None:
            messages.success(request, _("Kajian diserahkan."))
            return redirect("reviews:of_agreement", pk)
    except WrongPhase as error:
        return conflict(request, reason=str(error), back=reverse("reviews:of_agreement", args=[pk]))
    except PermissionDenied:
        raise Http404 from None
    context = {"agreement": agreement, "seat": seat, "form": form, "held": given.held}
    return render(request, "reviews/study.html", context, status=422 if form.errors else 200)

"""Opening and withholding a registered document."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.domain.roles import Workplace
from accounts.models import User
from agreements.domain.openness import change_openness
from agreements.forms.openness import OpennessForm
from agreements.views import moves
from agreements.views.access import load, member, require


@require_http_methods(["GET", "HEAD", "POST"])
@member
def openness(request: HttpRequest, pk: int, *, user: User, place: Workplace) -> HttpResponse:
    """Decide who may see it from now on."""
    agreement = load(user, place, pk)
    require(user, "agreements.correct_agreement", agreement)
    if not agreement.is_frozen():
        return redirect("agreements:edit", pk=pk)
    form = OpennessForm(request.POST or None, initial={"visibility": agreement.visibility})
    if request.method == "POST":
        if (refused := moves.stale(request, agreement)) is not None:
            return refused
        if form.is_valid():
            try:
                change_openness(agreement, by=user, **form.cleaned_data)
            except ValidationError as error:
                form.add_error(None, error)
            else:
                messages.success(request, _("Keterbukaan naskah diubah."))
                return redirect("agreements:detail", pk=pk)
    context = {"agreement": agreement, "form": form}
    return render(request, "agreements/openness.html", context, status=422 if form.errors else 200)

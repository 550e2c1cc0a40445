"""Putting a message off, and being away with a deputy."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as say
from django.views.decorators.http import require_http_methods, require_POST

from accounts.models import User
from notices.domain import absences as away
from notices.domain.snoozing import snooze
from notices.forms import AbsenceForm, SnoozeForm
from notices.models import Absence, Notice
from notices.views.access import is_dispatcher, workplace


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def put_off(request: HttpRequest, pk: int) -> HttpResponse:
    """One of my messages, out of sight until a day, for a reason."""
    notice = get_object_or_404(Notice.objects.filter(recipient_id=request.user.pk).inbox(), pk=pk)
    form = SnoozeForm(request.POST or None, use_required_attribute=False)
    if request.method == "POST" and form.is_valid():
        try:
            found = snooze(notice, **form.cleaned_data, now=timezone.now())
        except ValidationError as error:
            tell(form, error)
        else:
            messages.success(request, say("Pesan ditunda sampai %s.") % f"{found.until:%d-%m-%Y}")
            return redirect("notices:inbox")
    context = {"form": form, "notice": notice}
    return render(request, "notices/snooze.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def absences(request: HttpRequest) -> HttpResponse:
    """My days away and my deputy."""
    place, user = workplace(request), request.user
    if place is None or not isinstance(user, User):
        raise Http404
    today = place.government.today()
    deputies = away.possible_deputies(user, place.government, today=today)
    form = AbsenceForm(request.POST or None, deputies=deputies)
    if request.method == "POST" and form.is_valid():
        try:
            away.leave(user, place.government, **form.cleaned_data, today=today)
        except ValidationError as error:
            tell(form, error)
        else:
            messages.success(request, say("Cuti dan penggantinya tercatat."))
            return redirect("notices:absences")
    mine = Absence.objects.filter(user=user, government=place.government, ends_on__gte=today)
    context = {
        "form": form,
        "deputies": deputies,
        "rows": list(mine.select_related("deputy").order_by("starts_on", "pk")),
        "is_dispatcher": is_dispatcher(request),
    }
    return render(request, "notices/absences.html", context, status=422 if form.errors else 200)


@require_POST
@login_required
def come_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Back earlier than planned."""
    absence = get_object_or_404(Absence.objects.select_related("government"), pk=pk, user_id=request.user.pk)
    away.come_back(absence, today=absence.government.today())
    messages.success(request, say("Cuti diakhiri."))
    return redirect("notices:absences")


def tell(form: BaseForm, error: ValidationError) -> None:
    """Put what the domain refused beside the field it is about."""
    for name, sentences in error.message_dict.items():
        for sentence in sentences:
            form.add_error(name if name in form.fields else None, sentence)

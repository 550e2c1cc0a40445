"""The end of a document before its time, and its replacement by a newer one."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.domain.roles import Workplace
from accounts.models import User
from agreements.domain import ending
from agreements.domain.errors import WrongPhase
from agreements.domain.workflow import MOVES, perform
from agreements.enums import FileKind, Phase, Relation
from agreements.forms.signing import EndingForm, ReplacementForm
from agreements.views import moves, saving
from agreements.views.access import load, member, require, seen_by

FORM_METHODS = ["GET", "HEAD", "POST"]


@require_http_methods(FORM_METHODS)
@member
def end(request: HttpRequest, pk: int, *, user: User, place: Workplace) -> HttpResponse:
    """End it for a legal reason, with its document."""
    agreement = load(user, place, pk)
    require(user, MOVES["end"].permission, agreement)
    if agreement.phase not in MOVES["end"].source and request.method != "POST":
        return redirect("agreements:detail", pk=pk)
    form = EndingForm(
        request.POST or None,
        request.FILES or None,
        agreement=agreement,
        initial={"last_day": place.government.today()},
    )
    if request.method == "POST":
        if (refused := moves.stale(request, agreement)) is not None:
            return refused
        now = timezone.now()
        upload = request.FILES.get("document")
        if upload is not None and agreement.phase in MOVES["end"].source:
            for sentence in saving.store_one(agreement, upload, kind=FileKind.DOKUMEN_PENGAKHIRAN, by=user, now=now):
                form.add_error("document", sentence)
        if form.is_valid():
            facts = form.facts()
            try:
                perform(agreement, "end", by=user, now=now, note=facts.note, facts=facts)
            except WrongPhase as error:
                return moves.moved_first(request, agreement, error)
            except ValidationError as error:
                for name, sentences in error.message_dict.items():
                    form.add_error(name if name in form.fields else None, sentences)
            else:
                messages.success(request, _("Pengakhiran naskah tercatat."))
                return redirect("agreements:detail", pk=pk)
    context = {
        "agreement": agreement,
        "form": form,
        "files": agreement.files.filter(withdrawn_at=None, kind=FileKind.DOKUMEN_PENGAKHIRAN),
    }
    return render(request, "agreements/end.html", context, status=422 if form.errors else 200)


@require_http_methods(FORM_METHODS)
@member
def replace(request: HttpRequest, pk: int, *, user: User, place: Workplace) -> HttpResponse:
    """Say which signed document replaces this one. A replacement begun here does that by itself when it is signed."""
    agreement = load(user, place, pk)
    require(user, MOVES["replace"].permission, agreement)
    if agreement.phase not in MOVES["replace"].source and request.method != "POST":
        return redirect("agreements:detail", pk=pk)
    rows = seen_by(user, place).filter(parent=agreement, relation=Relation.PENGGANTIAN, phase=Phase.DITANDATANGANI)
    form = ReplacementForm(request.POST or None, rows=rows.order_by("-signed_on", "-pk"))
    if request.method == "POST":
        if (refused := moves.stale(request, agreement)) is not None:
            return refused
        if form.is_valid():
            given = form.cleaned_data
            try:
                facts = ending.facts_of_replacement(agreement, given["replacement"])
                perform(agreement, "replace", by=user, now=timezone.now(), note=given["note"], facts=facts)
            except WrongPhase as error:
                return moves.moved_first(request, agreement, error)
            except ValidationError as error:
                form.add_error(None, error.messages)
            else:
                messages.success(request, _("Penggantian naskah tercatat."))
                return redirect("agreements:detail", pk=pk)
    context = {"agreement": agreement, "form": form, "has_replacement": rows.exists()}
    return render(request, "agreements/replace.html", context, status=422 if form.errors else 200)

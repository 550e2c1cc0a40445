"""Moves made from the page of a document, and the registration of an old paper."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.domain.roles import Workplace
from accounts.models import User
from agreements.domain import cautions
from agreements.domain.errors import WrongPhase
from agreements.domain.workflow import MOVES, perform
from agreements.enums import FileKind, Phase
from agreements.models import Agreement
from agreements.views import saving, showing
from agreements.views.access import load, member, require
from kerjasama.errors import conflict

SECTIONS = {"title": "naskah", "parties": "para-pihak", "object": "pokok", "scope": "pokok"}


def stale(request: HttpRequest, agreement: Agreement) -> HttpResponse | None:
    """409 when the document was changed after the page was opened (field ``versi``); None when it is still the same."""
    version = request.POST.get("versi", "")
    if version and version != str(agreement.version):
        reason = _("%(name)s mengubah naskah ini sesudah halaman Anda dibuka; sekarang tahapnya “%(phase)s”.")
        reason %= {"name": agreement.updated_by, "phase": agreement.get_phase_display()}
        return conflict(request, reason=reason, back=reverse("agreements:detail", args=[agreement.pk]))
    return None


def moved_first(request: HttpRequest, agreement: Agreement, error: WrongPhase) -> HttpResponse:
    """409: somebody else, or the first of two clicks, has moved it."""
    return conflict(request, reason=str(error), back=reverse("agreements:detail", args=[agreement.pk]))


@require_POST
@member
def move(request: HttpRequest, pk: int, *, user: User, place: Workplace) -> HttpResponse:
    """One move that needs no more than a note: fields ``aksi``, ``catatan``, ``versi``."""
    agreement = load(user, place, pk)
    action = request.POST.get("aksi", "")
    if action not in MOVES or MOVES[action].page:
        raise Http404
    require(user, MOVES[action].permission, agreement)
    if (refused := stale(request, agreement)) is not None:
        return refused
    try:
        perform(agreement, action, by=user, now=timezone.now(), note=request.POST.get("catatan", "")[:5000])
    except WrongPhase as error:
        return moved_first(request, agreement, error)
    except ValidationError as error:
        return showing.page(request, agreement, user, place, problems=_problems(agreement, error), status=422)
    text = _("%(move)s: berhasil. Naskah kini berada pada tahap “%(phase)s”.")
    messages.success(request, text % {"move": MOVES[action].label, "phase": agreement.get_phase_display()})
    return redirect("agreements:detail", pk=pk)


def _problems(agreement: Agreement, error: ValidationError) -> list[tuple[str, str]]:
    """What the move was refused for, each with the place in the form where it is mended."""
    found: dict[str, list[str]] = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
    form = reverse("agreements:edit", args=[agreement.pk])
    return [
        (sentence, f"{form}#{SECTIONS[name]}" if name in SECTIONS else "")
        for name, sentences in found.items()
        for sentence in sentences
    ]


@require_http_methods(["GET", "HEAD", "POST"])
@member
def register_legacy(request: HttpRequest, pk: int, *, user: User, place: Workplace) -> HttpResponse:
    """Register an old paper as it is: its scan, what warns, and one button."""
    agreement = load(user, place, pk)
    require(user, "agreements.register_agreement", agreement)
    if not agreement.legacy:
        raise Http404
    if agreement.phase != Phase.DRAF and request.method != "POST":
        return redirect("agreements:detail", pk=pk)
    errors: list[str] = []
    if request.method == "POST":
        if (refused := stale(request, agreement)) is not None:
            return refused
        now = timezone.now()
        for name, kind in (("pindaian", FileKind.PINDAIAN), ("salinan", FileKind.SALINAN_PUBLIK)):
            upload = request.FILES.get(name)
            if upload is not None:
                errors += saving.store_one(agreement, upload, kind=kind, by=user, now=now)
        if not errors:
            try:
                with transaction.atomic():
                    perform(agreement, "register_legacy", by=user, now=now)
            except WrongPhase as error:
                return moved_first(request, agreement, error)
            except ValidationError as error:
                errors += error.messages
            else:
                text = _("Naskah terdaftar dengan nomor register %(number)s.")
                messages.success(request, text % {"number": agreement.register_no})
                return redirect("agreements:detail", pk=pk)
    context = {
        "agreement": agreement,
        "errors": errors,
        "warnings": cautions.warnings_for(agreement),
        "files": agreement.files.filter(withdrawn_at=None, kind__in=[FileKind.PINDAIAN, FileKind.SALINAN_PUBLIK]),
        "parties": agreement.ordered_parties(),
    }
    return render(request, "agreements/register_legacy.html", context, status=422 if errors else 200)

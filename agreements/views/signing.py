"""Recording a signing: who, when, with which numbers; the scan; and what warns before it is frozen."""

import logging
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.domain.roles import Workplace
from accounts.models import User
from agreements import pdf
from agreements.domain import cautions, gates
from agreements.domain.cautions import Warned
from agreements.domain.errors import WrongPhase
from agreements.domain.signing import SigningFacts
from agreements.domain.workflow import MOVES, perform
from agreements.enums import FileKind, SigningMethod
from agreements.forms import signing as forms
from agreements.forms.gates import GateForm, gate_form
from agreements.models import Agreement
from agreements.views import moves, saving
from agreements.views.access import load, member, require

logger = logging.getLogger(__name__)
UPLOADS = (("pindaian", FileKind.PINDAIAN), ("salinan", FileKind.SALINAN_PUBLIK))


class _ReadFirstError(Exception):
    """There are warnings that this person has not seen yet; the signing is rolled back."""

    def __init__(self, warnings: list[Warned]) -> None:
        super().__init__("warnings")
        self.warnings = warnings


@require_http_methods(["GET", "HEAD", "POST"])
@member
def sign(request: HttpRequest, pk: int, *, user: User, place: Workplace) -> HttpResponse:
    """Record the signing. Warnings are shown once and do not block; files are kept even when the form is sent back."""
    agreement = load(user, place, pk)
    require(user, MOVES["sign"].permission, agreement)
    is_time = agreement.phase in MOVES["sign"].source
    if request.method != "POST":
        skip = gate_form(agreement, "sign", user=user, today=place.government.today())
        page = _page(request, agreement, *_unbound(agreement), skip=skip)
        return page if is_time else redirect("agreements:detail", pk=pk)
    if (refused := moves.stale(request, agreement)) is not None:
        return refused
    form = forms.SigningForm(request.POST, agreement=agreement)
    parties = forms.PartySigningFormSet(request.POST, prefix=forms.PREFIX)
    if is_time:
        _keep_files(request, agreement, form, user)
    skip = gate_form(agreement, "sign", user=user, today=place.government.today(), data=request.POST)
    if not all([form.is_valid(), parties.is_valid(), skip is None or not skip.is_bound or skip.is_valid()]):
        return _page(request, agreement, form, parties, skip=skip, status=422)
    warnings: list[Warned] = []
    try:
        _perform(request, agreement, forms.signing_facts(form, parties), user, skip)
    except WrongPhase as error:
        return moves.moved_first(request, agreement, error)
    except _ReadFirstError as told:
        warnings = told.warnings
    except ValidationError as error:
        _tell(form, parties, error)
    else:
        _keep_print(request, agreement, user)
        text = _("Penandatanganan tercatat dengan nomor register %(number)s. Fakta naskah kini dibekukan.")
        messages.success(request, text % {"number": agreement.register_no})
        return redirect("agreements:detail", pk=pk)
    return _page(request, load(user, place, pk), form, parties, skip=skip, warnings=warnings, status=422)


def _keep_print(request: HttpRequest, agreement: Agreement, user: User) -> None:
    """The paper as laid before the signatories; layouts change. The signing stands whatever becomes of its print."""
    try:
        pdf.keep_printed(agreement, by=user, now=timezone.now())
    except Exception:
        logger.exception("agreement %s is signed without a kept print", agreement.pk)
        messages.warning(request, _("Cetakan naskah belum tersimpan: simpanlah dari halaman berkas naskah ini."))


def _keep_files(request: HttpRequest, agreement: Agreement, form: forms.SigningForm, user: User) -> None:
    """The scan is kept whatever becomes of the form, so that nobody uploads it twice."""
    for name, kind in UPLOADS:
        upload = request.FILES.get(name)
        if upload is not None:
            for sentence in saving.store_one(agreement, upload, kind=kind, by=user, now=timezone.now()):
                form.add_error(None, sentence)


def _perform(
    request: HttpRequest, agreement: Agreement, facts: SigningFacts, user: User, skip: GateForm | None
) -> None:
    """Sign, passing over the steps chosen; take it back when it raises warnings that the person has not been shown."""
    with transaction.atomic():
        if skip is not None and skip.is_bound:
            skip.waive(agreement, by=user, now=timezone.now())
        perform(agreement, "sign", by=user, now=timezone.now(), facts=facts)
        warnings = cautions.warnings_for(agreement)
        if warnings and _mark(warnings) != request.POST.get("dibaca", ""):
            raise _ReadFirstError(warnings)


def _mark(warnings: list[Warned]) -> str:
    """What the button says was read: exactly these warnings."""
    return ",".join(sorted(one.code for one in warnings))


def _unbound(agreement: Agreement) -> tuple[forms.SigningForm, Any]:
    initial = {
        "signed_place": agreement.signed_place or agreement.government.seat,
        "effective_from": agreement.effective_from,
        "ends_on": agreement.ends_on,
        "method": agreement.signing_method or SigningMethod.BASAH,
        "copies_original": agreement.copies_original or len(agreement.ordered_parties()),
        "custody": agreement.custody,
    }
    form = forms.SigningForm(initial=initial, agreement=agreement)
    return form, forms.PartySigningFormSet(initial=forms.party_initial(agreement), prefix=forms.PREFIX)


def _tell(form: forms.SigningForm, parties: Any, error: ValidationError) -> None:
    found: dict[str, list[str]] = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
    for name, sentences in found.items():
        if name == "parties":
            parties.non_form_errors().extend(sentences)
        else:
            for sentence in sentences:
                form.add_error(name if name in form.fields else None, sentence)


def _page(
    request: HttpRequest,
    agreement: Agreement,
    form: forms.SigningForm,
    parties: Any,
    *,
    skip: GateForm | None = None,
    warnings: list[Warned] | None = None,
    status: int = 200,
) -> HttpResponse:
    kept = agreement.files.filter(withdrawn_at=None, kind__in=[FileKind.PINDAIAN, FileKind.SALINAN_PUBLIK])
    context = {
        "agreement": agreement,
        "form": form,
        "formset": parties,
        "gate_form": skip,
        "closed_gates": gates.closed_gates(agreement, "sign", today=agreement.government.today()),
        "conditions": gates.further(agreement, "sign", today=agreement.government.today()),
        "rows": list(zip(agreement.ordered_parties(), parties.forms, strict=False)),
        "warnings": warnings or [],
        "read_mark": _mark(warnings or []),
        "known_warnings": [] if warnings else cautions.warnings_for(agreement),
        "files": kept.order_by("kind", "-version", "-pk"),
    }
    return render(request, "agreements/sign.html", context, status=status)

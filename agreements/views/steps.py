"""The steps of the procedure on one document: what is done, what stands in the way, and recording each."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.domain.roles import Workplace
from accounts.models import User
from agreements.domain import consent, files, steps, task_list
from agreements.domain.errors import WrongPhase
from agreements.enums import FileKind, Phase
from agreements.forms.steps import ConsentForm, StepForm, WaiverForm
from agreements.models import Agreement, File, Step
from agreements.procedures import StepRule
from agreements.views import moves
from agreements.views.access import load, member, require
from kerjasama.uploads import inspect

FORM_METHODS = ["GET", "HEAD", "POST"]
NAMES = ("sent_on", "received_on", "letter_number", "outcome", "done_on", "note")


def _rule(agreement: Agreement, code: str) -> StepRule:
    try:
        return steps.rule_named(agreement, code)
    except KeyError:
        raise Http404 from None


def _tell(form: BaseForm, error: ValidationError) -> None:
    found: dict[str, list[str]] = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
    for name, sentences in found.items():
        for sentence in sentences:
            form.add_error(name if name in form.fields else None, sentence)


@require_http_methods(FORM_METHODS)
@member
def step(request: HttpRequest, pk: int, code: str, *, user: User, place: Workplace) -> HttpResponse:
    """Record what happened at a step; ``ulang`` opens it once more where the law lets it repeat."""
    agreement = load(user, place, pk)
    rule = _rule(agreement, code)
    require(user, "agreements.record_step", agreement)
    if agreement.phase not in Phase.OPEN and not rule.is_duty:
        require(user, "agreements.waive_step", agreement)
    again = "ulang" in request.GET and task_list.may_repeat(rule, _latest(agreement, code))
    initial = {} if again else _initial(agreement, code)
    form = StepForm(request.POST or None, agreement=agreement, rule=rule, initial=initial)
    if request.method == "POST":
        now = timezone.now()
        evidence = _new_evidence(request, agreement, form, user)
        if form.is_valid():
            facts = form.facts()
            if evidence is not None:
                facts = steps.StepFacts(**{**form.cleaned_data, "evidence": evidence})
            try:
                steps.record(agreement, code, facts=facts, by=user, now=now, again=again)
            except ValidationError as error:
                _tell(form, error)
            else:
                messages.success(request, _("Tahapan “%(label)s” tercatat.") % {"label": rule.label})
                return redirect(f"{_page_of(agreement)}#tahapan")
    return _page(request, agreement, rule, form, waiver=WaiverForm(), user=user)


def _new_evidence(request: HttpRequest, agreement: Agreement, form: StepForm, user: User) -> File | None:
    """A file handed in with the step is kept whatever becomes of the form, and stays chosen in it."""
    upload: Any = request.FILES.get("bukti")
    if upload is None:
        return None
    try:
        with transaction.atomic():
            checked = inspect(upload, name=upload.name or "")
            stored = files.store(agreement, checked, kind=FileKind.BUKTI, by=user, now=timezone.now())
    except ValidationError as error:
        form.add_error("evidence", f"{upload.name}: {' '.join(error.messages)}")
        return None
    typed = request.POST.copy()
    typed["evidence"] = str(stored.pk)
    form.data = typed
    return stored


def _latest(agreement: Agreement, code: str) -> Step | None:
    return agreement.steps.filter(code=code).order_by("-repetition").first()


def _initial(agreement: Agreement, code: str) -> dict[str, Any]:
    """What is recorded already."""
    row = _latest(agreement, code)
    if row is None:
        return {}
    return {**{name: getattr(row, name) for name in NAMES}, "evidence": row.evidence_id}


@require_POST
@member
def waive(request: HttpRequest, pk: int, code: str, *, user: User, place: Workplace) -> HttpResponse:
    """Let the move pass without this step, for a reason."""
    agreement = load(user, place, pk)
    rule = _rule(agreement, code)
    require(user, "agreements.waive_step", agreement)
    waiver = WaiverForm(request.POST)
    if waiver.is_valid():
        try:
            steps.waive(agreement, code, reason=waiver.cleaned_data["reason"], by=user, now=timezone.now())
        except ValidationError as error:
            _tell(waiver, error)
        else:
            messages.success(request, _("Tahapan “%(label)s” dilewati dengan alasan.") % {"label": rule.label})
            return redirect(f"{_page_of(agreement)}#tahapan")
    form = StepForm(agreement=agreement, rule=rule, initial=_initial(agreement, code))
    return _page(request, agreement, rule, form, waiver=waiver, user=user)


@require_http_methods(FORM_METHODS)
@member
def decide_consent(request: HttpRequest, pk: int, *, user: User, place: Workplace) -> HttpResponse:
    """Decide whether the DPRD must consent, with a reason."""
    agreement = load(user, place, pk)
    require(user, "agreements.decide_consent", agreement)
    initial = {
        "burdens_public": agreement.burdens_public,
        "unbudgeted": agreement.unbudgeted,
        "reason": agreement.consent_reason,
    }
    form = ConsentForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            consent.decide_consent(agreement, **form.cleaned_data, by=user, now=timezone.now())
        except WrongPhase as error:
            return moves.moved_first(request, agreement, error)
        except ValidationError as error:
            _tell(form, error)
        else:
            messages.success(request, _("Keputusan tentang persetujuan DPRD tercatat."))
            return redirect(f"{_page_of(agreement)}#tahapan")
    context = {"agreement": agreement, "form": form}
    return render(request, "agreements/consent.html", context, status=422 if form.errors else 200)


def _page_of(agreement: Agreement) -> str:
    return reverse("agreements:detail", args=[agreement.pk])


def _page(
    request: HttpRequest, agreement: Agreement, rule: StepRule, form: StepForm, *, waiver: WaiverForm, user: User
) -> HttpResponse:
    today = agreement.government.today()
    state = next((one for one in task_list.board(agreement, today=today) if one.rule.code == rule.code), None)
    context: dict[str, Any] = {
        "agreement": agreement,
        "rule": rule,
        "state": state,
        "form": form,
        "waiver": waiver,
        "may_waive": user.has_perm("agreements.waive_step", agreement) and state is not None and state.may_be_waived,
    }
    return render(request, "agreements/step.html", context, status=422 if form.errors or waiver.errors else 200)

"""What a region changed in the procedures: limits, steps, checklist lines; and its days off."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.domain.roles import Workplace
from accounts.models import User
from agreements.domain import local_rules as domain
from agreements.forms.local_rules import ItemForm, LimitForm, LocalStepForm
from agreements.models import LimitOverride, LocalItem, LocalStep
from agreements.procedures import ADJUSTABLE, INTAKE, Procedure, StepRule
from agreements.procedures.local import localised
from agreements.views.access import member, require
from agreements.views.offers import tell

FORM_METHODS = ["GET", "HEAD", "POST"]


def _procedure(code: str) -> Procedure:
    if code not in ADJUSTABLE:
        raise Http404
    return ADJUSTABLE[code]


def _rule(procedure: Procedure, code: str) -> StepRule:
    try:
        return procedure.step(code)
    except KeyError:
        raise Http404 from None


@require_safe
@member
def index(request: HttpRequest, *, user: User, place: Workplace) -> HttpResponse:
    """All procedures, with how much was changed here."""
    require(user, domain.CHANGE, place.government)
    changed: dict[str, int] = dict.fromkeys(ADJUSTABLE, 0)
    for rows in (
        LimitOverride.objects.filter(government=place.government),
        LocalStep.objects.filter(government=place.government, dropped_at=None),
        LocalItem.objects.filter(government=place.government),
    ):
        for code in rows.values_list("procedure", flat=True):
            changed[code] = changed.get(code, 0) + 1
    rows_shown = [(procedure, changed[code]) for code, procedure in ADJUSTABLE.items()]
    return render(request, "agreements/local_index.html", {"rows": rows_shown})


@require_safe
@member
def show(request: HttpRequest, code: str, *, user: User, place: Workplace) -> HttpResponse:
    """The steps of one procedure: the national rule, and what holds here."""
    require(user, domain.CHANGE, place.government)
    return render(request, "agreements/local_procedure.html", _context(_procedure(code), place))


def _context(procedure: Procedure, place: Workplace) -> dict[str, Any]:
    government = place.government
    notes = {one.step: one for one in LimitOverride.objects.filter(government=government, procedure=procedure.code)}
    items: dict[str, list[LocalItem]] = {}
    for item in LocalItem.objects.filter(government=government, procedure=procedure.code).order_by("pk"):
        items.setdefault(item.step, []).append(item)
    added = {
        one.code: one
        for one in LocalStep.objects.filter(government=government, procedure=procedure.code, dropped_at=None)
    }
    here = localised(procedure, government)
    rows = [
        {
            "rule": rule,
            "national": rule.national if rule.code in notes else rule.limit,
            "override": notes.get(rule.code),
            "items": items.get(rule.code, []),
            "local": added.get(rule.code),
        }
        for rule in here.steps
    ]
    return {"procedure": procedure, "rows": rows, "takes_steps": procedure.code != INTAKE.code}


@require_http_methods(FORM_METHODS)
@member
def step(request: HttpRequest, code: str, step: str, *, user: User, place: Workplace) -> HttpResponse:
    """Another limit for one step, and more lines on its checklist."""
    require(user, domain.CHANGE, place.government)
    procedure = _procedure(code)
    rule = _rule(procedure, step)
    override = LimitOverride.objects.filter(government=place.government, procedure=code, step=step).first()
    now = timezone.now()
    limit_form, item_form = LimitForm(initial=_initial(override, rule)), ItemForm()
    if request.method == "POST" and "kembali" in request.POST:
        domain.drop_limit(place.government, code, step, by=user, now=now)
        messages.success(request, _("Batas waktu kembali ke aturan nasional."))
        return redirect("agreements:local_procedure", code)
    if request.method == "POST":
        form = item_form = ItemForm(request.POST) if "butir" in request.POST else ItemForm()
        if "butir" not in request.POST:
            form = limit_form = LimitForm(request.POST)  # type: ignore[assignment]
        if form.is_valid():
            try:
                if "butir" in request.POST:
                    domain.add_item(place.government, code, step, **form.cleaned_data, by=user, now=now)
                else:
                    domain.set_limit(place.government, code, step, **form.cleaned_data, by=user, now=now)
            except ValidationError as error:
                tell(form, error)
            else:
                messages.success(request, _("Ketentuan daerah tersimpan."))
                return redirect("agreements:local_procedure", code)
    context = {
        "procedure": procedure,
        "rule": rule,
        "takes_items": procedure.code != INTAKE.code,
        "override": override,
        "limit_form": limit_form,
        "item_form": item_form,
        "items": LocalItem.objects.filter(government=place.government, procedure=code, step=step).order_by("pk"),
    }
    status = 422 if limit_form.errors or item_form.errors else 200
    return render(request, "agreements/local_step.html", context, status=status)


def _initial(override: LimitOverride | None, rule: StepRule) -> dict[str, Any]:
    if override is not None:
        return {"number": override.number, "unit": override.unit, "note": override.note}
    return {"number": rule.limit.number, "unit": rule.limit.unit} if rule.limit else {}


@require_http_methods(FORM_METHODS)
@member
def add_step(request: HttpRequest, code: str, *, user: User, place: Workplace) -> HttpResponse:
    """A step of the region's own rule."""
    require(user, domain.CHANGE, place.government)
    procedure = _procedure(code)
    if procedure.code == INTAKE.code:
        raise Http404
    form = LocalStepForm(request.POST or None, procedure=procedure)
    if request.method == "POST" and form.is_valid():
        try:
            domain.add_step(place.government, code, facts=form.facts(), by=user, now=timezone.now())
        except ValidationError as error:
            tell(form, error)
        else:
            messages.success(request, _("Tahapan daerah ditambahkan."))
            return redirect("agreements:local_procedure", code)
    context = {"procedure": procedure, "form": form}
    return render(request, "agreements/local_step_new.html", context, status=422 if form.errors else 200)


@require_POST
@member
def drop(request: HttpRequest, code: str, *, user: User, place: Workplace) -> HttpResponse:
    """Take a step (``tahapan``) or a checklist line (``butir``) out of use."""
    require(user, domain.CHANGE, place.government)
    _procedure(code)
    for name, act in (("tahapan", domain.drop_step), ("butir", domain.drop_item)):
        pk = request.POST.get(name, "")
        if pk.isdecimal() and len(pk) < 16:
            act(place.government, int(pk), by=user, now=timezone.now())
            messages.success(request, _("Ketentuan daerah dicabut."))
    return redirect(reverse("agreements:local_procedure", args=[code]))

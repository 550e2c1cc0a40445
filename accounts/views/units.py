"""Perangkat daerah and the government's own facts."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count, Q
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.domain.units import replace
from accounts.forms import CREST_MAX_BYTES, GovernmentForm, SuccessorForm, UnitForm, crest_of
from accounts.models import Government, Unit
from accounts.views.guard import administered
from kerjasama.given_file import GivenFile
from kerjasama.uploads import Upload


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """All units, those that still exist first."""
    _me, government = administered(request, "accounts.manage_units")
    today = government.today()
    active = Q(memberships__user__is_active=True, memberships__starts_on__lte=today) & (
        Q(memberships__ends_on=None) | Q(memberships__ends_on__gte=today)
    )
    units = (
        Unit.objects.filter(government=government)
        .select_related("successor")
        .annotate(people=Count("memberships__user", filter=active, distinct=True))
        .order_by("name", "pk")
    )
    current = [u for u in units if u.ends_on is None]
    return render(
        request, "accounts/units.html", {"current": current, "past": [u for u in units if u.ends_on is not None]}
    )


def _save(request: HttpRequest, government: Government, unit: Unit, *, is_new: bool) -> HttpResponse:
    form = UnitForm(request.POST or None, instance=unit)
    if request.method == "POST" and form.is_valid():
        saved = form.save()
        messages.success(request, _("%(name)s disimpan.") % {"name": saved.name})
        return redirect("people:units")
    successor = None if is_new else SuccessorForm(unit=unit, initial={"ends_on": government.today()})
    context = {"form": form, "unit": None if is_new else unit, "successor_form": successor}
    return render(request, "accounts/unit.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def create(request: HttpRequest) -> HttpResponse:
    """Add a unit."""
    _me, government = administered(request, "accounts.manage_units")
    return _save(request, government, Unit(government=government), is_new=True)


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct a unit's facts."""
    _me, government = administered(request, "accounts.manage_units")
    return _save(request, government, get_object_or_404(Unit, pk=pk, government=government), is_new=False)


@require_POST
def succeed(request: HttpRequest, pk: int) -> HttpResponse:
    """Name the unit that carries on."""
    _me, government = administered(request, "accounts.manage_units")
    unit = get_object_or_404(Unit, pk=pk, government=government)
    form = SuccessorForm(request.POST, unit=unit)
    if form.is_valid():
        try:
            replace(unit, successor=form.cleaned_data["successor"], on=form.cleaned_data["ends_on"])
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(
                request,
                _("%(old)s digantikan oleh %(new)s.") % {"old": unit.name, "new": form.cleaned_data["successor"].name},
            )
            return redirect("people:units")
    context = {"form": UnitForm(instance=unit), "unit": unit, "successor_form": form}
    return render(request, "accounts/unit.html", context, status=422)


@require_http_methods(["GET", "POST"])
def government(request: HttpRequest) -> HttpResponse:
    """The government's name, head, seat, time zone, crest and lead time."""
    me, mine = administered(request, "accounts.change_government")
    form = GovernmentForm(request.POST or None, request.FILES or None, instance=Government.objects.get(pk=mine.pk))
    given = GivenFile(request, form, owner=me.pk, field="crest", max_bytes=CREST_MAX_BYTES)

    def write(upload: Upload | None) -> Government:
        if upload is not None:
            form.instance.crest = crest_of(upload)
        return form.save()

    def tell(form: BaseForm, error: ValidationError) -> None:
        form.add_error("crest", error)

    if request.method == "POST" and given.write(write, tell=tell) is not None:
        messages.success(request, _("Data pemerintah daerah disimpan."))
        return redirect("people:government")
    context = {"form": form, "government": mine, "held": given.held}
    return render(request, "accounts/government.html", context, status=422 if form.errors else 200)

"""The team, its decree and its seats."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.files import File
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kerjasama.given_file import GivenFile
from kerjasama.uploads import Upload
from reviews.domain import teams as domain
from reviews.enums import TeamKind
from reviews.forms.rounds import put_errors
from reviews.forms.teams import DECREE_MAX_BYTES, ChangeHolderForm, DecreeForm, EndSeatForm, SeatForm, TeamForm
from reviews.models import Seat, Team
from reviews.views.guard import Visit, visit

VIEW, MANAGE = "reviews.view_team", "reviews.manage_team"


def _team_or_404(here: Visit, pk: int) -> Team:
    return get_object_or_404(Team.objects.select_related("government"), government=here.government, pk=pk)


def _seat_or_404(here: Visit, pk: int) -> Seat:
    seats = Seat.objects.select_related("team__government", "holder", "unit")
    return get_object_or_404(seats, team__government=here.government, pk=pk)


@require_safe
def show(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """The team in force (or one of the past): decree, seats held now, and seats held before."""
    here = visit(request, VIEW)
    teams = Team.objects.filter(government=here.government)
    team = _team_or_404(here, pk) if pk else domain.team_in_force(here.government, day=here.today) or teams.first()
    day = min(here.today, team.ends_on) if team and team.ends_on else here.today
    seats = list(Seat.objects.filter(team=team).select_related("holder", "unit").by_rank()) if team else []
    context = {
        "team": team,
        "is_in_force": team is not None and team.in_force(here.today),
        "held": [seat for seat in seats if seat.ends_on is None or seat.ends_on >= day],
        "past": [seat for seat in seats if seat.ends_on is not None and seat.ends_on < day],
        "teams": [other for other in teams.order_by("kind", "-starts_on", "-pk") if other != team],
        "may_manage": here.user.has_perm(MANAGE, here.government),
        "warnings": domain.warnings_of(team, government=here.government, today=here.today),
        "today": here.today,
    }
    return render(request, "reviews/team.html", context)


@require_safe
def decree(request: HttpRequest, pk: int) -> FileResponse:
    """The decree itself, as it was handed in."""
    team = _team_or_404(visit(request, VIEW), pk)
    if not team.decree_file:
        raise Http404
    return FileResponse(team.decree_file.open("rb"), as_attachment=True, filename=team.decree_file_name)


@require_http_methods(["GET", "POST"])
def new_team(request: HttpRequest) -> HttpResponse:
    """Record a new decree."""
    here = visit(request, MANAGE)
    kind = TeamKind.TIM_TEKNIS if request.GET.get("tim") == TeamKind.TIM_TEKNIS else TeamKind.TKKSD
    earlier = Team.objects.filter(government=here.government, kind=kind).first()
    form = TeamForm(request.POST or None, request.FILES or None, earlier=earlier)
    given = GivenFile(request, form, owner=here.user.pk, field="decree_file", max_bytes=DECREE_MAX_BYTES)

    def write(upload: Upload | None) -> Team:
        facts = dict(form.cleaned_data)
        kept = earlier if facts.pop("keep_seats", False) else None
        facts["decree_file"] = File(upload.stream, name=upload.name) if upload else None
        return domain.create_team(here.government, kind=kind, copy_seats_of=kept, by=here.user, **facts)

    if request.method == "POST" and (team := given.write(write, tell=put_errors)) is not None:
        messages.success(request, _("Keputusan %s dicatat.") % team.decree_number)
        return redirect("reviews:team_of", team.pk)
    context = {"form": form, "kind": kind, "earlier": earlier, "held": given.held, "team": None}
    return render(request, "reviews/team_new.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def change_team(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct a decree, or add its file."""
    here = visit(request, MANAGE)
    team = _team_or_404(here, pk)
    form = DecreeForm(request.POST or None, request.FILES or None, team=team)
    given = GivenFile(request, form, owner=here.user.pk, field="decree_file", max_bytes=DECREE_MAX_BYTES)

    def write(upload: Upload | None) -> Team:
        paper = File(upload.stream, name=upload.name) if upload else None
        return domain.change_team(team, by=here.user, **{**form.cleaned_data, "decree_file": paper})

    if request.method == "POST" and (changed := given.write(write, tell=put_errors)) is not None:
        messages.success(request, _("Keputusan %s diperbaiki.") % changed.decree_number)
        return redirect("reviews:team_of", pk)
    context = {"form": form, "kind": TeamKind(team.kind), "earlier": None, "held": given.held, "team": team}
    return render(request, "reviews/team_new.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def new_seat(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a seat to a team."""
    here = visit(request, MANAGE)
    team = _team_or_404(here, pk)
    initial = {"starts_on": max(here.today, team.starts_on)}
    form = SeatForm(request.POST or None, government=here.government, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            seat = domain.add_seat(team, by=here.user, **form.cleaned_data)
        except ValidationError as error:
            put_errors(form, error)
        else:
            messages.success(request, _("Kedudukan ditambahkan: %s.") % seat)
            return redirect("reviews:team_of", team.pk)
    return _form_page(request, form, team, title=_("Tambah kedudukan"), verb=_("Tambahkan"))


@require_http_methods(["GET", "POST"])
def change_holder(request: HttpRequest, pk: int) -> HttpResponse:
    """The seat passes to another person."""
    here = visit(request, MANAGE)
    seat = _seat_or_404(here, pk)
    form = ChangeHolderForm(request.POST or None, government=here.government, initial={"starts_on": here.today})
    if request.method == "POST" and form.is_valid():
        try:
            domain.change_holder(seat, by=here.user, **form.cleaned_data)
        except ValidationError as error:
            put_errors(form, error)
        else:
            messages.success(request, _("Pejabat %s diganti. Pendapat pejabat lama tetap tercatat.") % seat.position)
            return redirect("reviews:team_of", seat.team_id)
    return _form_page(request, form, seat.team, seat=seat, title=_("Ganti pejabat"), verb=_("Ganti"))


@require_http_methods(["GET", "POST"])
def end_seat(request: HttpRequest, pk: int) -> HttpResponse:
    """The seat ends without a successor."""
    here = visit(request, MANAGE)
    seat = _seat_or_404(here, pk)
    form = EndSeatForm(request.POST or None, initial={"last_day": here.today})
    if request.method == "POST" and form.is_valid():
        try:
            domain.end_seat(seat, by=here.user, last_day=form.cleaned_data["last_day"])
        except ValidationError as error:
            put_errors(form, error)
        else:
            messages.success(request, _("Kedudukan %s diakhiri.") % seat.position)
            return redirect("reviews:team_of", seat.team_id)
    return _form_page(request, form, seat.team, seat=seat, title=_("Akhiri kedudukan"), verb=_("Akhiri"))


def _form_page(request: HttpRequest, form: Any, team: Team, **more: Any) -> HttpResponse:
    context = {"seat": None, **more, "form": form, "team": team}
    return render(request, "reviews/seat_form.html", context, status=422 if form.errors else 200)

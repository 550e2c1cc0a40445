"""People of the government one administers: list, one person, roles, closing an account."""

from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Prefetch, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.domain import people as domain
from accounts.domain.memberships import add_membership, end_membership
from accounts.enums import Role
from accounts.forms import EndMembershipForm, MembershipForm
from accounts.models import Government, Invitation, Membership, User
from accounts.views.guard import administered

PAGE_SIZE = 30


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Everybody who ever worked here; ``q`` searches name and address, ``peran`` narrows to a role held today."""
    _me, government = administered(request)
    query, role = request.GET.get("q", "").strip(), request.GET.get("peran", "")
    people = domain.people_of(government)
    if query:
        people = people.filter(Q(name__icontains=query) | Q(email__icontains=query))
    if role in Role.values:
        people = domain.with_role(people, role, government=government, today=government.today())
    here = Membership.objects.on(government.today()).filter(government=government)
    people = people.prefetch_related(
        Prefetch("memberships", here.select_related("unit").order_by("role", "pk"), to_attr="held_here")
    )
    page = Paginator(people, PAGE_SIZE).get_page(request.GET.get("hal"))

    def address(number: int) -> str:
        return f"?{urlencode({'q': query, 'peran': role, 'hal': number})}"

    return render(
        request,
        "accounts/people.html",
        {
            "page": page,
            "previous": address(page.previous_page_number()) if page.has_previous() else "",
            "next": address(page.next_page_number()) if page.has_next() else "",
            "query": query,
            "role": role,
            "roles": Role.choices,
            "waiting": Invitation.objects.filter(government=government, accepted_at=None, revoked_at=None).count(),
        },
    )


def _person(pk: int, government: Government) -> User:
    return get_object_or_404(domain.people_of(government), pk=pk)


def _page(
    request: HttpRequest,
    person: User,
    government: Government,
    *,
    form: MembershipForm | None = None,
    ending: EndMembershipForm | None = None,
) -> HttpResponse:
    """One person's page; with a bound form it is the answer to a mistake (422)."""
    today = government.today()
    memberships = list(
        Membership.objects.filter(user=person, government=government)
        .select_related("unit")
        .order_by("ends_on", "-starts_on", "pk")
    )
    rows = [
        {
            "membership": m,
            "is_over": m.ends_on is not None and m.ends_on < today,
            "is_ahead": m.starts_on > today,
            "form": ending
            if ending is not None and ending.membership.pk == m.pk
            else EndMembershipForm(membership=m, initial={"ends_on": today}),
        }
        for m in memberships
    ]
    context = {
        "person": person,
        "rows": rows,
        "form": form or MembershipForm(government=government, initial={"starts_on": today}),
        "ending": ending,
    }
    return render(request, "accounts/person.html", context, status=422 if form or ending else 200)


@require_safe
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """One person: roles with their periods, and what may be done about them."""
    _me, government = administered(request)
    return _page(request, _person(pk, government), government)


@require_POST
def add_role(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a person a further role."""
    _me, government = administered(request)
    person = _person(pk, government)
    form = MembershipForm(request.POST, government=government)
    if form.is_valid():
        try:
            membership = add_membership(person, government=government, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(
                request,
                _("%(name)s sekarang memegang peran %(role)s.")
                % {"name": person.name, "role": membership.get_role_display()},
            )
            return redirect("people:person", pk=person.pk)
    return _page(request, person, government, form=form)


@require_POST
def end_role(request: HttpRequest, pk: int, membership: int) -> HttpResponse:
    """Let a role end on a day."""
    _me, government = administered(request)
    person = _person(pk, government)
    held = get_object_or_404(Membership, pk=membership, user=person, government=government)
    form = EndMembershipForm(request.POST, membership=held)
    if form.is_valid():
        try:
            end_membership(held, on=form.cleaned_data["ends_on"])
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Masa peran %(role)s sudah diakhiri.") % {"role": held.get_role_display()})
            return redirect("people:person", pk=person.pk)
    return _page(request, person, government, ending=form)


@require_http_methods(["POST"])
def set_active(request: HttpRequest, pk: int) -> HttpResponse:
    """Close or reopen an account (``aktif`` is ``0`` or ``1``)."""
    me, government = administered(request)
    person = _person(pk, government)
    act, done = (
        (domain.reactivate, _("Akun %(name)s aktif kembali."))
        if request.POST.get("aktif") == "1"
        else (domain.deactivate, _("Akun %(name)s dinonaktifkan dan semua sesinya diakhiri."))
    )
    try:
        act(person, by=me, today=government.today(timezone.now()))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, done % {"name": person.name})
    return redirect("people:person", pk=person.pk)

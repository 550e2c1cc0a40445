"""The signed-in person's own page, and moving between governments."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.domain.roles import memberships_of
from accounts.middleware import SESSION_KEY
from accounts.models import User


@login_required
def show(request: HttpRequest) -> HttpResponse:
    """Name, roles, and the ways to the second factor, password and sessions."""
    assert isinstance(request.user, User)
    return render(request, "accounts/profile.html", {"memberships": memberships_of(request.user)})


@login_required
@require_POST
def switch(request: HttpRequest) -> HttpResponse:
    """Work in another government one belongs to from now on; 404 for one where one holds no role."""
    assert isinstance(request.user, User)
    mine = {str(m.government_id): m.government for m in memberships_of(request.user)}
    government = mine.get(request.POST.get("government", ""))
    if government is None:
        raise Http404
    request.session[SESSION_KEY] = government.pk
    messages.success(request, _("Sekarang Anda bekerja di %(name)s.") % {"name": government.official_name})
    return redirect("workspace:home")

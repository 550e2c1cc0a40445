"""The signed-in person's own page, and moving between governments."""

from typing import cast

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.domain.roles import is_person, memberships_of
from accounts.middleware import SESSION_KEY
from accounts.models import Government, User


@login_required
def show(request: HttpRequest) -> HttpResponse:
    """Name, roles, and the ways to the second factor, password and sessions."""
    return render(
        request,
        "accounts/profile.html",
        {
            "memberships": memberships_of(cast("User", request.user)),
            "has_second_factor": is_mfa_enabled(request.user),
        },
    )


@never_cache
@require_safe
def session(request: HttpRequest) -> HttpResponse:
    """Whether the session still lives: 204, or 401. A page asks before it sends files that could not come back."""
    return HttpResponse(status=204 if is_person(request.user) else 401)


@login_required
@require_POST
def switch(request: HttpRequest) -> HttpResponse:
    """Work in another government one belongs to from now on; 404 for one where one holds no role."""
    mine = {str(m.government_id): m.government for m in memberships_of(cast("User", request.user))}
    government = mine.get(request.POST.get("government", ""))
    if government is None:
        raise Http404
    request.session[SESSION_KEY] = government.pk
    messages.success(request, _("Sekarang Anda bekerja di %(name)s.") % {"name": government.official_name})
    return redirect(settings.LOGIN_REDIRECT_URL)


@require_safe
@cache_control(public=True, max_age=3600)
def crest(request: HttpRequest, pk: int) -> HttpResponseBase:
    """A government's crest, for everybody; 404 while none is recorded."""
    government = get_object_or_404(Government, pk=pk)
    if not government.crest:
        raise Http404
    try:
        return FileResponse(government.crest.open("rb"))
    except FileNotFoundError:
        raise Http404 from None

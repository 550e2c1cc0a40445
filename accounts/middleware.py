"""Who is at the door of the workspace: the person's workplace, the local time zone, the second factor."""

from collections.abc import Callable
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.domain.roles import Workplace, is_person, memberships_of, workplace_of
from accounts.models import User
from kerjasama.errors import only_sent_to, session_ended

SESSION_KEY = "government_id"
WORKSPACE = "/ruang/"
BACK_DOOR = "/pintu-belakang/"
Handler = Callable[[HttpRequest], HttpResponse]


def workplace(get_response: Handler) -> Handler:
    """``request.workplace`` is the Workplace or None; times are shown in that government's zone."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            place: Workplace | None = workplace_of(request.user, government_id=request.session.get(SESSION_KEY))
            request.workplace = place  # type: ignore[attr-defined]
            if place is not None:
                with timezone.override(ZoneInfo(place.government.time_zone)):
                    return get_response(request)
        else:
            request.workplace = None  # type: ignore[attr-defined]
        return get_response(request)

    return middleware


def must_enrol(user: User) -> bool:
    """Whether this person needs a second factor they do not have yet (setting ``MFA_REQUIRED_ROLES``).

    A superuser needs one wherever any role does: the back door must not be the weakest door.
    """
    required = set(settings.MFA_REQUIRED_ROLES)
    if not required:
        return False
    if not user.is_superuser and required.isdisjoint(m.role for m in memberships_of(user)):
        return False
    return not is_mfa_enabled(user, [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN])


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    """Ask a visitor to sign in and bring them back; a form they sent is held, not dropped."""
    is_htmx = request.headers.get("HX-Request") == "true"
    if request.method == "POST" and not is_htmx:
        return session_ended(request)
    if is_htmx:  # a piece of a page, perhaps with words being typed: neither swap a sign-in page in nor lead away
        return HttpResponse(_("Sesi Anda sudah berakhir. Masuk kembali di tab lain, lalu ulangi."), status=401)
    path = request.get_full_path() if request.method == "GET" else WORKSPACE
    return HttpResponseRedirect(f"{reverse(settings.LOGIN_URL)}?{urlencode({'next': path})}")


def gate(get_response: Handler) -> Handler:
    """The door of ``/ruang/``: signed in, with a second factor where the role needs one, and with a role at all."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if not request.path.startswith((WORKSPACE, BACK_DOOR)):
            return get_response(request)
        if not is_person(request.user):
            return get_response(request) if request.path.startswith(BACK_DOOR) else _to_sign_in(request)
        if must_enrol(request.user):
            messages.warning(request, _("Aktifkan verifikasi dua langkah dahulu; peran Anda mewajibkannya."))
            return redirect("mfa_index")
        if request.path.startswith(WORKSPACE) and request.workplace is None:  # type: ignore[attr-defined]
            return render(request, "accounts/no_role.html", status=403)
        response = get_response(request)
        return only_sent_to(request, response) if response.status_code == 405 and request.method == "GET" else response

    return middleware

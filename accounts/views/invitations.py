"""Invitations: sending and withdrawing them (administrator), accepting one (whoever holds the link)."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.domain import invitations as domain
from accounts.forms import AcceptForm, InviteForm
from accounts.models import Invitation, User
from accounts.views.guard import administered


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Invitations nobody has accepted yet, newest first."""
    _me, government = administered(request)
    waiting = (
        Invitation.objects.filter(government=government, accepted_at=None, revoked_at=None)
        .select_related("unit", "invited_by")
        .order_by("-created_at", "-pk")
    )
    return render(request, "accounts/invitations.html", {"invitations": waiting, "now": timezone.now()})


@require_http_methods(["GET", "POST"])
def invite(request: HttpRequest) -> HttpResponse:
    """Invite a person to a role."""
    me, government = administered(request)
    form = InviteForm(request.POST or None, government=government)
    if request.method == "POST" and form.is_valid():
        try:
            sent = domain.invite(government=government, by=me, now=timezone.now(), **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            _tell(request, sent)
            return redirect("people:invitations")
    return render(request, "accounts/invite.html", {"form": form}, status=422 if form.errors else 200)


def _tell(request: HttpRequest, sent: domain.Sent) -> None:
    email = {"email": sent.invitation.email}
    if sent.is_mailed:
        messages.success(request, _("Undangan dikirim ke %(email)s.") % email)
    else:
        messages.warning(
            request,
            _("Undangan untuk %(email)s tersimpan, tetapi surelnya belum terkirim. Coba kirim ulang sebentar lagi.")
            % email,
        )


def _mine(request: HttpRequest, pk: int) -> Invitation:
    _me, government = administered(request)
    return get_object_or_404(Invitation, pk=pk, government=government)


@require_POST
def resend(request: HttpRequest, pk: int) -> HttpResponse:
    """Send a new link; the old one stops working."""
    try:
        _tell(request, domain.resend(_mine(request, pk), now=timezone.now()))
    except domain.InvitationClosedError as error:
        messages.error(request, str(error))
    return redirect("people:invitations")


@require_POST
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """Withdraw an invitation."""
    invitation = _mine(request, pk)
    try:
        domain.revoke(invitation, now=timezone.now())
    except domain.InvitationClosedError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Undangan untuk %(email)s dicabut.") % {"email": invitation.email})
    return redirect("people:invitations")


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def accept(request: HttpRequest, token: str) -> HttpResponse:
    """The page behind the link: a newcomer sets name and password, a known person takes the role."""
    try:
        invitation = domain.find_open(token, now=timezone.now())
        known = domain.invited_person(invitation)
        if known is not None:
            return _accept_known(request, invitation, known)
        form = AcceptForm(request.POST or None, email=invitation.email, initial={"name": invitation.name})
        if request.method == "POST" and not request.user.is_authenticated and form.is_valid():
            person = domain.accept(
                invitation,
                person=None,
                name=form.cleaned_data["name"],
                password=form.cleaned_data["password"],
                now=timezone.now(),
            )
            login(request, person, backend="allauth.account.auth_backends.AuthenticationBackend")
            messages.success(request, _("Selamat datang, %(name)s.") % {"name": person.name})
            return redirect(settings.LOGIN_REDIRECT_URL)
    except domain.InvitationClosedError as error:
        return render(request, "accounts/invitation_closed.html", {"reason": str(error)}, status=410)
    context = {"invitation": invitation, "form": form, "known": None}
    return render(request, "accounts/invitation.html", context, status=422 if form.errors else 200)


def _accept_known(request: HttpRequest, invitation: Invitation, known: User) -> HttpResponse:
    """Somebody with an account signs in first; then one press takes the role."""
    is_me = request.user.is_authenticated and request.user.pk == known.pk
    if request.method == "POST" and is_me:
        domain.accept(invitation, person=known, now=timezone.now())
        messages.success(request, _("Peran %(role)s diterima.") % {"role": invitation.get_role_display()})
        return redirect(settings.LOGIN_REDIRECT_URL)
    return render(request, "accounts/invitation.html", {"invitation": invitation, "known": known, "is_me": is_me})

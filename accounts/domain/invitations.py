"""Invitations: how a person comes in. The token travels only in the e-mail; we keep its SHA-256."""

import datetime as dt
import hashlib
import logging
import secrets
from dataclasses import dataclass

from allauth.account.models import EmailAddress
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.db.models import Min
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.domain.memberships import check_unit, same_role
from accounts.enums import Role
from accounts.models import Government, Invitation, Membership, Unit, User

logger = logging.getLogger(__name__)


class InvitationClosedError(Exception):
    """The link does not work any more; the message says why and what to do."""


@dataclass(frozen=True)
class Sent:
    """An invitation and whether its e-mail left for the mail server."""

    invitation: Invitation
    is_mailed: bool


def digest(token: str) -> str:
    """What the database keeps of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def invite(
    *,
    government: Government,
    email: str,
    name: str,
    role: str,
    unit: Unit | None,
    position: str = "",
    by: User,
    now: dt.datetime,
) -> Sent:
    """Write down an invitation and mail its link, which works once and for seven days.

    Raises ValidationError when the person already holds the role, is deactivated, or has an open invitation to it.
    """
    email = email.strip().lower()
    check_unit(government=government, role=role, unit=unit)
    known = User.objects.filter(email=email).first()
    if known is not None and not known.is_active:
        raise ValidationError({"email": _("Akun dengan alamat ini nonaktif. Aktifkan kembali dari halaman orangnya.")})
    same = same_role(email=email, government=government, role=role, unit=unit)
    if Membership.objects.on(government.today(now)).filter(same).exists():
        raise ValidationError({"email": _("Orang dengan alamat ini sudah memegang peran tersebut.")})
    token = secrets.token_urlsafe(32)
    invitation = Invitation(
        government=government,
        unit=unit,
        email=email,
        name=name,
        role=role,
        position=position,
        token_sha256=digest(token),
        invited_by=by,
        expires_at=now + Invitation.LIFETIME,
    )
    with transaction.atomic():
        _close_expired(government=government, email=email, role=role, now=now)
        invitation.full_clean()
        invitation.save()
    return Sent(invitation, _mail(invitation, token, now=now))


def _close_expired(*, government: Government, email: str, role: str, now: dt.datetime) -> None:
    """An expired invitation must not stand in the way of a new one."""
    Invitation.objects.filter(
        government=government, email=email, role=role, accepted_at=None, revoked_at=None, expires_at__lte=now
    ).update(revoked_at=now)


def resend(invitation: Invitation, *, now: dt.datetime) -> Sent:
    """Mail a new link; the old one stops working. Raises InvitationClosedError when accepted or revoked."""
    token = secrets.token_urlsafe(32)
    with transaction.atomic():
        invitation = Invitation.objects.select_for_update(of=("self",)).get(pk=invitation.pk)
        if invitation.accepted_at or invitation.revoked_at:
            raise InvitationClosedError(_("Undangan ini sudah diterima atau dicabut."))
        invitation.token_sha256 = digest(token)
        invitation.expires_at = now + Invitation.LIFETIME
        invitation.mailed_at = None
        invitation.save(update_fields=["token_sha256", "expires_at", "mailed_at"])
    return Sent(invitation, _mail(invitation, token, now=now))


def revoke(invitation: Invitation, *, now: dt.datetime) -> None:
    """Close an open invitation; an accepted one stays as it is (InvitationClosedError)."""
    if not Invitation.objects.filter(pk=invitation.pk, accepted_at=None, revoked_at=None).update(revoked_at=now):
        raise InvitationClosedError(_("Undangan ini sudah diterima atau dicabut."))


def find_open(token: str, *, now: dt.datetime) -> Invitation:
    """The open invitation a link belongs to; InvitationClosedError tells the visitor why there is none."""
    invitation = (
        Invitation.objects.select_related("government", "unit", "invited_by").filter(token_sha256=digest(token)).first()
    )
    if invitation is None or invitation.revoked_at:
        raise InvitationClosedError(
            _("Tautan undangan ini tidak berlaku. Mungkin sudah diganti yang lebih baru; periksa surel terakhir.")
        )
    if invitation.accepted_at:
        raise InvitationClosedError(_("Undangan ini sudah diterima. Silakan masuk dengan akun Anda."))
    if not invitation.is_open(now):
        raise InvitationClosedError(
            _("Masa berlaku undangan ini sudah habis. Mintalah undangan baru kepada pengirimnya.")
        )
    return invitation


def invited_person(invitation: Invitation) -> User | None:
    """The person who already has an account with the invited address."""
    return User.objects.filter(email=invitation.email).first()


@transaction.atomic
def accept(
    invitation: Invitation, *, person: User | None, name: str = "", password: str = "", now: dt.datetime
) -> User:
    """Take the role; ``person`` is who is signed in, or None for somebody new who gives a name and password.

    Who was given the role in the meantime keeps it as it is; one that begins later is held until its eve as invited.
    Raises InvitationClosedError when the link was used in the meantime, and when ``person`` is not the invited one.
    """
    locked = Invitation.objects.select_for_update(of=("self",)).select_related("government").get(pk=invitation.pk)
    if not locked.is_open(now):
        raise InvitationClosedError(_("Undangan ini sudah diterima, dicabut, atau habis masa berlakunya."))
    if person is None:
        if invited_person(locked) is not None:
            raise InvitationClosedError(_("Alamat ini sudah mempunyai akun. Masuklah dahulu untuk menerima undangan."))
        person = User.objects.create_user(locked.email, password, name=name or locked.name)
        # The link reached this address: that is the proof that single sign-on and the second factor ask for.
        EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    elif person.email.lower() != locked.email.lower():
        raise InvitationClosedError(_("Undangan ini ditujukan kepada alamat surel lain."))
    today = locked.government.today(now)
    User.objects.select_for_update().get(pk=person.pk)
    same = same_role(email=person.email, government=locked.government, role=locked.role, unit=locked.unit)
    if not Membership.objects.on(today).filter(same).exists():
        later = Membership.objects.filter(same, starts_on__gt=today).aggregate(first=Min("starts_on"))["first"]
        Membership.objects.create(
            user=person,
            government=locked.government,
            unit=locked.unit,
            role=locked.role,
            position=locked.position,
            starts_on=today,
            ends_on=later - dt.timedelta(days=1) if later else None,
        )
    locked.accepted_at, locked.accepted_by = now, person
    locked.save(update_fields=["accepted_at", "accepted_by"])
    return person


def _mail(invitation: Invitation, token: str, *, now: dt.datetime) -> bool:
    """Send the link. A mail server that is away does not lose the invitation: the page offers to send again."""
    context = {
        "invitation": invitation,
        "role": Role(invitation.role).label,
        "link": f"{settings.PUBLIC_URL}{reverse('accounts:invitation', args=[token])}",
        "site_name": settings.SITE_NAME,
    }
    message = EmailMultiAlternatives(
        subject=_("Undangan ke %(site)s") % {"site": settings.SITE_NAME},
        body=render_to_string("accounts/email/invitation.txt", context),
        to=[invitation.email],
        reply_to=[invitation.invited_by.email],
    )
    message.attach_alternative(render_to_string("accounts/email/invitation.html", context), "text/html")
    try:
        message.send()
    except OSError:  # smtplib's errors are OSErrors
        logger.warning("invitation %s could not be mailed", invitation.pk, exc_info=True)
        return False
    Invitation.objects.filter(pk=invitation.pk).update(mailed_at=now)
    invitation.mailed_at = now
    return True

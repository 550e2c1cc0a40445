"""People of a government: who they are, and closing or reopening their account. Nobody is ever deleted."""

import datetime as dt

from allauth.usersessions.models import UserSession
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from accounts.domain.memberships import ensure_admin_remains
from accounts.domain.roles import roles_in
from accounts.enums import Role
from accounts.models import Government, Membership, User


def people_of(government: Government) -> QuerySet[User]:
    """Everybody who ever held a role here, by name."""
    here = Membership.objects.filter(user=OuterRef("pk"), government=government)
    return User.objects.filter(Exists(here)).order_by("name", "pk")


def with_role(people: QuerySet[User], role: str, *, government: Government, today: dt.date) -> QuerySet[User]:
    """Those of ``people`` who hold ``role`` in the government on ``today``."""
    held = Membership.objects.on(today).filter(user=OuterRef("pk"), government=government, role=role)
    return people.filter(Exists(held))


def _may_close(user: User, *, by: User, today: dt.date) -> None:
    """An account belongs to every government its person works for; only one who administers all may close it."""
    if user.pk == by.pk:
        raise ValidationError(_("Anda tidak dapat menonaktifkan akun Anda sendiri."))
    current = Membership.objects.filter(user=user).exclude(ends_on__lt=today).select_related("government")
    foreign = {m.government.name for m in current.order_by("pk") if Role.ADMIN not in roles_in(by, m.government_id)}
    if foreign:
        raise ValidationError(
            _("Orang ini juga bertugas di %(names)s. Akhiri saja perannya di pemerintah daerah Anda.")
            % {"names": ", ".join(sorted(foreign))}
        )


@transaction.atomic
def deactivate(user: User, *, by: User, today: dt.date) -> User:
    """Close an account and end its sessions at once; ValidationError for oneself, the last administrator, or one who
    also works for a government that ``by`` does not administer."""
    user = User.objects.select_for_update().get(pk=user.pk)
    _may_close(user, by=by, today=today)
    ensure_admin_remains(user, today=today)
    user.is_active = False
    user.save(update_fields=["is_active"])
    for session in UserSession.objects.filter(user=user).order_by("pk"):
        session.end()
    return user


@transaction.atomic
def reactivate(user: User, *, by: User, today: dt.date) -> User:
    """Open a closed account again; the roles it still has in time hold again too."""
    user = User.objects.select_for_update().get(pk=user.pk)
    _may_close(user, by=by, today=today)
    user.is_active = True
    user.save(update_fields=["is_active"])
    return user

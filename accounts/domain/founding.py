"""The first day of an installation: the government, its secretariat and its first administrator."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.domain.memberships import add_membership
from accounts.enums import Role, UnitKind
from accounts.models import Government, Unit, User


@transaction.atomic
def found_government(
    *,
    code: str,
    name: str,
    level: str,
    head_title: str,
    seat: str,
    time_zone: str,
    secretariat: str,
    admin_email: str,
    admin_name: str,
    today: dt.date,
    address: str = "",
    contact_email: str = "",
) -> tuple[Government, User]:
    """Enter a government with its Bagian or Biro Kerja Sama and one administrator, who then invites everybody else.

    The administrator has no password yet: ``Lupa kata sandi`` at the sign-in page sends the link to set one.
    Raises ValidationError when the government is already there or a value cannot be.
    """
    government = Government(
        code=code,
        name=name,
        level=level,
        head_title=head_title,
        seat=seat,
        address=address,
        contact_email=contact_email,
        time_zone=time_zone,
    )
    government.full_clean(exclude=["crest"])
    government.save()
    Unit.objects.create(government=government, name=secretariat, kind=UnitKind.BAGIAN, is_secretariat=True)
    if User.objects.filter(email__iexact=admin_email).exists():
        raise ValidationError({"admin_email": _("Alamat surel ini sudah dipakai.")})
    admin = User.objects.create_user(admin_email, name=admin_name)
    add_membership(admin, government=government, role=Role.ADMIN, unit=None, starts_on=today)
    return government, admin

"""Roles from a date to a date. Nothing here is ever deleted: who was what on which day stays answerable."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.enums import Role
from accounts.models import Government, Membership, Unit, User


def check_unit(*, government: Government, role: str, unit: Unit | None) -> None:
    """A pengusul comes from one unit, and every unit named belongs to the government; else ValidationError."""
    if role == Role.PENGUSUL and unit is None:
        raise ValidationError(
            {"unit": _("Pilih perangkat daerah: pengusul selalu bertindak untuk satu perangkat daerah.")}
        )
    if unit is not None and unit.government_id != government.pk:
        raise ValidationError({"unit": _("Perangkat daerah ini bukan bagian dari pemerintah daerah Anda.")})


def same_role(*, email: str, government: Government, role: str, unit: Unit | None) -> Q:
    """The memberships by which who has this address holds the role; only a pengusul holds it for each unit."""
    same = Q(user__email=email, user__is_active=True, government=government, role=role)
    return same & Q(unit=unit) if role == Role.PENGUSUL else same


@transaction.atomic
def add_membership(
    user: User,
    *,
    government: Government,
    role: str,
    unit: Unit | None,
    position: str = "",
    starts_on: dt.date,
    ends_on: dt.date | None = None,
) -> Membership:
    """Give a role; ValidationError when the same role for the same unit would overlap in time."""
    check_unit(government=government, role=role, unit=unit)
    User.objects.select_for_update().get(pk=user.pk)
    same = Membership.objects.filter(user=user, government=government, role=role, unit=unit)
    overlap = same.filter(Q(ends_on=None) | Q(ends_on__gte=starts_on))
    if ends_on is not None:
        overlap = overlap.filter(starts_on__lte=ends_on)
    if overlap.exists():
        raise ValidationError({"role": _("Orang ini sudah memegang peran tersebut pada masa itu.")})
    membership = Membership(
        user=user,
        government=government,
        unit=unit,
        role=role,
        position=position,
        starts_on=starts_on,
        ends_on=ends_on,
    )
    membership.full_clean()
    membership.save()
    return membership


@transaction.atomic
def end_membership(membership: Membership, *, on: dt.date) -> Membership:
    """Let a role end with the end of the day ``on``.

    ValidationError for the last administrator, or a day before the role's start.
    """
    government = _locked(membership.government_id)
    membership = Membership.objects.select_for_update(of=("self",)).get(pk=membership.pk)
    if on < membership.starts_on:
        raise ValidationError({"ends_on": _("Tanggal akhir tidak boleh sebelum tanggal mulai.")})
    if membership.role == Role.ADMIN:
        _keep_an_admin(government, without=Q(pk=membership.pk), after=on)
    membership.ends_on = on
    membership.save(update_fields=["ends_on"])
    return membership


def _locked(government_id: int) -> Government:
    """The government's row, locked: two administrators must not each remove the other at the same moment."""
    return Government.objects.select_for_update(of=("self",)).get(pk=government_id)


def _keep_an_admin(government: Government, *, without: Q, after: dt.date) -> None:
    """ValidationError unless an administrator other than ``without`` holds the role on the day after ``after``."""
    day = after + dt.timedelta(days=1)
    others = Membership.objects.on(day).filter(government=government, role=Role.ADMIN)
    if not others.exclude(without).exists():
        raise ValidationError(
            _("Ini administrator terakhir. Angkat administrator lain dahulu agar pemerintah daerah tidak terkunci.")
        )


@transaction.atomic
def ensure_admin_remains(user: User, *, today: dt.date) -> None:
    """ValidationError when ``user`` is the last administrator of any government."""
    held = Membership.objects.on(today).filter(user=user, role=Role.ADMIN)
    for government_id in held.order_by("government_id").values_list("government_id", flat=True).distinct():
        _keep_an_admin(_locked(government_id), without=Q(user=user), after=today - dt.timedelta(days=1))

"""Who may do what: the roles a person holds today."""

import datetime as dt
from dataclasses import dataclass
from typing import TypeGuard

from django.contrib.auth.models import AnonymousUser

from accounts.domain.units import with_predecessors
from accounts.enums import Role
from accounts.models import Government, Membership, User


@dataclass(frozen=True)
class Workplace:
    """Where a signed-in person works now: one government, the roles held there, and the units they act for."""

    government: Government
    roles: frozenset[str]
    unit_ids: frozenset[int]
    memberships: tuple[Membership, ...]

    def has(self, *roles: Role) -> bool:
        """True when any of ``roles`` is held."""
        return not self.roles.isdisjoint(roles)


def is_person(user: User | AnonymousUser | None) -> TypeGuard[User]:
    """True for an active signed-in person, false for a visitor."""
    return bool(user is not None and user.is_authenticated and user.is_active)


def memberships_of(user: User, *, today: dt.date | None = None) -> tuple[Membership, ...]:
    """The memberships the person holds today, each judged in its own government's time zone.

    Cached on the user object for one request; pass ``today`` to ask about another day without the cache.
    """
    cached: tuple[Membership, ...] | None = getattr(user, "_memberships_today", None)
    if cached is not None and today is None:
        return cached
    if not user.is_active:
        return ()
    held = Membership.objects.filter(user=user).select_related("government", "unit").order_by("pk")
    found = tuple(
        m
        for m in held
        if m.starts_on <= (day := today or m.government.today()) and (m.ends_on is None or m.ends_on >= day)
    )
    if today is None:
        user._memberships_today = found  # type: ignore[attr-defined]
    return found


def roles_in(user: User | AnonymousUser | None, government_id: int) -> frozenset[str]:
    """Roles held today in one government; empty for a visitor."""
    if not is_person(user):
        return frozenset()
    return frozenset(m.role for m in memberships_of(user) if m.government_id == government_id)


def units_of(user: User | AnonymousUser | None, government_id: int) -> frozenset[int]:
    """Ids of the units the person acts for today as pengusul in one government.

    Who carries on a unit's work acts for it too: its documents follow the unit through every renaming and merger.
    """
    if not is_person(user):
        return frozenset()
    own = own_units_of(user, government_id)
    if not own:
        return own
    known: dict[int, frozenset[int]] = user.__dict__.setdefault("_units_today", {})
    if government_id not in known:
        known[government_id] = frozenset(with_predecessors(own))
    return known[government_id]


def own_units_of(user: User, government_id: int) -> frozenset[int]:
    """Ids of the units named in the person's memberships as pengusul today, without those they carry on."""
    return frozenset(
        m.unit_id
        for m in memberships_of(user)
        if m.government_id == government_id and m.role == Role.PENGUSUL and m.unit_id
    )


def workplace_of(user: User | AnonymousUser | None, *, government_id: int | None = None) -> Workplace | None:
    """The person's workplace: the chosen government when they belong there, else their first; None for a visitor."""
    if not is_person(user):
        return None
    held = memberships_of(user)
    if not held:
        return None
    governments = {m.government_id: m.government for m in held}
    government = governments.get(government_id or 0) or held[0].government
    mine = tuple(m for m in held if m.government_id == government.pk)
    return Workplace(
        government=government,
        roles=frozenset(m.role for m in mine),
        unit_ids=units_of(user, government.pk),
        memberships=mine,
    )


def people_with(*roles: Role, government: Government, today: dt.date, unit_id: int | None = None) -> list[User]:
    """Active people who hold one of ``roles`` on ``today`` (in ``unit_id`` when given), each once."""
    held = Membership.objects.on(today).filter(government=government, role__in=roles)
    if unit_id is not None:
        held = held.filter(unit_id=unit_id)
    return list(User.objects.filter(pk__in=held.values("user_id")).order_by("pk"))

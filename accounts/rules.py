"""Predicates on roles. ``obj`` is a Government or anything with ``government_id``; without one nobody passes."""

from typing import Any

import rules

from accounts.domain.roles import roles_in
from accounts.enums import Role
from accounts.models import Government


def government_of(obj: Any) -> int | None:
    """Id of the government an object belongs to."""
    if isinstance(obj, Government):
        return obj.pk
    return getattr(obj, "government_id", None)


def _holds(role: Role) -> rules.predicates.Predicate:
    @rules.predicate(f"is_{role.value}")  # type: ignore[untyped-decorator]
    def holds(user: Any, obj: Any = None) -> bool:
        government_id = government_of(obj)
        return government_id is not None and role in roles_in(user, government_id)

    return holds


is_staf = _holds(Role.STAF)
is_pengusul = _holds(Role.PENGUSUL)
is_tkksd = _holds(Role.TKKSD)
is_pimpinan = _holds(Role.PIMPINAN)
is_auditor = _holds(Role.AUDITOR)
is_admin = _holds(Role.ADMIN)
is_member = is_staf | is_pengusul | is_tkksd | is_pimpinan | is_auditor | is_admin

rules.add_perm("accounts.manage_people", is_admin)
rules.add_perm("accounts.manage_units", is_admin)
rules.add_perm("accounts.change_government", is_admin)

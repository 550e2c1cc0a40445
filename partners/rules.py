"""Who may do what with partners; to add one, the object is the Government whose register it would join."""

from typing import Any

import rules

from accounts.rules import is_admin, is_auditor, is_member, is_pengusul, is_staf


@rules.predicate  # type: ignore[untyped-decorator]
def is_creator(user: Any, partner: Any = None) -> bool:
    """The person entered this partner."""
    return partner is not None and user.pk is not None and partner.created_by_id == user.pk


@rules.predicate  # type: ignore[untyped-decorator]
def is_used(user: Any, partner: Any = None) -> bool:
    """Some agreement names the partner as a party, so its facts are no longer one person's affair."""
    return partner is not None and partner.parties.exists()


@rules.predicate  # type: ignore[untyped-decorator]
def is_merged(user: Any, partner: Any = None) -> bool:
    """The partner lives on in another; only its page remains, and it leads there."""
    return partner is not None and partner.merged_into_id is not None


keeps_register = is_staf | is_admin

rules.add_perm("partners.view_partner", is_member)
rules.add_perm("partners.add_partner", keeps_register | is_pengusul)
rules.add_perm("partners.change_partner", ~is_merged & (keeps_register | (is_pengusul & is_creator & ~is_used)))
rules.add_perm("partners.merge_partner", ~is_merged & keeps_register)
rules.add_perm("partners.view_contacts", keeps_register | is_pengusul)
rules.add_perm("partners.view_history", keeps_register | is_auditor)

"""Who may do what with a document. ``view`` here equals ``AgreementQuerySet.visible_to``; a test holds them equal."""

from typing import Any

import rules

from accounts.domain.roles import is_person, roles_in, units_of
from accounts.enums import Role
from accounts.rules import is_admin, is_auditor, is_pengusul, is_pimpinan, is_staf
from agreements.enums import Phase, Visibility
from agreements.models import Agreement
from agreements.models.queries import SEES_ALL


@rules.predicate  # type: ignore[untyped-decorator]
def is_public(user: Any, agreement: Agreement) -> bool:
    return agreement.phase in Phase.SIGNED and agreement.visibility == Visibility.PUBLIK


@rules.predicate  # type: ignore[untyped-decorator]
def is_overseer(user: Any, agreement: Agreement) -> bool:
    return not roles_in(user, agreement.government_id).isdisjoint(SEES_ALL)


@rules.predicate  # type: ignore[untyped-decorator]
def is_reviewing(user: Any, agreement: Agreement) -> bool:
    """A TKKSD member sees what has left the drafting table, but not what is excepted from publicity."""
    if Role.TKKSD not in roles_in(user, agreement.government_id) or agreement.visibility == Visibility.RAHASIA:
        return False
    if agreement.phase == Phase.DIBATALKAN:  # one thrown away at the drafting table never left it
        return agreement.transitions.filter(action="submit").exists()
    return agreement.phase != Phase.DRAF


@rules.predicate  # type: ignore[untyped-decorator]
def is_of_unit(user: Any, agreement: Agreement) -> bool:
    """Pengusul of the lead unit or of another unit involved."""
    mine = units_of(user, agreement.government_id)
    if not mine:
        return False
    return agreement.lead_unit_id in mine or any(unit.pk in mine for unit in agreement.initiating_units.all())


@rules.predicate  # type: ignore[untyped-decorator]
def is_of_lead_unit(user: Any, agreement: Agreement) -> bool:
    return agreement.lead_unit_id in units_of(user, agreement.government_id)


@rules.predicate  # type: ignore[untyped-decorator]
def is_limited_to_insiders(user: Any, agreement: Agreement) -> bool:
    return agreement.phase in Phase.SIGNED and agreement.visibility == Visibility.TERBATAS


@rules.predicate  # type: ignore[untyped-decorator]
def is_editable(user: Any, agreement: Agreement) -> bool:
    return agreement.phase in Phase.EDITABLE


@rules.predicate  # type: ignore[untyped-decorator]
def is_own_proposal(user: Any, agreement: Agreement) -> bool:
    """The person wrote it, or acts for the unit that proposes it: such a person does not judge it."""
    if not is_person(user):
        return False
    return agreement.created_by_id == user.pk or agreement.lead_unit_id in units_of(user, agreement.government_id)


@rules.predicate  # type: ignore[untyped-decorator]
def is_legacy(user: Any, agreement: Agreement) -> bool:
    """Only an old paper is registered without a review."""
    return agreement.legacy


can_view = is_public | is_overseer | is_reviewing | is_of_unit | (is_pengusul & is_limited_to_insiders)

rules.add_perm("agreements.view_agreement", can_view)
rules.add_perm("agreements.add_agreement", is_staf | is_pengusul)
rules.add_perm("agreements.change_agreement", is_editable & (is_staf | is_of_lead_unit))
rules.add_perm("agreements.submit_agreement", (is_staf | is_of_lead_unit) & ~is_legacy)  # an old paper is registered
rules.add_perm("agreements.withdraw_agreement", is_of_lead_unit | is_staf)
rules.add_perm("agreements.screen_agreement", is_staf)  # return or forward what OPD submit
rules.add_perm("agreements.cancel_agreement", is_staf | (is_of_lead_unit & is_editable))
rules.add_perm("agreements.register_legacy_agreement", is_staf & is_legacy)
rules.add_perm("agreements.register_agreement", is_staf)  # signing, ending, legacy papers
rules.add_perm("agreements.correct_agreement", is_staf)
rules.add_perm("agreements.decide_end", is_staf | is_pimpinan | is_of_lead_unit)  # what becomes of it at its end
rules.add_perm("agreements.manage_files", is_staf | (is_of_lead_unit & is_editable))
rules.add_perm("agreements.record_step", is_staf | is_of_lead_unit)
rules.add_perm("agreements.waive_step", is_staf)
# Who proposes says whether the DPRD is needed while drafting; afterwards a changed answer would open the signature.
rules.add_perm("agreements.decide_consent", is_staf | (is_of_lead_unit & is_editable))
rules.add_perm("agreements.audit_agreement", is_staf | is_auditor | is_pimpinan)
rules.add_perm("agreements.answer_offer", is_staf)  # letters that came in
rules.add_perm("agreements.change_procedures", is_staf | is_admin)  # a region's own limits, steps and days off
rules.add_perm("agreements.view_waivers", is_staf | is_pimpinan | is_auditor)
rules.add_perm("agreements.view_durations", is_staf | is_pimpinan | is_auditor)

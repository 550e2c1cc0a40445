"""Entering and changing a draft. Everything about one document is saved in one transaction or not at all."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as say

from accounts.domain.roles import roles_in, units_of
from accounts.enums import Role
from accounts.models import Government, Unit, User
from agreements.domain import cautions, chain
from agreements.domain.errors import Conflict, WrongPhase
from agreements.domain.locking import lock
from agreements.domain.terms import parse_duration, widen
from agreements.enums import Phase
from agreements.models import Agreement, Party
from partners.models import Partner

FIELDS = frozenset(
    {
        "form", "title_as_printed", "cooperation_kind", "ksdpk_kind", "title", "short_title", "parent", "relation",
        "object", "purpose", "scope", "background", "benefits", "urusan", "sdgs", "location_codes", "location_text",
        "initiator", "lead_unit", "funding_sources", "funding_note", "value_amount", "burdens_public", "unbudgeted",
        "consent_reason", "signed_on", "signed_precision", "signed_weekday", "signed_place", "effective_from",
        "ends_on", "ends_precision", "term_rule", "duration_text", "signing_method", "copies_original", "custody",
        "meterai_kind", "meterai_count", "languages", "prevailing_language", "legacy", "needs_review", "review_note",
        "visibility", "visibility_reason", "source_note",
    }
)  # fmt: skip


@dataclass(frozen=True)
class PartyEntry:
    """One line of the list of parties, in order: our government, or a partner, and what is known of its signatory."""

    partner: Partner | None = None
    government: Government | None = None
    number: str = ""
    address_as_signed: str = ""
    signatory_name: str = ""
    signatory_name_with_titles: str = ""
    signatory_position: str = ""
    capacity: str = ""
    basis: str = ""
    basis_number: str = ""
    basis_on: dt.date | None = None


@transaction.atomic
def create_draft(
    government: Government,
    *,
    values: Mapping[str, Any],
    parties: Sequence[PartyEntry],
    units: Sequence[Unit] = (),
    by: User,
    now: dt.datetime,
) -> Agreement:
    """A new draft. ``values`` are fields of Agreement named in FIELDS; ``units`` are those involved beside the lead.

    Raises PermissionDenied for a person without the right, ValidationError for facts that contradict each other.
    """
    agreement = Agreement(government=government, created_by=by, updated_by=by, created_at=now)
    _require_may_write(agreement, values, by)
    _apply(agreement, values)
    agreement.save()
    written = write_parties(agreement, parties, known=())
    if others := _beside_lead(agreement, units):
        agreement.initiating_units.add(*others)
    cautions.record(agreement, now=now, parties=written, known=())
    return agreement


@transaction.atomic
def update_draft(
    agreement: Agreement,
    *,
    values: Mapping[str, Any],
    parties: Sequence[PartyEntry],
    units: Sequence[Unit] = (),
    base_version: int,
    by: User,
    now: dt.datetime,
) -> Agreement:
    """Save over the version the person opened; Conflict when somebody saved in between, WrongPhase when moved."""
    locked = lock(agreement)
    if locked.phase not in Phase.EDITABLE:
        raise WrongPhase(
            say("Naskah ini sudah berada pada tahap “%(phase)s” dan tidak dapat diubah.")
            % {"phase": locked.get_phase_display()}
        )
    if not by.has_perm("agreements.change_agreement", locked):
        raise PermissionDenied("change")
    if locked.version != base_version:
        raise Conflict(say("%(name)s menyimpan naskah ini sesudah Anda membukanya.") % {"name": locked.updated_by})
    _require_may_write(locked, values, by)
    _apply(locked, values)
    locked.updated_by = by
    locked.version += 1
    locked.save()
    written = write_parties(locked, parties)
    locked.initiating_units.set(_beside_lead(locked, units))
    chain.replant(locked)
    cautions.record(locked, now=now, parties=written)
    return locked


def _require_may_write(agreement: Agreement, values: Mapping[str, Any], by: User) -> None:
    """Staf write for every unit; a pengusul only for a unit of their own."""
    unknown = set(values) - FIELDS
    if unknown:
        raise TypeError(f"not fields of a draft: {sorted(unknown)}")
    if not by.has_perm("agreements.add_agreement", agreement):
        raise PermissionDenied("add")
    lead: Unit | None = values.get("lead_unit")
    if lead is None:
        raise ValidationError({"lead_unit": say("Perangkat daerah pemrakarsa wajib dipilih.")})
    if lead.government_id != agreement.government_id:
        raise ValidationError({"lead_unit": say("Perangkat daerah ini bukan bagian dari pemerintah daerah Anda.")})
    if Role.STAF in roles_in(by, agreement.government_id):
        return
    if lead.pk not in units_of(by, agreement.government_id):
        raise ValidationError({"lead_unit": say("Anda hanya dapat mengusulkan atas nama perangkat daerah sendiri.")})


def _apply(agreement: Agreement, values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        setattr(agreement, name, value)
    if agreement.signed_on:
        agreement.signed_on = widen(agreement.signed_on, agreement.signed_precision)
    if agreement.ends_on:
        agreement.ends_on = widen(agreement.ends_on, agreement.ends_precision, end=True)
    duration = parse_duration(agreement.duration_text)
    agreement.duration_value = duration.value if duration else None
    agreement.duration_unit = duration.unit if duration else ""
    if agreement.parent_id and agreement.parent is not None:
        if agreement.parent.government_id != agreement.government_id:
            raise ValidationError({"parent": say("Naskah induk berasal dari register pemerintah daerah lain.")})
        chain.require_no_circle(agreement if agreement.pk else None, agreement.parent)
        agreement.root = chain.root_of(agreement.parent)
    else:
        agreement.root = None
    agreement.full_clean(exclude=["government", "lead_unit", "created_by", "updated_by"])


def _beside_lead(agreement: Agreement, units: Sequence[Unit]) -> list[Unit]:
    return [unit for unit in units if unit.pk != agreement.lead_unit_id]


def write_parties(
    agreement: Agreement, entries: Sequence[PartyEntry], *, known: Collection[Party] | None = None
) -> list[Party]:
    """Replace the parties of a draft by ``entries`` in order I, II, III …; rows of parties that stay are kept.

    ``known`` are its parties so far, for a caller who knows them. Returns the new ones, in order.
    Raises ValidationError when one organisation stands twice, or a partner of another register is named.
    """
    seen: set[tuple[str, int]] = set()
    for entry in entries:
        source = entry.government or entry.partner
        if source is None or (entry.government and entry.partner):
            raise ValidationError({"parties": say("Setiap pihak adalah pemerintah daerah ini atau satu mitra.")})
        key = ("g" if entry.government else "p", source.pk)
        if key in seen:
            raise ValidationError({"parties": say("%s tercantum dua kali sebagai pihak.") % source})
        seen.add(key)
        owner = entry.government.pk if entry.government else entry.partner.government_id if entry.partner else None
        if owner != agreement.government_id:
            raise ValidationError({"parties": say("%s tidak ada dalam register ini.") % source})
    before = agreement.parties.all() if known is None else known
    kept = {("g", p.government_id) if p.government_id else ("p", p.partner_id): p for p in before}
    if gone := [party.pk for key, party in kept.items() if key not in seen]:
        Party.objects.filter(pk__in=gone).delete()
    parties = [_party(agreement, order, entry, kept) for order, entry in enumerate(entries, start=1)]
    Party.objects.bulk_create([party for party in parties if party._state.adding])
    prefetched: dict[str, Any] = getattr(agreement, "_prefetched_objects_cache", {})
    prefetched.pop("parties", None)
    return parties


def _party(agreement: Agreement, order: int, entry: PartyEntry, kept: Mapping[tuple[str, int | None], Party]) -> Party:
    """The party of one line: a new one without a key, or the one there was, saved as the line says."""
    key = ("g", entry.government.pk) if entry.government else ("p", entry.partner.pk if entry.partner else 0)
    party = kept.get(key) or Party(agreement=agreement)
    party.government, party.partner = entry.government, entry.partner
    party.order, party.number, party.address_as_signed = order, entry.number, entry.address_as_signed
    party.signatory_name, party.signatory_position = entry.signatory_name, entry.signatory_position
    party.signatory_name_with_titles = entry.signatory_name_with_titles
    party.capacity, party.basis = entry.capacity, entry.basis
    party.basis_number, party.basis_on = entry.basis_number, entry.basis_on
    if not party._state.adding:
        party.save()
    return party

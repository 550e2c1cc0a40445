"""Entering and changing partners."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import pghistory
from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.models import Government, User
from partners.domain.likeness import Likeness, similar_to
from partners.models import Partner, PartnerAlias, PartnerContact
from partners.names import fold


@dataclass(frozen=True)
class PartnerFacts:
    """What is recorded of a partner beside its other names, contacts and logo."""

    kind: str
    name: str
    short_name: str = ""
    legal_form: str = ""
    legal_basis: str = ""
    region_code: str = ""
    country: str = "ID"
    address: str = ""
    website: str = ""
    note: str = ""


@dataclass(frozen=True)
class ContactFacts:
    """A person to call at the partner; internal."""

    name: str
    position: str = ""
    email: str = ""
    phone: str = ""


class SimilarPartnersError(Exception):
    """The register holds partners with a similar name which the person has not been shown yet."""

    def __init__(self, similar: list[Likeness]) -> None:
        super().__init__("similar partners exist")
        self.similar = similar


class StalePartnerError(Exception):
    """Somebody else saved the partner since the person opened it; ``partner`` is as it stands now."""

    def __init__(self, partner: Partner) -> None:
        super().__init__("the partner was changed meanwhile")
        self.partner = partner


def create_partner(
    *,
    government: Government,
    by: User,
    facts: PartnerFacts,
    aliases: Iterable[str] = (),
    contacts: Sequence[ContactFacts] = (),
    logo: str = "",
    seen: frozenset[int] | None = frozenset(),
) -> Partner:
    """Enter a partner into the government's register.

    ``logo`` is the name of a file that ``logos.keep_logo`` stored.
    ``seen`` are the ids of similar partners the person has been shown and takes for others; None says that the caller
    knows its names (import, demo data). Two equal requests at once make one partner: the second is shown the first.

    Raises PermissionDenied, ValidationError, SimilarPartnersError.
    """
    if not by.has_perm("partners.add_partner", government):
        raise PermissionDenied("partners.add_partner")
    with transaction.atomic(), pghistory.context(user=by.pk):
        Government.objects.select_for_update(no_key=True).get(pk=government.pk)  # one entry at a time per register
        partner = Partner(government=government, created_by=by, **asdict(facts))
        _check(partner)
        _show_similar(partner, seen)
        partner.logo.name = logo
        partner.save()
        _set_aliases(partner, aliases)
        _set_contacts(partner, contacts)
    return partner


def update_partner(
    partner: Partner,
    *,
    by: User,
    facts: PartnerFacts,
    aliases: Iterable[str],
    contacts: Sequence[ContactFacts],
    opened_at: dt.datetime,
    logo: str = "",
    remove_logo: bool = False,
    seen: frozenset[int] | None = frozenset(),
) -> Partner:
    """Change a partner. ``opened_at`` is the ``updated_at`` the person saw when they began.

    Signed agreements keep the name they were signed with. Similar names are asked about only when the name changes.
    Raises PermissionDenied, ValidationError, StalePartnerError, SimilarPartnersError.
    """
    with transaction.atomic(), pghistory.context(user=by.pk):
        current = Partner.objects.select_for_update(of=("self",)).select_related("government").get(pk=partner.pk)
        if not by.has_perm("partners.change_partner", current):
            raise PermissionDenied("partners.change_partner")
        if current.updated_at != opened_at:
            raise StalePartnerError(current)
        renamed = fold(facts.name) != current.name_folded
        for field, value in asdict(facts).items():
            setattr(current, field, value)
        _check(current)
        if renamed:
            _show_similar(current, seen)
        if logo or remove_logo:
            current.logo.name = logo  # the file of before stays: history still points at it
        current.save()
        _set_aliases(current, aliases)
        _set_contacts(current, contacts)
    return current


def _check(partner: Partner) -> None:
    partner.full_clean(exclude={"name_folded", "government", "created_by", "merged_into", "logo"})


def _show_similar(partner: Partner, seen: frozenset[int] | None) -> None:
    if seen is None:
        return
    similar = similar_to(
        partner.name,
        government=partner.government,
        kind=partner.kind,
        region_code=partner.region_code,
        exclude=[partner.pk] if partner.pk else [],
    )
    if any(one.partner.pk not in seen for one in similar):
        raise SimilarPartnersError(similar)


def _set_aliases(partner: Partner, names: Iterable[str]) -> None:
    wanted = {fold(name): name.strip() for name in names}
    wanted.pop("", None)
    wanted.pop(partner.name_folded, None)
    for alias in list(partner.aliases.all()):
        name = wanted.pop(alias.name_folded, None)
        if name is None:
            alias.delete()
        elif name != alias.name:
            alias.name = name
            alias.save(update_fields=["name"])
    for name in wanted.values():
        PartnerAlias.objects.create(partner=partner, name=name)


def _set_contacts(partner: Partner, contacts: Sequence[ContactFacts]) -> None:
    fields: tuple[str, ...] = ("name", "position", "email", "phone")
    before = sorted(partner.contacts.values_list(*fields))
    after: list[tuple[Any, ...]] = sorted(tuple(asdict(contact).values()) for contact in contacts)
    if before == after:
        return
    partner.contacts.all().delete()
    PartnerContact.objects.bulk_create([PartnerContact(partner=partner, **asdict(one)) for one in contacts])

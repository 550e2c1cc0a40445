"""Signature: what was signed, by whom, when; then the facts are frozen and the register number is given."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as say

from accounts.models import User
from agreements.domain import cautions, chain, completeness, numbering
from agreements.domain.locking import keep_parties
from agreements.models import Agreement, Party

_LONGEST_SEAT = Party._meta.get_field("address_as_signed").max_length
# What the signature writes down of each party.
_AS_SIGNED = (
    "number", "signatory_name", "signatory_name_with_titles", "signatory_position", "capacity", "basis",
    "basis_number", "basis_on", "name_as_signed", "address_as_signed", "region_code_as_signed",
)  # fmt: skip


@dataclass(frozen=True)
class PartyFacts:
    """What stands on the signed paper about one party."""

    order: int
    number: str = ""
    signatory_name: str = ""
    signatory_name_with_titles: str = ""
    signatory_position: str = ""
    capacity: str = ""
    basis: str = ""
    basis_number: str = ""
    basis_on: dt.date | None = None


@dataclass(frozen=True)
class SigningFacts:
    """What staff record of a signing (Permendagri 22/2020 Pasal 10, 14, 36, 57; UU 10/2020 for meterai)."""

    signed_on: dt.date
    signed_place: str
    method: str
    parties: tuple[PartyFacts, ...]
    effective_from: dt.date | None = None
    ends_on: dt.date | None = None
    signed_weekday: str = ""
    copies_original: int | None = None
    custody: str = ""
    meterai_kind: str = ""
    meterai_count: int | None = None


def freeze(agreement: Agreement, *, facts: object, by: User, now: dt.datetime) -> set[str]:
    """``then`` of the moves sign and register_legacy. ``facts`` is SigningFacts, or None for an old paper.

    Raises ValidationError for a date in the future, an end before the start, or a party without signatory or
    capacity. A number not known yet does not hold the signing up; ``completeness.gaps`` goes on asking for it.
    """
    touched: set[str] = set()
    today = agreement.government.today(now)
    keep_parties(agreement)
    if isinstance(facts, SigningFacts):
        touched |= _take(agreement, facts, today=today)
    else:
        completeness.require_ready(agreement, facts=None, by=by, now=now)
        if agreement.signed_on and agreement.signed_on > today:
            raise ValidationError({"signed_on": say("Tanggal penandatanganan belum tiba.")})
        if agreement.signed_on is None or agreement.ends_on is None:
            agreement.needs_review = True
            touched.add("needs_review")
    parties = agreement.ordered_parties()
    _keep_names(parties)
    year = agreement.signed_on.year if agreement.signed_on else today.year
    numbering.assign(agreement, year=year)
    agreement.frozen_at = now
    agreement.root = chain.root_of(agreement) if agreement.parent_id else None
    agreement.effective_ends_on = agreement.ends_on
    cautions.record(agreement, now=now, parties=parties)
    return touched | {"register_no", "register_year", "register_seq", "frozen_at", "root", "effective_ends_on"}


def faults_of_days(
    signed_on: dt.date | None, effective_from: dt.date | None, ends_on: dt.date | None, *, today: dt.date
) -> dict[str, str]:
    """What is wrong with the days of a signing, by field; days that are not known are not judged."""
    errors: dict[str, str] = {}
    if signed_on and signed_on > today:
        errors["signed_on"] = say("Tanggal penandatanganan belum tiba.")
    if effective_from and ends_on and ends_on < effective_from:
        errors["ends_on"] = say("Hari terakhir berlaku tidak boleh sebelum mulai berlaku.")
    elif signed_on and ends_on and ends_on < signed_on:
        errors["ends_on"] = say("Hari terakhir berlaku tidak boleh sebelum tanggal penandatanganan.")
    return errors


def _take(agreement: Agreement, facts: SigningFacts, *, today: dt.date) -> set[str]:
    errors = faults_of_days(facts.signed_on, facts.effective_from, facts.ends_on, today=today)
    if errors:
        raise ValidationError(errors)
    _take_parties(agreement, facts.parties)
    agreement.signed_on, agreement.signed_place = facts.signed_on, facts.signed_place
    agreement.signing_method, agreement.signed_weekday = facts.method, facts.signed_weekday
    agreement.effective_from, agreement.ends_on = facts.effective_from, facts.ends_on
    agreement.copies_original, agreement.custody = facts.copies_original, facts.custody
    agreement.meterai_kind, agreement.meterai_count = facts.meterai_kind, facts.meterai_count
    return {
        "signed_on", "signed_place", "signing_method", "signed_weekday", "effective_from", "ends_on",
        "copies_original", "custody", "meterai_kind", "meterai_count",
    }  # fmt: skip


def _take_parties(agreement: Agreement, given: tuple[PartyFacts, ...]) -> None:
    by_order = {item.order: item for item in given}
    parties = agreement.ordered_parties()
    missing = [p.label for p in parties if not (f := by_order.get(p.order)) or not f.signatory_name or not f.capacity]
    if missing:
        raise ValidationError(
            {"parties": say("Penanda tangan dan kapasitasnya belum diisi untuk %s.") % ", ".join(missing)}
        )
    for party in parties:
        facts = by_order[party.order]
        party.number, party.signatory_name = facts.number, facts.signatory_name
        party.signatory_name_with_titles = facts.signatory_name_with_titles
        party.signatory_position, party.capacity = facts.signatory_position, facts.capacity
        party.basis, party.basis_number, party.basis_on = facts.basis, facts.basis_number, facts.basis_on


def _keep_names(parties: Sequence[Party]) -> None:
    """Names, seats and region codes as they are today become text on the paper: what the draft printed is kept."""
    for party in parties:
        party.address_as_signed = party.seat_on_paper[:_LONGEST_SEAT]
        party.name_as_signed = party.display_name
        party.region_code_as_signed = (
            party.government.code if party.government else party.partner.region_code if party.partner else ""
        )
        party.save(update_fields=_AS_SIGNED)

"""Entering and changing partners: who may, what is refused, what two people at once get."""

import datetime as dt
import threading
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, transaction

from accounts.models import User
from partners.domain.partners import (
    ContactFacts,
    PartnerFacts,
    SimilarPartnersError,
    StalePartnerError,
    create_partner,
    update_partner,
)
from partners.enums import PartnerKind
from partners.models import Partner, PartnerAlias
from tests.cast import Cast, assemble
from tests.partners.rows import CONTACT, add

COMPANY = PartnerFacts(kind=PartnerKind.BADAN_USAHA_SWASTA, name="PT Anugerah Bahari")
ADDS = {"staf", "admin", "pengusul", "colleague", "owner_reviewer"}
SEES_CONTACTS = ADDS
SEES_HISTORY = {"staf", "admin", "auditor"}


def change(partner: Partner, by: User, **values: Any) -> Partner:
    given: dict[str, Any] = {
        "facts": COMPANY, "aliases": (), "contacts": (), "opened_at": partner.updated_at, "by": by, **values
    }  # fmt: skip
    return update_partner(partner, **given)


def test_who_may_add(cast: Cast) -> None:
    assert {
        name for name, user in cast.people.items() if user.has_perm("partners.add_partner", cast.government)
    } == ADDS
    for name, user in cast.people.items():
        if name not in ADDS:
            with pytest.raises(PermissionDenied):
                create_partner(government=cast.government, by=user, facts=COMPANY)


def test_who_sees_contacts_and_history(cast: Cast) -> None:
    def holders(permission: str) -> set[str]:
        return {name for name, user in cast.people.items() if user.has_perm(permission, cast.partner)}

    assert holders("partners.view_contacts") == SEES_CONTACTS
    assert holders("partners.view_history") == SEES_HISTORY
    assert holders("partners.merge_partner") == {"staf", "admin"}
    assert holders("partners.view_partner") == set(cast.people) - {"stranger_staf", "nobody"}


def test_view_permission_equals_visible_to(cast: Cast) -> None:
    for user in cast.people.values():
        visible = Partner.objects.visible_to(user).filter(pk=cast.partner.pk).exists()
        assert visible == user.has_perm("partners.view_partner", cast.partner)


def test_a_pengusul_changes_what_they_entered_until_it_is_used(cast: Cast) -> None:
    partner = add(cast, COMPANY.name, by=cast.pengusul)
    assert {name for name, user in cast.people.items() if user.has_perm("partners.change_partner", partner)} == {
        "staf", "admin", "pengusul",
    }  # fmt: skip
    from agreements.domain.drafting import PartyEntry

    cast.draft(parties=[PartyEntry(government=cast.government), PartyEntry(partner=partner)])
    assert not cast.pengusul.has_perm("partners.change_partner", partner)
    assert cast.staf.has_perm("partners.change_partner", partner)
    with pytest.raises(PermissionDenied):
        change(partner, cast.pengusul)


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "x" * 251}, "name"),
        ({"kind": "dinas"}, "kind"),
        ({"kind": ""}, "kind"),
        ({"country": "JP"}, "country"),
        ({"country": "ZZ"}, "country"),
        ({"region_code": "1.2.3"}, "region_code"),
        ({"kind": PartnerKind.PEMDA_KOTA}, "region_code"),
        ({"website": "javascript:alert(1)"}, "website"),
        ({"address": "x" * 301}, "address"),
    ],
)
def test_nonsense_is_refused(cast: Cast, facts: dict[str, str], field: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        create_partner(
            government=cast.government,
            by=cast.staf,
            facts=PartnerFacts(**{"kind": COMPANY.kind, "name": COMPANY.name, **facts}),
        )
    assert set(refusal.value.message_dict) == {field}
    assert not Partner.objects.exclude(pk=cast.partner.pk).exists()


def test_our_own_region_is_no_partner(cast: Cast) -> None:
    cast.government.code = "64.72"
    cast.government.save(update_fields=["code"])
    facts = PartnerFacts(kind=PartnerKind.PEMDA_KOTA, name="Pemerintah Kota Samarinda", region_code="64.72")
    with pytest.raises(ValidationError, match="daerah Anda sendiri"):
        create_partner(government=cast.government, by=cast.staf, facts=facts)


def test_a_similar_name_is_asked_about_once(cast: Cast) -> None:
    first = add(cast, "PT Anugerah Bahari")
    with pytest.raises(SimilarPartnersError) as question:
        create_partner(government=cast.government, by=cast.staf, facts=COMPANY)
    assert [one.partner for one in question.value.similar] == [first]
    second = create_partner(government=cast.government, by=cast.staf, facts=COMPANY, seen=frozenset({first.pk}))
    # Pressed twice: the one that has just been saved was not among those shown.
    with pytest.raises(SimilarPartnersError):
        create_partner(government=cast.government, by=cast.staf, facts=COMPANY, seen=frozenset({first.pk}))
    assert set(Partner.objects.filter(name=COMPANY.name)) == {first, second}


def test_other_names_are_kept_once_and_without_the_own_name(cast: Cast) -> None:
    partner = add(
        cast, "PT Anugerah Bahari", aliases=("Anugerah", "ANUGERAH", "PT. Anugerah Bahari", " ", "---", "Bahari")
    )
    assert set(partner.aliases.values_list("name_folded", flat=True)) == {"anugerah", "bahari"}
    with pytest.raises(IntegrityError), transaction.atomic():
        PartnerAlias.objects.create(partner=partner, name="Anugerah!")


def test_changing_replaces_names_and_contacts_and_keeps_the_rest(cast: Cast) -> None:
    partner = add(cast, COMPANY.name, aliases=("Anugerah", "Bahari"), contacts=(CONTACT,), address="Jalan Satu")
    kept = partner.aliases.get(name="Bahari")
    facts = PartnerFacts(kind=COMPANY.kind, name=COMPANY.name, address="Jalan Dua")
    other = ContactFacts("Bagus")
    after = change(partner, cast.staf, facts=facts, aliases=["BAHARI", "Laut"], contacts=[other])
    assert after.address == "Jalan Dua"
    assert {(alias.pk == kept.pk, alias.name) for alias in after.aliases.all()} == {(True, "BAHARI"), (False, "Laut")}
    assert [contact.name for contact in after.contacts.all()] == ["Bagus"]
    assert after.created_by == cast.staf
    assert after.government == cast.government


def test_the_second_of_two_who_save_is_told(cast: Cast) -> None:
    partner = add(cast, COMPANY.name)
    opened_at = partner.updated_at
    change(partner, cast.admin, facts=PartnerFacts(kind=COMPANY.kind, name=COMPANY.name, address="Jalan Satu"))
    with pytest.raises(StalePartnerError) as stale:
        change(partner, cast.staf, opened_at=opened_at)
    assert stale.value.partner.address == "Jalan Satu"
    partner.refresh_from_db()
    assert partner.address == "Jalan Satu"


def test_only_a_new_name_is_compared_with_others(cast: Cast) -> None:
    first, second = add(cast, "PT Anugerah Bahari"), add(cast, "PT Anugerah Bahari Jaya")
    facts = PartnerFacts(kind=COMPANY.kind, name=second.name, address="Jalan Baru")
    assert change(second, cast.staf, facts=facts).address == "Jalan Baru"
    second.refresh_from_db()
    with pytest.raises(SimilarPartnersError) as question:
        change(second, cast.staf, facts=PartnerFacts(kind=COMPANY.kind, name="PT Anugerah Bahari Raya"))
    assert [one.partner for one in question.value.similar] == [first]


def test_what_was_signed_does_not_follow_a_new_name(cast: Cast) -> None:
    agreement = cast.signed()
    before = cast.partner.name
    change(cast.partner, cast.staf)
    assert agreement.parties.get(partner=cast.partner).display_name == before
    cast.partner.refresh_from_db()
    assert cast.partner.name == COMPANY.name


def test_a_garbled_moment_never_overwrites(cast: Cast) -> None:
    with pytest.raises(StalePartnerError):
        change(cast.partner, cast.staf, opened_at=dt.datetime.min.replace(tzinfo=dt.UTC))


@pytest.mark.django_db(transaction=True)
def test_two_equal_entries_at_once_make_one_partner() -> None:
    cast = assemble()
    barrier, answers = threading.Barrier(2, timeout=60), []

    def enter() -> None:
        try:
            barrier.wait()
            create_partner(government=cast.government, by=cast.staf, facts=COMPANY)
            answers.append("made")
        except SimilarPartnersError:
            answers.append("asked")
        finally:
            connection.close()

    threads = [threading.Thread(target=enter) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == ["asked", "made"]
    assert Partner.objects.filter(name=COMPANY.name).count() == 1

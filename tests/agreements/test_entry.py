"""The flat rows follow the register by themselves, whatever code path changes it."""

import datetime as dt

import pytest
from django.db import connection

from agreements.domain import indexing, versions
from agreements.domain.drafting import PartyEntry
from agreements.enums import Phase, Visibility
from agreements.models import Agreement, Entry, Publication
from partners.models import Partner, PartnerAlias
from tests import factories as make
from tests.cast import Cast


def test_a_draft_has_a_row_that_is_not_public(cast: Cast) -> None:
    entry = cast.draft().entry
    assert (entry.is_public, entry.is_stale) == (False, True)
    assert entry.partner_ids == [cast.partner.pk]
    assert entry.unit_ids == [cast.unit.pk]


def test_a_signed_document_has_every_key(cast: Cast) -> None:
    end = cast.government.today() + dt.timedelta(days=30)
    agreement = cast.signed(signed_on=dt.date(2024, 5, 6), ends_on=end)
    entry = Entry.objects.get(agreement=agreement)
    assert (entry.is_public, entry.year, entry.newest_key) == (True, 2024, dt.date(2024, 5, 6))
    assert (entry.starts_on, entry.last_day, entry.ends_key) == (dt.date(2024, 5, 6), end, end)


def test_missing_dates_have_keys_at_the_edges(cast: Cast) -> None:
    agreement = cast.draft()
    entry = Entry.objects.get(agreement=agreement)
    assert (entry.newest_key, entry.ends_key) == (dt.date(1, 1, 1), dt.date(9999, 12, 31))


def test_bulk_updates_and_partner_changes_are_followed(cast: Cast) -> None:
    agreement = cast.signed()
    Agreement.objects.filter(pk=agreement.pk).update(visibility=Visibility.TERBATAS, visibility_reason="Uji.")
    assert not Entry.objects.get(pk=agreement.pk).is_public
    Partner.objects.filter(pk=cast.partner.pk).update(region_code="64.72", country="ID")
    assert Entry.objects.get(pk=agreement.pk).provinces == ["64"]
    Partner.objects.filter(pk=cast.partner.pk).update(country="JP")
    assert Entry.objects.get(pk=agreement.pk).countries == ["JP"]
    agreement.initiating_units.add(cast.other_unit)
    assert Entry.objects.get(pk=agreement.pk).unit_ids == sorted([cast.unit.pk, cast.other_unit.pk])
    agreement.initiating_units.clear()
    assert Entry.objects.get(pk=agreement.pk).unit_ids == [cast.unit.pk]


def test_a_deleted_draft_leaves_no_row(cast: Cast) -> None:
    draft = cast.draft()
    with connection.cursor() as cursor:  # as an operator might, past Django's cascades
        cursor.execute("DELETE FROM agreements_party WHERE agreement_id = %s", [draft.pk])
        cursor.execute("DELETE FROM agreements_agreement WHERE id = %s", [draft.pk])
    assert not Entry.objects.filter(pk=draft.pk).exists()


def test_an_early_end_is_the_last_day(cast: Cast) -> None:
    today = cast.government.today()
    agreement = cast.bring(cast.draft(), Phase.DIAKHIRI, ends_on=today + dt.timedelta(days=100))
    assert Entry.objects.get(pk=agreement.pk).last_day == today


@pytest.mark.parametrize("seen", [True, False])
def test_only_what_the_public_sees_is_published(cast: Cast, seen: bool) -> None:
    agreement = cast.signed() if seen else cast.draft()
    before = versions.current()
    agreement.custody = "Lemari 3"
    agreement.save(update_fields=["custody"])
    assert (versions.current().name != before.name) == seen
    if seen:
        told = versions.since(before.seen, again=True)
        assert told is not None
        assert (told.documents, told.segments) == (frozenset({agreement.pk}), frozenset())


def test_a_late_commit_with_a_lower_number_changes_the_version(cast: Cast) -> None:
    """Two transactions overlap: the one that took its number first commits last."""
    late = Publication(pk=5, xid="5", at=dt.datetime(2026, 1, 1, tzinfo=dt.UTC), segments=[0])
    Publication.objects.all().delete()
    Publication.objects.create(pk=6, xid="6", at=dt.datetime(2026, 1, 1, tzinfo=dt.UTC), segments=[0])
    seen = versions.current().name
    late.save(force_insert=True)
    assert versions.current().name != seen


def test_words_are_brought_up_to_date_in_steps(cast: Cast) -> None:
    for _time in range(3):
        cast.draft()
    assert indexing.refresh_words(limit=2) == 2
    assert Entry.objects.filter(is_stale=True).count() == 1
    assert indexing.catch_up()
    assert not Entry.objects.filter(is_stale=True).exists()
    PartnerAlias.objects.create(partner=cast.partner, name="SOP")
    assert Entry.objects.filter(is_stale=True).count() == 3


def test_a_row_is_taken_apart_for_every_party(cast: Cast) -> None:
    abroad = make.PartnerFactory(government=cast.government, country="NO", kind="pemda_luar_negeri")
    agreement = cast.draft(parties=[*cast.two_parties(), PartyEntry(partner=abroad, number="3")])
    entry = Entry.objects.get(pk=agreement.pk)
    assert entry.partner_ids == sorted([cast.partner.pk, abroad.pk])
    assert entry.countries == ["NO"]
    assert set(entry.partner_kinds) == {"badan_usaha_swasta", "pemda_luar_negeri"}

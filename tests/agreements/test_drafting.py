"""Entering a draft: whole or not at all, with what contradicts itself refused and what is merely odd kept and said."""

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from agreements.domain import cautions, drafting
from agreements.domain.drafting import PartyEntry
from agreements.domain.errors import Conflict, WrongPhase
from agreements.enums import Capacity, CooperationKind, Form, Phase, Relation
from agreements.models import Agreement
from tests import factories as make
from tests.cast import Cast


def save(cast: Cast, agreement: Agreement, **values: Any) -> Agreement:
    return drafting.update_draft(
        agreement,
        values={"lead_unit": cast.unit, **values},
        parties=cast.two_parties(),
        base_version=agreement.version,
        by=cast.pengusul,
        now=timezone.now(),
    )


def test_three_parties_keep_their_order_and_numbers(cast: Cast) -> None:
    third = make.PartnerFactory(government=cast.government, name="Pemerintah Kabupaten Karangjaya")
    entries = [*cast.two_parties(), PartyEntry(partner=third, number="134/21/KB/2026")]
    agreement = cast.draft(parties=entries)
    assert [(p.label, p.number) for p in agreement.ordered_parties()] == [
        ("PIHAK KESATU", "100.3.7/001/PKS/2026"),
        ("PIHAK KEDUA", "SPK/003/DIR/2026"),
        ("PIHAK KETIGA", "134/21/KB/2026"),
    ]
    drafting.write_parties(agreement, [entries[2], entries[0]])
    again = Agreement.objects.get(pk=agreement.pk)
    assert [p.number for p in again.ordered_parties()] == ["134/21/KB/2026", "100.3.7/001/PKS/2026"]


def test_a_draft_begins_at_the_moment_that_is_given(cast: Cast) -> None:
    begun = dt.datetime(2024, 3, 4, 9, tzinfo=dt.UTC)
    facts = {"form": Form.KONTRAK, "cooperation_kind": CooperationKind.KSDPK, "title": "X", "lead_unit": cast.unit}
    made = drafting.create_draft(cast.government, values=facts, parties=(), by=cast.pengusul, now=begun)
    assert Agreement.objects.get(pk=made.pk).created_at == begun


def test_the_same_party_twice_is_refused(cast: Cast) -> None:
    with pytest.raises(ValidationError, match="PT Serat Optik Pesisir tercantum dua kali"):
        cast.draft(parties=[*cast.two_parties(), PartyEntry(partner=cast.partner)])
    assert not Agreement.objects.exists()


def test_a_partner_of_another_register_is_refused(cast: Cast) -> None:
    other = make.PartnerFactory()
    with pytest.raises(ValidationError, match="tidak ada dalam register ini"):
        cast.draft(parties=[PartyEntry(government=cast.government), PartyEntry(partner=other)])


@pytest.mark.parametrize("person", ["anggota1", "pimpinan", "auditor", "admin", "stranger_staf", "nobody"])
def test_only_staf_and_pengusul_enter_drafts(cast: Cast, person: str) -> None:
    with pytest.raises(PermissionDenied):
        cast.draft(by=cast.people[person])


def test_a_pengusul_proposes_only_for_their_own_unit(cast: Cast) -> None:
    with pytest.raises(ValidationError, match="perangkat daerah sendiri"):
        cast.draft(by=cast.colleague)


def test_saving_over_somebody_elses_save_is_a_conflict(cast: Cast) -> None:
    agreement = cast.draft()
    opened = Agreement.objects.get(pk=agreement.pk)
    save(cast, agreement, title="Judul dari orang pertama")
    with pytest.raises(Conflict):
        save(cast, opened, title="Judul dari orang kedua")
    agreement.refresh_from_db()
    assert agreement.title == "Judul dari orang pertama"


def test_what_was_submitted_is_not_changed(cast: Cast) -> None:
    agreement = cast.bring(cast.draft(), Phase.DIAJUKAN)
    with pytest.raises(WrongPhase):
        save(cast, agreement, title="Lain")


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"title": "x" * 501}, "title"),
        ({"form": "piagam"}, "form"),
        ({"cooperation_kind": ""}, "cooperation_kind"),
        ({"signed_on": dt.date(2026, 3, 2), "ends_on": dt.date(2026, 3, 1)}, "__all__"),
        ({"effective_from": dt.date(2026, 3, 2), "ends_on": dt.date(2026, 3, 1)}, "__all__"),
        ({"visibility": "terbatas"}, "__all__"),
        ({"relation": Relation.ADDENDUM}, "__all__"),
    ],
)
def test_facts_that_cannot_be_are_refused(cast: Cast, values: dict[str, Any], field: str) -> None:
    with pytest.raises(ValidationError) as caught:
        cast.draft(**values)
    assert set(caught.value.message_dict) == {field}
    assert not Agreement.objects.exists()


def test_a_parent_that_would_make_a_circle_is_refused(cast: Cast) -> None:
    top = cast.draft()
    middle = cast.draft(parent=top, relation=Relation.TURUNAN)
    bottom = cast.draft(parent=middle, relation=Relation.TURUNAN)
    with pytest.raises(ValidationError, match="melingkar"):
        save(cast, top, parent=bottom, relation=Relation.TURUNAN)
    assert (bottom.root_id, middle.root_id, top.root_id) == (top.pk, top.pk, None)


def test_year_only_dates_are_stored_as_the_widest_they_can_mean(cast: Cast) -> None:
    agreement = cast.draft(
        legacy=True,
        signed_on=dt.date(2011, 6, 6),
        signed_precision="tahun",
        ends_on=dt.date(2014, 2, 6),
        ends_precision="bulan",
    )
    assert (agreement.signed_on, agreement.ends_on) == (dt.date(2011, 1, 1), dt.date(2014, 2, 28))


class TestCautions:
    def codes(self, agreement: Agreement) -> set[str]:
        return {item.code for item in cautions.warnings_for(agreement)}

    def test_a_plain_draft_has_none(self, cast: Cast) -> None:
        assert self.codes(cast.draft()) == set()

    @pytest.mark.parametrize(
        ("values", "code"),
        [
            ({"form": Form.KESEPAKATAN_BERSAMA, "ends_on": dt.date(2031, 3, 3)}, "kb_term"),
            ({"cooperation_kind": CooperationKind.KSDPL, "ends_on": dt.date(2031, 3, 3)}, "foreign_term"),
            ({"form": Form.PERNYATAAN_KEHENDAK, "ends_on": dt.date(2027, 3, 3)}, "loi_term"),
            ({"signed_weekday": "Selasa"}, "weekday"),
        ],
    )
    def test_what_a_careful_reader_notices(self, cast: Cast, values: dict[str, Any], code: str) -> None:
        assert self.codes(cast.draft(legacy=True, signed_on=dt.date(2026, 3, 2), **values)) == {code}

    @pytest.mark.parametrize(
        "values",
        [
            {"form": Form.KESEPAKATAN_BERSAMA, "ends_on": dt.date(2031, 3, 2)},
            {"ends_on": dt.date(2061, 3, 2)},
            {"signed_weekday": "Senin"},
        ],
    )
    def test_the_limit_itself_is_no_reason_to_warn(self, cast: Cast, values: dict[str, Any]) -> None:
        assert self.codes(cast.draft(legacy=True, signed_on=dt.date(2026, 3, 2), **values)) == set()

    def test_a_pks_that_outlives_its_kb(self, cast: Cast) -> None:
        parent = cast.signed(form=Form.KESEPAKATAN_BERSAMA, signed_on=dt.date(2026, 3, 2), ends_on=dt.date(2028, 1, 1))
        child = cast.draft(parent=parent, relation=Relation.TURUNAN, ends_on=dt.date(2028, 1, 2))
        assert self.codes(child) >= {"outlives_parent"}

    def test_a_kb_signed_by_someone_else_than_the_head(self, cast: Cast) -> None:
        theirs = PartyEntry(partner=cast.partner)
        deputy = PartyEntry(government=cast.government, capacity=Capacity.KUASA)
        assert self.codes(cast.draft(form=Form.KESEPAKATAN_BERSAMA, parties=[deputy, theirs])) == {"not_signed_by_head"}
        assert self.codes(cast.draft(parties=[deputy, theirs])) == set()

    def test_a_number_the_party_used_before(self, cast: Cast) -> None:
        cast.draft()
        assert self.codes(cast.draft()) == {"number_used_1", "number_used_2"}

    def test_a_number_of_another_year_is_nobodys_concern(self, cast: Cast) -> None:
        cast.draft(legacy=True, signed_on=dt.date(2019, 7, 15))
        assert self.codes(cast.draft()) == set()

    def test_they_are_recorded_and_cleared(self, cast: Cast) -> None:
        agreement = cast.draft(signed_on=dt.date(2026, 3, 2), signed_weekday="Selasa")
        assert [c.code for c in agreement.cautions.filter(cleared_at=None)] == ["weekday"]
        save(cast, agreement, signed_weekday="Senin")
        caution = agreement.cautions.get()
        assert caution.cleared_at is not None

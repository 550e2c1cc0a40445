"""What a careful auditor tried: trees that shift, ends that must not revive, facts that must not slip away."""

import datetime as dt
import threading

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection
from django.utils import timezone

from agreements import words
from agreements.domain import cautions, corrections, drafting
from agreements.domain.drafting import PartyEntry
from agreements.domain.ending import EndingFacts
from agreements.domain.workflow import perform
from agreements.enums import CooperationKind, EndReason, FileKind, Form, Phase, Relation, Validity
from agreements.forms.signing import SigningForm
from agreements.models import Agreement, Party
from portal.domain.story import story_of
from tests import factories as make
from tests.cast import Cast, assemble

TODAY = dt.date(2026, 6, 1)
DAY = dt.timedelta(days=1)


@pytest.fixture(autouse=True)
def _a_day_in_june(time_machine: object) -> None:
    time_machine.move_to(dt.datetime(2026, 6, 1, 3, 0, tzinfo=dt.UTC), tick=True)  # type: ignore[attr-defined]


def _under(cast: Cast, child: Agreement, parent: Agreement) -> None:
    values = {
        "form": child.form, "cooperation_kind": child.cooperation_kind, "title": child.title, "lead_unit": cast.unit,
        "parent": parent, "relation": Relation.TURUNAN,
    }  # fmt: skip
    drafting.update_draft(
        child, values=values, parties=cast.two_parties(), base_version=child.version, by=cast.pengusul,
        now=timezone.now(),
    )  # fmt: skip


def _codes(agreement: Agreement) -> set[str]:
    return {one.code for one in cautions.warnings_for(agreement)}


def test_a_warning_of_any_length_is_kept(cast: Cast) -> None:
    partner = make.PartnerFactory(government=cast.government, name="P" * 200)
    parties = [PartyEntry(government=cast.government), PartyEntry(partner=partner, number="9" * 120)]
    cast.draft(title="J" * 400, parties=parties)
    again = cast.draft(title="K" * 400, parties=parties)
    assert [len(row.message) for row in again.cautions.filter(cleared_at=None)] == [400]
    assert len(cautions.record(again, now=timezone.now())) == 1
    assert again.cautions.count() == 1


def test_what_hangs_below_follows_to_the_new_root(cast: Cast) -> None:
    top, middle = cast.draft(title="Atas"), cast.draft(title="Tengah")
    leaf = cast.draft(title="Bawah", parent=middle, relation=Relation.TURUNAN)
    _under(cast, middle, top)
    leaf.refresh_from_db()
    assert leaf.root_id == top.pk


@pytest.mark.django_db(transaction=True)
def test_two_people_cannot_close_a_circle_at_once() -> None:
    cast = assemble()
    one, two = cast.draft(title="Satu"), cast.draft(title="Dua")
    fresh = {pk: Agreement.objects.get(pk=pk) for pk in (one.pk, two.pk)}
    start, refused = threading.Barrier(2), []

    def put(child: Agreement, parent: Agreement) -> None:
        try:
            start.wait()
            _under(cast, child, parent)
        except ValidationError as error:
            refused.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=put, args=pair) for pair in ((one, fresh[two.pk]), (two, fresh[one.pk]))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(refused) == 1
    assert Agreement.objects.filter(parent=None).count() == 1


def test_an_extension_after_the_end_revives_nothing(cast: Cast) -> None:
    parent = cast.signed(signed_on=TODAY - 800 * DAY, ends_on=TODAY - 400 * DAY)
    late = cast.draft(parent=parent, relation=Relation.PERPANJANGAN, form=Form.PERPANJANGAN)
    cast.bring(late, Phase.DITANDATANGANI, signed_on=TODAY, ends_on=TODAY + 400 * DAY)
    parent.refresh_from_db()
    assert parent.validity(TODAY) == Validity.BERAKHIR
    assert late.validity(TODAY) == Validity.BERLAKU
    assert "extends_after_end" in set(late.cautions.values_list("code", flat=True))


@pytest.mark.parametrize(("late", "is_late"), [(0, False), (1, True)])
def test_signed_a_day_too_late_with_an_earlier_first_day_revives_nothing(cast: Cast, late: int, is_late: bool) -> None:
    """On the last day it is in time; the day after it is a cooperation of its own, and says so."""
    end = TODAY - 10 * DAY
    parent = cast.signed(signed_on=TODAY - 800 * DAY, ends_on=end)
    child = cast.draft(parent=parent, relation=Relation.PERPANJANGAN, form=Form.PERPANJANGAN)
    assert words.tanggal(end) in SigningForm(agreement=child).fields["signed_on"].help_text, "told beside the field"
    child = cast.bring(
        child, Phase.DITANDATANGANI, signed_on=end + late * DAY, effective_from=end, ends_on=TODAY + 400 * DAY
    )
    parent.refresh_from_db()
    assert (parent.effective_ends_on == end, parent.validity(TODAY) == Validity.BERAKHIR) == (is_late, is_late)
    told = {one.code: one.message for one in child.cautions.all()}
    assert ("extends_ended" in told) == is_late
    assert not is_late or "Permendagri 22/2020 Pasal 9" in told["extends_ended"]


def test_a_letter_of_intent_is_made_anew_and_not_extended() -> None:
    for form, warned in ((Form.PERNYATAAN_KEHENDAK, True), (Form.NASKAH_KERJA_SAMA, False)):
        parent = Agreement(form=form, phase=Phase.DITANDATANGANI)
        child = Agreement(parent=parent, relation=Relation.PERPANJANGAN, form=Form.PERPANJANGAN)
        told = {one.code for one in cautions.warnings_for(child, parties=[])}
        assert ("loi_extended" in told) == warned


def test_extensions_follow_each_other_without_a_gap(cast: Cast) -> None:
    parent = cast.signed(signed_on=TODAY - 800 * DAY, ends_on=TODAY - 400 * DAY)
    for sign, begin, end in ((-400, -399, -1), (-1, 0, 400)):
        one = cast.draft(parent=parent, relation=Relation.PERPANJANGAN, form=Form.PERPANJANGAN)
        first, last = TODAY + begin * DAY, TODAY + end * DAY
        cast.bring(one, Phase.DITANDATANGANI, signed_on=TODAY + sign * DAY, effective_from=first, ends_on=last)
    parent.refresh_from_db()
    assert parent.effective_ends_on == TODAY + 400 * DAY


def test_a_corrected_relation_gives_the_parent_its_end_back(cast: Cast) -> None:
    parent = cast.signed(signed_on=TODAY - 100 * DAY, ends_on=TODAY + 10 * DAY)
    child = cast.bring(cast.addendum(parent), Phase.DITANDATANGANI, ends_on=TODAY + 500 * DAY)
    parent.refresh_from_db()
    assert parent.effective_ends_on == TODAY + 500 * DAY
    corrections.correct(
        child, changes={"relation": Relation.TURUNAN}, reason="Salah pilih.", by=cast.staf, now=timezone.now()
    )
    parent.refresh_from_db()
    assert parent.effective_ends_on == TODAY + 10 * DAY


def test_a_relation_cannot_be_corrected_away_from_a_parent(cast: Cast) -> None:
    child = cast.bring(cast.addendum(cast.signed()), Phase.DITANDATANGANI)
    with pytest.raises(ValidationError):
        corrections.correct(child, changes={"relation": ""}, reason="Salah.", by=cast.staf, now=timezone.now())


def test_the_mark_for_review_goes_with_a_reason(cast: Cast) -> None:
    agreement = cast.draft(by=cast.staf, legacy=True)
    perform(agreement, "register_legacy", by=cast.staf, now=timezone.now())
    assert agreement.needs_review
    changes = {"needs_review": False, "urusan": ["1.01"]}
    told = corrections.correct(agreement, changes=changes, reason="Diperiksa.", by=cast.staf, now=timezone.now())
    agreement.refresh_from_db()
    assert (agreement.needs_review, agreement.urusan) == (False, ["1.01"])
    assert told.changes["agreement"]["needs_review"] == [True, False]
    with pytest.raises(TypeError):  # openness is decided elsewhere
        corrections.correct(
            agreement, changes={"visibility": "rahasia"}, reason="Diam-diam.", by=cast.staf, now=timezone.now()
        )


def test_what_is_internal_stays_out_of_the_public_story(cast: Cast) -> None:
    agreement = cast.signed()
    for changes in ({"custody": "Lemari 3"}, {"custody": "Lemari 4", "title": "Judul yang benar"}):
        corrections.correct(agreement, changes=changes, reason="Dicek.", by=cast.staf, now=timezone.now())
    told = story_of(agreement, children=[], corrections=list(agreement.corrections.all()), today=TODAY)
    assert [one.title for one in told if one.title.startswith("Koreksi")] == ["Koreksi: judul (tentang)"]


def test_a_number_used_in_another_year_is_no_surprise(cast: Cast) -> None:
    cast.signed(signed_on=TODAY - 400 * DAY)
    again = cast.bring(cast.draft(), Phase.DITANDATANGANI, signed_on=TODAY)
    assert not {code for code in _codes(again) if code.startswith("number_used")}
    third = cast.bring(cast.draft(), Phase.DITANDATANGANI, signed_on=TODAY)
    assert {"number_used_1", "number_used_2"} <= _codes(third)


def test_only_reasons_of_the_law_end_it(cast: Cast) -> None:
    agreement = cast.signed(cooperation_kind=CooperationKind.SINERGI, form=Form.NOTA_KESEPAKATAN)
    cast.attach(agreement, FileKind.DOKUMEN_PENGAKHIRAN)
    facts = EndingFacts(reason=EndReason.PAILIT, last_day=TODAY, note="Pailit.")
    with pytest.raises(ValidationError) as refused:
        perform(agreement, "end", by=cast.staf, now=timezone.now(), note="Pailit.", facts=facts)
    assert set(refused.value.message_dict) == {"reason"}


def test_a_parent_of_another_register_is_refused(cast: Cast) -> None:
    theirs = make.GovernmentFactory()
    unit = make.UnitFactory(government=theirs)
    stranger = make.UserFactory()
    make.MembershipFactory(user=stranger, government=theirs)
    foreign = drafting.create_draft(
        theirs,
        values={"form": Form.KESEPAKATAN_BERSAMA, "cooperation_kind": "ksdpk", "title": "X", "lead_unit": unit},
        parties=[], by=stranger, now=timezone.now(),
    )  # fmt: skip
    with pytest.raises(ValidationError) as refused:
        cast.draft(parent=foreign, relation=Relation.TURUNAN)
    assert set(refused.value.message_dict) == {"parent"}


def test_no_old_paper_is_signed_tomorrow(cast: Cast) -> None:
    agreement = cast.draft(by=cast.staf, legacy=True, signed_on=TODAY + DAY)
    with pytest.raises(ValidationError) as refused:
        perform(agreement, "register_legacy", by=cast.staf, now=timezone.now())
    assert set(refused.value.message_dict) == {"signed_on"}


@pytest.mark.parametrize("change", [{"signed_weekday": "Senin"}, {"phase": Phase.DRAF}])
def test_the_database_keeps_what_was_signed(cast: Cast, change: dict[str, str]) -> None:
    agreement = cast.signed()
    with pytest.raises(IntegrityError, match="frozen"):
        Agreement.objects.filter(pk=agreement.pk).update(**change)


def test_a_party_cannot_be_taken_out_of_a_signed_paper(cast: Cast) -> None:
    signed, draft = cast.signed(), cast.draft(parties=[PartyEntry(government=cast.government)])
    with pytest.raises(IntegrityError, match="frozen"):
        Party.objects.filter(agreement=signed, partner__isnull=False).update(agreement=draft)


def test_prolonging_a_kb_beyond_five_years_warns(cast: Cast) -> None:
    kb = cast.signed(form=Form.KESEPAKATAN_BERSAMA, ends_on=TODAY + 900 * DAY)
    begin = TODAY + 901 * DAY
    for years, warned in ((5, False), (6, True)):
        draft = cast.draft(
            parent=kb, relation=Relation.PERPANJANGAN, form=Form.PERPANJANGAN, effective_from=begin,
            ends_on=begin.replace(year=begin.year + years),
        )  # fmt: skip
        assert ("kb_term" in _codes(draft)) is warned


def test_changing_what_nobody_signed_warns(cast: Cast) -> None:
    draft, dropped = cast.draft(), cast.bring(cast.draft(), Phase.DIBATALKAN)
    assert "parent_not_signed" in _codes(cast.addendum(draft))
    assert "parent_not_signed" not in _codes(cast.addendum(cast.signed()))
    assert "parent_dropped" in _codes(cast.draft(parent=dropped, relation=Relation.TURUNAN))
    assert "parent_dropped" not in _codes(cast.draft(parent=draft, relation=Relation.TURUNAN))


def test_an_early_end_is_not_late(cast: Cast) -> None:
    agreement = cast.signed(signed_on=TODAY, ends_on=TODAY + 30 * DAY)
    cast.attach(agreement, FileKind.DOKUMEN_PENGAKHIRAN)
    facts = EndingFacts(reason=EndReason.KESEPAKATAN, last_day=TODAY + 31 * DAY, note="Disepakati.")
    with pytest.raises(ValidationError) as refused:
        perform(agreement, "end", by=cast.staf, now=timezone.now(), note="Disepakati.", facts=facts)
    assert set(refused.value.message_dict) == {"last_day"}

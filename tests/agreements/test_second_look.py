"""What a careful auditor tried: trees that shift, ends that must not revive, facts that must not slip away."""

import datetime as dt
import threading

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection
from django.utils import timezone

from agreements.domain import cautions, corrections, drafting
from agreements.domain.drafting import PartyEntry
from agreements.domain.workflow import perform
from agreements.enums import Form, Phase, Relation, Validity, Visibility
from agreements.models import Agreement, Party
from tests import factories as make
from tests.cast import Cast, assemble, cast  # noqa: F401 - cast is the fixture

TODAY = dt.date(2026, 6, 1)
DAY = dt.timedelta(days=1)


@pytest.fixture(autouse=True)
def _a_day_in_june(time_machine: object) -> None:
    time_machine.move_to(dt.datetime(2026, 6, 1, 3, 0, tzinfo=dt.UTC), tick=True)  # type: ignore[attr-defined]


def _under(cast: Cast, child: Agreement, parent: Agreement) -> None:  # noqa: F811
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


def test_a_warning_of_any_length_is_kept(cast: Cast) -> None:  # noqa: F811
    partner = make.PartnerFactory(government=cast.government, name="P" * 200)
    parties = [PartyEntry(government=cast.government), PartyEntry(partner=partner, number="9" * 120)]
    cast.draft(title="J" * 400, parties=parties)
    again = cast.draft(title="K" * 400, parties=parties)
    assert [len(row.message) for row in again.cautions.filter(cleared_at=None)] == [400]
    assert len(cautions.record(again, now=timezone.now())) == 1
    assert again.cautions.count() == 1


def test_what_hangs_below_follows_to_the_new_root(cast: Cast) -> None:  # noqa: F811
    top, middle = cast.draft(title="Atas"), cast.draft(title="Tengah")
    leaf = cast.draft(title="Bawah", parent=middle, relation=Relation.TURUNAN)
    _under(cast, middle, top)
    leaf.refresh_from_db()
    assert leaf.root_id == top.pk


@pytest.mark.django_db(transaction=True)
def test_two_people_cannot_close_a_circle_at_once() -> None:
    cast = assemble()  # noqa: F811
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


def test_an_extension_after_the_end_revives_nothing(cast: Cast) -> None:  # noqa: F811
    parent = cast.signed(signed_on=TODAY - 800 * DAY, ends_on=TODAY - 400 * DAY)
    late = cast.draft(parent=parent, relation=Relation.PERPANJANGAN, form=Form.PERPANJANGAN)
    cast.bring(late, Phase.DITANDATANGANI, signed_on=TODAY, ends_on=TODAY + 400 * DAY)
    parent.refresh_from_db()
    assert parent.validity(TODAY) == Validity.BERAKHIR
    assert late.validity(TODAY) == Validity.BERLAKU
    assert "extends_after_end" in set(late.cautions.values_list("code", flat=True))


def test_extensions_follow_each_other_without_a_gap(cast: Cast) -> None:  # noqa: F811
    parent = cast.signed(signed_on=TODAY - 800 * DAY, ends_on=TODAY - 400 * DAY)
    for begin, end in ((-399, -1), (0, 400)):
        one = cast.draft(parent=parent, relation=Relation.PERPANJANGAN, form=Form.PERPANJANGAN)
        first, last = TODAY + begin * DAY, TODAY + end * DAY
        cast.bring(one, Phase.DITANDATANGANI, signed_on=first, effective_from=first, ends_on=last)
    parent.refresh_from_db()
    assert parent.effective_ends_on == TODAY + 400 * DAY


def test_a_corrected_relation_gives_the_parent_its_end_back(cast: Cast) -> None:  # noqa: F811
    parent = cast.signed(signed_on=TODAY - 100 * DAY, ends_on=TODAY + 10 * DAY)
    child = cast.bring(cast.addendum(parent), Phase.DITANDATANGANI, ends_on=TODAY + 500 * DAY)
    parent.refresh_from_db()
    assert parent.effective_ends_on == TODAY + 500 * DAY
    corrections.correct(
        child, changes={"relation": Relation.TURUNAN}, reason="Salah pilih.", by=cast.staf, now=timezone.now()
    )
    parent.refresh_from_db()
    assert parent.effective_ends_on == TODAY + 10 * DAY


def test_a_relation_cannot_be_corrected_away_from_a_parent(cast: Cast) -> None:  # noqa: F811
    child = cast.bring(cast.addendum(cast.signed()), Phase.DITANDATANGANI)
    with pytest.raises(ValidationError):
        corrections.correct(child, changes={"relation": ""}, reason="Salah.", by=cast.staf, now=timezone.now())


def test_the_mark_for_review_and_openness_change_with_a_reason(cast: Cast) -> None:  # noqa: F811
    agreement = cast.draft(by=cast.staf, legacy=True)
    perform(agreement, "register_legacy", by=cast.staf, now=timezone.now())
    assert agreement.needs_review
    changes = {"needs_review": False, "visibility": Visibility.RAHASIA, "visibility_reason": "Uji konsekuensi 3/2026."}
    told = corrections.correct(agreement, changes=changes, reason="Diperiksa.", by=cast.staf, now=timezone.now())
    agreement.refresh_from_db()
    assert (agreement.needs_review, agreement.visibility) == (False, Visibility.RAHASIA)
    assert told.changes["agreement"]["needs_review"] == [True, False]
    with pytest.raises(ValidationError):
        corrections.correct(
            agreement, changes={"visibility_reason": ""}, reason="Tanpa alasan.", by=cast.staf, now=timezone.now()
        )


def test_no_old_paper_is_signed_tomorrow(cast: Cast) -> None:  # noqa: F811
    agreement = cast.draft(by=cast.staf, legacy=True, signed_on=TODAY + DAY)
    with pytest.raises(ValidationError) as refused:
        perform(agreement, "register_legacy", by=cast.staf, now=timezone.now())
    assert set(refused.value.message_dict) == {"signed_on"}


@pytest.mark.parametrize("change", [{"signed_weekday": "Senin"}, {"phase": Phase.DRAF}])
def test_the_database_keeps_what_was_signed(cast: Cast, change: dict[str, str]) -> None:  # noqa: F811
    agreement = cast.signed()
    with pytest.raises(IntegrityError, match="frozen"):
        Agreement.objects.filter(pk=agreement.pk).update(**change)


def test_a_party_cannot_be_taken_out_of_a_signed_paper(cast: Cast) -> None:  # noqa: F811
    signed, draft = cast.signed(), cast.draft(parties=[PartyEntry(government=cast.government)])
    with pytest.raises(IntegrityError, match="frozen"):
        Party.objects.filter(agreement=signed, partner__isnull=False).update(agreement=draft)


def test_prolonging_a_kb_beyond_five_years_warns(cast: Cast) -> None:  # noqa: F811
    kb = cast.signed(form=Form.KESEPAKATAN_BERSAMA, ends_on=TODAY + 900 * DAY)
    begin = TODAY + 901 * DAY
    for years, warned in ((5, False), (6, True)):
        draft = cast.draft(
            parent=kb, relation=Relation.PERPANJANGAN, form=Form.PERPANJANGAN, effective_from=begin,
            ends_on=begin.replace(year=begin.year + years),
        )  # fmt: skip
        assert ("kb_term" in _codes(draft)) is warned


def test_changing_what_nobody_signed_warns(cast: Cast) -> None:  # noqa: F811
    draft, dropped = cast.draft(), cast.bring(cast.draft(), Phase.DIBATALKAN)
    assert "parent_not_signed" in _codes(cast.addendum(draft))
    assert "parent_not_signed" not in _codes(cast.addendum(cast.signed()))
    assert "parent_dropped" in _codes(cast.draft(parent=dropped, relation=Relation.TURUNAN))
    assert "parent_dropped" not in _codes(cast.draft(parent=draft, relation=Relation.TURUNAN))

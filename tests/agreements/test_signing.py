"""What is signed is numbered without gaps and frozen; only a reasoned correction changes it."""

import datetime as dt
import threading
from dataclasses import fields
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from agreements.domain import chain
from agreements.domain.corrections import correct
from agreements.domain.signing import PartyFacts
from agreements.domain.workflow import perform
from agreements.enums import Capacity, Form, Phase, Relation
from agreements.models import Agreement, RegisterCounter
from tests.cast import Cast, assemble

DAY = dt.date(2026, 3, 2)


def test_signing_freezes_what_stands_on_the_paper(cast: Cast) -> None:
    agreement = cast.signed(signed_on=DAY, ends_on=dt.date(2029, 3, 2))
    cast.partner.name = "PT Nama Baru"
    cast.partner.save(update_fields=["name"])
    agreement.refresh_from_db()
    ours, theirs = agreement.ordered_parties()
    assert theirs.display_name == "PT Serat Optik Pesisir"
    assert ours.display_name == "Pemerintah Kota Tirtaraya"
    assert (agreement.register_no, agreement.effective_ends_on) == ("PKS-2026-0001", dt.date(2029, 3, 2))
    assert agreement.frozen_at is not None


def test_everything_recorded_of_a_party_is_kept(cast: Cast) -> None:
    agreement = cast.bring(cast.draft(), Phase.DIREKOMENDASIKAN)
    given = tuple(
        PartyFacts(
            order=number,
            number=f"{number}/PKS/2026",
            signatory_name=f"Nama {number}",
            signatory_name_with_titles=f"Dr. Nama {number}",
            signatory_position=f"Jabatan {number}",
            capacity=Capacity.KUASA,
            basis="Surat kuasa.",
            basis_number=f"SK/{number}",
            basis_on=DAY,
        )
        for number in (1, 2)
    )
    facts = cast.signing(agreement, signed_on=DAY, parties=given)
    perform(agreement, "sign", by=cast.staf, now=timezone.now(), facts=facts)
    names = [field.name for field in fields(PartyFacts)]
    stored = [PartyFacts(**{name: getattr(p, name) for name in names}) for p in agreement.ordered_parties()]
    assert stored == list(given)


@pytest.mark.parametrize(
    "change",
    [
        {"title": "Lain"},
        {"signed_on": DAY},
        {"ends_on": None},
        {"register_no": "X"},
        {"frozen_at": None},
        {"value_amount": 1},
    ],
)
def test_the_database_refuses_to_change_a_frozen_fact(cast: Cast, change: dict[str, object]) -> None:
    agreement = cast.signed()
    with pytest.raises(DatabaseError, match="frozen"), transaction.atomic():
        Agreement.objects.filter(pk=agreement.pk).update(**change)
    with pytest.raises(DatabaseError, match="frozen"), transaction.atomic():
        Agreement.objects.filter(pk=agreement.pk)._raw_delete("default")


def test_the_database_refuses_to_change_frozen_parties(cast: Cast) -> None:
    agreement = cast.signed()
    for act in (
        lambda: agreement.parties.update(number="9"),
        lambda: agreement.parties.all().delete(),
        lambda: agreement.parties.create(order=3, government=None, partner=cast.partner),
    ):
        with pytest.raises(DatabaseError, match="frozen"), transaction.atomic():
            act()


def test_what_is_not_a_fact_still_moves(cast: Cast) -> None:
    agreement = cast.signed()
    assert Agreement.objects.filter(pk=agreement.pk).update(needs_review=True, lead_unit=cast.other_unit) == 1


def test_a_correction_needs_a_reason_and_keeps_old_and_new(cast: Cast) -> None:
    agreement = cast.signed()
    now = timezone.now()
    with pytest.raises(ValidationError, match="Alasan koreksi"):
        correct(agreement, changes={"title": "Judul Benar"}, reason=" ", by=cast.staf, now=now)
    with pytest.raises(PermissionDenied):
        correct(agreement, changes={"title": "Judul Benar"}, reason="Salah ketik.", by=cast.pengusul, now=now)
    correction = correct(
        agreement,
        changes={"title": "Judul Benar"},
        party_changes={2: {"number": "SPK/004/DIR/2026"}},
        reason="Salah ketik.",
        by=cast.staf,
        now=now,
    )
    assert correction.changes == {
        "agreement": {"title": ["Penyediaan Jaringan Internet Ruang Publik", "Judul Benar"]},
        "parties": {"2": {"number": ["SPK/003/DIR/2026", "SPK/004/DIR/2026"]}},
    }
    assert agreement.title == "Judul Benar"
    with pytest.raises(DatabaseError, match="frozen"), transaction.atomic():
        Agreement.objects.filter(pk=agreement.pk).update(title="Lagi")


def test_a_correction_does_not_open_another_document(cast: Cast) -> None:
    first, second = cast.signed(), cast.signed()
    with transaction.atomic():
        correction = correct(first, changes={"title": "Baru"}, reason="Salah ketik.", by=cast.staf, now=timezone.now())
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('kerjasama.correction', %s, true)", [str(correction.pk)])
        with pytest.raises(DatabaseError, match="frozen"), transaction.atomic():
            Agreement.objects.filter(pk=second.pk).update(title="Baru")


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"signed_on": dt.date(2999, 1, 1)}, "signed_on"),
        ({"signed_on": DAY, "ends_on": dt.date(2026, 3, 1)}, "ends_on"),
        ({"signed_on": DAY, "effective_from": dt.date(2026, 4, 1), "ends_on": dt.date(2026, 3, 31)}, "ends_on"),
        ({"signed_on": DAY, "parties": (PartyFacts(order=1, signatory_name="A", capacity="kuasa"),)}, "parties"),
    ],
)
def test_facts_that_cannot_be_are_refused_whole(cast: Cast, facts: dict[str, Any], field: str) -> None:
    agreement = cast.bring(cast.draft(), Phase.DIREKOMENDASIKAN)
    with pytest.raises(ValidationError) as caught:
        perform(agreement, "sign", by=cast.staf, now=timezone.now(), facts=cast.signing(agreement, **facts))
    assert set(caught.value.message_dict) == {field}
    agreement.refresh_from_db()
    assert (agreement.phase, agreement.signed_on, agreement.register_no) == (Phase.DIREKOMENDASIKAN, None, None)
    assert agreement.ordered_parties()[0].signatory_name == ""


def test_numbers_run_per_form_and_year(cast: Cast) -> None:
    numbers = [
        cast.signed(signed_on=DAY).register_no,
        cast.signed(signed_on=dt.date(2025, 3, 3)).register_no,
        cast.signed(signed_on=DAY).register_no,
        cast.signed(signed_on=DAY, form=Form.KESEPAKATAN_BERSAMA).register_no,
    ]
    assert numbers == ["PKS-2026-0001", "PKS-2025-0001", "PKS-2026-0002", "KB-2026-0001"]


@pytest.mark.django_db(transaction=True)
def test_numbers_have_no_gap_with_eight_at_once_and_one_failing() -> None:
    cast = assemble()
    ready = [cast.bring(cast.draft(), Phase.DIREKOMENDASIKAN) for _ in range(8)]
    facts = [cast.signing(agreement, signed_on=DAY) for agreement in ready]
    barrier = threading.Barrier(8)

    def act(index: int) -> None:
        try:
            barrier.wait(timeout=60)
            with transaction.atomic():
                perform(ready[index], "sign", by=cast.staf, now=timezone.now(), facts=facts[index])
                if index == 3:
                    raise RuntimeError("crash after the number was taken")
        except RuntimeError:
            pass
        finally:
            connection.close()

    threads = [threading.Thread(target=act, args=(index,)) for index in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    taken = Agreement.objects.filter(phase=Phase.DITANDATANGANI).values_list("register_seq", flat=True)
    assert sorted(seq or 0 for seq in taken) == [1, 2, 3, 4, 5, 6, 7]
    assert RegisterCounter.objects.get(form=Form.PERJANJIAN_KERJA_SAMA, year=2026).last == 7


def test_an_old_paper_is_registered_without_dates_and_marked(cast: Cast) -> None:
    agreement = cast.draft(by=cast.staf, legacy=True, signed_on=dt.date(2019, 7, 15), signed_precision="tahun")
    perform(agreement, "register_legacy", by=cast.staf, now=timezone.now())
    assert (agreement.signed_on, agreement.register_no) == (dt.date(2019, 1, 1), "PKS-2019-0001")
    assert agreement.needs_review is True
    assert agreement.phase == Phase.DITANDATANGANI


class TestChain:
    def test_an_extension_moves_the_end_and_a_correction_moves_it_again(self, cast: Cast) -> None:
        parent = cast.signed(signed_on=dt.date(2025, 1, 6), ends_on=dt.date(2026, 12, 31))
        extension = cast.signed(
            signed_on=dt.date(2026, 6, 1),
            ends_on=dt.date(2028, 12, 31),
            parent=parent,
            relation=Relation.PERPANJANGAN,
            form=Form.PERPANJANGAN,
        )
        parent.refresh_from_db()
        assert parent.effective_ends_on == dt.date(2028, 12, 31)
        assert parent.ends_on == dt.date(2026, 12, 31)
        correct(
            extension, changes={"ends_on": dt.date(2027, 12, 31)}, reason="Salah.", by=cast.staf, now=timezone.now()
        )
        parent.refresh_from_db()
        assert parent.effective_ends_on == dt.date(2027, 12, 31)
        # An older version counted otherwise: the next sweep finds it, and then has nothing more to do.
        Agreement.objects.filter(pk=parent.pk).update(effective_ends_on=dt.date(2031, 12, 31))
        assert (chain.recompute_ends(), chain.recompute_ends()) == (1, 0)
        parent.refresh_from_db()
        assert parent.effective_ends_on == dt.date(2027, 12, 31)

    def test_an_addendum_without_an_end_moves_nothing(self, cast: Cast) -> None:
        parent = cast.signed(signed_on=DAY, ends_on=dt.date(2027, 12, 31))
        cast.bring(cast.addendum(parent), Phase.DITANDATANGANI)
        parent.refresh_from_db()
        assert parent.effective_ends_on == dt.date(2027, 12, 31)

    def test_a_derived_document_moves_nothing(self, cast: Cast) -> None:
        parent = cast.signed(signed_on=DAY, ends_on=dt.date(2027, 12, 31))
        cast.signed(signed_on=DAY, ends_on=dt.date(2029, 12, 31), parent=parent, relation=Relation.TURUNAN)
        parent.refresh_from_db()
        assert parent.effective_ends_on == dt.date(2027, 12, 31)

    def test_a_replacement_ends_its_parent_on_the_eve(self, cast: Cast) -> None:
        parent = cast.signed(signed_on=DAY, ends_on=dt.date(2029, 3, 2))
        new = cast.signed(
            signed_on=dt.date(2026, 6, 1),
            ends_on=dt.date(2031, 6, 1),
            parent=parent,
            relation=Relation.PENGGANTIAN,
        )
        parent.refresh_from_db()
        assert (parent.phase, parent.ended_on) == (Phase.DIGANTIKAN, dt.date(2026, 5, 31))
        assert parent.transitions.get(action="replace").note == f"Digantikan oleh {new.register_no}."

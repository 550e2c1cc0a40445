"""Notes on parts, the checklist, conditions of a recommendation, the technical study."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from agreements.domain.errors import WrongPhase
from agreements.domain.workflow import perform
from agreements.enums import Form, Phase
from agreements.models import Agreement, LocalItem
from agreements.procedures import procedure_of
from reviews.checklists import checklist_of
from reviews.domain import checks, conditions, parts, remarks, rounds, studies
from reviews.domain.checks import Tick
from reviews.models import Condition, Opinion, Remark, Round
from tests import factories as make
from tests.cast import Cast
from tests.reviews.table import close, opened, resubmit, say, submitted

TERM = "pasal:jangka waktu"


def _note(cast: Cast, review: Round, name: str, stance: str = "perlu_perbaikan", **texts: str) -> Opinion:
    return rounds.give_opinion(
        review,
        seat=cast.seats[name],
        stance=stance,
        note="",
        remarks={TERM: texts.get("term", ""), "pihak": texts.get("parties", "")},
        by=cast.people[name],
        now=timezone.now(),
    )


def test_notes_on_parts_are_reason_enough_and_named_in_the_opinion(cast: Cast) -> None:
    review = opened(cast)
    opinion = _note(cast, review, "anggota1", term="Sebutkan tanggal mulai.", parties="Lengkapi jabatan.")
    assert opinion.note.startswith("Lihat catatan pada Para pihak, Pasal ")
    assert [(r.part, r.text) for r in opinion.remarks.order_by("pk")] == [
        ("pihak", "Lengkapi jabatan."), (TERM, "Sebutkan tanggal mulai."),
    ]  # fmt: skip
    with pytest.raises(ValidationError):
        _note(cast, review, "anggota2")


def test_an_opinion_changed_changes_its_notes(cast: Cast) -> None:
    review = opened(cast)
    _note(cast, review, "anggota1", term="Lama.", parties="Hilang.")
    _note(cast, review, "anggota1", term="Baru.")
    assert [remark.text for remark in Remark.objects.all()] == ["Baru."]
    say(cast, review, "anggota1", "setuju")  # says nothing about parts: they stay
    assert Remark.objects.count() == 1


def test_a_part_the_draft_does_not_have_is_refused(cast: Cast) -> None:
    review = opened(cast)
    with pytest.raises(ValidationError):
        rounds.give_opinion(
            review,
            seat=cast.seats["anggota1"],
            stance="setuju",
            note="",
            remarks={"pasal:rahasia": "x"},
            by=cast.anggota1,
            now=timezone.now(),
        )


def test_second_round_shows_what_changed_and_which_notes_are_open(cast: Cast) -> None:
    review = opened(cast)
    opinion = _note(cast, review, "anggota1", term="Sebutkan tanggal mulai.", parties="Lengkapi jabatan.")
    close(review, cast.ketua, "perbaiki", note="Lihat catatan anggota.")
    agreement = review.agreement
    agreement.refresh_from_db()
    Agreement.objects.filter(pk=agreement.pk).update(duration_text="5 (lima) tahun")
    second = opened(cast, agreement=resubmit(cast, agreement))
    changed = {change.part for change in parts.changes(review.draft, second.draft)}
    assert parts.FACTS in changed
    assert parts.PARTIES not in changed
    assert set(remarks.open_remarks(agreement, before=second)) == set(opinion.remarks.all())
    assert not remarks.open_remarks(agreement, before=review).exists()
    first = opinion.remarks.get(part="pihak")
    remarks.settle(first, settlement="Jabatan sudah dilengkapi.", by=cast.anggota1, now=timezone.now())
    assert [r.part for r in remarks.open_remarks(agreement, before=second)] == [TERM]
    with pytest.raises(WrongPhase):
        remarks.settle(first, settlement="Lagi.", by=cast.staf, now=timezone.now())


def test_a_note_is_settled_by_its_author_or_the_secretariat(cast: Cast) -> None:
    review = opened(cast)
    remark = _note(cast, review, "anggota1", term="Perjelas.").remarks.get()
    for name in ("anggota2", "ketua", "pengusul", "owner_reviewer", "pimpinan", "stranger_staf"):
        with pytest.raises(PermissionDenied):
            remarks.settle(remark, settlement="Selesai.", by=cast.people[name], now=timezone.now())
    with pytest.raises(ValidationError):
        remarks.settle(remark, settlement=" ", by=cast.staf, now=timezone.now())
    assert remarks.settle(remark, settlement="Selesai.", by=cast.staf, now=timezone.now()).settled_by == cast.staf


def test_a_settled_note_that_says_something_else_is_open_again(cast: Cast) -> None:
    review = opened(cast)
    remark = _note(cast, review, "anggota1", term="Perjelas.").remarks.get()
    remarks.settle(remark, settlement="Sudah.", by=cast.staf, now=timezone.now())
    _note(cast, review, "anggota1", term="Perjelas.")
    remark.refresh_from_db()
    assert remark.settled_at is not None  # the same words: still settled
    _note(cast, review, "anggota1", term="Paling lama 3 tahun.")
    again = Remark.objects.get(pk=remark.pk, settled_at=None)
    assert (again.text, again.settlement) == ("Paling lama 3 tahun.", "")


# --- The checklist ---

FORMS = {
    Form.KESEPAKATAN_BERSAMA: [
        "komparisi", "para_pihak", "konsideran", "maksud_dan_tujuan", "objek", "ruang_lingkup", "pelaksanaan",
        "jangka_waktu", "surat_menyurat", "lain_lain", "penutup",
    ],
    Form.PERJANJIAN_KERJA_SAMA: [
        "komparisi", "para_pihak", "konsideran", "maksud_dan_tujuan", "objek", "ruang_lingkup", "pelaksanaan",
        "hak_dan_kewajiban", "pembiayaan", "jangka_waktu", "penyelesaian_perselisihan", "keadaan_kahar",
        "pengakhiran_kerja_sama", "sanksi", "penutup",
    ],
    Form.NOTA_KESEPAKATAN: [
        "komparisi", "para_pihak", "premis", "konsideran", "latar_belakang", "maksud_dan_tujuan", "lokasi", "objek",
        "ruang_lingkup", "tugas_dan_tanggung_jawab", "pelaksanaan", "pembiayaan", "jangka_waktu", "lain_lain",
        "penutup",
    ],
    Form.PERNYATAAN_KEHENDAK: [
        "subjek", "maksud_dan_tujuan", "ruang_lingkup", "masa_berlaku", "tempat_dan_tanggal_penandatanganan",
    ],
    Form.NASKAH_KERJA_SAMA: [
        "subjek", "maksud_dan_tujuan", "ruang_lingkup", "pelaksanaan", "pembiayaan", "kelompok_kerja_bersama",
        "penyelesaian_perselisihan", "amandemen", "masa_berlaku_perpanjangan_dan_pengakhiran"[:40],
        "tempat_dan_tanggal_penandatanganan",
    ],
}  # fmt: skip


@pytest.mark.parametrize("form", list(FORMS))
def test_contents_are_those_the_law_asks_of_the_form(form: str) -> None:
    agreement = Agreement(form=form, cooperation_kind="ksdpk")
    items = checklist_of(agreement, {"articles": []})
    assert [item.code for item in items if item.group == "muatan"] == FORMS[Form(form)]
    assert [item.code for item in items if item.group == "pertimbangan"] == [
        "rpjmd", "rtrw", "keterkaitan", "biaya_manfaat", "dampak",
    ]  # fmt: skip


def test_three_more_considerations_where_a_third_party_took_the_initiative() -> None:
    agreement = Agreement(form=Form.KESEPAKATAN_BERSAMA, cooperation_kind="ksdpk", initiator="mitra")
    codes = [item.code for item in checklist_of(agreement, {}) if item.group == "pertimbangan"]
    assert codes[5:] == ["bonafiditas", "pengalaman", "komitmen"]
    agreement.cooperation_kind = "ksdd_sukarela"
    assert len([item for item in checklist_of(agreement, {}) if item.group == "pertimbangan"]) == 5


def test_the_pasal_is_proposed_from_the_draft(cast: Cast) -> None:
    review = opened(cast)
    found = {item.code: item.pasal for item in checklist_of(review.agreement, review.draft)}
    assert found["objek"] == "2"
    assert found["para_pihak"] == found["rpjmd"] == ""
    headings = [{"heading": "PENUTUP", "body": ""}, {"heading": "HAK SERTA KEWAJIBAN PARA PIHAK", "body": ""}]
    found = {item.code: item.pasal for item in checklist_of(review.agreement, {"articles": headings})}
    assert (found["hak_dan_kewajiban"], found["pembiayaan"]) == ("2", "")


def test_lines_are_ticked_and_counted(cast: Cast) -> None:
    review = opened(cast)
    done = checks.tick(
        review,
        {"objek": Tick("terpenuhi", "2"), "sanksi": Tick("belum", "", "Belum ada sanksi.")},
        by=cast.anggota1,
        now=timezone.now(),
    )
    tally = checks.tally(checks.lines(review))
    assert (done, tally.done, tally.total, tally.lacking) == (2, 2, 20, 1)
    again = {"objek": Tick("terpenuhi", "2"), "sanksi": Tick("terpenuhi", "11")}
    assert checks.tick(review, again, by=cast.staf, now=timezone.now()) == 1


def test_a_region_adds_lines_of_its_own(cast: Cast) -> None:
    review = opened(cast)
    procedure = procedure_of(review.agreement)
    assert procedure is not None
    facts: dict[str, Any] = {
        "government": cast.government, "procedure": procedure.code, "added_by": cast.staf,
    }  # fmt: skip
    added = LocalItem.objects.create(**facts, step="telaahan_tkksd", text="Kesesuaian dengan kearifan lokal")
    LocalItem.objects.create(**facts, step="persiapan", text="Bukan urusan telaahan")
    last = checks.lines(review)[-1].item
    assert (last.code, last.label, last.group) == (f"daerah-{added.pk}", "Kesesuaian dengan kearifan lokal", "daerah")
    assert checks.tick(review, {last.code: Tick("terpenuhi")}, by=cast.staf, now=timezone.now()) == 1
    assert checks.tally(checks.lines(review)).total == 21


def test_a_lacking_line_says_what_lacks_and_unknown_lines_are_refused(cast: Cast) -> None:
    review = opened(cast)
    for ticks in ({"objek": Tick("belum")}, {"entah": Tick("terpenuhi")}, {"objek": Tick("entah")}):
        with pytest.raises(ValidationError):
            checks.tick(review, ticks, by=cast.staf, now=timezone.now())


def test_who_may_not_fill_the_checklist(cast: Cast) -> None:
    review = opened(cast)
    review.seats.add(cast.seats["owner_reviewer"])
    for name in ("pengusul", "colleague", "owner_reviewer", "pimpinan", "auditor", "stranger_staf"):
        with pytest.raises(PermissionDenied):
            checks.tick(review, {"objek": Tick("terpenuhi")}, by=cast.people[name], now=timezone.now())


def test_a_closed_round_keeps_its_checklist(cast: Cast) -> None:
    review = opened(cast)
    close(review, cast.ketua)
    with pytest.raises(WrongPhase):
        checks.tick(review, {"objek": Tick("terpenuhi")}, by=cast.staf, now=timezone.now())


# --- Conditions ---


def _sign(cast: Cast, agreement: Agreement) -> Any:
    facts = cast.signing(agreement, signed_on=cast.government.today())
    return perform(agreement, "sign", by=cast.staf, now=timezone.now(), facts=facts)


def test_conditions_are_cleared_before_the_signature(cast: Cast) -> None:
    review = opened(cast)
    rounds.conclude(
        review,
        conclusion="rekomendasi_dengan_catatan",
        note="Setuju dengan dua syarat.",
        conditions=["Lampirkan peta lokasi.", " ", "Sebutkan PIC."],
        by=cast.ketua,
        now=timezone.now(),
    )
    agreement = review.agreement
    agreement.refresh_from_db()
    assert [c.text for c in conditions.standing(agreement)] == ["Lampirkan peta lokasi.", "Sebutkan PIC."]
    with pytest.raises(ValidationError) as refused:
        _sign(cast, agreement)
    assert "Lampirkan peta lokasi." in str(refused.value)
    first, second = Condition.objects.order_by("order")
    conditions.clear(first, note="Peta dilampirkan.", by=cast.staf, now=timezone.now())
    with pytest.raises(ValidationError) as refused:
        _sign(cast, agreement)
    assert "peta" not in str(refused.value)
    conditions.clear(second, note="PIC disebut pada Pasal 9.", by=cast.staf, now=timezone.now())
    _sign(cast, agreement)
    agreement.refresh_from_db()
    assert agreement.phase == Phase.DITANDATANGANI


def test_open_conditions_are_read_before_the_signing_form_is_filled(client: Client, cast: Cast) -> None:
    review = opened(cast)
    close(review, cast.ketua, "rekomendasi_dengan_catatan", note="Lampirkan peta lokasi.")
    client.force_login(cast.staf)
    pages = [reverse(f"agreements:{name}", args=[review.agreement_id]) for name in ("detail", "sign")]
    said = "Syarat rekomendasi TKKSD belum dipenuhi: Lampirkan peta lokasi."
    assert all(said in client.get(page).content.decode() for page in pages)
    conditions.clear(Condition.objects.get(), note="Peta dilampirkan.", by=cast.staf, now=timezone.now())
    assert not any(said in client.get(page).content.decode() for page in pages)


def test_without_conditions_the_note_is_the_condition_and_a_plain_recommendation_has_none(cast: Cast) -> None:
    review = opened(cast)
    close(review, cast.ketua, "rekomendasi_dengan_catatan", note="Lengkapi lampiran.")
    assert [c.text for c in Condition.objects.all()] == ["Lengkapi lampiran."]
    other = opened(cast, agreement=submitted(cast))
    close(other, cast.ketua, note="Baik.")
    assert not other.conditions.exists()


def test_conditions_of_an_earlier_round_do_not_stand_after_a_later_one(cast: Cast) -> None:
    review = opened(cast)
    close(review, cast.ketua, "rekomendasi_dengan_catatan", note="Lengkapi lampiran.")
    agreement = review.agreement
    agreement.refresh_from_db()
    perform(agreement, "reopen", by=cast.staf, now=timezone.now(), note="Diubah.")
    second = opened(cast, agreement=resubmit(cast, agreement))
    close(second, cast.ketua)
    agreement.refresh_from_db()
    assert not conditions.standing(agreement).exists()
    _sign(cast, agreement)


def test_who_clears_and_how(cast: Cast) -> None:
    review = opened(cast)
    close(review, cast.ketua, "rekomendasi_dengan_catatan", note="Lengkapi lampiran.")
    condition = Condition.objects.get()
    for name in ("pengusul", "ketua", "anggota1", "pimpinan", "stranger_staf"):
        with pytest.raises(PermissionDenied):
            conditions.clear(condition, note="Sudah.", by=cast.people[name], now=timezone.now())
    with pytest.raises(ValidationError):
        conditions.clear(condition, note=" ", by=cast.staf, now=timezone.now())
    conditions.clear(condition, note="Sudah.", by=cast.staf, now=timezone.now())
    with pytest.raises(WrongPhase):
        conditions.clear(condition, note="Sudah lagi.", by=cast.staf, now=timezone.now())


# --- The technical study ---


def test_the_technical_team_hands_in_a_study(cast: Cast) -> None:
    team = make.TeamFactory(government=cast.government, kind="tim_teknis")
    seat = make.SeatFactory(team=team, holder=cast.anggota3, position="Kepala Bidang Infrastruktur")
    make.SeatFactory(team=team, holder=cast.owner_reviewer)
    agreement = submitted(cast)
    study = studies.hand_in(agreement, advice="layak", text="Layak teknis.", by=cast.anggota3, now=timezone.now())
    assert (study.seat, study.draft_version) == (seat, agreement.version)
    for name in ("anggota1", "staf", "owner_reviewer", "pengusul"):
        with pytest.raises(PermissionDenied):
            studies.hand_in(agreement, advice="layak", text="x", by=cast.people[name], now=timezone.now())
    with pytest.raises(ValidationError):
        studies.hand_in(agreement, advice="layak", text=" ", by=cast.anggota3, now=timezone.now())
    review = opened(cast, agreement=agreement)
    assert checks.tick(review, {"objek": Tick("terpenuhi", "2")}, by=cast.anggota3, now=timezone.now()) == 1
    close(review, cast.ketua)
    with pytest.raises(WrongPhase):
        studies.hand_in(review.agreement, advice="layak", text="x", by=cast.anggota3, now=timezone.now())


def test_a_seat_of_the_technical_team_does_not_conclude_nor_sit_in_a_round(cast: Cast) -> None:
    team = make.TeamFactory(government=cast.government, kind="tim_teknis")
    seat = make.SeatFactory(team=team, kind="ketua", holder=cast.anggota3)
    review = opened(cast, "anggota1")
    with pytest.raises(PermissionDenied):
        close(review, cast.anggota3)
    with pytest.raises(ValidationError):
        rounds.ask_more(review, seats=[seat], by=cast.staf, now=timezone.now())

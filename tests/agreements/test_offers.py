"""Letters that come in: written down, answered or made into a draft; seen only by those they concern."""

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from accounts.enums import DayUnit
from accounts.models import User
from agreements.domain import gates, local_rules, offers, steps, task_list
from agreements.domain.task_list import State
from agreements.enums import CooperationKind, FileKind, Form
from agreements.models import Agreement, Offer
from agreements.procedures.local import rules_of
from agreements.views import beginnings
from tests.agreements.pages import fields_of, pdf
from tests.agreements.test_local_rules import OWN
from tests.cast import Cast


@pytest.fixture(autouse=True)
def _no_second_factor(settings: Settings) -> None:
    settings.MFA_REQUIRED_ROLES = []


def as_(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def take(cast: Cast, **values: Any) -> Offer:
    today = cast.government.today()
    given = {"kind": "penawaran", "partner": cast.partner, "letter_number": "119/7", "subject": "Terminal tipe C",
             "received_on": today - dt.timedelta(days=3), "unit": None, **values}  # fmt: skip
    return offers.take_in(cast.government, values=given, upload=None, by=cast.staf, now=timezone.now())


def test_only_staf_write_letters_down(cast: Cast) -> None:
    for person in ("pengusul", "ketua", "pimpinan", "auditor", "stranger_staf"):
        with pytest.raises(PermissionDenied):
            offers.take_in(cast.government, values={}, upload=None, by=cast.people[person], now=timezone.now())


def test_who_sees_a_letter(cast: Cast) -> None:
    letter = take(cast, unit=cast.unit)
    seen = {name for name, person in cast.people.items() if Offer.objects.visible_to(person).filter(pk=letter.pk)}
    assert seen == {"staf", "pimpinan", "auditor", "pengusul", "owner_reviewer"}
    for name in ("colleague", "ketua", "stranger_staf"):
        assert as_(cast.people[name]).get(offers.path_of(letter)).status_code == 404


def test_what_cannot_be_is_refused(cast: Cast) -> None:
    tomorrow = cast.government.today() + dt.timedelta(days=1)
    with pytest.raises(ValidationError, match="belum tiba"):
        take(cast, received_on=tomorrow)
    with pytest.raises(ValidationError, match="sesudah tanggal diterima"):
        take(cast, letter_on=cast.government.today())
    letter = take(cast)
    with pytest.raises(ValidationError, match="sudah tercatat"):
        take(cast)
    facts = offers.Answer(answer="ditolak", answered_on=letter.received_on, answer_number="1")
    with pytest.raises(ValidationError, match="Alasan penolakan"):
        offers.reply(letter, facts=facts, by=cast.staf, now=timezone.now())
    with pytest.raises(ValidationError, match="sebelum yang pertama"):
        offers.asked_again(
            letter, received_on=letter.received_on - dt.timedelta(days=1), number="", by=cast.staf, now=timezone.now()
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        Offer.objects.filter(pk=letter.pk).update(answer="diterima")


def test_an_answered_letter_is_not_answered_twice(cast: Cast) -> None:
    letter = take(cast)
    facts = offers.Answer(answer="diterima", answered_on=letter.received_on, answer_number="1")
    offers.reply(letter, facts=facts, by=cast.staf, now=timezone.now())
    with pytest.raises(ValidationError, match="sudah dijawab"):
        offers.reply(letter, facts=facts, by=cast.staf, now=timezone.now())


def test_our_clock_is_the_regions_own_where_it_set_one(cast: Cast) -> None:
    letter = take(cast, received_on=dt.date(2026, 3, 2))

    def due() -> dt.date:
        return offers.due_on(Offer.objects.select_related("government").get(pk=letter.pk))

    assert due() == dt.date(2026, 4, 1)
    local_rules.set_limit(
        cast.government, "surat_masuk", "jawab_penawaran", number=10, unit=DayUnit.HARI_KERJA, note="Perwali 3/2024",
        by=cast.staf, now=timezone.now(),
    )  # fmt: skip
    assert due() == dt.date(2026, 3, 16)
    page = as_(cast.staf).get(offers.path_of(letter)).content.decode()
    assert "paling lama 10 hari kerja sejak surat diterima (ketentuan daerah; nasional 30 hari)" in page
    form = as_(cast.staf).get(reverse("agreements:offer_new")).content.decode()
    assert "10 hari kerja untuk penawaran daerah lain, 30 hari untuk prakarsa pihak ketiga" in form
    offers.asked_again(letter, received_on=dt.date(2026, 4, 2), number="", by=cast.staf, now=timezone.now())
    assert due() == dt.date(2026, 4, 17)
    with pytest.raises(ValidationError, match="hanya batas waktunya"):
        local_rules.add_step(cast.government, "surat_masuk", facts=OWN, by=cast.staf, now=timezone.now())


def test_from_the_form_to_the_answer(cast: Cast) -> None:
    client = as_(cast.staf)
    today = cast.government.today()
    typed = {"kind": "prakarsa", "partner": cast.partner.pk, "letter_number": "12/DIR", "subject": "Limbah medis",
             "received_on": "", "berkas": pdf("surat.pdf")}  # fmt: skip
    refused = client.post(reverse("agreements:offer_new"), typed)
    assert refused.status_code == 422
    assert "Isi tanggal suratnya diterima." in refused.content.decode()
    assert "12/DIR" in refused.content.decode()
    waiting = fields_of(refused)
    assert len(waiting["berkas_titipan"]) == 1, "the scan need not be chosen twice"
    done = client.post(reverse("agreements:offer_new"), {**waiting, "received_on": today.isoformat()})
    letter = Offer.objects.get()
    assert done["Location"] == offers.path_of(letter)
    page = client.get(offers.path_of(letter)).content.decode()
    assert "menunggu jawaban kita" in page
    stored = client.get(reverse("agreements:offer_letter", args=[letter.pk]))
    assert b"".join(stored.streaming_content).startswith(b"%PDF")  # type: ignore[attr-defined]
    assert "Limbah medis" in client.get(reverse("agreements:offers")).content.decode()
    again = client.post(
        reverse("agreements:offer_again", args=[letter.pk]), {"received_on": today.isoformat(), "number": "13/DIR"}
    )
    assert again.status_code == 302
    refused = client.post(reverse("agreements:offer_reply", args=[letter.pk]), {"answer": "ditolak"})
    assert refused.status_code == 422
    answered = client.post(
        reverse("agreements:offer_reply", args=[letter.pk]),
        {"answer": "diterima", "answered_on": today.isoformat(), "answer_number": "100/1"},
    )
    assert answered.status_code == 302
    letter.refresh_from_db()
    assert (letter.answer, letter.second_received_on, letter.answer_number) == ("diterima", today, "100/1")
    changed = client.get(reverse("agreements:offer_change", args=[letter.pk]))
    assert changed.status_code == 200


def test_a_draft_begun_from_a_letter_is_filled_and_tied_to_it(cast: Cast) -> None:
    letter = take(cast, kind="prakarsa", subject="Pengelolaan limbah medis", unit=cast.unit)
    client = as_(cast.staf)
    start = client.get(f"{reverse('agreements:create')}?surat={letter.pk}")
    page = client.get(start["Location"])
    fields = fields_of(page)
    assert "Pengelolaan limbah medis" in page.content.decode()
    done = client.post(start["Location"], fields)
    assert done.status_code == 302, done.content.decode()[:2000]
    agreement = Agreement.objects.get()
    letter.refresh_from_db()
    assert letter.agreement == agreement
    assert (agreement.form, agreement.cooperation_kind) == (Form.KESEPAKATAN_BERSAMA, CooperationKind.KSDPK)
    assert agreement.initiator == "mitra"
    assert [party.partner_id for party in agreement.ordered_parties()] == [None, cast.partner.pk]


def test_a_draft_and_its_letter_are_tied_wholly_or_not_at_all(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """What fails is told, the draft stays, and a letter that is not tied can be tied by sending the form again."""
    letter, draft = take(cast), cast.draft()
    data = {"surat": str(letter.pk)}

    def fails(error: Exception) -> Any:
        def act(*_args: Any, **_named: Any) -> None:
            Offer.objects.filter(pk=letter.pk).update(subject="setengah jalan")
            raise error

        return act

    def remembered() -> tuple[str, str, Agreement | None]:
        told = beginnings.remember(data, draft, by=cast.staf, now=timezone.now())
        letter.refresh_from_db()
        return " ".join(told), letter.subject, letter.agreement

    for error in (FileNotFoundError("hilang"), ValidationError("Rusak.")):
        monkeypatch.setattr(beginnings, "hand_over", fails(error))
        told, subject, tied = remembered()
        assert ("belum tersambung" in told, subject, tied) == (True, "Terminal tipe C", None)
    monkeypatch.undo()
    monkeypatch.setattr(beginnings, "tell_step", fails(ValidationError("Belum tiba.")))
    told, subject, tied = remembered()
    assert ("Belum tiba." in told, subject, tied) == (True, "Terminal tipe C", draft)
    assert remembered()[0] == "", "told once"


def test_an_offer_that_came_to_us_asks_for_our_answer_and_not_for_our_own_offer(cast: Cast) -> None:
    """Theirs is the offer: KAK, offer and their answer do not apply; our answer stands before the signature."""
    letter = take(cast)
    values = offers.beginning(letter)
    kb = cast.draft(**{**values, "lead_unit": cast.unit})
    states = {item.rule.code: item.state for item in task_list.board(kb, today=cast.government.today())}
    for code in ("persiapan", "penawaran_disiapkan", "menunggu_tanggapan"):
        assert states[code] == State.TIDAK_BERLAKU
    assert [item.rule.code for item in gates.closed_gates(kb, "sign", today=cast.government.today())] == [
        "tanggapan_kita"
    ]
    offers.became(letter, kb)
    facts = offers.Answer(answer="diterima", answered_on=letter.received_on, answer_number="100/7")
    offers.reply(letter, facts=facts, by=cast.staf, now=timezone.now())
    row = kb.steps.get(code="tanggapan_kita")
    assert (row.outcome, row.letter_number, row.done_on) == ("disetujui", "100/7", letter.received_on)
    assert gates.closed_gates(kb, "sign", today=cast.government.today()) == []
    ours = cast.draft(form="kesepakatan_bersama", cooperation_kind="ksdd_sukarela")
    states = {item.rule.code: item.state for item in task_list.board(ours, today=cast.government.today())}
    assert states["tanggapan_kita"] == State.TIDAK_BERLAKU


def test_an_answer_given_before_the_draft_was_begun_is_told_to_it(cast: Cast) -> None:
    letter = take(cast)
    facts = offers.Answer(answer="diterima", answered_on=letter.received_on, answer_number="100/7")
    answered = offers.reply(letter, facts=facts, by=cast.staf, now=timezone.now())
    kb = cast.draft(**{**offers.beginning(letter), "lead_unit": cast.unit})
    by_hand = steps.StepFacts(note="Lewat kurir.", evidence=cast.attach(kb, FileKind.SURAT))
    steps.record(kb, "tanggapan_kita", facts=by_hand, by=cast.staf, now=timezone.now())
    offers.tell_step(answered, kb, by=cast.staf, now=timezone.now())
    told = kb.steps.get(code="tanggapan_kita")
    assert (told.outcome, told.note, told.evidence) == ("disetujui", "Lewat kurir.", kb.files.get())
    answered.answer, answered.answer_note = "ditolak", "Sudah dialokasikan."
    offers.tell_step(answered, kb, by=cast.staf, now=timezone.now())
    closed = gates.closed_gates(Agreement.objects.get(pk=kb.pk), "sign", today=cast.government.today())
    assert [item.rule.code for item in closed] == ["tanggapan_kita"]
    assert "tanggapan_kita" not in {rule.code for rule in rules_of(cast.draft())}

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
from agreements.domain import local_rules, offers
from agreements.enums import CooperationKind, Form
from agreements.models import Agreement, Offer
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
    done = client.post(
        reverse("agreements:offer_new"), {**typed, "received_on": today.isoformat(), "berkas": pdf("surat.pdf")}
    )
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

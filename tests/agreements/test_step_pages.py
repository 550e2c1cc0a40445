"""The page of one step: what is typed and handed in is never lost, who may what, and what the page shows."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from accounts.models import User
from agreements.domain import consent
from agreements.enums import CooperationKind, FileKind, Form, Outcome
from agreements.models import Agreement, File
from tests.agreements.pages import fields_of, pdf
from tests.cast import Cast


@pytest.fixture(autouse=True)
def _no_second_factor(settings: Settings) -> None:
    settings.MFA_REQUIRED_ROLES = []


@pytest.fixture
def kb(cast: Cast) -> Agreement:
    return cast.draft(form=Form.KESEPAKATAN_BERSAMA, cooperation_kind=CooperationKind.KSDD_SUKARELA)


def as_(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def page_of(agreement: Agreement, code: str) -> str:
    return reverse("agreements:step", args=[agreement.pk, code])


def test_a_refused_form_keeps_words_and_file(cast: Cast, kb: Agreement) -> None:
    client = as_(cast.pengusul)
    tomorrow = cast.government.today() + dt.timedelta(days=1)
    typed = {"letter_number": "119/7", "sent_on": tomorrow.isoformat(), "note": "Dikirim kurir.", "bukti": pdf("a.pdf")}
    refused = client.post(page_of(kb, "penawaran_disiapkan"), typed)
    assert refused.status_code == 422
    stored = File.objects.get(agreement=kb, kind=FileKind.BUKTI)
    fields = fields_of(refused)
    assert (fields["letter_number"], fields["note"]) == (["119/7"], ["Dikirim kurir."])
    assert fields["evidence"] == [str(stored.pk)]
    fields["sent_on"] = [cast.government.today().isoformat()]
    fields["outcome"] = [Outcome.SELESAI]
    assert client.post(page_of(kb, "penawaran_disiapkan"), fields).status_code == 302
    row = kb.steps.get(code="penawaran_disiapkan")
    assert (row.evidence, row.letter_number, row.recorded_by) == (stored, "119/7", cast.pengusul)


def test_the_task_list_names_who_is_waited_for_and_the_article(cast: Cast, kb: Agreement) -> None:
    page = as_(cast.staf).get(reverse("agreements:detail", args=[kb.pk])).content.decode()
    for words in (
        "Menunggu Wali Kota Tirtaraya",
        "Menunggu Pimpinan PT Serat Optik Pesisir",
        "Permendagri 22/2020 Pasal 8 ayat (3)",
    ):
        assert words in page
    assert "Yang dimuat (8 hal)" in page
    assert "0 dari 6 tahapan selesai" in page, "what the law does not ask here is neither done nor to be done"
    assert "analisis dampak sosial dan lingkungan" in page


@pytest.mark.parametrize(
    ("person", "status"),
    [("staf", 200), ("pengusul", 200), ("pimpinan", 403), ("auditor", 403), ("ketua", 404), ("stranger_staf", 404)],
)
def test_who_opens_the_page(cast: Cast, kb: Agreement, person: str, status: int) -> None:
    assert as_(cast.people[person]).get(page_of(kb, "persiapan")).status_code == status


def test_only_staf_find_the_waiver_and_it_needs_a_reason(cast: Cast, kb: Agreement) -> None:
    waive = reverse("agreements:step_waive", args=[kb.pk, "persiapan"])
    assert waive not in as_(cast.pengusul).get(page_of(kb, "persiapan")).content.decode()
    assert as_(cast.pengusul).post(waive, {"reason": "x"}).status_code == 403
    staf = as_(cast.staf)
    assert waive in staf.get(page_of(kb, "persiapan")).content.decode()
    assert staf.post(waive, {"reason": " "}).status_code == 422
    assert staf.post(waive, {"reason": "KAK sudah disampaikan."}).status_code == 302
    page = as_(cast.auditor).get(reverse("agreements:detail", args=[kb.pk])).content.decode()
    assert "Staf: KAK sudah disampaikan." in page


def test_the_dprd_question_is_decided_with_a_reason_and_may_change(cast: Cast) -> None:
    pks = cast.draft(burdens_public=None, unbudgeted=None, consent_reason="")
    client, address = as_(cast.staf), reverse("agreements:consent", args=[pks.pk])
    assert client.post(address, {"burdens_public": "ya", "unbudgeted": "tidak", "reason": ""}).status_code == 422
    assert client.post(address, {"burdens_public": "ya", "unbudgeted": "", "reason": "Kajian."}).status_code == 422
    for answer, expected in (("ya", True), ("tidak", False)):
        typed = {"burdens_public": answer, "unbudgeted": "tidak", "reason": f"Alasan {answer}"}
        assert client.post(address, typed).status_code == 302
        assert consent.needs_consent(Agreement.objects.get(pk=pks.pk)) is expected
        assert f"Alasan {answer}" in client.get(reverse("agreements:detail", args=[pks.pk])).content.decode()


def test_what_another_rule_leads_says_which(cast: Cast) -> None:
    grant = cast.draft(ksdpk_kind="hibah")
    page = as_(cast.staf).get(reverse("agreements:detail", args=[grant.pk])).content.decode()
    assert "Permendagri 32/2011" in page
    assert 'id="tahapan"' not in page


def test_an_unknown_step_is_not_there(cast: Cast, kb: Agreement) -> None:
    assert as_(cast.staf).get(page_of(kb, "ttd_naskah")).status_code == 404

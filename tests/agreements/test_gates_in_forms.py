"""A refused move shows what is missing, loses nothing typed, and lets staf pass over steps in the same form."""

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from agreements.domain import gates
from agreements.enums import CooperationKind, Form, Phase
from agreements.models import Agreement
from tests.agreements.pages import fields_of
from tests.cast import Cast

OFFERS = {"penawaran_disiapkan", "menunggu_tanggapan"}


@pytest.fixture(autouse=True)
def _no_second_factor(settings: Settings) -> None:
    settings.MFA_REQUIRED_ROLES = []


@pytest.fixture
def client(cast: Cast) -> Client:
    client = Client()
    client.force_login(cast.staf)
    return client


@pytest.fixture
def recommended(cast: Cast) -> Agreement:
    """A KB with another region, recommended, whose offer and answer were never recorded."""
    agreement = cast.draft(form=Form.KESEPAKATAN_BERSAMA, cooperation_kind=CooperationKind.KSDD_SUKARELA)
    return cast.bring(agreement, Phase.DIREKOMENDASIKAN)


def typed(client: Client, agreement: Agreement) -> dict[str, object]:
    page = client.get(reverse("agreements:sign", args=[agreement.pk]))
    fields: dict[str, object] = dict(fields_of(page))
    fields |= {
        "signed_on": agreement.government.today().isoformat(),
        "signed_place": "Balai Kota yang Diketik",
        "ends_on": "2029-01-01",
    }
    for number in (0, 1):
        fields[f"pihak-{number}-signatory_name"] = f"Nama {number}"
        fields[f"pihak-{number}-capacity"] = "kepala_daerah" if number == 0 else "pimpinan_pihak_ketiga"
    return fields


def test_the_signing_form_is_refused_with_the_steps_and_keeps_every_word(
    client: Client, recommended: Agreement
) -> None:
    address = reverse("agreements:sign", args=[recommended.pk])
    fields = typed(client, recommended)
    refused = client.post(address, fields)
    page = refused.content.decode()
    assert refused.status_code == 422
    assert "Tahapan “Tanggapan mitra” belum selesai (Permendagri 22/2020 Pasal 8 ayat (3))." in page
    assert "Balai Kota yang Diketik" in page
    assert "Nama 1" in page
    for code in OFFERS:
        assert reverse("agreements:step", args=[recommended.pk, code]) in page
    recommended.refresh_from_db()
    assert recommended.phase == Phase.DIREKOMENDASIKAN


def test_staf_pass_over_in_the_same_form_with_one_reason(client: Client, cast: Cast, recommended: Agreement) -> None:
    address = reverse("agreements:sign", args=[recommended.pk])
    fields = {**typed(client, recommended), "lewati": sorted(OFFERS)}
    unexplained = client.post(address, fields)
    assert unexplained.status_code == 422
    assert "Tulis alasan tahapan itu dilewati." in unexplained.content.decode()
    assert not recommended.steps.filter(waived_by__isnull=False, code__in=OFFERS).exists()
    fields["alasan_lewati"] = "Disepakati dalam rapat koordinasi."
    answer = client.post(address, fields)
    if answer.status_code == 422:  # warnings are read once
        page = fields_of(answer)
        fields |= {"dibaca": "", **{name: value for name, value in page.items() if name == "dibaca"}}
        marks = [part.split('"')[0] for part in answer.content.decode().split('name="dibaca" value="')[1:]]
        answer = client.post(address, {**fields, "dibaca": marks[0]})
    assert answer.status_code == 302, answer.content.decode()[:3000]
    recommended.refresh_from_db()
    assert recommended.phase == Phase.DITANDATANGANI
    waived = recommended.steps.filter(waived_by=cast.staf).exclude(code="persiapan")  # by the cast
    assert set(waived.values_list("code", flat=True)) == OFFERS
    assert set(waived.values_list("waived_reason", flat=True)) == {"Disepakati dalam rapat koordinasi."}


def test_forwarding_asks_the_same(client: Client, cast: Cast) -> None:
    agreement = cast.draft(form=Form.KESEPAKATAN_BERSAMA, cooperation_kind=CooperationKind.KSDD_SUKARELA)
    cast.bring(agreement, Phase.DIAJUKAN)
    address = reverse("reviews:open_round", args=[agreement.pk])
    seats = [cast.seats["anggota1"].pk]
    fields = {"seats": seats, "due_on": "2099-01-01", "note": "Pengantar yang diketik"}
    refused = client.post(address, fields)
    assert refused.status_code == 422
    assert "Pengantar yang diketik" in refused.content.decode()
    assert "Tahapan “Persiapan” belum selesai" in refused.content.decode()
    assert [item.rule.code for item in gates.closed_gates(agreement, "forward", today=cast.government.today())] == [
        "persiapan"
    ]
    done = client.post(address, {**fields, "lewati": ["persiapan"], "alasan_lewati": "KAK sudah ada."})
    assert done.status_code == 302, done.content.decode()[:3000]
    agreement.refresh_from_db()
    assert agreement.phase == Phase.DITELAAH

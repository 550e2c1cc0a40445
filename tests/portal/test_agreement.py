"""The permanent page: what it tells, and that it tells it as exactly as it is known."""

import datetime as dt

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from agreements.domain import corrections
from agreements.domain.drafting import PartyEntry
from agreements.enums import FileKind, Phase, Precision
from agreements.models import Agreement
from portal import publishing
from portal.domain import rows
from tests import factories as make
from tests.cast import Cast


def page_of(client: Client, agreement: Agreement) -> str:
    response = client.get(rows.address(agreement.government.code, agreement.register_no or ""))
    assert response.status_code == 200
    return str(response.content.decode())


def test_the_address_is_the_one_of_the_url_table(cast: Cast) -> None:
    agreement = cast.signed()
    made = rows.address(agreement.government.code, agreement.register_no or "")
    assert made == reverse("portal:agreement", args=[agreement.government.code, agreement.register_no])
    assert made == agreement.get_absolute_url()


def test_three_parties_with_their_numbers_and_representatives(client: Client, cast: Cast) -> None:
    third = make.PartnerFactory(government=cast.government, name="Yayasan Rumah Teduh")
    agreement = cast.signed(
        parties=[*cast.two_parties(), PartyEntry(partner=third, number="015/YRT/2026")], location_codes=["64.72"]
    )
    page = page_of(client, agreement)
    for text in (
        "PIHAK KESATU", "PIHAK KEDUA", "PIHAK KETIGA", "Pemerintah Kota Tirtaraya", "PT Serat Optik Pesisir",
        "Yayasan Rumah Teduh", "100.3.7/001/PKS/2026", "SPK/003/DIR/2026", "015/YRT/2026", "Penanda Tangan 1",
        "Wali Kota", "Direktur Utama", "Pemeliharaan jaringan", "Komunikasi dan informatika", "3 (tiga) tahun",
        "di Tirtaraya", "Dinas Komunikasi dan Informatika", str(agreement.register_no), "Kota Samarinda",
    ):  # fmt: skip
        assert text in page, text


@pytest.mark.parametrize(
    ("precision", "written", "absent"),
    [
        (Precision.YEAR, "2015", "1 Januari 2015"),
        (Precision.MONTH, "Januari 2015", "1 Januari 2015"),
        (Precision.DAY, "1 Januari 2015", "Januari 2015 sampai Januari"),
    ],
)
def test_an_imprecise_date_is_shown_as_it_is_known(
    client: Client, cast: Cast, precision: str, written: str, absent: str
) -> None:
    agreement = cast.signed(
        signed_on=dt.date(2015, 1, 1),
        ends_on=dt.date(2016, 12, 31),
        signed_precision=precision,
        ends_precision=precision,
    )
    assert agreement.signed_precision == precision
    page = page_of(client, agreement)
    assert written in page
    assert absent not in page
    listed = client.get("/naskah/").content.decode()
    assert f"Ditandatangani {written}" in listed
    assert absent not in listed


def test_an_addendum_moves_the_end_and_both_are_told(client: Client, cast: Cast) -> None:
    today = cast.government.today()
    agreement = cast.signed(ends_on=today + dt.timedelta(days=100))
    before = rows.written(today + dt.timedelta(days=100))
    after = rows.written(today + dt.timedelta(days=500))
    addendum = cast.bring(cast.addendum(agreement), Phase.DITANDATANGANI, ends_on=today + dt.timedelta(days=500))
    page = page_of(client, agreement)
    assert before in page
    assert after in page
    assert "Diubah dengan addendum" in page
    assert rows.address(agreement.government.code, addendum.register_no or "") in page
    assert "Naskah terkait" in page_of(client, addendum)


def test_an_early_end_tells_its_reason_but_not_the_internal_note(client: Client, cast: Cast) -> None:
    agreement = cast.bring(cast.draft(), Phase.DIAKHIRI, ends_on=cast.government.today() + dt.timedelta(days=100))
    page = page_of(client, agreement)
    assert "Kesepakatan para pihak untuk mengakhiri" in page
    assert "Disepakati." not in page


def test_a_correction_tells_which_fact_and_why(client: Client, cast: Cast) -> None:
    agreement = cast.signed()
    corrections.correct(
        agreement, changes={"scope": "Satu\nDua"}, party_changes={2: {"number": "SPK/004/DIR/2026"}},
        reason="Salah ketik nomor mitra.", by=cast.staf, now=timezone.now(),
    )  # fmt: skip
    page = page_of(client, agreement)
    assert "Koreksi: ruang lingkup, PIHAK KEDUA – nomor naskah" in page
    assert "Salah ketik nomor mitra." in page
    assert cast.staf.name not in page


def test_the_newest_public_copy_is_offered(client: Client, cast: Cast) -> None:
    agreement = cast.signed()
    file = cast.attach(agreement, FileKind.SALINAN_PUBLIK, visibility="publik", name="salinan naskah.pdf")
    page = page_of(client, agreement)
    url = f"{agreement.get_absolute_url()}berkas/{file.pk}/salinan%20naskah.pdf"
    assert url in page
    response = client.get(url)
    assert b"".join(response.streaming_content).startswith(b"%PDF")  # type: ignore[attr-defined]
    assert response["Content-Type"] == "application/pdf"


def test_a_tree_costs_the_same_queries_however_large(client: Client, cast: Cast) -> None:
    agreement = cast.signed()

    def cost() -> int:
        page_of(client, agreement)
        publishing.pages.clear()
        with CaptureQueriesContext(connection) as queries:
            page_of(client, agreement)
        return len(queries)

    cast.bring(cast.draft(parent=agreement, relation="turunan"), Phase.DITANDATANGANI)
    one = cost()
    for _time in range(2):
        cast.bring(cast.draft(parent=agreement, relation="turunan"), Phase.DITANDATANGANI)
    assert cost() == one
    assert one <= 12


def test_a_colleague_finds_the_way_to_the_workspace_and_a_stranger_does_not(client: Client, cast: Cast) -> None:
    agreement = cast.signed()
    url = reverse("agreements:detail", args=[agreement.pk])
    assert url not in page_of(client, agreement)
    client.force_login(cast.staf)
    assert url in page_of(client, agreement)
    client.force_login(cast.stranger_staf)
    assert url not in page_of(client, agreement)

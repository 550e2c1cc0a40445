"""Whatever is sent to a public address: a page, a clear 400 or a 404, never a 500; the API says it as a problem."""

from http import HTTPStatus

import pytest
from django.conf import LazySettings
from django.test import Client

from tests.cast import Cast

BAD = ("%00", "%F0%9F%98%80", "%C3%28", "((*%5B%25s'%20OR%201=1--<script>", "9" * 40)
PARAMETERS = (
    "q", "jenis", "bentuk", "keadaan", "tahun", "urusan", "mitra", "pd", "sdg", "provinsi", "negara", "sisa", "urut",
    "jenis_mitra", "pemrakarsa", "pada", "setelah", "menurut", "banyak", "kode",
)  # fmt: skip
PAGES = (
    "/", "/naskah/", "/naskah/saran/", "/naskah/unduh.atom", "/mitra/", "/pd/", "/data/", "/statistik/", "/verifikasi/",
    "/prosedur/pemilih/", "/umpan/berakhir.atom", "/umpan/berakhir.ics", "/langganan/", "/sematan/bentuk/",
    "/api/v1/naskah/", "/api/v1/mitra/", "/api/v1/statistik/",
)  # fmt: skip
PLACES = (
    "/naskah/{}/", "/naskah/64.72/{}/", "/naskah/64.72/{}.json", "/naskah/64.72/{}.bib", "/naskah/unduh.{}",
    "/mitra/{}/",
    "/naskah/64.72/PKS-2026-0001/berkas/7/{}", "/naskah/64.72/PKS-2026-0001/berkas/{}/halaman/1/", "/mitra/1-{}/",
    "/pd/{}/", "/urusan/{}/", "/sdg/{}/", "/negara/{}/", "/provinsi/{}/", "/prosedur/{}/", "/statistik/beku/{}/",
    "/verifikasi/{}/", "/sitemap-{}.xml", "/sitemap-mitra-{}.xml", "/data/{}", "/langganan/sahkan/{}/",
    "/langganan/berhenti/{}/", "/sematan/{}/", "/en/{}/", "/api/v1/{}/", "/api/v1/naskah/64.72/{}/",
    "/api/v1/mitra/{}/",
)  # fmt: skip
FINE = {HTTPStatus.OK, HTTPStatus.MOVED_PERMANENTLY, HTTPStatus.FOUND, HTTPStatus.BAD_REQUEST, HTTPStatus.NOT_FOUND}


def _check(client: Client, url: str) -> None:
    answer = client.get(url)
    assert answer.status_code in FINE, (url[:200], answer.status_code)
    if url.startswith("/api/") and answer.status_code >= HTTPStatus.BAD_REQUEST:
        assert answer["Content-Type"] == "application/problem+json", url[:200]


@pytest.fixture(autouse=True)
def _patient(settings: LazySettings, cast: Cast) -> None:
    settings.API_PER_MINUTE, settings.PAGES_PER_MINUTE = 100_000, 0
    cast.registered()


def test_any_text_in_any_parameter(client: Client) -> None:
    for page in PAGES:
        for place, text in enumerate(BAD):
            _check(client, f"{page}?q={text}")
            _check(client, f"{page}?{'&'.join(f'{name}={text}' for name in PARAMETERS[1:])}")
            _check(client, f"{page}?{PARAMETERS[(place * 7) % len(PARAMETERS)]}={text}")
        _check(client, f"{page}?q={'a' * 100_000}")
        _check(client, f"{page}?{'&'.join('tahun=1' for _ in range(3000))}")


def test_any_text_as_part_of_an_address(client: Client) -> None:
    for place in PLACES:
        for text in BAD:
            _check(client, place.format(text))

"""A crawler that walks everything does not slow those who work here: what guests may take is bounded."""

import threading
from collections.abc import Iterator

import pytest
from django.conf import LazySettings
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.utils import timezone

from portal import publishing, share
from portal.places import Places
from tests.cast import Cast


@pytest.fixture(autouse=True)
def _two_places(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(share, "_places", Places(2))
    monkeypatch.setattr(share, "WAIT", 0)
    moment = timezone.now()  # one minute of the clock, whenever this runs
    monkeypatch.setattr(timezone, "now", lambda: moment)


@pytest.fixture
def crowd() -> Iterator[None]:
    """Guests hold every place."""
    with share.place() as first, share.place() as second:
        assert first
        assert second
        yield


@pytest.fixture
def colleague(cast: Cast, settings: LazySettings) -> Client:
    settings.MFA_REQUIRED_ROLES = []
    client = Client()
    client.force_login(cast.staf)
    return client


GUEST_PAGES = (
    "/",
    "/naskah/?q=kelola",
    "/mitra/",
    "/statistik/",
    "/sitemap.xml",
    "/naskah/unduh.csv",
    "/data/",
    "/langganan/",
    "/langganan/terkirim/",
    "/langganan/sahkan/x/",
    "/langganan/berhenti/x/",
)


def test_a_crowd_of_guests_waits_and_colleagues_do_not(
    client: Client, colleague: Client, cast: Cast, crowd: None
) -> None:
    agreement = cast.registered()
    page = f"/naskah/{cast.government.code}/{agreement.register_no}/"
    for url in (
        *GUEST_PAGES,
        page,
        page[:-1] + ".pdf",
        page[:-1] + ".ocds.json",
        "/naskah/saran/?q=ke",
        f"{page}berkas/1/halaman/1.jpg",
    ):
        response = client.get(url)
        assert (response.status_code, response["Retry-After"]) == (503, "5"), url
    answer = client.get("/api/v1/naskah/")
    assert (answer.status_code, answer["Content-Type"]) == (503, "application/problem+json")
    for url in ("/ruang/naskah/", "/naskah/?q=kelola", page):
        assert colleague.get(url).status_code == 200, url


def test_what_is_in_memory_needs_no_place(client: Client, cast: Cast) -> None:
    cast.registered()
    first = client.get("/naskah/")
    with share.place(), share.place():
        assert client.get("/naskah/").content == first.content
        assert client.get("/naskah/", headers={"If-None-Match": first["ETag"]}).status_code == 304
        assert client.get("/naskah/?tahun=2001").status_code == 503


def test_places_are_given_back_whatever_happens(client: Client, cast: Cast) -> None:
    for url in ("/naskah/", "/naskah/?jenis=x", "/prosedur/tidak-ada/", "/naskah/64.72/KB-2020-0001/") * 2:
        assert client.get(url).status_code < 500


def test_one_address_has_so_many_pages_made_a_minute(
    client: Client, colleague: Client, cast: Cast, settings: LazySettings
) -> None:
    settings.PAGES_PER_MINUTE = 3
    assert [client.get(f"/naskah/?tahun={year}").status_code for year in (2001, 2002, 2003, 2004)] == [200] * 3 + [429]
    refused = client.get("/en/naskah/?tahun=2005")
    assert 0 < int(refused["Retry-After"]) <= 60
    assert "Download the whole register" in refused.content.decode()
    assert "no-store" in refused["Cache-Control"]
    assert client.get("/naskah/?tahun=2001").status_code == 200, "made already"
    assert colleague.get("/naskah/?tahun=2004").status_code == 200
    assert client.get("/naskah/?tahun=2004", REMOTE_ADDR="203.0.113.9").status_code == 200


def test_a_drawn_paper_counts_for_many_pages(client: Client, cast: Cast, settings: LazySettings) -> None:
    settings.PAGES_PER_MINUTE = share.HEAVY + 1
    assert client.get("/naskah/unduh.atom").status_code == 200
    assert client.get("/naskah/?tahun=2001").status_code == 200
    assert client.get("/naskah/?tahun=2002").status_code == 429


def _asked(make: object, rf: RequestFactory, patience: int = 10_000) -> HttpResponse:
    return share.within(rf.get("/"), make, patience=patience)  # type: ignore[arg-type,return-value]


def test_no_statement_runs_longer_than_its_time(rf: RequestFactory, db: None) -> None:
    def endless() -> HttpResponse:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_sleep(20)")
        return HttpResponse()

    response = _asked(endless, rf, patience=100)
    assert (response.status_code, response["Retry-After"]) == (503, "60")
    assert "Tidak ada yang rusak" in response.content.decode()
    assert _asked(lambda: HttpResponse("baik"), rf).content == b"baik"


def test_every_public_page_has_a_limit_on_statements(
    client: Client, colleague: Client, db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = []

    def look(request: HttpRequest, **_given: object) -> HttpResponse:
        with connection.cursor() as cursor:
            cursor.execute("SHOW statement_timeout")
            seen.append(cursor.fetchone()[0])
        return HttpResponse()

    page = publishing.published(look)
    for session in (None, colleague):
        request = RequestFactory().get("/")
        if session:
            request.COOKIES = {name: morsel.value for name, morsel in session.cookies.items()}
            request.user = None  # type: ignore[assignment]
            monkeypatch.setattr(share, "_is_colleague", lambda _request: True)
        request.user = type("Anyone", (), {"is_authenticated": False, "pk": None})()
        page(request)
    assert seen == ["5s", "5s"]


def test_places_are_given_in_the_order_they_were_asked_for() -> None:
    """One who waits is not passed by: a place that becomes free is theirs before they run again."""
    places = Places(1)
    assert places.acquire(timeout=0)
    waiting = threading.Thread(target=places.acquire, args=(60,))
    waiting.start()
    while not places._waiting:
        pass
    places.release()
    assert not places.acquire(timeout=0), "the place is given already"
    waiting.join()
    places.release()
    assert places.acquire(timeout=0)

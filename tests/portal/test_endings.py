"""Feed and calendar of what ends."""

import datetime as dt
import re
from xml.etree import ElementTree as ET

import pytest
from django.conf import settings
from django.test import Client

from portal.domain.rows import address, written
from portal.views import endings
from tests.cast import Cast

ATOM = "{http://www.w3.org/2005/Atom}"


def _unfolded(client: Client, url: str = "/umpan/berakhir.ics") -> str:
    response = client.get(url)
    assert response.status_code == 200
    assert response["Content-Type"].startswith("text/calendar")
    return response.content.decode().replace("\r\n ", "")


def test_the_calendar_holds_each_last_day_as_a_whole_day(client: Client, cast: Cast) -> None:
    last = cast.government.today() + dt.timedelta(days=40)
    agreement = cast.registered(ends_on=last, title="Judul; dengan, tanda\\baca " * 4)
    text = _unfolded(client)
    assert text.count("BEGIN:VEVENT") == 1
    assert f"DTSTART;VALUE=DATE:{last:%Y%m%d}\r\n" in text
    assert f"DTEND;VALUE=DATE:{last + dt.timedelta(days=1):%Y%m%d}\r\n" in text
    assert f"UID:berakhir-{cast.government.code}-{agreement.register_no}@" in text
    assert "Judul\\; dengan\\, tanda\\\\baca" in text
    assert all(len(line) <= 75 for line in client.get("/umpan/berakhir.ics").content.split(b"\r\n"))


def test_the_uid_stays_when_the_last_day_moves(client: Client, cast: Cast) -> None:
    agreement = cast.registered()
    before = re.findall(r"UID:\S+", _unfolded(client))
    agreement.effective_ends_on = cast.government.today() + dt.timedelta(days=9)
    agreement.version += 1
    agreement.save(update_fields=["effective_ends_on", "version"])
    text = _unfolded(client)
    assert re.findall(r"UID:\S+", text) == before
    assert f"SEQUENCE:{agreement.version}" in text


def test_feeds_hold_only_public_documents_that_end(client: Client, cast: Cast) -> None:
    today = cast.government.today()
    soon = cast.registered(ends_on=today + dt.timedelta(days=90), title="Segera")
    cast.registered(ends_on=today + dt.timedelta(days=91), title="Nanti")
    cast.registered(signed_on=today - dt.timedelta(days=9), ends_on=today - dt.timedelta(days=1), title="Lewat")
    hidden = cast.registered(ends_on=today + dt.timedelta(days=5), title="Tersembunyi")
    hidden.visibility, hidden.visibility_reason = "terbatas", "Uji."
    hidden.save(update_fields=["visibility", "visibility_reason"])
    cast.draft(title="Draf")
    entries = list(ET.fromstring(client.get("/umpan/berakhir.atom").content).iter(f"{ATOM}entry"))
    url = settings.PUBLIC_URL + address(cast.government.code, soon.register_no or "")
    assert [entry.findtext(f"{ATOM}id") for entry in entries] == [f"{url}#berakhir-{soon.last_day:%Y-%m-%d}"]
    calendar = _unfolded(client)
    assert {title for title in ("Segera", "Nanti", "Lewat", "Tersembunyi", "Draf") if title in calendar} == {
        "Segera",
        "Nanti",
    }


def test_a_calendar_that_cannot_hold_all_ends_with_a_whole_day_and_says_so(
    client: Client, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    today = cast.government.today()
    for days in (5, 9, 9, 20):
        cast.registered(ends_on=today + dt.timedelta(days=days))
    said = "X-WR-CALDESC:Memuat yang berakhir sampai dengan "
    for most, held, until in ((4, 4, None), (3, 3, 9), (2, 1, 5)):
        monkeypatch.setattr(endings, "EVENTS", most)
        text = _unfolded(client, f"/umpan/berakhir.ics?_={most}")
        assert text.count("BEGIN:VEVENT") == held
        assert (said in text) is (until is not None)
        assert until is None or f"{said}{written(today + dt.timedelta(days=until))}." in text


def test_filters_of_the_list_hold_here_and_unknown_ones_are_refused(client: Client, cast: Cast) -> None:
    cast.registered(title="Satu", urusan=["1.01"])
    cast.registered(title="Dua", urusan=["1.02"])
    text = _unfolded(client, "/umpan/berakhir.ics?urusan=1.02")
    assert "Dua" in text
    assert "Satu" not in text
    for url in ("/umpan/berakhir.ics?tahun=x", "/umpan/berakhir.atom?urusan=9"):
        assert client.get(url).status_code == 400

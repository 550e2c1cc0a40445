"""A file of the list holds the rows of the page, all of them, in their order, and nothing that is not public."""

import csv
import io
import json
import xml.etree.ElementTree as ET
import zipfile
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from portal.views import downloads, listing
from tests.cast import Cast

SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
ATOM = "{http://www.w3.org/2005/Atom}"


def _body(client: Client, kind: str, **query: Any) -> bytes:
    response = client.get(f"/naskah/unduh.{kind}", query)
    assert response.status_code == 200
    if response.streaming:
        body = b"".join(response.streaming_content)  # type: ignore[attr-defined]
        assert response["Content-Length"] == str(len(body))
        return body
    return response.content


def _on_screen(client: Client, **query: Any) -> list[str]:
    """The register numbers of every page of the list, in the order of reading."""
    address, found = "/naskah/", []
    given: Any = query
    while True:
        context = client.get(address, given).context
        found += [row.number for row in context["rows"]]
        if not context["next"]:
            return found
        address, given = f"/naskah/{context['next']}", None


def _csv(client: Client, **query: Any) -> list[str]:
    return [row["nomor_register"] for row in csv.DictReader(io.StringIO(_body(client, "csv", **query).decode()))]


def _sheet(body: bytes) -> list[dict[str, tuple[str, str]]]:
    """Rows of the first sheet: letters of the column -> (type of the cell, what stands in it)."""
    with zipfile.ZipFile(io.BytesIO(body)) as book:
        tree = ET.fromstring(book.read("xl/worksheets/sheet1.xml"))
    return [
        {
            str(cell.get("r")).rstrip("0123456789"): (cell.get("t", "n"), "".join(cell.itertext()))
            for cell in row.iter(f"{SHEET}c")
        }
        for row in tree.iter(f"{SHEET}row")
    ]


def _xlsx(client: Client, **query: Any) -> list[str]:
    head, *lines = _sheet(_body(client, "xlsx", **query))
    column = next(letters for letters, (_kind, text) in head.items() if text == "nomor_register")
    return [line[column][1] for line in lines]


def _json(client: Client, **query: Any) -> list[str]:
    told = json.loads(_body(client, "json", **query))
    assert told["jumlah"] == len(told["naskah"])
    return [row["nomor_register"] for row in told["naskah"]]


def _atom(client: Client, **query: Any) -> list[str]:
    address, found = "/naskah/unduh.atom", []
    given: Any = query
    while address:
        tree = ET.fromstring(client.get(address, given).content)
        found += [entry.findtext(f"{ATOM}id", "").rstrip("/").rpartition("/")[2] for entry in tree.iter(f"{ATOM}entry")]
        further = [link.get("href", "") for link in tree.findall(f"{ATOM}link") if link.get("rel") == "next"]
        address, given = (further[0].partition("//")[2].partition("/")[2] if further else ""), None
        address = f"/{address}" if address else ""
    return found


READERS = {"csv": _csv, "xlsx": _xlsx, "json": _json, "atom": _atom}


@pytest.mark.parametrize(
    "query", [{}, {"urut": "segera_berakhir"}, {"q": "air"}, {"bentuk": "perjanjian_kerja_sama"}, {"q": "nihil"}]
)
def test_every_file_holds_all_rows_of_the_page_in_their_order(
    client: Client, cast: Cast, monkeypatch: pytest.MonkeyPatch, query: dict[str, str]
) -> None:
    monkeypatch.setattr(listing, "PAGE", 2)
    monkeypatch.setattr(downloads, "ENTRIES", 2)
    for n in range(5):
        cast.registered(title=f"Penyediaan air {n}" if n % 2 else f"Jalan {n}")
    cast.draft(title="Draf air rahasia")
    shown = _on_screen(client, **query)
    assert len(shown) == (0 if query.get("q") == "nihil" else 2 if "q" in query else len(shown))
    for kind, read in READERS.items():
        assert read(client, **query) == shown, kind
        assert b"rahasia" not in _body(client, kind, **query)


def test_a_formula_in_a_title_stays_text(client: Client, cast: Cast) -> None:
    cast.registered(title="=HYPERLINK('http://x.example','klik')")
    assert "'=HYPERLINK" in _body(client, "csv").decode()
    cells = [cell for row in _sheet(_body(client, "xlsx")) for cell in row.values() if cell[1].startswith("=")]
    assert [kind for kind, _text in cells] == ["inlineStr"]


@pytest.mark.parametrize("kind", READERS)
@pytest.mark.parametrize("query", ["tahun=x", "bentuk=tak-ada", "setelah=kacau", "q=" + "x" * 300, "mitra=-1"])
def test_what_the_page_refuses_the_file_refuses(client: Client, db: None, kind: str, query: str) -> None:
    assert client.get(f"/naskah/unduh.{kind}?{query}").status_code == 400


def test_an_unknown_format_is_not_there(client: Client, db: None) -> None:
    assert client.get("/naskah/unduh.exe").status_code == 404
    assert client.post("/naskah/unduh.csv").status_code == 405


def test_the_page_offers_the_files_of_what_it_shows(client: Client, cast: Cast) -> None:
    cast.registered(title="Air")
    page = client.get("/naskah/?q=air&setelah=").content.decode()
    for kind in READERS:
        assert f'href="/naskah/unduh.{kind}?q=air"' in page


def test_too_many_are_refused_with_the_way_to_all_of_them(
    client: Client, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    cast.registered()
    cast.registered()
    monkeypatch.setattr(listing, "MOST_DOWNLOADED", 1)
    monkeypatch.setattr(downloads, "MOST_DOWNLOADED", 1)
    refused = client.get("/naskah/unduh.csv")
    assert (refused.status_code, "/data/" in refused.content.decode()) == (400, True)
    assert "unduh.csv" not in client.get("/naskah/?tahun=2024&tahun=2025&tahun=2026").content.decode()


@pytest.mark.django_db(transaction=True)
def test_large_files_take_turns(client: Client, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    cast.registered()
    monkeypatch.setattr(downloads, "SMALL", 0)
    monkeypatch.setattr(downloads, "AT_ONCE", 1)
    other = connection.copy()
    try:
        with other.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s, 0)", [downloads.TURNS])
            refused = client.get("/naskah/unduh.csv")
            assert (refused.status_code, refused["Retry-After"]) == (503, str(downloads.RETRY))
            cursor.execute("SELECT pg_advisory_unlock(%s, 0)", [downloads.TURNS])
    finally:
        other.close()
    assert len(_csv(client)) == 1

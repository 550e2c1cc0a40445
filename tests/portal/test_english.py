"""The public pages in English: complete, linked both ways, by address alone; the workspace stays Indonesian."""

import re
import string
from html.parser import HTMLParser

import html5lib
import pytest
from babel.messages.catalog import Message
from django.test import Client
from django.urls import reverse
from django.utils import translation
from pytest_django import Settings

from agreements.enums import FileKind, Phase
from agreements.procedures import PROCEDURES, spoken
from kerjasama import languages
from kerjasama.templatetags.ui_formats import angka, rupiah, tanggal
from portal import translations
from portal.domain.rows import address
from tests.cast import Cast

VOID = {"meta", "link", "img", "input", "br", "hr", "path", "rect", "circle", "line", "text", "wbr", "col", "use"}
SPOKEN = ("aria-label", "title", "placeholder", "alt")


class Words(HTMLParser):
    """Everything a reader meets, but for what is marked as Indonesian."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[tuple[str, bool]] = []
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        hidden = tag in {"script", "style", "code", "pre"} or (given.get("lang") == "id" and tag != "html")
        hidden = hidden or bool(self.open and self.open[-1][1])
        if not hidden:
            self.found += [
                str(given[name]) for name in ("aria-label", "title", "placeholder", "alt") if given.get(name)
            ]
        if tag not in VOID:
            self.open.append((tag, hidden))

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if data.strip() and not (self.open and self.open[-1][1]):
            self.found.append(" ".join(data.split()))


def _first(message: Message) -> str:
    return message.id if isinstance(message.id, str) else str(message.id[0])


def _strings(message: Message) -> tuple[str, ...]:
    return (message.string,) if isinstance(message.string, str) else tuple(message.string or ())


@pytest.fixture
def pages(cast: Cast) -> list[str]:
    """Indonesian addresses of every kind of public page, with something on each."""
    signed = cast.signed(title="Penyediaan ruang belajar", sdgs=[1, 17], urusan=["1.01"])
    cast.bring(cast.addendum(signed), Phase.DITANDATANGANI)
    cast.attach(signed, FileKind.SALINAN_PUBLIK, visibility="publik", name="naskah.pdf")
    partner = signed.parties.exclude(partner=None).get().partner
    assert partner is not None
    return [
        "/", "/naskah/", "/naskah/?q=ruang&keadaan=berlaku", "/naskah/?q=tidakadasamasekali", "/naskah/?tahun=x",
        address(cast.government.code, signed.register_no or ""), "/statistik/", "/prosedur/", "/prosedur/pemilih/",
        "/prosedur/pemilih/?mitra=daerah&sifat=wajib&payung=belum&beban=ya",
        "/prosedur/pemilih/?mitra=pihak_ketiga&jenis=hibah", *(f"/prosedur/{code}/" for code in PROCEDURES),
        "/verifikasi/", "/verifikasi/?kode=tidak-ada", "/mitra/", f"/mitra/{partner.pk}/", "/pd/", "/urusan/",
        "/urusan/1.01/", "/sdg/", "/sdg/17/", "/negara/JP/", "/data/", "/langganan/", "/langganan/terkirim/",
        "/api/v1/", "/tidak/ada/",
    ]  # fmt: skip


def test_the_compiled_catalogue_is_the_written_one() -> None:
    assert translations.MO.read_bytes() == translations.compiled(), "run manage.py translations"


def test_every_text_of_the_public_pages_has_english() -> None:
    known = {_first(message): message for message in translations.catalogue() if message.id}
    lacking = [name for name in translations.wanted() if name not in known or not all(_strings(known[name]))]
    assert lacking == [], "add English in locale/en, then run manage.py translations"
    assert [name for name, message in known.items() if message.fuzzy] == []


def test_english_keeps_every_placeholder() -> None:
    holes = re.compile(r"%\(\w+\)[sd]|\{\w*\}")
    for message in translations.catalogue():
        for text in _strings(message) if message.id else ():
            assert set(holes.findall(text)) == set(holes.findall(_first(message))), message.id


def test_english_pages_show_no_indonesian_interface_text(client: Client, pages: list[str]) -> None:
    edges = string.punctuation + string.whitespace + "–·“”"
    indonesian = {
        _first(message).strip(edges).lower()
        for message in translations.catalogue()
        if message.id and _first(message).strip(edges).lower() != _strings(message)[0].strip(edges).lower()
    }
    english = {text.strip(edges).lower() for one in translations.catalogue() if one.id for text in _strings(one)}
    assert "sedang berlaku" in indonesian
    for page in pages:
        response = client.get(f"/en{page}", follow=True)
        words = Words()
        words.feed(response.content.decode())
        shown = {text.strip(edges).lower() for text in words.found}
        assert shown & (indonesian - english) == set(), page
        assert "1 agreements:" not in " ".join(words.found), page
        assert response["Content-Language"] == "en", page
        assert 'lang="en"' in response.content.decode()[:200], page


def test_english_pages_are_valid_and_name_each_other(client: Client, pages: list[str]) -> None:
    for page in pages:
        plain = client.get(page, follow=True)
        english = client.get(f"/en{page}", follow=True)
        assert plain.status_code == english.status_code, page
        html5lib.HTMLParser(strict=True).parse(english.content.decode())
        if english.status_code != 404:
            here, there = (
                dict(re.findall(r'hreflang="([\w-]+)" href="([^"]+)"', one.content.decode().split("</head>")[0]))
                for one in (plain, english)
            )
            assert here == there, page
            assert set(here) == {"id", "en", "x-default"}, page
            assert here["en"].replace("/en/", "/", 1) == here["id"] == here["x-default"], page


def test_links_of_an_english_page_stay_english(client: Client, pages: list[str]) -> None:
    apart = ("/en/", "/static/", "/ruang/", "/akun/", "/api/")
    for page in pages:
        html = client.get(f"/en{page}", follow=True).content.decode()
        out = [
            link
            for link, rest in re.findall(r'<a [^>]*?href="(/[^"]*)"([^>]*)>', html)
            if not link.startswith(apart) and "hreflang" not in rest and "/berkas/" not in link
        ]
        assert out == [], page


def test_the_switch_is_a_link(client: Client, cast: Cast) -> None:
    html = client.get("/naskah/?q=ruang").content.decode()
    assert '<a href="/en/naskah/?q=ruang" hreflang="en" lang="en">English</a>' in html
    html = client.get("/en/naskah/?q=ruang").content.decode()
    assert '<a href="/naskah/?q=ruang" hreflang="id" lang="id">Bahasa Indonesia</a>' in html


def test_permanent_addresses_have_no_language(client: Client, cast: Cast) -> None:
    signed = cast.signed(title="Penyediaan ruang belajar")
    place = address(cast.government.code, signed.register_no or "")
    with translation.override("en"):
        assert address(cast.government.code, signed.register_no or "") == place
        assert reverse("portal:agreement", args=[cast.government.code, signed.register_no]) == f"/en{place}"
    for kind in ("json", "jsonld"):
        assert "/en/naskah" not in client.get(f"/en{place.rstrip('/')}.{kind}").content.decode()
    assert "/en/naskah" not in client.get("/umpan/terbaru.atom").content.decode()


def test_each_language_has_its_own_etag(client: Client, cast: Cast) -> None:
    cast.signed(title="Penyediaan ruang belajar")
    plain, english = client.get("/naskah/"), client.get("/en/naskah/")
    assert plain["ETag"] != english["ETag"]
    assert client.get("/naskah/", headers={"If-None-Match": english["ETag"]}).status_code == 200
    assert client.get("/en/naskah/", headers={"If-None-Match": english["ETag"]}).status_code == 304
    assert "Accept-Language" not in english["Vary"]


def test_the_workspace_stays_indonesian(client: Client, cast: Cast, settings: Settings) -> None:
    settings.MFA_REQUIRED_ROLES = []
    client.force_login(cast.staf)
    page = client.get("/ruang/beranda/", headers={"Accept-Language": "en"})
    assert page["Content-Language"] == "id"
    assert 'lang="id"' in page.content.decode()[:200]
    assert client.get("/en/ruang/beranda/").status_code == 404
    assert languages.versions("/ruang/beranda/") == []


def test_dates_numbers_and_money_follow_the_language(cast: Cast) -> None:
    import datetime as dt

    day = dt.date(2026, 3, 2)
    with translation.override("en"):
        assert (tanggal(day), angka(1234567), rupiah(1_500_000)) == ("2 March 2026", "1,234,567", "Rp1,500,000.00")
        assert spoken.cited("Permendagri 22/2020 Pasal 7 ayat (1)") == "Permendagri 22/2020 Article 7 paragraph (1)"
    with translation.override("id"):
        assert (tanggal(day), angka(1234567), rupiah(1_500_000)) == ("2 Maret 2026", "1.234.567", "Rp1.500.000,00")


def test_the_sitemap_names_both_languages(client: Client, cast: Cast) -> None:
    signed = cast.signed(title="Penyediaan ruang belajar")
    place = address(cast.government.code, signed.register_no or "")
    xml = client.get("/sitemap-1.xml").content.decode()
    assert xml.count(f"/en{place}</loc>") == 1
    assert xml.count(f'hreflang="en" href="http://127.0.0.1:8000/en{place}"') == 2 or f'/en{place}"/>' in xml

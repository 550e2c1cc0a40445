"""Every public page is valid HTML, has one H1, and is small enough for a phone in a village."""

import datetime as dt
import gzip
import itertools
import re
import zlib
from pathlib import Path
from xml.etree import ElementTree as ET

import html5lib
import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from agreements.domain import corrections, openness, versions
from agreements.domain.drafting import PartyEntry
from agreements.enums import FileKind, Phase
from agreements.models import Publication
from partners.enums import PartnerKind
from partners.models import Partner
from portal.domain import newest, subjects
from portal.domain.rows import address
from tests import factories as make
from tests.cast import Cast

FIRST_VISIT = 150_000  # bytes, with fonts
NEXT_PAGE = 30_000


@pytest.fixture
def addresses(cast: Cast) -> list[str]:
    agreement = cast.registered(title="Judul yang <b>panjang</b> & ganjil " * 9, sdgs=[1, 17], object='"Objek" <x>')
    cast.bring(cast.addendum(agreement), Phase.DITANDATANGANI)
    cast.attach(agreement, FileKind.SALINAN_PUBLIK, visibility="publik", name="salinan & <naskah>.pdf")
    queries = ["", "?q=internet&keadaan=berlaku&urut=segera_berakhir", "?tahun=x", "?q=tidakadakataini", "?q=%26%7C"]
    return ["/", *[f"/naskah/{query}" for query in queries], address(cast.government.code, agreement.register_no or "")]


def test_pages_are_valid_html_with_one_h1_and_unique_ids(client: Client, addresses: list[str]) -> None:
    for url in addresses:
        html = client.get(url).content.decode()
        html5lib.HTMLParser(strict=True).parse(html)
        assert len(re.findall(r"<h1[\s>]", html)) == 1, url
        ids = re.findall(r'\sid="([^"]+)"', html)
        assert len(ids) == len(set(ids)), url
        levels = [int(level) for level in re.findall(r"<h([1-6])[\s>]", html)]
        assert all(after - before <= 1 for before, after in itertools.pairwise(levels)), (url, levels)


def test_an_empty_register_is_valid_too(client: Client, db: None) -> None:
    for url in ("/", "/naskah/"):
        html5lib.HTMLParser(strict=True).parse(client.get(url).content.decode())


def _sent(path: Path) -> int:
    """Bytes on the wire of a static file: whitenoise sends it zipped unless it is packed already."""
    body = path.read_bytes()
    return len(body) if path.suffix == ".woff2" else min(len(body), len(gzip.compress(body)))


def test_a_page_is_sent_zipped_from_the_first_time(client: Client, cast: Cast) -> None:
    cast.registered()
    first, again = (client.get("/naskah/", headers={"Accept-Encoding": "gzip"}) for _time in range(2))
    assert first["Content-Encoding"] == again["Content-Encoding"] == "gzip"
    assert gzip.decompress(first.content) == client.get("/naskah/").content
    assert first["ETag"] == again["ETag"]


def test_a_first_visit_and_the_next_page_are_small(client: Client, addresses: list[str]) -> None:
    for url in addresses:
        response = client.get(url)
        html = response.content.decode()
        names = set(re.findall(r'(?:href|src)="/static/([^"#]+)', html))
        assert names, url
        files = sum(_sent(Path(settings.BASE_DIR) / "static" / name) for name in names)
        page = len(zlib.compress(response.content))
        assert files + page <= FIRST_VISIT, (url, files, page)
        assert page <= NEXT_PAGE, (url, page)


def test_feed_and_sitemap_are_well_formed_and_complete(client: Client, cast: Cast) -> None:
    agreements = [cast.registered() for _time in range(3)]
    urls = {f"{settings.PUBLIC_URL}{address(a.government.code, a.register_no or '')}" for a in agreements}
    feed = ET.fromstring(client.get("/umpan/terbaru.atom").content)
    atom = "{http://www.w3.org/2005/Atom}"
    assert {entry.findtext(f"{atom}id") for entry in feed.iter(f"{atom}entry")} == urls
    feeds = ("/umpan/terbaru.atom", "/en/umpan/terbaru.atom", "/umpan/berakhir.atom", "/naskah/unduh.atom")
    read = [ET.fromstring(client.get(url).content) for url in feeds]
    assert len({feed.findtext(f"{atom}id") for feed in read}) == len(feeds)
    assert all(feed.findtext(f"{atom}subtitle") for feed in read), "what it is about"
    index = ET.fromstring(client.get("/sitemap.xml").content)
    pages = [loc.text or "" for loc in index.iter() if loc.tag.endswith("}loc")]
    assert pages == [f"{settings.PUBLIC_URL}/sitemap-{name}.xml" for name in ("halaman", "mitra-1", "1")]
    listed = {
        loc.text for loc in ET.fromstring(client.get("/sitemap-1.xml").content).iter() if loc.tag.endswith("}loc")
    }
    assert urls <= listed


def test_an_old_paper_registered_today_is_the_newest_of_the_feed(client: Client, cast: Cast) -> None:
    fresh = cast.registered(title="Baru ditandatangani")
    old = cast.registered(title="Naskah tahun 2015", signed_on=dt.date(2015, 3, 2), ends_on=dt.date(2017, 3, 2))
    feed = client.get("/umpan/terbaru.atom").content.decode()
    assert feed.index(old.title) < feed.index(fresh.title)
    assert "<subtitle>Naskah yang terakhir dicatat, dibuka, atau berubah dalam register.</subtitle>" in feed
    english = client.get("/en/umpan/terbaru.atom").content.decode()
    assert "<subtitle>Agreements entered, opened or changed in the register most recently.</subtitle>" in english


@pytest.mark.parametrize("few", [9, 0])
def test_the_feed_of_a_search_begins_with_what_changed_last(
    client: Client, cast: Cast, monkeypatch: pytest.MonkeyPatch, few: int
) -> None:
    monkeypatch.setattr(newest, "FEW", few)
    monkeypatch.setattr(newest, "CANDIDATES", 2)
    old = cast.registered(title="Air lama", signed_on=dt.date(2015, 3, 2), ends_on=dt.date(2017, 3, 2))
    cast.registered(title="Jalan")
    staf = cast.people["staf"]
    others = [cast.registered(title=f"Air {number}") for number in range(3)]
    assert _titles(client)[0] == "Air 2"
    corrections.correct(
        old, changes={"title": "Air lama, diperbaiki"}, reason="Salah ketik.", by=staf, now=timezone.now()
    )
    assert _titles(client)[:2] == ["Air lama, diperbaiki", "Air 2"]
    others[0].refresh_from_db()
    openness.change_openness(others[0], visibility="terbatas", reason="Uji.", by=staf)
    assert "Air 0" not in _titles(client)
    openness.change_openness(others[0], visibility="publik", reason="Uji.", by=staf)
    assert _titles(client)[0] == "Air 0"
    assert client.get("/umpan/terbaru.atom?tahun=x").status_code == 400


def test_what_was_published_together_does_not_hide_what_changed_last(
    client: Client, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A renamed partner publishes all its documents at once, by their numbers, and changes none of them."""
    monkeypatch.setattr(newest, "FEW", 0)
    monkeypatch.setattr(newest, "CANDIDATES", 1)
    papers = [cast.registered(title=f"Air {number}") for number in range(4)]
    corrections.correct(
        papers[1], changes={"title": "Air diperbaiki"}, reason="Salah ketik.", by=cast.staf, now=timezone.now()
    )
    Publication.objects.all().delete()  # of one transaction: only the last remains
    cast.partner.name = "PT Tirta Baru"
    cast.partner.save()
    assert versions.documents_published_last() == [paper.pk for paper in papers]
    assert _titles(client)[0] == "Air diperbaiki"
    monkeypatch.setattr(versions, "NAMED", 3)
    assert versions.documents_published_last() == [paper.pk for paper in papers[:3]]


def _titles(client: Client) -> list[str | None]:
    """Of the feed of one search, newest first; each moment is not before the next one's."""
    atom = "{http://www.w3.org/2005/Atom}"
    entries = list(ET.fromstring(client.get("/umpan/terbaru.atom?q=air").content).iter(f"{atom}entry"))
    moments = [entry.findtext(f"{atom}updated", "") for entry in entries]
    assert moments == sorted(moments, reverse=True)
    return [entry.findtext(f"{atom}title") for entry in entries]


def test_the_sitemap_lists_every_subject_that_has_a_page(client: Client, cast: Cast) -> None:
    cast.registered(sdgs=[9])
    person = make.PartnerFactory(government=cast.government, name="Sri Lestari", kind=PartnerKind.PERSEORANGAN)
    many = [make.PartnerFactory(government=cast.government) for _time in range(11)]  # more than a facet offers
    cast.registered(parties=[PartyEntry(government=cast.government), *(PartyEntry(partner=p) for p in [person, *many])])
    listed = [
        (loc.text or "").removeprefix(settings.PUBLIC_URL)
        for name in ("halaman", "mitra-1")
        for loc in ET.fromstring(client.get(f"/sitemap-{name}.xml").content).iter()
        if loc.tag.endswith("}loc")
    ]
    assert len(listed) == len(set(listed))
    expected = ["/statistik/", "/sdg/9/", "/urusan/2.16/", "/prosedur/ksdpl/"]
    expected += [subjects.address("mitra", p.pk, p.name) for p in Partner.objects.exclude(pk=person.pk).order_by("pk")]
    expected += [subjects.address("pd", cast.unit.pk, cast.unit.name)]
    assert set(expected) <= set(listed)
    assert not [path for path in listed if f"/mitra/{person.pk}-" in path], "a person is not for search engines"
    assert {f"/en{path}" for path in expected} <= set(listed)
    for path in {path for path in listed if not path.startswith("/en/")}:
        assert client.get(path).status_code == 200, path

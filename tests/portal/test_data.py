"""Open data: made once for a version, served from the store, and nothing in it but public facts."""

import csv
import datetime as dt
import hashlib
import io
import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import html5lib
import pytest
from django.conf import LazySettings, settings
from django.test import Client
from django.utils import timezone

from agreements.domain import versions
from agreements.domain.drafting import PartyEntry
from agreements.domain.openness import change_openness
from agreements.enums import FileKind, Form
from agreements.models import Publication
from partners.models import PartnerContact
from portal import exports
from portal.domain import datasets
from portal.domain.records import NAMES, records
from portal.domain.rows import address
from portal.models import Dataset, DatasetFile
from tests import factories as make
from tests.cast import Cast

SECRET = "Rahasiaxyz"


@pytest.fixture(autouse=True)
def _own_store(settings: Any, tmp_path: Path) -> None:
    store = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": str(tmp_path)}}
    settings.STORAGES = {**settings.STORAGES, "default": store}


def _body(client: Client, name: str) -> bytes:
    response = client.get(f"/data/{name}")
    assert response.status_code == 200
    return b"".join(response.streaming_content)  # type: ignore[attr-defined]


def _renew() -> Dataset | None:
    return datasets.renew(timezone.now(), write=exports.whole_register)


def test_before_the_first_one_the_page_says_so(client: Client, db: None) -> None:
    html5lib.HTMLParser(strict=True).parse(client.get("/data/").content.decode())
    response = client.get("/data/naskah.csv")
    assert (response.status_code, response["Retry-After"]) == (503, "60")
    assert client.get("/data/lain.csv").status_code == 404


def test_data_with_a_document_that_was_withheld_since_is_given_to_nobody(client: Client, cast: Cast) -> None:
    agreement, other = cast.registered(), cast.registered()
    _renew()
    change_openness(other, visibility="terbatas", reason="Uji konsekuensi.", by=cast.staf)
    assert client.get("/data/naskah.csv").status_code == 503
    assert "naskah.csv" not in client.get("/data/").content.decode()
    _renew()
    assert agreement.title in _body(client, "naskah.csv").decode()
    assert str(other.register_no) not in _body(client, "naskah.csv").decode()


@pytest.mark.parametrize("lost", ["named by segment", "forgotten"])
def test_data_is_withheld_too_when_so_much_was_published_that_nothing_is_named(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, lost: str
) -> None:
    _agreement, other = cast.registered(), cast.registered()
    _renew()
    assert datasets.current() is not None
    change_openness(other, visibility="terbatas", reason="Uji konsekuensi.", by=cast.staf)
    Publication.objects.update(documents=None)
    if lost == "forgotten":
        Publication.objects.update(segments=[], documents=[])
        monkeypatch.setattr(versions, "KEPT", 1)
    assert datasets.current() is None
    later = timezone.now() + dt.timedelta(days=1)  # of a data set made afterwards nothing was withheld since
    Dataset.objects.update(finished_at=later)
    Publication.objects.update(at=later)
    assert datasets.current() is not None


def test_every_format_holds_every_public_document_once(client: Client, cast: Cast) -> None:
    registered = [cast.registered(title=f"Naskah {n}") for n in range(3)]
    numbers = {agreement.register_no for agreement in registered}
    cast.attach(registered[1], FileKind.SALINAN_PUBLIK, visibility="publik", name="salinan publik.pdf")
    cast.attach(registered[2], FileKind.PINDAIAN, name="pindaian.pdf")
    cast.draft(title="Draf")
    made = _renew()
    assert made is not None
    assert (made.done, made.total) == (3, 3)
    table = list(csv.DictReader(io.StringIO(_body(client, "naskah.csv").decode())))
    assert {row["nomor_register"] for row in table} == numbers
    assert tuple(table[0]) == NAMES
    lines = [json.loads(line) for line in _body(client, "naskah.jsonl").splitlines()]
    assert {row["nomor_register"] for row in lines} == numbers
    assert isinstance(lines[0]["pihak"], list)
    jdih = json.loads(_body(client, "jdih.json"))
    assert {row["noPanggil"] for row in jdih} == numbers
    # What members of JDIHN publish, by the names its harvester reads; all of it text.
    assert jdih[0].keys() >= {
        "idData", "tahun_pengundangan", "tanggal_pengundangan", "jenis", "noPeraturan", "judul", "noPanggil",
        "singkatanJenis", "tempatTerbit", "penerbit", "deskripsiFisik", "sumber", "subjek", "isbn", "status", "bahasa",
        "bidangHukum", "teuBadan", "nomorIndukBuku", "abstrak", "urlAbstrak", "fileDownload", "urlDownload",
        "urlDetailPeraturan", "operasi", "display",
    }  # fmt: skip
    assert all(isinstance(value, str) for row in jdih for value in row.values())
    paths = {row["noPanggil"]: row["urlDownload"].removeprefix(settings.PUBLIC_URL) for row in jdih}
    assert all(unquote(row["urlDownload"]).endswith(f"/{row['fileDownload']}") for row in jdih)
    copied = sum("/berkas/" in path for path in paths.values())
    assert copied == 1, "what a library keeps is the document; the card where there is no copy"
    copy = client.get(next(path for path in paths.values() if "/berkas/" in path))
    assert b"".join(copy.streaming_content).startswith(b"%PDF-")  # type: ignore[attr-defined]
    assert [row["salinan_publik"] for row in table if row["salinan_publik"]] == [
        row["urlDownload"] for row in jdih if "/berkas/" in row["urlDownload"]
    ]
    sheet = zipfile.ZipFile(io.BytesIO(_body(client, "naskah.xlsx")))
    assert sheet.read("xl/worksheets/sheet1.xml").count(b"<row ") == 4


def test_checksum_page_and_etag_agree(client: Client, cast: Cast) -> None:
    cast.registered()
    _renew()
    page = client.get("/data/").content.decode()
    html5lib.HTMLParser(strict=True).parse(page)
    for name in exports.FORMATS:
        digest = hashlib.sha256(_body(client, name)).hexdigest()
        assert digest in page
        again = client.get(f"/data/{name}", headers={"If-None-Match": f'"{digest}"'})
        assert again.status_code == 304


def test_made_once_for_a_version_and_again_when_the_register_changes(cast: Cast) -> None:
    cast.registered()
    assert _renew() is not None
    assert _renew() is None
    cast.registered(title="Satu lagi")
    assert _renew() is not None
    assert Dataset.objects.finished().count() == 2


def test_a_new_day_makes_it_stale(cast: Cast) -> None:
    cast.registered()
    now = timezone.now()
    assert datasets.renew(now, write=exports.whole_register) is not None
    assert datasets.renew(now + dt.timedelta(days=1), write=exports.whole_register) is not None


def test_a_living_claim_is_left_alone_and_a_dead_one_taken_over(cast: Cast) -> None:
    cast.registered()
    now = timezone.now()

    def die(*_given: object) -> list[str]:
        raise RuntimeError("killed")

    with pytest.raises(RuntimeError):
        datasets.renew(now, write=die)
    assert datasets.under_way(now) is not None
    assert datasets.renew(now + dt.timedelta(minutes=5), write=exports.whole_register) is None
    assert datasets.renew(now + dt.timedelta(minutes=16), write=exports.whole_register) is not None


def test_old_data_sets_leave_the_store(cast: Cast, tmp_path: Path) -> None:
    for n in range(4):
        cast.registered(title=f"Naskah {n}")
        _renew()
    assert Dataset.objects.count() == 2
    stored = {path.relative_to(tmp_path).as_posix() for path in (tmp_path / "data-terbuka").iterdir()}
    assert stored == set(DatasetFile.objects.values_list("path", flat=True))


def test_progress_shows_while_it_is_made(client: Client, cast: Cast) -> None:
    cast.registered()
    Dataset.objects.create(version="x", day=dt.date(2026, 1, 1), claimed_at=timezone.now(), done=50, total=200)
    page = client.get("/data/").content.decode()
    assert "50 dari 200 naskah (25%)" in page
    html5lib.HTMLParser(strict=True).parse(page)


def test_nothing_but_public_facts(client: Client, cast: Cast) -> None:
    PartnerContact.objects.create(partner=cast.partner, name=f"{SECRET} kontak", phone="0811", email="x@x.id")
    cast.partner.note, cast.partner.address = f"{SECRET} a", f"{SECRET} b"
    cast.partner.save()
    hidden = make.PartnerFactory(government=cast.government, name=f"PT {SECRET}")
    parties = [PartyEntry(government=cast.government, number="A"), PartyEntry(partner=hidden, number=SECRET)]
    parent = cast.registered(title=f"{SECRET} induk", parties=parties)
    shown = cast.registered(background=SECRET, benefits=SECRET, funding_note=SECRET, consent_reason=SECRET)
    child = cast.registered(title="Turunan", parent=parent, relation="turunan")
    parent.visibility, parent.visibility_reason = "rahasia", SECRET
    parent.save(update_fields=["visibility", "visibility_reason"])
    cast.draft(title=f"{SECRET} draf")
    _renew()
    for name in exports.FORMATS:
        body = _body(client, name)
        if name.endswith("xlsx"):
            book = zipfile.ZipFile(io.BytesIO(body))
            body = b"".join(book.read(part) for part in book.namelist())
        assert SECRET.encode() not in body, name
        assert b"Penanda Tangan" not in body, name
    for agreement in (shown, child):
        url = address(cast.government.code, agreement.register_no or "").removesuffix("/")
        assert SECRET not in client.get(f"{url}.ocds.json").content.decode()
    hidden_url = address(cast.government.code, parent.register_no or "").removesuffix("/")
    assert client.get(f"{hidden_url}.ocds.json").status_code == 404
    (row,) = [
        row for row in records({cast.government.pk: cast.government}, now=timezone.now()) if row["judul"] == "Turunan"
    ]
    assert (row["naskah_induk"], row["hubungan"]) == ("", "")


def test_a_title_that_looks_like_a_formula_stays_text(client: Client, cast: Cast) -> None:
    cast.registered(title='=HYPERLINK("http://jahat.example")')
    _renew()
    (row,) = csv.DictReader(io.StringIO(_body(client, "naskah.csv").decode()))
    assert row["judul"].startswith("'=")
    sheet = zipfile.ZipFile(io.BytesIO(_body(client, "naskah.xlsx"))).read("xl/worksheets/sheet1.xml")
    assert b"<f>" not in sheet


def test_state_in_the_data_is_the_state_on_the_page(cast: Cast) -> None:
    now = timezone.now()
    today = cast.government.today(now)
    for days in (-1, 0, 1, 90, 91):
        cast.registered(
            title=str(days), signed_on=today - dt.timedelta(days=400), ends_on=today + dt.timedelta(days=days)
        )
    from agreements.models import Agreement

    for row in records({cast.government.pk: cast.government}, now=now):
        agreement = Agreement.objects.get(register_no=row["nomor_register"])
        assert row["keadaan"] == agreement.validity(today)


# What DCAT-AP 3 requires or recommends for each class, and what Google's dataset search reads of schema.org.
CATALOG = {
    "dct:title",
    "dct:description",
    "dct:publisher",
    "dct:language",
    "dct:license",
    "dct:modified",
    "dcat:dataset",
}
DATASET = {
    "dct:title", "dct:description", "dct:identifier", "dct:publisher", "dct:language", "dct:license", "dct:modified",
    "dct:accrualPeriodicity", "dct:accessRights", "dcat:theme", "dcat:keyword", "dcat:contactPoint", "dcat:landingPage",
    "dcat:distribution", "schema:name", "schema:description", "schema:url", "schema:license", "schema:creator",
    "schema:keywords", "schema:distribution", "schema:isAccessibleForFree",
}  # fmt: skip
FILE = {
    "dct:title", "dcat:accessURL", "dcat:downloadURL", "dct:format", "dct:license", "dct:rights", "dct:modified",
    "dcat:byteSize", "spdx:checksum", "schema:contentUrl", "schema:encodingFormat",
}  # fmt: skip
LITERALS = {"dct:identifier", "dcat:keyword", "vcard:fn", "foaf:name", "rdfs:label"}


def _nodes(value: Any, name: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every node of a JSON-LD document with the property that leads to it."""
    if isinstance(value, list):
        for item in value:
            yield from _nodes(item, name)
    elif isinstance(value, dict):
        yield name, value
        for key, inner in value.items():
            if not key.startswith("@"):
                yield from _nodes(inner, key)


def test_the_catalog_is_what_dcat_ap_and_schema_org_ask_for(client: Client, cast: Cast) -> None:
    cast.government.contact_email = "kerjasama@contoh.example"
    cast.government.save(update_fields=["contact_email"])
    cast.registered()
    _renew()
    response = client.get("/data/katalog.jsonld")
    assert response["Content-Type"].startswith("application/ld+json")
    body = json.loads(response.content)
    (dataset,) = body["dcat:dataset"]
    files = {item["schema:name"]: item for item in dataset["dcat:distribution"]}
    sums = {name: item["spdx:checksum"]["spdx:checksumValue"]["@value"] for name, item in files.items()}
    assert sums == dict(DatasetFile.objects.values_list("name", "sha256"))
    assert body.keys() >= CATALOG
    assert dataset.keys() >= DATASET
    assert all(item.keys() >= FILE for item in files.values())
    assert {"foaf:Agent", "foaf:Organization"} <= set(dataset["dct:publisher"]["@type"])
    known = {node["@id"] for _name, node in _nodes(body) if len(node) > 1 and "@id" in node}
    for name, node in _nodes(body):
        for key, value in node.items():
            prefix = key.partition(":")[0]
            assert key.startswith("@") or prefix in body["@context"], key
            assert key.startswith(("@", "schema:")) or not isinstance(value, str) or key in LITERALS, (key, value)
        if "@id" in node:
            assert re.match(r"(https?://|mailto:|spdx:)", node["@id"]), node["@id"]
        if set(node) == {"@id"} and node["@id"].startswith(f"{settings.PUBLIC_URL}/data/") and "#" in node["@id"]:
            assert node["@id"] in known, name
    page = client.get("/data/").content.decode()
    (embedded,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)
    assert json.loads(embedded) == body


def test_ocds_tells_parties_term_and_later_acts(client: Client, cast: Cast) -> None:
    agreement = cast.registered(value_amount="1500000.00")
    url = address(cast.government.code, agreement.register_no or "").removesuffix("/")
    package = json.loads(client.get(f"{url}.ocds.json").content)
    (release,) = package["releases"]
    assert release["ocid"] == f"{cast.government.code}-{agreement.register_no}"
    assert [party["roles"] for party in release["parties"]] == [["buyer", "procuringEntity"], ["supplier"]]
    (contract,) = release["contracts"]
    assert contract["status"] == "active"
    assert contract["value"] == {"amount": 1_500_000.0, "currency": "IDR"}
    assert contract["period"]["endDate"] == f"{agreement.last_day}T23:59:59+07:00"
    assert contract["title"].startswith("Perjanjian Kerja Sama tentang ")
    # What release-schema.json 1.1.5 requires of each object that we fill.
    assert package.keys() >= {"uri", "version", "publishedDate", "publisher", "releases"}
    assert release.keys() >= {"ocid", "id", "date", "tag", "initiationType"}
    assert contract.keys() >= {"id", "awardID"}
    assert contract["period"].keys() <= {"startDate", "endDate", "maxExtentDate", "durationInDays"}


def test_ocds_names_the_parent_and_speaks_the_language_of_its_address(
    client: Client, cast: Cast, settings: LazySettings
) -> None:
    settings.OCDS_PREFIX = "ocds-a1b2c3"
    parent = cast.registered(form=Form.KESEPAKATAN_BERSAMA)
    child = cast.registered(parent=parent, relation="turunan")
    cast.registered(parent=parent, relation="addendum", form=Form.ADDENDUM)
    above = address(cast.government.code, parent.register_no or "").removesuffix("/")
    (contract,) = json.loads(client.get(f"{above}.ocds.json").content)["releases"][0]["contracts"]
    assert [act["description"].partition(".")[0] for act in contract["amendments"]] == ["Diubah dengan addendum"]
    url = address(cast.government.code, child.register_no or "").removesuffix("/")
    (release,) = json.loads(client.get(f"/en{url}.ocds.json").content)["releases"]
    assert release["ocid"] == f"ocds-a1b2c3-{cast.government.code}-{child.register_no}"
    (related,) = release["relatedProcesses"]
    assert related["relationship"] == ["parent"]
    assert related["identifier"].endswith(f"-{parent.register_no}")
    assert release["language"] == "en"
    assert release["contracts"][0]["title"].startswith("Cooperation agreement on ")

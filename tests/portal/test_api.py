"""The read API: the documents of the page, nothing internal, paging that holds still, problems instead of pages."""

import datetime as dt
import json
from typing import Any
from unittest import mock
from urllib.parse import urlsplit

import pytest
from django.db import DataError, OperationalError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from psycopg.errors import QueryCanceled

from agreements.domain.drafting import PartyEntry
from agreements.enums import Visibility
from agreements.models import Agreement
from partners.enums import PartnerKind
from partners.models import PartnerContact
from portal.api import base
from portal.domain.rows import address
from tests import factories as make
from tests.cast import Cast
from tests.portal.test_leaks import SECRET, everything  # noqa: F401 - a fixture

ROOT = "/api/v1/"
LISTS = ["naskah/", "mitra/", "pd/", "statistik/"]


@pytest.fixture(autouse=True)
def _fresh(settings: Any) -> None:
    base.forget()
    settings.API_PER_MINUTE = 100_000


def ask(client: Client, path: str, **given: Any) -> Any:
    response = client.get(f"{ROOT}{path}", **given)
    assert response.status_code == 200, response.content
    return response.json()


def refused(response: Any, status: int) -> dict[str, Any]:
    assert response.status_code == status, response.content
    assert response["Content-Type"] == "application/problem+json"
    body: dict[str, Any] = json.loads(response.content)
    assert body["status"] == status
    return body


def walk(client: Client, path: str) -> list[dict[str, Any]]:
    """Every row, following ``berikutnya`` to the end."""
    rows, here = [], f"{ROOT}{path}"
    while here:
        body = client.get(here).json()
        rows += body["hasil"]
        here = body["berikutnya"] or ""
    return rows


# ---- The same as the page --------------------------------------------------------------------------------------------
QUERIES = ["", "q=sampah", "keadaan=berlaku", "bentuk=addendum", "tahun=2024&tahun=2025", "urusan=2.16", "sdg=11",
           "jenis=ksdpk&keadaan=berakhir", "sisa=90", "provinsi=64", "negara=JP", "urut=segera_berakhir"]  # fmt: skip


def test_list_and_figures_agree_with_the_page_under_every_filter(client: Client, cast: Cast) -> None:
    today = cast.government.today()
    cast.registered(title="Pengelolaan Sampah", sdgs=[11], signed_on=dt.date(2024, 5, 1))
    cast.registered(signed_on=dt.date(2025, 5, 1), ends_on=today - dt.timedelta(days=1))
    cast.registered(ends_on=today + dt.timedelta(days=40))
    for query in [*QUERIES, f"mitra={cast.partner.pk}", f"pd={cast.unit.pk}", f"pd={cast.other_unit.pk}"]:
        page = client.get(f"/naskah/?{query}")
        body = ask(client, f"naskah/?{query}")
        assert body["jumlah"] == page.context["total"], query
        assert [urlsplit(row["alamat"]).path for row in body["hasil"]] == [row.url for row in page.context["rows"]]
        figures = ask(client, f"statistik/?{query}") if "urut" not in query else body
        assert sum(row.get("jumlah", 1) for row in figures["hasil"]) == body["jumlah"], query


def test_figures_are_those_of_the_list_under_the_same_values(client: Client, cast: Cast) -> None:
    today = cast.government.today()
    for n in range(3):
        cast.registered(signed_on=today - dt.timedelta(days=400 * n), title=f"Naskah {n}")
    names = ("tahun", "bentuk", "jenis_mitra", "pemrakarsa")
    rows = ask(client, "statistik/?" + "&".join(f"menurut={name}" for name in names))["hasil"]
    assert sum(row["jumlah"] for row in rows) == 3
    for row in rows:
        query = "&".join(f"{name}={row[name]}" for name in names)
        assert ask(client, f"naskah/?{query}")["jumlah"] == row["jumlah"], query


def test_numbers_of_partners_and_units_are_those_of_the_filter(client: Client, cast: Cast) -> None:
    other = make.PartnerFactory(government=cast.government, name="PT Kedua")
    cast.registered()
    cast.registered(parties=[PartyEntry(government=cast.government, number="1"), PartyEntry(partner=other, number="2")])
    heir = make.UnitFactory(government=cast.government, name="Dinas Penerus")
    cast.unit.successor, cast.unit.ends_on = heir, dt.date(2026, 1, 1)
    cast.unit.save()
    for kind, facet in (("mitra", "mitra"), ("pd", "pd")):
        rows = walk(client, f"{kind}/?banyak=1")
        assert len(rows) == 2, kind
        for row in rows:
            assert row["jumlah_naskah"] == ask(client, f"naskah/?{facet}={row['id']}")["jumlah"], row
            assert ask(client, f"{kind}/{row['id']}/") == row
            assert client.get(urlsplit(row["alamat"]).path).status_code == 200
    assert {row["nama"] for row in walk(client, "pd/")} == {cast.unit.name, "Dinas Penerus"}


def test_a_merged_partner_leads_on_to_the_one_it_is_now(client: Client, cast: Cast) -> None:
    old = make.PartnerFactory(government=cast.government, merged_into=cast.partner)
    cast.registered()
    response = client.get(f"{ROOT}mitra/{old.pk}/")
    assert (response.status_code, response["Location"]) == (301, f"{ROOT}mitra/{cast.partner.pk}/")
    assert client.get(f"{ROOT}mitra/{make.PartnerFactory(government=cast.government).pk}/").status_code == 404


# ---- Nothing internal ------------------------------------------------------------------------------------------------
def test_nothing_internal_shows_in_any_answer(client: Client, everything: Agreement) -> None:  # noqa: F811
    detail = f"naskah{address(everything.government.code, everything.register_no or '').removeprefix('/naskah')}"
    paths = [*LISTS, detail, "naskah/?banyak=100", "naskah/?q=rahasiaxyz", "mitra/?q=rahasiaxyz"]
    paths += [f"mitra/{row['id']}/" for row in ask(client, "mitra/")["hasil"]]
    for path in paths:
        for language in ("id", "en"):
            body = client.get(f"{ROOT}{path}", headers={"Accept-Language": language}).content.decode()
            text = body.lower().replace("q=rahasiaxyz", "")
            assert SECRET.lower() not in text, path
            assert "0811-123" not in text, path
    assert ask(client, "naskah/")["jumlah"] == 1
    assert ask(client, "mitra/?q=rahasiaxyz")["hasil"] == []


def test_what_is_withheld_is_not_found(client: Client, cast: Cast) -> None:
    agreement = cast.registered()
    path = f"{ROOT}naskah/{agreement.government.code}/{agreement.register_no}/"
    assert client.get(path).status_code == 200
    for visibility in (Visibility.TERBATAS, Visibility.RAHASIA):
        agreement.visibility, agreement.visibility_reason = visibility, "Uji."
        agreement.save(update_fields=["visibility", "visibility_reason"])
        refused(client.get(path), 404)
        client.force_login(cast.staf)
        refused(client.get(path), 404)  # whoever asks: the API knows no staff
        client.logout()
        assert ask(client, "mitra/")["hasil"] == []
        assert ask(client, "pd/")["hasil"] == []
        refused(client.get(f"{ROOT}mitra/{cast.partner.pk}/"), 404)
        refused(client.get(f"{ROOT}pd/{cast.unit.pk}/"), 404)


def test_of_a_natural_person_only_the_name_is_told(client: Client, cast: Cast) -> None:
    cast.partner.kind, cast.partner.region_code = PartnerKind.PERSEORANGAN, "64.72"
    cast.partner.website = "https://pribadi.example"
    cast.partner.save()
    PartnerContact.objects.create(partner=cast.partner, name="Kontak", phone="0811", email="x@x.id")
    cast.registered()
    row = ask(client, f"mitra/{cast.partner.pk}/")
    assert (row["kode_wilayah"], row["wilayah"], row["situs"]) == ("", "", "")


# ---- Paging ----------------------------------------------------------------------------------------------------------
def test_walking_holds_still_while_rows_are_added(client: Client, cast: Cast) -> None:
    today = cast.government.today()
    first = [cast.registered(signed_on=today - dt.timedelta(days=10 * n)).register_no for n in range(1, 8)]
    for order in ("", "&urut=segera_berakhir"):
        seen, here, added = [], f"{ROOT}naskah/?banyak=2{order}", 0
        while here:
            body = client.get(here).json()
            seen += [row["nomor_register"] for row in body["hasil"]]
            if body["berikutnya"] and added < 3:
                added += 1
                for days in (0, 35, 65):
                    cast.registered(signed_on=today - dt.timedelta(days=days), title=f"Baru {added}")
            here = body["berikutnya"]
        assert len(seen) == len(set(seen)), "nothing twice"
        assert set(first) <= set(seen), "nothing missed"


def test_next_and_previous_are_in_the_body_and_in_the_link_header(client: Client, cast: Cast) -> None:
    for _time in range(3):
        cast.registered()
    first = client.get(f"{ROOT}naskah/?banyak=1")
    assert first["Link"] == f'<{first.json()["berikutnya"]}>; rel="next"'
    second = client.get(first.json()["berikutnya"])
    assert 'rel="prev"' in second["Link"]
    assert client.get(second.json()["sebelumnya"]).json()["hasil"] == first.json()["hasil"]
    rows = walk(client, "mitra/?banyak=1")
    assert [row["id"] for row in rows] == sorted(row["id"] for row in rows)


@pytest.mark.parametrize("path", LISTS)
def test_the_number_of_queries_does_not_grow_with_the_rows(client: Client, cast: Cast, path: str) -> None:
    def cost() -> int:
        base.forget()
        with CaptureQueriesContext(connection) as queries:
            ask(client, path)
        return len(queries)

    def sign(name: str) -> None:
        partner = make.PartnerFactory(government=cast.government, name=name)
        unit = make.UnitFactory(government=cast.government, name=f"Dinas {name}")
        parties = [PartyEntry(government=cast.government, number="1"), PartyEntry(partner=partner, number=name)]
        cast.registered(parties=parties).initiating_units.add(unit)

    sign("A")
    cost()
    sign("B")
    few = cost()
    for name in "CDE":
        sign(name)
    assert cost() == few <= 16


# ---- ETag ------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("path", LISTS)
def test_unchanged_is_304_and_changed_is_not(client: Client, cast: Cast, path: str) -> None:
    cast.registered()
    etag = client.get(f"{ROOT}{path}")["ETag"]
    with CaptureQueriesContext(connection) as queries:
        same = client.get(f"{ROOT}{path}", headers={"If-None-Match": etag})
    assert (same.status_code, same.content, same["ETag"]) == (304, b"", etag)
    assert "RateLimit-Remaining" in same
    assert len([query for query in queries if "SAVEPOINT" not in query["sql"]]) <= 3
    english = client.get(f"{ROOT}{path}", headers={"If-None-Match": etag, "Accept-Language": "en"})
    assert english.status_code == 200
    cast.draft()
    assert client.get(f"{ROOT}{path}", headers={"If-None-Match": etag}).status_code == 304
    cast.registered()
    assert client.get(f"{ROOT}{path}", headers={"If-None-Match": etag}).status_code == 200


def test_a_repeated_answer_is_the_same_zipped_or_not(client: Client, cast: Cast) -> None:
    import gzip

    cast.registered()
    plain = client.get(f"{ROOT}naskah/")
    zipped = client.get(f"{ROOT}naskah/", headers={"Accept-Encoding": "br, gzip"})
    assert zipped["Content-Encoding"] == "gzip"
    assert gzip.decompress(zipped.content) == plain.content
    assert client.head(f"{ROOT}naskah/").status_code == 200


# ---- Problems --------------------------------------------------------------------------------------------------------
BAD = [
    *[f"naskah/?{query}" for query in (
        "keadaan=entah", "tahun=x", "tahun=-1", "banyak=-1", "banyak=0", "banyak=101", "banyak=1e3", "banyak=٣",
        "banyak=1&banyak=2", "halaman=-1", "setelah=99999999-1", "setelah=x", "mitra=99999999999999999999", "q=%00",
        "q=%ff%fe", "q=%c3%28", "%00=1", "q=!!!", "negara=xx", "q=" + "a" * 201, "q=" + "a" * 100_000,
        "&".join(["tahun=2024"] * 400), "&".join(["tahun=2024"] * 60), "&".join(["tahun=2024"] * 2500),
    )],
    "mitra/?q=%00", "mitra/?q=serat%00optik",
    "mitra/?jenis=x", "mitra/?setelah=-5", "mitra/?setelah=" + "9" * 40, "mitra/?q=" + "a" * 101, "pd/?q=x",
    "pd/?setelah=x", "statistik/?menurut=mitra", "statistik/?urut=terbaru",
    "statistik/?" + "&".join(f"menurut={name}" for name in ("tahun", "bentuk", "jenis", "keadaan", "pemrakarsa")),
]  # fmt: skip


@pytest.mark.parametrize("path", BAD)
def test_what_is_not_understood_is_a_problem_in_both_languages(client: Client, db: None, path: str) -> None:
    here = refused(client.get(f"{ROOT}{path}"), 400)
    there = refused(client.get(f"{ROOT}{path}", headers={"Accept-Language": "en-GB,id;q=0.5"}), 400)
    assert here["title"] == "Permintaan tidak dapat dipahami"
    assert there["title"] == "The request cannot be understood"
    assert here["type"] == there["type"] == "http://testserver/api/v1/#permintaan-keliru"
    for mine, theirs in zip(here["kesalahan"], there["kesalahan"], strict=True):
        assert mine["parameter"] == theirs["parameter"]
        assert mine["detail"] != theirs["detail"], "not translated"
    assert len(json.dumps(here)) < 3000, "does not echo what was sent"


NOWHERE = [
    "x", "naskah/1/", "naskah/99.71/PKS-2026-0001/x/", "mitra/0/", "pd/" + "9" * 18 + "/", "mitra/" + "9" * 18 + "/",
    "naskah/%00/", "%ff%fe", "naskah/99.71/KB-2026-0001%0a/",
]  # fmt: skip


@pytest.mark.parametrize("path", NOWHERE)
def test_what_does_not_exist_is_a_problem(client: Client, db: None, path: str) -> None:
    assert refused(client.get(f"{ROOT}{path}"), 404)["title"] == "Tidak ditemukan"
    assert refused(client.get(f"{ROOT}{path}", headers={"Accept-Language": "en"}), 404)["title"] == "Not found"


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "trace"])
def test_nothing_can_be_written(client: Client, db: None, method: str) -> None:
    for path in LISTS:
        response = getattr(client, method)(f"{ROOT}{path}")
        refused(response, 405)
        assert response["Allow"] == "GET, HEAD, OPTIONS"


def test_a_forgotten_slash_is_put_right(client: Client, db: None) -> None:
    response = client.get(f"{ROOT}naskah?q=a")
    assert (response.status_code, response["Location"]) == (301, f"{ROOT}naskah/?q=a")


def test_a_question_that_costs_too_much_is_stopped(client: Client, cast: Cast) -> None:
    cast.registered()
    seen = []

    def slow(*_given: Any, **_more: Any) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SHOW statement_timeout")
            seen.append(cursor.fetchone()[0])
        raise OperationalError from QueryCanceled()

    with mock.patch("agreements.domain.counting.Counts.select", slow):
        response = client.get(f"{ROOT}naskah/")
    refused(response, 503)
    assert response["Retry-After"] == "60"
    assert seen == ["5s"]


def test_what_the_database_cannot_read_is_the_callers_mistake(client: Client, db: None) -> None:
    with mock.patch("portal.api.base.register_at", side_effect=DataError("out of range")):
        assert "range" not in json.dumps(refused(client.get(f"{ROOT}naskah/"), 400))


def test_a_fault_of_ours_is_a_problem_too_and_noted(client: Client, db: None, caplog: pytest.LogCaptureFixture) -> None:
    with mock.patch("portal.api.base.register_at", side_effect=RuntimeError("rahasia dapur")):
        body = refused(client.get(f"{ROOT}naskah/"), 500)
    assert "dapur" not in json.dumps(body)
    assert "rahasia dapur" in caplog.text


NAMES = (
    "q", "jenis", "bentuk", "keadaan", "tahun", "urusan", "mitra", "pd", "sdg", "provinsi", "negara", "sisa", "urut",
    "setelah", "banyak", "menurut", "x",
)  # fmt: skip
NASTY = [
    "'; DROP TABLE x;--", "(((", "a & | !", '"', "-", "😀", "\u202e", "2024-02-30", "None", "20240302-1",
    "s.1.20240302-99", "1.00000000-1", "99991231-999999999999999999",
]  # fmt: skip
texts = st.one_of(st.text(max_size=60), st.integers(-(10**20), 10**20).map(str), st.sampled_from(NASTY))


@given(st.sampled_from(LISTS), st.lists(st.tuples(st.sampled_from(NAMES), texts), max_size=4))
@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_input_is_a_fault(client: Client, db: None, path: str, pairs: list[tuple[str, str]]) -> None:
    query: dict[str, list[str]] = {}
    for name, text in pairs:
        query.setdefault(name, []).append(text.encode("utf-8", "replace").decode())
    response = client.get(f"{ROOT}{path}", query)
    assert response.status_code in {200, 400}, (path, pairs)
    if response.status_code == 400:
        refused(response, 400)


# ---- Other people's pages --------------------------------------------------------------------------------------------
def test_pages_of_others_may_read_it_without_cookies(client: Client, db: None) -> None:
    for path, status in (("naskah/", 200), ("naskah/?x=1", 400), ("x", 404)):
        response = client.get(f"{ROOT}{path}", headers={"Origin": "https://lain.example"})
        assert response.status_code == status
        assert response["Access-Control-Allow-Origin"] == "*"
        assert "Access-Control-Allow-Credentials" not in response
    asked = client.options(f"{ROOT}naskah/", headers={"Origin": "https://lain.example"})
    assert asked.status_code == 204
    assert "Authorization" in asked["Access-Control-Allow-Headers"]


def test_the_moment_of_an_answer_is_told(client: Client, cast: Cast) -> None:
    cast.registered()
    body = ask(client, "naskah/")
    assert body["keadaan_per"] == cast.government.today(timezone.now()).isoformat()

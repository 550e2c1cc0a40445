"""The public list: what it finds, how it counts, how it pages, and what it does with nonsense."""

import datetime as dt
import itertools
from typing import Any
from urllib.parse import quote

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from agreements.domain.drafting import PartyEntry
from agreements.enums import CooperationKind, Form
from agreements.models import Agreement
from portal import publishing
from tests import factories as make
from tests.cast import Cast

NONSENSE = [
    "\0",
    "😀",
    "x" * 100_000,
    "' OR 1=1 --",
    ".*(a+)+$",
    "%",
    "\\",
    "<script>alert(1)</script>",
    "-1",
    "0",
    "99999999999999999999",
    "\udcff".encode("utf-8", "surrogateescape").decode("latin-1"),
    "null",
    "[]",
    "2024-13-45",
    "１２",
    "🇮🇩",
    '"',
    '-"',
    "-",
    "& | ! ( )",
]
PARAMETERS = [
    "q",
    "jenis",
    "bentuk",
    "keadaan",
    "tahun",
    "urusan",
    "mitra",
    "pd",
    "sdg",
    "provinsi",
    "negara",
    "sisa",
    "urut",
    "setelah",
]


def titles(client: Client, **query: Any) -> list[str]:
    response = client.get("/naskah/", query)
    assert response.status_code == 200
    found = [row.title for row in response.context["rows"]]
    assert response.context["total"] == len(found)
    return found


def test_an_empty_register_says_so(client: Client, db: None) -> None:
    response = client.get("/naskah/")
    assert response.context["total"] == 0
    assert "Belum ada naskah yang diterbitkan" in response.content.decode()


def test_every_facet_narrows_and_its_count_is_what_it_gives(client: Client, cast: Cast) -> None:
    today = cast.government.today()
    neighbour = make.PartnerFactory(
        government=cast.government, kind="pemda_kota", name="Kota Bandar Seroja", region_code="64.72"
    )
    abroad = make.PartnerFactory(
        government=cast.government, kind="pemda_luar_negeri", name="Kota Hoshimura", country="JP"
    )

    def with_partner(partner: object) -> list[PartyEntry]:
        return [PartyEntry(government=cast.government, number="1"), PartyEntry(partner=partner, number="2")]  # type: ignore[arg-type]

    cast.registered(title="A", urusan=["2.11"], sdgs=[11, 12], ends_on=today + dt.timedelta(days=60))
    second = cast.registered(
        title="B", urusan=["2.09", "2.11"], parties=with_partner(neighbour), signed_on=dt.date(2021, 3, 1),
        ends_on=dt.date(2022, 3, 1), cooperation_kind=CooperationKind.KSDD_SUKARELA, form=Form.KESEPAKATAN_BERSAMA,
    )  # fmt: skip
    second.initiating_units.add(cast.other_unit)
    cast.registered(
        title="C", parties=with_partner(abroad), cooperation_kind=CooperationKind.KSDPL, form=Form.NASKAH_KERJA_SAMA,
        ends_on=today + dt.timedelta(days=900),
    )  # fmt: skip
    assert titles(client, urusan="2.11") == ["A", "B"]
    assert titles(client, urusan=["2.09", "2.11"]) == ["A", "B"]
    assert titles(client, sdg=12) == ["A"]
    assert titles(client, jenis="ksdd_sukarela") == ["B"]
    assert titles(client, bentuk="naskah_kerja_sama") == ["C"]
    assert titles(client, keadaan="berakhir") == ["B"]
    assert titles(client, keadaan="akan_berakhir") == ["A"]
    assert titles(client, keadaan=["berlaku", "akan_berakhir"]) == ["C", "A"]
    assert titles(client, tahun=2021) == ["B"]
    assert titles(client, mitra=neighbour.pk) == ["B"]
    assert titles(client, pd=cast.other_unit.pk) == ["B"]
    assert titles(client, provinsi="64") == ["B"]
    assert titles(client, negara="JP") == ["C"]
    assert titles(client, sisa=90) == ["A"]
    assert titles(client, urusan="2.11", keadaan="berakhir") == ["B"]
    assert titles(client, urut="segera_berakhir") == ["A", "C", "B"]
    publishing.pages.clear()  # a page from the cache has no context
    page = client.get("/naskah/", {"urusan": "2.11"})
    for group in page.context["panel"].groups:
        for option in [*group.first, *group.rest]:
            publishing.pages.clear()
            given = client.get(f"/naskah/{option.url}").context["total"]
            if option.chosen:
                assert given == 3, "without the only filter everything is there"
            elif group.slug == "urusan":
                assert given >= option.number > 0, "a second value of the same facet widens"
            else:
                assert given == option.number > 0, (group.slug, option)


def test_units_and_partners_that_follow_each_other_keep_their_documents(client: Client, cast: Cast) -> None:
    cast.registered(title="Lama")
    new = make.UnitFactory(government=cast.government, name="Dinas Baru")
    cast.unit.successor = new
    cast.unit.save()
    assert titles(client, pd=new.pk) == ["Lama"]
    survivor = make.PartnerFactory(government=cast.government)
    old_address = {"mitra": cast.partner.pk}
    agreement = Agreement.objects.get()
    agreement.parties.filter(partner=cast.partner).update(partner=survivor)
    cast.partner.merged_into = survivor
    cast.partner.save()
    assert titles(client, **old_address) == ["Lama"]


def test_paging_reaches_every_row_once_and_back(client: Client, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("portal.views.listing.PAGE", 3)
    today = cast.government.today()
    for number in range(8):
        day = today - dt.timedelta(days=number // 3)
        cast.registered(
            title=f"N{number}", signed_on=day, ends_on=today + dt.timedelta(days=number % 4 - 1) if number else None
        )
    for order in ("terbaru", "segera_berakhir"):
        forward, url = [], f"/naskah/?urut={order}"
        pages = []
        while url:
            page = client.get(url)
            forward.append([row.title for row in page.context["rows"]])
            pages.append(page)
            url = f"/naskah/{page.context['next']}" if page.context["next"] else ""
        assert sorted(itertools.chain(*forward)) == sorted(f"N{n}" for n in range(8))
        assert [len(rows) for rows in forward] == [3, 3, 2]
        back = client.get(f"/naskah/{pages[2].context['previous']}")
        assert [row.title for row in back.context["rows"]] == forward[1]
        first = client.get(f"/naskah/{back.context['previous']}")
        assert [row.title for row in first.context["rows"]] == forward[0]
        assert not first.context["previous"]


def test_a_new_document_moves_no_page_boundary(client: Client, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("portal.views.listing.PAGE", 2)
    for number in range(4):
        cast.registered(title=f"N{number}", signed_on=dt.date(2024, 1, 10 - number), ends_on=dt.date(2030, 1, 1))
    following = client.get("/naskah/").context["next"]
    cast.registered(title="Baru")
    assert [row.title for row in client.get(f"/naskah/{following}").context["rows"]] == ["N2", "N3"]


@pytest.mark.parametrize("name", PARAMETERS)
def test_nonsense_gives_a_page_or_a_clear_400(client: Client, cast: Cast, name: str) -> None:
    cast.registered()
    for value in NONSENSE:
        response = client.get("/naskah/", {name: value})
        assert response.status_code in {200, 400}, (name, value[:30])
        if response.status_code == 400:
            assert "tidak dapat dibaca" in response.content.decode()
    broken = client.get(f"/naskah/?{name}=%FF%FE%00&{name}=%C3%28")
    assert broken.status_code in {200, 400}
    many = "&".join(f"{name}={n}" for n in range(1, 3000))
    assert client.get(f"/naskah/?{many}").status_code in {200, 400}
    assert client.get(f"/naskah/?{quote(name + '[]')}=1&=&&&").status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "/naskah/99.71/",
        "/naskah/x/y/",
        "/naskah/99.71/KB-2026-0001/../",
        "/naskah/99.71/KB-2026-0001%00/",
        "/naskah/%FF/KB-1-1/",
        "/naskah/99.71/kb-2026-0001/",
        "/naskah/99.71/KB-2026-0001/",
        "/naskah/99.71/KB-2026-0001.pdf",
        "/sitemap-0.xml",
        "/sitemap-99999999999999999999.xml",
        "/sitemap-9.xml",
    ],
)
def test_addresses_that_are_none_are_404(client: Client, db: None, path: str) -> None:
    assert client.get(path).status_code == 404


def test_words_are_escaped_where_they_are_repeated(client: Client, cast: Cast) -> None:
    page = client.get("/naskah/", {"q": '<script>x</script>"'}).content.decode()
    assert "<script>x" not in page


@pytest.mark.parametrize("url", ["/", "/naskah/", "/naskah/?q=internet&keadaan=berlaku"])
def test_a_list_costs_the_same_queries_for_one_row_and_for_five(client: Client, cast: Cast, url: str) -> None:
    def cost() -> int:
        client.get(url)  # counts and names warm
        publishing.pages.clear()
        with CaptureQueriesContext(connection) as queries:
            assert client.get(url).status_code == 200
        return len(queries)

    cast.registered()
    one = cost()
    for _time in range(4):
        cast.registered()
    assert cost() == one
    assert one <= 16  # three of them bound the time of the others


def test_counts_equal_the_rows_for_every_combination_of_two(client: Client, cast: Cast) -> None:
    today = cast.government.today()
    ends = [None, today - dt.timedelta(days=1), today, today + dt.timedelta(days=90), today + dt.timedelta(days=91)]
    for number, end in enumerate(ends):
        cast.registered(
            title=f"N{number}", urusan=["2.11"] if number % 2 else ["1.01"],
            signed_on=today - dt.timedelta(days=400), ends_on=end,
        )  # fmt: skip
    for state in ("berlaku", "akan_berakhir", "berakhir", "belum_berlaku", "diakhiri", "digantikan"):
        for code in ("2.11", "1.01"):
            titles(client, keadaan=state, urusan=code)


def test_words_in_the_title_come_before_the_parties_and_the_rest(client: Client, cast: Cast) -> None:
    partner = make.PartnerFactory(government=cast.government, name="Perkumpulan Mangrove Lestari")
    parties = [PartyEntry(government=cast.government, number="1"), PartyEntry(partner=partner, number="2")]
    day = cast.government.today() - dt.timedelta(days=400)
    given: list[tuple[str, dict[str, Any]]] = [
        ("Mangrove lama", {}),
        ("Mangrove baru", {}),
        ("Pesisir", {"parties": parties}),
        ("Pantai", {"scope": "Mangrove"}),
    ]
    for n, (title, values) in enumerate(given):
        cast.registered(title=title, signed_on=day + dt.timedelta(days=n), **values)
    nearest = ["Mangrove baru", "Mangrove lama", "Pesisir", "Pantai"]
    assert titles(client, q="mangrove") == titles(client, q="mangrove", urut="relevansi") == nearest
    assert titles(client, q="mangrove", urut="terbaru") == ["Pantai", "Pesisir", "Mangrove baru", "Mangrove lama"]
    assert "urut=relevansi" in client.get("/naskah/?q=mangrove").content.decode()
    assert "urut=relevansi" not in client.get("/naskah/").content.decode()
    assert titles(client, urut="relevansi")[0] == "Pantai"  # without words: the newest


def test_pages_by_relevance_hold_every_row_once(client: Client, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("portal.views.listing.PAGE", 2)
    for n in range(7):
        cast.registered(title=f"Terumbu {n}" if n % 2 else f"Laut {n}", scope="Terumbu karang")
    seen: list[str] = []
    address = "?q=terumbu"
    back: list[str] = []
    while address:
        context = client.get(f"/naskah/{address}").context
        seen += [row.title for row in context["rows"]]
        address, back = context["next"], [*back, context["previous"]]
    assert len(seen) == len(set(seen)) == 7
    assert [title.split()[0] for title in seen] == ["Terumbu"] * 3 + ["Laut"] * 4
    before = client.get(f"/naskah/{back[-1]}").context["rows"]
    assert [row.title for row in before] == seen[-3:-1]


def test_words_that_too_many_share_give_the_newest_and_the_page_says_so(
    client: Client, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("agreements.domain.counting.RANKED", 1)
    day = cast.government.today() - dt.timedelta(days=400)
    cast.registered(title="Lamun", signed_on=day)
    cast.registered(title="Pantai", scope="Lamun", signed_on=day + dt.timedelta(days=1))
    response = client.get("/naskah/", {"q": "lamun", "urut": "relevansi"})
    assert [row.title for row in response.context["rows"]] == ["Pantai", "Lamun"]
    assert [str(order["label"]) for order in response.context["orders"] if order["is_present"]] == [
        "Terbaru ditandatangani"
    ]
    assert "relevansi" not in str(response.context["orders"])

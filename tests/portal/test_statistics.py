"""Every number on the page is what the list behind it says, and the sums agree."""

import csv
import datetime as dt
import io
import re
from html import unescape

import html5lib
import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from agreements.domain.listing import CONDITIONS, Clock
from agreements.domain.workflow import perform
from agreements.enums import Phase
from agreements.models import Agreement
from portal import publishing
from portal.domain.register import register_at
from portal.domain.statistics import Cell, figures_of
from tests.cast import Cast


@pytest.fixture
def register(db: None) -> None:
    call_command("seed_register", count=300, yes=True, verbosity=0)
    publishing.forget()


def test_an_empty_register_has_a_page(client: Client, db: None) -> None:
    page = client.get("/statistik/").content.decode()
    html5lib.HTMLParser(strict=True).parse(page)
    assert "Belum ada yang dapat dihitung" in page


def test_every_linked_number_is_the_total_of_its_list(client: Client, register: None) -> None:
    page = client.get("/statistik/").content.decode()
    html5lib.HTMLParser(strict=True).parse(page)
    links = re.findall(
        r'href="(/naskah/\?[^"]+)">(?:<span>[^<]*</span> <span class="num">)?([\d.]+)(?:</span>)?</a>', page
    )
    assert len(links) > 60
    assert re.findall(r"<strong>\d", page) == [], "sums open their rows too"
    assert {unescape(url).split("?")[1].split("=")[0] for url, _number in links} >= {"urusan", "sdg"}
    assert re.findall(r'<span class="num">[1-9][\d.]*</span></li>', page) == [], "nor is what is covered a bare number"
    for url, number in links[:: max(1, len(links) // 60)]:
        publishing.pages.clear()
        assert client.get(unescape(url)).context["total"] == int(number.replace(".", "")), url


def test_rows_columns_and_the_register_add_up(register: None) -> None:
    figures = figures_of(register_at(timezone.now()))
    assert figures.total == 300
    for table in (figures.by_form, figures.by_partner, figures.by_initiator):
        assert sum(cell.number for cell in table.totals) == table.total.number == 300
        assert sum(row_sum.number for _year, _cells, row_sum in table.rows) == 300
        for _year, cells, row_sum in table.rows:
            assert sum(cell.number for cell in cells) == row_sum.number
    assert len(figures.urusan) == 45
    assert any(not item.cell.number for item in figures.urusan), "empty cells stay visible"


def test_every_combination_opens_its_rows_and_all_add_up(client: Client, register: None) -> None:
    for _time in range(2):  # made, then from memory
        answer = client.get("/statistik/silang.csv")
        assert "statistik-silang.csv" in answer["Content-Disposition"]
    rows = list(csv.DictReader(io.StringIO(answer.content.decode())))
    assert sum(int(row["jumlah"]) for row in rows) == 300
    assert len({(row["tahun"], row["bentuk"], row["jenis_mitra"], row["pemrakarsa"]) for row in rows}) == len(rows)
    for row in rows[:: max(1, len(rows) // 8)]:
        asked = row["alamat"].partition("/naskah/")[2]
        assert client.get(f"/naskah/{asked}").context["total"] == int(row["jumlah"]), row


def test_in_force_over_time_is_what_the_dates_say(register: None) -> None:
    figures = figures_of(register_at(timezone.now()))
    for day, number in figures.in_force[::17]:
        entries = Agreement.objects.public().filter(entry__starts_on__lte=day, entry__ends_key__gte=day)
        assert entries.count() == number, day
    assert figures.year_ends[0][0] == figures.in_force[-1][0]


def test_an_addendum_is_a_document_of_its_own_and_changes_no_other_number(client: Client, cast: Cast) -> None:
    today = cast.government.today()
    agreement = cast.signed(ends_on=today + dt.timedelta(days=30))
    cast.bring(cast.addendum(agreement), Phase.DITANDATANGANI, ends_on=today + dt.timedelta(days=300))
    figures = figures_of(register_at(timezone.now()))
    assert dict(zip(figures.by_form.columns, [cell.number for cell in figures.by_form.totals], strict=True)) == {
        "Perjanjian Kerja Sama": 1,
        "Addendum": 1,
    }
    assert dict(figures.ending)[90].number == 0


def test_the_time_from_proposal_to_signature_is_told_in_days(cast: Cast) -> None:
    cast.signed()
    cast.signed(signed_on=cast.government.today() - dt.timedelta(days=400))  # recorded long after: says nothing
    figures = figures_of(register_at(timezone.now()))
    assert [(row.documents, row.median_days) for row in figures.durations] == [(1, 0)]


def test_the_documents_behind_a_median_are_listed(cast: Cast, client: Client) -> None:
    agreement = cast.signed(title="=Penyediaan Jaringan")
    year = agreement.signed_on.year if agreement.signed_on else 0
    page = client.get("/statistik/").content.decode()
    assert f'<th scope="row">{year}</th><td class="num"><a href="/statistik/waktu/{year}.csv">1</a>' in page
    (row,) = csv.DictReader(io.StringIO(client.get(f"/statistik/waktu/{year}.csv").content.decode()))
    assert list(row) == ["nomor_register", "judul", "ditandatangani", "hari", "alamat"]
    assert (row["nomor_register"], row["hari"]) == (agreement.register_no, "0")
    assert row["judul"] == "'=Penyediaan Jaringan"
    assert client.get(f"/statistik/waktu/{year - 1}.csv").status_code == 404
    assert client.get("/statistik/waktu/99999999999999999999.csv").status_code == 404


def test_a_document_whose_day_nobody_knows_is_counted_and_found(cast: Cast, client: Client) -> None:
    paper = cast.draft(legacy=True, duration_text="")
    perform(paper, "register_legacy", by=cast.staf, now=timezone.now())
    figures = figures_of(register_at(timezone.now()))
    ((year, cells, row_sum),) = figures.by_form.rows
    assert (year, [cell.number for cell in cells], row_sum) == ("Tahun tidak diketahui", [1], Cell(1, "tahun=0"))
    assert figures.by_form.total == Cell(1, "urut=terbaru")
    found = client.get("/naskah/", {"tahun": "0"})
    assert found.context["total"] == 1
    assert found.content.decode().count("Tahun tidak diketahui") >= 2, "as a choice and as chosen"
    assert Agreement.objects.public().filter(CONDITIONS["tahun"]([0], Clock.at(timezone.now()))).count() == 1
    assert client.get("/naskah/", {"tahun": "1"}).status_code == 400
    (row,) = csv.DictReader(io.StringIO(client.get("/statistik/silang.csv").content.decode()))
    assert row["tahun"] == ""
    assert "?tahun=0&" in row["alamat"]

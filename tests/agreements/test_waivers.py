"""What was passed over is remembered for good, told on the document, and listed for those who oversee."""

import csv
import datetime as dt
import io
from typing import Any

import pytest
from django.db import ProgrammingError, transaction
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries, Settings

from agreements.domain import steps, waivers
from agreements.domain.waivers import Wanted
from agreements.enums import Outcome
from agreements.models import Agreement, Waiver
from tests.agreements.test_offers import as_
from tests.cast import Cast

pytestmark = pytest.mark.django_db
MARCH, MAY = dt.datetime(2026, 3, 2, 17, 30, tzinfo=dt.UTC), dt.datetime(2026, 5, 4, 3, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def _no_second_factor(settings: Settings) -> None:
    settings.MFA_REQUIRED_ROLES = []


@pytest.fixture
def passed(cast: Cast) -> list[Agreement]:
    """Two documents of two units, a step passed over on each; the first step was done after all."""
    values: dict[str, Any] = {"form": "kesepakatan_bersama", "cooperation_kind": "ksdd_wajib", "by": cast.staf}
    first = cast.draft(title="Terminal", **values)
    second = cast.draft(title="=Sampah", lead_unit=cast.other_unit, **values)
    steps.waive(first, "menunggu_tanggapan", reason="Dijawab lisan.", by=cast.staf, now=MARCH)
    steps.waive(second, "persiapan", reason="KAK menyusul.", by=cast.staf, now=MAY)
    done = steps.StepFacts(outcome=Outcome.DISETUJUI, done_on=MARCH.date())
    steps.record(first, "menunggu_tanggapan", facts=done, by=cast.staf, now=MAY)
    return [first, second]


def test_it_stays_when_the_step_is_done_after_all_and_cannot_be_rewritten(cast: Cast, passed: list[Agreement]) -> None:
    rows = waivers.seen_by(cast.auditor, cast.government)
    assert [(one.label, one.article, one.gate, one.reason, one.done_after_all) for one in rows] == [  # type: ignore[attr-defined]
        ("Persiapan", "Permendagri 22/2020 Pasal 7 ayat (1)–(3)", "forward", "KAK menyusul.", False),
        ("Tanggapan mitra", "Permendagri 22/2020 Pasal 8 ayat (3)", "sign", "Dijawab lisan.", True),
    ]
    steps.waive(passed[1], "persiapan", reason="KAK menyusul.", by=cast.staf, now=MAY)
    assert rows.count() == 2  # said twice is passed over once
    for change in (lambda: Waiver.objects.update(reason="Lain."), lambda: Waiver.objects.all().delete()):
        with pytest.raises(ProgrammingError), transaction.atomic():
            change()


def test_narrowed_by_step_unit_person_and_day_in_local_time(cast: Cast, passed: list[Agreement]) -> None:
    rows = waivers.seen_by(cast.auditor, cast.government)

    def found(**wanted: object) -> list[str]:
        return [one.code for one in waivers.narrow(rows, Wanted(**wanted), cast.government)]  # type: ignore[arg-type]

    assert found(code="persiapan") == found(unit=cast.other_unit.pk) == ["persiapan"]
    assert found(by=cast.staf.pk) == ["persiapan", "menunggu_tanggapan"]
    assert found(by=cast.auditor.pk) == []
    day = dt.date(2026, 3, 3)  # half past midnight in WIB
    cast.other_unit.successor = cast.unit
    cast.other_unit.save(update_fields=["successor"])
    assert found(unit=cast.unit.pk) == ["persiapan", "menunggu_tanggapan"]  # what the unit took over is its own
    assert found(first=day, last=day) == ["menunggu_tanggapan"]
    assert found(last=day - dt.timedelta(days=1)) == []


def test_the_page_the_table_and_the_document_tell_it(
    cast: Cast, passed: list[Agreement], django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client, address = as_(cast.auditor), reverse("agreements:waivers")
    client.get(address)
    with django_assert_max_num_queries(20):
        page = client.get(address).content.decode()
    assert "2 tahapan dilewati" in page
    assert "kemudian dilaksanakan" in page
    narrowed = client.get(address, {"tahapan": "persiapan"}).content.decode()
    assert "KAK menyusul." in narrowed
    assert "Dijawab lisan." not in narrowed
    wrong = {"dari": "kemarin"}
    refused = client.get(address, wrong)
    assert (refused.status_code, "Dijawab lisan." in refused.content.decode()) == (422, False)
    for_table = client.get(reverse("agreements:waivers_csv"), wrong)
    assert (for_table.status_code, for_table.content.decode()[:6]) == (422, "Dari: ")
    body = b"".join(client.get(reverse("agreements:waivers_csv")).streaming_content)  # type: ignore[attr-defined]
    rows = list(csv.DictReader(io.StringIO(body.decode("utf-8-sig"))))
    assert [(row["waktu"], row["naskah"], row["kemudian_dilaksanakan"], row["menahan"]) for row in rows] == [
        ("2026-05-04 10:00", "'=Sampah", "tidak", "penerusan ke TKKSD"),
        ("2026-03-03 00:30", "Terminal", "ya", "penandatanganan"),
    ]
    told = client.get(reverse("agreements:detail", args=[passed[0].pk])).content.decode()
    assert "Tahapan “Tanggapan mitra” dilewati (Permendagri 22/2020 Pasal 8 ayat (3))" in told
    assert "Dijawab lisan." in told
    assert as_(cast.stranger_staf).get(address).content.decode().count("Dijawab") == 0
    assert as_(cast.pengusul).get(address).status_code == 403

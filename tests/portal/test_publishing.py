"""Nothing is made twice, nothing old is shown: ETag, 304, the cache, and what changes them."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from time_machine import travel

from agreements.enums import FileKind, Visibility
from agreements.models import Agreement, File
from portal import publishing
from portal.domain.memory import Memory
from tests import factories as make
from tests.cast import Cast


def etag(client: Client, url: str = "/naskah/") -> str:
    response = client.get(url)
    assert response.status_code == 200
    return str(response["ETag"])


def test_an_unchanged_page_is_304_and_costs_two_queries_at_most(client: Client, cast: Cast) -> None:
    cast.registered()
    known = etag(client)
    with CaptureQueriesContext(connection) as queries:
        response = client.get("/naskah/", headers={"If-None-Match": known})
    assert response.status_code == 304
    assert response.content == b""
    assert len(queries) <= 2


def test_a_repeated_page_is_read_from_the_cache(client: Client, cast: Cast) -> None:
    cast.registered()
    first = client.get("/naskah/")
    with CaptureQueriesContext(connection) as queries:
        again = client.get("/naskah/")
    assert again.content == first.content
    assert len(queries) <= 2
    assert again["Cache-Control"] == "public, no-cache"
    zipped = client.get("/naskah/", headers={"Accept-Encoding": "gzip, br"})
    assert zipped["Content-Encoding"] == "gzip"
    assert len(zipped.content) < len(first.content) / 2


def _rename_partner(cast: Cast, agreement: Agreement) -> None:
    cast.partner.name = "PT Nama Baru"
    cast.partner.save()


def _withhold(cast: Cast, agreement: Agreement) -> None:
    agreement.visibility, agreement.visibility_reason = Visibility.TERBATAS, "Uji."
    agreement.save(update_fields=["visibility", "visibility_reason"])


CHANGES: dict[str, Callable[[Cast, Agreement], Any]] = {
    "a new document": lambda cast, _agreement: cast.registered(),
    "a document withheld": _withhold,
    "a partner renamed": _rename_partner,
    "another unit involved": lambda cast, agreement: agreement.initiating_units.add(cast.other_unit),
    "a public file": lambda cast, agreement: cast.attach(agreement, FileKind.SALINAN_PUBLIK, visibility="publik"),
    "a unit renamed": lambda cast, _agreement: (
        type(cast.unit).objects.filter(pk=cast.unit.pk).update(name="Dinas Lain")
    ),
    "bulk update": lambda _cast, agreement: Agreement.objects.filter(pk=agreement.pk).update(ended_on=None),
}


@pytest.mark.parametrize("change", CHANGES)
def test_every_published_change_changes_the_version(client: Client, cast: Cast, change: str) -> None:
    agreement = cast.registered()
    known = etag(client)
    CHANGES[change](cast, agreement)
    assert client.get("/naskah/", headers={"If-None-Match": known}).status_code == 200


def test_what_stays_internal_changes_nothing(client: Client, cast: Cast) -> None:
    cast.registered()
    known = etag(client)
    draft = cast.draft()
    draft.title = "Judul lain"
    draft.save()
    cast.attach(draft, FileKind.KAK)
    make.PartnerFactory(government=cast.government)
    draft.delete() if not File.objects.filter(agreement=draft).exists() else None
    assert client.get("/naskah/", headers={"If-None-Match": known}).status_code == 304


def test_the_new_day_brings_a_new_page(client: Client, cast: Cast) -> None:
    today = cast.government.today()
    cast.registered(ends_on=today)
    first = client.get("/naskah/")
    known = first["ETag"]
    assert first.context["rows"][0].state == "Akan berakhir"
    with travel(dt.datetime.combine(today + dt.timedelta(days=1), dt.time(12), dt.UTC), tick=False):
        page = client.get("/naskah/", headers={"If-None-Match": known})
        assert page.status_code == 200
        assert page.context["rows"][0].state == "Berakhir"
        assert client.get("/naskah/", {"keadaan": "berakhir"}).context["total"] == 1


def test_a_signed_in_person_is_never_served_from_the_shared_cache(client: Client, cast: Cast) -> None:
    cast.registered()
    known = etag(client)
    client.force_login(cast.staf)
    page = client.get("/naskah/", headers={"If-None-Match": known})
    assert page.status_code == 200
    assert page["Cache-Control"] == "private, no-cache"
    agreement = Agreement.objects.get()
    way_in = reverse("agreements:detail", args=[agreement.pk])
    assert way_in in client.get(agreement.get_absolute_url()).content.decode()
    assert way_in not in Client().get(agreement.get_absolute_url()).content.decode()


def test_long_addresses_are_answered_but_not_kept(client: Client, cast: Cast) -> None:
    cast.registered()
    assert client.get("/naskah/?" + "x" * 600).status_code == 200
    assert len(publishing.pages) == 0
    assert client.get("/naskah/?" + "x" * 60).status_code == 200
    assert len(publishing.pages) == 1


def test_what_was_asked_for_longest_ago_makes_room() -> None:
    memory: Memory[int, str] = Memory(most=2)
    for number in (1, 2):
        memory.put(number, str(number))
    assert memory.get(1) == "1"
    memory.put(3, "3")
    assert (memory.get(1), memory.get(2), memory.get(3)) == ("1", None, "3")

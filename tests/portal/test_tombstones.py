"""A withdrawn document leaves a page at its address; one that was never public leaves nothing."""

import json

import html5lib
import pytest
from django.test import Client

from portal.domain.rows import address
from tests import cast as casts
from tests.cast import Cast

SECRET = "Rahasiaxyz"


def _withhold(cast: Cast, number: str, visibility: str) -> None:
    from agreements.models import Agreement

    agreement = Agreement.objects.get(government=cast.government, register_no=number)
    agreement.visibility, agreement.visibility_reason = visibility, f"{SECRET} alasan"
    agreement.save(update_fields=["visibility", "visibility_reason"])


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("visibility", "word"), [("terbatas", "membatasi"), ("rahasia", "Pasal 17")])
def test_a_withdrawn_document_says_when_and_why_and_nothing_else(client: Client, visibility: str, word: str) -> None:
    cast = casts.assemble()
    agreement = cast.registered(title=f"{SECRET} judul", object=f"{SECRET} objek")
    number = agreement.register_no or ""
    url = address(cast.government.code, number)
    assert client.get(url).status_code == 200
    _withhold(cast, number, visibility)
    page = client.get(url)
    html = page.content.decode()
    html5lib.HTMLParser(strict=True).parse(html)
    assert page.status_code == 410
    assert word in html
    assert number in html
    assert SECRET not in html
    assert cast.partner.name not in html
    bare = url.removesuffix("/")
    for beside in (f"{bare}.pdf", f"/en{bare}.pdf", f"{url}berkas/1/naskah.pdf"):
        assert client.get(beside).status_code == 410, beside
    for beside in (f"{bare}.json", f"{bare}.jsonld", f"{bare}.ocds.json"):
        answer = client.get(beside)
        assert (answer.status_code, answer["Content-Type"]) == (410, "application/json; charset=utf-8")
        assert json.loads(answer.content)["nomor_register"] == number
        assert word in answer.content.decode()
        assert SECRET not in answer.content.decode()
    problem = client.get(f"/api/v1{url}", headers={"Accept-Language": "en"})
    assert (problem.status_code, problem["Content-Type"]) == (410, "application/problem+json")
    told = json.loads(problem.content)
    assert told["title"] == "No longer public"
    assert told["ditarik_pada"] == cast.government.today().isoformat()
    assert told["alasan"]
    assert SECRET not in problem.content.decode()
    assert number not in client.get("/naskah/unduh.atom").content.decode()
    assert number not in client.get("/sitemap-1.xml").content.decode()
    _withhold(cast, number, "publik")
    assert client.get(url).status_code == 200


def test_a_document_that_was_never_seen_leaves_nothing(client: Client, cast: Cast) -> None:
    agreement = cast.registered()
    number = agreement.register_no or ""
    _withhold(cast, number, "terbatas")  # in the same transaction: nobody can have seen it
    assert client.get(address(cast.government.code, number)).status_code == 404
    assert client.get(f"/api/v1{address(cast.government.code, number)}").status_code == 404
    assert client.get(address(cast.government.code, "PKS-2026-9999")).status_code == 404

"""A withdrawn document leaves a page at its address; one that was never public leaves nothing."""

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
    agreement = cast.signed(title=f"{SECRET} judul", object=f"{SECRET} objek")
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
    for beside in (f"{url.removesuffix('/')}.pdf", f"{url.removesuffix('/')}.ocds.json"):
        assert client.get(beside).status_code == 404
    _withhold(cast, number, "publik")
    assert client.get(url).status_code == 200


def test_a_document_that_was_never_seen_leaves_nothing(client: Client, cast: Cast) -> None:
    agreement = cast.signed()
    number = agreement.register_no or ""
    _withhold(cast, number, "terbatas")  # in the same transaction: nobody can have seen it
    assert client.get(address(cast.government.code, number)).status_code == 404
    assert client.get(address(cast.government.code, "PKS-2026-9999")).status_code == 404

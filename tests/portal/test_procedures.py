"""The public guide: generated from the tables, whole, and the same until the law or our rule changes."""

import itertools
import re
from typing import Any

import html5lib
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from syrupy.assertion import SnapshotAssertion

from accounts.enums import DayUnit
from agreements.domain import local_rules
from agreements.procedures import PROCEDURES
from portal.domain import register as registers
from portal.views.procedures import guide_of
from tests import factories as make
from tests.agreements.test_durations import kb
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def text_of(html: str) -> str:
    """What a person reads in ``main``, one piece a line."""
    tree: Any = html5lib.parse(html, namespaceHTMLElements=False)
    main = tree.find(".//main")
    return "\n".join(line for piece in main.itertext() if (line := " ".join(piece.split())))


@pytest.mark.parametrize("code", list(PROCEDURES))
def test_the_guide_of_each_procedure(code: str, client: Client, snapshot: SnapshotAssertion) -> None:
    make.GovernmentFactory()
    response = client.get(reverse("portal:procedure", args=[code]))
    assert text_of(response.content.decode()) == snapshot


def test_the_index(client: Client, snapshot: SnapshotAssertion) -> None:
    assert text_of(client.get(reverse("portal:procedures")).content.decode()) == snapshot


@pytest.mark.parametrize("code", list(PROCEDURES))
def test_list_and_drawing_hold_the_same_steps_once(code: str) -> None:
    context = guide_of(code, None)
    listed = [rule for _stage, rows in context["stages"] for _number, rule, _taken in rows]
    shown = [*listed, *context["duties"]]
    assert len(shown) == len(PROCEDURES[code].steps)
    assert {rule.code for rule in shown} == {rule.code for rule in PROCEDURES[code].steps}
    drawn = [" ".join(line.text for line in box.lines) for box in context["drawing"].boxes]
    assert drawn == [rule.label for rule in listed]
    tops = [(box.y, box.y + box.height) for box in context["drawing"].boxes]
    assert all(below[0] > above[1] for above, below in itertools.pairwise(tops))


def test_pages_are_valid_html_with_one_h1(client: Client) -> None:
    addresses = [reverse("portal:procedures"), reverse("portal:chooser")]
    for url in [*addresses, *(reverse("portal:procedure", args=[code]) for code in PROCEDURES)]:
        html = client.get(url).content.decode()
        html5lib.HTMLParser(strict=True).parse(html)
        assert len(re.findall(r"<h1[\s>]", html)) == 1, url
        ids = re.findall(r'\sid="([^"]+)"', html)
        assert len(ids) == len(set(ids)), url


def test_an_unknown_procedure_is_not_there(client: Client) -> None:
    assert client.get("/prosedur/tidak-ada/").status_code == 404


def test_our_own_limit_stands_beside_the_national_one_at_once(client: Client) -> None:
    government = make.GovernmentFactory()
    staf = make.MembershipFactory(government=government).user
    address = reverse("portal:procedure", args=["sinergi"])
    first = client.get(address)
    local_rules.set_limit(
        government, "sinergi", "penawaran", number=20, unit=DayUnit.HARI, note="Perda", by=staf, now=timezone.now()
    )
    second = client.get(address, headers={"If-None-Match": first["ETag"]})
    assert second.status_code == 200
    assert "paling lama 20 hari sejak surat diterima (ketentuan daerah; nasional 30 hari)" in second.content.decode()


def test_what_it_took_here_is_shown_of_public_documents_only(client: Client, cast: Cast) -> None:
    cast.people["stranger_staf"].memberships.all().delete()
    kb(cast, 10)
    context = guide_of("ksdd_sukarela", cast.government)
    assert context["has_taken"] is False
    cast.bring(kb(cast, 20), "ditandatangani")
    rows = guide_of("ksdd_sukarela", cast.government)["stages"][0][1]
    taken = {rule.code: taken.median for _number, rule, taken in rows if taken}
    assert taken["menunggu_tanggapan"] == 20


def test_of_several_governments_each_has_its_guide_beside_the_national_rule(client: Client) -> None:
    """Addressed by kode wilayah; its links stay with it; the plain address shows the national rule and the choice."""
    ours, _other = make.GovernmentFactory(code="99.71"), make.GovernmentFactory(code="99.02")
    staf = make.MembershipFactory(government=ours).user
    for procedure, step, number in (("sinergi", "penawaran", 20), ("surat_masuk", "jawab_penawaran", 10)):
        local_rules.set_limit(
            ours, procedure, step, number=number, unit=DayUnit.HARI, note="Perda", by=staf, now=timezone.now()
        )

    def read(name: str, *args: str) -> str:
        return client.get(reverse(f"portal:{name}", args=args)).content.decode()

    here = "paling lama 20 hari sejak surat diterima (ketentuan daerah; nasional 30 hari)"
    assert here in read("procedure_of", "99.71", "sinergi")
    for page in (read("procedure", "sinergi"), read("procedure_of", "99.02", "sinergi")):
        assert "paling lama 30 hari sejak surat diterima" in page
        assert "ketentuan daerah" not in page
        assert "/prosedur/99.71/sinergi/" in page
    assert "10 hari sejak surat diterima (ketentuan daerah; nasional 30 hari)" in read(
        "procedure_of", "99.71", "ksdd_wajib"
    )
    index = read("procedures_of", "99.71")
    assert "/prosedur/99.71/ksdpl/" in index
    assert "/prosedur/99.71/pemilih/" in index
    assert f'<strong aria-current="page">{ours.name}</strong>' in index
    assert "/prosedur/99.02/pemilih/" in read("chooser_of", "99.71")
    assert client.get(reverse("portal:procedures_of", args=["99.99"])).status_code == 404


def test_of_one_government_the_guide_has_one_address(client: Client) -> None:
    ours = make.GovernmentFactory(code="99.71")
    for name, args in (("procedures", []), ("procedure", ["sinergi"]), ("chooser", [])):
        long = client.get(reverse(f"portal:{name}_of", args=[ours.code, *args]))
        assert long["Location"] == reverse(f"portal:{name}", args=args)
        assert "aturan-siapa" not in client.get(long["Location"]).content.decode()


def test_the_sitemap_holds_the_guide_of_each_government(client: Client) -> None:
    make.GovernmentFactory(code="99.71")
    assert "/prosedur/99.71/" not in client.get(reverse("portal:sitemap_pages")).content.decode()
    make.GovernmentFactory(code="99.02")
    registers.forget()
    found = client.get(reverse("portal:sitemap_pages")).content.decode()
    assert "/prosedur/99.71/" in found
    assert "/prosedur/99.02/ksdpl/" in found

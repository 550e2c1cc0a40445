"""What must never be public is created on purpose, and then looked for on every public page."""

import datetime as dt
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from agreements.domain import corrections, verification
from agreements.domain.drafting import PartyEntry
from agreements.enums import FileKind, Phase, Visibility
from agreements.models import Agreement, Correction, File
from partners.models import PartnerContact
from portal.domain.rows import address
from tests import factories as make
from tests.cast import Cast

SECRET = "Rahasiaxyz"


def _hide(agreement: Agreement, visibility: str = Visibility.TERBATAS) -> Agreement:
    agreement.visibility, agreement.visibility_reason = visibility, f"{SECRET} alasan"
    agreement.save(update_fields=["visibility", "visibility_reason"])
    return agreement


@pytest.fixture
def everything(cast: Cast) -> Agreement:
    """One public document with everything around it that must not show."""
    secret_partner = make.PartnerFactory(government=cast.government, name=f"PT {SECRET} Mitra")
    PartnerContact.objects.create(
        partner=cast.partner, name=f"{SECRET} Narahubung", phone="0811-123", email="rahasiaxyz@x.id"
    )
    cast.partner.note = f"{SECRET} catatan"
    cast.partner.address = f"{SECRET} alamat"
    cast.partner.save()
    parent = cast.signed(
        title="Pengelolaan Sampah Regional", background=f"{SECRET} latar", benefits=f"{SECRET} manfaat",
        funding_note=f"{SECRET} dana", consent_reason=f"{SECRET} alasan DPRD",
    )  # fmt: skip
    for phase in (
        Phase.DRAF,
        Phase.DIAJUKAN,
        Phase.DIKEMBALIKAN,
        Phase.DITELAAH,
        Phase.DIREKOMENDASIKAN,
        Phase.DITOLAK,
    ):
        cast.bring(cast.draft(title=f"{SECRET} tahap {phase}"), phase)
    cast.draft(parent=parent, relation="addendum", form="addendum", title=f"{SECRET} addendum draf")
    parties = [
        PartyEntry(government=cast.government, number="A/1"),
        PartyEntry(partner=secret_partner, number=f"{SECRET}/9"),
    ]
    _hide(cast.signed(title=f"{SECRET} terbatas", parties=parties, parent=parent, relation="turunan"))
    _hide(cast.signed(title=f"{SECRET} rahasia"), Visibility.RAHASIA)
    cast.attach(parent, FileKind.KAK, name=f"{SECRET}-kak.pdf")
    cast.attach(parent, FileKind.PINDAIAN, name=f"{SECRET}-pindaian.pdf")
    cast.attach(parent, FileKind.SALINAN_PUBLIK, visibility="publik", name="salinan.pdf")
    withdrawn = cast.attach(parent, FileKind.SALINAN_PUBLIK, visibility="publik", name=f"{SECRET}-ditarik.pdf")
    File.objects.filter(pk=withdrawn.pk).update(withdrawn_at=timezone.now(), withdrawn_reason=f"{SECRET} ditarik")
    corrections.correct(
        parent, changes={"scope": "Pengangkutan\nPengolahan"}, party_changes={2: {"basis": f"{SECRET} surat kuasa"}},
        reason="Salah ketik.", by=cast.staf, now=timezone.now(),
    )  # fmt: skip
    assert Correction.objects.count() == 1
    return parent


def status(client: Client, url: str) -> int:
    """The status of an answer whose stream is read to its end, which closes it."""
    response = client.get(url)
    if response.streaming:
        b"".join(response.streaming_content)  # type: ignore[attr-defined]
    return response.status_code


def public_addresses(agreement: Agreement) -> list[str]:
    home = address(agreement.government.code, agreement.register_no or "")
    queries = ["", "?q=rahasiaxyz", "?urut=segera_berakhir", "?keadaan=berlaku", "?q=sampah"]
    return [
        "/", *[f"/naskah/{query}" for query in queries], home, f"{home[:-1]}.json", f"{home[:-1]}.jsonld",
        f"/verifikasi/{verification.code_of(agreement)}/", "/umpan/terbaru.atom", "/sitemap.xml", "/sitemap-1.xml",
        "/robots.txt",
    ]  # fmt: skip


def test_nothing_internal_shows_on_any_public_page(client: Client, everything: Agreement) -> None:
    for url in public_addresses(everything):
        response = client.get(url)
        assert response.status_code == 200, url
        text = unescape(response.content.decode()).lower().replace("?q=rahasiaxyz", "").replace("q=rahasiaxyz", "")
        text = text.replace("“rahasiaxyz”", "").replace('value="rahasiaxyz"', "").replace("cari: rahasiaxyz", "")
        assert "rahasiaxyz" not in text, url
        assert "0811-123" not in text, url


def test_a_search_for_what_is_hidden_finds_nothing(client: Client, everything: Agreement) -> None:
    assert client.get("/naskah/", {"q": "rahasiaxyz"}).context["total"] == 0
    assert client.get("/naskah/").context["total"] == 1


# WeasyPrint leaves its colour profile for the garbage collector to close.
@pytest.mark.parametrize("visibility", [Visibility.TERBATAS, Visibility.RAHASIA])
def test_a_withheld_document_has_no_page_and_no_papers(client: Client, cast: Cast, visibility: str) -> None:
    agreement = cast.signed()
    file = cast.attach(agreement, FileKind.SALINAN_PUBLIK, visibility="publik", name="salinan.pdf")
    home = address(agreement.government.code, agreement.register_no or "")
    papers = [
        home,
        f"{home[:-1]}.json",
        f"{home[:-1]}.jsonld",
        f"{home[:-1]}.pdf",
        f"{home}berkas/{file.pk}/salinan.pdf",
    ]
    assert [status(client, url) for url in papers] == [200] * 5
    _hide(agreement, visibility)
    assert [status(client, url) for url in papers] == [404] * 5


def test_only_public_files_can_be_fetched_under_their_own_address(client: Client, everything: Agreement) -> None:
    home = address(everything.government.code, everything.register_no or "")
    for file in File.objects.order_by("pk"):
        expected = 200 if file.name == "salinan.pdf" else 404
        assert status(client, f"{home}berkas/{file.pk}/{file.name}") == expected, file.name
    public = File.objects.public().get()
    assert client.get(f"{home}berkas/{public.pk}/lain.pdf").status_code == 404
    assert client.get(f"{home}berkas/{10**30}/salinan.pdf").status_code == 404
    assert client.get(f"{home}berkas/{public.pk}/%00.pdf").status_code == 404


def test_a_partner_of_drafts_only_is_never_named(client: Client, cast: Cast) -> None:
    hidden = make.PartnerFactory(government=cast.government, name="PT Belum Terbit")
    cast.draft(parties=[PartyEntry(government=cast.government, number="1"), PartyEntry(partner=hidden, number="2")])
    page = client.get("/naskah/", {"mitra": hidden.pk})
    assert page.status_code == 200
    assert "Belum Terbit" not in page.content.decode()


def test_a_hidden_addendum_is_not_named_where_it_moved_the_end(client: Client, cast: Cast) -> None:
    parent = cast.signed(ends_on=cast.government.today() + dt.timedelta(days=200))
    later = cast.government.today() + dt.timedelta(days=900)
    addendum = cast.bring(cast.addendum(parent, title="Addendum Tersembunyi"), Phase.DITANDATANGANI, ends_on=later)
    url = reverse("portal:agreement", args=[parent.government.code, parent.register_no])
    assert str(addendum.register_no) in client.get(url).content.decode()
    _hide(addendum)
    page = client.get(url).content.decode()
    assert str(addendum.register_no) not in page
    assert "Tersembunyi" not in page

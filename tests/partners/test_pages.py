"""List, page, history and logo: who sees what, and at what cost."""

import io
import re

import pytest
from django.test import Client
from django.urls import reverse
from PIL import Image
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from agreements.domain.drafting import PartyEntry
from partners.domain.logos import clean_logo, keep_logo
from partners.domain.merging import merge_partners
from partners.domain.partners import PartnerFacts, update_partner
from partners.enums import PartnerKind
from partners.models import Partner
from tests.cast import Cast
from tests.partners.rows import CONTACT, add

SEES_CONTACTS = ("staf", "pengusul", "colleague", "owner_reviewer", "admin")
MEMBERS = (*SEES_CONTACTS, "ketua", "pimpinan", "auditor")
PAGES = ("detail", "edit", "merge", "history", "logo")


def get(user: User | None, page: str, /, *args: object, **query: str) -> str:
    client = Client()
    if user is not None:
        client.force_login(user)
    response = client.get(reverse(f"partners:{page}", args=args), query)
    assert response.status_code == 200, response.status_code
    return response.content.decode()


def status(user: User | None, name: str, *args: object) -> int:
    client = Client()
    if user is not None:
        client.force_login(user)
    return client.get(reverse(f"partners:{name}", args=args)).status_code


@pytest.mark.parametrize("name", ["list", "create", "similar", "suggest", "quick_create", "official_name"])
def test_a_visitor_is_asked_to_sign_in(cast: Cast, name: str) -> None:
    response = Client().get(reverse(f"partners:{name}"))
    assert response.status_code == 302
    assert reverse("account_login") in response["Location"]


@pytest.mark.parametrize("name", PAGES)
def test_a_stranger_finds_nothing(cast: Cast, name: str) -> None:
    assert status(cast.stranger_staf, name, cast.partner.pk) == 404
    assert status(None, name, cast.partner.pk) == 302


@pytest.mark.parametrize("person", MEMBERS)
def test_every_member_reads_list_and_page(cast: Cast, person: str) -> None:
    assert cast.partner.name in get(cast.people[person], "list")
    assert cast.partner.name in get(cast.people[person], "detail", cast.partner.pk)


def test_a_stranger_lists_and_finds_nothing_of_ours(cast: Cast) -> None:
    for name in ("list", "suggest"):
        assert cast.partner.name not in get(cast.stranger_staf, name, q="serat optik")
    assert cast.partner.name not in get(cast.stranger_staf, "similar", name=cast.partner.name)


@pytest.mark.parametrize("person", MEMBERS)
def test_contacts_only_for_those_who_call(cast: Cast, person: str) -> None:
    partner = add(cast, "PT Anugerah Bahari", contacts=(CONTACT,))
    pages = [get(cast.people[person], "detail", partner.pk), get(cast.people[person], "list")]
    if cast.people[person].has_perm("partners.view_history", partner):
        pages.append(get(cast.people[person], "history", partner.pk))
    seen = [word for word in (CONTACT.name, CONTACT.email, CONTACT.phone) if any(word in page for page in pages)]
    assert bool(seen) == (person in SEES_CONTACTS)
    client = Client()
    client.force_login(cast.people[person])
    shown = client.get(reverse("partners:detail", args=[partner.pk])).context["contacts"]
    assert bool(list(shown)) == (person in SEES_CONTACTS), "the view keeps them back itself, not only the template"


@pytest.mark.parametrize(
    ("name", "allowed"),
    [
        ("edit", {"staf", "admin"}),
        ("merge", {"staf", "admin"}),
        ("history", {"staf", "admin", "auditor"}),
        ("create", {"staf", "admin", "pengusul", "colleague", "owner_reviewer"}),
        ("quick_create", {"staf", "admin", "pengusul", "colleague", "owner_reviewer"}),
    ],
)
def test_who_reaches_which_page(cast: Cast, name: str, allowed: set[str]) -> None:
    args = [] if name in {"create", "quick_create"} else [cast.partner.pk]
    answers = {person: status(cast.people[person], name, *args) for person in MEMBERS}
    assert answers == {person: 200 if person in allowed else 403 for person in MEMBERS}


@pytest.mark.parametrize("person", MEMBERS)
def test_links_offered_are_links_that_work(cast: Cast, person: str) -> None:
    html = get(cast.people[person], "detail", cast.partner.pk)
    for name in ("edit", "merge", "history"):
        address = reverse(f"partners:{name}", args=[cast.partner.pk])
        assert (f'"{address}"' in html) == (status(cast.people[person], name, cast.partner.pk) == 200)


def test_names_are_text_not_markup(cast: Cast) -> None:
    evil = "<script>alert(1)</script>"
    partner = add(cast, f"PT {evil}", short_name=evil, address=evil, note=evil, aliases=(f"Alias {evil}",))
    for page in (
        get(cast.staf, "list"),
        get(cast.staf, "detail", partner.pk),
        get(cast.staf, "edit", partner.pk),
        get(cast.staf, "history", partner.pk),
        get(cast.staf, "similar", name=f"PT {evil}"),
        get(cast.staf, "merge", cast.partner.pk, dengan=str(partner.pk)),
    ):
        assert evil not in page
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_search_filter_and_empty_states(cast: Cast) -> None:
    add(cast, "Kota Hoshimura", kind=PartnerKind.PEMDA_LUAR_NEGERI, country="JP")
    assert "Jepang" in get(cast.staf, "list", q="hosimura")
    assert "PT Serat Optik" not in get(cast.staf, "list", asal="luar")
    assert "Kota Hoshimura" not in get(cast.staf, "list", asal="dalam")
    assert "Kota Hoshimura" not in get(cast.staf, "list", jenis=PartnerKind.BADAN_USAHA_SWASTA)
    assert "Tidak ada mitra yang cocok" in get(cast.staf, "list", q="zzzzzz")
    assert "Kota Hoshimura" in get(cast.staf, "list", jenis="bukan-jenis", halaman="bukan-angka")
    assert "Belum ada mitra" in get(cast.stranger_staf, "list")


def test_pages_of_the_list(cast: Cast) -> None:
    for number in range(30):
        add(cast, f"Koperasi {number:02d}", kind=PartnerKind.KOPERASI)
    first = get(cast.staf, "list", jenis=PartnerKind.KOPERASI)
    assert "Koperasi 00" in first
    assert "Koperasi 29" not in first
    address = re.search(r'rel="next" href="([^"]+)"', first)
    assert address
    client = Client()
    client.force_login(cast.staf)
    second = client.get(reverse("partners:list") + address[1].replace("&amp;", "&")).content.decode()
    assert "Koperasi 29" in second
    assert "Koperasi 00" not in second
    assert cast.partner.name not in second


def test_merged_partners_lead_to_the_survivor_and_leave_the_list(cast: Cast) -> None:
    gone = add(cast, "PT Serat Optik Pesisir Lama")
    merge_partners(cast.partner, gone, by=cast.staf)
    client = Client()
    client.force_login(cast.pimpinan)
    answer = client.get(reverse("partners:detail", args=[gone.pk]))
    assert (answer.status_code, answer["Location"]) == (302, reverse("partners:detail", args=[cast.partner.pk]))
    assert ">PT Serat Optik Pesisir Lama</a>" not in get(cast.staf, "list")
    assert "PT Serat Optik Pesisir Lama" in get(cast.staf, "detail", cast.partner.pk)  # as another name
    assert status(cast.staf, "edit", gone.pk) == 403
    assert status(cast.staf, "merge", gone.pk) == 403


def test_agreements_and_counts_are_those_one_may_see(cast: Cast) -> None:
    cast.draft(title="Rancangan Rahasia Dinas")
    assert "Rancangan Rahasia Dinas" in get(cast.pengusul, "detail", cast.partner.pk)
    assert "Rancangan Rahasia Dinas" not in get(cast.colleague, "detail", cast.partner.pk)

    def count(user: User) -> str:
        found = re.search(r'<td class="num"[^>]*>(\d+)</td>', get(user, "list"))
        assert found
        return found[1]

    assert (count(cast.pengusul), count(cast.colleague)) == ("1", "0")


@pytest.mark.parametrize("page", ["list", "detail", "history", "suggest", "similar"])
def test_more_rows_cost_no_more_queries(
    cast: Cast, page: str, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client = Client()
    client.force_login(cast.staf)
    partner = add(cast, "Koperasi Satu", kind=PartnerKind.KOPERASI, aliases=("Kopsatu",), contacts=(CONTACT,))
    address = reverse(f"partners:{page}", args=[partner.pk] if page in {"detail", "history"} else [])
    query = {"q": "koperasi", "name": "Koperasi Satu"}

    def more(name: str) -> None:
        other = add(cast, name, kind=PartnerKind.KOPERASI, aliases=(f"Alias {name}",))
        fresh = Partner.objects.get(pk=partner.pk)
        update_partner(
            fresh,
            by=cast.admin,
            facts=PartnerFacts(kind=PartnerKind.KOPERASI, name=partner.name, address=name),
            aliases=["Kopsatu", *[f"Lain {name} {n}" for n in range(2)]],
            contacts=[CONTACT],
            opened_at=fresh.updated_at,
        )
        for one in (partner, other):
            cast.draft(parties=[PartyEntry(government=cast.government), PartyEntry(partner=one)])

    more("Koperasi Dua")
    client.get(address, query)
    with CaptureQueriesContext(
        connection,
    ) as few:
        client.get(address, query)
    more("Koperasi Tiga")
    more("Koperasi Empat")
    with django_assert_num_queries(len(few)):
        client.get(address, query)


def test_history_tells_who_changed_what(cast: Cast) -> None:
    partner = add(cast, "PT Anugerah Bahari", by=cast.pengusul, address="Jalan Satu")
    gone = add(cast, "PT Anugerah Bahari Lama")
    update_partner(
        partner,
        by=cast.admin,
        facts=PartnerFacts(kind=PartnerKind.BUMD, name="PT Anugerah Bahari Jaya", address="Jalan Satu"),
        aliases=["Anugerah"],
        contacts=[],
        opened_at=partner.updated_at,
        seen=None,
    )
    merge_partners(partner, gone, by=cast.staf)
    html = get(cast.auditor, "history", partner.pk)
    text = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))
    for told in (
        "Mitra dicatat", "Pengusul", "Data mitra diubah", "Admin", "Badan usaha milik daerah",
        "PT Anugerah Bahari Jaya",
        "Nama lain ditambah: Anugerah", "Menerima gabungan PT Anugerah Bahari Lama", "Staf",
    ):  # fmt: skip
        assert told in text
    assert "Alamat kantor" not in text  # did not change
    assert "Digabung ke PT Anugerah Bahari Jaya" in get(cast.auditor, "history", gone.pk)


def test_the_logo_is_served_to_members(cast: Cast) -> None:
    assert status(cast.pimpinan, "logo", cast.partner.pk) == 404
    buffer = io.BytesIO()
    Image.new("RGB", (10, 10)).save(buffer, "PNG")
    buffer.seek(0)
    cast.partner.logo.name = keep_logo(clean_logo(buffer, size=100))
    cast.partner.save(update_fields=["logo"])
    client = Client()
    client.force_login(cast.pimpinan)
    answer = client.get(reverse("partners:logo", args=[cast.partner.pk]))
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/png")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert b"".join(answer.streaming_content).startswith(b"\x89PNG")  # type: ignore[attr-defined]
    assert reverse("partners:logo", args=[cast.partner.pk]) in get(cast.pimpinan, "detail", cast.partner.pk)


def test_a_person_without_a_role_gets_no_further(cast: Cast) -> None:
    assert status(cast.nobody, "list") == 403
    assert status(cast.nobody, "detail", cast.partner.pk) == 403

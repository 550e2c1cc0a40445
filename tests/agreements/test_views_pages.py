"""The page of a document, its moves, its pasal, its list and its history."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django import Settings

from agreements.domain import value_history
from agreements.domain.workflow import MOVES, moves_for
from agreements.enums import Phase
from agreements.models import Agreement, File, Party, Transition
from agreements.views.lists import SIZE
from tests.agreements.pages import as_, fields_of, url
from tests.cast import Cast


@pytest.fixture(autouse=True)
def _no_second_factor(settings: Settings) -> None:
    settings.MFA_REQUIRED_ROLES = []


PHASES = [Phase.DRAF, Phase.DIAJUKAN, Phase.DITELAAH, Phase.DIKEMBALIKAN, Phase.DIREKOMENDASIKAN, Phase.DITANDATANGANI,
          Phase.DITOLAK, Phase.DIBATALKAN, Phase.DIAKHIRI]  # fmt: skip


@pytest.mark.parametrize("phase", PHASES)
def test_page_offers_exactly_the_moves_of_the_table(cast: Cast, phase: str) -> None:
    agreement = cast.bring(cast.draft(), phase)
    for who in ("staf", "pengusul", "ketua", "auditor"):
        person = getattr(cast, who)
        response = as_(person).get(url("detail", agreement))
        if not person.has_perm("agreements.view_agreement", agreement):
            assert response.status_code == 404
            continue
        page = response.content.decode()
        offered = {move.action for move in moves_for(person, agreement)}
        posted = {action for action in MOVES if f'name="aksi" value="{action}"' in page}
        assert posted == {action for action in offered if not MOVES[action].page}
        for action in offered & {"sign", "end"}:
            assert f'href="{url(action, agreement)}"' in page


@pytest.mark.parametrize(
    ("who", "status"),
    [("staf", 200), ("pengusul", 200), ("colleague", 404), ("ketua", 404), ("auditor", 200), ("stranger_staf", 404)],
)
def test_who_sees_a_draft(cast: Cast, who: str, status: int) -> None:
    agreement = cast.draft()
    assert as_(getattr(cast, who)).get(url("detail", agreement)).status_code == status


def test_html_in_facts_is_shown_as_text(cast: Cast) -> None:
    script = "<script>alert(1)</script>"
    agreement = cast.draft(title=script, object=script, scope=script)
    assert script not in as_(cast.staf).get(url("detail", agreement)).content.decode()


# --- Moves ----------------------------------------------------------------------------------------------------------


def test_a_move_and_its_double_click(cast: Cast) -> None:
    agreement = cast.draft()
    client = as_(cast.pengusul)
    sent = {"aksi": "submit", "versi": "1"}
    assert client.post(url("move", agreement), sent).status_code == 302
    again = client.post(url("move", agreement), {"aksi": "submit"})
    assert again.status_code == 409
    assert "sudah berada pada tahap “Diajukan”" in again.content.decode()
    assert client.post(url("move", agreement), sent).status_code == 409
    assert Transition.objects.count() == 1


def test_a_move_over_a_version_one_has_not_seen_is_409(cast: Cast) -> None:
    agreement = cast.draft()
    client = as_(cast.staf)
    edit = url("edit", agreement)
    client.post(edit, {**fields_of(client.get(edit)), "title": "Berubah", "simpan": "1"})
    response = as_(cast.pengusul).post(url("move", agreement), {"aksi": "submit", "versi": "1"})
    assert response.status_code == 409
    assert "mengubah naskah ini" in response.content.decode()
    assert not Transition.objects.exists()


def test_a_return_needs_its_reason(cast: Cast) -> None:
    agreement = cast.bring(cast.draft(), Phase.DIAJUKAN)
    response = as_(cast.staf).post(url("move", agreement), {"aksi": "return", "catatan": "  "})
    assert response.status_code == 422
    assert "Alasan wajib diisi." in response.content.decode()


@pytest.mark.parametrize(
    ("who", "action", "status"),
    [("pengusul", "return", 403), ("staf", "terbang", 404), ("staf", "sign", 404), ("colleague", "submit", 404)],
)
def test_moves_that_are_refused(cast: Cast, who: str, action: str, status: int) -> None:
    agreement = cast.bring(cast.draft(), Phase.DIAJUKAN)
    assert as_(getattr(cast, who)).post(url("move", agreement), {"aksi": action}).status_code == status
    opened = as_(getattr(cast, who)).get(url("move", agreement))
    assert (opened.status_code, f'href="{url("detail", agreement)}"' in opened.content.decode()) == (405, True)


def test_what_is_missing_links_to_where_it_is_mended(cast: Cast) -> None:
    agreement = cast.draft(object="", parties=[])
    page = as_(cast.pengusul).post(url("move", agreement), {"aksi": "submit"}).content.decode()
    assert f"{url('edit', agreement)}#pokok" in page
    assert f"{url('edit', agreement)}#para-pihak" in page


# --- Pasal ----------------------------------------------------------------------------------------------------------


def test_pasal_are_written_moved_and_filled(cast: Cast) -> None:
    agreement = cast.draft()
    client = as_(cast.pengusul)
    address = url("articles", agreement)
    fields = fields_of(client.get(address))
    standard = client.post(address, {**fields, "baku": "1"})
    assert "Belum disimpan" in standard.content.decode()
    assert not agreement.articles.exists()
    filled = fields_of(standard)
    assert int(filled["pasal-TOTAL_FORMS"][0]) > 5
    first, second = filled["pasal-0-heading"], filled["pasal-1-heading"]
    moved = fields_of(client.post(address, {**filled, "turun": "0"}))
    assert (moved["pasal-0-heading"], moved["pasal-1-heading"]) == (second, first)
    assert client.post(address, {**moved, "simpan": "1"}).status_code == 302
    assert [a.heading for a in agreement.articles.order_by("order")][:2] == [second[0], first[0]]


def test_pasal_without_heading_come_back(cast: Cast) -> None:
    agreement = cast.draft()
    client = as_(cast.staf)
    address = url("articles", agreement)
    data = {**fields_of(client.get(address)), "pasal-0-body": "Isi tanpa judul", "simpan": "1"}
    response = client.post(address, data)
    assert response.status_code == 422
    assert "Beri judul pasal ini." in response.content.decode()
    assert fields_of(response)["pasal-0-body"] == ["Isi tanpa judul"]


def test_pasal_saved_by_two_people_show_both(cast: Cast) -> None:
    agreement = cast.draft()
    address = url("articles", agreement)
    staf, pengusul = as_(cast.staf), as_(cast.pengusul)
    mine = {**fields_of(pengusul.get(address)), "pasal-0-heading": "Punya saya", "pasal-0-body": "a", "simpan": "1"}
    theirs = {**fields_of(staf.get(address)), "pasal-0-heading": "Punya staf", "pasal-0-body": "b", "simpan": "1"}
    staf.post(address, theirs)
    conflict = pengusul.post(address, mine)
    assert conflict.status_code == 409
    assert "Punya staf" in conflict.content.decode()
    assert fields_of(conflict)["pasal-0-heading"] == ["Punya saya"]
    assert pengusul.post(address, {**fields_of(conflict), "simpan": "1"}).status_code == 302
    assert [a.heading for a in agreement.articles.all()] == ["Punya saya"]


def test_pasal_of_what_moved_on_are_409(cast: Cast) -> None:
    agreement = cast.draft()
    client, address = as_(cast.pengusul), url("articles", agreement)
    typed = {
        **fields_of(client.get(address)),
        "pasal-0-heading": "Sanksi",
        "pasal-0-body": "Ditulis sejam",
        "simpan": "1",
    }
    cast.bring(agreement, Phase.DIAJUKAN)
    assert client.get(address).status_code == 409
    late = client.post(address, typed)
    assert late.status_code == 409
    for words in ("Sanksi", "Ditulis sejam", "belum disimpan"):
        assert words in late.content.decode()
    assert not agreement.articles.exists()


# --- List and history -----------------------------------------------------------------------------------------------


def titles(response: Any) -> list[str]:
    return [str(row[0]) for row in response.context["rows"]]


def test_list_shows_what_one_may_see(cast: Cast) -> None:
    cast.draft(title="Draf unit")
    cast.bring(cast.draft(title="Sedang ditelaah"), Phase.DITELAAH)
    cast.signed(title="Sudah berlaku")
    seen = {
        who: set(titles(as_(getattr(cast, who)).get(reverse("agreements:list"))))
        for who in ("staf", "colleague", "ketua")
    }
    assert seen["staf"] == {"Draf unit", "Sedang ditelaah", "Sudah berlaku"}
    assert seen["colleague"] == {"Sudah berlaku"}
    assert seen["ketua"] == {"Sedang ditelaah", "Sudah berlaku"}


def test_list_is_narrowed(cast: Cast) -> None:
    cast.draft(title="Draf air")
    cast.signed(title="Air bersih")
    client = as_(cast.staf)
    address = reverse("agreements:list")
    assert titles(client.get(address, {"tahap": "draf"})) == ["Draf air"]
    assert titles(client.get(address, {"keadaan": "berlaku"})) == ["Air bersih"]
    assert titles(client.get(address, {"bentuk": "kontrak"})) == []
    assert "Tidak ada naskah yang cocok" in client.get(address, {"bentuk": "kontrak"}).content.decode()
    assert ">2 dipakai<" in client.get(address, {"bentuk": "kontrak", "tahap": "draf", "q": "air"}).content.decode()
    wrong = client.get(address, {"tahun": "abc"})
    assert wrong.status_code == 200
    assert "Saringan ini tidak dapat dipakai" in wrong.content.decode()


def test_list_is_paged_by_key(cast: Cast) -> None:
    for number in range(SIZE + 3):
        cast.draft(title=f"Draf {number:02d}")
    client = as_(cast.staf)
    first = client.get(reverse("agreements:list"))
    second = client.get(reverse("agreements:list") + first.context["next"])
    assert len(titles(first)) == SIZE
    assert titles(second) == ["Draf 02", "Draf 01", "Draf 00"]
    assert not first.context["previous"]
    back = client.get(reverse("agreements:list") + second.context["previous"])
    assert titles(back) == titles(first)
    assert client.get(reverse("agreements:list"), {"sesudah": "99999999T999999.999999-1"}).status_code == 200


def test_empty_list_says_how_to_begin(cast: Cast) -> None:
    assert "Belum ada naskah" in as_(cast.staf).get(reverse("agreements:list")).content.decode()


def test_list_costs_the_same_for_one_and_for_three(cast: Cast) -> None:

    client = as_(cast.staf)
    cast.signed(title="Satu")
    client.get(reverse("agreements:list"))
    with CaptureQueriesContext(connection) as one:
        client.get(reverse("agreements:list"))
    cast.signed(title="Dua")
    cast.signed(title="Tiga")
    with CaptureQueriesContext(connection) as three:
        client.get(reverse("agreements:list"))
    assert len(three) == len(one)


def test_history_is_for_those_who_oversee(cast: Cast) -> None:
    agreement = cast.draft()
    client = as_(cast.staf)
    address = url("edit", agreement)
    client.post(address, {**fields_of(client.get(address)), "title": "Judul kedua", "simpan": "1"})
    page = as_(cast.auditor).get(url("history", agreement)).content.decode()
    assert "Penyediaan Jaringan Internet Ruang Publik" in page
    assert "Judul kedua" in page
    assert "Staf" in page
    assert as_(cast.pengusul).get(url("history", agreement)).status_code == 403


def test_history_names_every_fact_in_words() -> None:
    """A field without a name of its own would be told as ``Frozen at``."""
    same_in_both = {"sdgs", "object", "urusan"}
    for model in (Agreement, Party, File):
        for field in model._meta.concrete_fields:
            if field.attname in value_history.MECHANICAL or field.name in same_in_both:
                continue
            told = value_history.label_of(model, field.name)
            assert told.lower() != field.name.replace("_", " "), f"{model.__name__}.{field.name}: {told}"

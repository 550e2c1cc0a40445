"""The pages of a public file as pictures: what can be seen, what cannot, and what they cost."""

from collections.abc import Iterator
from unittest.mock import MagicMock, patch

import html5lib
import pytest
from django.conf import LazySettings
from django.test import Client
from django.utils import timezone
from redis.exceptions import RedisError

from agreements.domain import files
from agreements.enums import FileKind
from agreements.models import Agreement, File, FilePage, FileText
from kerjasama import paper_text
from portal import publishing
from portal.domain import previews
from portal.domain.rows import address
from tests.cast import Cast

PICTURE = b"\xff\xd8 gambar"


@pytest.fixture
def agreement(cast: Cast) -> Agreement:
    agreement = cast.registered(title="Judul & <naskah>")
    cast.attach(agreement, FileKind.SALINAN_PUBLIK, visibility="publik", name="salinan.pdf")
    cast.attach(agreement, FileKind.PINDAIAN, visibility="terbatas", name="pindaian.pdf")
    return agreement


@pytest.fixture(autouse=True)
def drawing() -> Iterator[MagicMock]:
    with (
        patch.object(paper_text, "has_poppler", lambda: True),
        patch.object(paper_text, "count_pages", lambda _path, _mime: 2),
        patch.object(paper_text, "draw_page", return_value=PICTURE) as draw,
    ):
        yield draw


def _pages(agreement: Agreement, name: str = "salinan.pdf") -> str:
    file = File.objects.get(name=name)
    return f"{address(agreement.government.code, agreement.register_no or '')}berkas/{file.pk}/halaman/"


def test_the_page_of_a_document_leads_through_its_pages(client: Client, agreement: Agreement) -> None:
    pages = _pages(agreement)
    home = client.get(address(agreement.government.code, agreement.register_no or "")).content.decode()
    assert f'href="{pages}1/"' in home
    file = File.objects.get(name="salinan.pdf")
    read = FileText.objects.get(sha256=file.sha256)
    FilePage.objects.create(content=read, number=2, text="Pasal 2 <b>", words="", by_ocr=True)
    first = client.get(f"{pages}1/").content.decode()
    second = client.get(f"/en{pages}2/").content.decode()
    for page in (first, second):
        html5lib.HTMLParser(strict=True).parse(page)
    assert f'href="{pages}2/"' in first
    assert "Teks halaman ini" not in first
    assert "Page 2 of 2" in second
    assert "Pasal 2 &lt;b&gt;" in second
    assert f'src="/en{pages}2.jpg"' in second
    for beyond in ("0/", "3/", "3.jpg", "1-besar.jpg", "99999999999999999.jpg"):
        assert client.get(pages + beyond).status_code == 404, beyond


def test_what_is_not_public_has_no_pages(client: Client, agreement: Agreement) -> None:
    hidden, shown = _pages(agreement, "pindaian.pdf"), _pages(agreement)
    for page in ("1/", "1.jpg", "1-kecil.jpg"):
        assert client.get(hidden + page).status_code == 404
        assert client.get(shown + page).status_code == 200
    File.objects.filter(name="salinan.pdf").update(visibility="terbatas")
    publishing.forget()
    for page in ("1/", "1.jpg", "1-kecil.jpg"):
        assert client.get(shown + page).status_code == 404, "drawn before, and yet gone"


def test_a_picture_is_drawn_once_and_counts_for_many_pages(
    client: Client, agreement: Agreement, drawing: MagicMock, settings: LazySettings
) -> None:
    settings.PAGES_PER_MINUTE = 15
    pages = _pages(agreement)
    File.objects.filter(name="salinan.pdf").update(sha256=f"{agreement.pk:064x}")  # bytes that no other test drew
    moment = timezone.now()  # one minute of the clock, whenever this runs
    with (
        patch("agreements.domain.files.open_file"),
        patch.object(paper_text, "on_disk"),
        patch.object(timezone, "now", lambda: moment),
    ):
        first = client.get(f"{pages}1.jpg")
        assert (first.status_code, first.content, first["Content-Type"]) == (200, PICTURE, "image/jpeg")
        assert client.get(f"{pages}1.jpg").content == PICTURE
        assert client.get(f"{pages}1.jpg", headers={"If-None-Match": first["ETag"]}).status_code == 304
        assert drawing.call_count == 1
        assert client.get(f"{pages}2.jpg").status_code == 429


def test_a_broken_file_has_no_pages(client: Client, agreement: Agreement) -> None:
    with patch.object(paper_text, "count_pages", side_effect=paper_text.UnreadableError("broken")):
        assert client.get(f"{_pages(agreement)}1/").status_code == 404
    with patch.object(paper_text, "has_poppler", lambda: False):
        assert client.get(f"{_pages(agreement)}1/").status_code == 404
        home = client.get(address(agreement.government.code, agreement.register_no or "")).content.decode()
        assert "halaman/1" not in home


@pytest.mark.parametrize(
    ("problem", "seconds"),
    [
        (paper_text.UnreadableError("locked"), previews._KNOWN_FOR),
        (paper_text.UnreadableError("slow"), previews._AGAIN_AFTER),
        (FileNotFoundError(), previews._AGAIN_AFTER),
    ],
)
def test_only_what_stays_unreadable_is_remembered_for_long(problem: Exception, seconds: int) -> None:
    file = File(sha256="a" * 64, mime="application/pdf")
    with patch.object(previews, "cache") as memory, patch.object(files, "open_file", side_effect=problem):
        memory.get.return_value = None
        assert previews.pages_of(file) == 0
    memory.set.assert_called_once_with(f"halaman-{file.sha256}", 0, seconds)


def test_without_redis_pages_are_counted_each_time() -> None:
    with patch.object(previews, "cache") as memory, patch.object(files, "open_file"):
        memory.get.side_effect = memory.set.side_effect = RedisError
        with patch.object(paper_text, "on_disk"):
            assert previews.pages_of(File(sha256="a" * 64, mime="application/pdf")) == 2


def test_a_file_known_to_be_locked_promises_no_pages(client: Client, agreement: Agreement) -> None:
    home = address(agreement.government.code, agreement.register_no or "")
    for state, obstacle, promised in (("gagal", "locked", False), ("gagal", "error", True), ("terbaca", "", True)):
        FileText.objects.update(state=state, obstacle=obstacle)
        publishing.forget()
        assert (f"{_pages(agreement)}1" in client.get(home).content.decode()) == promised, obstacle


def test_bibtex_cites_every_party_and_keeps_its_braces(client: Client, cast: Cast, settings: LazySettings) -> None:
    agreement = cast.registered(title="Tarif 5% & {dana} \\ #1_a")
    url = address(cast.government.code, agreement.register_no or "").removesuffix("/")
    answer = client.get(f"{url}.bib")
    assert answer["Content-Type"].startswith("application/x-bibtex")
    text = answer.content.decode()
    assert r"title = {{Tarif 5\% \& \{dana\} \textbackslash{} \#1\_a}}" in text
    assert f" and {{{cast.partner.name}}}" in text
    assert f"url = {{{settings.PUBLIC_URL}{url}/}}" in text
    assert text.count("{") - text.count(r"\{") == text.count("}") - text.count(r"\}")

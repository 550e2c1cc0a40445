"""Reading the text of public files: each once, each page kept, and no file holds up another."""

import datetime as dt
import io
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from unittest.mock import patch

import pikepdf
import pytest
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.utils import timezone
from PIL import Image, ImageDraw, ImageFont

from agreements import tasks
from agreements.domain import file_text, files
from agreements.enums import FileKind, Obstacle, Reading, Visibility
from agreements.management.commands import read_files
from agreements.models import Agreement, File, FilePage, FileText
from kerjasama import health, paper_text
from kerjasama.uploads import inspect
from notices.domain import sweeps
from notices.models import Sweep
from tests.agreements.reading import paper, public_copy, read
from tests.cast import Cast

NOW = dt.datetime(2026, 3, 2, 8, tzinfo=dt.UTC)
THREE = {1: "Pasal satu", 2: "Pasal dua", 3: "Pasal tiga"}


@pytest.fixture
def agreement(cast: Cast) -> Agreement:
    return cast.signed()


def state_of(file: File) -> tuple[str, str]:
    content = FileText.objects.get(pk=file.sha256)
    return content.state, content.obstacle


def pages_of(file: File) -> dict[int, str]:
    return dict(FilePage.objects.filter(content=file.sha256).values_list("number", "text"))


def test_each_content_is_read_once_however_many_files_have_it(cast: Cast, agreement: Agreement) -> None:
    file = public_copy(cast, agreement, pages=3)
    public_copy(cast, agreement, name="lagi.pdf", pages=3)
    assert read(THREE) == [1, 2, 3]
    assert pages_of(file) == THREE
    assert state_of(file) == (Reading.TERBACA, "")
    assert read(THREE) == []


def test_the_database_notes_what_becomes_public(cast: Cast, agreement: Agreement) -> None:
    """Whatever code or hand stores or opens it; no sweep has to look through all files."""
    file = public_copy(cast, agreement)
    draft = cast.attach(agreement, FileKind.DRAF, name="draf.pdf")
    assert [content.sha256 for content in FileText.objects.all()] == [file.sha256]
    File.objects.filter(pk=draft.pk).update(kind=FileKind.SALINAN_PUBLIK, visibility=Visibility.PUBLIK)
    for number, mime in enumerate((*paper_text.READABLE, "application/msword")):
        File.objects.filter(pk=draft.pk).update(sha256=f"{number:064x}", mime=mime)
    noted = set(FileText.objects.values_list("sha256", "mime"))
    assert noted == {(f.sha256, f.mime) for f in (file, draft)} | {
        (f"{number:064x}", mime) for number, mime in enumerate(paper_text.READABLE)
    }
    File.objects.all().delete()
    assert FileText.objects.count() == len(noted)


def test_the_command_tells_pages_and_waits_where_another_reads(db: None) -> None:
    said = io.StringIO()
    with (
        patch.object(file_text, "read_owed", side_effect=[0, 3, 0]),
        patch.object(file_text, "owed", side_effect=[["lain"], []]),
        patch.object(read_files, "PAUSE", 0),
        paper({}),
    ):
        call_command("read_files", stdout=said)
    assert said.getvalue().splitlines() == ["3 halaman terbaca.", "semua terbaca"]


def test_a_second_sweep_keeps_out_of_the_first_ones_way(cast: Cast, agreement: Agreement) -> None:
    file = public_copy(cast, agreement, pages=3)
    public_copy(cast, agreement, name="lain.pdf", pages=2)
    with paper(THREE) as done:
        plain = paper_text.read_page

        def meanwhile(path: Path, mime: str, number: int) -> paper_text.Page:
            assert file_text.read_owed(NOW + dt.timedelta(seconds=1)) == 0
            return plain(path, mime, number)

        with patch.object(paper_text, "read_page", meanwhile):
            assert file_text.read_owed(NOW) == 6
    assert done == [1, 2, 3, 1, 2, 3]
    assert pages_of(file) == THREE


def test_two_sweeps_that_begin_at_one_instant_do_not_both_read(cast: Cast, agreement: Agreement) -> None:
    """Each saw nobody reading; the database lets one of them claim."""
    public_copy(cast, agreement, pages=3)
    public_copy(cast, agreement, name="lain.pdf", pages=2)
    with paper(THREE):
        assert file_text._claim(NOW) is not None
        assert len(file_text.owed(NOW)) == 1
        assert file_text._claim(NOW + dt.timedelta(seconds=1)) is None


def test_a_sweep_that_lost_its_claim_writes_nothing_more(cast: Cast, agreement: Agreement) -> None:
    file = public_copy(cast, agreement, pages=3)
    with paper(THREE):

        def taken_over(_path: object, _mime: str, number: int) -> paper_text.Page:
            if number == 2:
                FileText.objects.update(claimed_at=NOW + dt.timedelta(hours=1))
            return paper_text.Page(THREE[number], by_ocr=False)

        with patch.object(paper_text, "read_page", taken_over):
            file_text.read_owed(NOW)
    assert pages_of(file) == {1: "Pasal satu"}
    assert state_of(file) == (Reading.MENUNGGU, "")


def test_work_that_was_cut_off_goes_on_where_it_stopped(cast: Cast, agreement: Agreement) -> None:
    file = public_copy(cast, agreement, pages=3)
    with paper({**THREE, 2: KeyboardInterrupt()}), pytest.raises(KeyboardInterrupt):
        file_text.read_owed(NOW)
    assert pages_of(file) == {1: "Pasal satu"}
    with paper(THREE) as done:
        file_text.read_owed(NOW + dt.timedelta(minutes=1))
    assert done == [2, 3]
    assert state_of(file) == (Reading.TERBACA, "")


def test_a_claim_is_another_ones_while_its_session_lives(cast: Cast, agreement: Agreement) -> None:
    """A killed worker's session ends with it, so the next sweep goes on; a lost machine's is waited for."""
    file = public_copy(cast, agreement)
    FileText.objects.update(claimed_at=NOW, attempts=1)
    with paper({1: "Pasal satu"}) as done:
        other = connection.copy()  # the session of another worker
        try:
            with other.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_lock(%s, 0)", [file_text.LOCK])
                file_text.read_owed(NOW + dt.timedelta(minutes=1))
                assert done == [], "it reads"
                file_text.read_owed(NOW + file_text.STALE_CLAIM + dt.timedelta(minutes=1))
                assert done == [1], "nobody reads for so long"
                # As its end does, but at once: PostgreSQL ends a session a moment after its socket is closed.
                cursor.execute("SELECT pg_advisory_unlock(%s, 0)", [file_text.LOCK])
        finally:
            other.close()
        FileText.objects.update(claimed_at=NOW, attempts=1, state=Reading.MENUNGGU)
        FilePage.objects.all().delete()
        file_text.read_owed(NOW + dt.timedelta(minutes=1))
    assert done == [1, 1]
    assert state_of(file) == (Reading.TERBACA, "")


def test_what_kills_the_sweep_again_and_again_is_given_up(cast: Cast, agreement: Agreement) -> None:
    file = public_copy(cast, agreement)
    for turn in range(file_text.MOST_ATTEMPTS):
        with paper({1: KeyboardInterrupt()}), pytest.raises(KeyboardInterrupt):
            file_text.read_owed(NOW + turn * dt.timedelta(hours=1))
    with paper(THREE) as done:
        file_text.read_owed(NOW + dt.timedelta(days=1))
    assert done == []
    assert state_of(file) == (Reading.GAGAL, Obstacle.ERROR)


def test_a_long_file_is_read_over_several_sweeps(cast: Cast, agreement: Agreement) -> None:
    file = public_copy(cast, agreement, pages=3)

    def ticking() -> Iterator[int]:
        yield from (0, 0)  # the sweep begins, and may claim
        while True:
            yield 99

    for turn, expected in enumerate(({1}, {1, 2}, {1, 2, 3})):
        clock = ticking()
        with paper(THREE), patch.object(file_text, "time", SimpleNamespace(monotonic=lambda it=clock: next(it))):
            file_text.read_owed(NOW + turn * dt.timedelta(minutes=1))
        assert pages_of(file).keys() == expected
    assert state_of(file) == (Reading.TERBACA, "")
    assert FileText.objects.get().attempts == 0, "progress is no failure"


def test_one_bad_page_does_not_hold_up_the_others_and_is_tried_again_when_asked(
    cast: Cast, agreement: Agreement
) -> None:
    file = public_copy(cast, agreement, pages=3)
    assert read({**THREE, 2: paper_text.UnreadableError("slow")}) == [1, 2, 3]
    assert FilePage.objects.get(number=2).obstacle == Obstacle.SLOW
    assert state_of(file) == (Reading.TERBACA, "")
    assert read(THREE) == []
    assert "1 halaman tidak terbaca" in file_text.health(NOW).detail
    with paper(THREE) as done:
        call_command("read_files", "--ulang", stdout=io.StringIO())
    assert done == [2]
    assert pages_of(file) == THREE


def test_a_file_that_cannot_be_opened_says_why_and_the_next_is_read(cast: Cast, agreement: Agreement) -> None:
    bad = public_copy(cast, agreement, name="buruk.pdf", pages=2)
    good = public_copy(cast, agreement, pages=1)
    counts = iter([paper_text.UnreadableError("locked")])

    def count_pages(_path: object, _mime: str) -> int:
        if (problem := next(counts, None)) is not None:
            raise problem
        return 1

    with paper({1: "Pasal satu"}), patch.object(paper_text, "count_pages", count_pages):
        file_text.read_owed(timezone.now())
    assert state_of(bad) == (Reading.GAGAL, Obstacle.LOCKED)
    assert state_of(good) == (Reading.TERBACA, "")
    told = dict(health.titled(NOW))["Teks berkas publik"]
    assert (told.is_good, "1 berkas tidak terbaca" in told.detail) == (True, True)


def test_lost_bytes_are_told(cast: Cast, agreement: Agreement) -> None:
    file = public_copy(cast, agreement)
    default_storage.delete(file.store_path)
    read(THREE)
    assert state_of(file) == (Reading.GAGAL, Obstacle.LOST)


@pytest.mark.filterwarnings("ignore")
def test_an_error_of_ours_is_tried_again_later_and_later(cast: Cast, agreement: Agreement) -> None:
    file = public_copy(cast, agreement)
    now = NOW
    for turn in range(1, file_text.MOST_ATTEMPTS + 1):
        with paper({1: RuntimeError("penyimpanan tersendat")}) as done:
            file_text.read_owed(now)
            file_text.read_owed(now + dt.timedelta(minutes=1))
        assert done == [1], "not before its pause is over"
        now += dt.timedelta(minutes=2**turn)
    assert state_of(file) == (Reading.GAGAL, Obstacle.ERROR)


def test_without_tesseract_the_rest_is_read_and_the_scans_wait_for_it(cast: Cast, agreement: Agreement) -> None:
    file = public_copy(cast, agreement, pages=3)
    with paper({**THREE, 2: paper_text.NoOcrError()}) as done, patch.object(paper_text, "has_ocr", lambda: False):
        file_text.read_owed(NOW)
        assert state_of(file) == (Reading.PERLU_OCR, "")
        told = file_text.health(NOW)
        file_text.read_owed(NOW + dt.timedelta(minutes=1))
    assert done == [1, 2, 3]
    assert told.is_good
    assert "1 perlu OCR" in told.detail
    assert "tesseract-ocr-ind belum terpasang" in told.detail
    assert read(THREE) == [2]
    assert state_of(file) == (Reading.TERBACA, "")


def test_without_poppler_nothing_is_lost(cast: Cast, agreement: Agreement) -> None:
    file = public_copy(cast, agreement)
    with paper({1: "Pasal satu"}) as done, patch.object(paper_text, "has_poppler", lambda: False):
        file_text.read_owed(NOW)
    assert done == []
    assert state_of(file) == (Reading.MENUNGGU, "")
    assert read({1: "Pasal satu"}) == [1]


def test_what_closes_before_its_turn_is_not_read(cast: Cast, agreement: Agreement) -> None:
    file = public_copy(cast, agreement)
    files.withdraw(file, reason="Salah unggah.", by=cast.staf, now=NOW)
    assert read({1: "Pasal satu"}) == []
    with paper({}):
        assert file_text.health(NOW).detail == "semua terbaca", "what nobody is offered troubles nobody"


def _scan(*lines: str) -> bytes:
    """A page as a scanner leaves it: letters as a picture."""
    page = Image.new("L", (1240, 40 + 60 * len(lines)), 255)
    pen = ImageDraw.Draw(page)
    for number, line in enumerate(lines):
        pen.text((60, 20 + number * 60), line, font=ImageFont.load_default(size=38), fill=0)
    out = io.BytesIO()
    page.save(out, "PDF", resolution=150)
    return out.getvalue()


@pytest.mark.skipif(not paper_text.has_poppler() or not paper_text.has_ocr(), reason="needs poppler and tesseract")
def test_a_typed_page_and_a_scanned_one_are_read_for_real(client: Client, cast: Cast, agreement: Agreement) -> None:
    """From the stored file to the visitor's search: poppler reads the first page, Tesseract the second."""
    with pikepdf.open(io.BytesIO(_scan("Residu dibakar dalam insinerator", "bersama di Bukit Sanca."))) as document:
        typed = document.add_blank_page(page_size=(595, 842))
        font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
        typed.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
        typed.Contents = document.make_stream(
            b"BT /F1 12 Tf 72 700 Td (Pengangkutan muatan dilakukan setiap Senin.) Tj ET"
        )
        document.pages.reverse()
        out = io.BytesIO()
        document.save(out)
    upload = inspect(out, name="pindaian.pdf")
    files.store(
        agreement, upload, kind=FileKind.SALINAN_PUBLIK, visibility=Visibility.PUBLIK, by=cast.staf, now=timezone.now()
    )
    tasks.read_files()
    first, second = FilePage.objects.order_by("number")
    assert (first.by_ocr, first.text) == (False, "Pengangkutan muatan dilakukan setiap Senin.")
    assert second.by_ocr
    assert Sweep.objects.get(name=sweeps.READ).last_count == 2
    page = client.get("/naskah/", {"q": "pembakaran residu"}).content.decode()
    assert "pindaian.pdf, halaman 2" in page
    assert "terbaca dari gambar" in page
    assert "<mark>Residu dibakar</mark>" in page
    assert "halaman 1</a>" in client.get("/naskah/", {"q": "muatan"}).content.decode()

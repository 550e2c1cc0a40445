"""Storing, opening and withdrawing files: bytes once, versions without gaps, nothing public that must not be."""

import datetime as dt
import hashlib
import io
import threading
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.db import connection, transaction
from PIL import Image

from agreements.domain import files
from agreements.enums import FileKind, Phase, Visibility
from agreements.models import Agreement, File
from kerjasama import uploads
from tests.cast import Cast, assemble
from tests.kerjasama.test_uploads import attachment

pytest_plugins = ["tests.cast"]
NOW = dt.datetime(2026, 3, 2, 2, 0, tzinfo=dt.UTC)


def pdf_bytes(text: str = "", **info: str) -> bytes:
    document = pikepdf.new()
    document.add_blank_page(page_size=(595, 842))
    document.pages[0].Contents = document.make_stream(f"% {text}".encode())
    for key, value in info.items():
        document.docinfo[f"/{key}"] = value
    out = io.BytesIO()
    document.save(out, deterministic_id=True)  # else the identifier holds the second it was made in
    return out.getvalue()


def upload(body: bytes, name: str = "naskah.pdf") -> uploads.Upload:
    return uploads.inspect(io.BytesIO(body), name=name)


def stored(cast: Cast, agreement: Agreement, body: bytes, kind: str = FileKind.DRAF, **more: Any) -> File:
    return files.store(agreement, upload(body), kind=kind, by=cast.staf, now=NOW, **more)


@pytest.fixture
def agreement(cast: Cast) -> Agreement:
    return cast.draft()


def test_bytes_are_stored_once_under_their_hash(cast: Cast, agreement: Agreement) -> None:
    body = pdf_bytes("sekali")
    first = stored(cast, agreement, body)
    place = Path(default_storage.path(first.store_path))
    written = place.stat().st_ino
    second = stored(cast, cast.draft(), body)
    assert first.sha256 == hashlib.sha256(body).hexdigest() == place.name
    assert second.pk != first.pk
    assert place.stat().st_ino == written, "not written twice"
    with files.open_file(second) as handle:
        assert handle.read() == body
    assert (first.size, first.mime, first.version) == (len(body), "application/pdf", 1)
    assert first.visibility == Visibility.TERBATAS
    assert File.objects.get(pk=first.pk).uploaded_at == NOW, "one clock: the moment that was passed"


def test_versions_count_per_kind_and_name(cast: Cast, agreement: Agreement) -> None:
    assert [stored(cast, agreement, pdf_bytes(str(n))).version for n in range(3)] == [1, 2, 3]
    assert stored(cast, agreement, pdf_bytes("9"), FileKind.KAK).version == 1


def test_the_same_bytes_handed_in_twice_are_one_row(cast: Cast, agreement: Agreement) -> None:
    assert stored(cast, agreement, pdf_bytes()).pk == stored(cast, agreement, pdf_bytes()).pk
    files.withdraw(File.objects.get(), reason="Salah berkas.", by=cast.staf, now=NOW)
    assert stored(cast, agreement, pdf_bytes()).version == 2, "after a withdrawal it is a new version"


@pytest.mark.django_db(transaction=True)
def test_eight_at_once_get_eight_versions() -> None:
    cast = assemble()
    agreement = cast.draft()
    barrier = threading.Barrier(8)
    versions: list[int] = []

    def work(number: int) -> None:
        try:
            ready = upload(pdf_bytes(f"bersama {number}"))
            barrier.wait()
            versions.append(files.store(agreement, ready, kind=FileKind.DRAF, by=cast.staf, now=NOW).version)
        finally:
            connection.close()

    threads = [threading.Thread(target=work, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(versions) == list(range(1, 9))


def test_a_crash_while_writing_leaves_no_row_and_no_half_file(
    cast: Cast, agreement: Agreement, monkeypatch: pytest.MonkeyPatch
) -> None:
    body = pdf_bytes("putus")
    place = Path(default_storage.path(f"{hashlib.sha256(body).hexdigest()[:2]}/{hashlib.sha256(body).hexdigest()}"))
    ready = upload(body)

    def full(self: Path, target: Path) -> Path:
        raise OSError("disk penuh")

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", full)
        with pytest.raises(OSError, match="disk penuh"):
            files.store(agreement, ready, kind=FileKind.DRAF, by=cast.staf, now=NOW)
    assert not File.objects.exists()
    assert not place.exists()
    assert stored(cast, agreement, body).version == 1


def test_a_half_written_file_is_written_again(cast: Cast, agreement: Agreement) -> None:
    body = pdf_bytes("separuh")
    place = Path(default_storage.path(f"{hashlib.sha256(body).hexdigest()[:2]}/{hashlib.sha256(body).hexdigest()}"))
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(body[:20])
    stored(cast, agreement, body)
    assert place.read_bytes() == body


def test_bytes_that_changed_after_inspection_are_not_stored(cast: Cast, agreement: Agreement) -> None:
    ready = upload(pdf_bytes("asli"))
    ready.stream.seek(0)
    ready.stream.write(b"diganti")
    with pytest.raises(OSError, match="changed"):
        files.store(agreement, ready, kind=FileKind.DRAF, by=cast.staf, now=NOW)
    assert not File.objects.exists()


@pytest.mark.parametrize("kind", sorted(set(FileKind) - files.PUBLIC_KINDS))
def test_only_a_public_copy_may_be_public(cast: Cast, agreement: Agreement, kind: str) -> None:
    with pytest.raises(ValidationError):
        stored(cast, agreement, pdf_bytes(), kind, visibility=Visibility.PUBLIK)
    kept = stored(cast, agreement, pdf_bytes(), kind)
    with pytest.raises(ValidationError):
        files.change_visibility(kept, visibility=Visibility.PUBLIK, reason="Diminta.", by=cast.staf, now=NOW)
    kept.refresh_from_db()
    assert kept.visibility == Visibility.TERBATAS


def test_the_database_too_refuses_a_public_archive_scan(cast: Cast, agreement: Agreement) -> None:
    kept = stored(cast, agreement, pdf_bytes(), FileKind.PINDAIAN)
    with pytest.raises(Exception, match="file_archive_scan_never_public"), transaction.atomic():
        File.objects.filter(pk=kept.pk).update(visibility=Visibility.PUBLIK)


def test_a_public_copy_of_a_pdf_carries_no_metadata(cast: Cast, agreement: Agreement) -> None:
    document = pikepdf.open(io.BytesIO(pdf_bytes("isi", Author="Budi Rekaan", Creator="Mesin Pindai 9")))
    with document.open_metadata() as meta:
        meta["dc:creator"] = ["Budi Rekaan"]
    document.pages[0].PieceInfo = pikepdf.Dictionary(X=pikepdf.String("Budi Rekaan"))
    document.attachments["catatan.xml"] = attachment(document, b"Budi Rekaan", "catatan.xml")
    out = io.BytesIO()
    document.save(out)
    scan = stored(cast, agreement, out.getvalue(), FileKind.PINDAIAN)
    copy = stored(
        cast, agreement, out.getvalue(), FileKind.SALINAN_PUBLIK, visibility=Visibility.PUBLIK, masked_copy_of=scan
    )
    assert copy.sha256 != scan.sha256
    with files.open_file(copy) as handle, pikepdf.open(handle) as public:
        assert "/Metadata" not in public.Root
        assert "/PieceInfo" not in public.pages[0].obj
        assert not public.attachments
        assert not public.docinfo
        assert b"isi" in public.pages[0].Contents.read_bytes()
    with files.open_file(copy) as handle:
        assert b"Budi" not in handle.read()


def test_a_public_picture_carries_no_exif(cast: Cast, agreement: Agreement) -> None:
    out = io.BytesIO()
    exif = Image.Exif()
    exif[0x013B] = "Budi Rekaan"  # Artist
    exif[0x0112] = 6  # stands on its side
    Image.new("RGB", (60, 20), "red").save(out, "JPEG", exif=exif)
    copy = files.store(
        agreement, upload(out.getvalue(), "foto.jpg"), kind=FileKind.SALINAN_PUBLIK, by=cast.staf, now=NOW
    )
    with files.open_file(copy) as handle, Image.open(handle) as picture:
        assert not picture.getexif()
        assert picture.size == (20, 60)


def test_masks_that_can_be_taken_off_are_refused(cast: Cast, agreement: Agreement) -> None:
    document = pikepdf.open(io.BytesIO(pdf_bytes("NIK 1234567890123456")))
    box = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Square, Rect=[0, 0, 90, 90])
    document.pages[0].Annots = pikepdf.Array([box])
    out = io.BytesIO()
    document.save(out)
    with pytest.raises(ValidationError) as caught:
        stored(cast, agreement, out.getvalue(), FileKind.SALINAN_PUBLIK)
    assert caught.value.code == "public_annotations"


def test_a_masked_copy_belongs_to_the_same_document(cast: Cast, agreement: Agreement) -> None:
    other = stored(cast, cast.draft(), pdf_bytes("lain"), FileKind.PINDAIAN)
    with pytest.raises(ValidationError):
        stored(cast, agreement, pdf_bytes("x"), FileKind.SALINAN_PUBLIK, masked_copy_of=other)


@pytest.mark.parametrize("reason", ["", "   ", "x" * 301])
def test_withdrawal_needs_a_reason(cast: Cast, agreement: Agreement, reason: str) -> None:
    kept = stored(cast, agreement, pdf_bytes())
    with pytest.raises(ValidationError):
        files.withdraw(kept, reason=reason, by=cast.staf, now=NOW)
    kept.refresh_from_db()
    assert kept.withdrawn_at is None


def test_withdrawn_stays_with_its_reason_and_leaves_the_public(cast: Cast) -> None:
    agreement = cast.signed()
    copy = stored(cast, agreement, pdf_bytes(), FileKind.SALINAN_PUBLIK, visibility=Visibility.PUBLIK)
    assert list(File.objects.public().order_by("pk")) == [copy]
    gone = files.withdraw(copy, reason="Memuat NIK.", by=cast.staf, now=NOW)
    assert (gone.withdrawn_at, gone.withdrawn_reason) == (NOW, "Memuat NIK.")
    assert files.withdraw(gone, reason="Lagi.", by=cast.staf, now=NOW).withdrawn_reason == "Memuat NIK."
    assert not File.objects.public().exists()
    with pytest.raises(ValidationError):
        files.change_visibility(gone, visibility=Visibility.TERBATAS, reason="x", by=cast.staf, now=NOW)
    with files.open_file(gone) as handle:
        assert handle.read(5) == b"%PDF-"


def test_changing_visibility_is_kept_with_its_reason(cast: Cast, agreement: Agreement) -> None:
    kept = stored(cast, agreement, pdf_bytes())
    changed = files.change_visibility(
        kept, visibility=Visibility.RAHASIA, reason="Uji konsekuensi 3/2026.", by=cast.staf, now=NOW
    )
    assert changed.visibility == Visibility.RAHASIA
    event = File.pgh_event_model.objects.filter(pgh_obj_id=kept.pk).order_by("-pgh_id").first()  # type: ignore[attr-defined]
    assert event.visibility == Visibility.RAHASIA
    assert event.pgh_context.metadata["reason"] == "Uji konsekuensi 3/2026."


def test_a_rendering_is_made_once() -> None:
    made: list[int] = []

    def render() -> bytes:
        made.append(1)
        return b"%PDF-cetakan"

    key = hashlib.sha256(b"satu kali").hexdigest()
    assert files.rendered(key, render) == files.rendered(key, render) == b"%PDF-cetakan"
    assert made == [1]


def test_phases_do_not_matter_to_a_public_copy_until_signed(cast: Cast) -> None:
    draft = cast.draft()
    stored(cast, draft, pdf_bytes(), FileKind.SALINAN_PUBLIK, visibility=Visibility.PUBLIK)
    assert draft.phase == Phase.DRAF
    assert not File.objects.public().exists()

"""Real files, made here: what is taken, what is refused and with which sentence."""

import hashlib
import io
import tracemalloc
import zipfile
from collections.abc import Callable
from typing import Any

import pikepdf
import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from kerjasama import uploads

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
TYPES = '<?xml version="1.0"?><Types><Override PartName="/word/document.xml" ContentType="{}"/></Types>'
RELS = '<?xml version="1.0"?><Relationships>{}</Relationships>'
TEMPLATE = (
    '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate"'
    ' Target="https://jahat.example/t.dotm" TargetMode="External"/>'
)
LINK = (
    '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"'
    ' Target="https://tirtaraya.example/" TargetMode="External"/>'
)


def pdf(change: Callable[[pikepdf.Pdf], object] | None = None, **save: Any) -> bytes:
    document = pikepdf.new()
    document.add_blank_page(page_size=(595, 842))
    if change is not None:
        change(document)
    out = io.BytesIO()
    document.save(out, **save)
    return out.getvalue()


def picture(kind: str, size: tuple[int, int] = (60, 40)) -> bytes:
    out = io.BytesIO()
    Image.effect_noise(size, 80).convert("RGB").save(out, kind)
    return out.getvalue()


def office(main: str = "word/document.xml", types: str = WORD, parts: dict[str, str | bytes] | None = None) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", TYPES.format(types))
        archive.writestr(main, "<document/>")
        for name, body in (parts or {}).items():
            archive.writestr(name, body)
    return out.getvalue()


def inspect(body: bytes, name: str = "berkas.pdf", **options: int) -> uploads.Upload:
    return uploads.inspect(io.BytesIO(body), name=name, **options)


def refusal(body: bytes, name: str = "berkas.pdf", **options: int) -> str:
    with pytest.raises(ValidationError) as caught:
        inspect(body, name, **options)
    (sentence,) = caught.value.messages
    assert sentence[0].isupper(), "one whole sentence"
    assert sentence.endswith("."), "one whole sentence"
    assert "%(" not in sentence
    return str(caught.value.code)


@pytest.mark.parametrize(
    ("body", "name", "mime", "kept"),
    [
        (pdf(), "Naskah PKS.PDF", "application/pdf", "Naskah PKS.pdf"),
        (picture("PNG"), "pindaian.png", "image/png", "pindaian.png"),
        (picture("JPEG"), "foto.JPEG", "image/jpeg", "foto.jpeg"),
        (office(), "draf.docx", uploads.DOCX, "draf.docx"),
        (office("xl/workbook.xml", SHEET), "rekap.xlsx", uploads.XLSX, "rekap.xlsx"),
        (picture("JPEG"), "pindaian.pdf", "image/jpeg", "pindaian.jpg"),  # the content says what it is
        (pdf(), "tanpa ekstensi", "application/pdf", "tanpa ekstensi.pdf"),
        (office(parts={"word/_rels/document.xml.rels": RELS.format(LINK)}), "tautan.docx", uploads.DOCX, "tautan.docx"),
    ],
)
def test_taken(body: bytes, name: str, mime: str, kept: str) -> None:
    upload = inspect(body, name)
    assert (upload.mime, upload.name, upload.size) == (mime, kept, len(body))
    assert upload.sha256 == hashlib.sha256(body).hexdigest()
    assert upload.stream.read() == body


def _script(document: pikepdf.Pdf) -> None:
    action = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert(1)"))
    document.Root.OpenAction = document.make_indirect(action)


def _named_script(document: pikepdf.Pdf) -> None:
    names = pikepdf.Array([pikepdf.String("x"), pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("1"))])
    document.Root.Names = pikepdf.Dictionary(JavaScript=pikepdf.Dictionary(Names=names))


def _launch(document: pikepdf.Pdf) -> None:
    link = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot,
        Subtype=pikepdf.Name.Link,
        Rect=[0, 0, 9, 9],
        A=pikepdf.Dictionary(S=pikepdf.Name.Launch, F=pikepdf.String("cmd.exe")),
    )
    document.pages[0].Annots = pikepdf.Array([link])


def _field_script(document: pikepdf.Pdf) -> None:
    document.pages[0].AA = pikepdf.Dictionary(
        O=pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=document.make_stream(b"app.alert(1)"))
    )


def attachment(document: pikepdf.Pdf, body: bytes, name: str) -> pikepdf.AttachedFileSpec:
    return pikepdf.AttachedFileSpec(
        document, body, filename=name, description="", mime_type="", creation_date="", mod_date=""
    )


def _attach(name: str, body: bytes) -> Callable[[pikepdf.Pdf], None]:
    def change(document: pikepdf.Pdf) -> None:
        document.attachments[name] = attachment(document, body, name)

    return change


def _harmless(document: pikepdf.Pdf) -> None:
    document.Root.OpenAction = pikepdf.Array([document.pages[0].obj, pikepdf.Name.Fit])
    document.docinfo["/Title"] = "Tentang /JavaScript dan /Launch"
    _attach("data.xml", b"<naskah/>")(document)


def test_a_pdf_that_only_speaks_of_scripts_is_taken() -> None:
    assert inspect(pdf(_harmless)).extension == "pdf"
    assert inspect(pdf(encryption=pikepdf.Encryption(owner="x", user=""))).extension == "pdf", (
        "readable without password"
    )


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (lambda: b"", "empty"),
        (lambda: b"%PDF-1.7\nbukan pdf", "pdf_cut"),
        (lambda: pdf()[:-40], "pdf_cut"),
        (lambda: pdf()[: len(pdf()) // 2], "pdf_cut"),
        (lambda: b"%PDF-1.7\nrusak\n%%EOF", "pdf_broken"),
        (lambda: pdf().replace(b"startxref\n", b"startxref\n9"), "pdf_broken"),
        (lambda: pdf() + b"<html><script>alert(1)</script>", "pdf_trailing"),
        (lambda: pdf() + office(), "pdf_trailing"),
        (lambda: pdf(encryption=pikepdf.Encryption(owner="x", user="rahasia")), "pdf_locked"),
        (lambda: pdf(_script), "pdf_script"),
        (lambda: pdf(_script, object_stream_mode=pikepdf.ObjectStreamMode.generate), "pdf_script"),
        (lambda: pdf(_script).replace(b"/JavaScript", b"/J#61vaScript").replace(b"app.al", b"a.al"), "pdf_script"),
        (lambda: pdf(_named_script), "pdf_script"),
        (lambda: pdf(_launch), "pdf_script"),
        (lambda: pdf(_field_script), "pdf_script"),
        (lambda: pdf(_attach("pasang.exe", b"MZ...")), "pdf_program"),
        (lambda: pdf(_attach("catatan.txt", b"MZ\x90\x00")), "pdf_program"),
        (lambda: picture("PNG")[:-30], "picture_broken"),
        (lambda: picture("JPEG", (400, 400))[:-4000], "picture_broken"),
        (lambda: picture("JPEG", (400, 400))[:-2], "picture_broken"),
        (lambda: picture("PNG") + b"<script>alert(1)</script>", "picture_stowaway"),
        (lambda: picture("JPEG") + office(), "picture_stowaway"),
        (lambda: b"\x89PNG\r\n\x1a\nrusak", "picture_broken"),
        (lambda: b"<html><body>halo</body></html>", "type"),
        (lambda: b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "type"),
        (lambda: b"MZ\x90\x00\x03", "type"),
        (lambda: b"#!/bin/sh\nrm -rf /", "type"),
        (lambda: b"GIF89a", "type"),
        (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old_office"),
        (lambda: b"   " + pdf(), "type"),
        (lambda: office()[:-30], "office_broken"),
        (lambda: office()[:60], "office_broken"),
        (lambda: office(types="application/vnd.ms-word.document.macroEnabled.main+xml"), "office_macro"),
        (lambda: office(parts={"word/vbaProject.bin": b"x"}), "office_macro"),
        (lambda: office(parts={"word/embeddings/oleObject1.bin": b"x"}), "office_macro"),
        (lambda: office(types="application/octet-stream"), "type"),
        (lambda: office("lain/bagian.xml"), "office_broken"),
        (lambda: office(parts={"../luar.xml": b"x"}), "office_path"),
        (lambda: office(parts={"/mutlak.xml": b"x"}), "office_path"),
        (lambda: office(parts={"word/a.xml": b"x", "WORD/A.xml": b"y"}), "office_path"),
        (lambda: office(parts={"word/_rels/settings.xml.rels": RELS.format(TEMPLATE)}), "office_external"),
        (lambda: office(parts={"word/besar.xml": b"0" * 9_000_000}), "office_bomb"),
        (lambda: office(parts={"word/f.xml": b"<w:instrText>DDEAUTO c:\\\\cmd.exe</w:instrText>"}), "office_command"),
        (lambda: office(parts={"word/e.xml": b"<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>"}), "office_command"),
    ],
)
def test_refused_with_one_sentence(body: Callable[[], bytes], code: str) -> None:
    assert refusal(body()) == code


def test_too_large_is_refused_before_it_is_read_to_the_end() -> None:
    stream = io.BytesIO(pdf() + b"\x00" * 3_000_000)
    with pytest.raises(ValidationError) as caught:
        uploads.inspect(stream, name="x.pdf", max_bytes=1024 * 1024)
    assert caught.value.code == "too_large"
    assert "1 MB" in caught.value.messages[0]
    assert stream.tell() < 3_000_000


def test_a_picture_of_too_many_pixels_is_not_unpacked() -> None:
    out = io.BytesIO()
    Image.new("1", (10_000, 9_000)).save(out, "PNG")
    assert refusal(out.getvalue()) == "picture_too_many_pixels"


def test_memory_stays_flat_for_a_large_scan() -> None:
    def scan(document: pikepdf.Pdf) -> None:
        document.pages[0].Contents = document.make_stream(b"%" + b"x" * 30_000_000 + b"\n")

    stream = io.BytesIO(pdf(scan, compress_streams=False))
    tracemalloc.start()
    uploads.inspect(stream, name="besar.pdf")
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 8_000_000


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\Users\\staf\\naskah.pdf", "naskah.pdf"),
        ("a\x00b\r\nc\u202efdp.pdf", "ab cfdp.pdf"),
        ("   .pdf", "pdf.pdf"),
        ("", "berkas.pdf"),
        ("Perjanjian “Air Bersih” – Ångström.pdf", "Perjanjian “Air Bersih” – Ångström.pdf"),
        ("naskah.php.pdf", "naskah.php.pdf"),
        ("naskah.php", "naskah.php.pdf"),
        ("No. 12", "No. 12.pdf"),
        ("x" * 400 + ".pdf", "x" * 196 + ".pdf"),
    ],
)
def test_names_are_cleaned(name: str, kept: str) -> None:
    assert uploads.clean_name(name, "pdf") == kept


@given(st.text(max_size=300))
def test_no_name_breaks_out(name: str) -> None:
    kept = uploads.clean_name(name, "pdf")
    assert len(kept) <= uploads.MAX_NAME
    assert kept.endswith(".pdf")
    assert not set(kept) & set('/\\\x00\r\n"<>')
    assert uploads.clean_name(kept, "pdf") == kept


@given(st.binary(max_size=400))
def test_any_bytes_are_answered_with_a_sentence(body: bytes) -> None:
    for start in (b"", b"%PDF-1.7\n", b"PK\x03\x04", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"):
        refusal(start + body)

"""DOCX and XLSX, opened as archives of XML: right parts, no macros, no bomb, nothing fetched from elsewhere."""

import re
import zipfile
from typing import BinaryIO

from django.utils.translation import gettext as _

from kerjasama.upload_errors import refuse

MAX_PARTS = 5_000
MAX_UNPACKED = 300 * 1024 * 1024  # bytes
MAX_RATIO = 200  # of one part larger than a megabyte
MAX_XML = 2 * 1024 * 1024  # of [Content_Types].xml and each .rels
_WORD = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_SHEET = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
_MACRO = re.compile(r"(vbaProject|vbaData|oleObject|activeX|\.bin\.exe|macrosheets/)", re.IGNORECASE)
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\b[^>]*>", re.IGNORECASE)
_EXTERNAL = re.compile(rb"""TargetMode\s*=\s*["']External["']""", re.IGNORECASE)
# A link to click and the name of another workbook are text; everything else would be fetched when the file is opened.
_HARMLESS = re.compile(
    rb"""Type\s*=\s*["'][^"']*/(hyperlink|externalLinkPath|externalLinkLongPath)["']""", re.IGNORECASE
)
_DDE = re.compile(rb"<(?:\w+:)?ddeLink\b|DDEAUTO|instrText[^>]*>\s*DDE\b", re.IGNORECASE)
_TYPES = "[Content_Types].xml"
_BROKEN = (zipfile.BadZipFile, OSError, EOFError, NotImplementedError, RuntimeError, ValueError, KeyError)


def kind_of(stream: BinaryIO) -> str:
    """``docx`` or ``xlsx`` by [Content_Types].xml. Raises ValidationError for another archive and for macros."""
    try:
        with zipfile.ZipFile(stream) as archive:
            _require_sane(archive)
            types = _small(archive, _TYPES) if _TYPES in archive.namelist() else b""
    except _BROKEN:
        raise refuse("office_broken", _("Berkas rusak atau terpotong; simpan ulang lalu unggah lagi.")) from None
    if b"macroEnabled" in types:
        raise refuse("office_macro", _("Berkas memuat makro; simpan ulang sebagai .docx atau .xlsx tanpa makro."))
    if _WORD in types:
        return "docx"
    if _SHEET in types:
        return "xlsx"
    raise refuse("type", _("Arsip ini bukan dokumen Word atau Excel; unggah PDF, DOCX, XLSX, JPG, atau PNG."))


def check_docx(stream: BinaryIO) -> None:
    """Raise ValidationError unless the document is whole and harmless."""
    _check(stream, "word/document.xml")


def check_xlsx(stream: BinaryIO) -> None:
    """Raise ValidationError unless the workbook is whole and harmless."""
    _check(stream, "xl/workbook.xml")


def _check(stream: BinaryIO, main: str) -> None:
    stream.seek(0)
    try:
        with zipfile.ZipFile(stream) as archive:
            _require_sane(archive)
            if main not in archive.namelist():
                raise refuse(
                    "office_broken", _("Berkas rusak: bagian utamanya tidak ada. Simpan ulang lalu unggah lagi.")
                )
            for part in archive.infolist():
                if _MACRO.search(part.filename):
                    raise refuse("office_macro", _("Berkas memuat makro atau objek program; simpan ulang tanpa itu."))
                if part.filename.lower().endswith(".rels"):
                    _require_own(_small(archive, part.filename))
                elif part.filename.lower().endswith(".xml"):
                    _require_no_commands(archive, part)
            broken = archive.testzip()
    except _BROKEN:
        raise refuse("office_broken", _("Berkas rusak atau terpotong; simpan ulang lalu unggah lagi.")) from None
    if broken:
        raise refuse("office_broken", _("Berkas rusak: sebagian isinya berubah. Simpan ulang lalu unggah lagi."))


def _require_sane(archive: zipfile.ZipFile) -> None:
    """Names stay inside the archive, nothing is locked, and what unpacks is not out of proportion."""
    parts = archive.infolist()
    names = [part.filename for part in parts]
    if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
        raise refuse(
            "office_bomb", _("Berkas terlalu besar bila dibuka; kecilkan gambar di dalamnya lalu unggah lagi.")
        )
    for part in parts:
        if part.file_size > 1024 * 1024 and part.file_size > MAX_RATIO * max(1, part.compress_size):
            raise refuse("office_bomb", _("Berkas terlalu besar bila dibuka; simpan ulang lalu unggah lagi."))
        if part.flag_bits & 0x1:
            raise refuse("office_locked", _("Berkas terkunci kata sandi; simpan ulang tanpa kata sandi."))
        if part.filename.startswith(("/", "\\")) or ".." in re.split(r"[/\\]", part.filename) or ":" in part.filename:
            raise refuse("office_path", _("Berkas memuat nama bagian yang tidak wajar; simpan ulang lalu unggah lagi."))
    if len({name.lower() for name in names}) != len(names):
        raise refuse("office_path", _("Berkas memuat bagian ganda; simpan ulang lalu unggah lagi."))
    if archive.comment:
        raise refuse("office_path", _("Berkas membawa data lain di belakangnya; simpan ulang lalu unggah lagi."))


def _small(archive: zipfile.ZipFile, name: str) -> bytes:
    """A part that is small in any honest file, without entities of its own."""
    with archive.open(name) as handle:
        body = handle.read(MAX_XML + 1)
    if len(body) > MAX_XML or b"<!DOCTYPE" in body or b"<!ENTITY" in body:
        raise refuse("office_bomb", _("Berkas tersusun tidak wajar; simpan ulang lalu unggah lagi."))
    return body


def _require_own(relations: bytes) -> None:
    for relation in _RELATION.findall(relations):
        if _EXTERNAL.search(relation) and not _HARMLESS.search(relation):
            raise refuse(
                "office_external",
                _("Berkas mengambil templat atau objek dari luar; lepaskan tautannya lalu unggah lagi."),
            )


def _require_no_commands(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    """No DDE command and no entities, read in pieces."""
    with archive.open(part) as handle:
        before = b""
        while piece := handle.read(256 * 1024):
            window = before + piece
            if b"<!ENTITY" in window or _DDE.search(window):
                raise refuse(
                    "office_command", _("Berkas memuat perintah otomatis; simpan ulang tanpa itu lalu unggah lagi.")
                )
            before = piece[-64:]

"""What a person hands in, judged by content and never by name: PDF, DOCX, XLSX, JPG or PNG, whole and without scripts.

``inspect`` reads the stream in pieces, so its memory does not grow with the file. Every refusal is a ValidationError
with one sentence that says what is wrong and what to do; its ``code`` is stable.
"""

import hashlib
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any, BinaryIO, NamedTuple

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from kerjasama import upload_office, upload_pdf, upload_picture
from kerjasama.upload_errors import refuse

MAX_BYTES = 50 * 1024 * 1024
MAX_NAME = 200
CHUNK = 1024 * 1024


class FileType(NamedTuple):
    """One kind of file we take: how it begins, what it is called, and the test of its content."""

    magic: bytes
    extension: str
    mime: str
    check: Callable[[Any], None]


DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PDF, PNG, JPG = "application/pdf", "image/png", "image/jpeg"
TYPES = (
    FileType(b"%PDF-", "pdf", PDF, upload_pdf.check),
    FileType(b"\x89PNG\r\n\x1a\n", "png", PNG, upload_picture.check_png),
    FileType(b"\xff\xd8\xff", "jpg", JPG, upload_picture.check_jpg),
)
ACCEPT = ".pdf,.docx,.xlsx,.jpg,.jpeg,.png"
_SAME = {"jpeg": "jpg", "jpe": "jpg"}


@dataclass(frozen=True)
class Upload:
    """A file found sound: its clean name, type, size in bytes, SHA-256 in hexadecimal, and the stream it came from."""

    name: str
    mime: str
    extension: str
    size: int
    sha256: str
    stream: BinaryIO = field(repr=False, compare=False)


def inspect(stream: BinaryIO, *, name: str, max_bytes: int = MAX_BYTES) -> Upload:
    """Judge a seekable stream; afterwards it stands at its beginning again.

    Raises ValidationError for an empty or too large file (more than ``max_bytes``), a type we do not take, a broken,
    cut or locked file, and one that carries scripts, macros or programs.
    """
    size, sha256 = _measure(stream, max_bytes)
    stream.seek(0)
    head = stream.read(1024)
    found = _type_of(head, stream)
    stream.seek(0)
    found.check(stream)
    stream.seek(0)
    return Upload(clean_name(name, found.extension), found.mime, found.extension, size, sha256, stream)


def _measure(stream: BinaryIO, max_bytes: int) -> tuple[int, str]:
    digest, size = hashlib.sha256(), 0
    stream.seek(0)
    while piece := stream.read(CHUNK):
        size += len(piece)
        if size > max_bytes:
            limit = f"{max_bytes // (1024 * 1024)} MB"
            raise refuse("too_large", _("Berkas lebih besar dari %(limit)s; kecilkan atau pecah dahulu."), limit=limit)
        digest.update(piece)
    if not size:
        raise refuse("empty", _("Berkas kosong (0 bita); pilih berkas yang benar."))
    return size, digest.hexdigest()


def _type_of(head: bytes, stream: BinaryIO) -> FileType:
    for found in TYPES:
        if head.startswith(found.magic):
            return found
    if head.startswith(b"PK\x03\x04"):
        stream.seek(0)
        if upload_office.kind_of(stream) == "docx":
            return FileType(b"", "docx", DOCX, upload_office.check_docx)
        return FileType(b"", "xlsx", XLSX, upload_office.check_xlsx)
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        raise refuse(
            "old_office", _("Berkas Word atau Excel lama (.doc, .xls); simpan ulang sebagai .docx atau .xlsx.")
        )
    raise refuse("type", _("Jenis berkas ini tidak diterima; unggah PDF, DOCX, XLSX, JPG, atau PNG."))


def clean_name(name: str, extension: str) -> str:
    """A file name without path, control or hidden characters, at most 200 long, ending in what the file really is."""
    base = unicodedata.normalize("NFC", name).replace("\\", "/").rsplit("/", 1)[-1]
    base = "".join(" " if ch.isspace() else ch for ch in base if ch.isspace() or unicodedata.category(ch)[0] != "C")
    base = "".join("_" if ch in '<>:"|?*' else ch for ch in base)
    base = " ".join(base.split()).strip(". ")
    path = PurePosixPath(base or "berkas")
    given = path.suffix.lstrip(".").lower()
    known = given in {"pdf", "docx", "xlsx", "jpg", "jpeg", "jpe", "png", "doc", "xls"}
    stem = path.stem if known else path.name
    ending = given if _SAME.get(given, given) == extension else extension
    return f"{stem[: MAX_NAME - len(ending) - 1].rstrip('. ') or 'berkas'}.{ending}"


__all__ = ["ACCEPT", "MAX_BYTES", "Upload", "ValidationError", "clean_name", "inspect"]

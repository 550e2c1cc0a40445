"""A PDF, opened for real: whole, readable, and without scripts, launch actions or programs inside."""

import re
from typing import Any, BinaryIO

from django.utils.translation import gettext as _

from kerjasama.upload_errors import refuse

# A fast look at each object as bytes; only an object that shows one of these is taken apart.
_SUSPECT = re.compile(rb"/(JavaScript|JS|Launch|ImportData|SubmitForm|RichMedia|XFA|EF)\b")
_ACTIONS = {"/JavaScript", "/Launch", "/ImportData", "/SubmitForm"}
_PROGRAMS = re.compile(
    r"\.(exe|dll|com|bat|cmd|msi|scr|pif|cpl|hta|js|jse|vbs|vbe|wsf|wsh|ps1|psm1|sh|jar|apk|app|lnk|reg|html?|svg|swf|"
    r"docm|xlsm|pptm|dotm|xltm)\s*$",
    re.IGNORECASE,
)
_PROGRAM_HEADS = (b"MZ", b"\x7fELF", b"#!", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe", b"<html", b"<!DOC", b"<script")
_DEPTH = 12


def check(stream: BinaryIO) -> None:
    """Raise ValidationError unless the PDF is whole and harmless."""
    import pikepdf

    _require_end(stream)
    stream.seek(0)
    try:
        # No recovery: a PDF that has to be guessed together may have lost pages.
        document = pikepdf.open(stream, attempt_recovery=False, suppress_warnings=True)
    except pikepdf.PasswordError:
        raise refuse("pdf_locked", _("PDF terkunci kata sandi; simpan ulang tanpa kata sandi.")) from None
    except (pikepdf.PdfError, ValueError, RuntimeError):
        raise refuse(
            "pdf_broken", _("PDF rusak dan tidak dapat dibuka; buat atau unduh ulang lalu unggah lagi.")
        ) from None
    with document:
        try:
            pages = len(document.pages)
            found = _dangers(document)
        except (pikepdf.PdfError, RuntimeError, RecursionError):
            raise refuse("pdf_broken", _("PDF rusak; sebagian isinya tidak dapat dibaca.")) from None
    if not pages:
        raise refuse("pdf_no_pages", _("PDF tidak berisi satu halaman pun."))
    if found == "program":
        raise refuse("pdf_program", _("PDF memuat berkas program di dalamnya; hapus lampiran itu lalu unggah lagi."))
    if found:
        raise refuse("pdf_script", _("PDF memuat skrip atau perintah otomatis; cetak ulang ke PDF lalu unggah lagi."))


def _require_end(stream: BinaryIO) -> None:
    """A PDF ends with %%EOF; without it the upload was cut, with more behind it the file is two things at once."""
    size = stream.seek(0, 2)
    stream.seek(max(0, size - 2048))
    tail = stream.read()
    place = tail.rfind(b"%%EOF")
    if place < 0:
        raise refuse("pdf_cut", _("PDF terpotong; unggahan mungkin terputus. Unggah lagi dari awal."))
    if tail[place + 5 :].strip(b"\r\n\t\x00 \x1a"):
        raise refuse("pdf_trailing", _("PDF membawa data lain di belakangnya; cetak ulang ke PDF lalu unggah lagi."))


def _dangers(document: Any) -> str:
    """``script``, ``program`` or nothing."""
    import pikepdf

    for item in document.objects:
        if isinstance(item, pikepdf.Stream):
            raw = item.stream_dict.unparse(resolved=True)
        elif isinstance(item, pikepdf.Dictionary | pikepdf.Array):
            raw = item.unparse(resolved=True)
        else:
            continue
        if _SUSPECT.search(raw) and (found := _danger_in(item, 0)):
            return found
    return (
        "script" if _SUSPECT.search(document.trailer.unparse()) and _danger_in(document.trailer, 0) == "script" else ""
    )


def _danger_in(item: Any, depth: int) -> str:
    """Walk the direct (not referenced) parts of one object."""
    import pikepdf

    if isinstance(item, pikepdf.Array):
        inner = [part for part in item if not getattr(part, "is_indirect", False)]
    elif isinstance(item, pikepdf.Dictionary | pikepdf.Stream):
        if "/JS" in item or "/JavaScript" in item or "/XFA" in item:
            return "script"
        if str(item.get("/S", "")) in _ACTIONS or str(item.get("/Subtype", "")) == "/RichMedia":
            return "script"
        if "/EF" in item and _is_program(item):
            return "program"
        inner = [part for _key, part in item.items() if not getattr(part, "is_indirect", False)]
    else:
        return ""
    if depth >= _DEPTH:
        return "script"  # nobody nests an honest object this deep
    return next((found for part in inner if (found := _danger_in(part, depth + 1))), "")


def _is_program(filespec: Any) -> bool:
    """An attachment that is a program by its name or by its first bytes."""
    names = [str(filespec.get(key, "")) for key in ("/UF", "/F", "/Desc")]
    if any(_PROGRAMS.search(name) for name in names):
        return True
    for inner in dict(filespec.EF).values():
        head = bytes(inner.get_stream_buffer())[:8] if hasattr(inner, "get_stream_buffer") else b""
        if head.startswith(_PROGRAM_HEADS):
            return True
    return False

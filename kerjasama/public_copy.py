"""A copy fit for the public: what the page shows, without what travels beside it (author, program, comments)."""

import hashlib
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, BinaryIO, cast

from django.utils.translation import gettext as _

from kerjasama import uploads
from kerjasama.upload_errors import refuse
from kerjasama.uploads import Upload

SPOOL = 4 * 1024 * 1024  # bytes kept in memory before the copy goes to a temporary file
_CARRIERS = ("/Metadata", "/PieceInfo", "/LastModified", "/Thumb")
_KEPT_ANNOTATIONS = {"/Link", "/Widget"}


@contextmanager
def stripped(upload: Upload) -> Iterator[Upload]:
    """The same document without metadata, as a new Upload with its own SHA-256, for as long as the block lasts.

    Raises ValidationError for DOCX and XLSX, and for a PDF whose masks are annotations that anybody can take off.
    """
    with tempfile.SpooledTemporaryFile(max_size=SPOOL) as spool:
        out = cast("BinaryIO", spool)
        upload.stream.seek(0)
        if upload.mime == uploads.PDF:
            _strip_pdf(upload.stream, out)
        elif upload.mime in {uploads.PNG, uploads.JPG}:
            _strip_picture(upload.stream, out, upload.mime)
        else:
            raise refuse("public_type", _("Salinan publik harus berupa PDF, JPG, atau PNG; simpan dahulu sebagai PDF."))
        digest, size = hashlib.sha256(), 0
        out.seek(0)
        while piece := out.read(uploads.CHUNK):
            digest.update(piece)
            size += len(piece)
        out.seek(0)
        yield Upload(upload.name, upload.mime, upload.extension, size, digest.hexdigest(), out)


def _strip_pdf(source: BinaryIO, out: BinaryIO) -> None:
    """Written anew: earlier revisions inside the file, which may show what was masked later, are left behind."""
    import pikepdf

    with pikepdf.open(source, attempt_recovery=False, suppress_warnings=True) as document:
        _require_flat(document)
        root: Any = document.Root
        for key in ("/Perms", "/Collection", "/AF", "/SpiderInfo"):
            if key in root:
                del root[key]
        if "/Names" in root and "/EmbeddedFiles" in root.Names:
            del root.Names["/EmbeddedFiles"]
        if "/AcroForm" in root and int(root.AcroForm.get("/SigFlags", 0)):
            del root["/AcroForm"]  # certificates of the signatories
            for page in document.pages:
                _drop_widgets(page.obj)
        for item in document.objects:
            if isinstance(item, pikepdf.Dictionary | pikepdf.Stream):
                for key in [key for key in _CARRIERS if key in item]:
                    del item[key]
        if "/Info" in document.trailer:
            del document.trailer["/Info"]
        document.save(out, deterministic_id=True, fix_metadata_version=False)


def _require_flat(document: Any) -> None:
    """A box or note laid over the page can be taken off again, and shows what it was to hide."""
    for page in document.pages:
        kinds = {str(mark.get("/Subtype", "")) for mark in page.obj.get("/Annots", [])}
        if kinds - _KEPT_ANNOTATIONS:
            raise refuse(
                "public_annotations",
                _("Salinan memuat kotak penutup atau catatan yang dapat dilepas; cetak ke PDF baru lalu unggah lagi."),
            )


def _drop_widgets(page: Any) -> None:
    if "/Annots" in page:
        kept = [mark for mark in page.Annots if str(mark.get("/Subtype", "")) != "/Widget"]
        page.Annots = type(page.Annots)(kept)


def _strip_picture(source: BinaryIO, out: BinaryIO, mime: str) -> None:
    """Only the picture: no EXIF (place, device, person), no comments; turned as EXIF said it should stand."""
    from PIL import Image, ImageOps

    with Image.open(source) as picture:
        turned = ImageOps.exif_transpose(picture)
        turned.info = {}
        if mime == uploads.PNG:
            turned.save(out, "PNG")
        else:
            turned.convert("RGB").save(out, "JPEG", quality=92)

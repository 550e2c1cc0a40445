"""A picture, opened for real: whole, of a size that can be shown, and nothing hidden behind it."""

import re
from typing import BinaryIO

from django.utils.translation import gettext as _

from kerjasama.upload_errors import refuse

MAX_PIXELS = 80_000_000  # an A3 page at 600 dpi has 70 million
_MARKUP = re.compile(rb"<(script|html|svg|\?php|!doctype|iframe)", re.IGNORECASE)
_CHUNK = 1024 * 1024


def check_png(stream: BinaryIO) -> None:
    """Raise ValidationError unless it is one whole PNG."""
    _check(stream, "PNG")


def check_jpg(stream: BinaryIO) -> None:
    """Raise ValidationError unless it is one whole JPEG."""
    _check(stream, "JPEG")
    _require_end_of_jpeg(stream)


def insist_on_whole_pictures() -> None:
    """Call before opening a picture somebody handed in: importing WeasyPrint tells Pillow to forgive cut ones."""
    from PIL import ImageFile

    ImageFile.LOAD_TRUNCATED_IMAGES = False


def _check(stream: BinaryIO, kind: str) -> None:
    from PIL import Image, UnidentifiedImageError

    insist_on_whole_pictures()
    _refuse_stowaways(stream)
    stream.seek(0)
    try:
        with Image.open(stream, formats=[kind]) as picture:
            width, height = picture.size
            if width * height > MAX_PIXELS:
                raise refuse(
                    "picture_too_many_pixels",
                    _("Gambar terlalu besar (%(w)s × %(h)s piksel); perkecil dahulu."),
                    w=width,
                    h=height,
                )
            if kind == "JPEG":
                # verify() does not read the picture's data; decoding at an eighth of the size does, in little memory.
                picture.draft("L", (max(1, width // 8), max(1, height // 8)))
                picture.load()
            else:
                picture.verify()
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise refuse("picture_too_many_pixels", _("Gambar terlalu besar; perkecil dahulu.")) from None
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError):
        raise refuse(
            "picture_broken", _("Gambar rusak atau terpotong; buat atau unduh ulang lalu unggah lagi.")
        ) from None


def _require_end_of_jpeg(stream: BinaryIO) -> None:
    """The mark that ends a JPEG must follow the last scan: the decoder forgives some cut files, we do not."""
    stream.seek(0)
    place, scan, end, before = 0, -1, -1, b""
    while piece := stream.read(_CHUNK):
        window = before + piece
        start = place - len(before)
        scan = max(scan, start + found if (found := window.rfind(b"\xff\xda")) >= 0 else -1)
        end = max(end, start + found if (found := window.rfind(b"\xff\xd9")) >= 0 else -1)
        place += len(piece)
        before = piece[-1:]
    if end < scan or scan < 0:
        raise refuse("picture_broken", _("Gambar rusak atau terpotong; buat atau unduh ulang lalu unggah lagi."))


def _refuse_stowaways(stream: BinaryIO) -> None:
    """A picture that is at once a page, a program text or an archive is refused."""
    stream.seek(0)
    before = b""
    while piece := stream.read(_CHUNK):
        if _MARKUP.search(before + piece):
            raise refuse(
                "picture_stowaway", _("Gambar memuat kode di dalamnya; simpan ulang sebagai JPG atau PNG biasa.")
            )
        before = piece[-16:]
    size = stream.seek(0, 2)
    stream.seek(max(0, size - 66_000))
    if b"PK\x05\x06" in stream.read():
        raise refuse("picture_stowaway", _("Gambar memuat arsip di dalamnya; simpan ulang sebagai JPG atau PNG biasa."))

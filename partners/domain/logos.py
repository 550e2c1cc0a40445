"""Logos: opened for real, judged by content, and written anew so that nothing but the picture remains."""

import hashlib
import io
from typing import BinaryIO

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils.translation import gettext as _

from kerjasama.upload_picture import insist_on_whole_pictures
from kerjasama.uploads import Upload

MAX_BYTES = 2 * 1024 * 1024
MAX_PIXELS = 25_000_000  # a picture of 5,000 × 5,000; more is a bomb, not a logo
MAX_SIDE = 1000  # pixels kept: enough for 6 cm of paper at 400 dpi


def clean_logo(file: BinaryIO, *, size: int) -> ContentFile[bytes]:
    """The picture in ``file`` (``size`` bytes), re-encoded without metadata, at most 1000 pixels a side.

    The name of the result is derived from its content. Raises ValidationError with a sentence when it is no PNG or
    JPEG, larger than 2 MB, or broken.
    """
    from PIL import Image, ImageOps

    insist_on_whole_pictures()
    if size > MAX_BYTES:
        raise ValidationError(_("Ukuran logo paling besar 2 MB. Perkecil gambarnya lalu unggah lagi."))
    data = file.read(MAX_BYTES + 1)
    if b"<svg" in data[:4096].lower():
        raise ValidationError(
            _("Berkas SVG tidak diterima karena dapat memuat skrip. Simpan sebagai PNG atau JPEG lalu unggah lagi.")
        )
    try:
        with Image.open(io.BytesIO(data), formats=["PNG", "JPEG"]) as opened:
            width, height = opened.size
            if width * height > MAX_PIXELS:
                raise ValidationError(
                    _("Ukuran gambar terlalu besar. Perkecil sampai 5.000 × 5.000 piksel atau kurang.")
                )
            kind = opened.format or "PNG"
            picture = ImageOps.exif_transpose(opened)
            picture.load()
    except ValidationError:
        raise
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise ValidationError(
            _("Berkas ini bukan gambar PNG atau JPEG yang utuh. Periksa berkasnya lalu unggah lagi.")
        ) from None
    picture = picture.convert("RGB" if kind == "JPEG" else "RGBA")
    picture.thumbnail((MAX_SIDE, MAX_SIDE))
    out = io.BytesIO()
    picture.info.clear()
    if kind == "JPEG":
        picture.save(out, "JPEG", quality=90, optimize=True)
    else:
        picture.save(out, "PNG", optimize=True)
    content = out.getvalue()
    name = f"{hashlib.sha256(content).hexdigest()[:24]}.{'jpg' if kind == 'JPEG' else 'png'}"
    return ContentFile(content, name=name)


def keep_logo(content: ContentFile[bytes]) -> str:
    """Store a clean logo once under the name of its content; returns that name, for ``Partner.logo``."""
    name = f"mitra/{content.name}"
    return name if default_storage.exists(name) else default_storage.save(name, content)


def kept_logo(upload: Upload | None) -> str:
    """The stored name of a logo handed in; empty for none. Raises ValidationError as ``clean_logo``."""
    return keep_logo(clean_logo(upload.stream, size=upload.size)) if upload else ""

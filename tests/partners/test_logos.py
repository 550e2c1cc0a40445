"""Logos: only real pictures, re-encoded, so that nothing else travels in them."""

import io

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from PIL import Image

from partners.domain.logos import MAX_BYTES, clean_logo, keep_logo


def picture(kind: str = "PNG", size: tuple[int, int] = (40, 20), *, mode: str = "RGB", **options: object) -> bytes:
    buffer = io.BytesIO()
    Image.new(mode, size, "navy" if mode == "RGB" else None).save(buffer, kind, **options)
    return buffer.getvalue()


def clean(data: bytes) -> bytes:
    return bytes(clean_logo(io.BytesIO(data), size=len(data)).read())


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_a_picture_is_written_anew(kind: str) -> None:
    data = picture(kind) + b"<script>alert(1)</script>"
    result = clean(data)
    assert b"script" not in result
    with Image.open(io.BytesIO(result)) as opened:
        assert (opened.format, opened.size) == (kind, (40, 20))


def test_metadata_does_not_survive() -> None:
    exif = Image.Exif()
    exif[0x010E] = "rahasia: rumah dinas"
    result = clean(picture("JPEG", exif=exif))
    assert b"rahasia" not in result
    with Image.open(io.BytesIO(result)) as opened:
        assert not opened.getexif()


def test_large_pictures_shrink_and_transparency_stays() -> None:
    with Image.open(io.BytesIO(clean(picture(size=(3000, 1500))))) as opened:
        assert opened.size == (1000, 500)
    with Image.open(io.BytesIO(clean(picture(mode="RGBA")))) as opened:
        assert opened.mode == "RGBA"


def test_a_cut_picture_is_refused_even_where_papers_were_printed() -> None:
    import weasyprint  # noqa: F401 - its import tells Pillow to forgive cut pictures

    with pytest.raises(ValidationError, match="bukan gambar"):
        clean_logo(io.BytesIO(picture()[:60]), size=60)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', "SVG tidak diterima"),
        (b'<?xml version="1.0"?>\n<SVG/>', "SVG tidak diterima"),
        (b"", "bukan gambar"),
        (b"MZ\x90 not a picture", "bukan gambar"),
        (picture()[:60], "bukan gambar"),
        (picture("GIF", mode="P"), "bukan gambar"),
        (picture("PNG", (6000, 5000)), "terlalu besar"),
    ],
)
def test_anything_else_is_refused_with_a_sentence(data: bytes, sentence: str) -> None:
    with pytest.raises(ValidationError, match=sentence):
        clean(data)


def test_two_megabytes_at_most() -> None:
    with pytest.raises(ValidationError, match="2 MB"):
        clean_logo(io.BytesIO(b"x"), size=MAX_BYTES + 1)


def test_the_same_logo_is_stored_once() -> None:
    names = {keep_logo(clean_logo(io.BytesIO(data), size=len(data))) for data in (picture(), picture())}
    assert len(names) == 1
    assert default_storage.exists(names.pop())

"""Pages of public PDFs as pictures: drawn when somebody first asks, then read from the store.

The name holds the SHA-256 of the file, so other bytes are another picture, and files with the same bytes share it.
"""

from typing import NamedTuple

from django.core.cache import cache
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from agreements.domain import files
from agreements.models import File, FilePage
from kerjasama import paper_text
from kerjasama.uploads import PDF

LARGE, SMALL = 1200, 360  # pixels of the longest side
_KNOWN_FOR = 30 * 24 * 3600  # seconds


class Text(NamedTuple):
    """What is written on a page, as far as it was read."""

    text: str
    by_ocr: bool


def can_be_drawn(file: File) -> bool:
    """Whether this file has pages that we can show as pictures."""
    return file.mime == PDF and paper_text.has_poppler()


def pages_of(file: File) -> int:
    """How many pages can be shown; 0 for a file that is locked, broken, too slow or gone from the store."""
    key = f"halaman-{file.sha256}"
    known: int | None = cache.get(key)
    if known is None:
        try:
            with files.open_file(file) as stream, paper_text.on_disk(stream) as path:
                known = paper_text.count_pages(path, file.mime)
        except (paper_text.UnreadableError, FileNotFoundError):
            known = 0
        cache.set(key, known, _KNOWN_FOR)
    return known


def stored(file: File, number: int, *, side: int) -> bytes | None:
    """The picture when it was drawn before."""
    try:
        with default_storage.open(_name(file, number, side)) as picture:
            found: bytes = picture.read()
            return found
    except FileNotFoundError:
        return None


def draw(file: File, number: int, *, side: int) -> bytes:
    """Draw the picture and keep it; empty for a page that is not there or cannot be drawn."""
    if not 1 <= number <= pages_of(file):
        return b""
    try:
        with files.open_file(file) as stream, paper_text.on_disk(stream) as path:
            picture = paper_text.draw_page(path, number, side=side)
    except (paper_text.UnreadableError, FileNotFoundError):
        return b""
    name = _name(file, number, side)
    if picture and not default_storage.exists(name):
        default_storage.save(name, ContentFile(picture))
    return picture


def text_of(file: File, number: int) -> Text | None:
    """The words of a page for who cannot see the picture; None while it was not read."""
    found = FilePage.objects.filter(content=file.sha256, number=number).only("text", "by_ocr").first()
    return Text(found.text, found.by_ocr) if found and found.text else None


def _name(file: File, number: int, side: int) -> str:
    return f"pratinjau/{file.sha256[:2]}/{file.sha256}-{number}-{side}.jpg"

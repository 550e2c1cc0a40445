"""Pages of public PDFs as pictures: drawn when somebody first asks, then read from the store.

The name holds the SHA-256 of the file, so other bytes are another picture, and files with the same bytes share it.
"""

import logging
from collections.abc import Sequence
from contextlib import suppress
from typing import NamedTuple

from django.core.cache import cache
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from redis.exceptions import RedisError

from agreements.domain import files
from agreements.enums import Obstacle
from agreements.models import File, FilePage, FileText
from kerjasama import paper_text
from kerjasama.uploads import PDF

logger = logging.getLogger(__name__)
LARGE, SMALL = 1200, 360  # pixels of the longest side
_KNOWN_FOR = 30 * 24 * 3600  # seconds
_AGAIN_AFTER = 10 * 60  # seconds, where tomorrow it may go: the machine was busy, the store was away
_FOR_GOOD = frozenset({Obstacle.LOCKED, Obstacle.BROKEN})


class Text(NamedTuple):
    """What is written on a page, as far as it was read."""

    text: str
    by_ocr: bool


def can_be_drawn(file: File) -> bool:
    """Whether this file has pages that we can show as pictures."""
    return file.mime == PDF and paper_text.has_poppler()


def drawable(of: Sequence[File]) -> frozenset[int]:
    """Keys of those whose pages can be shown, as far as it is known: nobody has opened a new one yet."""
    pdfs = [file for file in of if can_be_drawn(file)]
    closed = FileText.objects.filter(
        sha256__in=[file.sha256 for file in pdfs], obstacle__in=[*_FOR_GOOD, Obstacle.LOST]
    )
    unreadable = set(closed.values_list("sha256", flat=True)) if pdfs else set()
    return frozenset(file.pk for file in pdfs if file.sha256 not in unreadable)


def pages_of(file: File) -> int:
    """How many pages can be shown; 0 for a file that is locked, broken, too slow or gone from the store."""
    key = f"halaman-{file.sha256}"
    if (known := _remembered(key)) is not None:
        return known
    count, seconds = 0, _KNOWN_FOR
    try:
        with files.open_file(file) as stream, paper_text.on_disk(stream) as path:
            count = paper_text.count_pages(path, file.mime)
    except paper_text.UnreadableError as problem:
        seconds = _KNOWN_FOR if problem.code in _FOR_GOOD else _AGAIN_AFTER
    except FileNotFoundError:
        seconds = _AGAIN_AFTER
    _remember(key, count, seconds)
    return count


def _remembered(key: str) -> int | None:
    try:
        known: int | None = cache.get(key)
    except RedisError:
        logger.warning("numbers of pages cannot be remembered", exc_info=True)
        return None
    return known


def _remember(key: str, count: int, seconds: int) -> None:
    with suppress(RedisError):
        cache.set(key, count, seconds)


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

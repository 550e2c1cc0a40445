"""Papers whose text the test knows: reading without poppler and Tesseract."""

import io
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from unittest.mock import patch

import pikepdf
from django.utils import timezone

from agreements.domain import file_text, files
from agreements.enums import FileKind, Visibility
from agreements.models import Agreement, File
from kerjasama import paper_text
from kerjasama.uploads import inspect
from tests.cast import Cast

Pages = Mapping[int, str | BaseException]


def public_copy(
    cast: Cast, agreement: Agreement, *, name: str = "salinan.pdf", pages: int = 1, original: File | None = None
) -> File:
    """A public PDF of so many empty pages; the same number gives the same bytes."""
    document, buffer = pikepdf.new(), io.BytesIO()
    for _page in range(pages):
        document.add_blank_page(page_size=(595, 842))
    document.save(buffer, deterministic_id=True)
    return files.store(
        agreement, inspect(buffer, name=name), kind=FileKind.SALINAN_PUBLIK, visibility=Visibility.PUBLIK,
        by=cast.staf, now=timezone.now(), masked_copy_of=original,
    )  # fmt: skip


@contextmanager
def paper(pages: Pages, *, by_ocr: bool = False) -> Iterator[list[int]]:
    """Every file has these pages; yields the numbers of those that were read."""
    read: list[int] = []

    def read_page(_path: object, _mime: str, number: int) -> paper_text.Page:
        read.append(number)
        if isinstance(text := pages[number], BaseException):
            raise text
        return paper_text.Page(text, by_ocr=by_ocr)

    with (
        patch.object(paper_text, "has_poppler", lambda: True),
        patch.object(paper_text, "has_ocr", lambda: True),
        patch.object(paper_text, "count_pages", lambda _path, _mime: len(pages)),
        patch.object(paper_text, "read_page", read_page),
    ):
        yield read


def read(pages: Pages, *, by_ocr: bool = False) -> list[int]:
    """Read what is owed; returns the numbers of the pages read."""
    with paper(pages, by_ocr=by_ocr) as done:
        file_text.read_owed(timezone.now())
    return done

"""The text of a stored paper, one page at a time: its own text layer where it has one, else read off the picture.

Poppler and Tesseract do the work in child processes that may take so much time and memory and no more, see no secret of
ours and run behind everybody else: a hostile or endless file costs one page, never the worker.
"""

import os
import re
import shutil
import subprocess
import tempfile
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import BinaryIO, NamedTuple

from kerjasama.uploads import JPG, PDF, PNG

READABLE = (PDF, JPG, PNG)
MAX_PAGES = 300  # of one file; what follows is not read
MAX_LETTERS = 20_000  # of one page; a dense A4 page has about 5,000
FEW_LETTERS = 20  # a text layer with fewer is a page number or a scanner's stamp: the page is a picture
LONGEST_SIDE = 3300  # pixels of the picture that is read, whatever the page says it measures: A4 at 280 dpi
LAYER_SECONDS = 20  # of processor time, and as much again by the clock
OCR_SECONDS = 90
DRAW_SECONDS = 5  # somebody waits for it
MEMORY = 1536 * 1024 * 1024  # bytes of address space
LARGEST = 64 * 1024 * 1024  # bytes of any file a child writes
LANGUAGE = "ind"

_BOUNDING = ("prlimit", "nice")  # every Debian has them
_LETTER = re.compile(r"[^\W\d_]")
_BROKEN_WORD = re.compile(r"(?<![^\W\d_])([^\W\d_]{1,40})[-\u2010\u00ad]\n *([a-z]{1,40})")  # linear on any text
_PAGES = re.compile(rb"^Pages:\s+(\d+)", re.MULTILINE)


class UnreadableError(Exception):
    """This file or page cannot be read, today or tomorrow; ``code`` is locked, broken or slow."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class NoOcrError(Exception):
    """The page is a picture, and Tesseract is not here to read it."""


class Page(NamedTuple):
    """What stands on a page; ``by_ocr`` when it was read off the picture and may have misread letters."""

    text: str
    by_ocr: bool


def has_poppler() -> bool:
    """Whether PDFs can be opened at all, and within bounds."""
    return all(shutil.which(tool) for tool in ("pdfinfo", "pdftotext", "pdftoppm", *_BOUNDING))


@cache
def has_ocr() -> bool:
    """Whether pictures can be read: Tesseract with its Indonesian letters. Asked once per process."""
    if not all(shutil.which(tool) for tool in ("tesseract", *_BOUNDING)):
        return False
    listed = subprocess.run(
        ["tesseract", "--list-langs"],  # noqa: S607 - wherever the system has put it
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,  # where older ones list them
        text=True,
        timeout=LAYER_SECONDS,
        check=False,
    )
    return LANGUAGE in listed.stdout.split()


@contextmanager
def on_disk(stream: BinaryIO) -> Iterator[Path]:
    """A stored file as a path in a folder of its own, for as long as the block lasts."""
    with tempfile.TemporaryDirectory(prefix="baca-") as folder:
        path = Path(folder) / "berkas"
        with path.open("wb") as out:
            shutil.copyfileobj(stream, out)
        yield path


def count_pages(path: Path, mime: str) -> int:
    """How many pages may be read, at most ``MAX_PAGES``. Raises UnreadableError for a locked or broken PDF."""
    if mime != PDF:
        return 1
    told = _run(["pdfinfo", str(path)], path.parent, seconds=LAYER_SECONDS)
    found = _PAGES.search(told)
    if found is None:
        raise UnreadableError("broken")
    return min(int(found[1]), MAX_PAGES)


def read_page(path: Path, mime: str, number: int) -> Page:
    """The text of page ``number``, from 1. Raises NoOcrError, and UnreadableError when it is broken or too slow."""
    if mime == PDF:
        layer = _text_layer(path, number)
        if len(_LETTER.findall(layer)) >= FEW_LETTERS:
            return Page(layer, by_ocr=False)
    if not has_ocr():
        raise NoOcrError
    return Page(_ocr(_picture(path, number) if mime == PDF else path), by_ocr=True)


def draw_page(path: Path, number: int, *, side: int) -> bytes:
    """Page ``number`` of a PDF as a JPEG, its longest side ``side`` pixels: for people. Raises UnreadableError."""
    out, page = path.with_name("gambar"), str(number)
    scale = [
        "-jpeg",
        "-jpegopt",
        "quality=70,optimize=y",
        "-scale-to",
        str(side),
        "-singlefile",
        "-f",
        page,
        "-l",
        page,
    ]
    _run(["pdftoppm", *scale, str(path), str(out)], path.parent, seconds=DRAW_SECONDS)
    drawn = out.with_suffix(".jpg")
    return drawn.read_bytes() if drawn.exists() else b""


def tidy(text: str) -> str:
    """One way to write each letter, words whole that a line's end broke, no control characters, not too long.

    ``undang-`` and ``undangan`` on the next line keep their hyphen: that word is written with one.
    """
    text = unicodedata.normalize("NFKC", text[: 2 * MAX_LETTERS])
    text = "".join(" " if c.isspace() and c != "\n" else c for c in text)
    text = "".join(c for c in text if c in "\n\u00ad" or unicodedata.category(c)[0] not in "CM")
    return _BROKEN_WORD.sub(_joined, text).replace("\u00ad", "").strip()[:MAX_LETTERS]


def _joined(found: re.Match[str]) -> str:
    first, rest = found[1], found[2]
    return f"{first}-{rest}" if rest.startswith(first.lower()) else first + rest


def _text_layer(path: Path, number: int) -> str:
    out = path.with_name("lapisan.txt")
    page = str(number)
    _run(["pdftotext", "-enc", "UTF-8", "-nopgbrk", "-f", page, "-l", page, str(path), str(out)], path.parent,
         seconds=LAYER_SECONDS)  # fmt: skip
    return _taken(out)


def _picture(path: Path, number: int) -> Path:
    out, page = path.with_name("halaman"), str(number)
    scale = ["-gray", "-scale-to", str(LONGEST_SIDE), "-singlefile", "-f", page, "-l", page]
    _run(["pdftoppm", *scale, str(path), str(out)], path.parent, seconds=OCR_SECONDS)
    return out.with_suffix(".pgm")


def _ocr(picture: Path) -> str:
    """Pages that lie on their side are turned (``--psm 1``)."""
    out = picture.with_name("dibaca")
    _run(["tesseract", str(picture), str(out), "-l", LANGUAGE, "--psm", "1"], picture.parent, seconds=OCR_SECONDS)
    return _taken(out.with_suffix(".txt"))


def _taken(written: Path) -> str:
    """What a child wrote, at most as much as a page may hold; the file goes."""
    with written.open("rb") as stream:
        text = stream.read(8 * MAX_LETTERS).decode("utf-8", "replace")
    written.unlink()
    return tidy(text)


def _run(argv: list[str], folder: Path, *, seconds: int) -> bytes:
    """Run one tool within its bounds; answers with what it said, from a file and so never too much of it."""
    bounds = [f"--as={MEMORY}", f"--cpu={seconds}", f"--fsize={LARGEST}", "--core=0"]
    said, complained = folder / "kata", folder / "keluhan"
    environment = {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C.UTF-8", "OMP_THREAD_LIMIT": "1"}
    with said.open("wb") as out, complained.open("wb") as err:
        try:
            done = subprocess.run(
                ["prlimit", *bounds, "--", "nice", "-n", "10", *argv],  # noqa: S607 - as above
                stdin=subprocess.DEVNULL, stdout=out, stderr=err, cwd=folder, env=environment,
                timeout=2 * seconds, check=False,
            )  # fmt: skip
        except subprocess.TimeoutExpired:
            raise UnreadableError("slow") from None
    if done.returncode < 0:  # a bound was hit: SIGXCPU, SIGXFSZ, SIGKILL
        raise UnreadableError("slow")
    if done.returncode:
        with complained.open("rb") as stream:
            raise UnreadableError("locked" if b"Incorrect password" in stream.read(LARGEST) else "broken")
    with said.open("rb") as stream:
        return stream.read(MAX_LETTERS)

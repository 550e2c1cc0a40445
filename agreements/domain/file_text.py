"""Reads the text of public files, so that search finds what stands in them. The table is the queue.

The text belongs to the bytes: one row per SHA-256, one per page. A sweep claims a row by one conditional update and
keeps each page as soon as it is read, so that work that was cut off goes on where it stopped. While it reads, its
session holds a lock of the database: a claim that nobody holds the lock for is a dead sweep's, and free for the next.
A file that cannot be read says why and holds up no other. Only what the public may see is ever read.
The database notes a public file when it is stored or opened (migration 0017), so no sweep looks through all of them.
"""

import datetime as dt
import logging
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from django.db import DatabaseError, IntegrityError, connection, transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils.translation import gettext as say

from agreements.domain import files, search_text
from agreements.enums import Obstacle, Reading
from agreements.models import Entry, File, FilePage, FileText
from kerjasama import paper_text
from kerjasama.health import Finding
from kerjasama.uploads import PDF

logger = logging.getLogger(__name__)

SWEEP_SECONDS = 50
# For a machine that was lost with its session still open; a task may run for eleven minutes.
STALE_CLAIM = dt.timedelta(minutes=15)
MOST_ATTEMPTS = 5
NEXT = 5  # looked at for one to claim
OPEN = frozenset({Reading.MENUNGGU, Reading.PERLU_OCR})
LOCK = 0x62616361  # of the database's advisory locks: "baca"
# A session may take its own lock twice, so it is asked whether anybody holds it.
_TAKE = """
SELECT CASE WHEN NOT EXISTS (
    SELECT FROM pg_locks JOIN pg_database AS d ON d.oid = database AND d.datname = current_database()
    WHERE locktype = 'advisory' AND classid = %(lock)s AND objid = 0 AND objsubid = 2
) THEN pg_try_advisory_lock(%(lock)s, 0) ELSE false END
"""


def read_owed(now: dt.datetime, *, seconds: float = SWEEP_SECONDS) -> int:
    """Read what is owed until ``seconds`` have passed; returns the number of pages. Only one sweep reads at a time."""
    deadline = time.monotonic() + seconds
    pages = 0
    with _reading() as is_alone:
        _release_dead(now, is_alone=is_alone)
        if FileText.objects.exclude(claimed_at=None).exists():
            return 0
        while time.monotonic() < deadline and (content := _claim(now)) is not None:
            pages += _read(content, deadline, now)
    return pages


@contextmanager
def _reading() -> Iterator[bool]:
    """Hold the lock of the one who reads, which dies with the session; False where another session holds it."""
    with connection.cursor() as cursor:
        cursor.execute(_TAKE, {"lock": LOCK})
        is_taken = bool(cursor.fetchone()[0])
    try:
        yield is_taken
    finally:
        if is_taken:
            with suppress(DatabaseError), connection.cursor() as cursor:  # a broken session has lost it already
                cursor.execute("SELECT pg_advisory_unlock(%s, 0)", [LOCK])


def owed(now: dt.datetime) -> list[str]:
    """The next contents to be read by now, oldest first: open ones, with the tools for them, that visitors may see."""
    open_states = OPEN if paper_text.has_ocr() else OPEN - {Reading.PERLU_OCR}
    seen = File.objects.shown().filter(sha256=OuterRef("sha256"))
    rows = FileText.objects.filter(
        Exists(seen), Q(retry_at=None) | Q(retry_at__lte=now), state__in=open_states, claimed_at=None
    )
    if not paper_text.has_poppler():
        rows = rows.exclude(mime=PDF)
    return list(rows.order_by("noted_at", "sha256").values_list("sha256", flat=True)[:NEXT])


def _claim(now: dt.datetime) -> FileText | None:
    """The next content, ours for now; None when there is none or another sweep came in between."""
    for sha256 in owed(now):
        free = FileText.objects.filter(sha256=sha256, claimed_at=None, state__in=OPEN)
        try:
            with transaction.atomic():
                if free.update(claimed_at=now, attempts=F("attempts") + 1):
                    return FileText.objects.get(sha256=sha256)
        except IntegrityError:  # file_text_one_reader_at_a_time
            return None
    return None


def _release_dead(now: dt.datetime, *, is_alone: bool) -> None:
    """What a dead sweep held is free again, at once where nobody else reads; what killed so many is given up."""
    dead = FileText.objects.exclude(claimed_at=None)
    if not is_alone:
        dead = dead.filter(claimed_at__lt=now - STALE_CLAIM)
    for content in dead.filter(attempts__gte=MOST_ATTEMPTS):
        _close(content, Reading.GAGAL, Obstacle.ERROR)
    dead.update(claimed_at=None)


def _read(content: FileText, deadline: float, now: dt.datetime) -> int:
    """Read one claimed content as far as time allows, at least one page of it; returns the pages read."""
    before = content.pages.count()
    try:
        _read_pages(content, deadline)
    except paper_text.UnreadableError as problem:
        _close(content, Reading.GAGAL, Obstacle(problem.code))
    except DatabaseError:
        raise
    except Exception:  # whatever it is, other files go on and this one is tried again
        logger.exception("text of %s could not be read", content)
        _postpone(content, now)
    return content.pages.count() - before


def _read_pages(content: FileText, deadline: float) -> None:
    try:
        stream = files.open_bytes(content.sha256)
    except FileNotFoundError:
        _close(content, Reading.GAGAL, Obstacle.LOST)
        return
    with stream, paper_text.on_disk(stream) as path:
        _read_missing(content, path, deadline)


def _read_missing(content: FileText, path: Path, deadline: float) -> None:
    known = set(content.pages.values_list("number", flat=True))
    missing = [n for n in range(1, paper_text.count_pages(path, content.mime) + 1) if n not in known]
    state = Reading.TERBACA
    for at, number in enumerate(missing):
        if at and time.monotonic() > deadline:
            _mine(content).update(claimed_at=None)
            return
        try:
            page = paper_text.read_page(path, content.mime, number)
        except paper_text.NoOcrError:
            state = Reading.PERLU_OCR
            continue
        except paper_text.UnreadableError as problem:
            page, obstacle = paper_text.Page("", by_ocr=False), problem.code
        else:
            obstacle = ""
        if not _keep(content, number, page, obstacle):
            return  # somebody took over
    _close(content, state)


def _mine(content: FileText) -> QuerySet[FileText]:
    """The row, as long as this sweep's claim on it holds."""
    return FileText.objects.filter(sha256=content.sha256, claimed_at=content.claimed_at)


def _keep(content: FileText, number: int, page: paper_text.Page, obstacle: str) -> bool:
    """Write one page down; that is progress, so attempts are counted anew. False when the claim has been lost."""
    words = search_text.page_vector(page.text)
    row = FilePage(content=content, number=number, text=page.text, words=words, by_ocr=page.by_ocr, obstacle=obstacle)
    with transaction.atomic():
        if not _mine(content).update(attempts=0):
            return False
        FilePage.objects.bulk_create([row], ignore_conflicts=True)
    return True


def _close(content: FileText, state: Reading, obstacle: str = "") -> None:
    """The reading is over for now; search takes the words in.

    The pages are committed before: whoever gathered words without them did so before this marks the rows as stale.
    """
    with transaction.atomic():
        if _mine(content).update(state=state, obstacle=obstacle, claimed_at=None, retry_at=None):
            holders = File.objects.filter(sha256=content.sha256).values("agreement_id")
            Entry.objects.filter(pk__in=holders).update(is_stale=True)


def _postpone(content: FileText, now: dt.datetime) -> None:
    """Try again after 2, 4, 8 … minutes, and after too many attempts no more."""
    if content.attempts >= MOST_ATTEMPTS:
        _close(content, Reading.GAGAL, Obstacle.ERROR)
        return
    pause = dt.timedelta(minutes=2**content.attempts)
    _mine(content).update(claimed_at=None, retry_at=now + pause)


def try_again() -> int:
    """Owe once more what could not be read, whole files and single pages; returns the number of files."""
    with transaction.atomic():
        failed_pages = FilePage.objects.exclude(obstacle="")
        failed = Q(state=Reading.GAGAL) | Q(pk__in=failed_pages.values("content"))
        again = FileText.objects.filter(failed, claimed_at=None)
        chosen = list(again.values_list("pk", flat=True))
        failed_pages.filter(content__in=chosen).delete()
        fresh = {"state": Reading.MENUNGGU, "obstacle": "", "attempts": 0, "retry_at": None}
        return FileText.objects.filter(pk__in=chosen).update(**fresh)


class Figures(NamedTuple):
    """How reading stands: contents by state, and pages nobody could read."""

    waiting: int
    need_ocr: int
    failed: int
    failed_pages: int


def figures() -> Figures:
    """Counted from the table, by the indexes of what is open; what is offered to nobody any more troubles nobody."""
    seen = File.objects.shown().filter(sha256=OuterRef("sha256"))
    states = Counter(
        FileText.objects.filter(Exists(seen)).exclude(state=Reading.TERBACA).values_list("state", flat=True)
    )
    of_page = File.objects.shown().filter(sha256=OuterRef("content_id"))
    pages = FilePage.objects.filter(Exists(of_page)).exclude(obstacle="").count()
    return Figures(states[Reading.MENUNGGU], states[Reading.PERLU_OCR], states[Reading.GAGAL], pages)


def health(now: dt.datetime) -> Finding:
    """What waits, and what the machine lacks. Never a reason to take the register out of service."""
    found = figures()
    parts = [
        say("%(count)s menunggu") % {"count": found.waiting} if found.waiting else "",
        say("%(count)s perlu OCR") % {"count": found.need_ocr} if found.need_ocr else "",
        say("%(count)s berkas tidak terbaca") % {"count": found.failed} if found.failed else "",
        say("%(count)s halaman tidak terbaca") % {"count": found.failed_pages} if found.failed_pages else "",
        "" if paper_text.has_poppler() else say("poppler-utils belum terpasang"),
        "" if paper_text.has_ocr() else say("tesseract-ocr-ind belum terpasang"),
    ]
    return Finding(is_good=True, detail="; ".join(part for part in parts if part) or say("semua terbaca"))

"""Where in a public file a search was answered: for the documents on the screen that the files alone brought there."""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from django.db import connection

from agreements.domain import search_text
from agreements.domain.search_text import Query
from agreements.models import Entry, File
from kerjasama.uploads import PDF

SNIPPET = 220  # letters around the words found
LEAD = 60  # of them before the first
MOST_PARTS = 8  # of a search that pages are weighed by

# The page that has most of the words the document itself lacks; of equals the one with most words, the first file, the
# first page.
_BEST = """
SELECT agreement_id, file_id, number, text, by_ocr, ARRAY(
    SELECT unnest(w.positions) FROM unnest(words) AS w WHERE w.lexeme = ANY (%(lexemes)s) ORDER BY 1
)
FROM (
    SELECT DISTINCT ON (c.agreement_id) c.agreement_id, c.file_id, p.number, p.text, p.by_ocr, p.words
    FROM unnest(%(agreements)s::bigint[], %(files)s::bigint[], %(contents)s::text[])
        WITH ORDINALITY AS c(agreement_id, file_id, content, place)
    JOIN agreements_entry e ON e.agreement_id = c.agreement_id
    JOIN agreements_filepage p ON p.content_id = c.content
    CROSS JOIN LATERAL (
        SELECT count(*) AS all_found, count(*) FILTER (WHERE NOT e.words @@ part) AS lacking
        FROM unnest(%(parts)s::text[]::tsquery[]) AS part WHERE p.words @@ part
    ) AS found
    WHERE all_found > 0
    ORDER BY c.agreement_id, lacking DESC, all_found DESC, c.place, p.number
) AS best
"""


class Hit(NamedTuple):
    """A page of a public file and the passage with the words; ``page`` is None for a picture, which has only one."""

    file_id: int
    file_name: str
    page: int | None
    by_ocr: bool
    passage: list[tuple[str, bool]]

    @property
    def fragment(self) -> str:
        """What opens the page in a browser's own viewer."""
        return f"#page={self.page}" if self.page else ""


def hits_of(ids: Sequence[int], query: Query) -> dict[int, Hit]:
    """The hit of each of these documents that its own words do not explain: three queries, one where there is none."""
    if not ids or not query.parts:
        return {}
    by_files = Entry.objects.filter(pk__in=ids, is_public=True, all_words__matches=query.tsquery)
    found = list(by_files.exclude(words__matches=query.tsquery).order_by("pk").values_list("pk", flat=True))
    if not found:
        return {}
    files = list(File.objects.shown().filter(agreement__in=found).order_by("agreement_id", "kind", "name", "pk"))
    parts = query.parts[:MOST_PARTS]
    lexemes = search_text.lexemes_of(parts)
    with connection.cursor() as cursor:
        cursor.execute(
            _BEST,
            {
                "agreements": [file.agreement_id for file in files],
                "files": [file.pk for file in files],
                "contents": [file.sha256 for file in files],
                "parts": list(parts),
                "lexemes": lexemes,
            },
        )
        rows = cursor.fetchall()
    named = {file.pk: file for file in files}
    return {
        agreement_id: Hit(
            file_id=file_id,
            file_name=named[file_id].name,
            page=number if named[file_id].mime == PDF else None,
            by_ocr=by_ocr,
            passage=passage(text, search_text.spans(text, positions, lexemes)),
        )
        for agreement_id, file_id, number, text, by_ocr, positions in rows
    }


def passage(text: str, marks: Sequence[tuple[int, int]]) -> list[tuple[str, bool]]:
    """The stretch of ``text`` with most marked words, in pieces that are marked or not, whole words, dots at a cut."""
    first = max(marks, key=lambda mark: (_within(marks, mark[0]), -mark[0]), default=(0, 0))[0]
    start = _word_start(text, max(0, first - LEAD))
    end = _word_end(text, min(len(text), start + SNIPPET))
    inside = _neighbours_joined(text, [mark for mark in marks if start <= mark[0] and mark[1] <= end])
    cuts = [start, *(place for mark in inside for place in mark), end]
    pieces = [(_plain(text[low:high]), bool(at % 2)) for at, (low, high) in enumerate(pairwise(cuts)) if low < high]
    before, after = "… " if start else "", " …" if end < len(text.rstrip()) else ""
    return [piece for piece in ((before, False), *pieces, (after, False)) if piece[0]]


def _neighbours_joined(text: str, marks: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Words that follow each other are one mark."""
    joined: list[tuple[int, int]] = []
    for low, high in marks:
        if joined and text[joined[-1][1] : low].isspace():
            joined[-1] = (joined[-1][0], high)
        else:
            joined.append((low, high))
    return joined


def _within(marks: Sequence[tuple[int, int]], start: int) -> int:
    return sum(start <= low and high <= start + SNIPPET - LEAD for low, high in marks)


def _word_start(text: str, at: int) -> int:
    """The next place after white space; ``at`` itself where a line or sentence is too long for that."""
    if at == 0 or text[at - 1].isspace():
        return at
    gap = next((place for place in range(at, min(at + LEAD, len(text))) if text[place].isspace()), None)
    return at if gap is None else gap + 1


def _word_end(text: str, at: int) -> int:
    if at == len(text) or text[at].isspace():
        return at
    gap = next((place for place in range(at, max(at - LEAD, 0), -1) if text[place].isspace()), None)
    return at if gap is None else gap


def _plain(text: str) -> str:
    """Line ends and runs of blanks as one blank; a blank at either end stays one."""
    words = " ".join(text.split())
    if not words:
        return " "
    return f"{' ' if text[0].isspace() else ''}{words}{' ' if text[-1].isspace() else ''}"

"""Records as a spreadsheet of any length: XlsxWriter makes the book, and the rows are written here, straight into it.

XlsxWriter asks each cell what it is, and that is four fifths of the work of a long sheet. Here the columns say it.
"""

import io
import re
from zipfile import ZIP_DEFLATED, ZipFile

from portal.cells import cells_of, places
from portal.domain.records import COLUMNS, NAMES, Record

MOST_ROWS = 1_048_575  # of one sheet beside its head; Excel takes no more
MOST_BYTES = 2_000_000_000  # of one sheet; beyond 2 GiB the file needs an extension that Excel complains about
LONGEST = 32_767  # letters of one cell
LEVEL = 1  # of zip: six takes three times as long and saves a fifth
PIECE = 200  # rows that are zipped at once
_SHEET, _BOOK = "xl/worksheets/sheet1.xml", "xl/workbook.xml"
_DAY_ZERO = 693_594  # 1899-12-30 as an ordinal: where Excel begins to count days
_SUSPECT = b"&<>" + bytes(range(1, 9)) + bytes(range(0x0B, 0x20))
_ESCAPE_OF_EXCEL = re.compile("_(?=x[0-9a-fA-F]{4}_)")
_NO_XML = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]")


def _letters(place: int) -> str:
    """The name of a column: A, B, … Z, AA."""
    return (chr(64 + place // 26) if place >= 26 else "") + chr(65 + place % 26)


_WORDS = tuple((place, f'<c r="{_letters(place)}') for place in places("teks", "daftar", "ya/tidak", "waktu"))
_DAYS, _NUMBERS = (tuple((at, f'<c r="{_letters(at)}') for at in places(kind)) for kind in ("tanggal", "angka"))


class Xlsx:
    """One sheet with real dates and numbers, and the dictionary on a second. What Excel cannot take is left out."""

    def __init__(self, path: str) -> None:
        self._parts = _empty_book()
        head, self._day, self._tail = _around_rows(self._parts.pop(_SHEET).decode())
        self._file = ZipFile(path, "w", ZIP_DEFLATED, compresslevel=LEVEL)
        for name in [name for name in self._parts if name != _BOOK]:
            self._file.writestr(name, self._parts.pop(name))
        self._sheet = self._file.open(_SHEET, "w")
        self._waiting = [head]
        self._row = self._written = 0

    def add(self, record: Record) -> None:
        if self._row >= MOST_ROWS or self._written >= MOST_BYTES:
            return
        self._row += 1
        cells = cells_of(record)
        number = str(self._row + 1)
        line = [""] * len(cells)
        words = "\0".join(["", *[cells[place] for place, _start in _WORDS], ""])
        if _is_plain(words):
            for place, start in _WORDS:
                if cells[place]:
                    line[place] = f'{start}{number}" t="inlineStr"><is><t>{cells[place]}</t></is></c>'
        else:
            for place, start in _WORDS:
                if cells[place]:
                    line[place] = f'{start}{number}" t="inlineStr"><is>{_text(cells[place])}</is></c>'
        for place, start in _DAYS:
            if cells[place]:
                line[place] = f'{start}{number}" s="{self._day}"><v>{cells[place].toordinal() - _DAY_ZERO}</v></c>'
        for place, start in _NUMBERS:
            if cells[place] is not None:
                line[place] = f'{start}{number}"><v>{cells[place]}</v></c>'
        self._waiting.append(f'<row r="{number}">{"".join(line)}</row>')
        if len(self._waiting) >= PIECE:
            self._write()

    def _write(self) -> None:
        body = "".join(self._waiting).encode()
        self._written += self._sheet.write(body)
        self._waiting.clear()

    def close(self) -> None:
        last = f"{_letters(len(NAMES) - 1)}"
        self._waiting.append(self._tail.replace(f"A1:{last}2", f"A1:{last}{self._row + 1}"))
        self._write()
        self._sheet.close()
        book = self._parts.pop(_BOOK).decode()
        self._file.writestr(_BOOK, book.replace(f"$A$1:${last}$2", f"$A$1:${last}${self._row + 1}"))
        self._file.close()


def _is_plain(words: str) -> bool:
    """Whether these texts, a null around each, stand in a sheet as they are: as nearly all do."""
    raw = words.encode()
    return (
        len(raw.translate(None, _SUSPECT)) == len(raw)
        and len(raw) <= LONGEST
        and b"_x" not in raw
        and b"\xef\xbf" not in raw
        and not any(edge in raw for edge in (b"\0 ", b" \0", b"\0\n", b"\n\0", b"\0\t", b"\t\0"))
    )


def _text(value: str) -> str:
    """A text of any letters, as Excel reads it: what XML cannot hold as ``_x0007_``."""
    value = _ESCAPE_OF_EXCEL.sub("_x005F_", value[:LONGEST])
    value = _NO_XML.sub(lambda found: f"_x{ord(found[0]):04X}_", value)
    value = value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    space = ' xml:space="preserve"' if value != value.strip() else ""
    return f"<t{space}>{value}</t>"


def _empty_book() -> dict[str, bytes]:
    """The parts of a book with the head of the table, one day below it, and the dictionary."""
    import xlsxwriter

    stream = io.BytesIO()
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(stream, {**options, "strings_to_numbers": False}) as book:
        head = book.add_format({"bold": True, "bg_color": "#EAEFF8"})
        sheet = book.add_worksheet("Naskah")
        sheet.freeze_panes(1, 2)
        for place, column in enumerate(COLUMNS):
            sheet.set_column(place, place, column.width)
        sheet.write_row(0, 0, NAMES, head)
        sheet.write_number(1, 0, 0, book.add_format({"num_format": "yyyy-mm-dd"}))
        sheet.autofilter(0, 0, 1, len(NAMES) - 1)
        notes = book.add_worksheet("Kamus data")
        notes.set_column(0, 1, 28)
        notes.set_column(2, 2, 90)
        notes.write_row(0, 0, ("kolom", "jenis", "arti"), head)
        for row, column in enumerate(COLUMNS, start=1):
            notes.write_row(row, 0, (column.name, column.kind, str(column.meaning)))
    with ZipFile(stream) as made:
        return {name: made.read(name) for name in made.namelist()}


def _around_rows(sheet: str) -> tuple[str, str, str]:
    """What stands before the rows of that sheet, the style of its day, and what stands after them.

    How large it is (``dimension``) may be left unsaid, and is not known yet.
    """
    head, sample, tail = re.split(r'(<row r="2".*</row>)(?=</sheetData>)', sheet)
    found = re.search(r' s="(\d+)"', sample)
    if found is None:
        raise ValueError(sample)
    return re.sub("<dimension [^>]*/>", "", head), found[1], tail

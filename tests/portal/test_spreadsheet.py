"""Records as tables: any text arrives as it was, days are days, and a fault is never a short file. No database."""

import csv
import datetime as dt
import io
import re
import threading
import xml.etree.ElementTree as ET
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.utils.translation import get_language, override

from portal import exports, spreadsheet
from portal.domain.records import COLUMNS, NAMES, Record

SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
NOTHING: dict[str, Any] = {"teks": "", "daftar": [], "tanggal": None, "waktu": None, "angka": None, "ya/tidak": False}


def _record(**given: Any) -> Record:
    return {column.name: NOTHING[column.kind] for column in COLUMNS} | given


def _book(path: Path, *records: Record) -> zipfile.ZipFile:
    exports.write(iter(records), [spreadsheet.Xlsx(str(path))])
    return zipfile.ZipFile(path)


def _rows(book: zipfile.ZipFile) -> list[dict[str, ET.Element]]:
    """The cells that hold something, by column, below the head."""
    tree = ET.fromstring(book.read("xl/worksheets/sheet1.xml"))
    letters = [cell.get("r", "").removesuffix("1") for cell in next(tree.iter(f"{SHEET}row"))]
    names = dict(zip(letters, NAMES, strict=True))
    return [
        {names[cell.get("r", "").rstrip("0123456789")]: cell for cell in row}
        for row in list(tree.iter(f"{SHEET}row"))[1:]
    ]


def _read(cell: ET.Element) -> str:
    """A text as Excel reads it: trimmed unless told to keep its edges, ``_x0007_`` as the letter it stands for."""
    text = cell.find(f"{SHEET}is/{SHEET}t")
    assert text is not None
    body = text.text or ""
    if text.get("{http://www.w3.org/XML/1998/namespace}space") != "preserve":
        body = body.strip(" \n\t")
    return re.sub("_x([0-9A-F]{4})_", lambda found: chr(int(found[1], 16)), body)


@pytest.mark.parametrize(
    "text",
    ["A & B <b>x</b>", "<r>kaya</r>", "=1+1", " tepi ", "baris\nbaru", "\tx", "_x0041_", "\x07\r", "é\ufffe", "\uffff"],
    ids=range(10),
)
def test_any_text_arrives_as_it_was(tmp_path: Path, text: str) -> None:
    ((found),) = _rows(_book(tmp_path / "x.xlsx", _record(judul=text, pihak=[text, "lain"], nomor_register="RK-1")))
    assert (_read(found["judul"]), _read(found["pihak"])) == (text, f"{text}; lain")
    assert {cell.get("t") for cell in found.values()} == {"inlineStr"}


def test_days_are_days_numbers_numbers_and_nothing_is_no_cell(tmp_path: Path) -> None:
    book = _book(tmp_path / "x.xlsx", _record(mulai_berlaku=dt.date(2026, 11, 22), nilai_rupiah=0, sdg=[6, 11]))
    (row,) = _rows(book)
    assert set(row) == {"mulai_berlaku", "nilai_rupiah", "sdg", "naskah_lama"}
    day = row["mulai_berlaku"]
    assert (day.get("t"), "".join(day.itertext())) == (None, "46348")  # as Excel counts: 45292 is 2024-01-01
    styles = ET.fromstring(book.read("xl/styles.xml"))
    formats = {node.get("numFmtId"): node.get("formatCode") for node in styles.iter(f"{SHEET}numFmt")}
    chosen = styles.findall(f"{SHEET}cellXfs/{SHEET}xf")[int(day.get("s", ""))]
    assert formats[chosen.get("numFmtId")] == "yyyy-mm-dd"
    assert "".join(row["nilai_rupiah"].itertext()) == "0"
    assert _read(row["sdg"]) == "6; 11"


def test_a_long_text_ends_where_excel_ends_and_rows_beyond_it_are_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spreadsheet, "MOST_ROWS", 2)
    book = _book(tmp_path / "x.xlsx", *[_record(judul=letter * 40_000) for letter in "abc"])
    assert [_read(row["judul"]) for row in _rows(book)] == ["a" * 32_767, "b" * 32_767]
    assert b'autoFilter ref="A1:AO3"' in book.read("xl/worksheets/sheet1.xml")
    assert b"$A$1:$AO$3" in book.read("xl/workbook.xml")


def test_no_rows_are_a_head_and_a_dictionary(tmp_path: Path) -> None:
    book = _book(tmp_path / "x.xlsx")
    assert _rows(book) == []
    assert b'autoFilter ref="A1:AO1"' in book.read("xl/worksheets/sheet1.xml")
    assert b"Judul (tentang)" in book.read("xl/worksheets/sheet2.xml")


def test_csv_guards_every_text_and_leaves_numbers_alone() -> None:
    stream = io.StringIO(newline="")
    record = _record(
        judul="=A1", pihak=["@SUM(A1)", "B"], lokasi="-1", nilai_rupiah=-5, mulai_berlaku=dt.date(2026, 1, 2)
    )
    exports.write([record], [exports.Csv(stream)])
    (row,) = csv.DictReader(io.StringIO(stream.getvalue(), newline=""))
    told = (row["judul"], row["pihak"], row["lokasi"], row["nilai_rupiah"], row["mulai_berlaku"], row["naskah_lama"])
    assert told == ("'=A1", "'@SUM(A1); B", "'-1", "-5", "2026-01-02", "tidak")


class _Note:
    """A sink that notes what it was given, in which language and thread; and may break."""

    def __init__(self, fault_at: int = -1) -> None:
        self.seen: list[str] = []
        self.where: set[tuple[str | None, int]] = set()
        self.fault_at, self.closed = fault_at, False

    def add(self, record: Record) -> None:
        if len(self.seen) == self.fault_at:
            raise OSError("penuh")
        self.seen.append(record["judul"])
        self.where.add((get_language(), threading.get_ident()))

    def close(self) -> None:
        self.closed = True


def test_records_are_written_beside_their_reading_in_their_order_and_language(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exports, "BATCH", 2)
    note = _Note()
    with override("en"):
        assert exports.write((_record(judul=str(n)) for n in range(19)), [note]) == 19
    assert (note.seen, note.closed) == ([str(n) for n in range(19)], True)
    ((language, thread),) = note.where
    assert language == "en"
    assert thread != threading.get_ident()


@pytest.mark.parametrize("fault_at", [0, 7, 18])
def test_a_fault_in_the_writing_is_told_and_ends_the_reading(monkeypatch: pytest.MonkeyPatch, fault_at: int) -> None:
    monkeypatch.setattr(exports, "BATCH", 1)
    note, read = _Note(fault_at), []
    with pytest.raises(OSError, match="penuh"):
        exports.write((_record(judul=str(n)) for n in range(19) if read.append(n) is None), [note])  # type: ignore[func-returns-value]
    assert not note.closed
    assert len(read) <= min(19, fault_at + exports.AHEAD + 2)

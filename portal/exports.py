"""Records of the register as CSV, XLSX and JSON Lines, one row at a time: memory does not grow with the register."""

import csv
import datetime as dt
import json
from collections.abc import Callable, Iterable
from decimal import Decimal
from pathlib import Path
from typing import Any, Protocol, TextIO

from agreements.reference import URUSAN_NAMES
from kerjasama.cells import FORMULA, harmless
from portal.domain.records import COLUMNS, NAMES, SEPARATOR, Record


class Sink(Protocol):
    """Where records go."""

    def add(self, record: Record) -> None: ...

    def close(self) -> None: ...


def flat(value: Any) -> str:
    """One cell as text: ISO dates, ``ya``/``tidak``, lists with ``; `` between."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "ya" if value else "tidak"
    if isinstance(value, list):
        return SEPARATOR.join(str(item) for item in value)
    if isinstance(value, dt.datetime):
        return value.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return str(value)


def _iso(value: Any) -> str:
    return value.isoformat() if value else ""


_KINDS = tuple(column.kind for column in COLUMNS)
_TEXTS = tuple(place for place, kind in enumerate(_KINDS) if kind == "teks")
# By the kind of column: asking each value what it is costs more than writing it.
_CELLS: dict[str, Callable[[Any], str]] = {
    "daftar": lambda value: harmless(SEPARATOR.join(map(str, value))) if value else "",
    "tanggal": _iso,
}
_OTHERS = tuple((place, _CELLS.get(kind, flat)) for place, kind in enumerate(_KINDS) if kind != "teks")


class Csv:
    """RFC 4180 in UTF-8."""

    def __init__(self, stream: TextIO) -> None:
        self._writer = csv.writer(stream)
        self._writer.writerow(NAMES)

    def add(self, record: Record) -> None:
        cells = list(record.values())
        for place in _TEXTS:
            if cells[place] and cells[place][0] in FORMULA:
                cells[place] = harmless(cells[place])
        for place, cell in _OTHERS:
            cells[place] = cell(cells[place])
        self._writer.writerow(cells)

    def close(self) -> None:
        """Nothing is held back."""


class JsonLines:
    """One JSON object a line; lists stay lists, numbers numbers."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def add(self, record: Record) -> None:
        self._stream.write(json.dumps(record, default=_plain, ensure_ascii=False) + "\n")

    def close(self) -> None:
        """Nothing is held back."""


class Json:
    """One JSON object: what was asked, how many there are, and the documents under ``naskah``."""

    def __init__(self, stream: TextIO, *, asked: str, total: int, at: dt.datetime) -> None:
        self._stream = stream
        self._first = True
        head = json.dumps({"alamat": asked, "dibuat_pada": flat(at), "jumlah": total}, ensure_ascii=False)
        stream.write(head[:-1] + ', "naskah": [')

    def add(self, record: Record) -> None:
        self._stream.write("\n" if self._first else ",\n")
        self._first = False
        self._stream.write(json.dumps(record, default=_plain, ensure_ascii=False))

    def close(self) -> None:
        self._stream.write("\n]}\n")


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return float(value)
    return flat(value)


class Xlsx:
    """One sheet with real dates and numbers, and the dictionary on a second. Rows beyond Excel's limit are left out."""

    MOST = 1_048_575

    def __init__(self, path: str) -> None:
        import xlsxwriter

        options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        self._book = xlsxwriter.Workbook(path, {**options, "strings_to_numbers": False, "remove_timezone": True})
        self._day = self._book.add_format({"num_format": "yyyy-mm-dd"})
        self._head = self._book.add_format({"bold": True, "bg_color": "#EAEFF8"})
        self._sheet = self._book.add_worksheet("Naskah")
        self._sheet.freeze_panes(1, 2)
        for place, column in enumerate(COLUMNS):
            self._sheet.set_column(place, place, column.width)
        self._sheet.write_row(0, 0, NAMES, self._head)
        self._row = 0

    def add(self, record: Record) -> None:
        if self._row >= self.MOST:
            return
        self._row += 1
        sheet, row = self._sheet, self._row
        for place, (kind, value) in enumerate(zip(_KINDS, record.values(), strict=True)):
            if value is None or value == "":
                continue
            if kind == "tanggal":
                sheet.write_datetime(row, place, value, self._day)
            elif kind == "angka":
                sheet.write_number(row, place, value)
            else:
                sheet.write_string(row, place, (value if kind == "teks" else flat(value))[:32_767])

    def close(self) -> None:
        self._sheet.autofilter(0, 0, self._row, len(NAMES) - 1)
        notes = self._book.add_worksheet("Kamus data")
        notes.set_column(0, 1, 28)
        notes.set_column(2, 2, 90)
        notes.write_row(0, 0, ("kolom", "jenis", "arti"), self._head)
        for row, column in enumerate(COLUMNS, start=1):
            notes.write_row(row, 0, (column.name, column.kind, str(column.meaning)))
        self._book.close()


def write(records: Iterable[Record], sinks: Iterable[Sink]) -> int:
    """Every record into every sink; returns how many there were."""
    sinks = list(sinks)
    count = 0
    for record in records:
        count += 1
        for sink in sinks:
            sink.add(record)
    for sink in sinks:
        sink.close()
    return count


class Jdih:
    """One JSON array with the field names that the national legal documentation network (JDIHN) harvests."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._first = True
        stream.write("[")

    def add(self, record: Record) -> None:
        self._stream.write("\n" if self._first else ",\n")
        self._first = False
        self._stream.write(json.dumps(_as_jdih(record), ensure_ascii=False))

    def close(self) -> None:
        self._stream.write("\n]\n")


def _as_jdih(record: Record) -> dict[str, str]:
    signed = record["tanggal_penandatanganan"]
    in_force = record["keadaan"] in {"berlaku", "akan_berakhir", "belum_berlaku"}
    government = f"Pemerintah {record['pemerintah_daerah']}"
    return {
        "idData": record["alamat"],
        "tahun_pengundangan": str(signed.year) if signed else "",
        "tanggal_pengundangan": flat(signed),
        "jenis": record["bentuk_nama"],
        "noPeraturan": next((number for number in record["nomor_naskah"] if number), record["nomor_register"]),
        "judul": record["judul"],
        "noPanggil": record["nomor_register"],
        "singkatanJenis": record["nomor_register"].partition("-")[0],
        "tempatTerbit": record["tempat_penandatanganan"],
        "penerbit": government,
        "deskripsiFisik": "",
        "sumber": f"Register Kerja Sama {record['pemerintah_daerah']}",
        "subjek": "; ".join(["Kerja sama daerah", *(str(URUSAN_NAMES.get(code, code)) for code in record["urusan"])]),
        "isbn": "",
        "status": "Berlaku" if in_force else "Tidak Berlaku",
        "bahasa": "Indonesia",
        "bidangHukum": "Kerja Sama Daerah",
        "teuBadan": government,
        "nomorIndukBuku": "",
        "abstrak": "",
        "urlAbstrak": "",
        "fileDownload": f"{record['nomor_register']}.pdf",
        "urlDownload": f"{record['alamat'].removesuffix('/')}.pdf",
        "urlDetailPeraturan": record["alamat"],
        "operasi": "4",
        "display": "1",
    }


NAME = "naskah"
FORMATS = {
    f"{NAME}.csv": "text/csv; charset=utf-8",
    f"{NAME}.xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    f"{NAME}.jsonl": "application/x-ndjson",
    "jdih.json": "application/json",
}


def whole_register(records: Iterable[Record], folder: Path) -> list[str]:
    """Write every format into ``folder`` in one pass over the records; returns the names of the files."""
    with (
        (folder / f"{NAME}.csv").open("w", encoding="utf-8", newline="") as table,
        (folder / f"{NAME}.jsonl").open("w", encoding="utf-8") as lines,
        (folder / "jdih.json").open("w", encoding="utf-8") as jdih,
    ):
        write(records, [Csv(table), JsonLines(lines), Jdih(jdih), Xlsx(str(folder / f"{NAME}.xlsx"))])
    return list(FORMATS)


LIST_FORMATS = {
    "csv": FORMATS[f"{NAME}.csv"],
    "xlsx": FORMATS[f"{NAME}.xlsx"],
    "json": "application/json",
}


def one_list(kind: str, records: Iterable[Record], path: Path, *, asked: str, total: int, at: dt.datetime) -> None:
    """Write the documents of one list into a file of ``LIST_FORMATS``, one at a time."""
    if kind == "xlsx":
        write(records, [Xlsx(str(path))])
        return
    with path.open("w", encoding="utf-8", newline="") as stream:
        write(records, [Csv(stream) if kind == "csv" else Json(stream, asked=asked, total=total, at=at)])

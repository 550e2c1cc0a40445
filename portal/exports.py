"""Records of the register as CSV, XLSX and JSON Lines, one row at a time: memory does not grow with the register."""

import csv
import datetime as dt
import json
from collections import deque
from collections.abc import Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import Any, Protocol, TextIO
from urllib.parse import unquote

from django.conf import settings
from django.utils.translation import activate, get_language

from agreements.reference import URUSAN_NAMES
from kerjasama.cells import FORMULA, harmless
from portal.cells import cells_of, flat, places
from portal.domain.records import NAMES, Record
from portal.spreadsheet import Xlsx

BATCH, AHEAD = 500, 3  # records handed over at once, and how many times that may wait to be written


class Sink(Protocol):
    """Where records go."""

    def add(self, record: Record) -> None: ...

    def close(self) -> None: ...


_WORDS = places("teks", "daftar")


class Csv:
    """RFC 4180 in UTF-8."""

    def __init__(self, stream: TextIO) -> None:
        self._writer = csv.writer(stream)
        self._writer.writerow(NAMES)

    def add(self, record: Record) -> None:
        cells = cells_of(record)
        for place in _WORDS:
            if cells[place] and cells[place][0] in FORMULA:
                cells[place] = harmless(cells[place])
        self._writer.writerow(cells)  # days and numbers as ``str`` has them, which is ISO 8601; nothing for None

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


def write(records: Iterable[Record], sinks: Iterable[Sink]) -> int:
    """Every record into every sink; returns how many there were.

    They are written in a thread of their own: while PostgreSQL looks for the next ones, these take shape.
    """
    sinks = list(sinks)
    records = iter(records)
    count = 0
    under_way: deque[Future[None]] = deque()
    with ThreadPoolExecutor(1, "ekspor", activate, (get_language() or settings.LANGUAGE_CODE,)) as pen:
        while batch := list(islice(records, BATCH)):
            count += len(batch)
            under_way.append(pen.submit(_add, batch, sinks))
            if len(under_way) > AHEAD:
                under_way.popleft().result()
        for written in under_way:
            written.result()
    for sink in sinks:
        sink.close()
    return count


def _add(batch: list[Record], sinks: list[Sink]) -> None:
    for sink in sinks:
        for record in batch:
            sink.add(record)


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
    paper = record["salinan_publik"] or f"{record['alamat'].removesuffix('/')}.pdf"  # without a copy, the card
    return {
        "idData": record["alamat"],
        "tahun_pengundangan": str(signed.year) if signed else "",
        "tanggal_pengundangan": flat(signed) if record["ketelitian_penandatanganan"] == "hari" else "",
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
        "fileDownload": unquote(paper.rpartition("/")[2]),
        "urlDownload": paper,
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

"""A record as cells of a table: what CSV and the spreadsheet have in common."""

import datetime as dt
from typing import Any

from portal.domain.records import COLUMNS, SEPARATOR, Record

KINDS = tuple(column.kind for column in COLUMNS)


def flat(value: Any) -> str:
    """One cell as text: ISO dates, ``ya``/``tidak``, lists with ``; `` between."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "ya" if value else "tidak"
    if isinstance(value, list):
        return SEPARATOR.join(map(str, value))
    if isinstance(value, dt.datetime):
        return value.astimezone(dt.UTC).isoformat()[:19] + "Z"
    return str(value)


def places(*kinds: str) -> tuple[int, ...]:
    """Where columns of these kinds stand. Asking each value what it is costs more than writing it."""
    return tuple(place for place, kind in enumerate(KINDS) if kind in kinds)


_LISTS, _OTHERS = places("daftar"), places("ya/tidak", "waktu")


def cells_of(record: Record) -> list[Any]:
    """The cells in the order of the columns: texts, but days and numbers as they are, or None."""
    cells = list(record.values())
    for place in _LISTS:
        cells[place] = SEPARATOR.join(map(str, cells[place])) if cells[place] else ""
    for place in _OTHERS:
        cells[place] = flat(cells[place])
    return cells

"""Rows of a form that are added, removed and moved by the server, so that it works without JavaScript."""

from collections.abc import Mapping

ACTS = ("tambah", "hapus", "naik", "turun")
Raw = Mapping[str, list[str]]
Row = dict[str, list[str]]


def rearranged(data: Raw, *, act: str, row: int = 0, prefix: str, maximum: int) -> dict[str, list[str]]:
    """The raw form with a row added (``tambah``), removed (``hapus``) or moved (``naik``, ``turun``)."""
    rows = raw_rows(data, prefix=prefix, maximum=maximum)
    if act == "tambah" and len(rows) < maximum:
        rows.append({})
    elif act == "hapus" and 0 <= row < len(rows):
        rows.pop(row)
    elif act == "naik" and 0 < row < len(rows):
        rows[row - 1], rows[row] = rows[row], rows[row - 1]
    elif act == "turun" and 0 <= row < len(rows) - 1:
        rows[row + 1], rows[row] = rows[row], rows[row + 1]
    others = {name: values for name, values in data.items() if not name.startswith(f"{prefix}-")}
    return others | flat_rows(rows, prefix=prefix)


def raw_rows(data: Raw, *, prefix: str, maximum: int) -> list[Row]:
    """The rows of the raw form, by number."""
    total = (data.get(f"{prefix}-TOTAL_FORMS") or ["0"])[0]
    count = min(int(total), maximum) if total.isascii() and total.isdigit() and len(total) < 6 else 0
    rows: list[Row] = [{} for _row in range(count)]
    for name, values in data.items():
        if not name.startswith(f"{prefix}-"):
            continue
        number, _dash, field = name.removeprefix(f"{prefix}-").partition("-")
        if field and number.isascii() and number.isdigit() and len(number) < 6 and int(number) < count:
            rows[int(number)][field] = list(values)
    return rows


def flat_rows(rows: list[Row], *, prefix: str) -> dict[str, list[str]]:
    """Rows as the raw fields of the formset."""
    flat = {f"{prefix}-TOTAL_FORMS": [str(len(rows))], f"{prefix}-INITIAL_FORMS": ["0"]}
    for number, row in enumerate(rows):
        flat |= {f"{prefix}-{number}-{field}": values for field, values in row.items()}
    return flat


def act_of(sent: Mapping[str, object]) -> tuple[str, int]:
    """Which row button was pressed and for which row; ``("", -1)`` for none."""
    for act in ACTS:
        if act in sent:
            row = str(sent[act])
            return act, int(row) if row.isascii() and row.isdigit() and len(row) < 6 else -1
    return "", -1

"""The text of a pasal, taken apart into ayat and items as legal drafting writes them."""

import re
from dataclasses import dataclass, field

_AYAT = re.compile(r"^\((\d{1,3})\)\s*")
_ITEM = re.compile(r"^\s*((?:[a-z]{1,2}|\d{1,3})[.)]|[-–•])\s+(?=\S)")


@dataclass
class Item:
    """One lettered or numbered item, with those below it."""

    mark: str
    text: str
    children: list["Item"] = field(default_factory=list)


@dataclass
class Ayat:
    """One paragraph of a pasal; ``mark`` is ``(1)`` where there is more than one."""

    mark: str
    text: str
    items: list[Item] = field(default_factory=list)


def _kind(mark: str) -> str:
    """Marks of one list: letters, figures or dashes."""
    return "letter" if mark[0].isalpha() else "figure" if mark[0].isdigit() else "dash"


def _add_item(ayat: Ayat, mark: str, text: str) -> None:
    top = ayat.items
    if top and _kind(top[0].mark) != _kind(mark):
        top = top[-1].children
    top.append(Item("–" if _kind(mark) == "dash" else mark, text))


def _continue(ayat: Ayat, line: str) -> None:
    """A line without a mark goes on with what stood before it."""
    if not ayat.items:
        ayat.text = f"{ayat.text} {line}".strip()
        return
    item = ayat.items[-1].children[-1] if ayat.items[-1].children else ayat.items[-1]
    item.text = f"{item.text} {line}"


def _kept_together(text: str) -> str:
    """``Pasal 3`` and ``ayat (1)`` are never torn apart at the end of a line."""
    return re.sub(r"\b(Pasal|ayat|angka|huruf) (?=[\d(]|(?<=huruf )[a-z]\b)", "\\1\u00a0", text)


def parse(body: str) -> list[Ayat]:
    """Ayat of a pasal: parted by a blank line, or begun by ``(1)``; numbered here where the text has more than one."""
    ayats: list[Ayat] = []
    for block in re.split(r"\n\s*\n", _kept_together(body).replace("\r\n", "\n").strip()):
        current: Ayat | None = None
        for line in (line for line in block.split("\n") if line.strip()):
            if numbered := _AYAT.match(line.strip()):
                current = Ayat(f"({numbered[1]})", line.strip()[numbered.end() :])
                ayats.append(current)
            elif item := _ITEM.match(line):
                if current is None:
                    current = Ayat("", "")
                    ayats.append(current)
                _add_item(current, item[1], line[item.end() :].strip())
            elif current is None:
                current = Ayat("", line.strip())
                ayats.append(current)
            else:
                _continue(current, line.strip())
    if len(ayats) > 1 and not any(ayat.mark for ayat in ayats):
        for number, ayat in enumerate(ayats, start=1):
            ayat.mark = f"({number})"
    return ayats

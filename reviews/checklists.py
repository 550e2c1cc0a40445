"""What a review has to look at: the considerations of the telaahan and the mandatory contents of each form.

Each line names its own article: the considerations Permendagri 22/2020 Pasal 7, 29, 31 or 46, the contents what
``clause_headings`` knows. What is checked is stored by code, so that a later wording does not change what was ticked.
"""

import re
from typing import Any, NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from agreements.domain.clause_headings import contents_of, headings_of
from agreements.enums import CooperationKind, Initiator
from agreements.models import Agreement

CONSIDERATION, CONTENT, LOCAL = "pertimbangan", "muatan", "daerah"


class Item(NamedTuple):
    """One line of the checklist. ``pasal`` is where the draft seems to say it, for content only."""

    code: str
    group: str
    label: str | Promise
    article: str
    pasal: str = ""


_LETTERS = "abcde"
_P22 = "Permendagri 22/2020"

CONSIDERATIONS: tuple[tuple[str, str | Promise], ...] = (
    ("rpjmd", _("Kesesuaian dengan RPJMD dan rencana strategis sektor")),
    ("rtrw", _("Kesesuaian lokasi dengan rencana tata ruang wilayah")),
    ("keterkaitan", _("Keterkaitan antarsektor dan antarwilayah")),
    ("biaya_manfaat", _("Biaya dan manfaat")),
    ("dampak", _("Dampak terhadap pembangunan daerah")),
)
# Asked in addition of a third party that proposes on its own initiative.
OF_THIRD_PARTY: tuple[Item, ...] = (
    Item("bonafiditas", CONSIDERATION, _("Bonafiditas calon mitra"), f"{_P22} Pasal 31"),
    Item("pengalaman", CONSIDERATION, _("Pengalaman calon mitra"), f"{_P22} Pasal 31"),
    Item("komitmen", CONSIDERATION, _("Komitmen calon mitra"), f"{_P22} Pasal 31"),
)


def checklist_of(agreement: Agreement, draft: dict[str, Any]) -> list[Item]:
    """Every line a round has to look at, in order; contents with the pasal of the draft that seems to hold them."""
    basis = _basis_of(agreement)
    found = [
        Item(code, CONSIDERATION, label, basis.format(letter))
        for letter, (code, label) in zip(_LETTERS, CONSIDERATIONS, strict=True)
    ]
    if agreement.cooperation_kind == CooperationKind.KSDPK and agreement.initiator == Initiator.MITRA:
        found += OF_THIRD_PARTY
    headings = [article["heading"] for article in draft.get("articles", [])]
    wanted = headings_of(agreement)
    for name, article in contents_of(agreement):
        pasal = _pasal_of(name, headings) if name in wanted else ""
        found.append(Item(_slug(name), CONTENT, name.capitalize(), article, pasal))
    return found


def _basis_of(agreement: Agreement) -> str:
    """Where the law asks TKKSD to look at the five sides; a braced letter stands for each.

    Of Sinergi and abroad no article lists them: TKKSD assesses proposals (Pasal 46) by the sides of Pasal 7.
    """
    if agreement.cooperation_kind in CooperationKind.KSDD:
        return f"{_P22} Pasal 7 ayat (4)–(5) huruf {{}}"
    if agreement.cooperation_kind == CooperationKind.KSDPK:
        return f"{_P22} Pasal {31 if agreement.initiator == Initiator.MITRA else 29}, segi huruf {{}}"
    return f"{_P22} Pasal 46 ayat (2) huruf e, menurut segi Pasal 7 ayat (4)–(5) huruf {{}}"


def _slug(text: str) -> str:
    return re.sub(r"[^a-z]+", "_", text.casefold()).strip("_")[:40]


def _pasal_of(wanted: str, headings: list[str]) -> str:
    """The number of the pasal whose heading holds the words asked for, as text; empty when none does."""
    words = set(_slug(wanted).split("_")) - {"dan", "kerja", "sama"}
    for number, heading in enumerate(headings, start=1):
        if words <= set(_slug(heading).split("_")):
            return str(number)
    return ""

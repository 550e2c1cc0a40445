"""What a review has to look at: the considerations of the telaahan and the mandatory contents of each form.

Sources: Permendagri 22/2020 Pasal 7 ayat (4)–(5), 26, 31, 40–42; PP 28/2018 Pasal 19 ayat (2); Permendagri 25/2020
Pasal 13, 15, 20 and 26. What is checked is stored by code, so that a later wording does not change what was ticked.
"""

import re
from typing import Any, NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from agreements.domain.clause_headings import headings_of
from agreements.enums import CooperationKind, Form, Initiator
from agreements.models import Agreement

CONSIDERATION, CONTENT, LOCAL = "pertimbangan", "muatan", "daerah"


class Item(NamedTuple):
    """One line of the checklist. ``pasal`` is where the draft seems to say it, for content only."""

    code: str
    group: str
    label: str | Promise
    article: str
    pasal: str = ""


_TELAAHAN = "Permendagri 22/2020 Pasal 7 ayat (4)–(5)"
_PRAKARSA = "Permendagri 22/2020 Pasal 26 dan 31"
_DOMESTIC = "Permendagri 22/2020 Pasal 40–42"
_FOREIGN = "Permendagri 25/2020 Pasal 13, 15, 20, dan 26"

CONSIDERATIONS: tuple[Item, ...] = (
    Item("rpjmd", CONSIDERATION, _("Kesesuaian dengan RPJMD dan rencana strategis sektor"), _TELAAHAN),
    Item("rtrw", CONSIDERATION, _("Kesesuaian lokasi dengan rencana tata ruang wilayah"), _TELAAHAN),
    Item("keterkaitan", CONSIDERATION, _("Keterkaitan antarsektor dan antarwilayah"), _TELAAHAN),
    Item("biaya_manfaat", CONSIDERATION, _("Biaya dan manfaat"), _TELAAHAN),
    Item("dampak", CONSIDERATION, _("Dampak terhadap pembangunan daerah"), _TELAAHAN),
)
# Asked in addition of a third party that proposes on its own initiative.
OF_THIRD_PARTY: tuple[Item, ...] = (
    Item("bonafiditas", CONSIDERATION, _("Bonafiditas calon mitra"), _PRAKARSA),
    Item("pengalaman", CONSIDERATION, _("Pengalaman calon mitra"), _PRAKARSA),
    Item("komitmen", CONSIDERATION, _("Komitmen calon mitra"), _PRAKARSA),
)

# What stands outside the pasal, before and after them.
_OPENING: dict[str, tuple[str, ...]] = {
    Form.KESEPAKATAN_BERSAMA: ("Komparisi", "Para pihak", "Konsideran"),
    Form.PERJANJIAN_KERJA_SAMA: ("Komparisi", "Para pihak", "Konsideran"),
    Form.KONTRAK: ("Komparisi", "Para pihak", "Konsideran"),
    Form.NOTA_KESEPAKATAN: ("Komparisi", "Para pihak", "Premis", "Konsideran"),
    Form.PERNYATAAN_KEHENDAK: ("Subjek",),
    Form.NASKAH_KERJA_SAMA: ("Subjek",),
}
_CLOSING: dict[str, tuple[str, ...]] = {
    Form.PERNYATAAN_KEHENDAK: ("Tempat dan tanggal penandatanganan",),
    Form.NASKAH_KERJA_SAMA: ("Tempat dan tanggal penandatanganan",),
}


def checklist_of(agreement: Agreement, draft: dict[str, Any]) -> list[Item]:
    """Every line a round has to look at, in order; contents with the pasal of the draft that seems to hold them."""
    found = [*CONSIDERATIONS]
    if agreement.cooperation_kind == CooperationKind.KSDPK and agreement.initiator == Initiator.MITRA:
        found += OF_THIRD_PARTY
    source = _FOREIGN if agreement.cooperation_kind in CooperationKind.FOREIGN else _DOMESTIC
    headings = [article["heading"] for article in draft.get("articles", [])]
    wanted = headings_of(agreement)
    for label in (*_OPENING.get(agreement.form, ()), *wanted, *_CLOSING.get(agreement.form, ())):
        pasal = _pasal_of(label, headings) if label in wanted else ""
        found.append(Item(_slug(label), CONTENT, label.capitalize(), source, pasal))
    return found


def _slug(text: str) -> str:
    return re.sub(r"[^a-z]+", "_", text.casefold()).strip("_")[:40]


def _pasal_of(wanted: str, headings: list[str]) -> str:
    """The number of the pasal whose heading holds the words asked for, as text; empty when none does."""
    words = set(_slug(wanted).split("_")) - {"dan", "kerja", "sama"}
    for number, heading in enumerate(headings, start=1):
        if words <= set(_slug(heading).split("_")):
            return str(number)
    return ""

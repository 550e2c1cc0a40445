"""Our answer to who wrote to us, as PDF/A-3a and PDF/UA-1: the Kepala Daerah signs, so the state emblem is on top.

The language is the office's own, so nothing here is translated. WeasyPrint is imported only when something is rendered.
"""

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

from django.template.loader import render_to_string
from django.utils import timezone, translation

from agreements import words
from agreements.enums import OfferKind
from agreements.models import AnswerLetter, Offer
from agreements.pdf import emblems

DOTS = "……………………………"


def render(letter: AnswerLetter, *, now: dt.datetime) -> bytes:
    """The letter as it would go out; number and date are dotted lines until they are known. ``now`` dates the file."""
    from agreements.pdf import writing

    offer = letter.offer
    with translation.override("id"), timezone.override(ZoneInfo(offer.government.time_zone)):
        emblem, pictures = emblems.national()
        html = render_to_string(
            "pdf/answer_letter.html", {**_context(letter), "emblem": emblem, "created": writing.w3c(now)}
        )
    return writing.write(writing.layout(html, sheet="style/letter.css", pictures=pictures))


def _context(letter: AnswerLetter) -> dict[str, Any]:
    offer = letter.offer
    return {
        "letter": letter,
        "offer": offer,
        "government": offer.government,
        "head": offer.government.head_position,
        "number": letter.number or DOTS,
        "written_on": words.tanggal(letter.written_on) if letter.written_on else DOTS,
        "theirs": _theirs(offer),
        "what": "penawaran" if offer.kind == OfferKind.PENAWARAN else "usulan",
        "article": "Pasal 8" if offer.kind == OfferKind.PENAWARAN else "Pasal 31",
        "unit": offer.unit.name if offer.unit else "Bagian Kerja Sama",
    }


def _theirs(offer: Offer) -> str:
    """Their letter by number, date and matter, and when it reached us; of a second request that one too."""
    dated = f" tanggal {words.tanggal(offer.letter_on)}" if offer.letter_on else ""
    found = f"Nomor {offer.letter_number}{dated} perihal {offer.subject}, yang kami terima pada tanggal"
    found = f"{found} {words.tanggal(offer.received_on)}"
    if offer.second_received_on is None:
        return found
    number = f" Nomor {offer.second_number}" if offer.second_number else ""
    again = f"serta surat permintaan tanggapan kedua{number} yang kami terima pada tanggal"
    return f"{found}, {again} {words.tanggal(offer.second_received_on)}"

"""Figures of a finished year, written down once: what a yearly report printed can be looked up for ever.

The living figures go on changing, because documents are recorded late and corrected; these do not.
"""

import datetime as dt
from collections.abc import Iterator
from typing import NamedTuple

from django.utils import translation
from django.utils.translation import get_language, gettext_noop
from django.utils.translation import gettext as _

from agreements.domain.listing import MIXED, Choice
from agreements.enums import CooperationKind, Form, Initiator
from agreements.reference import SDGS, URUSAN_NAMES, sdg_name, urusan_name
from partners.enums import PartnerKind
from portal.domain.register import Register, register_at
from portal.models import Snapshot

FIRST_DAY, LAST_DAY = (1, 15), (3, 31)  # when a year is frozen by itself: late records are in, an outage is made up for
EARLIEST = 1900
METHOD = gettext_noop(
    "Dihitung dari naskah publik dalam register pada saat pembekuan. Setiap naskah dihitung sekali, pada tahun "
    "penandatanganannya; addendum dan perpanjangan adalah naskah tersendiri menurut bentuknya. Naskah dengan mitra "
    "beberapa jenis dihitung pada “Beragam”. Satu naskah dapat menyentuh beberapa urusan dan beberapa tujuan "
    "pembangunan berkelanjutan, jadi jumlah keduanya dapat melebihi jumlah naskah. “Berlaku pada 31 Desember” dihitung "
    "dari tanggal mulai dan hari terakhir setelah semua perubahan yang tercatat saat itu; naskah tanpa tanggal mulai "
    "tidak ikut. Naskah yang dicatat atau dikoreksi sesudah pembekuan tidak mengubah angka ini."
)
Row = tuple[str, str, str, int]


class Group(NamedTuple):
    """The rows of one figure, for a table of their own."""

    name: str
    title: str
    rows: list[Row]


def titles() -> dict[str, str]:
    """The figures in the order of the page, in the language of the reader."""
    return {
        "jumlah": _("Jumlah"),
        "bentuk": _("Ditandatangani pada tahun itu, menurut bentuk naskah"),
        "jenis": _("Ditandatangani pada tahun itu, menurut jenis kerja sama"),
        "jenis_mitra": _("Ditandatangani pada tahun itu, menurut jenis mitra"),
        "pemrakarsa": _("Ditandatangani pada tahun itu, menurut pemrakarsa"),
        "urusan": _("Ditandatangani pada tahun itu, menurut urusan pemerintahan"),
        "sdg": _("Ditandatangani pada tahun itu, menurut tujuan pembangunan berkelanjutan"),
    }


def freeze(year: int, now: dt.datetime) -> Snapshot:
    """The frozen figures of a year, made if there are none. Raises ValueError for a year that is not over."""
    register = register_at(now)
    if not EARLIEST <= year < register.clock.today.year:
        raise ValueError(f"{year} is not over")
    with translation.override("id"):  # a record has one language
        rows = list(_rows(year, register))
    made = Snapshot(
        year=year,
        frozen_on=register.clock.today,
        frozen_at=now,
        version=register.version.name,
        method=METHOD,
        rows=rows,
    )
    Snapshot.objects.bulk_create([made], ignore_conflicts=True)  # whoever was first is right
    return Snapshot.objects.get(year=year)


def freeze_due(now: dt.datetime) -> Snapshot | None:
    """Freeze last year between the middle of January and the end of March; nothing from an empty register."""
    register = register_at(now)
    today = register.clock.today
    if not FIRST_DAY <= (today.month, today.day) <= LAST_DAY or not register.counts.everything:
        return None
    known = Snapshot.objects.filter(year=today.year - 1).first()
    return known or freeze(today.year - 1, now)


def groups_of(snapshot: Snapshot) -> list[Group]:
    """The rows of each figure under its title; the names as they were frozen, for readers of Indonesian."""
    names = {} if get_language() == "id" else _names(snapshot.year)
    found = []
    for name, title in titles().items():
        rows = [
            (figure, code, names.get((figure, code), label), number)
            for figure, code, label, number in snapshot.rows
            if figure == name
        ]
        if rows:
            found.append(Group(name, title, rows))
    return found


def _names(year: int) -> dict[tuple[str, str], str]:
    """Names of the rows in the language of the reader, by figure and code, in their order."""
    kinds = [*((kind.value, str(kind.label)) for kind in PartnerKind), (MIXED, _("Beragam"))]
    listed: dict[str, list[tuple[str, str]]] = {
        "jumlah": [
            ("ditandatangani", _("Ditandatangani pada %(year)s") % {"year": year}),
            ("berlaku_31_desember", _("Berlaku pada 31 Desember %(year)s") % {"year": year}),
            ("tercatat", _("Naskah publik dalam register saat pembekuan")),
        ],
        "bentuk": [(form.value, str(form.label)) for form in Form],
        "jenis": [(kind.value, str(kind.label)) for kind in CooperationKind],
        "jenis_mitra": kinds,
        "pemrakarsa": [(side.value, str(side.label)) for side in Initiator],
        "urusan": [(code, urusan_name(code)) for code in URUSAN_NAMES],
        "sdg": [(str(goal), f"{goal}. {sdg_name(goal)}") for goal in SDGS],
    }
    return {(figure, code): label for figure, rows in listed.items() for code, label in rows}


def _rows(year: int, register: Register) -> Iterator[Row]:
    """Every value of every figure, also those that have none: nought is a finding."""
    counts = register.counts
    of_year = counts.select(Choice({"tahun": [year]}))
    in_force = counts.select(Choice({"pada": [dt.date(year, 12, 31)]}))
    numbers = {
        ("jumlah", "ditandatangani"): of_year.total,
        ("jumlah", "berlaku_31_desember"): in_force.total,
        ("jumlah", "tercatat"): counts.everything.bit_count(),
    }
    for figure in ("bentuk", "jenis", "jenis_mitra", "pemrakarsa", "urusan", "sdg"):
        numbers |= {(figure, str(value)): number for value, number in of_year.by(figure).items()}
    for (figure, code), label in _names(year).items():
        yield figure, code, label, numbers.get((figure, code), 0)

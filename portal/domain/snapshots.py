"""Figures of a finished year, written down once: what a yearly report printed can be looked up for ever.

The living figures go on changing, because documents are recorded late and corrected; these do not.
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from django.utils import translation
from django.utils.translation import gettext as _

from agreements.domain.counting import Selection
from agreements.domain.listing import MIXED, Choice
from agreements.enums import CooperationKind, Form, Initiator
from agreements.reference import SDGS, URUSAN_NAMES
from partners.enums import PartnerKind
from portal.domain.register import Register, register_at
from portal.models import Snapshot

FIRST_DAY, LAST_DAY = (1, 15), (3, 31)  # when a year is frozen by itself: late records are in, an outage is made up for
EARLIEST = 1900
METHOD = (
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
    """The rows of each figure under its title."""
    found = []
    for name, title in titles().items():
        rows = [(row[0], row[1], row[2], row[3]) for row in snapshot.rows if row[0] == name]
        if rows:
            found.append(Group(name, title, rows))
    return found


def _rows(year: int, register: Register) -> Iterator[Row]:
    counts = register.counts
    of_year = counts.select(Choice({"tahun": [year]}))
    in_force = counts.select(Choice({"pada": [dt.date(year, 12, 31)]}))
    yield "jumlah", "ditandatangani", f"Ditandatangani pada {year}", of_year.total
    yield "jumlah", "berlaku_31_desember", f"Berlaku pada 31 Desember {year}", in_force.total
    yield "jumlah", "tercatat", "Naskah publik dalam register saat pembekuan", counts.everything.bit_count()
    yield from _by(of_year, "bentuk", [(form.value, str(form.label)) for form in Form])
    yield from _by(of_year, "jenis", [(kind.value, str(kind.label)) for kind in CooperationKind])
    kinds = [(kind.value, str(kind.label)) for kind in PartnerKind]
    yield from _by(of_year, "jenis_mitra", [*kinds, (MIXED, "Beragam")])
    yield from _by(of_year, "pemrakarsa", [(side.value, str(side.label)) for side in Initiator])
    yield from _by(of_year, "urusan", [(code, str(name)) for code, name in URUSAN_NAMES.items()])
    yield from _by(of_year, "sdg", [(goal, f"{goal}. {name}") for goal, name in SDGS.items()])


def _by(selection: Selection, facet: str, values: Sequence[tuple[str | int, str]]) -> Iterator[Row]:
    """Every value, also those that have none: nought is a finding."""
    found = selection.by(facet)
    for value, label in values:
        yield facet, str(value), label, found.get(value, 0)

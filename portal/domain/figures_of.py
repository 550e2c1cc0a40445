"""Small tables of numbers about a selection of documents. Every number carries the address of what it counts."""

from collections.abc import Callable
from typing import Any, NamedTuple

from django.urls import reverse
from django.utils.translation import gettext_lazy

from agreements.domain import versions
from agreements.domain.counting import Selection
from agreements.enums import CooperationKind, Form, Validity
from portal.domain import names, subjects

ROWS = 10  # of a table that is ordered by number


class Line(NamedTuple):
    """One row: what is counted, how often, where the documents are, and its length as a bar from 0 to 100."""

    label: str
    number: int
    list_url: str
    page_url: str
    length: int


class Table(NamedTuple):
    """A table of one facet."""

    slug: str
    title: str
    lines: list[Line]


_LABELS: dict[str, Callable[[Any], str]] = {
    "keadaan": lambda value: str(Validity(value).label),
    "jenis": lambda value: str(CooperationKind(value).label),
    "bentuk": lambda value: str(Form(value).label),
    "tahun": names.year,
}
TITLES = {
    "keadaan": gettext_lazy("Keadaan hari ini"),
    "jenis": gettext_lazy("Jenis kerja sama"),
    "bentuk": gettext_lazy("Bentuk naskah"),
    "tahun": gettext_lazy("Tahun penandatanganan"),
    "mitra": gettext_lazy("Mitra tersering"),
    "pd": gettext_lazy("Perangkat daerah"),
    "urusan": gettext_lazy("Urusan pemerintahan"),
    "sdg": gettext_lazy("Tujuan pembangunan berkelanjutan"),
    "provinsi": gettext_lazy("Provinsi mitra"),
    "negara": gettext_lazy("Negara mitra"),
}


def table_of(
    facet: str, selection: Selection, query: str, version: versions.Version, *, limit: int = ROWS
) -> Table | None:
    """The values of one facet within a selection that ``query`` means; None when there are none."""
    counted = selection.by(facet)
    if not counted:
        return None
    order: Callable[[Any], Any] = (
        (lambda value: -value) if facet == "tahun" else (lambda value: (-counted[value], str(value)))
    )
    values = sorted(counted, key=order)[: limit if facet != "tahun" else None]
    label = _LABELS.get(facet)
    known = {value: label(value) for value in values} if label else subjects.names_of(facet, values, version)
    base = reverse("portal:list")
    most = max(counted[value] for value in values)
    lines = [
        Line(
            known[value],
            counted[value],
            f"{base}?{'&'.join(part for part in (query, f'{facet}={value}') if part)}",
            subjects.address(facet, value, known[value]),
            max(1, counted[value] * 100 // most),
        )
        for value in values
        if value in known
    ]
    return Table(facet, str(TITLES[facet]), lines)


def tables_of(facets: tuple[str, ...], selection: Selection, query: str, version: versions.Version) -> list[Table]:
    """Several facets; those without values are left out."""
    found = (table_of(facet, selection, query, version) for facet in facets)
    return [table for table in found if table is not None]

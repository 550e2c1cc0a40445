"""The choices beside a list: every value with its exact count and the address that adds or removes it."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.template.loader import render_to_string
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from agreements.domain import versions
from agreements.domain.counting import Selection
from agreements.domain.listing import MIXED
from agreements.enums import CooperationKind, Form, Initiator, Validity
from agreements.reference import sdg_name, urusan_name
from kerjasama.templatetags.ui import icon
from kerjasama.templatetags.ui_formats import angka
from partners import countries, regions
from partners.enums import PartnerKind
from portal.domain import names
from portal.domain.memory import Memory
from portal.domain.register import Register
from portal.domain.rows import written

SHOWN = 7  # values of a facet before "show all"
Pairs = Sequence[tuple[str, str]]


class Option(NamedTuple):
    """One value of a facet."""

    label: str
    number: int
    url: str
    chosen: bool


class Group(NamedTuple):
    """One facet: the values shown at once, and the rest; both also as HTML."""

    slug: str
    title: str
    first: list[Option]
    rest: list[Option]
    is_open: bool

    @property
    def first_html(self) -> SafeString:
        return _html(self.first)

    @property
    def rest_html(self) -> SafeString:
        return _html(self.rest)


def _html(options: list[Option]) -> SafeString:
    """List items written out in Python: a page has two hundred of them, and a template would take 20 times as long."""
    items = []
    for option in options:
        mark = ' aria-current="true"' if option.chosen else ""
        check = icon(name="check-lg") if option.chosen else ""
        items.append(
            f'<li><a rel="nofollow" href="{escape(option.url)}"{mark}>{check}<span>{escape(option.label)}</span>'
            f'<span class="num">{angka(option.number)}</span></a></li>'
        )
    return mark_safe("".join(items))  # noqa: S308 - every part is escaped above


class Panel(NamedTuple):
    """All facets of a list, and the panel as HTML."""

    groups: list[Group]
    html: SafeString


class Chip(NamedTuple):
    """A chosen value and the address without it."""

    title: str
    label: str
    url: str


class Facet(NamedTuple):
    """How one facet is shown: its title, names of its values, their order, open at first or not."""

    title: Any
    labels: Callable[[Iterable[Any], versions.Version], dict[Any, str]]
    by_count: bool = True
    is_open: bool = False


def _choices(choices: Any) -> Callable[[Iterable[Any], versions.Version], dict[Any, str]]:
    return lambda values, _version: {value: str(choices(value).label) for value in values}


def _provinces(values: Iterable[str], _version: versions.Version) -> dict[str, str]:
    return {code: found.name if (found := regions.find(code)) else code for code in values}


def _partner_kinds(values: Iterable[str], _version: versions.Version) -> dict[str, str]:
    return {value: _("Beragam") if value == MIXED else str(PartnerKind(value).label) for value in values}


def _sdgs(values: Iterable[int], _version: versions.Version) -> dict[int, str]:
    return {goal: f"{goal}. {sdg_name(goal)}" for goal in values}


FACETS: dict[str, Facet] = {
    "keadaan": Facet(gettext_lazy("Keadaan"), _choices(Validity), is_open=True),
    "jenis": Facet(gettext_lazy("Jenis kerja sama"), _choices(CooperationKind), is_open=True),
    "bentuk": Facet(gettext_lazy("Bentuk naskah"), _choices(Form), is_open=True),
    "tahun": Facet(
        gettext_lazy("Tahun"),
        lambda values, _v: {value: names.year(value) for value in values},
        by_count=False,
        is_open=True,
    ),
    "urusan": Facet(
        gettext_lazy("Urusan pemerintahan"), lambda values, _v: {code: urusan_name(code) for code in values}
    ),
    "pd": Facet(gettext_lazy("Perangkat daerah"), names.units),
    "mitra": Facet(gettext_lazy("Mitra"), names.partners),
    "jenis_mitra": Facet(gettext_lazy("Jenis mitra"), _partner_kinds),
    "provinsi": Facet(gettext_lazy("Provinsi mitra"), _provinces),
    "negara": Facet(
        gettext_lazy("Negara mitra"), lambda values, _v: {code: countries.name_of(code) or code for code in values}
    ),
    "sdg": Facet(gettext_lazy("Tujuan pembangunan berkelanjutan"), _sdgs, by_count=False),
    "sisa": Facet(
        gettext_lazy("Berakhir dalam"),
        lambda values, _v: {days: _("%(days)s hari") % {"days": days} for days in values},
        by_count=False,
    ),
    "pemrakarsa": Facet(gettext_lazy("Pemrakarsa"), _choices(Initiator)),
    "pada": Facet(gettext_lazy("Berlaku pada"), lambda values, _v: {day: written(day) for day in values}),
}


_panels: Memory[tuple[Any, ...], Panel] = Memory(most=400)


def panel_of(selection: Selection, chosen: dict[str, list[Any]], pairs: Pairs, register: Register) -> Panel:
    """The facets beside a list; every page of the same list has the same."""
    key = (register.version.name, register.clock.days, get_language(), tuple(pairs))
    found = _panels.get(key)
    if found is None:
        groups = groups_of(selection, chosen, pairs, register.version)
        found = Panel(groups, render_to_string("portal/_facets.html", {"groups": groups}))
        _panels.put(key, found)
    return found


def groups_of(
    selection: Selection, chosen: dict[str, list[Any]], pairs: Pairs, version: versions.Version
) -> list[Group]:
    """Every facet that has something to choose. ``pairs`` is the present address without its page."""
    found = []
    for slug, facet in FACETS.items():
        counted = selection.by(slug)
        picked = chosen.get(slug, [])
        values = [*picked, *(value for value in counted if value not in picked)]
        labels = facet.labels(values, version)
        others = urlencode([pair for pair in pairs if pair[0] != slug])
        own = [(slug, str(value)) for value in picked]
        adding = "?" + "&".join(part for part in (others, urlencode(own), f"{slug}=") if part)
        options = []
        for value, label in labels.items():
            if value in picked:
                left = urlencode([pair for pair in own if pair[1] != str(value)])
                url = "?" + "&".join(part for part in (others, left) if part)
            else:
                url = f"{adding}{value}"
            options.append((value, Option(label, counted.get(value, 0), url, value in picked)))
        options.sort(key=lambda item: _place(item, by_count=facet.by_count, slug=slug))
        if options:
            listed = [option for _value, option in options]
            found.append(Group(slug, str(facet.title), listed[:SHOWN], listed[SHOWN:], facet.is_open or bool(picked)))
    return found


def _place(item: tuple[Any, Option], *, by_count: bool, slug: str) -> tuple[Any, ...]:
    """Chosen first; then the most frequent, or the natural order (years newest first)."""
    value, option = item
    if by_count:
        return (not option.chosen, -option.number, option.label)
    return (not option.chosen, -value if slug == "tahun" else value)


def chips_of(chosen: dict[str, list[Any]], pairs: Pairs, version: versions.Version) -> list[Chip]:
    """What was chosen, each with the address without it."""
    found = []
    for slug, values in chosen.items():
        labels = FACETS[slug].labels(values, version)
        for value in values:
            left = [pair for pair in pairs if pair != (slug, str(value))]
            found.append(Chip(str(FACETS[slug].title), labels.get(value, _("tidak dikenal")), "?" + urlencode(left)))
    return found

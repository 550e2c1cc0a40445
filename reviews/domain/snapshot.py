"""The draft as it stood when a round was opened: what was judged is kept word for word, whatever comes later."""

from collections.abc import Callable
from typing import Any, NamedTuple, TypedDict

from django.utils import translation
from django.utils.translation import gettext_lazy as _

from agreements import words
from agreements.domain.articles import articles_of
from agreements.enums import CooperationKind, FileKind, Form, Funding, TermRule, Visibility
from agreements.models import Agreement, Party
from agreements.reference import URUSAN_NAMES


class PartyPart(TypedDict):
    label: str
    name: str
    number: str
    signatory: str


class ArticlePart(TypedDict):
    heading: str
    body: str


class FilePart(TypedDict):
    id: int
    name: str
    kind: str
    sha256: str


class Draft(TypedDict):
    """What ``Round.draft`` holds. ``facts`` are texts as people read them, by code; empty ones are left out."""

    facts: dict[str, str]
    parties: list[PartyPart]
    articles: list[ArticlePart]
    files: list[FilePart]


class Fact(NamedTuple):
    """One labelled fact of a draft, for the page."""

    code: str
    label: str
    text: str


def _plain(name: str) -> Callable[[Agreement], str]:
    return lambda agreement: str(getattr(agreement, name) or "").strip()


def _day(name: str) -> Callable[[Agreement], str]:
    def text(agreement: Agreement) -> str:
        day = getattr(agreement, name)
        return words.tanggal(day) if day else ""

    return text


def _money(agreement: Agreement) -> str:
    return words.rupiah(agreement.value_amount) if agreement.value_amount is not None else ""


# Code -> (label, how it reads). In the order a reviewer reads them.
FACTS: dict[str, tuple[Any, Callable[[Agreement], str]]] = {
    "title": (_("Judul"), _plain("title")),
    "form": (_("Bentuk naskah"), lambda a: a.title_as_printed or str(Form(a.form).label)),
    "cooperation_kind": (_("Jenis kerja sama"), lambda a: str(CooperationKind(a.cooperation_kind).label)),
    "parent": (_("Naskah induk"), lambda a: a.parent.title if a.parent else ""),
    "lead_unit": (_("Perangkat daerah pemrakarsa"), lambda a: a.lead_unit.name),
    "units": (
        _("Perangkat daerah lain"),
        lambda a: "\n".join(sorted(unit.name for unit in a.initiating_units.all())),
    ),
    "background": (_("Latar belakang"), _plain("background")),
    "purpose": (_("Maksud dan tujuan"), _plain("purpose")),
    "object": (_("Objek"), _plain("object")),
    "scope": (_("Ruang lingkup"), _plain("scope")),
    "benefits": (_("Manfaat"), _plain("benefits")),
    "urusan": (_("Urusan"), lambda a: "\n".join(URUSAN_NAMES.get(code, code) for code in a.urusan)),
    "location": (_("Lokasi"), lambda a: "\n".join(filter(None, [*a.location_names, a.location_text]))),
    "funding": (
        _("Pembiayaan"),
        lambda a: "\n".join([*(str(Funding(code).label) for code in a.funding_sources), a.funding_note]).strip(),
    ),
    "value": (_("Nilai"), _money),
    "starts": (_("Mulai berlaku"), _day("effective_from")),
    "duration": (_("Jangka waktu"), _plain("duration_text")),
    "ends": (_("Hari terakhir berlaku"), _day("ends_on")),
    "term_rule": (
        _("Ketentuan jangka waktu"),
        lambda a: "" if a.term_rule == TermRule.TETAP else str(TermRule(a.term_rule).label),
    ),
    "visibility": (
        _("Keterbukaan"),
        lambda a: "" if a.visibility == Visibility.PUBLIK else str(Visibility(a.visibility).label),
    ),
}


def take(agreement: Agreement) -> Draft:
    """The draft as it stands, in the language of the office; as text, so that it reads the same in ten years."""
    with translation.override("id"):
        facts = {code: text for code, (_label, read) in FACTS.items() if (text := read(agreement))}
        return Draft(
            facts=facts,
            parties=[_party(party) for party in agreement.ordered_parties()],
            articles=[ArticlePart(heading=c.heading, body=c.body) for c in articles_of(agreement)],
            files=[
                FilePart(id=f.pk, name=f.name, kind=str(FileKind(f.kind).label), sha256=f.sha256)
                for f in agreement.files.filter(withdrawn_at=None).order_by("kind", "name", "pk")
            ],
        )


def _party(party: Party) -> PartyPart:
    signatory = ", ".join(
        part for part in (party.signatory_name_with_titles or party.signatory_name, party.signatory_position) if part
    )
    return PartyPart(label=party.label, name=party.display_name, number=party.number, signatory=signatory)


def facts_of(draft: dict[str, Any]) -> list[Fact]:
    """The facts of a stored draft in reading order, with today's labels."""
    stored: dict[str, str] = draft.get("facts", {})
    return [Fact(code, str(label), stored[code]) for code, (label, _read) in FACTS.items() if stored.get(code)]

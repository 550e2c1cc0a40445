"""Everything public about one document, gathered in a fixed number of queries."""

import datetime as dt
from collections.abc import Iterator
from typing import Any, NamedTuple

from django.db.models import Prefetch, Q
from django.utils.translation import gettext as _

from agreements.enums import Capacity, CooperationKind, Form, Relation
from agreements.models import Agreement, Correction, File, Party
from agreements.reference import SDGS, sdg_name, urusan_name
from portal.domain import rows, story, subjects


class PublicParty(NamedTuple):
    """A party as the public may know it: the representative's name and office, no address and no contact."""

    label: str
    name: str
    number: str
    signatory: str
    position: str
    capacity: str
    query: str
    page_url: str


class Branch(NamedTuple):
    """One document of the tree; ``children`` are branches too."""

    url: str
    title: str
    form: str
    number: str
    relation: str
    signed: str
    badge: dict[str, Any]
    is_this: bool
    children: list[Any]


class Dossier(NamedTuple):
    """What the permanent page, its JSON and its citation are made of."""

    agreement: Agreement
    url: str
    parties: list[PublicParty]
    scope: list[str]
    urusan: list[tuple[str, str]]
    sdgs: list[tuple[int, str]]
    units: list[tuple[int, str]]
    unit_pages: list[tuple[str, str]]
    files: list[File]
    events: list[story.Event]
    tree: list[Branch]
    moved_by: Agreement | None
    badge: dict[str, Any]

    def related(self) -> Iterator[Branch]:
        """The other public documents of the tree, from the top down."""
        waiting = list(self.tree)
        while waiting:
            branch = waiting.pop(0)
            waiting += branch.children
            if not branch.is_this:
                yield branch

    @property
    def parent(self) -> Branch | None:
        """The document this one stands under, if the public may see it."""
        return next((branch for branch in self.related() if any(child.is_this for child in branch.children)), None)

    def file_addresses(self) -> list[tuple[File, str]]:
        """The public files and where each is fetched."""
        return [(file, rows.file_address(self.url, file.pk, file.name)) for file in self.files]


def load(code: str, number: str) -> Agreement:
    """The public document at an address. Raises Agreement.DoesNotExist for anything the public may not see."""
    parties = Party.objects.select_related("partner", "government").order_by("order")
    return (
        Agreement.objects.public()
        .select_related("government", "lead_unit")
        .prefetch_related(
            Prefetch("parties", parties),
            "initiating_units",
            Prefetch("files", File.objects.public().order_by("kind", "name", "-version"), to_attr="public_files"),
            Prefetch("corrections", Correction.objects.order_by("at", "pk"), to_attr="all_corrections"),
        )
        .get(government__code=code, register_no=number)
    )


def dossier_of(agreement: Agreement, *, today: dt.date) -> Dossier:
    """Gather it. Related documents are only those that are public themselves."""
    root = agreement.root_id or agreement.pk
    family = list(
        Agreement.objects.public()
        .filter(Q(root_id=root) | Q(pk=root))
        .select_related("government")
        .order_by("signed_on", "pk")
    )
    children = [other for other in family if other.parent_id == agreement.pk]
    moving = [
        child for child in children
        if child.relation in Relation.MOVES_END and child.last_day and child.last_day == agreement.effective_ends_on
    ]  # fmt: skip
    corrections: list[Correction] = agreement.all_corrections  # type: ignore[attr-defined]
    units = {agreement.lead_unit_id: agreement.lead_unit.name}
    units.update({unit.pk: unit.name for unit in agreement.initiating_units.all()})
    return Dossier(
        agreement=agreement,
        url=rows.address(agreement.government.code, agreement.register_no or ""),
        parties=[public_party(party) for party in agreement.ordered_parties()],
        scope=[line.strip(" -•\t") for line in agreement.scope.splitlines() if line.strip(" -•\t")],
        urusan=[(code, urusan_name(code)) for code in agreement.urusan],
        sdgs=[(goal, sdg_name(goal)) for goal in agreement.sdgs if goal in SDGS],
        units=list(units.items()),
        unit_pages=[(subjects.address("pd", pk, name), name) for pk, name in units.items()],
        files=_latest(agreement.public_files),  # type: ignore[attr-defined]
        events=story.story_of(agreement, children=children, corrections=corrections, today=today),
        tree=_branches(family, agreement, today) if len(family) > 1 else [],
        moved_by=moving[-1] if moving and agreement.effective_ends_on != agreement.ends_on else None,
        badge=rows.badge_of(agreement, today),
    )


def public_party(party: Party) -> PublicParty:
    """What the public may know of a party; a capacity that the law does not name says nothing."""
    return PublicParty(
        label=_(party.label),
        name=party.display_name,
        number=party.number,
        signatory=party.signatory_name_with_titles or party.signatory_name,
        position=party.signatory_position,
        capacity=str(Capacity(party.capacity).label) if party.capacity not in {"", Capacity.LAINNYA} else "",
        query=f"mitra={party.partner_id}" if party.partner_id else "",
        page_url=subjects.address("mitra", party.partner_id, party.partner.name) if party.partner else "",
    )


def _latest(files: list[File]) -> list[File]:
    """The newest version of each file; they come newest first."""
    found: dict[tuple[str, str], File] = {}
    for file in files:
        found.setdefault((file.kind, file.name), file)
    return list(found.values())


def _branches(family: list[Agreement], this: Agreement, today: dt.date) -> list[Branch]:
    """The tree as it may be shown: a document whose parent is hidden stands at the top."""
    known = {agreement.pk for agreement in family}
    below: dict[int | None, list[Agreement]] = {}
    for agreement in family:
        parent = agreement.parent_id if agreement.parent_id in known else None
        below.setdefault(parent, []).append(agreement)

    def grow(parent: int | None) -> list[Branch]:
        return [
            Branch(
                url=rows.address(agreement.government.code, agreement.register_no or ""),
                title=agreement.title,
                form=str(Form(agreement.form).label),
                number=agreement.register_no or "",
                relation=str(Relation(agreement.relation).label) if agreement.relation and parent else "",
                signed=rows.written(agreement.signed_on, agreement.signed_precision),
                badge=rows.badge_of(agreement, today),
                is_this=agreement.pk == this.pk,
                children=grow(agreement.pk),
            )
            for agreement in below.get(parent, [])
        ]

    return grow(None)


def kind_label(agreement: Agreement) -> str:
    """Jenis kerja sama in words."""
    return str(CooperationKind(agreement.cooperation_kind).label)

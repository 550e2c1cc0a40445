"""Who changed what of a partner, and when: read from the events the database itself keeps."""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from accounts.models import User
from partners import countries, regions
from partners.enums import PartnerKind
from partners.models import Partner, PartnerAlias

SHOWN = (
    "name", "kind", "short_name", "legal_form", "legal_basis", "region_code", "country", "address", "website", "logo",
    "note", "merged_into_id",
)  # fmt: skip


@dataclass(frozen=True)
class Change:
    """One fact before and after, in words."""

    label: str
    before: str
    after: str


@dataclass
class Entry:
    """What one person did at one moment (one database transaction)."""

    at: dt.datetime
    title: str
    by: str
    changes: list[Change] = field(default_factory=list)


def history_of(partner: Partner) -> list[Entry]:
    """Entry, changes, other names gained and lost, and merges; the newest first."""
    events = list(_events(Partner).filter(pgh_obj_id=partner.pk).select_related("pgh_context").order_by("pgh_id"))
    names = list(_events(PartnerAlias).filter(partner_id=partner.pk).select_related("pgh_context").order_by("pgh_id"))
    merges = _events(Partner).filter(merged_into_id=partner.pk, pgh_label="update")
    merged = list(merges.select_related("pgh_context").order_by("pgh_id"))
    people = _people([*events, *names, *merged])
    targets = _names_of([event.merged_into_id for event in events])
    entries = [
        *_own(events, people, targets),
        *[Entry(e.pgh_created_at, _alias_title(e), _who(e, people)) for e in names],
        *_taken_over(merged, people),
    ]
    return sorted(entries, key=lambda entry: entry.at, reverse=True)


def _events(model: Any) -> Any:
    """All the events kept of a model, by pghistory."""
    return model.events.rel.related_model.objects


def _own(events: list[Any], people: dict[int, str], targets: dict[int, str]) -> Iterable[Entry]:
    before: Any = None
    for event in events:
        who = _who(event, people)
        if before is None:
            yield Entry(event.pgh_created_at, _("Mitra dicatat"), who)
        else:
            changes = [
                Change(
                    _label(name),
                    _words(name, getattr(before, name), targets),
                    _words(name, getattr(event, name), targets),
                )
                for name in SHOWN
                if getattr(before, name) != getattr(event, name)
            ]
            if event.merged_into_id and not before.merged_into_id:
                title = _("Digabung ke %(name)s") % {"name": targets.get(event.merged_into_id, "")}
                yield Entry(event.pgh_created_at, title, who)
            elif changes:
                yield Entry(event.pgh_created_at, _("Data mitra diubah"), who, changes)
        before = event


def _taken_over(events: list[Any], people: dict[int, str]) -> Iterable[Entry]:
    seen: set[int] = set()
    for event in events:
        if event.pgh_obj_id not in seen:
            seen.add(event.pgh_obj_id)
            yield Entry(
                event.pgh_created_at, _("Menerima gabungan %(name)s") % {"name": event.name}, _who(event, people)
            )


def _alias_title(event: Any) -> str:
    titles = {
        "insert": _("Nama lain ditambah: %(name)s"),
        "update": _("Nama lain dicatat: %(name)s"),
        "delete": _("Nama lain dihapus: %(name)s"),
    }
    return titles.get(event.pgh_label, "%(name)s") % {"name": event.name}


def _people(events: Iterable[Any]) -> dict[int, str]:
    ids = {(event.pgh_context.metadata or {}).get("user") for event in events if event.pgh_context}
    found = User.objects.filter(pk__in=[one for one in ids if one]).order_by("pk")
    return {person.pk: str(person) for person in found}


def _who(event: Any, people: dict[int, str]) -> str:
    metadata: dict[str, int] = event.pgh_context.metadata if event.pgh_context else {}
    return people.get(metadata.get("user", 0), _("Sistem"))


def _names_of(ids: Iterable[int | None]) -> dict[int, str]:
    wanted = [one for one in ids if one]
    return dict(Partner.objects.filter(pk__in=wanted).values_list("pk", "name")) if wanted else {}


def _label(name: str) -> str:
    field_: Any = Partner._meta.get_field(name.removesuffix("_id"))
    words = str(field_.verbose_name)
    return words[:1].upper() + words[1:]


def _words(name: str, value: Any, targets: dict[int, str]) -> str:
    if not value:
        return ""
    words: dict[str, Callable[[], str]] = {
        "kind": lambda: str(PartnerKind(value).label),
        "country": lambda: countries.name_of(value) or value,
        "region_code": lambda: f"{regions.name_of(value)} ({value})",
        "logo": lambda: _("ada gambar"),
        "merged_into_id": lambda: targets.get(value, ""),
    }
    return words[name]() if name in words else str(value)

"""Every changed value of a document, its parties and files: read from the events the database itself keeps."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as say

from accounts.models import User
from agreements.models import Agreement, File, Party
from agreements.words import tanggal

MECHANICAL = {
    "version", "updated_at", "updated_by_id", "created_at", "created_by_id", "id", "agreement_id", "root_id",
    "register_year", "register_seq", "uploaded_by_id",
}  # fmt: skip


@dataclass(frozen=True)
class ValueChange:
    """One value before and after, in words."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Event:
    """What one transaction did to one row."""

    at: dt.datetime
    by: str
    title: str
    changes: list[ValueChange] = field(default_factory=list)


def events_of(agreement: Agreement) -> list[Event]:
    """Insertions, changes and deletions, the newest first; changes of nothing a person calls a value are left out."""
    found: list[tuple[Any, Any, type[models.Model]]] = []
    for model, condition in (
        (Agreement, {"pgh_obj_id": agreement.pk}),
        (Party, {"agreement_id": agreement.pk}),
        (File, {"agreement_id": agreement.pk}),
    ):
        rows = _events(model).filter(**condition).select_related("pgh_context").order_by("pgh_obj_id", "pgh_id")
        before: Any = None
        for row in rows:
            is_same = before is not None and before.pgh_obj_id == row.pgh_obj_id
            found.append((row, before if is_same else None, model))
            before = row
    people = _people(row for row, _before, _model in found)
    told = [_event(row, before, model, people) for row, before, model in found]
    # One transaction is one moment: within it the last row told is the newest.
    return sorted((one for one in reversed(told) if one is not None), key=lambda one: one.at, reverse=True)


def label_of(model: Any, name: str) -> str:
    """What a field is called where its values are told, with a capital letter."""
    known = {
        "signed_precision": say("Ketelitian tanggal penandatanganan"),
        "ends_precision": say("Ketelitian hari terakhir berlaku"),
        "duration_value": say("Jangka waktu (angka)"),
        "duration_unit": say("Jangka waktu (satuan)"),
        "frozen_at": say("Dibekukan"),
        "government": say("Pemerintah daerah"),
        "uploaded_at": say("Diunggah"),
        "region_code_as_signed": say("Kode wilayah saat ditandatangani"),
        "mime": say("Jenis isi berkas"),
        "sha256": "SHA-256",
    }
    words = known.get(name) or str(model._meta.get_field(name).verbose_name)
    return words[:1].upper() + words[1:]


def _events(model: Any) -> Any:
    return model.events.rel.related_model.objects


def _event(row: Any, before: Any, model: type[models.Model], people: dict[int, str]) -> Event | None:
    name = str(model._meta.verbose_name)
    about = getattr(row, "name", "") if model is File else ""
    if model is Party:
        about = say("urutan %(order)s") % {"order": row.order}
    title = {
        "insert": say("%(thing)s dicatat"),
        "delete": say("%(thing)s dihapus"),
    }.get(row.pgh_label, say("%(thing)s diubah")) % {"thing": f"{name} {about}".strip().capitalize()}
    changes = list(_changes(row, before, model))
    if row.pgh_label == "update" and not changes:
        return None
    return Event(row.pgh_created_at, _who(row, people), title, changes)


def _changes(row: Any, before: Any, model: type[models.Model]) -> Iterable[ValueChange]:
    for field_ in model._meta.concrete_fields:
        column = field_.attname
        if column in MECHANICAL or not hasattr(row, column):
            continue
        old, new = getattr(before, column, None) if before is not None else None, getattr(row, column)
        if row.pgh_label != "update":
            continue
        if old != new:
            yield ValueChange(label_of(model, field_.name), in_words(field_, old), in_words(field_, new))


def in_words(field_: Any, value: Any) -> str:
    """One value: choices by name, days and moments in words, nothing for nothing."""
    if value is None or value in ("", []):
        return ""
    choices = dict(field_.flatchoices) if field_.choices else {}
    if isinstance(value, str) and value in choices:
        return str(choices[value])
    if isinstance(field_, models.ForeignKey):
        target = field_.related_model._default_manager.filter(pk=value).first()
        return str(target or value)
    return _plain(value)


def _plain(value: Any) -> str:
    match value:
        case bool():
            return say("Ya") if value else say("Tidak")
        case list():
            return ", ".join(str(one) for one in value)
        case dt.datetime():
            local = timezone.localtime(value)
            return f"{tanggal(local.date())} pukul {local:%H.%M}"
        case dt.date():
            return tanggal(value)
        case _:
            return str(value)


def _people(rows: Iterable[Any]) -> dict[int, str]:
    ids = {(row.pgh_context.metadata or {}).get("user") for row in rows if row.pgh_context}
    return {person.pk: str(person) for person in User.objects.filter(pk__in=[one for one in ids if one]).order_by("pk")}


def _who(row: Any, people: dict[int, str]) -> str:
    metadata: dict[str, Any] = (row.pgh_context.metadata or {}) if row.pgh_context else {}
    return people.get(metadata.get("user", 0), say("Sistem"))

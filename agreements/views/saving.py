"""Saving the form: the draft, its files, and, for an old paper, its registration, in one transaction."""

import datetime as dt
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from functools import partial
from typing import Any, BinaryIO, cast

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.models import User
from agreements.domain import drafting, files, working_copies
from agreements.domain.errors import Conflict, WrongPhase
from agreements.domain.workflow import perform
from agreements.enums import FileKind, Visibility
from agreements.forms.bundle import Bundle
from agreements.models import Agreement
from agreements.views import beginnings
from agreements.views.entry_page import Entry
from kerjasama import held_uploads
from kerjasama.uploads import Upload, inspect

KEPT_NAMES = 600
HELD = held_uploads.NOTES


class StaleError(Exception):
    """Somebody saved since the form was opened; ``agreement`` is the version now stored."""

    def __init__(self, agreement: Agreement, reason: str) -> None:
        super().__init__(reason)
        self.agreement = agreement


class MovedOnError(Exception):
    """The document is in a phase where it is no longer edited."""

    def __init__(self, agreement: Agreement, reason: str) -> None:
        super().__init__(reason)
        self.agreement = agreement


@dataclass
class Saved:
    """What came of it: the document, sentences about refused files and its letter, and whether it was registered."""

    agreement: Agreement
    refused_files: list[str] = field(default_factory=list)
    about_letter: list[str] = field(default_factory=list)
    is_registered: bool = False


def save(entry: Entry, bundle: Bundle, *, wants_register: bool, now: dt.datetime) -> Saved:
    """Save what the valid ``bundle`` says. Raises StaleError, MovedOnError, ValidationError; then nothing is saved."""
    with transaction.atomic():
        agreement = _save_draft(entry, bundle, now=now)
        saved = Saved(agreement)
        saved.refused_files = store_uploads(entry, agreement, now=now)
        if entry.agreement is None:
            saved.about_letter = beginnings.remember(entry.request.GET, agreement, by=entry.user, now=now)
        if wants_register and not saved.refused_files:
            perform(agreement, "register_legacy", by=entry.user, now=now)
            saved.is_registered = True
    return saved


def _save_draft(entry: Entry, bundle: Bundle, *, now: dt.datetime) -> Agreement:
    """Create or update; the same new form sent twice becomes one document."""
    agreement, copy = entry.agreement, None
    if agreement is None and entry.key is not None:
        copy = working_copies.claim(user=entry.user, government=entry.place.government, key=entry.key)
        agreement = copy.agreement
    if agreement is None:
        agreement = drafting.create_draft(entry.place.government, **bundle.values(), by=entry.user, now=now)
        if copy is not None:
            working_copies.became(copy, agreement)
        return agreement
    version = entry.base_version or (1 if copy is not None else 0)
    try:
        agreement = drafting.update_draft(agreement, **bundle.values(), base_version=version, by=entry.user, now=now)
    except Conflict as error:
        raise StaleError(Agreement.objects.select_related("updated_by").get(pk=agreement.pk), str(error)) from error
    except WrongPhase as error:
        raise MovedOnError(agreement, str(error)) from error
    working_copies.discard(user=entry.user, agreement=agreement)
    return agreement


def _chosen(request: Any, *, legacy: bool) -> list[tuple[UploadedFile[Any], str]]:
    """The files of the form (``berkas``), each with its kind (``jenis_berkas``: one for each, or one for all)."""
    chosen: list[UploadedFile[Any]] = request.FILES.getlist("berkas")
    kinds: list[str] = request.POST.getlist("jenis_berkas")
    fallback = FileKind.PINDAIAN if legacy else FileKind.DRAF
    named = kinds if len(kinds) == len(chosen) else [kinds[0] if kinds else fallback] * len(chosen)
    return [(one, kind if kind in FileKind.values else fallback) for one, kind in zip(chosen, named, strict=True)]


def store_uploads(entry: Entry, agreement: Agreement, *, now: dt.datetime) -> list[str]:
    """Store the files that wait since an earlier sending, then those chosen now; returns why any was refused."""
    waiting, lost = held_uploads.held(entry.request.POST.getlist(HELD), owner=entry.user.pk)
    refused = [_refusal(one.name, [reason]) for one, reason in lost if not _is_stored(agreement, one)]
    for one in waiting:
        refused += _store(agreement, partial(held_uploads.taken, one), one.name, kind=one.kind, by=entry.user, now=now)
        transaction.on_commit(partial(held_uploads.forget, one))
    for upload, kind in _chosen(entry.request, legacy=entry.legacy):
        refused += store_one(agreement, upload, kind=kind, by=entry.user, now=now)
    return refused


def _is_stored(agreement: Agreement, one: held_uploads.Held) -> bool:
    """Whether the first of two sendings of the form has stored it; a public copy has other bytes than were given."""
    same = Q(kind=one.kind, name=one.name) if one.kind == FileKind.SALINAN_PUBLIK else Q(sha256=one.sha256)
    return agreement.files.filter(same, withdrawn_at=None).exists()


def hold_uploads(entry: Entry, *, leaves_form: bool) -> tuple[list[held_uploads.Held], list[str]]:
    """The form comes back: what waits already and what was chosen now, held; and why any was refused.

    With JavaScript chosen files stay in the form, so that only leaving it makes them wait.
    """
    waiting, refused = waiting_files(entry.request.POST.getlist(HELD), entry.user)
    if entry.request.headers.get("HX-Request") == "true" and not leaves_form:
        return waiting, refused
    for upload, kind in _chosen(entry.request, legacy=entry.legacy):
        if len(waiting) >= held_uploads.MOST:
            refused.append(_refusal(upload.name, [_("paling banyak 20 berkas sekali simpan.")]))
            continue
        try:
            waiting.append(held_uploads.hold(upload, kind=kind, owner=entry.user.pk))
        except ValidationError as error:
            refused.append(_refusal(upload.name, error.messages))
    return waiting, refused


def waiting_files(notes: list[str], user: User) -> tuple[list[held_uploads.Held], list[str]]:
    """The files that wait by these notes, and a sentence for each that has to be chosen once more."""
    waiting, lost = held_uploads.held(notes, owner=user.pk)
    return waiting, [_refusal(one.name, [reason]) for one, reason in lost]


def store_one(agreement: Agreement, upload: UploadedFile[Any], *, kind: str, by: User, now: dt.datetime) -> list[str]:
    """Check and store one file of a kind; a public copy is public, all else for insiders. Says why it was refused."""

    def given() -> AbstractContextManager[Upload]:
        return nullcontext(inspect(cast("BinaryIO", upload), name=upload.name or ""))

    return _store(agreement, given, upload.name, kind=kind, by=by, now=now)


def _store(
    agreement: Agreement,
    given: Callable[[], AbstractContextManager[Upload]],
    name: str | None,
    *,
    kind: str,
    by: User,
    now: dt.datetime,
) -> list[str]:
    visibility = Visibility.PUBLIK if kind == FileKind.SALINAN_PUBLIK else Visibility.TERBATAS
    try:
        with transaction.atomic(), given() as upload:
            files.store(agreement, upload, kind=kind, visibility=visibility, by=by, now=now)
    except ValidationError as error:
        return [_refusal(name, error.messages)]
    return []


def _refusal(name: str | None, reasons: Iterable[str]) -> str:
    return _("%(name)s tidak disimpan: %(reason)s") % {"name": name, "reason": " ".join(reasons)}


def clean_raw(data: Any) -> dict[str, list[str]]:
    """Raw fields that can be stored: text lists by name, without tokens and without what PostgreSQL cannot hold.

    Raises ValidationError for another shape.
    """
    if not isinstance(data, dict) or len(data) > KEPT_NAMES:
        raise ValidationError(_("Isian ini tidak dapat disimpan otomatis."))
    kept: dict[str, list[str]] = {}
    for name, values in data.items():
        if not isinstance(name, str) or not isinstance(values, list) or not all(isinstance(v, str) for v in values):
            raise ValidationError(_("Isian ini tidak dapat disimpan otomatis."))
        if name not in {"csrfmiddlewaretoken", "berkas"}:
            kept[_storable(name)] = _all_storable(values)
    return kept


def _all_storable(values: Iterable[str]) -> list[str]:
    return [_storable(value) for value in values]


def _storable(text: str) -> str:
    return text.replace("\x00", "").encode("utf-8", "replace").decode()

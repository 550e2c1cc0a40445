"""Files of a document. The bytes lie once in the store under their SHA-256; a row says what they are to which document.

Bytes are written first and completely, then the row: a crash between the two leaves bytes nobody points to, never a row
that points to nothing. Nothing here deletes bytes.
"""

import datetime as dt
import hashlib
import io
import uuid
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path
from typing import Any, BinaryIO, cast

import pghistory
from django.core.exceptions import ValidationError
from django.core.files.base import File as DjangoFile
from django.core.files.storage import Storage, default_storage
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from accounts.models import User
from agreements.enums import FileKind, Visibility
from agreements.models import Agreement, File
from kerjasama import public_copy
from kerjasama.uploads import Upload

# What the public may get: a copy without metadata, or what we printed ourselves. Never the archive's scan (UU 27/2022).
PUBLIC_KINDS = frozenset({FileKind.SALINAN_PUBLIK, FileKind.CETAKAN})


def store(
    agreement: Agreement,
    upload: Upload,
    *,
    kind: str,
    visibility: str = Visibility.TERBATAS,
    by: User,
    now: dt.datetime,
    note: str = "",
    masked_copy_of: File | None = None,
) -> File:
    """Keep an inspected upload as the next version of (kind, name); the same bytes handed in twice give the same row.

    A ``salinan_publik`` loses its metadata on the way in. Raises ValidationError when such a file may not be public, or
    the original of a masked copy belongs elsewhere.
    """
    _require_may_be(kind, visibility)
    if masked_copy_of is not None and (kind != FileKind.SALINAN_PUBLIK or masked_copy_of.agreement_id != agreement.pk):
        raise ValidationError(_("Salinan tersamar harus berasal dari berkas naskah yang sama."), code="masked_copy")
    with public_copy.stripped(upload) if kind == FileKind.SALINAN_PUBLIK else nullcontext(upload) as kept:
        put(kept.stream, sha256=kept.sha256, size=kept.size)
    with transaction.atomic(), pghistory.context(reason=note, at=now.isoformat()):
        Agreement.objects.select_for_update(of=("self",)).get(pk=agreement.pk)
        versions = File.objects.filter(agreement=agreement, kind=kind, name=kept.name)
        twin = versions.filter(
            sha256=kept.sha256, withdrawn_at=None, visibility=visibility, masked_copy_of=masked_copy_of
        ).first()
        if twin is not None:
            return twin
        return File.objects.create(
            agreement=agreement,
            kind=kind,
            name=kept.name,
            version=(versions.aggregate(last=Max("version"))["last"] or 0) + 1,
            visibility=visibility,
            sha256=kept.sha256,
            size=kept.size,
            mime=kept.mime,
            masked_copy_of=masked_copy_of,
            note=note.strip(),
            uploaded_by=by,
            uploaded_at=now,
        )


def _require_may_be(kind: str, visibility: str) -> None:
    if visibility != Visibility.PUBLIK or kind in PUBLIC_KINDS:
        return
    if kind == FileKind.PINDAIAN:
        raise ValidationError(
            _("Pindaian arsip tidak dibuka; unggah salinan publik yang sudah disamarkan."), code="archive_scan"
        )
    raise ValidationError(
        _("Hanya salinan publik yang dapat dibuka untuk umum; unggah sebagai salinan publik."), code="not_public"
    )


def put(stream: BinaryIO, *, sha256: str, size: int, storage: Storage | None = None) -> str:
    """Write bytes under their SHA-256 unless they are there; answers with their place in the store.

    Written under a temporary name and moved, so that a cut write never stands under a true name. Raises OSError when
    the stream no longer gives the bytes that were inspected.
    """
    store_of = storage or default_storage
    place = f"{sha256[:2]}/{sha256}"
    if store_of.exists(place) and store_of.size(place) == size:
        return place
    return _write(store_of, place, stream, sha256=sha256)


class _Checked(DjangoFile):  # type: ignore[type-arg]
    """A stream that is counted and hashed while the store reads it."""

    def __init__(self, stream: BinaryIO) -> None:
        super().__init__(stream)
        self.stream = stream
        self.digest = hashlib.sha256()

    def chunks(self, chunk_size: int | None = None) -> Any:
        self.stream.seek(0)
        while piece := self.stream.read(chunk_size or self.DEFAULT_CHUNK_SIZE):
            self.digest.update(piece)
            yield piece


def _write(storage: Storage, place: str, stream: BinaryIO, *, sha256: str = "") -> str:
    content = _Checked(stream)
    try:
        target = Path(storage.path(place))
    except NotImplementedError:  # an object store: one upload is already all or nothing
        stream.seek(0)
        storage.save(place, DjangoFile(stream))
        return place
    temporary = storage.save(f"sementara/{uuid.uuid4().hex}", content)
    written = Path(storage.path(temporary))
    if sha256 and content.digest.hexdigest() != sha256:
        written.unlink()
        raise OSError("the upload changed while it was stored")
    target.parent.mkdir(parents=True, exist_ok=True)
    written.replace(target)
    return place


def open_file(file: File) -> BinaryIO:
    """The stored bytes, to read; FileNotFoundError when the store has lost them."""
    return open_bytes(file.sha256)


def open_bytes(sha256: str) -> BinaryIO:
    """The stored bytes with this SHA-256, to read; FileNotFoundError when the store has lost them."""
    return cast("BinaryIO", default_storage.open(f"{sha256[:2]}/{sha256}", "rb"))


@transaction.atomic
def withdraw(file: File, *, reason: str, by: User, now: dt.datetime) -> File:
    """Take a file out of use with a reason; row and bytes stay. A second withdrawal changes nothing.

    Raises ValidationError without a reason.
    """
    reason = _reason(reason)
    locked = File.objects.select_for_update(of=("self",)).get(pk=file.pk)
    if locked.withdrawn_at is None:
        with pghistory.context(reason=reason, by=by.pk):
            locked.withdrawn_at, locked.withdrawn_reason = now, reason
            locked.save(update_fields=["withdrawn_at", "withdrawn_reason"])
    return locked


@transaction.atomic
def change_visibility(file: File, *, visibility: str, reason: str, by: User, now: dt.datetime) -> File:
    """Open or close a file, with a reason the history keeps (UU 14/2008 Pasal 17: rahasia follows uji konsekuensi).

    Raises ValidationError without a reason, for a withdrawn file, or when such a file may not be public.
    """
    reason = _reason(reason)
    locked = File.objects.select_for_update(of=("self",)).get(pk=file.pk)
    if locked.withdrawn_at is not None:
        raise ValidationError(_("Berkas ini sudah ditarik."), code="withdrawn")
    _require_may_be(locked.kind, visibility)
    if locked.visibility != visibility:
        with pghistory.context(reason=reason, by=by.pk, at=now.isoformat()):
            locked.visibility = visibility
            locked.save(update_fields=["visibility"])
    return locked


def _reason(reason: str) -> str:
    text = " ".join(reason.split())
    if not text:
        raise ValidationError({"reason": _("Alasan wajib diisi.")})
    if len(text) > 300:
        raise ValidationError({"reason": _("Alasan terlalu panjang (paling banyak 300 karakter).")})
    return text


def rendered(key: str, render: Callable[[], bytes], *, storage: Storage | None = None) -> bytes:
    """What ``render`` makes, made once per ``key`` (64 hexadecimal digits of all it depends on) and then read."""
    store_of = storage or default_storage
    place = f"cetakan/{key[:2]}/{key}"
    try:
        with store_of.open(place, "rb") as handle:
            return bytes(handle.read())
    except FileNotFoundError:
        body = render()
    _write(store_of, place, io.BytesIO(body))
    return body

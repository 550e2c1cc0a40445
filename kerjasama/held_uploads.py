"""Files chosen in a form that could not be saved yet: held for two days, so that nobody chooses them twice.

A browser forgets chosen files when a page comes back, and without JavaScript nothing puts them in again. The bytes wait
in the store, apart from true files; the form carries a signed note that says whose they are. No row is needed: a note
that never comes back leaves bytes that ``forget_old`` takes away.
"""

import datetime as dt
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from typing import Any, BinaryIO, NamedTuple, cast

from django.core import signing
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from kerjasama.uploads import MAX_BYTES, Upload, inspect

FOLDER = "titipan"
NOTES = "berkas_titipan"  # where a form carries its notes
LIFETIME = dt.timedelta(days=2)
MOST = 20  # in one form
_SALT = "kerjasama.held_uploads"


@dataclass(frozen=True)
class Held:
    """One inspected file that waits: its facts, the kind chosen for it, whose it is, and where the bytes lie."""

    name: str
    kind: str
    mime: str
    extension: str
    size: int
    sha256: str
    owner: int
    place: str

    @property
    def note(self) -> str:
        """What the form carries: signed, so that nobody reaches another's file or another place by it."""
        return signing.dumps(asdict(self), salt=_SALT, compress=True)


def hold(upload: UploadedFile[Any], *, kind: str, owner: int, max_bytes: int = MAX_BYTES) -> Held:
    """Inspect a chosen file and keep its bytes aside. Raises ValidationError as ``uploads.inspect`` does."""
    found = inspect(cast("BinaryIO", upload), name=upload.name or "", max_bytes=max_bytes)
    place = default_storage.save(f"{FOLDER}/{uuid.uuid4().hex}", upload)
    return Held(found.name, kind, found.mime, found.extension, found.size, found.sha256, owner, place)


class Found(NamedTuple):
    """What the notes of a form name: files that wait, and those to choose once more, with the reason in a sentence."""

    files: list[Held]
    lost: list[tuple[Held, str]]


def held(notes: Sequence[str], *, owner: int) -> Found:
    """The person's own files of these notes, each once; one that is gone or beyond MOST is named, never dropped."""
    own: dict[str, Held] = {}
    for note in notes:
        try:
            one = Held(**signing.loads(note, salt=_SALT))
        except (signing.BadSignature, TypeError):
            continue
        if one.owner == owner:
            own[one.place] = one
    found = Found([], [])
    for one in own.values():
        if len(found.files) >= MOST:
            found.lost.append((one, _("paling banyak 20 berkas sekali simpan.")))
        elif default_storage.exists(one.place):
            found.files.append(one)
        else:
            found.lost.append((one, _too_long()))
    return found


def _too_long() -> str:
    return _("Berkas ini sudah terlalu lama menunggu; pilih sekali lagi.")


@contextmanager
def taken(one: Held) -> Iterator[Upload]:
    """The file as if it had just been inspected. Raises ValidationError when its time was over meanwhile."""
    try:
        stream = cast("BinaryIO", default_storage.open(one.place, "rb"))
    except FileNotFoundError:
        raise ValidationError(_too_long()) from None
    with stream:
        yield Upload(one.name, one.mime, one.extension, one.size, one.sha256, stream)


def forget(one: Held) -> None:
    """The file was stored where it belongs."""
    default_storage.delete(one.place)


def forget_old(*, now: dt.datetime) -> int:
    """Delete what nobody came back for within LIFETIME; returns how many."""
    try:
        _folders, names = default_storage.listdir(FOLDER)
    except FileNotFoundError:
        return 0
    old = [name for name in names if default_storage.get_modified_time(f"{FOLDER}/{name}") < now - LIFETIME]
    for name in old:
        default_storage.delete(f"{FOLDER}/{name}")
    return len(old)

"""Real files for the demonstration: the paper as our own renderer prints it, as archive scan and as public copy."""

import datetime as dt
import io

from accounts.models import User
from agreements.domain import files
from agreements.enums import FileKind, Visibility
from agreements.models import Agreement
from agreements.pdf import render_agreement
from kerjasama.uploads import inspect
from workspace.demo import scans


def attach(agreement: Agreement, *, kinds: dict[str, str], by: User, now: dt.datetime) -> None:
    """Store the rendered paper as a file of each kind, with its visibility."""
    paper = render_agreement(agreement, now=now)
    for kind, visibility in kinds.items():
        upload = inspect(io.BytesIO(paper), name=f"{agreement.register_no}-{kind}.pdf")
        files.store(agreement, upload, kind=kind, visibility=visibility, by=by, now=now)


def attach_old_scan(agreement: Agreement, *, by: User, now: dt.datetime) -> None:
    """The page as a scanner gives it, never public, and its public copy where the document is public."""
    page = scans.scan(agreement)
    kinds = [(FileKind.PINDAIAN, Visibility.TERBATAS)]
    if agreement.visibility == Visibility.PUBLIK:
        kinds.append((FileKind.SALINAN_PUBLIK, Visibility.PUBLIK))
    for kind, visibility in kinds:
        upload = inspect(io.BytesIO(page), name=f"{agreement.register_no}-{kind}.pdf")
        files.store(agreement, upload, kind=kind, visibility=visibility, by=by, now=now)


def attach_scan_and_public_copy(agreement: Agreement, *, by: User, now: dt.datetime) -> None:
    """The archive scan, never public, and the public copy beside it."""
    kinds: dict[str, str] = {FileKind.PINDAIAN: Visibility.TERBATAS, FileKind.SALINAN_PUBLIK: Visibility.PUBLIK}
    attach(agreement, kinds=kinds, by=by, now=now)

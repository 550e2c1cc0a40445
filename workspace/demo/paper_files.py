"""Real files for the demonstration: the paper as our own renderer prints it, as archive scan and as public copy."""

import datetime as dt
import io

from accounts.models import User
from agreements.domain import files
from agreements.enums import FileKind, Visibility
from agreements.models import Agreement, File
from agreements.pdf import render_agreement
from kerjasama.uploads import inspect
from workspace.demo import scans


def attach(agreement: Agreement, *, kind: str, visibility: str, by: User, now: dt.datetime) -> File:
    """Store the rendered paper as a file of ``kind``."""
    name = f"{agreement.register_no}-{kind}.pdf"
    upload = inspect(io.BytesIO(render_agreement(agreement, now=now)), name=name)
    return files.store(agreement, upload, kind=kind, visibility=visibility, by=by, now=now)


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
    attach(agreement, kind=FileKind.PINDAIAN, visibility=Visibility.TERBATAS, by=by, now=now)
    attach(agreement, kind=FileKind.SALINAN_PUBLIK, visibility=Visibility.PUBLIK, by=by, now=now)

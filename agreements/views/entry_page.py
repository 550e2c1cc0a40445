"""The page of the form: what surrounds the fields, and where errors of the domain are told."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.forms.utils import ErrorList
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.domain.roles import Workplace
from accounts.models import User
from agreements.domain.children import Seam
from agreements.enums import CooperationKind, FileKind
from agreements.forms.bundle import Bundle
from agreements.models import Agreement, WorkingCopy
from kerjasama.held_uploads import Held

UPLOAD_KINDS = (
    FileKind.DRAF, FileKind.KAK, FileKind.STUDI_KELAYAKAN, FileKind.SURAT, FileKind.SURAT_KUASA, FileKind.LAMPIRAN,
)  # fmt: skip


@dataclass
class Entry:
    """One visit to the form: who, where, which document, and what was found of earlier typing."""

    request: HttpRequest
    user: User
    place: Workplace
    agreement: Agreement | None = None
    legacy: bool = False
    key: UUID | None = None
    base_version: int | None = None
    copy: WorkingCopy | None = None
    unsaved: list[WorkingCopy] = field(default_factory=list)
    restored_at: dt.datetime | None = None
    seam: Seam | None = None
    touched_row: str = ""
    held: list[Held] = field(default_factory=list)
    refused_files: list[str] = field(default_factory=list)


def sections(entry: Entry) -> list[tuple[str, str]]:
    """The side index: anchor and name of each part of the form."""
    parts = [
        ("naskah", _("Naskah")),
        ("para-pihak", _("Para pihak")),
        ("pokok", _("Isi")),
        ("urusan-sdgs", _("Urusan dan SDGs")),
        ("perangkat-daerah", _("Perangkat daerah")),
        ("pembiayaan", _("Pembiayaan")),
        ("jangka-waktu", _("Jangka waktu")),
        ("induk", _("Naskah induk")),
        ("berkas", _("Berkas dan keterbukaan")),
    ]
    if entry.legacy:
        parts.insert(6, ("penandatanganan", _("Penandatanganan")))
    return parts


def show(entry: Entry, bundle: Bundle, *, status: int = 200) -> HttpResponse:
    """The whole page; htmx takes from it the part it asked for."""
    suggestion = bundle.parties.suggestion()
    chosen = bundle.form["cooperation_kind"].value()
    agreement = entry.agreement
    files = list(agreement.files.filter(withdrawn_at=None).order_by("kind", "-version", "-pk")) if agreement else []
    context: dict[str, Any] = {
        "entry": entry,
        "form": bundle.form,
        "parties": bundle.parties,
        "sections": sections(entry),
        "suggestion": suggestion if suggestion and suggestion != chosen else None,
        "agreement": agreement,
        "files": files,
        "file_kinds": _file_kinds(entry),
        "copy_is_stale": bool(agreement and entry.copy and entry.copy.base_version != agreement.version),
        "back": reverse("agreements:detail", args=[agreement.pk]) if agreement else reverse("agreements:list"),
        "held": entry.held,
        "refused_files": entry.refused_files,
        "kind_choices": CooperationKind,
    }  # fmt: skip
    return render(entry.request, "agreements/entry.html", context, status=status)


def _file_kinds(entry: Entry) -> list[FileKind]:
    if entry.legacy:
        return [FileKind.PINDAIAN, FileKind.SALINAN_PUBLIK, *UPLOAD_KINDS]
    return list(UPLOAD_KINDS)


def tell(bundle: Bundle, error: ValidationError) -> None:
    """Put what the domain refused beside the field it is about."""
    found: dict[str, list[Any]] = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
    for name, sentences in found.items():
        if name == "parties":
            rows: ErrorList = bundle.parties.non_form_errors()
            rows.extend(sentences)
        else:
            for sentence in sentences:
                bundle.form.add_error(name if name in bundle.form.fields else None, sentence)


def go(request: HttpRequest, address: str) -> HttpResponse:
    """Go on to another page, also when the form was sent by htmx."""
    if request.headers.get("HX-Request") == "true":
        answer = HttpResponse(status=204)
        answer.headers["HX-Redirect"] = address
        return answer
    return redirect(address)

"""Files of a document: hand in, show, take out of use, open or close; and the papers the register prints."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from accounts.domain.roles import Workplace
from accounts.models import User
from agreements import pdf
from agreements.domain import files
from agreements.enums import FileKind, Visibility
from agreements.forms.files import UploadForm, VisibilityForm, WithdrawForm
from agreements.models import Agreement, File
from agreements.pdf import word
from agreements.views.access import load, member, require
from agreements.views.serving import serve, serve_pdf
from kerjasama.uploads import DOCX

MANAGE = "agreements.manage_files"


def _load_file(user: User, pk: int) -> File:
    """A file the person may see; one taken out of use only for those who oversee. 404 otherwise."""
    rows = File.objects.visible_to(user).select_related("agreement__government", "agreement__lead_unit")
    found = get_object_or_404(rows, pk=pk)
    if found.withdrawn_at is not None and not user.has_perm("agreements.audit_agreement", found.agreement):
        raise Http404
    return found


@require_safe
@member
def file(request: HttpRequest, pk: int, *, user: User, place: Workplace) -> HttpResponseBase:
    """The stored file itself; ``?unduh`` saves it."""
    return serve(request, _load_file(user, pk))


@require_http_methods(["GET", "HEAD", "POST"])
@member
def file_upload(request: HttpRequest, pk: int, *, user: User, place: Workplace) -> HttpResponse:
    """The files of a document, and handing in more. A script that sends files one by one asks for JSON."""
    agreement = load(user, place, pk)
    require(user, MANAGE, agreement)
    form = UploadForm(agreement=agreement, initial={"kind": request.GET.get("jenis", "")})
    if request.method != "POST":
        return _page(request, agreement, user, form)
    form = UploadForm(request.POST, request.FILES, agreement=agreement)
    stored = _store_all(form, agreement, user) if form.is_valid() else []
    if request.headers.get("Accept") == "application/json":
        return _answer(form, stored)
    if stored:
        text = ngettext("%(n)s berkas disimpan.", "%(n)s berkas disimpan.", len(stored)) % {"n": len(stored)}
        messages.success(request, text)
    if form.is_valid():
        return redirect("agreements:file_upload", agreement.pk)
    return _page(request, agreement, user, form, status=422)


def _store_all(form: UploadForm, agreement: Agreement, user: User) -> list[File]:
    """Keep every sound file; what was refused is said beside the input."""
    stored = []
    for upload in form.cleaned_data["berkas"]:
        try:
            stored.append(
                files.store(
                    agreement,
                    upload,
                    kind=form.cleaned_data["kind"],
                    visibility=form.cleaned_data["visibility"],
                    note=form.cleaned_data["note"],
                    masked_copy_of=form.cleaned_data["masked_copy_of"],
                    by=user,
                    now=timezone.now(),
                )
            )
        except ValidationError as error:
            form.refused.append(f"{upload.name}: {error.messages[0]}")
    for sentence in form.refused:
        form.add_error("berkas", sentence)
    return stored


def _answer(form: UploadForm, stored: list[File]) -> JsonResponse:
    errors = [error for listed in form.errors.values() for error in listed]
    rows = [{"name": one.name, "url": reverse("agreements:file", args=[one.pk])} for one in stored]
    return JsonResponse({"stored": rows, "errors": errors}, status=422 if errors else 200)


def _page(
    request: HttpRequest, agreement: Agreement, user: User, form: UploadForm, *, status: int = 200
) -> HttpResponse:
    rows = File.objects.visible_to(user).filter(agreement=agreement).select_related("uploaded_by", "masked_copy_of")
    shown = list(rows.order_by("kind", "name", "-version"))
    context = {
        "agreement": agreement,
        "form": form,
        "files": shown,
        "has_scan": any(one.kind == FileKind.PINDAIAN and one.withdrawn_at is None for one in shown),
        "may_file": True,
        "may_audit": user.has_perm("agreements.audit_agreement", agreement),
        "can_print": pdf.can_render(agreement),
    }
    return render(request, "agreements/files.html", context, status=status)


def _change(
    request: HttpRequest, found: File, form: WithdrawForm | VisibilityForm, page: str, *, status: int = 200
) -> HttpResponse:
    context = {"file": found, "agreement": found.agreement, "form": form}
    return render(request, page, context, status=status)


def _own_file(user: User, pk: int) -> File:
    found = _load_file(user, pk)
    require(user, MANAGE, found.agreement)
    if found.withdrawn_at is not None:
        raise Http404
    return found


@require_http_methods(["GET", "HEAD", "POST"])
@member
def file_withdraw(request: HttpRequest, pk: int, *, user: User, place: Workplace) -> HttpResponse:
    """Take a file out of use, with a reason."""
    found = _own_file(user, pk)
    form = WithdrawForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        files.withdraw(found, reason=form.cleaned_data["reason"], by=user, now=timezone.now())
        messages.success(request, _("Berkas “%(name)s” ditarik.") % {"name": found.name})
        return redirect("agreements:file_upload", found.agreement_id)
    status = 422 if request.method == "POST" else 200
    return _change(request, found, form, "agreements/file_withdraw.html", status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@member
def file_visibility(request: HttpRequest, pk: int, *, user: User, place: Workplace) -> HttpResponse:
    """Open or close a file, with a reason."""
    found = _own_file(user, pk)
    form = VisibilityForm(request.POST or None, initial={"visibility": found.visibility})
    if request.method == "POST" and form.is_valid():
        facts: dict[str, Any] = form.cleaned_data
        try:
            files.change_visibility(found, **facts, by=user, now=timezone.now())
        except ValidationError as error:
            form.add_error("visibility", error.messages[0])
        else:
            label = Visibility(facts["visibility"]).label
            messages.success(
                request, _("Keterbukaan “%(name)s” kini: %(label)s.") % {"name": found.name, "label": label}
            )
            return redirect("agreements:file_upload", found.agreement_id)
    status = 422 if request.method == "POST" else 200
    return _change(request, found, form, "agreements/file_visibility.html", status=status)


@require_safe
@member
def agreement_pdf(request: HttpRequest, pk: int, *, user: User, place: Workplace) -> HttpResponseBase:
    """The document as the register prints it, once signed as it was signed; 404 for an old paper without text."""
    agreement = load(user, place, pk)
    if not pdf.can_render(agreement):
        raise Http404
    kept = pdf.kept_print(agreement)
    if kept is not None and File.objects.visible_to(user).filter(pk=kept.pk).exists():
        return serve(request, kept)
    printed = pdf.stored_agreement(agreement, now=timezone.now())
    return serve_pdf(request, printed.body, name=_name(agreement, _("naskah")), etag=printed.key)


@require_safe
@member
def agreement_docx(request: HttpRequest, pk: int, *, user: User, place: Workplace) -> HttpResponse:
    """The draft in Word, for offices that write there; 404 once it is signed: then only the paper counts."""
    agreement = load(user, place, pk)
    if agreement.is_frozen() or not pdf.can_render(agreement):
        raise Http404
    response = HttpResponse(word.draft(agreement), content_type=DOCX)
    response["Content-Disposition"] = f'attachment; filename="rancangan-{agreement.pk}.docx"'
    return response


@require_safe
@member
def card(request: HttpRequest, pk: int, *, user: User, place: Workplace) -> HttpResponseBase:
    """The register card with internal facts, for those who work here."""
    agreement = load(user, place, pk)
    printed = pdf.stored_card(agreement, now=timezone.now(), public=False)
    return serve_pdf(request, printed.body, name=_name(agreement, _("kartu")), etag=printed.key)


@require_http_methods(["POST"])
@member
def keep_printed(request: HttpRequest, pk: int, *, user: User, place: Workplace) -> HttpResponse:
    """Keep the paper as printed now among the files of the document."""
    agreement = load(user, place, pk)
    require(user, MANAGE, agreement)
    if not pdf.can_render(agreement):
        raise Http404
    kept = pdf.keep_printed(agreement, by=user, now=timezone.now())
    messages.success(request, _("Cetakan disimpan sebagai “%(name)s”.") % {"name": kept.name})
    return redirect("agreements:file_upload", agreement.pk)


def _name(agreement: Agreement, what: str) -> str:
    return f"{what}-{agreement.register_no or agreement.pk}.pdf"


__all__ = [
    "agreement_docx",
    "agreement_pdf",
    "card",
    "file",
    "file_upload",
    "file_visibility",
    "file_withdraw",
    "serve",
]

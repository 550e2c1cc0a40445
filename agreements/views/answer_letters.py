"""Our answer letter: written from what came in, read as PDF, sent with its number, kept with its signed copy."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.domain.roles import Workplace
from accounts.models import User
from agreements.domain import answer_letters, offers
from agreements.domain.errors import WrongPhase
from agreements.forms.answer_letters import LetterForm, SendForm
from agreements.models import AnswerLetter, File, Offer
from agreements.pdf import letter as paper
from agreements.views.access import member, require
from agreements.views.offers import FORM_METHODS, load_offer, tell
from agreements.views.serving import serve
from kerjasama.errors import conflict
from kerjasama.uploads import PDF, inspect

WRITE = "agreements.answer_offer"


def _load(user: User, place: Workplace, pk: int) -> AnswerLetter:
    seen = Offer.objects.visible_to(user).filter(government=place.government)
    beside = ("offer__government", "offer__partner", "offer__unit", "offer__agreement")
    return get_object_or_404(AnswerLetter.objects.filter(offer__in=seen).select_related(*beside), pk=pk)


@require_http_methods(FORM_METHODS)
@member
def write(request: HttpRequest, pk: int, kind: str, *, user: User, place: Workplace) -> HttpResponse:
    """A new letter of this kind about an offer."""
    offer = load_offer(user, place, pk)
    require(user, WRITE, offer)
    if kind not in AnswerLetter.Kind.values:
        raise Http404
    initial = LetterForm.initial_of(answer_letters.beginning(offer, kind))
    form = LetterForm(request.POST or None, kind=kind, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            letter = answer_letters.draft(offer, values=form.facts(), by=user)
        except WrongPhase as error:
            return conflict(request, reason=str(error), back=offers.path_of(offer))
        except ValidationError as error:
            tell(form, error)
        else:
            messages.success(request, _("Konsep surat tersimpan."))
            return redirect("agreements:answer_letter", letter.pk)
    return _form_page(request, form, offer, None)


@require_http_methods(FORM_METHODS)
@member
def change(request: HttpRequest, pk: int, *, user: User, place: Workplace) -> HttpResponse:
    """Other words for a letter that has not gone out."""
    letter = _load(user, place, pk)
    require(user, WRITE, letter.offer)
    initial = LetterForm.initial_of(LetterForm.facts_of(letter))
    form = LetterForm(request.POST or None, kind=letter.kind, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            answer_letters.change(letter, values=form.facts(), by=user)
        except WrongPhase as error:
            return conflict(request, reason=str(error), back=offers.path_of(letter.offer))
        except ValidationError as error:
            tell(form, error)
        else:
            messages.success(request, _("Konsep surat tersimpan."))
            return redirect("agreements:answer_letter", pk)
    return _form_page(request, form, letter.offer, letter)


def _form_page(request: HttpRequest, form: LetterForm, offer: Offer, letter: AnswerLetter | None) -> HttpResponse:
    label = AnswerLetter.Kind(form.kind).label
    context = {"form": form, "offer": offer, "letter": letter, "label": label}
    return render(request, "agreements/letter_form.html", context, status=422 if form.errors else 200)


@require_safe
@member
def show(request: HttpRequest, pk: int, *, user: User, place: Workplace) -> HttpResponse:
    """One letter and what may be done with it."""
    return _page(request, _load(user, place, pk), user)


def _page(request: HttpRequest, letter: AnswerLetter, user: User, form: SendForm | None = None) -> HttpResponse:
    today = letter.offer.government.today()
    context: dict[str, Any] = {
        "letter": letter,
        "offer": letter.offer,
        "form": form or SendForm(initial={"number": letter.number, "written_on": letter.written_on or today}),
        "may_write": user.has_perm(WRITE, letter.offer),
        "stops_clock": letter.kind in answer_letters.ANSWERS,
    }
    return render(request, "agreements/letter.html", context, status=422 if form and form.errors else 200)


@require_POST
@member
def send(request: HttpRequest, pk: int, *, user: User, place: Workplace) -> HttpResponse:
    """It went out."""
    letter = _load(user, place, pk)
    require(user, WRITE, letter.offer)
    form, now = SendForm(request.POST), timezone.now()
    if form.is_valid():
        try:
            answer_letters.send(letter, **form.cleaned_data, render=partial(paper.render, now=now), by=user, now=now)
        except WrongPhase as error:
            return conflict(request, reason=str(error), back=offers.path_of(letter.offer))
        except ValidationError as error:
            tell(form, error)
        else:
            messages.success(request, _("Surat jawaban tercatat terkirim."))
            return redirect("agreements:answer_letter", pk)
    return _page(request, letter, user, form)


@require_POST
@member
def drop(request: HttpRequest, pk: int, *, user: User, place: Workplace) -> HttpResponse:
    """Throw away a letter that has not gone out."""
    letter = _load(user, place, pk)
    require(user, WRITE, letter.offer)
    try:
        answer_letters.drop(letter, by=user)
    except WrongPhase as error:
        return conflict(request, reason=str(error), back=offers.path_of(letter.offer))
    messages.success(request, _("Konsep surat dihapus."))
    return redirect(offers.path_of(letter.offer))


@require_POST
@member
def attach(request: HttpRequest, pk: int, *, user: User, place: Workplace) -> HttpResponse:
    """The signed copy."""
    letter = _load(user, place, pk)
    require(user, WRITE, letter.offer)
    given: Any = request.FILES.get("berkas")
    try:
        if given is None:
            raise ValidationError(_("Pilih berkas pindaian surat yang sudah ditandatangani."))
        upload = inspect(given, name=given.name or "")
        answer_letters.attach_signed(letter, upload, by=user, now=timezone.now())
    except WrongPhase as error:
        return conflict(request, reason=str(error), back=offers.path_of(letter.offer))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("Salinan bertanda tangan tersimpan."))
    return redirect("agreements:answer_letter", pk)


@require_safe
@member
def printed(request: HttpRequest, pk: int, *, user: User, place: Workplace) -> HttpResponseBase:
    """The letter as PDF: as it went out, or as it stands."""
    letter = _load(user, place, pk)
    if letter.is_sent:
        name = letter.file_name
        return serve(request, File(name=name, sha256=letter.pdf_sha256, mime=PDF, size=letter.pdf_size))
    response = HttpResponse(paper.render(letter, now=timezone.now()), content_type=PDF)
    response["Content-Disposition"] = f'inline; filename="konsep-{letter.file_name}"'
    return response


@require_safe
@member
def signed(request: HttpRequest, pk: int, *, user: User, place: Workplace) -> HttpResponseBase:
    """The signed copy as it was handed in."""
    letter = _load(user, place, pk)
    if not letter.signed_sha256:
        raise Http404
    stored = File(
        name=letter.signed_name, sha256=letter.signed_sha256, mime=letter.signed_mime, size=letter.signed_size
    )
    return serve(request, stored)

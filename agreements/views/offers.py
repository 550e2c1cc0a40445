"""Letters that came in: their list with our clock, writing one down, and what becomes of it."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.domain.roles import Workplace
from accounts.domain.workdays import WorkCalendar
from accounts.models import User
from agreements.domain import offers
from agreements.enums import FileKind
from agreements.forms.offers import AgainForm, OfferForm, ReplyForm
from agreements.models import AnswerLetter, File, Offer
from agreements.procedures import INTAKE
from agreements.procedures.local import localised
from agreements.views.access import member, require
from agreements.views.serving import serve
from agreements.words import tanggal
from kerjasama.given_file import GivenFile
from kerjasama.uploads import Upload

FORM_METHODS = ["GET", "HEAD", "POST"]
SHOWN = 100


def load_offer(user: User, place: Workplace, pk: int) -> Offer:
    """A letter the person may see; 404 otherwise."""
    rows = Offer.objects.visible_to(user).filter(government=place.government)
    return get_object_or_404(rows.select_related("government", "partner", "unit", "agreement", "recorded_by"), pk=pk)


def tell(form: BaseForm, error: ValidationError) -> None:
    """Put what the domain refused beside its fields."""
    found: dict[str, list[str]] = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
    for name, sentences in found.items():
        for sentence in sentences:
            form.add_error(name if name in form.fields else None, sentence)


@require_safe
@member
def index(request: HttpRequest, *, user: User, place: Workplace) -> HttpResponse:
    """Waiting letters by due date, then the latest answered ones."""
    rows = Offer.objects.visible_to(user).filter(government=place.government).select_related("partner", "unit")
    today = place.government.today()
    calendar = WorkCalendar(place.government)
    waiting: list[dict[str, Any]] = []
    for offer in rows.waiting().order_by("received_on", "pk")[:SHOWN]:
        offer.government = place.government
        due = offers.due_on(offer, calendar=calendar)
        waiting.append({"offer": offer, "due_on": due, "left": (due - today).days, "late": (today - due).days})
    context = {
        "waiting": sorted(waiting, key=lambda row: row["left"]),
        "answered": rows.exclude(answer="").order_by("-answered_on", "-pk")[:SHOWN],
        "may_answer": user.has_perm("agreements.answer_offer", place.government),
        "rules": localised(INTAKE, place.government).steps,
        "may_set": user.has_perm("agreements.change_procedures", place.government),
    }
    return render(request, "agreements/offers.html", context)


@require_http_methods(FORM_METHODS)
@member
def take_in(request: HttpRequest, *, user: User, place: Workplace) -> HttpResponse:
    """Write down a letter that came in."""
    require(user, "agreements.answer_offer", place.government)
    initial = {"kind": "penawaran", "received_on": place.government.today(), "partner": request.GET.get("mitra", "")}
    form = OfferForm(request.POST or None, government=place.government, user=user, initial=initial)
    given = GivenFile(request, form, owner=user.pk, kind=FileKind.SURAT)

    def write(upload: Upload | None) -> Offer:
        return offers.take_in(place.government, values=form.cleaned_data, upload=upload, by=user, now=timezone.now())

    if request.method == "POST" and (offer := given.write(write, tell=tell)) is not None:
        messages.success(request, _("Surat dari %(name)s tercatat.") % {"name": offer.partner})
        return redirect("agreements:offer", offer.pk)
    context = {"form": form, "offer": None, "held": given.held, "refused_files": []}
    return render(request, "agreements/offer_form.html", context, status=422 if form.errors else 200)


@require_http_methods(FORM_METHODS)
@member
def change(request: HttpRequest, pk: int, *, user: User, place: Workplace) -> HttpResponse:
    """Correct what was written down."""
    offer = load_offer(user, place, pk)
    require(user, "agreements.answer_offer", offer)
    initial = OfferForm.initial_of(offer)
    form = OfferForm(request.POST or None, government=place.government, user=user, initial=initial)
    given = GivenFile(request, form, owner=user.pk, kind=FileKind.SURAT)

    def write(upload: Upload | None) -> Offer:
        return offers.change(offer, values=form.cleaned_data, upload=upload, by=user, now=timezone.now())

    if request.method == "POST" and given.write(write, tell=tell) is not None:
        messages.success(request, _("Catatan surat diperbarui."))
        return redirect("agreements:offer", pk)
    context = {"form": form, "offer": offer, "held": given.held, "refused_files": []}
    return render(request, "agreements/offer_form.html", context, status=422 if form.errors else 200)


@require_safe
@member
def show(request: HttpRequest, pk: int, *, user: User, place: Workplace) -> HttpResponse:
    """One letter, our clock, and the two ways on: a draft, or an answer."""
    return _page(request, load_offer(user, place, pk), user, place)


@require_POST
@member
def asked_again(request: HttpRequest, pk: int, *, user: User, place: Workplace) -> HttpResponse:
    """Their second request came."""
    offer = load_offer(user, place, pk)
    require(user, "agreements.answer_offer", offer)
    form = AgainForm(request.POST)
    if form.is_valid():
        try:
            offers.asked_again(offer, **form.cleaned_data, by=user, now=timezone.now())
        except ValidationError as error:
            tell(form, error)
        else:
            due = offers.due_on(Offer.objects.select_related("government").get(pk=pk))
            messages.success(request, _("Permintaan kedua tercatat; tenggatnya kini %(day)s.") % {"day": tanggal(due)})
            return redirect("agreements:offer", pk)
    return _page(request, offer, user, place, again=form)


@require_POST
@member
def reply(request: HttpRequest, pk: int, *, user: User, place: Workplace) -> HttpResponse:
    """Our answer went out."""
    offer = load_offer(user, place, pk)
    require(user, "agreements.answer_offer", offer)
    form = ReplyForm(request.POST)
    if form.is_valid():
        try:
            offers.reply(offer, facts=form.facts(), by=user, now=timezone.now())
        except ValidationError as error:
            tell(form, error)
        else:
            messages.success(request, _("Surat jawaban tercatat."))
            return redirect("agreements:offer", pk)
    return _page(request, offer, user, place, answer=form)


@require_safe
@member
def letter(request: HttpRequest, pk: int, *, user: User, place: Workplace) -> HttpResponseBase:
    """The stored letter."""
    offer = load_offer(user, place, pk)
    if not offer.file_sha256:
        raise Http404
    stored = File(name=offer.file_name, sha256=offer.file_sha256, mime=offer.file_mime, size=offer.file_size)
    return serve(request, stored)


def _page(
    request: HttpRequest,
    offer: Offer,
    user: User,
    place: Workplace,
    *,
    again: AgainForm | None = None,
    answer: ReplyForm | None = None,
) -> HttpResponse:
    today = place.government.today()
    due = offers.due_on(offer)
    seen = offer.agreement is not None and user.has_perm("agreements.view_agreement", offer.agreement)
    context: dict[str, Any] = {
        "offer": offer,
        "due_on": due,
        "rule": offers.rule_of(offer),
        "left": (due - today).days,
        "late": (today - due).days,
        "again": again or AgainForm(),
        "answer": answer or ReplyForm(initial={"answered_on": today}),
        "letters": offer.letters.order_by("pk"),
        "kinds": [] if offer.answer else AnswerLetter.Kind.choices,
        "may_answer": user.has_perm("agreements.answer_offer", offer),
        "draft_url": f"{reverse('agreements:create')}?surat={offer.pk}",
        "agreement": offer.agreement if seen else None,
    }
    status = 422 if (again and again.errors) or (answer and answer.errors) else 200
    return render(request, "agreements/offer.html", context, status=status)

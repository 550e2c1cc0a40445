"""Meetings: the list, one meeting, calling, changing, calling off, recording."""

import datetime as dt
from collections.abc import Sequence

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agreements.domain.errors import Conflict, WrongPhase
from kerjasama.errors import conflict
from kerjasama.given_file import GivenFile
from kerjasama.held_uploads import Held
from kerjasama.uploads import Upload
from reviews.domain import meeting_notices
from reviews.domain import meetings as domain
from reviews.forms.meetings import MeetingForm, PaperForm, RecordForm
from reviews.forms.rounds import WordForm, put_errors
from reviews.models import Meeting, Paper
from reviews.pdf import PAPERS
from reviews.views.guard import Visit, visit

VIEW, MANAGE = "reviews.view_meeting", "reviews.manage_meeting"
PAGE = 20


def meeting_or_404(here: Visit, pk: int) -> Meeting:
    """A meeting of the government this person works in, if they sit at its table or oversee it."""
    seen = Meeting.objects.visible_to(here.user).filter(government=here.government)
    return get_object_or_404(seen.select_related("government", "chair__holder"), pk=pk)


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """To come first, then those of the past, newest first and paged by key."""
    here = visit(request, VIEW)
    seen = Meeting.objects.visible_to(here.user).filter(government=here.government)
    ahead = seen.filter(held_at=None, called_off_at=None, starts_at__gte=here.now - dt.timedelta(hours=12))
    past = seen.exclude(pk__in=ahead.values("pk")).order_by("-starts_at", "-pk")
    after = request.GET.get("setelah", "")
    edge = past.filter(pk=after).first() if after.isdigit() and len(after) < 18 else None
    if edge is not None:
        past = past.filter(starts_at__lte=edge.starts_at).exclude(pk=edge.pk)
    page = list(past[: PAGE + 1])
    context = {
        "ahead": ahead.order_by("starts_at", "pk"),
        "past": page[:PAGE],
        "next_url": f"?setelah={page[PAGE - 1].pk}" if len(page) > PAGE else "",
        "is_first_page": edge is None,
        "may_manage": here.user.has_perm(MANAGE, here.government),
    }
    return render(request, "reviews/meetings.html", context)


@require_safe
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """One meeting: when, where, agenda with decisions, who came, papers."""
    here = visit(request, VIEW)
    return _page(request, meeting_or_404(here, pk), here)


def _page(
    request: HttpRequest,
    meeting: Meeting,
    here: Visit,
    *,
    paper_form: PaperForm | None = None,
    held: Sequence[Held] = (),
) -> HttpResponse:
    agenda = meeting.agenda.select_related("round__agreement__government", "round__agreement__lead_unit")
    items = [
        (
            item,
            item.round is not None
            and item.round.is_open
            and here.user.has_perm("reviews.conclude", item.round.agreement),
        )
        for item in agenda.order_by("order")
    ]
    context = {
        "meeting": meeting,
        "items": items,
        "invited": meeting.attendances.select_related("seat__holder").order_by("pk"),
        "papers": meeting.papers.select_related("uploaded_by").order_by("kind", "-pk"),
        "printable": PAPERS if meeting.held_at else PAPERS[:2],
        "may_manage": here.user.has_perm(MANAGE, here.government),
        "may_record": meeting.called_off_at is None and meeting.starts_at <= here.now,
        "paper_form": paper_form or PaperForm(),
        "held": held,
    }
    return render(request, "reviews/meeting.html", context, status=422 if paper_form is not None else 200)


@require_http_methods(["GET", "POST"])
def call(request: HttpRequest) -> HttpResponse:
    """Call a meeting."""
    here = visit(request, MANAGE)
    form = MeetingForm(request.POST or None, government=here.government, today=here.today, meeting=None)
    if request.method == "POST" and form.is_valid():
        was_held = form.cleaned_data["was_held"]
        try:
            meeting = domain.call_meeting(
                here.government,
                facts=form.facts(),
                agenda=form.agenda(),
                was_held=was_held,
                by=here.user,
                now=here.now,
            )
        except ValidationError as error:
            _put(form, error)
        else:
            if was_held:
                return redirect("reviews:meeting_record", meeting.pk)
            messages.success(request, _("Rapat dipanggil. Yang diundang telah diberi tahu."))
            return redirect("reviews:meeting", meeting.pk)
    context = {"form": form, "meeting": None}
    return render(request, "reviews/meeting_form.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a planned meeting."""
    here = visit(request, MANAGE)
    meeting = meeting_or_404(here, pk)
    form = MeetingForm(request.POST or None, government=here.government, today=here.today, meeting=meeting)
    if request.method == "POST" and form.is_valid():
        try:
            changed = domain.change_meeting(
                meeting,
                facts=form.facts(),
                agenda=form.agenda(),
                base_revision=form.cleaned_data["revision"] or 0,
                by=here.user,
                now=here.now,
            )
        except (WrongPhase, Conflict) as error:
            return conflict(request, reason=str(error), back=reverse("reviews:meeting", args=[pk]))
        except ValidationError as error:
            _put(form, error)
        else:
            told = meeting_notices.is_told(changed, now=here.now)
            messages.success(
                request, _("Rapat diubah. Yang diundang telah diberi tahu.") if told else _("Rapat diubah.")
            )
            return redirect("reviews:meeting", pk)
    context = {"form": form, "meeting": meeting}
    return render(request, "reviews/meeting_form.html", context, status=422 if form.errors else 200)


def _put(form: MeetingForm, error: ValidationError) -> None:
    """The domain speaks of one moment, the form of a day and hours."""
    names = {"starts_at": "start", "ends_at": "end"}
    if hasattr(error, "error_dict"):
        error = ValidationError({names.get(name, name): errors for name, errors in error.error_dict.items()})
    put_errors(form, error)


@require_http_methods(["GET", "POST"])
def call_off(request: HttpRequest, pk: int) -> HttpResponse:
    """The meeting does not take place."""
    here = visit(request, MANAGE)
    meeting = meeting_or_404(here, pk)
    form = WordForm(request.POST or None)
    form.fields["word"].label = _("Alasan pembatalan")
    if request.method == "POST" and form.is_valid():
        try:
            domain.call_off(meeting, reason=form.cleaned_data["word"][:300], by=here.user, now=here.now)
        except WrongPhase as error:
            return conflict(request, reason=str(error), back=reverse("reviews:meeting", args=[pk]))
        told = meeting_notices.is_told(meeting, now=here.now)
        done = _("Rapat dibatalkan. Yang diundang telah diberi tahu.") if told else _("Rapat dibatalkan.")
        messages.success(request, done)
        return redirect("reviews:meeting", pk)
    context = {"form": form, "meeting": meeting}
    return render(request, "reviews/meeting_off.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def record(request: HttpRequest, pk: int) -> HttpResponse:
    """Attendance, minutes, decisions on free topics."""
    here = visit(request, MANAGE)
    meeting = meeting_or_404(here, pk)
    form = RecordForm(
        request.POST or None,
        meeting=meeting,
        leaders=domain.leaders(meeting),
        invited=meeting.attendances.select_related("seat__holder").order_by("pk"),  # type: ignore[arg-type]
        topics=meeting.agenda.filter(round=None).order_by("order"),  # type: ignore[arg-type]
    )
    if request.method == "POST" and form.is_valid():
        facts = form.cleaned_data
        try:
            domain.record(
                meeting,
                chair=facts["chair"],
                attended=form.attended(),
                minutes=facts["minutes"],
                decisions=form.decisions(),
                report_number=facts["report_number"],
                by=here.user,
                now=here.now,
            )
        except WrongPhase as error:
            return conflict(request, reason=str(error), back=reverse("reviews:meeting", args=[pk]))
        except ValidationError as error:
            put_errors(form, error)
        else:
            messages.success(request, _("Hasil rapat dicatat."))
            return redirect("reviews:meeting", pk)
    context = {"form": form, "meeting": meeting}
    return render(request, "reviews/meeting_record.html", context, status=422 if form.errors else 200)


@require_POST
def attach(request: HttpRequest, pk: int) -> HttpResponse:
    """Attach a signed copy."""
    here = visit(request, MANAGE)
    meeting = meeting_or_404(here, pk)
    form = PaperForm(request.POST, request.FILES)
    given = GivenFile(request, form, owner=here.user.pk, field="file")

    def write(upload: Upload | None) -> Paper:
        if upload is None:
            raise ValidationError({"file": form.fields["file"].error_messages["required"]})
        return domain.attach(meeting, upload, kind=form.cleaned_data["kind"], by=here.user, now=here.now)

    if given.write(write, tell=put_errors) is None:
        return _page(request, meeting, here, paper_form=form, held=given.held)
    messages.success(request, _("Berkas dilampirkan."))
    return redirect("reviews:meeting", pk)

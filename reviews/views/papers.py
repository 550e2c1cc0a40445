"""What is printed, downloaded or put into a calendar."""

from django.conf import settings
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from reviews import exports, pdf
from reviews.models import Paper
from reviews.views.guard import round_or_404, visit
from reviews.views.meetings import VIEW, meeting_or_404


def _answer(body: bytes, mime: str, name: str, *, inline: bool = True) -> HttpResponse:
    response = HttpResponse(body, content_type=mime)
    response.headers["Content-Disposition"] = f'{"inline" if inline else "attachment"}; filename="{name}"'
    return response


@require_safe
def printed(request: HttpRequest, pk: int, paper: str) -> HttpResponse:
    """Invitation, attendance list, minutes or report of a meeting as PDF; the last two once it was held."""
    here = visit(request, VIEW)
    meeting = meeting_or_404(here, pk)
    if paper not in (pdf.PAPERS if meeting.held_at else pdf.PAPERS[:2]):
        raise Http404
    body = pdf.render_paper(meeting, paper, now=here.now)
    return _answer(body, "application/pdf", f"{paper}-{slugify(meeting.subject)[:60] or meeting.pk}.pdf")


@require_safe
def calendar(request: HttpRequest, pk: int) -> HttpResponse:
    """The meeting as a calendar entry."""
    here = visit(request, VIEW)
    meeting = meeting_or_404(here, pk)
    address = f"{settings.PUBLIC_URL}{reverse('reviews:meeting', args=[pk])}"
    body = exports.calendar(meeting, address=address, now=here.now)
    return _answer(body, "text/calendar; charset=utf-8", f"rapat-{pk}.ics", inline=False)


@require_safe
def recommendation(request: HttpRequest, pk: int) -> HttpResponse:
    """The conclusion of a round as a paper."""
    review, here = round_or_404(request, pk), visit(request)
    if review.concluded_at is None:
        raise Http404
    body = pdf.render_recommendation(review, now=here.now)
    return _answer(body, "application/pdf", f"rekomendasi-tkksd-{review.agreement_id}-{review.number}.pdf")


@require_safe
def paper(request: HttpRequest, pk: int) -> FileResponse:
    """A signed copy as it was handed in."""
    here = visit(request, VIEW)
    found = get_object_or_404(Paper.objects.filter(meeting__government=here.government), pk=pk)
    try:
        stream = default_storage.open(f"{found.sha256[:2]}/{found.sha256}", "rb")
    except FileNotFoundError:
        raise Http404 from None
    return FileResponse(stream, as_attachment=True, filename=found.name, content_type=found.mime)

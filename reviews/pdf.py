"""TKKSD's papers as PDF/A-3a and PDF/UA-1: invitation, attendance list, minutes, report and recommendation.

The language is the office's own, so nothing here is translated. WeasyPrint is imported only when something is rendered.
"""

import datetime as dt
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from django.template.loader import render_to_string
from django.utils import timezone, translation

from accounts.models import Government
from agreements import words
from agreements.pdf import emblems, resources
from kerjasama.templatetags.ui_formats import ZONES
from reviews.domain import checks
from reviews.enums import MeetingKind, Presence, SeatKind, TeamKind
from reviews.models import Condition, Meeting, Round, Seat

PAPERS = ("undangan", "daftar_hadir", "notula", "berita_acara")


class Point(NamedTuple):
    """One point of the agenda as printed."""

    text: str
    round: Round | None
    outcome: str
    note: str
    conditions: list[Condition]


def render_paper(meeting: Meeting, paper: str, *, now: dt.datetime) -> bytes:
    """One of PAPERS for this meeting. Raises KeyError for another name."""
    if paper not in PAPERS:
        raise KeyError(paper)
    with translation.override("id"), timezone.override(ZoneInfo(meeting.government.time_zone)):
        return _write(f"pdf/tkksd_{paper}.html", meeting.government, _of_meeting(meeting), now=now)


def render_recommendation(review: Round, *, now: dt.datetime) -> bytes:
    """The conclusion of a round as a paper to the Kepala Daerah, or from a rapat teknis to the Ketua (P22 Pasal 49)."""
    with translation.override("id"), timezone.override(ZoneInfo(review.agreement.government.time_zone)):
        return _write("pdf/tkksd_rekomendasi.html", review.agreement.government, _of_round(review), now=now)


def _write(template: str, government: Government, context: dict[str, Any], *, now: dt.datetime) -> bytes:
    from agreements.pdf import writing

    picture = emblems.crest_of(government)
    pictures = {"lambang/kop": picture} if picture else {}
    frame = {
        "government": government,
        "crest": f"{resources.SCHEME}lambang/kop" if picture else "",
        "created": writing.w3c(now),
    }
    html = render_to_string(template, {**context, **frame})
    return writing.write(writing.layout(html, sheet="style/letter.css", pictures=pictures))


def _of_meeting(meeting: Meeting) -> dict[str, Any]:
    zone = ZoneInfo(meeting.government.time_zone)
    start = meeting.starts_at.astimezone(zone)
    end = f"{meeting.ends_at.astimezone(zone):%H.%M}" if meeting.ends_at else "selesai"
    invited = list(meeting.attendances.select_related("seat__holder").order_by("pk"))
    day = start.date()
    secretary = (
        Seat.objects.on(day)
        .filter(team__government=meeting.government, team__kind=TeamKind.TKKSD, kind=SeatKind.SEKRETARIS)
        .select_related("holder")
        .first()
    )
    chair = meeting.chair
    return {
        "meeting": meeting,
        "kind": str(MeetingKind(meeting.kind).label).title(),
        "written_on": words.tanggal(meeting.invitation_on) if meeting.invitation_on else "……………………………",
        "day": f"{words.hari(day)}, {words.tanggal(day)}",
        "day_in_words": words.tanggal_terbilang(day),
        "hours": f"{start:%H.%M} – {end} {ZONES[meeting.government.time_zone]}",
        "invited": invited,
        "present": sum(row.presence in Presence.COUNTED for row in invited),
        "agenda": [_point(item) for item in _agenda(meeting)],
        "chair": chair or {"holder": None, "position": ""},
        "chair_role": f"{SeatKind(chair.kind).label}," if chair else "Pimpinan rapat,",
        "secretary": secretary if secretary and (chair is None or secretary.pk != chair.pk) else None,
    }


def _agenda(meeting: Meeting) -> Any:
    return meeting.agenda.select_related("round__agreement").prefetch_related("round__conditions").order_by("order")


def _point(item: Any) -> Point:
    review: Round | None = item.round
    if review is None:
        return Point(item.topic, None, item.decision.strip().rstrip(".") or "dibahas", "", [])
    decided_here = review.concluded_in_id == item.meeting_id
    outcome = str(review.get_conclusion_display()) if decided_here else "belum disimpulkan dalam rapat ini"
    conditions = list(review.conditions.all()) if decided_here else []
    return Point(review.agreement.title, review, outcome, review.conclusion_note if decided_here else "", conditions)


def _of_round(review: Round) -> dict[str, Any]:
    agreement, government = review.agreement, review.agreement.government
    meeting = review.concluded_in
    seat = review.concluded_as
    # From a rapat teknis to the Ketua; what the Ketua concludes goes to the Kepala Daerah (P22 Pasal 49).
    is_chairs = seat is not None and seat.kind == SeatKind.KETUA
    to_chair = meeting is not None and meeting.kind == MeetingKind.TEKNIS and not is_chairs
    concluded = government.today(review.concluded_at)
    return {
        "review": review,
        "title": review.draft["facts"]["title"],
        "paper": agreement.name_of_document,
        "parties": review.draft["parties"],
        "unit": review.draft["facts"]["lead_unit"],
        "concluded_on": words.tanggal(concluded),
        "addressee": "Ketua TKKSD" if to_chair else government.head_position,
        "meeting": meeting,
        "meeting_kind": str(MeetingKind(meeting.kind).label).lower() if meeting else "",
        "meeting_on": words.tanggal(government.today(meeting.starts_at)) if meeting else "",
        "lines": [line for line in checks.lines(review) if line.check is not None],
        "conclusion": review.get_conclusion_display(),
        "conditions": list(review.conditions.order_by("order")),
        "seat": seat or {"holder": review.concluded_by, "position": ""},
        "seat_role": f"{SeatKind(seat.kind).label} TKKSD," if seat else "",
    }

"""Meetings of TKKSD: called with an agenda, changed, called off, recorded (Permendagri 22/2020 Pasal 48–49)."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as say

from accounts.models import Government, User
from agreements.domain import files
from agreements.domain.errors import Conflict, WrongPhase
from kerjasama.uploads import Upload
from reviews.domain import meeting_notices
from reviews.enums import MeetingKind, PaperKind, Presence, SeatKind, TeamKind
from reviews.models import AgendaItem, Attendance, Meeting, Paper, Round, Seat, SeatQuerySet

# Who leads: the pleno the ketua, if unable the wakil; the teknis the sekretaris, if unable an anggota tetap.
LEADERS: dict[str, tuple[str, ...]] = {
    MeetingKind.PLENO: (SeatKind.KETUA, SeatKind.WAKIL_KETUA),
    MeetingKind.TEKNIS: (SeatKind.SEKRETARIS, SeatKind.ANGGOTA_TETAP),
}


@dataclass(frozen=True)
class MeetingFacts:
    """When, where, about what."""

    kind: str
    subject: str
    starts_at: dt.datetime
    ends_at: dt.datetime | None = None
    place: str = ""
    link: str = ""
    invitation_number: str = ""
    invitation_on: dt.date | None = None


@dataclass(frozen=True)
class Guest:
    """Somebody invited who holds no seat."""

    name: str
    position: str = ""


@dataclass(frozen=True)
class Agenda:
    """What is on the table: rounds first, then free topics, each in order; and who is invited."""

    rounds: Sequence[Round] = ()
    topics: Sequence[str] = ()
    seats: Collection[Seat] = ()
    guests: Sequence[Guest] = ()


def invitable(government: Government, *, day: dt.date) -> SeatQuerySet:
    """Seats that may be invited to a meeting on ``day``: TKKSD and Tim Teknis, by rank."""
    return Seat.objects.on(day).filter(team__government=government).select_related("holder", "team").by_rank()


def leaders(meeting: Meeting) -> SeatQuerySet:
    """Seats that may lead this meeting on its day; an empty one leads nothing."""
    day = meeting.government.today(meeting.starts_at)
    seats = Seat.objects.on(day).filter(team__government=meeting.government, team__kind=TeamKind.TKKSD)
    seats = seats.filter(holder__isnull=False)
    return seats.filter(kind__in=LEADERS[meeting.kind]).select_related("holder").by_rank()


@transaction.atomic
def call_meeting(
    government: Government, *, facts: MeetingFacts, agenda: Agenda, by: User, now: dt.datetime, was_held: bool = False
) -> Meeting:
    """Call a meeting and owe everybody invited a message; one that ``was_held`` is written down, and nobody is told.

    Raises PermissionDenied, ValidationError.
    """
    _require_may_manage(government, by)
    if was_held and facts.starts_at > now:
        raise ValidationError({"starts_at": say("Rapat ini belum berlangsung.")})
    if facts.starts_at < now and not was_held:
        raise ValidationError(
            {
                "starts_at": say(
                    "Waktu rapat sudah lewat. Bila sudah berlangsung, centang “Rapat ini sudah berlangsung”."
                )
            }
        )
    meeting = Meeting(government=government, created_by=by)
    _apply(meeting, facts)
    meeting.chair = leaders(meeting).first()
    meeting.save()
    _invite(meeting, agenda)
    if not was_held:
        meeting_notices.owe_call(meeting, now=now)
    return meeting


@transaction.atomic
def change_meeting(
    meeting: Meeting, *, facts: MeetingFacts, agenda: Agenda, base_revision: int, by: User, now: dt.datetime
) -> Meeting:
    """Change a planned meeting; everybody invited is told anew, but nobody of one that was written down afterwards.

    Raises Conflict when somebody changed it meanwhile, ValidationError.
    """
    locked = _lock(meeting)
    _require_may_manage(locked.government, by)
    _require_planned(locked)
    if locked.revision != base_revision:
        raise Conflict(say("Rapat ini sudah diubah sesudah Anda membukanya."))
    if facts.starts_at < now and facts.starts_at != locked.starts_at:
        raise ValidationError({"starts_at": say("Waktu rapat sudah lewat.")})
    was_told = meeting_notices.is_told(locked, now=now)
    _apply(locked, facts)
    locked.revision += 1
    if locked.chair is None or not leaders(locked).filter(pk=locked.chair.pk).exists():
        locked.chair = leaders(locked).first()
    locked.save()
    before = meeting_notices.invited(locked)
    _invite(locked, agenda)
    if meeting_notices.is_told(locked, now=now):
        meeting_notices.owe_call(locked, now=now)
    if was_told:
        still = {person.pk for person in meeting_notices.invited(locked)}
        meeting_notices.owe_leaving_out(locked, [person for person in before if person.pk not in still], now=now)
    return locked


def _apply(meeting: Meeting, facts: MeetingFacts) -> None:
    for name in ("kind", "subject", "starts_at", "ends_at", "place", "link", "invitation_number", "invitation_on"):
        setattr(meeting, name, getattr(facts, name))
    meeting.full_clean(exclude=["government", "created_by", "chair"])


def _invite(meeting: Meeting, agenda: Agenda) -> None:
    """Make agenda and invitations what ``agenda`` says; a free topic keeps its decision when its words stay."""
    if not agenda.rounds and not any(topic.strip() for topic in agenda.topics):
        raise ValidationError({"rounds": say("Rapat memerlukan sedikitnya satu acara.")})
    for review in agenda.rounds:
        if review.agreement.government_id != meeting.government_id or not review.is_open:
            raise ValidationError({"rounds": say("%s tidak sedang ditelaah.") % review})
    day = meeting.government.today(meeting.starts_at)
    allowed = set(invitable(meeting.government, day=day).values_list("pk", flat=True))
    strangers = [str(seat) for seat in agenda.seats if seat.pk not in allowed]
    if strangers:
        raise ValidationError({"seats": say("Tidak memegang kedudukan pada hari rapat: %s.") % "; ".join(strangers)})
    if not agenda.seats:
        raise ValidationError({"seats": say("Pilih siapa yang diundang.")})
    meeting.agenda.all().delete()
    topics = [topic.strip() for topic in agenda.topics if topic.strip()]
    items = [AgendaItem(meeting=meeting, round=review) for review in agenda.rounds]
    items += [AgendaItem(meeting=meeting, topic=topic[:300]) for topic in topics]
    for order, item in enumerate(items, start=1):
        item.order = order
    AgendaItem.objects.bulk_create(items)
    meeting.attendances.exclude(seat__in=[seat.pk for seat in agenda.seats]).delete()
    present = set(meeting.attendances.values_list("seat_id", flat=True))
    rows = [Attendance(meeting=meeting, seat=seat) for seat in agenda.seats if seat.pk not in present]
    rows += [
        Attendance(meeting=meeting, guest_name=guest.name.strip(), guest_position=guest.position.strip())
        for guest in agenda.guests
        if guest.name.strip()
    ]
    Attendance.objects.bulk_create(rows)


@transaction.atomic
def call_off(meeting: Meeting, *, reason: str, by: User, now: dt.datetime) -> Meeting:
    """The meeting does not take place; who was called is told.

    Raises WrongPhase when it was held or called off, ValidationError.
    """
    locked = _lock(meeting)
    _require_may_manage(locked.government, by)
    _require_planned(locked)
    if not reason.strip():
        raise ValidationError({"reason": say("Tuliskan alasan pembatalan.")})
    locked.called_off_at, locked.called_off_reason = now, reason.strip()
    locked.revision += 1
    locked.save(update_fields=["called_off_at", "called_off_reason", "revision", "updated_at"])
    if meeting_notices.is_told(locked, now=now):
        meeting_notices.owe_calling_off(locked, now=now)
    return locked


@dataclass(frozen=True)
class Attended:
    """How one invited person took part."""

    presence: str
    represented_by: str = ""


@transaction.atomic
def record(
    meeting: Meeting,
    *,
    chair: Seat | None,
    attended: Mapping[int, Attended],
    minutes: str,
    decisions: Mapping[int, str],
    report_number: str,
    by: User,
    now: dt.datetime,
) -> Meeting:
    """Write down how it went: who came (by id of Attendance), what was decided on free topics.

    May be done again. Decisions on rounds are not written here: the chair concludes the round. Raises WrongPhase for a
    meeting called off or still to come, ValidationError for a leader the rule does not know.
    """
    locked = _lock(meeting)
    _require_may_manage(locked.government, by)
    if locked.called_off_at is not None:
        raise WrongPhase(say("Rapat ini dibatalkan."))
    if locked.starts_at > now:
        raise WrongPhase(say("Rapat ini belum berlangsung."))
    if chair is not None and not leaders(locked).filter(pk=chair.pk).exists():
        raise ValidationError({"chair": say("Rapat ini tidak dapat dipimpin dari kedudukan tersebut.")})
    for row in locked.attendances.order_by("pk"):
        found = attended.get(row.pk)
        if found is None:
            continue
        if found.presence and found.presence not in Presence.values:
            raise ValidationError({"attendance": say("Kehadiran %s tidak dikenal.") % row.name})
        row.presence = found.presence
        row.represented_by = found.represented_by.strip() if found.presence == Presence.DIWAKILI else ""
        row.save(update_fields=["presence", "represented_by"])
    for item in locked.agenda.filter(round=None).order_by("order"):
        if item.pk in decisions:
            item.decision = decisions[item.pk].strip()
            item.save(update_fields=["decision"])
    locked.chair, locked.minutes, locked.report_number = chair, minutes.strip(), report_number.strip()
    locked.held_at = locked.held_at or now
    locked.save(update_fields=["chair", "minutes", "report_number", "held_at", "updated_at"])
    return locked


def attach(meeting: Meeting, upload: Upload, *, kind: str, by: User, now: dt.datetime) -> Paper:
    """Keep a signed copy. The same bytes of the same kind handed in twice give the same row."""
    _require_may_manage(meeting.government, by)
    if kind not in PaperKind.values:
        raise ValidationError({"kind": say("Jenis berkas tidak dikenal.")})
    files.put(upload.stream, sha256=upload.sha256, size=upload.size)
    known = {"meeting": meeting, "kind": kind, "sha256": upload.sha256}
    facts = {"name": upload.name, "size": upload.size, "mime": upload.mime, "uploaded_by": by, "uploaded_at": now}
    try:
        with transaction.atomic():
            return Paper.objects.create(**known, **facts)
    except IntegrityError:
        return Paper.objects.get(**known)


def _lock(meeting: Meeting) -> Meeting:
    return Meeting.objects.select_for_update(of=("self",)).select_related("government", "chair").get(pk=meeting.pk)


def _require_may_manage(government: Government, by: User) -> None:
    if not by.has_perm("reviews.manage_meeting", government):
        raise PermissionDenied("manage_meeting")


def _require_planned(meeting: Meeting) -> None:
    if meeting.called_off_at is not None:
        raise WrongPhase(say("Rapat ini sudah dibatalkan."))
    if meeting.held_at is not None:
        raise WrongPhase(say("Rapat ini sudah dicatat terlaksana."))

"""Rounds of review: opened on a draft, answered by the seats it asks, closed by the chair. No vote is counted."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Exists, Max, OuterRef, Q
from django.utils.translation import gettext as say

from accounts.domain.roles import people_with
from accounts.enums import Role
from accounts.models import User
from agreements.domain.errors import WrongPhase
from agreements.domain.locking import catch_up, keep_parties, lock
from agreements.domain.notice_people import People
from agreements.domain.workflow import perform
from agreements.enums import Phase, Visibility
from agreements.models import Agreement
from reviews.domain import conditions as condition_notes
from reviews.domain import remarks as remark_notes
from reviews.domain import round_notices, snapshot
from reviews.enums import Conclusion, SeatKind, Stance, TeamKind
from reviews.models import Meeting, Opinion, Round, Seat, SeatQuerySet

DEFAULT_DAYS = 7  # proposed time for opinions, calendar days; the rule sets none


class Candidate(NamedTuple):
    """A seat that may be asked, or why not (a sentence)."""

    seat: Seat
    hindrance: str


def candidates(agreement: Agreement, *, today: dt.date) -> list[Candidate]:
    """Every seat of TKKSD held today, by rank, each with what keeps it from judging this draft."""
    government = agreement.government
    seats = Seat.objects.on(today).filter(team__government=government, team__kind=TeamKind.TKKSD)
    seats = seats.select_related("holder", "unit", "team").by_rank()
    readers = [Role.STAF, Role.PIMPINAN]
    if agreement.visibility != Visibility.RAHASIA:
        readers.append(Role.TKKSD)
    can_read = {user.pk for user in people_with(*readers, government=government, today=today)}
    owners = People(today).pengusul(agreement)
    proposing = {agreement.created_by_id, *(user.pk for user in owners)}
    found = []
    for seat in seats:
        hindrance = ""
        if seat.holder is None:
            hindrance = say("Belum ada pejabatnya.")
        elif seat.holder_id in proposing:
            hindrance = say("Pengusul naskah ini; tidak menelaah usulan sendiri.")
        elif seat.holder_id not in can_read:
            hindrance = say("Perannya tidak membuka naskah ini.")
        found.append(Candidate(seat, hindrance))
    return found


@transaction.atomic
def open_round(
    agreement: Agreement, *, seats: Collection[Seat], due_on: dt.date, by: User, now: dt.datetime, note: str = ""
) -> Round:
    """Forward the document to TKKSD and ask ``seats`` for their opinion by ``due_on``: one transaction.

    A document that came to the table without a round gets its round without moving.
    Raises WrongPhase when somebody moved it first, PermissionDenied, ValidationError for the seats or the day.
    """
    locked = lock(agreement)
    today = locked.government.today(now)
    if due_on < today:
        raise ValidationError({"due_on": say("Tenggat pendapat tidak boleh sebelum hari ini.")})
    if not by.has_perm("reviews.open_round", locked):
        raise PermissionDenied("open_round")
    if locked.phase != Phase.DITELAAH or Round.objects.open().filter(agreement=locked).exists():
        perform(locked, "forward", by=by, now=now, note=note)
    _require_may_ask(locked, seats, today=today)
    last = Round.objects.filter(agreement=locked).aggregate(last=Max("number"))["last"] or 0
    keep_parties(locked)
    review = Round.objects.create(
        agreement=locked,
        number=last + 1,
        draft_version=locked.version,
        draft=snapshot.take(locked),
        due_on=due_on,
        opened_at=now,
        opened_by=by,
        opening_note=note.strip(),
    )
    review.seats.add(*seats)
    round_notices.owe_opening(review, seats, now=now)
    catch_up(agreement, locked)
    return review


def _require_may_ask(agreement: Agreement, seats: Collection[Seat], *, today: dt.date) -> None:
    if not seats:
        raise ValidationError({"seats": say("Pilih sedikitnya satu anggota yang diminta pendapatnya.")})
    free = {c.seat.pk for c in candidates(agreement, today=today) if not c.hindrance}
    barred = [str(seat) for seat in seats if seat.pk not in free]
    if barred:
        raise ValidationError({"seats": say("Tidak dapat diminta pendapat: %s.") % "; ".join(barred)})


@transaction.atomic
def ask_more(review: Round, *, seats: Collection[Seat], by: User, now: dt.datetime) -> Round:
    """Ask further seats in an open round. Raises WrongPhase when it is closed, ValidationError for the seats."""
    locked = _lock(review)
    _require_open(locked)
    if not by.has_perm("reviews.open_round", locked.agreement):
        raise PermissionDenied("open_round")
    _require_may_ask(locked.agreement, seats, today=locked.agreement.government.today(now))
    locked.seats.add(*seats)
    round_notices.owe_opening(locked, seats, now=now)
    return locked


def _lock(review: Round) -> Round:
    return Round.objects.select_for_update(of=("self",)).select_related("agreement__government").get(pk=review.pk)


def _require_open(review: Round) -> None:
    if review.is_open:
        return
    if review.concluded_at is not None:
        raise WrongPhase(
            say("Putaran ini sudah disimpulkan: %(conclusion)s. Pendapat tidak dapat diberikan atau diubah lagi.")
            % {"conclusion": review.get_conclusion_display()}
        )
    raise WrongPhase(
        say("Naskah ini sudah berada pada tahap “%(phase)s”, tidak lagi ditelaah.")
        % {"phase": review.agreement.get_phase_display()}
    )


@transaction.atomic
def give_opinion(
    review: Round,
    *,
    seat: Seat,
    stance: str,
    note: str,
    by: User,
    now: dt.datetime,
    remarks: Mapping[str, str] | None = None,
) -> Opinion:
    """What this seat says; said again, it replaces what it said before, until the conclusion.

    ``remarks`` are notes on parts of the draft (``parts.parts_of``), code -> text; None leaves them as they are.

    Raises WrongPhase when the round is closed, PermissionDenied for a seat that is not the person's own today, for
    one not asked and for the person's own proposal, ValidationError for a missing reason.
    """
    locked = _lock(review)
    _require_open(locked)
    mine = my_seats(locked, user=by, today=locked.agreement.government.today(now)).filter(pk=seat.pk)
    if not by.has_perm("reviews.give_opinion", locked) or not mine.exists():
        raise PermissionDenied("give_opinion")
    if stance not in Stance.values:
        raise ValidationError({"stance": say("Pilih salah satu pendapat.")})
    note = note.strip()
    if not note and remarks:
        note = remark_notes.reference(locked.draft, remarks)
    if not note and stance not in Stance.WITHOUT_NOTE:
        raise ValidationError({"note": say("Tuliskan catatan: apa yang perlu diperbaiki atau alasannya.")})
    opinion, _created = Opinion.objects.update_or_create(
        round=locked, seat=seat, defaults={"by": by, "stance": stance, "note": note, "at": now}
    )
    if remarks is not None:
        remark_notes.write(opinion, remarks)
    round_notices.settle(locked, by=by, now=now)
    if not silent_seats(locked, today=locked.agreement.government.today(now)).exists():
        round_notices.owe_ready(locked, now=now)
    return opinion


def my_seats(review: Round, *, user: User, today: dt.date) -> SeatQuerySet:
    """The seats this person holds today among those the round asks."""
    return Seat.objects.on(today).filter(holder=user, rounds=review).by_rank()


def asked_seats(review: Round, *, today: dt.date) -> SeatQuerySet:
    """Seats that count in this round: those that have answered, and those held today.

    A seat that passed on without an answer is counted once, as its present holder's.
    """
    answered = Seat.objects.filter(opinions__round=review).values("pk")
    held = Seat.objects.on(today).filter(rounds=review).values("pk")
    return Seat.objects.filter(Q(pk__in=answered) | Q(pk__in=held))


def silent_seats(review: Round, *, today: dt.date) -> SeatQuerySet:
    """Seats held today that were asked and have not answered."""
    answered = Opinion.objects.filter(round=review, seat=OuterRef("pk"))
    return Seat.objects.on(today).filter(rounds=review).exclude(Exists(answered)).by_rank()


def concluding_seat(agreement: Agreement, *, user: User, today: dt.date) -> Seat | None:
    """The seat in which this person would conclude today, the highest when there are several."""
    seats = Seat.objects.concluding(today).filter(holder=user, team__government_id=agreement.government_id)
    return seats.first()


@transaction.atomic
def conclude(
    review: Round,
    *,
    conclusion: str,
    note: str,
    by: User,
    now: dt.datetime,
    replacing: str = "",
    conditions: Sequence[str] = (),
    meeting: Meeting | None = None,
) -> Round:
    """Close the round and move the document: the chair's word, not a count of opinions.

    A recommendation with notes names ``conditions`` to be cleared before the signature; without any, the note is the
    one condition. ``meeting`` is where it was decided, when it was decided in one.

    Wakil ketua and sekretaris conclude in the chair's place and say why in ``replacing`` (P22 Pasal 48 and 49).
    Raises WrongPhase when somebody concluded or moved first, PermissionDenied, ValidationError for a missing reason.
    """
    if conclusion not in Conclusion.values:
        raise ValidationError({"conclusion": say("Pilih salah satu kesimpulan.")})
    note, replacing = note.strip(), replacing.strip()
    # The document first, then the round: the order in which every conclusion locks.
    agreement = lock(review.agreement)
    locked = _lock(review)
    _require_open(locked)
    seat = concluding_seat(agreement, user=by, today=agreement.government.today(now))
    if seat is None or not by.has_perm("reviews.conclude", agreement):
        raise PermissionDenied("conclude")
    if not note and conclusion != Conclusion.REKOMENDASI:
        raise ValidationError({"note": say("Tuliskan catatan atau alasan kesimpulan ini.")})
    if seat.kind == SeatKind.KETUA:
        replacing = ""
    elif not replacing:
        raise ValidationError({"replacing": say("Tuliskan mengapa Anda menyimpulkan menggantikan Ketua.")})
    if meeting is not None and not meeting.agenda.filter(round=locked).exists():
        raise ValidationError({"meeting": say("Putaran ini bukan acara rapat tersebut.")})
    if meeting is not None and (meeting.called_off_at is not None or meeting.starts_at > now):
        raise ValidationError({"meeting": say("Rapat tersebut belum berlangsung atau dibatalkan.")})
    perform(agreement, Conclusion.ACTIONS[conclusion], by=by, now=now, note=note)
    locked.conclusion, locked.conclusion_note = conclusion, note
    locked.concluded_at, locked.concluded_by, locked.concluded_as = now, by, seat
    locked.concluded_replacing, locked.concluded_in = replacing, meeting
    locked.save(
        update_fields=[
            "conclusion", "conclusion_note", "concluded_at", "concluded_by", "concluded_as", "concluded_replacing",
            "concluded_in",
        ]
    )  # fmt: skip
    round_notices.close(locked, now=now)
    if conclusion == Conclusion.REKOMENDASI_DENGAN_CATATAN:
        condition_notes.write(locked, [text for text in conditions if text.strip()] or [note])
    review.refresh_from_db()
    return locked

"""The team and its seats: set by a decree, held by positions, one row for each person's time in the seat."""

import datetime as dt
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import File
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as say

from accounts.domain.roles import people_with
from accounts.enums import Role
from accounts.models import Government, Unit, User
from reviews.enums import MeetingKind, SeatKind, TeamKind
from reviews.models import Meeting, Round, Seat, Team

MIN_MEMBERS = 6  # P22 Pasal 47 ayat (1): anggota paling sedikit 6 orang
LAPSE_WARNING_DAYS = 60
SITS = (Role.TKKSD, Role.STAF, Role.PIMPINAN)  # who may be put in a seat: the seat opens no door the role does not


@dataclass(frozen=True)
class TeamWarning:
    """One thing to set right about the team, with the article it comes from (may be empty)."""

    code: str
    sentence: str
    article: str = ""


def _require_may_manage(government: Government, by: User) -> None:
    if not by.has_perm("reviews.manage_team", government):
        raise PermissionDenied("manage_team")


@transaction.atomic
def create_team(
    government: Government,
    *,
    decree_number: str,
    decree_on: dt.date,
    starts_on: dt.date,
    ends_on: dt.date | None = None,
    kind: str = TeamKind.TKKSD,
    decree_file: "File[bytes] | None" = None,
    copy_seats_of: Team | None = None,
    by: User,
) -> Team:
    """Record a Keputusan Kepala Daerah. The team it replaces ends on the eve, unless it ended before.

    A decree recorded late, when a newer one is there, itself ends on the eve of that one.

    ``copy_seats_of`` puts the people who hold seats of an earlier team on the new one's first day into the same seats.
    Raises ValidationError for dates out of order or a decree already recorded.
    """
    _require_may_manage(government, by)
    team = Team(
        government=government,
        kind=kind,
        decree_number=decree_number.strip(),
        decree_on=decree_on,
        starts_on=starts_on,
        ends_on=ends_on,
    )
    if decree_file is not None:
        team.decree_file, team.decree_file_name = decree_file, (decree_file.name or "")[:200]
    team.full_clean()
    kept = list(Seat.objects.filter(team=copy_seats_of).still_held(starts_on).by_rank()) if copy_seats_of else []
    eve = starts_on - dt.timedelta(days=1)
    for earlier in Team.objects.filter(government=government, kind=kind, starts_on__lt=starts_on).order_by("pk"):
        if earlier.ends_on is None or earlier.ends_on > eve:
            earlier.ends_on = eve
            earlier.save(update_fields=["ends_on"])
    later = _next_after(team)
    if later is not None and (team.ends_on is None or team.ends_on >= later.starts_on):
        team.ends_on = later.starts_on - dt.timedelta(days=1)
    team.save()
    for seat in kept:
        successor = Seat.objects.create(
            team=team,
            kind=seat.kind,
            position=seat.position,
            holder=seat.holder,
            unit=seat.unit,
            starts_on=starts_on,
            previous=seat,
        )
        _hand_over(seat, successor)
    return team


@transaction.atomic
def change_team(
    team: Team,
    *,
    decree_number: str,
    decree_on: dt.date,
    ends_on: dt.date | None,
    decree_file: "File[bytes] | None" = None,
    by: User,
) -> Team:
    """Correct what was written down of a decree, or add its file; without one the file kept stays.

    Its first day stays, because seats and opinions hang on it. Raises PermissionDenied, ValidationError for dates out
    of order, a number already recorded, or an end after the newer decree began.
    """
    locked = Team.objects.select_for_update(of=("self",)).select_related("government").get(pk=team.pk)
    _require_may_manage(locked.government, by)
    locked.decree_number, locked.decree_on, locked.ends_on = decree_number.strip(), decree_on, ends_on
    later = _next_after(locked)
    if later is not None and (ends_on is None or ends_on >= later.starts_on):
        told = say("Keputusan %(number)s sudah berlaku sejak %(day)s.")
        facts = {"number": later.decree_number, "day": later.starts_on.strftime("%d-%m-%Y")}
        raise ValidationError({"ends_on": told % facts})
    if decree_file is not None:
        locked.decree_file, locked.decree_file_name = decree_file, (decree_file.name or "")[:200]
    locked.full_clean()
    locked.save()
    return locked


def _next_after(team: Team) -> Team | None:
    """The decree that followed, of the same kind of team."""
    later = Team.objects.filter(government=team.government, kind=team.kind, starts_on__gt=team.starts_on)
    return later.order_by("starts_on", "pk").first()


def _hand_over(seat: Seat, successor: Seat) -> None:
    """Open rounds that still wait for the old row's opinion ask the new one too; only the one that holds can answer."""
    waiting = Round.objects.open().filter(seats=seat).exclude(opinions__seat=seat).order_by("pk")
    for review in waiting:
        review.seats.add(successor)


@transaction.atomic
def add_seat(
    team: Team,
    *,
    kind: str,
    position: str,
    starts_on: dt.date,
    holder: User | None = None,
    unit: Unit | None = None,
    by: User,
) -> Seat:
    """A new seat. Raises ValidationError when the person may not sit, or the one chair or secretary is there."""
    _require_may_manage(team.government, by)
    seat = Seat(team=team, kind=kind, position=position.strip(), holder=holder, unit=unit, starts_on=starts_on)
    _require_may_sit(seat)
    if kind in {SeatKind.KETUA, SeatKind.SEKRETARIS}:
        taken = Seat.objects.filter(_lasts(starts_on), team=team, kind=kind).first()
        if taken is not None:
            raise ValidationError(
                {"kind": say("Kedudukan %(kind)s sudah diisi %(position)s. Ganti pejabatnya atau akhiri dahulu.")
                 % {"kind": SeatKind(kind).label, "position": taken.position}}
            )  # fmt: skip
    seat.full_clean()
    seat.save()
    return seat


def _lasts(day: dt.date) -> Q:
    """Seats that are held on ``day`` or come later: two at once is one too many."""
    return Q(ends_on=None) | Q(ends_on__gte=day)


def _require_may_sit(seat: Seat) -> None:
    if seat.unit is not None and seat.unit.government_id != seat.team.government_id:
        raise ValidationError({"unit": say("Perangkat daerah ini bukan bagian dari pemerintah daerah Anda.")})
    if seat.starts_on < seat.team.starts_on:
        raise ValidationError({"starts_on": say("Kedudukan tidak dapat dimulai sebelum keputusan tim berlaku.")})
    if seat.holder is None:
        return
    if seat.holder.pk not in {person.pk for person in may_sit(seat.team.government)}:
        raise ValidationError({"holder": say("Orang ini belum mempunyai peran yang membuka ruang TKKSD.")})
    others = Seat.objects.filter(_lasts(seat.starts_on), team=seat.team, holder=seat.holder).exclude(pk=seat.pk)
    if seat.previous_id:
        others = others.exclude(pk=seat.previous_id)
    if others.exists():
        raise ValidationError({"holder": say("%s sudah memegang kedudukan lain dalam tim ini.") % seat.holder})


def may_sit(government: Government) -> list[User]:
    """People who may be put in a seat: their role already lets them read what TKKSD reads."""
    return people_with(*SITS, government=government, today=government.today())


@transaction.atomic
def change_holder(seat: Seat, *, holder: User | None, starts_on: dt.date, by: User) -> Seat:
    """The seat passes to another person: the old row ends on the eve, a new one starts. Opinions stay with the old row.

    Open rounds that still wait for the old holder's opinion ask the new one. Raises ValidationError when the seat has
    already passed on, or the day lies before the present holder's first.
    """
    locked = Seat.objects.select_for_update(of=("self",)).select_related("team__government", "unit").get(pk=seat.pk)
    _require_may_manage(locked.team.government, by)
    _require_not_ended(locked)
    if starts_on <= locked.starts_on:
        raise ValidationError(
            {"starts_on": say("Penggantian tidak dapat dimulai pada atau sebelum hari pertama pejabat sekarang.")}
        )
    locked.ends_on = starts_on - dt.timedelta(days=1)
    locked.save(update_fields=["ends_on"])
    successor = Seat(
        team=locked.team,
        kind=locked.kind,
        position=locked.position,
        holder=holder,
        unit=locked.unit,
        starts_on=starts_on,
        previous=locked,
    )
    _require_may_sit(successor)
    successor.save()
    _hand_over(locked, successor)
    return successor


@transaction.atomic
def end_seat(seat: Seat, *, last_day: dt.date, by: User) -> Seat:
    """The seat is no longer held after ``last_day``. Raises ValidationError when it already ended."""
    locked = Seat.objects.select_for_update(of=("self",)).select_related("team__government").get(pk=seat.pk)
    _require_may_manage(locked.team.government, by)
    _require_not_ended(locked)
    locked.ends_on = last_day
    locked.full_clean()
    locked.save(update_fields=["ends_on"])
    return locked


def _require_not_ended(seat: Seat) -> None:
    if seat.ends_on is not None:
        raise ValidationError(say("Kedudukan ini sudah berakhir atau sudah beralih kepada pejabat lain."))


def team_in_force(government: Government, *, day: dt.date, kind: str = TeamKind.TKKSD) -> Team | None:
    """The team whose decree holds on ``day``; of several the one that started last."""
    return Team.objects.filter(government=government, kind=kind).on(day).first()


def warnings_of(team: Team | None, *, government: Government, today: dt.date) -> list[TeamWarning]:
    """What is not as the rule wants it: no decree, a decree about to lapse, too few members, a missing chair."""
    if team is None:
        return [
            TeamWarning(
                "no_team",
                say("Belum ada keputusan TKKSD yang berlaku pada %(name)s. Putaran telaah tidak dapat dibuka.")
                % {"name": government.name},
                "Permendagri 22/2020 Pasal 46",
            )
        ]
    found: list[TeamWarning] = []
    if team.ends_on is not None:
        left = (team.ends_on - today).days
        if left < 0:
            found.append(TeamWarning("lapsed", say("Keputusan ini sudah tidak berlaku. Catat keputusan yang baru.")))
        elif left <= LAPSE_WARNING_DAYS:
            found.append(
                TeamWarning(
                    "lapsing", say("Keputusan ini berakhir %(days)s hari lagi. Siapkan yang baru.") % {"days": left}
                )
            )
    if team.kind != TeamKind.TKKSD:
        return found
    seats = list(Seat.objects.filter(team=team).on(today).by_rank())
    members = sum(seat.kind in SeatKind.MEMBERS for seat in seats)
    if members < MIN_MEMBERS:
        found.append(
            TeamWarning(
                "few_members",
                say("Anggota tim %(count)s orang; aturan meminta paling sedikit %(least)s.")
                % {"count": members, "least": MIN_MEMBERS},
                "Permendagri 22/2020 Pasal 47",
            )
        )
    if not _pleno_was_held(government, today):
        sentence = say("Rapat pleno tahun %s belum tercatat terlaksana.") % today.year
        found.append(TeamWarning("no_pleno", sentence, "Permendagri 22/2020 Pasal 48"))
    held = {seat.kind for seat in seats if seat.holder_id}
    for kind in (SeatKind.KETUA, SeatKind.SEKRETARIS):
        if kind not in held:
            sentence = say("Kedudukan %s belum ada pejabatnya.") % kind.label
            found += [TeamWarning("no_" + kind, sentence, "Permendagri 22/2020 Pasal 47")]
    return found


def _pleno_was_held(government: Government, today: dt.date) -> bool:
    """At least one a year (P22 Pasal 48); the year is that of the government's own calendar."""
    zone = ZoneInfo(government.time_zone)
    year = [dt.datetime(number, 1, 1, tzinfo=zone) for number in (today.year, today.year + 1)]
    held = Meeting.objects.filter(government=government, kind=MeetingKind.PLENO, held_at__isnull=False)
    return held.filter(starts_at__gte=year[0], starts_at__lt=year[1]).exists()

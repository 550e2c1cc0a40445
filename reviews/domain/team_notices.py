"""The decree of TKKSD must not lapse unseen, and a seat that concludes must not stand empty."""

import datetime as dt

from django.urls import reverse

from accounts.domain.roles import people_with
from accounts.enums import Role
from accounts.models import Government, User
from notices.domain.owing import Owed, owe_many
from notices.models import Notice
from reviews.enums import SeatKind
from reviews.models import Seat, Team

LAPSING, EMPTY_SEATS = "team-lapsing", "team-seats-empty"
LADDER = (60, 30, 7, 0)  # days before the last day of the decree
TELL_LAPSED_WITHIN = 30


def rung_of(left: int) -> int | None:
    """The message with ``left`` days; days after the end belong to the last one."""
    return min((days for days in LADDER if days >= left), default=None)


def plan_teams(now: dt.datetime) -> int:
    """Owe what is due by ``now``. Returns the number of rows written."""
    occasions: list[Owed] = []
    for government in Government.objects.order_by("pk"):
        today = government.today(now)
        people = people_with(Role.STAF, Role.ADMIN, government=government, today=today)
        occasions += [one for team in _lapsing(government, today) if (one := _lapse(team, today, people)) is not None]
        empty = empty_seats(government, today)
        if empty:
            occasions.append(
                Owed(
                    kind=EMPTY_SEATS,
                    subject=f"government:{government.pk}",
                    occasion=f"{today.year}-Q{(today.month + 2) // 3}",
                    recipients=people,
                    government=government,
                    context={"seats": empty},
                    path=reverse("reviews:team"),
                )
            )
    return owe_many(occasions, now=now)


def _lapsing(government: Government, today: dt.date) -> list[Team]:
    """Decrees about to end, or ended lately, that no later one follows."""
    first, last = today - dt.timedelta(days=TELL_LAPSED_WITHIN), today + dt.timedelta(days=max(LADDER))
    teams = Team.objects.filter(government=government, ends_on__range=(first, last)).order_by("pk")
    return [team for team in teams if not is_followed(team)]


def is_followed(team: Team) -> bool:
    """Whether a later decree of the same team exists."""
    later = Team.objects.filter(government=team.government_id, kind=team.kind, starts_on__gt=team.starts_on)
    return later.exclude(pk=team.pk).exists()


def _lapse(team: Team, today: dt.date, people: list[User]) -> Owed | None:
    if team.ends_on is None or (rung := rung_of((team.ends_on - today).days)) is None:
        return None
    return Owed(
        kind=LAPSING,
        subject=f"team:{team.pk}",
        occasion=f"{team.ends_on}:{rung}",
        recipients=people,
        government=team.government,
        context={"team": team, "ends_on": team.ends_on, "left": (team.ends_on - today).days},
        path=reverse("reviews:team"),
        due_on=team.ends_on,
    )


def empty_seats(government: Government, today: dt.date) -> list[Seat]:
    """Seats in force without a person who can sign in: their rounds wait for nobody."""
    rows = Seat.objects.on(today).filter(team__government=government).exclude(kind=SeatKind.PENGARAH).by_rank()
    return [seat for seat in rows.select_related("holder") if seat.holder is None or not seat.holder.is_active]


def is_lapse_still_owed(notice: Notice, now: dt.datetime) -> bool:
    """False once a new decree follows, the day moved, or a later rung has taken over."""
    pk = int(notice.subject.partition(":")[2])
    team = Team.objects.filter(pk=pk).select_related("government").first()
    if team is None or team.ends_on is None or is_followed(team):
        return False
    rung = rung_of((team.ends_on - team.government.today(now)).days)
    return notice.occasion == f"{team.ends_on}:{rung}"


def are_seats_still_empty(notice: Notice, now: dt.datetime) -> bool:
    """False once every seat has a person."""
    return bool(empty_seats(notice.government, notice.government.today(now)))

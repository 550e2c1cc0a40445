"""A decree about to lapse and seats without a person are told, until they are put right."""

import datetime as dt
from zoneinfo import ZoneInfo

from notices.models import Notice
from reviews.domain import team_notices
from reviews.domain.team_notices import EMPTY_SEATS, LAPSING, plan_teams
from tests import factories as make
from tests.cast import Cast

END = dt.date(2027, 6, 30)


def at(left: int) -> dt.datetime:
    return dt.datetime.combine(END - dt.timedelta(days=left), dt.time(9), ZoneInfo("Asia/Jakarta"))


def rungs(cast: Cast) -> list[str]:
    rows = Notice.objects.filter(kind=LAPSING, recipient=cast.staf).order_by("pk")
    return [row.occasion.rpartition(":")[2] for row in rows]


def test_each_rung_once_until_a_new_decree_follows(cast: Cast) -> None:
    cast.team.ends_on = END
    cast.team.save(update_fields=["ends_on"])
    for left in (61, 60, 45, 30, 20):
        plan_teams(at(left))
        plan_teams(at(left))
    assert rungs(cast) == ["60", "30"]
    notice = Notice.objects.filter(kind=LAPSING).latest("pk")
    assert team_notices.is_lapse_still_owed(notice, at(20))
    make.TeamFactory(government=cast.government, starts_on=END + dt.timedelta(days=1))
    assert not team_notices.is_lapse_still_owed(notice, at(20))
    plan_teams(at(0))
    assert rungs(cast) == ["60", "30"]


def test_a_seat_without_a_person_is_told_once_a_quarter(cast: Cast) -> None:
    Notice.objects.all().delete()
    make.SeatFactory(team=cast.team, position="Kepala Bagian Tanpa Akun")
    for left in (80, 79):
        plan_teams(at(left))
    (notice,) = Notice.objects.filter(kind=EMPTY_SEATS, recipient=cast.staf)
    assert "Kepala Bagian Tanpa Akun" in notice.body

"""The team by decree, seats by position."""

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse

from reviews.domain import teams
from reviews.enums import SeatKind
from reviews.models import Seat, Team
from tests import factories as make
from tests.agreements.pages import pdf
from tests.cast import Cast
from tests.reviews.table import opened


def _decree(cast: Cast, by: str = "staf", **facts: Any) -> Team:
    today = cast.government.today()
    given: dict[str, Any] = {"decree_number": "100.3.7/9/2026", "decree_on": today, "starts_on": today}
    return teams.create_team(cast.government, by=cast.people[by], **{**given, **facts})


def test_a_new_decree_ends_the_old_one_on_the_eve_and_keeps_the_people(cast: Cast) -> None:
    today = cast.government.today()
    team = _decree(cast, copy_seats_of=cast.team)
    cast.team.refresh_from_db()
    assert cast.team.ends_on == today - dt.timedelta(days=1)
    assert teams.team_in_force(cast.government, day=today) == team
    before = set(Seat.objects.filter(team=cast.team).values_list("kind", "position", "holder"))
    assert set(Seat.objects.filter(team=team).values_list("kind", "position", "holder")) == before


def test_a_decree_recorded_late_ends_where_the_newer_one_begins(cast: Cast) -> None:
    """Otherwise two teams would sit at one table: members counted twice, two chairs concluding."""
    before = cast.team.starts_on - dt.timedelta(days=400)
    old = _decree(cast, decree_number="100.3.7/1/2019", decree_on=before, starts_on=before)
    assert old.ends_on == cast.team.starts_on - dt.timedelta(days=1)
    cast.team.refresh_from_db()
    assert cast.team.ends_on is None


def test_a_decree_is_corrected_and_its_file_added_later(cast: Cast) -> None:
    today = cast.government.today()
    cast.team.decree_file.save("lama.pdf", ContentFile(b"lama"))
    facts: dict[str, Any] = {"decree_number": "100.3.7/77/2026", "decree_on": today, "ends_on": None}
    changed = teams.change_team(cast.team, **facts, by=cast.staf)
    assert (changed.decree_number, changed.starts_on) == ("100.3.7/77/2026", cast.team.starts_on)
    assert changed.decree_file  # kept
    with pytest.raises(PermissionDenied):
        teams.change_team(cast.team, **facts, by=cast.ketua)
    newer = _decree(cast, starts_on=today)
    for day in (None, newer.starts_on):
        with pytest.raises(ValidationError, match="sudah berlaku sejak"):
            teams.change_team(changed, **{**facts, "ends_on": day}, by=cast.staf)
    eve = today - dt.timedelta(days=1)
    assert teams.change_team(changed, **{**facts, "ends_on": eve}, by=cast.staf).ends_on == eve


def test_the_page_that_corrects_a_decree_begins_with_what_is_written(client: Client, cast: Cast) -> None:
    client.force_login(cast.staf)
    url = reverse("reviews:team_change", args=[cast.team.pk])
    assert cast.team.decree_number in client.get(url).content.decode()
    told = client.post(url, {"decree_number": "", "decree_on": "2020-01-02"})
    assert told.status_code == 422
    sent = client.post(url, {"decree_number": "SK/8", "decree_on": "2020-01-02", "decree_file": pdf("sk.pdf")})
    assert sent.headers["Location"] == reverse("reviews:team_of", args=[cast.team.pk])
    cast.team.refresh_from_db()
    assert (cast.team.decree_number, cast.team.decree_file_name) == ("SK/8", "sk.pdf")


def test_open_rounds_ask_the_same_people_under_the_new_decree(cast: Cast) -> None:
    review = opened(cast, "anggota1")
    team = _decree(cast, copy_seats_of=cast.team)
    assert cast.anggota1.has_perm("reviews.give_opinion", review)
    assert review.seats.filter(team=team, holder=cast.anggota1).exists()


@pytest.mark.parametrize("name", ["ketua", "pengusul", "pimpinan", "stranger_staf"])
def test_only_staf_and_admin_manage(cast: Cast, name: str) -> None:
    with pytest.raises(PermissionDenied):
        _decree(cast, by=name)
    with pytest.raises(PermissionDenied):
        teams.end_seat(cast.seats["ketua"], last_day=cast.government.today(), by=cast.people[name])


def test_a_decree_is_recorded_once_and_its_dates_are_in_order(cast: Cast) -> None:
    with pytest.raises(ValidationError):
        _decree(cast, decree_number=cast.team.decree_number)
    with pytest.raises(ValidationError):
        _decree(cast, ends_on=cast.government.today() - dt.timedelta(days=1))
    cast.team.refresh_from_db()
    assert cast.team.ends_on is None


def test_the_seat_passes_on_without_a_gap(cast: Cast) -> None:
    newcomer = make.UserFactory()
    make.MembershipFactory(user=newcomer, government=cast.government, role="tkksd")
    day = cast.government.today() + dt.timedelta(days=10)
    successor = teams.change_holder(cast.seats["ketua"], holder=newcomer, starts_on=day, by=cast.admin)
    old = Seat.objects.get(pk=cast.seats["ketua"].pk)
    assert (old.ends_on, old.holder) == (day - dt.timedelta(days=1), cast.ketua)
    assert (successor.starts_on, successor.kind, successor.previous) == (day, SeatKind.KETUA, old)
    assert set(Seat.objects.on(day).filter(kind=SeatKind.KETUA)) == {successor}
    assert set(Seat.objects.on(day - dt.timedelta(days=1)).filter(kind=SeatKind.KETUA)) == {old}
    with pytest.raises(ValidationError):
        teams.change_holder(cast.seats["ketua"], holder=newcomer, starts_on=day, by=cast.admin)


def test_who_may_sit(cast: Cast) -> None:
    for name in ("pengusul", "stranger_staf", "nobody"):
        with pytest.raises(ValidationError) as refused:
            teams.change_holder(
                cast.seats["anggota1"], holder=cast.people[name], starts_on=cast.government.today(), by=cast.staf
            )
        assert "holder" in refused.value.message_dict
    with pytest.raises(ValidationError):  # one person, one seat
        teams.change_holder(
            cast.seats["anggota1"], holder=cast.anggota2, starts_on=cast.government.today(), by=cast.staf
        )
    assert Seat.objects.get(pk=cast.seats["anggota1"].pk).ends_on is None


def test_there_is_one_chair(cast: Cast) -> None:
    with pytest.raises(ValidationError) as refused:
        teams.add_seat(
            cast.team, kind=SeatKind.KETUA, position="Ketua lain", starts_on=cast.government.today(), by=cast.staf
        )
    assert "kind" in refused.value.message_dict
    today = cast.government.today()
    teams.end_seat(cast.seats["ketua"], last_day=today + dt.timedelta(days=30), by=cast.staf)
    with pytest.raises(ValidationError):  # still held for a month
        teams.add_seat(cast.team, kind=SeatKind.KETUA, position="Ketua lain", starts_on=today, by=cast.staf)
    after = today + dt.timedelta(days=31)
    assert teams.add_seat(cast.team, kind=SeatKind.KETUA, position="Ketua lain", starts_on=after, by=cast.staf).pk
    seat = teams.add_seat(
        cast.team, kind=SeatKind.TENAGA_AHLI, position="Ahli hukum", starts_on=cast.government.today(), by=cast.staf
    )
    assert seat.holder is None


def test_warnings(cast: Cast) -> None:
    today = cast.government.today()

    def codes(team: Team | None, day: dt.date = today) -> set[str]:
        return {w.code for w in teams.warnings_of(team, government=cast.government, today=day)}

    assert codes(None) == {"no_team"}
    assert codes(cast.team) == {"few_members", "no_pleno"}  # four of six
    for number in range(2):
        make.SeatFactory(team=cast.team, kind=SeatKind.ANGGOTA_TETAP, position=f"Tambahan {number}")
    assert codes(cast.team) == {"no_pleno"}
    cast.team.ends_on = today + dt.timedelta(days=60)
    cast.team.save()
    assert codes(cast.team) == {"lapsing", "no_pleno"}
    assert codes(cast.team, today - dt.timedelta(days=1)) == {"no_pleno"}
    assert "lapsed" in codes(cast.team, today + dt.timedelta(days=61))
    teams.end_seat(cast.seats["ketua"], last_day=today - dt.timedelta(days=1), by=cast.staf)
    assert codes(cast.team) == {"lapsing", "no_pleno", "no_ketua"}


def test_seat_days_in_python_and_in_the_database_agree(cast: Cast) -> None:
    today = cast.government.today()
    cast.team.ends_on = today + dt.timedelta(days=5)
    cast.team.save()
    Seat.objects.filter(pk=cast.seats["anggota1"].pk).update(ends_on=today)
    Seat.objects.filter(pk=cast.seats["anggota2"].pk).update(starts_on=today + dt.timedelta(days=1))
    for offset in range(-2, 8):
        day = today + dt.timedelta(days=offset)
        held = {seat for seat in Seat.objects.select_related("team").order_by("pk") if seat.is_held(day)}
        assert set(Seat.objects.on(day)) == held


def test_only_tkksds_own_chair_concludes_not_that_of_the_tim_teknis(cast: Cast) -> None:
    technical = make.TeamFactory(government=cast.government, kind="tim_teknis")
    make.SeatFactory(team=technical, kind=SeatKind.KETUA, holder=cast.anggota1, position="Ketua Tim Teknis")
    today = cast.government.today()
    concluding = Seat.objects.concluding(today).filter(team__government=cast.government)
    assert {seat.holder for seat in concluding} == {cast.ketua, cast.sekretaris}


def test_six_members_are_enough_and_five_are_not(cast: Cast) -> None:
    today = cast.government.today()
    Seat.objects.filter(team=cast.team, kind__in=SeatKind.MEMBERS).update(kind=SeatKind.TENAGA_AHLI)
    members = make.SeatFactory.create_batch(6, team=cast.team)
    assert "few_members" not in {w.code for w in teams.warnings_of(cast.team, government=cast.government, today=today)}
    Seat.objects.filter(pk=members[0].pk).update(kind=SeatKind.TENAGA_AHLI)
    (few,) = [
        w for w in teams.warnings_of(cast.team, government=cast.government, today=today) if w.code == "few_members"
    ]
    assert few.sentence == "Anggota tim 5 orang; aturan meminta paling sedikit 6."

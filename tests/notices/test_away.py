"""A message may be put off for a reason, and who is away has a deputy."""

import datetime as dt
from dataclasses import replace

import pytest
from django.core.exceptions import ValidationError
from django.core.mail import EmailMultiAlternatives
from django.test import Client
from pytest_django import Settings

from accounts.enums import Role
from accounts.models import User
from notices import kinds
from notices.domain import absences
from notices.domain.delivery import deliver_owed
from notices.domain.forwarding import plan_forwarding
from notices.domain.inbox import unread_count
from notices.domain.snoozing import plan_waking, snooze
from notices.enums import Rhythm
from notices.models import Absence, Notice, Snooze
from tests import factories as make
from tests.cast import Cast
from tests.notices.make import ASKING, NOON, notice

TODAY = NOON.date()


@pytest.fixture(autouse=True)
def _no_second_factor(settings: Settings) -> None:
    settings.MFA_REQUIRED_ROLES = []


def days(number: int) -> dt.timedelta:
    return dt.timedelta(days=number)


@pytest.fixture
def second(cast: Cast) -> User:
    """Another staf."""
    person = make.UserFactory(name="Staf Kedua")
    make.MembershipFactory(user=person, government=cast.government, role=Role.STAF, unit=cast.secretariat)
    return person


def test_asleep_it_is_out_of_sight_and_comes_back_unread_and_once_more_by_mail(
    cast: Cast, mailoutbox: list[object]
) -> None:
    one = notice(cast.staf, cast.government)
    deliver_owed(NOON)
    snooze(one, until=TODAY + days(7), reason="Menunggu mitra.", now=NOON)
    assert unread_count(cast.staf) == 0
    assert plan_waking(NOON + days(6)) == 0
    assert plan_waking(NOON + days(7)) == 1
    assert plan_waking(NOON + days(7)) == 0, "once"
    assert unread_count(cast.staf) == 1
    deliver_owed(NOON + days(8))
    assert len(mailoutbox) == 2


def test_what_was_not_sent_yet_waits_as_well(cast: Cast, mailoutbox: list[object]) -> None:
    one = notice(cast.staf, cast.government)
    snooze(one, until=TODAY + days(7), reason="Menunggu mitra.", now=NOON)
    assert deliver_owed(NOON + days(1)).sent == 0
    plan_waking(NOON + days(7))
    assert deliver_owed(NOON + days(8)).sent == 1


@pytest.mark.parametrize(
    ("until", "reason", "field"), [(0, "a", "until"), (91, "a", "until"), (6, "a", "until"), (3, " ", "reason")]
)
def test_never_without_reason_nor_past_the_day_it_warns_of(cast: Cast, until: int, reason: str, field: str) -> None:
    one = notice(cast.staf, cast.government, due_on=TODAY + days(5))
    with pytest.raises(ValidationError) as caught:
        snooze(one, until=TODAY + days(until), reason=reason, now=NOON)
    assert set(caught.value.message_dict) == {field}
    assert not Snooze.objects.exists()


def test_what_is_done_does_not_wake(cast: Cast) -> None:
    one = notice(cast.staf, cast.government)
    snooze(one, until=TODAY + days(7), reason="a", now=NOON)
    Notice.objects.update(acted_at=NOON)
    assert plan_waking(NOON + days(7)) == 0


def test_the_deputy_gets_it_too_and_the_text_says_for_whom(cast: Cast, second: User) -> None:
    absences.leave(cast.staf, cast.government, deputy=second, starts_on=TODAY, ends_on=TODAY + days(3), today=TODAY)
    notice(cast.staf, cast.government)
    mine, other = (Notice.objects.get(recipient=person).body for person in (cast.staf, second))
    assert other == f"Disampaikan kepada Saudara/i sebagai pengganti {cast.staf.name} sampai 06-03-2026.\n\n{mine}"


@pytest.mark.parametrize("day", [-1, 4])
def test_before_and_after_the_deputy_gets_nothing(cast: Cast, second: User, day: int) -> None:
    absences.leave(cast.staf, cast.government, deputy=second, starts_on=TODAY, ends_on=TODAY + days(3), today=TODAY)
    notice(cast.staf, cast.government, now=NOON + days(day))
    assert not Notice.objects.filter(recipient=second).exists()


def test_an_absence_written_down_later_forwards_what_still_waits(
    cast: Cast, second: User, mailoutbox: list[EmailMultiAlternatives]
) -> None:
    asked = notice(cast.staf, cast.government, kind=ASKING.code, title="Ditanya")
    done = notice(cast.staf, cast.government, kind=ASKING.code, title="Dikerjakan")
    news = notice(cast.staf, cast.government, title="Kabar lama")
    deliver_owed(NOON)
    Notice.objects.filter(pk=done.pk).update(acted_at=NOON)
    waiting = notice(cast.staf, cast.government, title="Menunggu", rhythm=Rhythm.DIGEST)
    absences.leave(
        cast.staf, cast.government, deputy=second, starts_on=TODAY + days(1), ends_on=TODAY + days(3), today=TODAY
    )
    assert plan_forwarding(NOON) == 0, "the absence has not begun"
    tomorrow = NOON + days(1)
    assert (plan_forwarding(tomorrow), plan_forwarding(tomorrow)) == (2, 0)
    rows = Notice.objects.filter(recipient=second)
    assert {row.title for row in rows} == {asked.title, waiting.title} != {news.title}
    assert all(row.body.startswith("Disampaikan kepada Saudara/i sebagai pengganti Staf sampai") for row in rows)
    mailoutbox.clear()
    deliver_owed(tomorrow)
    assert {mail.to[0].partition(" <")[0] for mail in mailoutbox} == {"Staf", "Staf Kedua"}


def test_what_is_no_longer_owed_is_not_forwarded(cast: Cast, second: User, monkeypatch: pytest.MonkeyPatch) -> None:
    lapsed = replace(ASKING, still_owed=lambda _notice, _now: False)
    monkeypatch.setitem(kinds._kinds, ASKING.code, lapsed)
    notice(cast.staf, cast.government, kind=ASKING.code)
    absences.leave(cast.staf, cast.government, deputy=second, starts_on=TODAY, ends_on=TODAY, today=TODAY)
    assert plan_forwarding(NOON) == 0


def test_a_deputy_who_is_told_anyway_is_told_once(cast: Cast, second: User) -> None:
    absences.leave(cast.staf, cast.government, deputy=second, starts_on=TODAY, ends_on=TODAY, today=TODAY)
    notice(second, cast.government, subject="test:9", occasion="x")
    notice(cast.staf, cast.government, subject="test:9", occasion="x")
    assert Notice.objects.filter(recipient=second).count() == 1


def test_only_who_does_the_same_work_may_be_deputy(cast: Cast, second: User) -> None:
    assert absences.possible_deputies(cast.staf, cast.government, today=TODAY) == [second]
    names = {person.pk for person in absences.possible_deputies(cast.pengusul, cast.government, today=TODAY)}
    assert cast.colleague.pk not in names, "another unit"
    with pytest.raises(ValidationError):
        absences.leave(cast.staf, cast.government, deputy=cast.auditor, starts_on=TODAY, ends_on=TODAY, today=TODAY)
    assert not Absence.objects.exists()


def test_the_pages(cast: Cast, second: User, client: Client) -> None:
    client.force_login(cast.staf)
    one = notice(cast.staf, cast.government)
    address = f"/ruang/pengingat/{one.pk}/tunda/"
    assert client.get(address).status_code == 200
    assert client.post(address, {"until": "2020-01-01", "reason": "Diketik"}).status_code == 422
    tomorrow = cast.government.today() + days(1)
    assert client.post(address, {"until": tomorrow.isoformat(), "reason": "Menunggu"}).status_code == 302
    assert one.title not in client.get("/ruang/pengingat/").content.decode()
    asleep = client.get("/ruang/pengingat/?keadaan=ditunda").content.decode()
    for words in (one.title, "Ditunda sampai", one.snoozes.get().reason):
        assert words in asleep
    form = {"starts_on": tomorrow.isoformat(), "ends_on": tomorrow.isoformat(), "deputy": second.pk}
    assert client.post("/ruang/pengingat/cuti/", form).status_code == 302
    assert "Staf Kedua" in client.get("/ruang/pengingat/cuti/").content.decode()
    absence = Absence.objects.get()
    client.force_login(cast.pengusul)
    assert client.post(f"/ruang/pengingat/cuti/{absence.pk}/selesai/").status_code == 404
    assert client.get(address).status_code == 404
    client.force_login(cast.staf)
    assert client.post(f"/ruang/pengingat/cuti/{absence.pk}/selesai/").status_code == 302
    assert not Absence.objects.exists()

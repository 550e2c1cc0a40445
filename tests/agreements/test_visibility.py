"""What a list shows equals what the permission allows, for every kind of person and document."""

import datetime as dt

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser
from django.db.models import F
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agreements.domain.workflow import perform
from agreements.enums import Phase, Validity
from agreements.models import Agreement
from tests.cast import ROUTES, Cast

PEOPLE = [
    "staf", "pengusul", "colleague", "anggota1", "owner_reviewer", "pimpinan", "auditor", "admin", "stranger_staf",
    "nobody",
]  # fmt: skip


@pytest.fixture
def everything(cast: Cast) -> list[Agreement]:
    """One document in every phase, and signed ones that are withheld."""
    made = [cast.bring(cast.draft(), phase) for phase in ROUTES]
    for level in ("terbatas", "rahasia"):
        made.append(cast.registered(visibility=level, visibility_reason="Uji konsekuensi Nomor 1."))
        made.append(cast.draft(visibility=level, visibility_reason="Uji konsekuensi Nomor 1."))
        made.append(
            cast.bring(cast.draft(visibility=level, visibility_reason="Uji konsekuensi Nomor 1."), Phase.DITELAAH)
        )
    made.append(cast.draft(lead_unit=cast.other_unit, by=cast.staf))
    thrown_away = cast.draft()
    perform(thrown_away, "cancel", by=cast.pengusul, now=timezone.now(), note="Tidak jadi.")
    made.append(thrown_away)
    return made


def test_lists_and_permission_agree(cast: Cast, everything: list[Agreement]) -> None:
    for name in PEOPLE:
        user = cast.people[name]
        seen = set(Agreement.objects.visible_to(user).values_list("pk", flat=True))
        allowed = {a.pk for a in everything if user.has_perm("agreements.view_agreement", a)}
        assert seen == allowed, name


def test_visitors_see_what_is_signed_and_public_and_nothing_else(cast: Cast, everything: list[Agreement]) -> None:
    public = {a.pk for a in everything if a.phase in Phase.SIGNED and a.visibility == "publik"}
    assert len(public) == 2
    for visitor in (AnonymousUser(), cast.nobody, cast.stranger_staf):
        assert set(Agreement.objects.visible_to(visitor).values_list("pk", flat=True)) == public


def test_a_draft_is_seen_by_its_unit_and_by_staf_alone(cast: Cast) -> None:
    draft = cast.draft()
    who = {name for name in PEOPLE if Agreement.objects.visible_to(cast.people[name]).filter(pk=draft.pk).exists()}
    assert who == {"staf", "pengusul", "owner_reviewer", "pimpinan", "auditor", "admin"}


def test_tkksd_does_not_see_what_never_left_the_drafting_table(cast: Cast) -> None:
    thrown_away, withdrawn = cast.draft(), cast.bring(cast.draft(), Phase.DIBATALKAN)
    perform(thrown_away, "cancel", by=cast.pengusul, now=timezone.now(), note="Tidak jadi.")
    seen = set(Agreement.objects.visible_to(cast.anggota1).values_list("pk", flat=True))
    assert seen == {withdrawn.pk}


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(offset=st.integers(-5, 100), hour=st.integers(0, 23))
def test_in_force_until_the_end_of_the_last_day_in_every_zone(cast: Cast, offset: int, hour: int) -> None:
    """The annotation and the property agree at any hour, in WIB, WITA and WIT."""
    end = dt.date(2026, 12, 31)
    agreement = Agreement.objects.first() or cast.registered(signed_on=dt.date(2026, 1, 5), ends_on=end)
    moment = dt.datetime(2026, 12, 31, hour, 30, tzinfo=dt.UTC) - dt.timedelta(days=offset)
    for zone in ("Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura"):
        cast.government.time_zone = zone
        cast.government.save(update_fields=["time_zone"])
        rows = Agreement.objects.with_validity(moment).select_related("government")
        found = rows.get(pk=agreement.pk)
        today = cast.government.today(moment)
        expected = (
            Validity.BERAKHIR if today > end
            else Validity.AKAN_BERAKHIR if (end - today).days <= 90
            else Validity.BERLAKU
        )  # fmt: skip
        (keadaan,) = rows.filter(pk=agreement.pk).values_list(F("keadaan"), flat=True)
        assert keadaan == found.validity(today) == expected


@pytest.mark.parametrize(
    ("utc", "expected"), [("2026-12-31T16:59:59", Validity.AKAN_BERAKHIR), ("2026-12-31T17:00:00", Validity.BERAKHIR)]
)
def test_it_ends_at_local_midnight(cast: Cast, utc: str, expected: Validity) -> None:
    cast.registered(signed_on=dt.date(2026, 1, 5), ends_on=dt.date(2026, 12, 31))
    with time_machine.travel(dt.datetime.fromisoformat(utc).replace(tzinfo=dt.UTC), tick=False):
        (keadaan,) = Agreement.objects.with_validity(timezone.now()).values_list(F("keadaan"), flat=True)
        assert keadaan == expected


def test_not_yet_in_force_and_ended_early(cast: Cast) -> None:
    today = cast.government.today()
    future = cast.registered(effective_from=today + dt.timedelta(days=1))
    open_ended = cast.bring(cast.draft(), Phase.DITANDATANGANI)
    ended = cast.bring(cast.draft(), Phase.DIAKHIRI)
    tomorrow = timezone.now() + dt.timedelta(days=1)
    states = dict(Agreement.objects.with_validity().values_list(F("pk"), F("keadaan")))
    later = dict(Agreement.objects.with_validity(tomorrow).values_list(F("pk"), F("keadaan")))
    assert states == {future.pk: "belum_berlaku", open_ended.pk: "berlaku", ended.pk: "akan_berakhir"}
    assert later == {future.pk: "berlaku", open_ended.pk: "berlaku", ended.pk: "diakhiri"}

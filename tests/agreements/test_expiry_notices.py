"""The ladder: each step once, none lost, on the civil date of each government, until the end moves or comes."""

import datetime as dt
import threading
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from pytest_django import DjangoAssertNumQueries

from accounts.enums import Role
from agreements.domain import expiry_notices as expiry
from agreements.domain.expiry_notices import DOMESTIC, FOREIGN, ladder_of, plan_expiry, step_of
from agreements.domain.notice_people import facts_of
from agreements.enums import CooperationKind, Form, Phase, Relation
from agreements.models import Agreement
from notices.domain.delivery import deliver_owed
from notices.models import Notice
from tests import factories as make
from tests.cast import NOVEMBER_2026, Cast, assemble

pytestmark = pytest.mark.usefixtures("november_2026")

WIB = ZoneInfo("Asia/Jakarta")
END = dt.date(2027, 6, 30)
SIGNED = dt.date(2026, 1, 15)


def at(day: dt.date, hour: int = 9, minute: int = 0, zone: ZoneInfo = WIB) -> dt.datetime:
    """A moment of local time."""
    return dt.datetime.combine(day, dt.time(hour, minute), zone)


def before(days: int) -> dt.date:
    """So many days before the end."""
    return END - dt.timedelta(days=days)


def signed(cast: Cast, ends_on: dt.date = END, **values: Any) -> Agreement:
    # Abroad the steps of its own procedure count; at home it is all the same how it came to be signed.
    abroad = values.get("cooperation_kind") in CooperationKind.FOREIGN
    agreement = (cast.signed if abroad else cast.registered)(signed_on=SIGNED, ends_on=ends_on, **values)
    Notice.objects.all().delete()  # of the moves that led here
    return agreement


def told() -> set[tuple[str, str, str]]:
    """(kind, occasion, name of the recipient) of every message."""
    rows = Notice.objects.values_list("kind", "occasion", "recipient__email")
    return {(kind, occasion, email.partition("@")[0]) for kind, occasion, email in rows}


def steps() -> list[int]:
    """The steps written so far for staf, in order of writing."""
    rows = Notice.objects.filter(kind=expiry.ENDS, recipient__email="staf@uji.example").order_by("pk")
    return [int(occasion.partition(":")[2]) for occasion in rows.values_list("occasion", flat=True)]


@pytest.mark.parametrize(
    ("left", "step"), [(181, None), (180, 180), (100, 180), (91, 180), (90, 90), (1, 7), (0, 0), (-1, None)]
)
def test_the_step_follows_from_the_days_left(left: int, step: int | None) -> None:
    assert step_of(left, DOMESTIC) == step


@pytest.mark.parametrize("kind", CooperationKind.values)
def test_foreign_cooperation_starts_a_year_ahead(kind: str) -> None:
    assert ladder_of(kind) == (FOREIGN if kind in {"ksdpl", "ksdll_lainnya", "ksdll_penerusan"} else DOMESTIC)


@pytest.mark.parametrize("kind", [CooperationKind.KSDPK, CooperationKind.KSDPL])
def test_the_step_in_sql_is_the_step_in_python(cast: Cast, kind: str) -> None:
    form = Form.NASKAH_KERJA_SAMA if kind == CooperationKind.KSDPL else Form.PERJANJIAN_KERJA_SAMA
    agreement = signed(cast, cooperation_kind=kind, form=form)
    for left in sorted({step + near for step in (*FOREIGN, *DOMESTIC) for near in (-1, 0, 1)}):
        found = expiry.due_steps({cast.government.pk: cast.government}, before(left)).values_list("step", flat=True)  # type: ignore[misc]
        step = step_of(left, ladder_of(agreement.cooperation_kind))
        assert list(found) == ([] if step is None else [step]), left


def test_who_is_told(cast: Cast) -> None:
    signed(cast)
    plan_expiry(at(before(90)))
    unit_and_staf = {"pengusul", "owner_reviewer", "staf"}
    assert told() == {("agreement-ends", "2027-06-30:90", name) for name in unit_and_staf}


def test_pimpinan_are_told_from_thirty_days(cast: Cast) -> None:
    signed(cast)
    plan_expiry(at(before(31)))
    assert "pimpinan" not in {name for _kind, _occasion, name in told()}
    plan_expiry(at(before(30)))
    assert ("agreement-ends", "2027-06-30:30", "pimpinan") in told()


def test_two_roles_one_message(cast: Cast) -> None:
    make.MembershipFactory(user=cast.pengusul, government=cast.government, role=Role.STAF, unit=cast.secretariat)
    signed(cast)
    plan_expiry(at(before(30)))
    assert Notice.objects.filter(recipient=cast.pengusul).count() == 1


def test_the_units_successor_is_told(cast: Cast) -> None:
    signed(cast)
    cast.unit.successor = cast.other_unit
    cast.unit.save(update_fields=["successor"])
    plan_expiry(at(before(90)))
    assert {"colleague", "pengusul"} <= {name for _kind, _occasion, name in told()}


def test_planning_twice_writes_once(cast: Cast) -> None:
    signed(cast)
    assert plan_expiry(at(before(90))) == 3
    assert plan_expiry(at(before(90))) == 0
    assert plan_expiry(at(before(89))) == 0


def test_an_outage_of_ten_days_yields_the_latest_step_only(cast: Cast) -> None:
    signed(cast)
    plan_expiry(at(before(20)))
    plan_expiry(at(before(5)))  # 14 fell into the outage
    assert steps() == [30, 7]


def test_a_document_that_cannot_be_told_of_keeps_no_other_unseen(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    broken, sound = signed(cast), signed(cast)

    def facts(agreement: Agreement) -> dict[str, object]:
        if agreement.pk == broken.pk:
            raise ValueError("rusak")
        return facts_of(agreement)

    monkeypatch.setattr("agreements.domain.expiry_notices.facts_of", facts)
    with pytest.raises(ExceptionGroup):
        plan_expiry(at(before(30)))
    assert set(Notice.objects.values_list("subject", flat=True)) == {f"agreement:{sound.pk}"}


def test_the_day_itself_says_until_when(cast: Cast) -> None:
    signed(cast, title="Pengelolaan Air Bersih")
    plan_expiry(at(END))
    row = Notice.objects.get(recipient=cast.staf)
    assert row.title == "Berakhir hari ini pukul 24.00 WIB: Pengelolaan Air Bersih"
    assert "berakhir hari ini, Rabu, 30 Juni 2027, pukul 24.00 WIB" in row.body
    assert row.due_on == END


def test_the_message_names_document_partner_unit_and_days_left(cast: Cast) -> None:
    agreement = signed(cast, title="Pengelolaan Air Bersih")
    plan_expiry(at(before(85)))
    row = Notice.objects.get(recipient=cast.staf)
    assert row.title == "Berakhir 30 Juni 2027: Pengelolaan Air Bersih"
    for fact in (
        "Perjanjian Kerja Sama",
        str(agreement.register_no),
        "PT Serat Optik Pesisir",
        "Dinas Komunikasi dan Informatika",
        "Sisa waktu: 85 hari, dihitung pada 6 April 2027",
    ):
        assert fact in row.body
    assert "Menteri" not in row.body


def test_foreign_messages_name_the_ministers_term(cast: Cast) -> None:
    signed(cast, cooperation_kind=CooperationKind.KSDPL, form=Form.NASKAH_KERJA_SAMA)
    plan_expiry(at(before(276)))
    assert steps() == [276]
    assert "Permendagri Nomor 25 Tahun 2020 Pasal 33" in Notice.objects.get(recipient=cast.staf).body


@pytest.mark.parametrize(("zone", "utc_hour"), [("Asia/Jakarta", 17), ("Asia/Makassar", 16), ("Asia/Jayapura", 15)])
def test_each_government_has_its_own_midnight(cast: Cast, zone: str, utc_hour: int) -> None:
    """00.00 local time is 17.00, 16.00 and 15.00 UTC of the day before."""
    cast.government.time_zone = zone
    cast.government.save(update_fields=["time_zone"])
    signed(cast)
    midnight = dt.datetime.combine(before(181), dt.time(utc_hour), dt.UTC)
    assert plan_expiry(midnight - dt.timedelta(minutes=1)) == 0
    assert plan_expiry(midnight) == 3
    assert steps() == [180]


def test_two_governments_in_two_zones_at_once(cast: Cast) -> None:
    """At 16.30 UTC it is already tomorrow in WITA and still today in WIB."""
    other = assemble_other(cast, "Asia/Makassar")
    signed(cast)
    moment = dt.datetime.combine(before(181), dt.time(16, 30), dt.UTC)
    assert plan_expiry(moment) == 1
    assert Notice.objects.get().government == other.government


def assemble_other(cast: Cast, zone: str) -> Agreement:
    """The same end in another government, told to its one staf."""
    agreement = signed(cast)
    theirs = cast.stranger_staf.memberships.get().government
    theirs.time_zone = zone
    theirs.save(update_fields=["time_zone"])
    with connection.cursor() as cursor:  # past the trigger that keeps signed facts
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute("UPDATE agreements_agreement SET government_id = %s WHERE id = %s", [theirs.pk, agreement.pk])
        cursor.execute("SET LOCAL session_replication_role = DEFAULT")
    agreement.refresh_from_db()
    unit = make.UnitFactory(government=theirs)
    Agreement.objects.filter(pk=agreement.pk).update(lead_unit=unit)
    return agreement


def extend(cast: Cast, agreement: Agreement, until: dt.date) -> None:
    """A signed extension moves the end."""
    child = cast.draft(parent=agreement, relation=Relation.PERPANJANGAN, form=Form.PERPANJANGAN)
    cast.bring(child, Phase.DITANDATANGANI, signed_on=SIGNED + dt.timedelta(days=30), ends_on=until)
    Notice.objects.filter(kind__startswith="move-").delete()
    agreement.refresh_from_db()
    assert agreement.effective_ends_on == until


def test_a_new_end_date_starts_a_new_round(cast: Cast) -> None:
    agreement = signed(cast)
    plan_expiry(at(before(90)))
    later = END + dt.timedelta(days=365)
    extend(cast, agreement, later)
    plan_expiry(at(before(89)))
    assert steps() == [90]
    plan_expiry(at(later - dt.timedelta(days=90)))
    assert steps() == [90, 90]
    rows = Notice.objects.filter(recipient=cast.staf).values_list("subject", "occasion")
    assert set(rows) == {(f"agreement:{agreement.pk}", f"{day}:90") for day in ("2027-06-30", "2028-06-29")}


def test_what_was_planned_before_the_end_moved_is_not_sent(cast: Cast, mailoutbox: list[object]) -> None:
    agreement = signed(cast)
    plan_expiry(at(before(90)))
    extend(cast, agreement, END + dt.timedelta(days=365))
    tally = deliver_owed(at(before(85), hour=10))
    assert (tally.sent, tally.superseded, mailoutbox) == (0, 3, [])


def test_ended_by_a_person_stops_at_the_moment_of_sending(cast: Cast, mailoutbox: list[object]) -> None:
    agreement = signed(cast)
    plan_expiry(at(before(90)))
    Agreement.objects.filter(pk=agreement.pk).update(
        phase=Phase.DIAKHIRI, ended_on=before(91), end_reason="kesepakatan"
    )
    tally = deliver_owed(at(before(85), hour=10))
    assert (tally.sent, tally.superseded, mailoutbox) == (0, 3, [])
    assert plan_expiry(at(before(60))) == 0


def test_mail_down_for_ten_days_sends_the_latest_step_only(cast: Cast, mailoutbox: list[object]) -> None:
    signed(cast)
    plan_expiry(at(before(14)))
    plan_expiry(at(before(7)))
    tally = deliver_owed(at(before(5)))
    assert tally.superseded == 4
    assert tally.sent == 4
    assert set(Notice.objects.exclude(sent_at=None).values_list("occasion", flat=True)) == {"2027-06-30:7"}


def test_the_last_days_message_survives_a_night_without_mail(cast: Cast, mailoutbox: list[object]) -> None:
    signed(cast)
    plan_expiry(at(END))
    assert deliver_owed(at(END + dt.timedelta(days=1))).sent == 4
    assert plan_expiry(at(END + dt.timedelta(days=1))) == 0, "one word about the end is enough"


def test_an_end_during_an_outage_is_told_once(cast: Cast, mailoutbox: list[object]) -> None:
    signed(cast, title="Pengelolaan Air Bersih")
    plan_expiry(at(before(7)))
    deliver_owed(at(before(7)))
    for late in range(3, 40):
        plan_expiry(at(END + dt.timedelta(days=late)))
    ended = Notice.objects.filter(kind="agreement-ended")
    assert {n.recipient.name for n in ended} == {"Pengusul", "Owner Reviewer", "Staf", "Pimpinan"}
    assert {n.title for n in ended} == {"Telah berakhir 30 Juni 2027: Pengelolaan Air Bersih"}
    assert deliver_owed(at(END + dt.timedelta(days=3))).sent == 4


def test_what_ended_long_ago_is_history(cast: Cast) -> None:
    signed(cast)
    assert plan_expiry(at(END + dt.timedelta(days=31))) == 0
    assert plan_expiry(at(END + dt.timedelta(days=30))) == 4


def test_an_old_paper_entered_after_its_end_is_no_news(cast: Cast) -> None:
    agreement = signed(cast)
    end = cast.government.today() - dt.timedelta(days=10)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        Agreement.objects.filter(pk=agreement.pk).update(
            legacy=True, signed_on=end - dt.timedelta(days=700), ends_on=end, effective_ends_on=end
        )
        cursor.execute("SET LOCAL session_replication_role = DEFAULT")
    assert plan_expiry(at(end + dt.timedelta(days=10))) == 0


def test_only_what_is_signed_and_runs_is_watched(cast: Cast) -> None:
    agreement = signed(cast)
    for phase in Phase.SIGNED - {Phase.DITANDATANGANI}:
        Agreement.objects.filter(pk=agreement.pk).update(phase=phase, ended_on=END, end_reason="kesepakatan")
        assert [plan_expiry(at(before(days))) for days in (180, 30, 0, -5)] == [0, 0, 0, 0]
        Agreement.objects.filter(pk=agreement.pk).update(phase="ditandatangani", ended_on=None, end_reason="")
    assert plan_expiry(at(before(180))) == 3


def test_an_extension_does_not_speak_beside_its_parent(cast: Cast) -> None:
    agreement = signed(cast)
    later = END + dt.timedelta(days=365)
    extend(cast, agreement, later)
    plan_expiry(at(later - dt.timedelta(days=90)))
    assert {n.subject for n in Notice.objects.all()} == {f"agreement:{agreement.pk}"}


def test_without_an_end_nothing_is_owed(cast: Cast) -> None:
    agreement = signed(cast)
    Agreement.objects.filter(pk=agreement.pk).update(effective_ends_on=None)
    assert plan_expiry(at(END)) == 0


@pytest.mark.parametrize("number", [1, 6])
def test_queries_do_not_grow_with_the_number_of_documents(
    cast: Cast, number: int, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for _one in range(number):
        signed(cast)
    with django_assert_max_num_queries(18):
        plan_expiry(at(before(60)))
    assert Notice.objects.filter(recipient=cast.staf, kind="agreement-ends").count() == number


@pytest.mark.django_db(transaction=True)
def test_eight_planners_at_once_write_each_message_once() -> None:
    cast = assemble()
    for number in range(6):
        signed(cast, ends_on=END + dt.timedelta(days=number))
    barrier, errors = threading.Barrier(8), list[BaseException]()

    def plan() -> None:
        try:
            barrier.wait()
            plan_expiry(at(before(24)))
        except BaseException as error:  # noqa: BLE001 - told to the main thread
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=plan) for _number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    assert Notice.objects.count() == 6 * 4


class AnyDays(TestCase):
    """Whatever days the planner runs: no step twice, none that is due lost, the latest one only."""

    cast: Cast
    agreement: Agreement

    @classmethod
    @time_machine.travel(NOVEMBER_2026)
    def setUpTestData(cls) -> None:
        cls.cast = assemble()
        cls.agreement = signed(cls.cast)

    @settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
    @given(lefts=st.lists(st.integers(-40, 200), min_size=1, max_size=8))
    def test_any_set_of_days(self, lefts: list[int]) -> None:
        Notice.objects.all().delete()
        runs = sorted(set(lefts), reverse=True)
        for left in runs:
            plan_expiry(at(before(left)))
        expected = list(dict.fromkeys(step for left in runs if (step := step_of(left, DOMESTIC)) is not None))
        assert steps() == expected
        ended = Notice.objects.filter(kind=expiry.ENDED, recipient=self.cast.staf).count()
        was_late = any(-expiry.TELL_ENDED_WITHIN <= left < 0 for left in runs) and 0 not in runs
        assert ended == int(was_late)

    @settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
    @given(
        events=st.lists(st.tuples(st.integers(0, 190), st.sampled_from(["plan", "move", "back"])), max_size=10),
        zone=st.sampled_from(["Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura"]),
        hour=st.integers(0, 23),
    )
    def test_dates_may_move_at_any_time(self, events: list[tuple[int, str]], zone: str, hour: int) -> None:
        """Each (end, step) at most once, and after every run the present step of the present end is on record."""
        Notice.objects.all().delete()
        government = self.cast.government
        type(government).objects.filter(pk=government.pk).update(time_zone=zone)
        end = END
        Agreement.objects.filter(pk=self.agreement.pk).update(effective_ends_on=end)
        for left, event in sorted(events, reverse=True):
            if event != "plan":
                end = END + dt.timedelta(days=100) if event == "move" else END
                Agreement.objects.filter(pk=self.agreement.pk).update(effective_ends_on=end)
            now = at(before(left), hour=hour, zone=ZoneInfo(zone))
            plan_expiry(now)
            step = step_of((end - before(left)).days, DOMESTIC)
            mine = Notice.objects.filter(recipient=self.cast.staf, kind=expiry.ENDS)
            occasions = list(mine.order_by("pk").values_list("occasion", flat=True))
            assert len(occasions) == len(set(occasions))
            assert step is None or f"{end.isoformat()}:{step}" in occasions

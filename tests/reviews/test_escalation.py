"""When nobody acts, the next one up is told: by working days, once per level, until somebody acts."""

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.domain.workdays import WorkCalendar
from accounts.models import Holiday
from agreements.domain import end_decisions, steps
from agreements.domain.deadline_notices import running
from agreements.domain.decision_notices import DECIDE, plan_decisions
from agreements.domain.steps import StepFacts
from agreements.enums import CooperationKind, Form, Outcome, Relation
from agreements.models import Agreement
from kerjasama.templatetags.ui_formats import tanggal
from notices.domain.delivery import deliver_owed
from notices.domain.owing import render
from notices.domain.resending import resend
from notices.models import Notice
from reviews.domain import escalation
from reviews.domain.escalation import AFTER, UNDECIDED, UNDONE, plan_escalation
from tests.cast import Cast

pytestmark = pytest.mark.usefixtures("november_2026")

WIB = ZoneInfo("Asia/Jakarta")
DAY = dt.date(2027, 6, 1)  # to decide; a Tuesday and a holiday, so that working days matter
END = DAY + dt.timedelta(days=60)


def at(day: dt.date, hour: int = 9) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(hour), WIB)


def signed(cast: Cast) -> Agreement:
    agreement = cast.signed(signed_on=dt.date(2026, 1, 15), ends_on=END)
    Notice.objects.all().delete()
    return agreement


def after(cast: Cast, number: int) -> dt.datetime:
    """So many working days after the day."""
    return at(WorkCalendar(cast.government).add(DAY, number, "hari_kerja"))


def run(now: dt.datetime) -> None:
    """Plan, and let the mail go out."""
    plan_escalation(now)
    Notice.objects.filter(sent_at=None).update(sent_at=now)


def told(kind: str = UNDECIDED) -> set[tuple[str, str]]:
    rows = Notice.objects.filter(kind=kind).values_list("occasion", "recipient__email")
    return {(occasion.rpartition(":")[2], email.partition("@")[0]) for occasion, email in rows}


LADDER = {
    "L1": {"pengusul", "owner_reviewer"},
    "L2": {"staf"},
    "L3": {"pimpinan"},
    "L4": {"ketua"},
}
EVERYBODY = {(level, name) for level, names in LADDER.items() for name in names}


def test_each_level_by_working_days(cast: Cast) -> None:
    signed(cast)
    plan_escalation(at(DAY))
    assert told() == set()
    for number, level in ((1, "L1"), (3, "L2"), (6, "L3"), (10, "L4")):
        before = told()
        run(after(cast, number) - dt.timedelta(days=1))
        assert told() == before, "not a working day too early"
        run(after(cast, number))
        assert told() - before == {(level, name) for name in LADDER[level]}


def test_queries_do_not_grow_with_the_number_of_documents(cast: Cast) -> None:
    """Not even for the chair, who is told only of what they may see."""
    found = []
    for _more in range(2):
        cast.registered(signed_on=dt.date(2026, 1, 15), ends_on=END)
        Notice.objects.all().delete()
        with CaptureQueriesContext(connection) as asked:
            plan_escalation(after(cast, 1))
        assert told()
        found.append(len(asked))
    assert found[0] == found[1]


def test_a_day_off_does_not_count(cast: Cast) -> None:
    signed(cast)
    first = WorkCalendar(cast.government).add(DAY, 1, "hari_kerja")
    Holiday.objects.create(government=cast.government, day=first, name="Cuti daerah", kind="libur_nasional")
    plan_escalation(at(first))
    assert told() == set()
    late = after(cast, 12).date()
    Holiday.objects.create(government=cast.government, day=late, name="Cuti daerah", kind="libur_nasional")
    plan_escalation(at(late))
    assert told() == set(), "nobody is told on a day off, not even after an outage"


def test_after_an_outage_one_level_at_a_time_from_when_the_one_before_was_told(cast: Cast) -> None:
    signed(cast)
    seen, calendar = [], WorkCalendar(cast.government)
    for number in range(12, 26):
        before = told()
        run(after(cast, number))
        run(after(cast, number) + dt.timedelta(minutes=15))
        waiting = escalation._undecided(cast.government, after(cast, number).date(), calendar)
        assert waiting == [], "what waits for its next level is not read again at every sweep"
        seen += [(number, level) for level in sorted({level for level, _name in told() - before})]
    assert seen == [(12, "L1"), (14, "L2"), (17, "L3"), (21, "L4")]
    assert told() == EVERYBODY


def test_the_next_level_waits_for_the_mail_of_the_one_before_but_not_for_ever(cast: Cast) -> None:
    """OPD is told when its mail went out, not when it was planned; a dead mail server leaves the inbox."""
    signed(cast)
    for number in range(1, 8):
        plan_escalation(after(cast, number))
    assert {level for level, _name in told()} == {"L1"}
    plan_escalation(after(cast, 1 + escalation.UNHEARD + 2))
    assert {level for level, _name in told()} == {"L1", "L2"}
    Notice.objects.filter(occasion__endswith="L2").delete()
    Notice.objects.update(sent_at=after(cast, 7))
    plan_escalation(after(cast, 8))
    assert {level for level, _name in told()} == {"L1"}
    plan_escalation(after(cast, 9))
    assert {level for level, _name in told()} == {"L1", "L2"}


def test_a_message_put_off_by_one_does_not_hold_back_the_next_level(cast: Cast) -> None:
    """Two are asked, one reads it at once and the other puts it off before the mail goes out."""
    signed(cast)
    plan_escalation(after(cast, 1))
    first, second = Notice.objects.filter(kind=UNDECIDED).order_by("pk")
    Notice.objects.filter(pk=first.pk).update(sent_at=after(cast, 1))
    Notice.objects.filter(pk=second.pk).update(send_after=after(cast, 40))
    plan_escalation(after(cast, 3))
    assert {level for level, _name in told()} == {"L1", "L2"}


def test_a_message_sent_again_does_not_start_the_count_anew(cast: Cast) -> None:
    signed(cast)
    run(after(cast, 1))
    for notice in Notice.objects.filter(kind=UNDECIDED):
        resend(notice, by=cast.staf, now=after(cast, 2))
    Notice.objects.update(sent_at=after(cast, 2))
    plan_escalation(after(cast, 3))
    assert {level for level, _name in told()} == {"L1", "L2"}


def test_a_paper_entered_late_counts_from_its_entry_and_says_so(cast: Cast) -> None:
    agreement, today = signed(cast), after(cast, 21).date()
    agreement.frozen_at = after(cast, 20)
    [late] = escalation.decision_late(agreement, today, WorkCalendar(cast.government))
    _title, body = render(late.owed(escalation.Chain(cast.government, today), 1))
    assert f"naskah ini dicatat pada {tanggal(agreement.frozen_at)}, dan sejak itu 1 hari kerja telah lewat" in body


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(days=st.sets(st.integers(1, 55), min_size=1, max_size=6))
def test_whatever_days_the_planner_runs_no_level_repeats(cast: Cast, days: set[int]) -> None:
    agreement = signed(cast)
    calendar, reached, last = WorkCalendar(cast.government), 0, DAY
    for day in (DAY + dt.timedelta(days=number) for number in sorted(days)):
        run(at(day))
        gap = AFTER[reached] - (AFTER[reached - 1] if reached else 0) if reached < len(AFTER) else 99
        due = reached < len(AFTER) and calendar.between(DAY, day, "hari_kerja") >= AFTER[reached]
        if calendar.is_workday(day) and due and calendar.between(last, day, "hari_kerja") >= gap:
            reached, last = reached + 1, day
    rows = list(Notice.objects.filter(kind=UNDECIDED).values_list("occasion", "recipient"))
    assert len(rows) == len(set(rows))
    assert told() == {pair for pair in EVERYBODY if int(pair[0][1:]) <= reached}
    Agreement.objects.filter(pk=agreement.pk).update(effective_ends_on=END - dt.timedelta(days=3000))


def test_a_decision_stops_it_before_and_after(cast: Cast, mailoutbox: list[Any]) -> None:
    agreement = signed(cast)
    plan_escalation(after(cast, 1))
    now = after(cast, 2)
    end_decisions.decide(agreement, choice="perpanjang", reason="a", evaluation="b", by=cast.staf, now=now)
    deliver_owed(now)
    assert mailoutbox == []
    plan_escalation(after(cast, 10))
    assert told() == {("L1", name) for name in LADDER["L1"]}


def test_what_follows_stops_it_at_the_moment_of_sending(cast: Cast, mailoutbox: list[Any]) -> None:
    """Nobody wrote a decision down, but an extension is on its way: what waited to be sent lapses."""
    agreement = signed(cast)
    plan_decisions(at(DAY))
    plan_escalation(after(cast, 1))
    assert {kind for (kind,) in Notice.objects.values_list("kind")} == {DECIDE, UNDECIDED}
    cast.draft(parent=agreement, relation=Relation.PERPANJANGAN, form=Form.PERPANJANGAN)
    assert deliver_owed(after(cast, 1)).superseded == Notice.objects.filter(subject=f"agreement:{agreement.pk}").count()
    assert mailoutbox == []


def test_a_level_without_anybody_hands_on(cast: Cast) -> None:
    signed(cast)
    cast.pimpinan.is_active = False
    cast.pimpinan.save(update_fields=["is_active"])
    for number in (1, 3, 6):
        run(after(cast, number))
    assert {name for level, name in told() if level == "L3"} == {"ketua"}


def test_no_group_is_named_that_has_nobody(cast: Cast) -> None:
    """An OPD without an account: staf inherit its level, and after an outage get one message at a time."""
    signed(cast)
    cast.unit.memberships.update(ends_on=DAY)
    run(after(cast, 4))
    assert told() == {("L1", "staf")}
    run(after(cast, 6))
    assert told() == {("L1", "staf"), ("L2", "staf")}
    assert "Yang diingatkan juga" not in Notice.objects.get(occasion__endswith="L2").body


def test_the_text_says_who_was_asked_before_and_who_is_next(cast: Cast) -> None:
    signed(cast)
    for number in (1, 3, 6):
        run(after(cast, number))
    body = Notice.objects.get(kind=UNDECIDED, recipient=cast.pimpinan).body
    assert "Yang diingatkan juga: perangkat daerah pemrakarsa, Bagian Kerja Sama." in body
    assert "kepada Sekretaris Daerah" in body
    assert "6 hari kerja" in body


def late_step(cast: Cast) -> tuple[Agreement, str, dt.date]:
    """A KB whose offer nobody answered: the step that waits, and its last day."""
    agreement = cast.draft(form=Form.KESEPAKATAN_BERSAMA, cooperation_kind=CooperationKind.KSDD_WAJIB)
    sent = dt.date(2026, 3, 2)
    facts = StepFacts(sent_on=sent, received_on=sent, outcome=Outcome.SELESAI)
    steps.record(agreement, "penawaran_disiapkan", facts=facts, by=cast.staf, now=at(sent))
    [item] = running(Agreement.objects.get(pk=agreement.pk), today=sent)
    assert item.due_on is not None
    return agreement, item.rule.code, item.due_on


def test_an_overdue_step_climbs_too_and_stops_when_it_is_done(cast: Cast) -> None:
    agreement, code, due = late_step(cast)
    calendar = WorkCalendar(cast.government)
    Notice.objects.all().delete()
    for number in (1, 3):
        run(at(calendar.add(due, number, "hari_kerja")))
    assert {level for level, _name in told(UNDONE)} == {"L1", "L2"}
    notice = Notice.objects.filter(kind=UNDONE).earliest("pk")
    later = at(calendar.add(due, 4, "hari_kerja"))
    assert escalation.is_still_undone(notice, later)
    steps.waive(agreement, code, reason="Tidak perlu.", by=cast.staf, now=later)
    assert not escalation.is_still_undone(notice, later)


def test_doing_the_step_ticks_off_what_asked_for_it(cast: Cast, mailoutbox: list[Any]) -> None:
    agreement, code, due = late_step(cast)
    Notice.objects.all().delete()
    now = at(WorkCalendar(cast.government).add(due, 1, "hari_kerja"))
    plan_escalation(now)
    deliver_owed(now)
    assert set(Notice.objects.values_list("acted_at", flat=True)) == {None}
    steps.waive(agreement, code, reason="Tidak perlu.", by=cast.staf, now=now)
    assert set(Notice.objects.values_list("acted_at", flat=True)) == {now}

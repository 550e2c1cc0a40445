"""Every running deadline tells before, on and after its day, once each, until somebody acts."""

import datetime as dt
from dataclasses import replace
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from accounts.enums import DayUnit, Role
from accounts.models import Membership
from agreements.domain import deadline_notices as deadlines
from agreements.domain import gates, intents, local_rules, loi_notices, offers, steps, waivers
from agreements.domain.deadline_notices import plan_deadlines, rung_of, running
from agreements.domain.loi_notices import plan_lapses
from agreements.domain.notice_people import People
from agreements.domain.offer_notices import ANSWER_DUE, is_answer_still_owed, plan_answers
from agreements.domain.steps import StepFacts
from agreements.domain.upcoming_steps import upcoming_answers, upcoming_steps
from agreements.enums import CooperationKind, Form, Outcome, Relation
from agreements.models import Agreement, Offer
from agreements.procedures import Actor
from notices.domain.delivery import deliver_owed
from notices.models import Notice
from tests.cast import Cast

WIB = ZoneInfo("Asia/Jakarta")
SENT = dt.date(2026, 3, 2)
DUE = dt.date(2026, 4, 1)  # 30 hari


def at(day: dt.date, hour: int = 9) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(hour), WIB)


def left(days: int, due: dt.date = DUE) -> dt.datetime:
    return at(due - dt.timedelta(days=days))


@pytest.fixture
def offered(cast: Cast) -> Agreement:
    """A KB whose offer reached the partner on 2 March: the answer is due on 1 April."""
    agreement = cast.draft(form=Form.KESEPAKATAN_BERSAMA, cooperation_kind=CooperationKind.KSDD_WAJIB)
    facts = StepFacts(sent_on=SENT, received_on=SENT, outcome=Outcome.SELESAI)
    steps.record(agreement, "penawaran_disiapkan", facts=facts, by=cast.staf, now=at(SENT))
    Notice.objects.all().delete()
    return agreement


def rungs(who: str = "staf") -> list[int]:
    rows = Notice.objects.filter(kind=deadlines.DEADLINE, recipient__email=f"{who}@uji.example").order_by("pk")
    return [int(row.occasion.rpartition(":")[2]) for row in rows]


@pytest.mark.parametrize(
    ("days", "rung"), [(8, None), (7, 7), (2, 7), (1, 1), (0, 0), (-1, -1), (-7, -1), (-8, -8), (-14, -8), (-15, -15)]
)
def test_the_rung_follows_from_the_days_left(days: int, rung: int | None) -> None:
    assert rung_of(days) == rung


@given(st.sets(st.integers(min_value=-60, max_value=12), min_size=1))
def test_whatever_days_are_planned_each_rung_comes_once_and_the_latest_is_told(days: set[int]) -> None:
    told: set[int] = set()
    for day in sorted(days, reverse=True):
        rung = rung_of(day)
        if rung is not None:
            told.add(rung)
            assert min(told) == rung
    assert told == {rung_of(day) for day in days} - {None}


def test_before_on_and_after_each_once(offered: Agreement) -> None:
    for days in (9, 8, 7, 6, 2, 1, 0, -1, -2, -7, -8, -9):
        plan_deadlines(left(days))
        plan_deadlines(left(days))
    assert rungs() == [7, 1, 0, -1, -8]


def test_an_outage_leads_to_one_message(offered: Agreement) -> None:
    plan_deadlines(left(-20))
    assert rungs() == [-15]
    (notice,) = Notice.objects.filter(recipient__email="staf@uji.example")
    assert notice.title == f"Terlambat 20 hari: Tanggapan mitra, {offered.title}"
    assert "PT Serat Optik Pesisir" in notice.body
    assert (notice.due_on, notice.path) == (DUE, f"/ruang/naskah/{offered.pk}/tahapan/menunggu_tanggapan/")


def test_who_is_told_of_a_partners_silence(offered: Agreement) -> None:
    plan_deadlines(left(0))
    assert set(Notice.objects.values_list("recipient__email", flat=True)) == {"staf@uji.example"}


def test_the_head_and_the_unit_are_told_when_they_are_the_ones_who_act(cast: Cast, offered: Agreement) -> None:
    late = DUE + dt.timedelta(days=2)
    silent = StepFacts(outcome=Outcome.TIDAK_DIJAWAB)
    steps.record(offered, "menunggu_tanggapan", facts=silent, by=cast.staf, now=at(late))
    again = StepFacts(sent_on=late, received_on=late)
    steps.record(offered, "permintaan_kedua", facts=again, by=cast.staf, now=at(late))
    plan_deadlines(at(late + dt.timedelta(days=15)))
    told = set(Notice.objects.values_list("recipient__email", flat=True))
    assert told == {"staf@uji.example", "pimpinan@uji.example"}


def test_the_day_after_its_limit_the_unit_is_told_once(cast: Cast, offered: Agreement) -> None:
    """Of the first day of delay the escalation tells the unit, which begins with it, or staf where it has nobody."""
    [item] = running(offered, today=DUE)
    ours, people = replace(item, rule=replace(item.rule, actor=Actor.PD)), People(DUE)
    told = {rung: set(deadlines.recipients(ours, offered, people, rung=rung)) for rung in (0, -1, -8)}
    assert told[0] == told[-8] == {cast.staf, cast.pengusul, cast.people["owner_reviewer"]}
    assert told[-1] == {cast.staf}
    Membership.objects.filter(role=Role.PENGUSUL).delete()
    assert deadlines.recipients(ours, offered, People(DUE), rung=-1) == []


def test_no_longer_owed_when_done_waived_or_moved(cast: Cast, offered: Agreement) -> None:
    plan_deadlines(left(1))
    (notice,) = Notice.objects.all()
    assert deadlines.is_deadline_still_owed(notice, left(1)) is True
    assert deadlines.is_deadline_still_owed(notice, left(0)) is False  # the next rung has taken over
    moved = StepFacts(sent_on=SENT, received_on=SENT + dt.timedelta(days=3), outcome=Outcome.SELESAI)
    steps.record(offered, "penawaran_disiapkan", facts=moved, by=cast.staf, now=left(1))
    assert deadlines.is_deadline_still_owed(notice, left(1)) is False
    steps.record(
        offered,
        "penawaran_disiapkan",
        facts=StepFacts(sent_on=SENT, received_on=SENT, outcome=Outcome.SELESAI),
        by=cast.staf,
        now=left(1),
    )
    assert deadlines.is_deadline_still_owed(notice, left(1)) is True
    steps.waive(offered, "menunggu_tanggapan", reason="Dijawab lisan.", by=cast.staf, now=left(1))
    assert deadlines.is_deadline_still_owed(notice, left(1)) is False
    assert plan_deadlines(left(0)) == 0
    deliver_owed(left(1))
    notice.refresh_from_db()
    assert notice.sent_at is None


def test_a_document_no_longer_in_process_owes_nothing(cast: Cast, offered: Agreement) -> None:
    Agreement.objects.filter(pk=offered.pk).update(phase="dibatalkan")
    assert plan_deadlines(left(0)) == 0


def test_a_limit_of_hari_kerja_runs_in_the_governments_calendar(cast: Cast) -> None:
    plan = cast.draft(form=Form.RENCANA_KERJA_SAMA, cooperation_kind=CooperationKind.KSDPL)
    steps.record(plan, "persetujuan_dprd", facts=StepFacts(received_on=SENT), by=cast.staf, now=at(SENT))
    plan_deadlines(at(dt.date(2026, 5, 13)))
    (notice,) = Notice.objects.filter(kind=deadlines.DEADLINE)
    assert notice.due_on == dt.date(2026, 5, 13)
    assert notice.title.startswith("Hari terakhir: Persetujuan DPRD")


def test_the_calendar_shows_running_deadlines_to_whom_they_concern(cast: Cast, offered: Agreement) -> None:
    def days(person: str) -> list[dt.date]:
        found = upcoming_steps(cast.people[person], cast.government, SENT, DUE)
        return [entry.day for entry in found]

    assert days("staf") == days("pengusul") == [DUE]
    assert days("colleague") == days("stranger_staf") == []


class TestLetterOfIntent:
    @pytest.fixture
    def intent(self, cast: Cast) -> Agreement:
        agreement = cast.signed(
            form=Form.PERNYATAAN_KEHENDAK,
            cooperation_kind=CooperationKind.KSDPL,
            signed_on=SENT,
            ends_on=dt.date(2030, 3, 2),
        )
        Notice.objects.all().delete()
        return agreement

    def test_it_lapses_after_a_year_and_is_told_in_time(self, intent: Agreement) -> None:
        last = dt.date(2027, 3, 2)
        assert intents.lapses_on(intent) == last
        for days in (100, 90, 31, 30, 7, 0, -1):
            plan_lapses(left(days, last))
        rows = Notice.objects.filter(kind=loi_notices.LAPSES, recipient__email="staf@uji.example").order_by("pk")
        assert [row.occasion for row in rows] == [f"2027-03-02:{rung}" for rung in (180, 90, 30, 7, 0)]

    def test_a_signed_naskah_ends_the_worry(self, cast: Cast, intent: Agreement) -> None:
        last = dt.date(2027, 3, 2)
        plan_lapses(left(30, last))
        notice = Notice.objects.filter(kind=loi_notices.LAPSES).latest("pk")
        assert loi_notices.is_lapse_still_owed(notice, left(30, last)) is True
        cast.signed(
            form=Form.NASKAH_KERJA_SAMA,
            cooperation_kind=CooperationKind.KSDPL,
            parent=intent,
            relation=Relation.TURUNAN,
            signed_on=SENT,
        )
        assert loi_notices.is_lapse_still_owed(notice, left(30, last)) is False
        assert plan_lapses(left(7, last)) == 0

    def test_a_plan_on_a_lapsed_intent_says_so(self, cast: Cast, intent: Agreement) -> None:
        plan = cast.draft(
            form=Form.RENCANA_KERJA_SAMA,
            cooperation_kind=CooperationKind.KSDPL,
            parent=intent,
            relation=Relation.TURUNAN,
        )
        assert intents.has_lapsed(plan, today=dt.date(2027, 3, 2)) is None
        assert intents.has_lapsed(plan, today=dt.date(2027, 3, 3)) == dt.date(2027, 3, 2)

    def test_nothing_is_built_on_a_lapsed_intent_unless_staf_say_why(self, cast: Cast, intent: Agreement) -> None:
        """Rencana and Naskah above it wait, before TKKSD and before the signature; a new LoI or a reason opens them."""
        values: dict[str, Any] = {"cooperation_kind": CooperationKind.KSDPL, "relation": Relation.TURUNAN}
        good, lapsed = dt.date(2027, 3, 2), dt.date(2027, 3, 3)

        def waiting(agreement: Agreement, day: dt.date) -> set[str]:
            fresh = Agreement.objects.get(pk=agreement.pk)
            closed = {action: gates.closed_gates(fresh, action, today=day) for action in ("forward", "sign")}
            return {action for action, found in closed.items() if "loi_berlaku" in {one.rule.code for one in found}}

        plan = cast.draft(form=Form.RENCANA_KERJA_SAMA, parent=intent, **values)
        naskah = cast.draft(form=Form.NASKAH_KERJA_SAMA, parent=plan, **values)
        alone = cast.draft(form=Form.NASKAH_KERJA_SAMA, cooperation_kind=CooperationKind.KSDPL)
        assert [waiting(one, good) for one in (plan, naskah, alone)] == [set(), set(), set()]
        assert [waiting(one, lapsed) for one in (plan, naskah, alone)] == [
            {"forward", "sign"},
            {"forward", "sign"},
            set(),
        ]
        said = [gates.sentence(one) for one in gates.closed_gates(naskah, "forward", today=lapsed)]
        assert said == ["Tahapan “Pernyataan Kehendak masih berlaku” belum selesai (Permendagri 25/2020 Pasal 13)."]
        steps.waive(plan, "loi_berlaku", reason="Diperpanjang menunggu Menteri.", by=cast.staf, now=at(lapsed))
        assert waiting(plan, lapsed) == set()
        passed = waivers.seen_by(cast.auditor, cast.government).filter(code="loi_berlaku")
        assert [row[4] for row in waivers.as_rows(passed, cast.government)] == [
            "penerusan ke TKKSD, penandatanganan"
        ], "every move that was opened"
        cast.signed(
            form=Form.PERNYATAAN_KEHENDAK,
            cooperation_kind=CooperationKind.KSDPL,
            parent=intent,
            relation=Relation.PENGGANTIAN,
            signed_on=dt.date(2026, 9, 1),
            ends_on=dt.date(2027, 9, 1),
        )
        assert waiting(naskah, lapsed) == set()
        assert waiting(naskah, dt.date(2027, 9, 2)) == {"forward", "sign"}


class TestLetters:
    VALUES: ClassVar[dict[str, Any]] = {
        "kind": "penawaran", "letter_number": "119/7", "subject": "Terminal", "received_on": SENT,
    }  # fmt: skip

    @pytest.fixture
    def letter(self, cast: Cast) -> Offer:
        values = {**self.VALUES, "partner": cast.partner, "unit": cast.unit}
        return offers.take_in(cast.government, values=values, upload=None, by=cast.staf, now=at(SENT))

    def test_our_answer_is_reminded_until_it_goes_out(self, cast: Cast, letter: Offer) -> None:
        for days in (8, 7, 1, 0, -1, -8):
            plan_answers(left(days))
        rows = Notice.objects.filter(kind=ANSWER_DUE).order_by("pk")
        assert [row.occasion for row in rows.filter(recipient=cast.staf)] == [
            f"1:2026-04-01:{rung}" for rung in (7, 1, 0, -1, -8)
        ]
        asked = {"staf", "pengusul", "owner_reviewer"}
        for rung, people in ((7, asked), (-1, asked), (-8, asked | {"pimpinan"})):
            found = rows.filter(occasion__endswith=f":{rung}").values_list("recipient__email", flat=True)
            assert {email.partition("@")[0] for email in found} == people
        newest = rows.filter(recipient=cast.staf).latest("pk")
        assert is_answer_still_owed(newest, left(-8)) is True
        facts = offers.Answer(answer="diterima", answered_on=DUE, answer_number="120/1")
        offers.reply(letter, facts=facts, by=cast.staf, now=left(-8))
        assert is_answer_still_owed(newest, left(-8)) is False
        newest.refresh_from_db()
        assert newest.superseded_at == left(-8), "nobody has to answer it any more"
        assert plan_answers(left(-15)) == 0

    def test_a_second_request_starts_a_new_round(self, cast: Cast, letter: Offer) -> None:
        plan_answers(left(0))
        offers.asked_again(letter, received_on=DUE, number="119/8", by=cast.staf, now=at(DUE))
        plan_answers(at(dt.date(2026, 4, 16)))
        found = Notice.objects.filter(recipient=cast.staf).order_by("pk").values_list("occasion", flat=True)
        assert list(found) == ["1:2026-04-01:0", "2:2026-04-16:0"]

    def test_the_regions_own_rules_are_read_once_for_all_letters(
        self, cast: Cast, letter: Offer, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        local_rules.set_limit(
            cast.government, "surat_masuk", "jawab_penawaran", number=10, unit=DayUnit.HARI_KERJA, note="Perwali 3",
            by=cast.staf, now=at(SENT),
        )  # fmt: skip
        for number in ("119/8", "119/9"):
            Offer.objects.create(**{**self.VALUES, "partner": cast.partner, "government": cast.government,
                                    "letter_number": number, "recorded_by": cast.staf})  # fmt: skip
        with django_assert_num_queries(5):
            assert len(list(upcoming_answers(cast.staf, cast.government, SENT, DUE))) == 3

    def test_it_stands_in_the_calendar(self, cast: Cast, letter: Offer) -> None:
        entries = list(upcoming_answers(cast.staf, cast.government, SENT, DUE))
        assert [(entry.day, entry.path) for entry in entries] == [(DUE, f"/ruang/naskah/surat-masuk/{letter.pk}/")]
        assert list(upcoming_answers(cast.colleague, cast.government, SENT, DUE)) == []

"""Every end asks for a decision by a day; it is written once, calms the reminders, and an undecided one stays seen."""

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from pytest_django import Settings

from agreements.domain import decision_notices, end_decisions
from agreements.domain import expiry_notices as expiry
from agreements.domain.decision_notices import DECIDE, plan_decisions
from agreements.domain.expiry_notices import plan_expiry
from agreements.domain.loi_notices import plan_lapses
from agreements.enums import CooperationKind, EndChoice, Form, Phase, Relation
from agreements.models import Agreement, EndDecision
from agreements.procedures.local import rules_of
from notices.domain.delivery import deliver_owed
from notices.enums import Rhythm
from notices.models import Notice
from reviews.domain.escalation import plan_escalation
from tests.cast import Cast


@pytest.fixture(autouse=True)
def _no_second_factor(settings: Settings) -> None:
    settings.MFA_REQUIRED_ROLES = []


WIB = ZoneInfo("Asia/Jakarta")
END = dt.date(2027, 6, 30)
DECIDE_ON = dt.date(2027, 5, 1)  # 60 days before


def at(day: dt.date, hour: int = 9, zone: ZoneInfo = WIB) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(hour), zone)


def days(number: int) -> dt.timedelta:
    return dt.timedelta(days=number)


def signed(cast: Cast, ends_on: dt.date = END, **values: Any) -> Agreement:
    # Abroad the steps of its own procedure count; at home it is all the same how it came to be signed.
    abroad = values.get("cooperation_kind") in CooperationKind.FOREIGN
    agreement = (cast.signed if abroad else cast.registered)(signed_on=dt.date(2026, 1, 15), ends_on=ends_on, **values)
    Notice.objects.all().delete()
    return agreement


def decide(agreement: Agreement, cast: Cast, choice: str, now: dt.datetime = at(DECIDE_ON)) -> EndDecision:  # noqa: B008
    return end_decisions.decide(
        agreement, choice=choice, reason="Sudah tercapai.", evaluation="Berjalan baik.", by=cast.staf, now=now
    )


def rungs() -> list[str]:
    rows = Notice.objects.filter(kind=DECIDE, recipient__email="staf@uji.example").order_by("pk")
    return [occasion.rpartition(":")[2] for occasion in rows.values_list("occasion", flat=True)]


@pytest.mark.parametrize(
    ("kind", "form", "notice", "lead"),
    [
        (CooperationKind.KSDPK, Form.PERJANJIAN_KERJA_SAMA, None, 60),
        (CooperationKind.KSDPK, Form.PERJANJIAN_KERJA_SAMA, 30, 60),
        (CooperationKind.KSDPK, Form.PERJANJIAN_KERJA_SAMA, 90, 90),
        (CooperationKind.KSDPL, Form.NASKAH_KERJA_SAMA, None, 182),  # six months before 30 June: 30 December
        (CooperationKind.KSDPL, Form.NASKAH_KERJA_SAMA, 270, 270),
    ],
)
def test_the_day_to_decide_is_the_earliest_on_which_somebody_must_act(
    cast: Cast, kind: str, form: str, notice: int | None, lead: int
) -> None:
    agreement = signed(cast, cooperation_kind=kind, form=form)
    end_decisions.set_notice_days(agreement, notice, by=cast.staf)
    agreement.refresh_from_db()
    assert end_decisions.decide_by(agreement) == END - days(lead)
    row = end_decisions.with_decide_by(Agreement.objects.all(), cast.government).get(pk=agreement.pk)
    assert row.decide_on == END - days(lead), "the same in SQL"


def test_the_governments_own_lead(cast: Cast) -> None:
    agreement = signed(cast)
    cast.government.decide_days = 45
    cast.government.save(update_fields=["decide_days"])
    assert end_decisions.decide_by(Agreement.objects.get(pk=agreement.pk)) == END - days(45)


def test_foreign_cooperation_is_decided_six_months_of_the_calendar_before_unless_the_government_says_days(
    cast: Cast,
) -> None:
    """Permendagri 25/2020 Pasal 33: months, not 180 days, which would fall up to four days too late."""
    agreement = signed(cast, cooperation_kind=CooperationKind.KSDPL, form=Form.NASKAH_KERJA_SAMA)
    for end, months, by_days in (
        (dt.date(2027, 1, 19), dt.date(2026, 7, 19), dt.date(2026, 7, 3)),
        (dt.date(2030, 12, 8), dt.date(2030, 6, 8), dt.date(2030, 5, 22)),
        (dt.date(2027, 8, 31), dt.date(2027, 2, 28), dt.date(2027, 2, 12)),
    ):
        Agreement.objects.filter(pk=agreement.pk).update(effective_ends_on=end)
        for own, day in ((None, months), (200, by_days)):
            cast.government.decide_days_foreign = own
            cast.government.save(update_fields=["decide_days_foreign"])
            row = end_decisions.with_decide_by(Agreement.objects.all(), cast.government).get(pk=agreement.pk)
            assert (end_decisions.decide_by(Agreement.objects.get(pk=agreement.pk)), row.decide_on) == (day, day)


def test_nobody_decides_about_a_letter_of_intent_or_a_plan(cast: Cast, client: Client) -> None:
    """P25 Pasal 13, 15, 26: they are made anew; the LoI tells of its lapse, the plan of its end, each by itself."""
    values = {"cooperation_kind": CooperationKind.KSDPL}
    intent = signed(cast, dt.date(2027, 1, 15), form=Form.PERNYATAAN_KEHENDAK, **values)
    plan = signed(cast, dt.date(2027, 1, 15), form=Form.RENCANA_KEGIATAN_TAHUNAN, **values)
    last = dt.date(2027, 1, 15)
    for left in (365, 184, 180, 100, 90, 45, 30, 7, 0, -2):
        now = at(last - days(left))
        for planner in (plan_expiry, plan_decisions, plan_lapses, plan_escalation):
            planner(now)
        assert not end_decisions.undecided(cast.government, today=last - days(left), within=30).exists()
    told = list(Notice.objects.filter(recipient=cast.staf).order_by("pk").values_list("subject", "kind", "occasion"))
    assert [(kind, o.partition(":")[2]) for s, kind, o in told if s == f"agreement:{intent.pk}"] == [
        ("loi-lapses", rung) for rung in ("180", "90", "30", "7", "0")
    ]
    assert [(kind, o.partition(":")[2]) for s, kind, o in told if s == f"agreement:{plan.pk}"] == [
        ("plan-ends", rung) for rung in ("90", "30", "7", "0")
    ]
    assert {agreement: end_decisions.decide_by(agreement) for agreement in (intent, plan)} == {intent: None, plan: None}
    with pytest.raises(ValidationError):
        decide(plan, cast, EndChoice.PERPANJANG, now=at(last - days(40)))
    client.force_login(cast.staf)
    assert client.get(f"/ruang/naskah/{plan.pk}/kelanjutan/")["Location"] == f"/ruang/naskah/{plan.pk}/"


def test_a_lapse_during_an_outage_is_told_once_and_old_history_is_not(cast: Cast) -> None:
    signed(cast, dt.date(2027, 1, 10), form=Form.PERNYATAAN_KEHENDAK, cooperation_kind=CooperationKind.KSDPL)
    assert plan_lapses(at(dt.date(2027, 2, 10))) == 0, "a month later it is history"
    assert plan_lapses(at(dt.date(2027, 1, 20))) > 0
    assert plan_lapses(at(dt.date(2027, 1, 21))) + plan_expiry(at(dt.date(2027, 1, 21))) == 0
    assert Notice.objects.latest("pk").title.startswith("Pernyataan Kehendak gugur sesudah 10 Januari 2027")


def test_undecided_until_somebody_decides(cast: Cast) -> None:
    agreement = signed(cast)
    assert list(end_decisions.undecided(cast.government, today=DECIDE_ON - days(1), within=0)) == []
    assert list(end_decisions.undecided(cast.government, today=DECIDE_ON, within=0)) == [agreement]
    decide(agreement, cast, EndChoice.BIARKAN_BERAKHIR)
    assert list(end_decisions.undecided(cast.government, today=DECIDE_ON, within=0)) == []


def test_a_moved_end_asks_anew(cast: Cast) -> None:
    agreement = signed(cast)
    decide(agreement, cast, EndChoice.BIARKAN_BERAKHIR)
    Agreement.objects.filter(pk=agreement.pk).update(effective_ends_on=END + days(1))
    assert list(end_decisions.undecided(cast.government, today=DECIDE_ON + days(1), within=0)) == [agreement]


def test_what_was_begun_counts_as_decided_until_it_dies(cast: Cast) -> None:
    agreement = signed(cast)
    child = cast.draft(parent=agreement, relation=Relation.PERPANJANGAN, form=Form.PERPANJANGAN)
    assert list(end_decisions.undecided(cast.government, today=DECIDE_ON, within=0)) == []
    Agreement.objects.filter(pk=child.pk).update(phase=Phase.DIBATALKAN)
    assert list(end_decisions.undecided(cast.government, today=DECIDE_ON, within=0)) == [agreement]


def test_a_second_decision_is_a_second_row_and_counts(cast: Cast) -> None:
    agreement = signed(cast)
    first = decide(agreement, cast, EndChoice.BIARKAN_BERAKHIR)
    second = decide(agreement, cast, EndChoice.PERPANJANG)
    assert (first.number, second.number) == (1, 2)
    assert end_decisions.decision_about(agreement) == second
    assert list(EndDecision.objects.in_force()) == [second]
    with pytest.raises(IntegrityError), transaction.atomic():
        EndDecision.objects.create(
            agreement=agreement, ends_on=END, number=2, choice="ganti", reason="a", evaluation="b",
            decide_by=DECIDE_ON, by=cast.staf, at=at(DECIDE_ON),
        )  # fmt: skip


def test_a_decision_is_never_rewritten(cast: Cast) -> None:
    decision = decide(signed(cast), cast, EndChoice.BIARKAN_BERAKHIR)
    for change in (
        lambda: EndDecision.objects.filter(pk=decision.pk).update(choice="ganti"),
        lambda: EndDecision.objects.filter(pk=decision.pk).delete(),
    ):
        with pytest.raises(Exception, match="Cannot"), transaction.atomic():
            change()


@pytest.mark.parametrize(
    ("name", "allowed"),
    [("staf", True), ("pimpinan", True), ("pengusul", True), ("colleague", False), ("auditor", False),
     ("ketua", False), ("stranger_staf", False)],
)  # fmt: skip
def test_who_decides(cast: Cast, name: str, allowed: bool) -> None:
    agreement = signed(cast)
    person = cast.people[name]

    def act() -> None:
        end_decisions.decide(agreement, choice="perpanjang", reason="a", evaluation="b", by=person, now=at(DECIDE_ON))

    if allowed:
        act()
    else:
        with pytest.raises(PermissionDenied):
            act()
    assert EndDecision.objects.count() == allowed


@pytest.mark.parametrize("missing", ["choice", "reason", "evaluation"])
def test_nothing_is_decided_without_reason_and_evaluation(cast: Cast, missing: str) -> None:
    given = {"choice": "perpanjang", "reason": "a", "evaluation": "b", missing: "  "}
    with pytest.raises(ValidationError) as caught:
        end_decisions.decide(signed(cast), **given, by=cast.staf, now=at(DECIDE_ON))
    assert set(caught.value.message_dict) == {missing}


def test_on_the_last_day_it_may_still_be_decided_and_the_day_after_not(cast: Cast) -> None:
    agreement = signed(cast)
    decide(agreement, cast, EndChoice.BIARKAN_BERAKHIR, now=at(END, 23))
    with pytest.raises(ValidationError):
        decide(agreement, cast, EndChoice.BIARKAN_BERAKHIR, now=at(END + days(1), 0))


def test_the_ladder_of_the_decision(cast: Cast) -> None:
    signed(cast)
    for day in range(70):
        plan_decisions(at(DECIDE_ON - days(60) + days(day)))
    assert rungs() == ["7", "0"]


def test_an_early_notice_in_the_text_is_asked_for_so_much_earlier(cast: Cast) -> None:
    """200 days instead of the usual 60: what came 180 and 90 days before the end now comes 320 and 230 before it."""
    agreement = signed(cast)
    end_decisions.set_notice_days(agreement, 200, by=cast.staf)
    told = {}
    for left in (321, 320, 231, 230, 208, 207, 201, 200, 90, 61, 60, 31, 30, 15, 14, 8, 7, 1, 0):
        before = Notice.objects.count()
        plan_expiry(at(END - days(left)))
        plan_decisions(at(END - days(left)))
        if Notice.objects.count() > before:
            row = Notice.objects.latest("pk")
            told[left] = (row.kind, row.occasion.rpartition(":")[2])
    ladder = {320: "180", 230: "90", 60: "60", 30: "30", 14: "14", 7: "7", 0: "0"}
    assert told == {
        **{left: ("agreement-ends", step) for left, step in ladder.items()},
        207: (DECIDE, "7"),
        200: (DECIDE, "0"),
    }


def test_the_ladder_in_sql_is_the_ladder_in_python(cast: Cast) -> None:
    end = dt.date(2030, 6, 30)
    signed(cast, ends_on=end)
    signed(cast, ends_on=end, cooperation_kind=CooperationKind.KSDPL, form=Form.NASKAH_KERJA_SAMA)
    signed(cast, ends_on=end, cooperation_kind=CooperationKind.KSDPL, form=Form.RENCANA_KERJA_SAMA)
    for domestic, foreign, notice, lefts in (
        (60, None, None, (366, 365, 276, 184, 180, 90)),
        (60, 180, 45, (365, 185, 184, 90)),
        (90, 200, None, (386, 385, 291, 290, 211, 210, 180, 121, 120, 60)),
        (30, 100, 61, (271, 270, 182, 181, 91, 60)),
        (60, 180, 1100, (1286, 1285, 1221, 1220, 1131, 1130, 400, 181, 180, 0)),
    ):
        cast.government.decide_days, cast.government.decide_days_foreign = domestic, foreign
        cast.government.save(update_fields=["decide_days", "decide_days_foreign"])
        Agreement.objects.update(notice_days=notice)
        rows = list(Agreement.objects.select_related("government"))
        for left in lefts:
            today = end - days(left)
            found = expiry.due_steps({cast.government.pk: cast.government}, today).values_list("pk", "step")  # type: ignore[misc]
            steps = {row.pk: step for row in rows if (step := expiry._present_step(row, today)) is not None}
            assert dict(found) == steps, (domestic, foreign, notice, left)


def test_an_outage_tells_the_latest_rung_once_and_long_after_the_day_others_ask(cast: Cast) -> None:
    signed(cast)
    for left in (58, 57, 57):  # the day was 60 before the end
        plan_decisions(at(END - days(left)))
    assert rungs() == ["0"]
    Notice.objects.all().delete()
    for left in (56, 30):
        plan_decisions(at(END - days(left)))
    assert rungs() == []


def test_a_decision_made_while_the_message_waited_stops_it(cast: Cast, mailoutbox: list[Any]) -> None:
    agreement = signed(cast)
    plan_decisions(at(DECIDE_ON))
    assert Notice.objects.filter(kind=DECIDE).exists()
    decide(agreement, cast, EndChoice.PERPANJANG)
    deliver_owed(at(DECIDE_ON, 10))
    assert mailoutbox == []


def test_what_was_sent_is_ticked_off_for_all(cast: Cast) -> None:
    agreement = signed(cast)
    plan_decisions(at(DECIDE_ON))
    deliver_owed(at(DECIDE_ON))
    sent = Notice.objects.filter(kind=DECIDE, sent_at__isnull=False)
    assert sent.count() == 3
    decide(agreement, cast, EndChoice.PERPANJANG)
    assert {notice.acted_at for notice in sent} == {at(DECIDE_ON)}


@pytest.mark.parametrize(
    ("choice", "steps"),
    [
        (None, ["180", "90", "60", "30", "14", "7", "0"]),
        (EndChoice.BIARKAN_BERAKHIR, ["180", "0"]),
        (EndChoice.AKHIRI, ["180", "0"]),
        (EndChoice.PERPANJANG, ["180", "30", "14", "7", "0"]),
    ],
)
def test_a_decision_calms_the_ladder(cast: Cast, choice: str | None, steps: list[str]) -> None:
    """What is to continue is spoken of again from thirty days, because its document is not signed yet."""
    agreement = signed(cast)
    plan_expiry(at(END - days(180)))
    if choice:
        decide(agreement, cast, choice, now=at(END - days(170)))
    for left in (169, 90, 60, 31, 30, 14, 7, 0):
        plan_expiry(at(END - days(left)))
    rows = Notice.objects.filter(kind="agreement-ends", recipient=cast.staf).order_by("pk")
    assert [row.occasion.rpartition(":")[2] for row in rows] == steps


def test_a_decided_end_is_not_told_even_where_a_row_was_overlooked(cast: Cast) -> None:
    agreement = signed(cast)
    plan_expiry(at(END - days(90)))
    row = Notice.objects.filter(kind="agreement-ends").earliest("pk")
    assert expiry.is_step_still_owed(row, at(END - days(90)))
    decide(agreement, cast, EndChoice.PERPANJANG, now=at(END - days(90)))
    assert not expiry.is_step_still_owed(row, at(END - days(90)))
    row.occasion = expiry.occasion_of(END, 30)
    assert expiry.is_step_still_owed(row, at(END - days(30))), "its document is still not signed"
    decide(agreement, cast, EndChoice.BIARKAN_BERAKHIR, now=at(END - days(30)))
    assert not expiry.is_step_still_owed(row, at(END - days(30)))


def test_early_steps_travel_in_the_summary_and_the_last_alone(cast: Cast) -> None:
    signed(cast)
    for left in (90, 7):
        plan_expiry(at(END - days(left)))
    rows = Notice.objects.filter(recipient=cast.staf, kind="agreement-ends").order_by("pk")
    assert [row.rhythm for row in rows] == [Rhythm.DIGEST, Rhythm.NOW]


def soon(cast: Cast) -> Agreement:
    return signed(cast, ends_on=cast.government.today() + days(20))


def test_the_page_decides_and_leads_to_the_next_step(cast: Cast, client: Client) -> None:
    agreement = soon(cast)
    client.force_login(cast.staf)
    address = f"/ruang/naskah/{agreement.pk}/kelanjutan/"
    page = client.get(address).content.decode()
    assert "Keputusan kelanjutan" in page
    refused = client.post(address, {"choice": "perpanjang", "reason": "Diketik dulu", "evaluation": ""})
    assert refused.status_code == 422
    assert "Diketik dulu" in refused.content.decode()
    answer = client.post(address, {"choice": "perpanjang", "reason": "Masih perlu", "evaluation": "Baik"})
    assert answer["Location"] == f"/ruang/naskah/baru/?induk={agreement.pk}&hubungan=perpanjangan"
    assert client.get(answer["Location"], follow=True).status_code == 200
    detail = client.get(f"/ruang/naskah/{agreement.pk}/").content.decode()
    assert "Masih perlu" in detail
    assert "Mulai naskah kelanjutannya" in detail


def test_an_extension_runs_the_way_of_what_it_extends_once_more(cast: Cast) -> None:
    """Without its duties, which stay with the document in force; abroad the law gives it a way of its own."""
    pks, extension = Form.PERJANJIAN_KERJA_SAMA, Form.PERPANJANGAN
    expected = {
        (CooperationKind.KSDPK, pks): {"penyusunan_pks", "persetujuan_dprd", "ttd_pks"},
        (CooperationKind.KSDD_SUKARELA, Form.KESEPAKATAN_BERSAMA): {
            "penawaran_disiapkan",
            "menunggu_tanggapan",
            "ttd_kb",
        },
        (CooperationKind.SINERGI, Form.NOTA_KESEPAKATAN): {"persiapan", "penawaran", "persetujuan_dprd", "ttd_nk_rk"},
        (CooperationKind.KSDPL, Form.NASKAH_KERJA_SAMA): {"pengajuan_perpanjangan"},
    }
    for (kind, form), codes in expected.items():
        facts: dict[str, Any] = {"government": cast.government, "cooperation_kind": kind}
        first = Agreement(form=form, **facts)
        for parent in (first, Agreement(form=extension, parent=first, **facts)):
            rules = rules_of(Agreement(form=extension, parent=parent, **facts))
            assert codes <= {rule.code for rule in rules}, (kind, parent.form)
            assert not [rule.code for rule in rules if rule.is_duty]
    assert rules_of(Agreement(form=extension, parent=None, government=cast.government, cooperation_kind="ksdpk")) == ()


def test_the_gap_to_what_follows_is_shown(cast: Cast, client: Client) -> None:
    agreement = soon(cast)
    start = cast.government.today() + days(24)
    cast.draft(parent=agreement, relation=Relation.PERPANJANGAN, form=Form.PERPANJANGAN, effective_from=start)
    client.force_login(cast.staf)
    assert (
        "ada 3 hari tanpa dasar kerja sama" in client.get(f"/ruang/naskah/{agreement.pk}/kelanjutan/").content.decode()
    )


def test_strangers_do_not_see_the_page_and_overseers_do_not_decide(cast: Cast, client: Client) -> None:
    agreement = soon(cast)
    address = f"/ruang/naskah/{agreement.pk}/kelanjutan/"
    client.force_login(cast.stranger_staf)
    assert client.get(address).status_code == 404
    client.force_login(cast.auditor)
    assert client.get(address).status_code == 200
    assert client.post(address, {"choice": "perpanjang", "reason": "a", "evaluation": "b"}).status_code == 403


def test_the_text_may_ask_for_an_earlier_word(cast: Cast, client: Client) -> None:
    agreement = soon(cast)
    address = f"/ruang/naskah/{agreement.pk}/kelanjutan/tenggat/"
    client.force_login(cast.staf)
    assert client.post(address, {"notice_days": "-4"}).status_code == 422
    assert client.post(address, {"notice_days": "120"}).status_code == 302
    agreement.refresh_from_db()
    assert agreement.notice_days == 120
    client.force_login(cast.pengusul)
    assert client.post(address, {"notice_days": "5"}).status_code == 403


def test_pimpinan_see_who_should_decide(cast: Cast, client: Client) -> None:
    agreement = soon(cast)
    client.force_login(cast.pimpinan)
    page = client.get("/ruang/beranda/").content.decode()
    assert "Belum diputuskan kelanjutannya" in page
    assert cast.pengusul.name in page
    end_decisions.decide(
        agreement, choice="ganti", reason="a", evaluation="b", by=cast.pimpinan, now=at(cast.government.today())
    )
    assert "Belum diputuskan kelanjutannya" not in client.get("/ruang/beranda/").content.decode()


def test_rungs() -> None:
    found = [decision_notices.rung_of(left) for left in (8, 7, 1, 0, -3, -4)]
    assert found == [None, 7, 7, 0, 0, None]

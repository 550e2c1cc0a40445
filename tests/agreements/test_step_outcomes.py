"""What a person may write of a step, and what waits for the document above."""

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from agreements.domain import gates, steps, task_list
from agreements.domain.steps import StepFacts
from agreements.domain.task_list import State
from agreements.domain.upcoming_steps import upcoming_steps
from agreements.enums import CooperationKind, Form, Outcome, Phase, Relation
from agreements.forms.gates import gate_form
from agreements.forms.steps import StepForm
from agreements.models import Agreement
from agreements.procedures import PROCEDURES
from tests.agreements.pages import as_
from tests.cast import Cast

DAY = dt.date(2026, 3, 2)
LATER = dt.date(2026, 6, 1)
EVERY_RULE = [(procedure.code, rule) for procedure in PROCEDURES.values() for rule in procedure.steps]


def write(cast: Cast, agreement: Agreement, code: str, *, today: dt.date = LATER, **facts: Any) -> None:
    now = dt.datetime.combine(today, dt.time(3), tzinfo=dt.UTC)
    steps.record(agreement, code, facts=StepFacts(**facts), by=cast.staf, now=now)


def closed(agreement: Agreement, move: str) -> list[str]:
    fresh = Agreement.objects.get(pk=agreement.pk)
    return [item.rule.code for item in gates.closed_gates(fresh, move, today=LATER)]


def test_what_holds_a_move_back_is_never_called_not_applicable() -> None:
    """It would open the gate without the reason that the auditor reads."""
    for code, rule in EVERY_RULE:
        if rule.gates or rule.gates_also:
            assert Outcome.TIDAK_BERLAKU not in rule.may_record, (code, rule.code)
    request = PROCEDURES["ksdd_wajib"].step("permintaan_kedua")
    assert request.may_record == (*request.outcomes, Outcome.TIDAK_BERLAKU)


def test_the_dprd_cannot_be_ticked_away(cast: Cast) -> None:
    agreement = cast.draft(burdens_public=True)
    with pytest.raises(ValidationError, match="Hasil ini tidak dikenal"):
        write(cast, agreement, "persetujuan_dprd", outcome=Outcome.TIDAK_BERLAKU)
    assert closed(agreement, "sign") == ["persetujuan_dprd"]
    rule = steps.rule_named(agreement, "persetujuan_dprd")
    offered = dict(StepForm(agreement=agreement, rule=rule).fields["outcome"].choices)  # type: ignore[attr-defined]
    assert Outcome.TIDAK_BERLAKU.value not in offered


def test_a_refusal_is_not_passed_over(cast: Cast, settings: Settings) -> None:
    """The DPRD said no (PP 28/2018 Pasal 30): asked again it may say yes, the secretariat cannot say it for it."""
    settings.MFA_REQUIRED_ROLES = []
    plan = cast.draft(form=Form.RENCANA_KERJA_SAMA, cooperation_kind=CooperationKind.KSDPL)
    write(cast, plan, "persetujuan_dprd", received_on=DAY, done_on=DAY, outcome=Outcome.DITOLAK, note="Anggaran.")
    now = dt.datetime.combine(LATER, dt.time(3), tzinfo=dt.UTC)
    with pytest.raises(ValidationError, match="Penolakan tidak dapat dilewati"):
        steps.waive(plan, "persetujuan_dprd", reason="Mendesak.", by=cast.staf, now=now)
    assert not plan.waivers.exists()
    form = gate_form(plan, "sign", user=cast.staf, today=LATER)
    assert form is not None
    assert "persetujuan_dprd" not in dict(form.fields["lewati"].choices)  # type: ignore[attr-defined]
    page = as_(cast.staf).post(f"/ruang/naskah/{plan.pk}/tahapan/persetujuan_dprd/lewati/", {"reason": "Mendesak."})
    assert page.status_code == 422
    facts = StepFacts(outcome=Outcome.DISETUJUI, received_on=LATER, done_on=LATER)
    steps.record(plan, "persetujuan_dprd", facts=facts, by=cast.staf, now=now, again=True)
    assert "persetujuan_dprd" not in closed(plan, "sign")


def test_what_was_called_not_applicable_says_why_and_may_be_put_right(cast: Cast) -> None:
    plan = cast.draft(form=Form.RENCANA_KERJA_SAMA, cooperation_kind=CooperationKind.KSDPL)
    with pytest.raises(ValidationError, match="Catatan wajib diisi"):
        write(cast, plan, "ke_gubernur", outcome=Outcome.TIDAK_BERLAKU)
    write(cast, plan, "ke_gubernur", outcome=Outcome.TIDAK_BERLAKU, note="Disampaikan langsung.")
    found = {item.rule.code: item for item in task_list.board(Agreement.objects.get(pk=plan.pk), today=LATER)}
    assert found["ke_gubernur"].state == State.TIDAK_BERLAKU
    assert found["ke_gubernur"].may_be_recorded
    assert not found["loi_berlaku"].may_be_recorded


def test_silence_may_be_recorded_where_the_law_gives_no_limit(cast: Cast) -> None:
    """Sinergi's second request has none (P22 Pasal 54): that a letter went out is enough."""
    nota = cast.draft(form=Form.NOTA_KESEPAKATAN, cooperation_kind=CooperationKind.SINERGI)
    write(cast, nota, "penawaran", received_on=DAY, outcome=Outcome.TIDAK_DIJAWAB)
    with pytest.raises(ValidationError) as caught:
        write(cast, nota, "permintaan_kedua", outcome=Outcome.TIDAK_DIJAWAB)
    assert set(caught.value.message_dict) == {"sent_on"}
    write(cast, nota, "permintaan_kedua", sent_on=DAY, outcome=Outcome.TIDAK_DIJAWAB)
    assert nota.steps.get(code="permintaan_kedua").done_on == LATER


def test_a_limit_counted_from_another_step_names_that_step(cast: Cast) -> None:
    offer = cast.draft(form=Form.KESEPAKATAN_BERSAMA, cooperation_kind=CooperationKind.KSDD_WAJIB)
    with pytest.raises(ValidationError, match="pada tahapan “Penawaran”"):
        write(cast, offer, "menunggu_tanggapan", received_on=DAY, outcome=Outcome.TIDAK_DIJAWAB)


@pytest.mark.parametrize(
    "facts",
    [
        {"received_on": DAY, "done_on": DAY - dt.timedelta(days=1), "outcome": Outcome.DISETUJUI},
        {"sent_on": DAY, "done_on": DAY - dt.timedelta(days=1), "outcome": Outcome.DISETUJUI},
        {"received_on": DAY, "done_on": dt.date(2026, 4, 16), "outcome": Outcome.DIANGGAP_DISETUJUI},
    ],
)
def test_nothing_is_decided_before_it_was_asked_nor_deemed_before_its_day(cast: Cast, facts: dict[str, Any]) -> None:
    agreement = cast.draft(burdens_public=True)
    with pytest.raises(ValidationError) as caught:
        write(cast, agreement, "persetujuan_dprd", **facts)
    assert set(caught.value.message_dict) == {"done_on"}


@pytest.mark.parametrize("outcome", [Outcome.DIANGGAP_DISETUJUI, Outcome.DISETUJUI])
def test_consent_without_its_day_is_dated_when_it_is_recorded_not_when_the_request_arrived(
    cast: Cast, outcome: Outcome
) -> None:
    agreement = cast.draft(burdens_public=True)
    write(cast, agreement, "persetujuan_dprd", received_on=DAY, outcome=outcome)
    assert agreement.steps.get(code="persetujuan_dprd").done_on == LATER


def test_what_came_back_stays_recorded_when_the_review_ends_well(cast: Cast) -> None:
    agreement = cast.draft()
    write(cast, agreement, "penyusunan_pks", outcome=Outcome.PERBAIKI, note="Pasal 5.", done_on=DAY)
    cast.bring(agreement, Phase.DIREKOMENDASIKAN)
    rows = agreement.steps.filter(code="penyusunan_pks").order_by("repetition")
    assert [(row.repetition, row.outcome, row.note) for row in rows] == [
        (1, Outcome.PERBAIKI, "Pasal 5."), (2, Outcome.SELESAI, ""),
    ]  # fmt: skip


def test_after_the_signature_only_the_secretariat_changes_what_it_rested_on(cast: Cast) -> None:
    agreement = cast.signed(burdens_public=True)
    consent, report = (StepFacts(outcome=one, done_on=DAY) for one in (Outcome.DISETUJUI, Outcome.SELESAI))
    now = dt.datetime.combine(LATER, dt.time(3), tzinfo=dt.UTC)
    with pytest.raises(PermissionDenied):
        steps.record(agreement, "persetujuan_dprd", facts=consent, by=cast.pengusul, now=now)
    steps.record(agreement, "persetujuan_dprd", facts=consent, by=cast.staf, now=now)
    steps.record(agreement, "pelaporan", facts=report, by=cast.pengusul, now=now)  # a duty of the unit


@pytest.mark.parametrize(
    ("kind", "above", "below", "code", "article"),
    [
        ("ksdd_wajib", Form.KESEPAKATAN_BERSAMA, Form.PERJANJIAN_KERJA_SAMA, "kb_ditandatangani", "22/2020 Pasal 6"),
        ("ksdpk", Form.KESEPAKATAN_BERSAMA, Form.KONTRAK, "kb_ditandatangani", "22/2020 Pasal 28"),
        ("ksdpl", Form.PERNYATAAN_KEHENDAK, Form.RENCANA_KERJA_SAMA, "naskah_sebelumnya", "25/2020 Pasal 9"),
        ("ksdpl", Form.RENCANA_KERJA_SAMA, Form.NASKAH_KERJA_SAMA, "naskah_sebelumnya", "25/2020 Pasal 9"),
    ],
)
def test_nothing_is_signed_before_what_it_rests_on(
    cast: Cast, kind: str, above: Form, below: Form, code: str, article: str
) -> None:
    parent = cast.draft(form=above, cooperation_kind=kind)
    child = cast.draft(form=below, cooperation_kind=kind, parent=parent, relation=Relation.TURUNAN)
    assert code in closed(child, "sign")
    assert code not in closed(child, "forward")  # it is drafted meanwhile: the DPRD reads the draft (P22 Pasal 12)
    assert article in steps.rule_named(child, code).article
    for parent.phase in Phase.SIGNED:  # in memory: the signature itself is tested elsewhere
        child.parent = parent
        assert code not in [item.rule.code for item in gates.closed_gates(child, "sign", today=LATER)]
    child.parent = None  # many a PKS stands alone
    assert code not in [item.rule.code for item in gates.closed_gates(child, "sign", today=LATER)]


def test_a_work_plan_waits_for_the_consent_to_its_nota(cast: Cast) -> None:
    """P22 Pasal 56: the DPRD consents to both before either is signed; the two are signed side by side."""
    sinergi = CooperationKind.SINERGI
    nota = cast.draft(form=Form.NOTA_KESEPAKATAN, cooperation_kind=sinergi, unbudgeted=True)
    plan = cast.draft(form=Form.RENCANA_KERJA, cooperation_kind=sinergi, parent=nota, relation=Relation.TURUNAN)
    assert closed(plan, "sign") == ["nota_disetujui"]
    write(cast, nota, "persetujuan_dprd", received_on=DAY, done_on=DAY, outcome=Outcome.DISETUJUI)
    assert closed(plan, "sign") == []
    state = {item.rule.code: item.state for item in task_list.board(Agreement.objects.get(pk=plan.pk), today=LATER)}
    assert state["nota_disetujui"] == State.TIDAK_BERLAKU


def test_what_a_child_rests_on_is_not_read_document_by_document(cast: Cast) -> None:
    above = [cast.draft(form=Form.KESEPAKATAN_BERSAMA, title=title) for title in ("Satu", "Dua", "Tiga")]

    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            list(upcoming_steps(cast.staf, cast.government, DAY, LATER))
        return len(seen)

    counted = []
    for parent in above:
        child = cast.draft(parent=parent, relation=Relation.TURUNAN, burdens_public=True)
        write(cast, child, "persetujuan_dprd", received_on=DAY)
        counted.append(queries())
    assert counted[0] == counted[-1]

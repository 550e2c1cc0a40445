"""The steps of the law as the page of a document shows them: a task list, and what it has to say beside it."""

import datetime as dt
from typing import Any

from accounts.models import User
from agreements.domain.consent import needs_consent
from agreements.domain.intents import has_lapsed
from agreements.domain.task_list import State, StepState
from agreements.domain.yearly_reports import covered_year, missing_reports
from agreements.enums import CooperationKind, Form, Phase
from agreements.models import Agreement
from agreements.procedures import OTHER_RULES, When, procedure_of

PLANS = frozenset({Form.PERNYATAAN_KEHENDAK, Form.RENCANA_KERJA_SAMA})


def context(agreement: Agreement, board: list[StepState], *, user: User, today: dt.date) -> dict[str, Any]:
    """Names for ``agreements/_detail_steps.html``."""
    duties = [item for item in board if item.rule.is_duty]
    work = [item for item in board if not item.rule.is_duty and not _is_absent(item)]
    asked = [item for item in work if item.state != State.TIDAK_BERLAKU]
    is_open, is_signed = agreement.phase in Phase.OPEN, agreement.phase in Phase.SIGNED
    asks_dprd = any(item.rule.when == When.PERLU_DPRD for item in board)
    return {
        "board": work,
        "duties": duties if is_signed else [],
        "progress": (sum(not item.is_open for item in asked), len(asked)),
        "next_step": next((item for item in work if item.is_open), None) if is_open else None,
        "may_step": (is_open or is_signed)
        and user.has_perm("agreements.record_step" if is_open else "agreements.waive_step", agreement),
        "may_report": user.has_perm("agreements.record_step", agreement),
        "may_waive": is_open and user.has_perm("agreements.waive_step", agreement),
        "may_decide": asks_dprd and is_open and user.has_perm("agreements.decide_consent", agreement),
        "procedure": procedure_of(agreement),
        "other_rule": OTHER_RULES.get(agreement.ksdpk_kind, ""),
        "asks_dprd": asks_dprd,
        "consent": needs_consent(agreement),
        "intent_lapsed": has_lapsed(agreement, today=today),
        **_reports(agreement, today),
    }


def _is_absent(item: StepState) -> bool:
    """An obstacle that is not there is no line of the list: "tidak berlaku" would say that nobody signed before."""
    return item.rule.when in When.OBSTACLES and item.state == State.TIDAK_BERLAKU


def _reports(agreement: Agreement, today: dt.date) -> dict[str, Any]:
    """The badge on a new foreign plan: whose yearly report is missing (P25 Pasal 38)."""
    is_new = agreement.phase in Phase.OPEN and agreement.form in PLANS
    if not is_new or agreement.cooperation_kind not in CooperationKind.FOREIGN:
        return {"reports_missing": [], "report_year": 0}
    rows = list(missing_reports(agreement.government, today=today)[:20])
    return {"reports_missing": rows, "report_year": covered_year(today)}

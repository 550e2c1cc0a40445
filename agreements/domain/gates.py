"""Gates: a move that the law ties to a step waits for it, unless staff waive it with a reason."""

import datetime as dt
from typing import Protocol

from django.core.exceptions import ValidationError
from django.db.models import prefetch_related_objects
from django.utils.translation import gettext as say

from accounts.models import User
from agreements.domain import steps, task_list
from agreements.domain.task_list import State, StepState
from agreements.enums import Outcome
from agreements.models import Agreement, Step
from agreements.procedures import StepRule
from agreements.procedures.local import rules_of


class Gate(Protocol):
    """A gate of a room above: the sentences that keep a move from being made, none when it is open."""

    def __call__(self, agreement: Agreement, action: str, *, today: dt.date) -> list[str]: ...


_NEXT = {"forward": "recommend", "recommend": "sign"}  # the move that a document then waits for
_further: list[Gate] = []


def register(gate: Gate) -> None:
    """Add a gate; rooms above do so in ``AppConfig.ready``."""
    if gate not in _further:
        _further.append(gate)


def closed_gates(agreement: Agreement, action: str, *, today: dt.date) -> list[StepState]:
    """The open steps that stand in the way of a move, in the order of the law."""
    if not any(rule.stands_before(action) for rule in rules_of(agreement)):
        return []
    return [
        item for item in task_list.board(agreement, today=today) if item.rule.stands_before(action) and item.is_open
    ]


def further(agreement: Agreement, action: str, *, today: dt.date) -> list[str]:
    """What rooms above keep a move from, as sentences: the conditions of a recommendation that are not met."""
    return [said for gate in _further for said in gate(agreement, action, today=today)]


def sentence(item: StepState) -> str:
    """What is missing, and the article that asks for it."""
    if item.state == State.BELUM_DIPUTUSKAN:
        return say("Putuskan dahulu perlu tidaknya %(label)s (%(article)s).") % {
            "label": item.rule.label,
            "article": item.rule.article,
        }
    return say("Tahapan “%(label)s” belum selesai (%(article)s).") % {
        "label": item.rule.label,
        "article": item.rule.article,
    }


def require_open(agreement: Agreement, action: str, *, today: dt.date) -> None:
    """Raises ValidationError on ``gates`` naming every missing step with its article. ``agreement`` is locked."""
    if any(rule.stands_before(action) for rule in rules_of(agreement)):
        prefetch_related_objects([agreement], "steps")
    sentences = [sentence(item) for item in closed_gates(agreement, action, today=today)]
    sentences += further(agreement, action, today=today)
    if sentences:
        raise ValidationError({"gates": sentences})


def complete_by_move(agreement: Agreement, action: str, *, by: User, now: dt.datetime) -> None:
    """Tick the steps that this move is: the review by ``recommend``, the signature by ``sign``.

    What came back to be mended stays as it was recorded; the move is its repetition then. Where the region limits such
    a step, its clock runs from the move before: the review from ``forward``, the signature from ``recommend``.

    ``agreement`` is the locked row: no step of it is written meanwhile, so what ``require_open`` read still stands.
    """
    rules = list(enumerate(rules_of(agreement), start=1))
    ticked = [(order, rule) for order, rule in rules if rule.done_by == action]
    begun = [
        (order, rule) for order, rule in rules if rule.limit and rule.done_by and rule.done_by == _NEXT.get(action)
    ]
    if not ticked and not begun:
        return
    done_on = agreement.signed_on if action == "sign" and agreement.signed_on else agreement.government.today(now)
    rows = {row.code: row for row in sorted(agreement.steps.all(), key=lambda item: item.repetition)}
    for order, rule in ticked:
        row = _row_of(rule, order, rows.get(rule.code), agreement)
        row.done_on, row.outcome, row.recorded_by = done_on, _best(rule.outcomes), by
        row.save()
    for order, rule in begun:
        row = _row_of(rule, order, rows.get(rule.code), agreement)
        if not row.outcome:
            row.received_on, row.recorded_by = agreement.government.today(now), by
            row.save()


def _row_of(rule: StepRule, order: int, latest: Step | None, agreement: Agreement) -> Step:
    if latest is not None and latest.outcome not in task_list.CAME_BACK:
        return latest
    return steps.begun(rule, order, latest, agreement)


def _best(outcomes: tuple[Outcome, ...]) -> Outcome:
    return Outcome.DISETUJUI if Outcome.DISETUJUI in outcomes else Outcome.SELESAI

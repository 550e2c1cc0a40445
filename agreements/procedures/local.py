"""The steps of one document: the national rule, with what its government changed or added."""

from dataclasses import replace

from accounts.enums import DayUnit
from accounts.models import Government
from agreements.enums import Form, Outcome, Phase
from agreements.models import Agreement, LimitOverride, LocalItem, LocalStep
from agreements.procedures import ADJUSTABLE, procedure_of
from agreements.procedures.table import Actor, Limit, Moment, Procedure, StepRule

_KEPT = "_local_procedures"
DEEPEST = 10  # a tree is never deeper


def rules_of(agreement: Agreement) -> tuple[StepRule, ...]:
    """The rules carried by this document, in order; of a registered old paper the duties; none under another rule."""
    procedure = procedure_of(agreement)
    if procedure is None:
        return ()
    if agreement.legacy and agreement.phase not in Phase.SIGNED:
        return ()
    local = localised(procedure, agreement.government)
    rules = local.for_form(agreement.form)
    if agreement.form == Form.PERPANJANGAN and not rules:
        rules = _of_what_is_extended(agreement, local)
    return tuple(rule for rule in rules if rule.is_duty) if agreement.legacy else rules


def _of_what_is_extended(agreement: Agreement, procedure: Procedure) -> tuple[StepRule, ...]:
    """An extension runs the way of what it extends once more (P22 Pasal 9, 32), unless the law gives it its own.

    The duties stay with that document: it goes on being in force.
    """
    above, seen = agreement.parent, 0
    while above is not None and above.form in {Form.PERPANJANGAN, Form.ADDENDUM} and seen < DEEPEST:
        above, seen = above.parent, seen + 1
    if above is None:
        return ()
    return tuple(rule for rule in procedure.for_form(above.form) if not rule.is_duty)


def localised(procedure: Procedure, government: Government) -> Procedure:
    """The procedure as this government runs it. Read once for a ``government`` object, so keep it for a whole list."""
    kept: dict[str, Procedure] | None = getattr(government, _KEPT, None)
    if kept is None:
        kept = _all(government)
        setattr(government, _KEPT, kept)
    return kept[procedure.code]


def forget(government: Government) -> None:
    """Read the changes again the next time; call after changing them."""
    if hasattr(government, _KEPT):
        delattr(government, _KEPT)


def _all(government: Government) -> dict[str, Procedure]:
    limits = {(one.procedure, one.step): one for one in LimitOverride.objects.filter(government=government)}
    items: dict[tuple[str, str], tuple[str, ...]] = {}
    for one in LocalItem.objects.filter(government=government).order_by("pk"):
        items[one.procedure, one.step] = (*items.get((one.procedure, one.step), ()), one.text)
    added: dict[str, list[LocalStep]] = {}
    for step in LocalStep.objects.filter(government=government, dropped_at=None).order_by("pk"):
        added.setdefault(step.procedure, []).append(step)
    found = {}
    for code, procedure in ADJUSTABLE.items():
        rules = [
            _changed(rule, limits.get((code, rule.code)), items.get((code, rule.code), ())) for rule in procedure.steps
        ]
        found[code] = replace(procedure, steps=_with_added(rules, added.get(code, [])))
    return found


def _changed(rule: StepRule, override: LimitOverride | None, items: tuple[str, ...]) -> StepRule:
    if items:
        rule = replace(rule, contents=(*rule.contents, *items))
    if override is None:
        return rule
    base = rule.limit or Limit(0, DayUnit.HARI, Moment.RECEIVED)
    limit = replace(base, number=override.number, unit=DayUnit(override.unit))
    return replace(rule, limit=limit, national=base, sub_limits=())  # the law's parts add up to its own limit only


def _with_added(rules: list[StepRule], added: list[LocalStep]) -> tuple[StepRule, ...]:
    for step in added:
        codes = [rule.code for rule in rules]
        place = codes.index(step.after) + 1 if step.after in codes else len(rules)
        while place < len(rules) and rules[place].is_local:
            place += 1
        rules.insert(place, _rule_of(step))
    return tuple(rules)


def _rule_of(step: LocalStep) -> StepRule:
    return StepRule(
        code=step.code,
        label=step.label,
        actor=Actor(step.actor),
        forms=frozenset({step.form}),
        article=step.basis,
        action=step.action,
        documents=tuple(step.documents),
        limit=Limit(step.number, DayUnit(step.unit)) if step.number else None,
        outcomes=(Outcome.SELESAI, Outcome.PERBAIKI),
        gates=step.gates,
        is_local=True,
    )

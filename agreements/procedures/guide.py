"""The public guide of one procedure, made from the tables: who does what, with which papers, how long."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from accounts.enums import DayUnit
from agreements.enums import Form
from agreements.procedures.table import Actor, Procedure, StepRule, When

# Steps that happen only when something goes another way than planned: not part of the expected way.
EXCEPTIONS = frozenset(
    {When.TIDAK_DIJAWAB, When.TETAP_TIDAK_DIJAWAB, When.PRAKARSA_MITRA, *(When(name) for name in When.OBSTACLES)}
)


@dataclass(frozen=True)
class Stage:
    """The steps carried by one document of the tree, in order."""

    forms: tuple[Form, ...]
    rules: tuple[StepRule, ...]


def stages(procedure: Procedure) -> list[Stage]:
    """The procedure cut where the document changes; duties come last, whatever document carries them."""
    found: list[Stage] = []
    for rule in [one for one in procedure.steps if not one.is_duty]:
        carried = [form for form in Form if form in rule.forms]
        forms = tuple(form for form in carried if form.value != Form.ADDENDUM.value) or tuple(carried)
        if rule.when in EXCEPTIONS:  # told once, where it first may come
            forms = forms[:1]
        if found and set(found[-1].forms) & set(forms):
            last = found[-1]
            both = tuple(form for form in Form if form in last.forms or form in forms)
            found[-1] = Stage(both, (*last.rules, rule))
        else:
            found.append(Stage(forms, (rule,)))
    return found


def duties(procedure: Procedure) -> list[StepRule]:
    """What follows the signature."""
    return [rule for rule in procedure.steps if rule.is_duty]


def documents(procedure: Procedure, *forms: str) -> list[str]:
    """The papers to prepare, each once, in order; of the given documents only, when any are given."""
    found: dict[str, None] = {}
    for rule in procedure.steps:
        if rule.is_duty or (forms and not rule.forms & set(forms)):
            continue
        found.update(dict.fromkeys(rule.documents))
    return list(found)


def actors(procedure: Procedure) -> list[Actor]:
    """Who takes part, in order of appearance."""
    return list(dict.fromkeys(rule.actor for rule in procedure.steps))


class Sum(NamedTuple):
    """The limits of one kind of day under one condition, added up. Hari are never made of hari kerja."""

    when: When
    unit: DayUnit
    number: int


def limit_sums(rules: Iterable[StepRule], *, consent: bool | None = None) -> list[Sum]:
    """What the rule gives all steps together: first what always counts, then each condition in order of appearance.

    ``consent`` tells whether the DPRD's is needed: True counts its days always, False leaves them out, None names them.
    """
    found: dict[tuple[When, DayUnit], int] = {}
    for rule in rules:
        when = When(rule.when)
        if rule.limit is None or not rule.limit.number or rule.is_duty:
            continue
        if when == When.PERLU_DPRD and consent is not None:
            if not consent:
                continue
            when = When.SELALU
        key = (when, DayUnit(rule.limit.unit))
        found[key] = found.get(key, 0) + rule.limit.number
    sums = [Sum(when, unit, number) for (when, unit), number in found.items()]
    return sorted(sums, key=lambda one: one.when != When.SELALU)

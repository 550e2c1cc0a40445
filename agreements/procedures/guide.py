"""The public guide of one procedure, made from the tables: who does what, with which papers, how long."""

from dataclasses import dataclass

from accounts.enums import DayUnit
from agreements.enums import Form
from agreements.procedures.table import Actor, Procedure, StepRule, When

DAYS_PER_WORKDAY = 7 / 5

# Steps that happen only when something goes another way than planned: not part of the expected days.
EXCEPTIONS = frozenset(
    {When.TIDAK_DIJAWAB, When.TETAP_TIDAK_DIJAWAB, When.LAPORAN_TERTUNGGAK, When.LOI_LEWAT, When.PRAKARSA_MITRA}
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


def limit_days(rules: "tuple[StepRule, ...] | list[StepRule]", *, consent: bool | None = None) -> int:
    """The limits of the rule added up, in days; five hari kerja count as a week. Exceptions are left out.

    ``consent`` False leaves out the DPRD's; None or True counts it.
    """
    total = 0.0
    for rule in rules:
        if rule.limit is None or rule.when in EXCEPTIONS or rule.is_duty:
            continue
        if rule.when == When.PERLU_DPRD and consent is False:
            continue
        total += rule.limit.number * (DAYS_PER_WORKDAY if rule.limit.unit == DayUnit.HARI_KERJA else 1)
    return round(total)

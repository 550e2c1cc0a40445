"""What the chooser's answers mean here: rule, steps, papers, limits of the rule and days by our own records."""

from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from accounts.models import Government
from agreements.domain import durations
from agreements.domain.clause_headings import contents_of
from agreements.enums import Form
from agreements.models import Agreement
from agreements.procedures import Procedure, StepRule, guide
from agreements.procedures.chooser import Found
from agreements.procedures.local import localised
from agreements.procedures.spoken import cited, heading, in_words
from agreements.procedures.wording import days_words, sums_words


@dataclass(frozen=True)
class Advice:
    """For one document of the tree: ``limits`` of the rule in words; ``days_here`` medians, None when unknown.

    ``consent_on`` is the document that waits for the DPRD where it is not this one, ``consent_days`` how long.
    ``contents`` are the template: what a new text begins with, each with its article; ``skeleton`` asks for it in Word.
    """

    found: Found
    rules: tuple[StepRule, ...]
    papers: list[str]
    limits: str
    days_here: int | None
    unlimited: int
    query: str
    contents: tuple[tuple[str, str], ...] = ()
    skeleton: str = ""
    consent_on: str = ""
    consent_days: str = ""


def advise(found: Found, government: Government | None) -> Advice:
    """Steps as this government runs them; the national tables where it is not known."""
    query = urlencode(_address(found))
    procedure = found.procedure
    if procedure is None:
        return Advice(replace(found, other_rule=_(str(found.other_rule))), (), [], "", None, 0, query)
    if government is not None:
        procedure = localised(procedure, government)
    procedure = in_words(procedure)
    found = replace(found, procedure=procedure)
    rules = tuple(
        rule for rule in procedure.for_form(found.form) if not rule.is_duty and rule.when not in guide.EXCEPTIONS
    )
    if found.consent is False:
        rules = tuple(rule for rule in rules if rule.code != "persetujuan_dprd")
    return Advice(
        found=found,
        rules=rules,
        papers=list(dict.fromkeys(paper for rule in rules for paper in rule.documents)),
        limits=sums_words(rules, consent=found.consent),
        days_here=_days_here(procedure.code, rules, government),
        unlimited=sum(rule.limit is None for rule in rules),
        query=query,
        contents=tuple((heading(text), cited(article)) for text, article in contents_of(_blank(found))),
        skeleton=query,
        **_consent_elsewhere(procedure, found),
    )


def _consent_elsewhere(procedure: Procedure, found: Found) -> dict[str, str]:
    """The DPRD consents to the PKS under this KB, to the Rencana after this LoI: later than the one begun."""
    waits = next((rule for rule in procedure.steps if rule.code == "persetujuan_dprd"), None)
    if waits is None or found.form in waits.forms:
        return {}
    carries = " / ".join(str(form.label) for form in Form if form in waits.forms and form != Form.ADDENDUM)
    return {"consent_on": carries, "consent_days": days_words(waits.limit) if waits.limit else ""}


def _address(found: Found) -> dict[str, str]:
    """What a draft, or a skeleton, is begun with."""
    kind = {"jenis_ksdpk": found.ksdpk_kind} if found.ksdpk_kind else {}
    return {"bentuk": found.form.value, "jenis": found.kind.value, **kind, "pemrakarsa": found.initiator}


def _blank(found: Found) -> Agreement:
    return Agreement(form=found.form, cooperation_kind=found.kind)


def _days_here(code: str, rules: tuple[StepRule, ...], government: Government | None) -> int | None:
    """Our medians added up; None while fewer than half of the steps were ever recorded."""
    if government is None:
        return None
    taken = durations.of_procedures(government, public=True)[code]
    known = [taken[rule.code].median for rule in rules if rule.code in taken]
    return round(sum(known)) if known and len(known) * 2 >= len(rules) else None

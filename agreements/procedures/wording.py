"""Limits, conditions and steps in words, the same on every page."""

from collections.abc import Iterable
from functools import cache

from django.utils.translation import gettext as say

from accounts.enums import DayUnit
from agreements.procedures import ADJUSTABLE
from agreements.procedures.guide import limit_sums
from agreements.procedures.table import Limit, Moment, StepRule, When

SINCE = {Moment.SENT: "dikirim", Moment.RECEIVED: "diterima", Moment.DONE: "selesai"}


@cache
def label_of(code: str) -> str:
    """The name of a step anywhere in the tables; the code itself for one that is not there."""
    for procedure in ADJUSTABLE.values():
        for rule in procedure.steps:
            if rule.code == code:
                return rule.label
    return code


def days_words(limit: Limit) -> str:
    """``45 hari kerja``."""
    return f"{limit.number} {DayUnit(limit.unit).label}"


def sums_words(rules: Iterable[StepRule], *, consent: bool | None = None) -> str:
    """``30 hari, ditambah 45 hari bila perlu persetujuan DPRD``; empty where the rule sets no limits."""
    always, sometimes = [], []
    for when, unit, number in limit_sums(rules, consent=consent):
        days = f"{number} {unit.label}"
        if when == When.SELALU:
            always.append(days)
        elif when == When.PERLU_DPRD:
            sometimes.append(say("%(days)s bila perlu persetujuan DPRD") % {"days": days})
        else:
            sometimes.append(f"{days} {when.label[:1].lower()}{when.label[1:]}")
    more = say(" dan ").join(sometimes)
    if always and more:
        return say("%(always)s, ditambah %(more)s") % {"always": " + ".join(always), "more": more}
    return " + ".join(always) or more


def limit_words(limit: Limit | None) -> str:
    """``30 hari sejak “Penawaran” diterima``; empty without a limit."""
    if limit is None or not limit.number:
        return ""
    moment = say(SINCE[limit.since])
    if limit.step:
        return say("paling lama %(days)s sejak “%(step)s” %(moment)s") % {
            "days": days_words(limit),
            "step": say(label_of(limit.step)),
            "moment": moment,
        }
    return say("paling lama %(days)s sejak surat %(moment)s") % {"days": days_words(limit), "moment": moment}


def rule_limit(rule: StepRule) -> str:
    """The limit as it holds here, with the national one beside it where a region set another."""
    words = limit_words(rule.limit)
    if rule.national is None:
        return words
    return say("%(here)s (ketentuan daerah; nasional %(national)s)") % {
        "here": words,
        "national": days_words(rule.national) if rule.national.number else say("tidak ditentukan"),
    }


def condition_words(rule: StepRule) -> str:
    """When the step applies; empty when it always does."""
    return "" if rule.when == When.SELALU else str(When(rule.when).label)

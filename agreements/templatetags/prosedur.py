"""Steps of the law in words (``{% load prosedur %}``): ``rule|batas``, ``rule|syarat``, ``limit|tenggat``."""

from django import template

from agreements.procedures.table import Limit, StepRule
from agreements.procedures.wording import condition_words, limit_words, rule_limit

register = template.Library()


@register.filter
def batas(rule: StepRule) -> str:
    """The limit of a step as it holds here."""
    return rule_limit(rule)


@register.filter
def syarat(rule: StepRule) -> str:
    """When a step applies."""
    return condition_words(rule)


@register.filter
def tenggat(limit: Limit | None) -> str:
    """A limit alone."""
    return limit_words(limit)

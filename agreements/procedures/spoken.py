"""Procedures in the language of the page: the tables are Indonesian, the catalogue has their English.

What a government wrote itself (its own steps and items) has no translation and stays as it was written.
"""

import re
from dataclasses import fields, replace
from typing import TypeVar

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as say

from agreements.procedures.table import Procedure, StepRule, SubLimit

T = TypeVar("T", Procedure, StepRule, SubLimit)
WORDS = frozenset(
    {"label", "action", "summary", "term", "documents", "contents", "sub_limits", "steps", "templates", "requirements"}
)
_CITED = (
    (re.compile(r"\bPasal\b"), "Article"),
    (re.compile(r"\bayat\b"), "paragraph"),
    (re.compile(r"\bhuruf\b"), "letter"),
    (re.compile(r"\bLampiran\b"), "Annex"),
    (re.compile(r"\bdan\b"), "and"),
    (re.compile(r"\bjo\."), "in conjunction with"),
)


def is_source() -> bool:
    """Whether the page speaks the language the tables are written in."""
    return get_language() == settings.LANGUAGE_CODE


def cited(article: str) -> str:
    """``P22 Pasal 7 ayat (1)`` as ``P22 Article 7 paragraph (1)`` on an English page."""
    if is_source():
        return article
    for pattern, word in _CITED:
        article = pattern.sub(word, article)
    return article


def in_words(value: T) -> T:
    """The procedure, step or limit with its texts in the language of the page; codes stay."""
    if is_source():
        return value
    changed: dict[str, object] = {}
    for field in fields(value):
        inner = getattr(value, field.name)
        if field.name in {"article", "articles", "requirements_article"}:
            changed[field.name] = cited(inner)
        elif field.name in WORDS:
            changed[field.name] = tuple(_one(item) for item in inner) if isinstance(inner, tuple) else _one(inner)
    return replace(value, **changed)  # type: ignore[arg-type]


def _one(item: object) -> object:
    if isinstance(item, str):
        return say(item) if item else item
    if isinstance(item, StepRule):
        return in_words(item)
    return in_words(item) if isinstance(item, SubLimit) else item


def heading(text: str) -> str:
    """The heading of a pasal."""
    return text if is_source() else say(text)

"""One refusal: a stable code and one sentence for the person."""

from django.core.exceptions import ValidationError


def refuse(code: str, sentence: str, **params: object) -> ValidationError:
    """The error to raise; ``sentence`` is already translated and may name ``params``."""
    return ValidationError(sentence, code=code, params=params or None)

"""The field of a time of day, the same in every form: 24 hours, typed as people write it, refused with a sentence."""

import datetime as dt
import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

_TIME = re.compile(r"(?:pukul|jam)?\s*(\d{1,2})(?:\s*[.:,]\s*(\d{2}))?\s*(?:wib|wita|wit)?", re.IGNORECASE)


def read_time(text: str) -> dt.time:
    """The time a person typed. Raises ValidationError that says what is wrong and how to write it."""
    match = _TIME.fullmatch(text)
    if match is None:
        raise ValidationError(
            _("“%(text)s” bukan waktu. Tulis dengan 24 jam, misalnya 09.00 atau 13.30."),
            params={"text": text[:40]},
            code="not_a_time",
        )
    try:
        return dt.time(int(match[1]), int(match[2] or 0))
    except ValueError:
        raise ValidationError(
            _("Pukul %(text)s tidak ada; jam sampai 23, menit sampai 59."), params={"text": text}, code="no_such_time"
        ) from None


class TimeWidget(forms.TextInput):
    """A text input: a browser's own time input counts twelve hours twice on the English browsers of many offices."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"placeholder": "09.00", "autocomplete": "off", "inputmode": "decimal", **(attrs or {})})

    def format_value(self, value: Any) -> str | None:
        """``09.00``."""
        if isinstance(value, dt.time):
            return value.strftime("%H.%M")
        return None if value in {None, ""} else str(value)


class TimeField(forms.CharField):
    """A time of day, typed as 09.00, 9.00, 09:00 or 9."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=40, widget=kwargs.pop("widget", TimeWidget), **kwargs)

    def to_python(self, value: Any) -> Any:
        """A time, or None when left empty."""
        text = super().to_python(value)
        return read_time(" ".join(text.split())) if text else None

    def run_validators(self, value: Any) -> None:
        """The length was judged by what was typed; a time has none."""

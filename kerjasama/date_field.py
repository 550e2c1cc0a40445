"""The field of a civil date, the same in every form: typed as people write it, refused with a sentence."""

import datetime as dt
import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from kerjasama.dates import parse_tanggal

FIRST_YEAR, LAST_YEAR = 1945, 2199
EXAMPLE = _("Misalnya 2-3-2026 atau 2 Maret 2026.")
_SHORT_YEAR = re.compile(r"^(\d{1,2})[-./](\d{1,2})[-./](\d{2})$")


def read_date(text: str) -> dt.date:
    """The date a person typed. Raises ValidationError that says what is wrong and how to write it."""
    if _SHORT_YEAR.match(text):
        raise ValidationError(say("Tulis tahunnya lengkap dengan empat angka, misalnya 2-3-2026."), code="short_year")
    try:
        day = parse_tanggal(text)
    except ValueError:
        raise ValidationError(
            say("Tanggal %(text)s tidak ada dalam kalender."), params={"text": text}, code="no_such_day"
        ) from None
    if day is None:
        raise ValidationError(
            say("“%(text)s” bukan tanggal. Tulis misalnya 2-3-2026 atau 2 Maret 2026."), params={"text": text[:40]},
            code="not_a_date",
        )  # fmt: skip
    require_plausible(day.year)
    return day


def require_plausible(year: int) -> None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValidationError(say("Tahun %(year)s tidak wajar; periksa kembali."), params={"year": year}, code="year")


class DateWidget(forms.TextInput):
    """A text input: a browser's own date input shows month first on the many English browsers of Indonesian offices."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"data-date": "", "placeholder": "hh-bb-tttt", "autocomplete": "off", **(attrs or {})})

    def format_value(self, value: Any) -> str | None:
        """``02-03-2026``."""
        if isinstance(value, dt.date):
            return value.strftime("%d-%m-%Y")
        return None if value in {None, ""} else str(value)


class DateField(forms.CharField):
    """A civil date, typed as 2-3-2026, 2 Maret 2026 or 2026-03-02."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=40, widget=kwargs.pop("widget", DateWidget), **kwargs)

    def to_python(self, value: Any) -> Any:
        """A date, or None when left empty."""
        text = super().to_python(value)
        return read_date(" ".join(text.split())) if text else None

    def run_validators(self, value: Any) -> None:
        """The length was judged by what was typed; a date has none."""

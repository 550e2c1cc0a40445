"""Form fields that read what Indonesians write: dates, years, rupiah, lines, yes-no-unknown."""

import datetime as dt
import re
from decimal import Decimal, InvalidOperation
from typing import Any, NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from agreements.domain.terms import widen
from agreements.enums import Precision
from kerjasama.date_field import DateField, DateWidget, read_date, require_plausible
from kerjasama.dates import month_of

_MONTH = re.compile(r"^(?:([A-Za-z]+\.?)\s+|(\d{1,2})\s*[-./]\s*)(\d{4})$")
_YEAR = re.compile(r"^\d{4}$")


class Imprecise(NamedTuple):
    """A date of an old paper: the day stored for it, and how exactly it is known (a Precision value)."""

    day: dt.date
    precision: str


class TextField(forms.CharField):
    """Text with one kind of line end, so that a browser's line ends are not a difference; ``is_title`` has no lines."""

    def __init__(self, *, is_title: bool = False, **kwargs: Any) -> None:
        self.is_title = is_title
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        if not isinstance(text, str):
            return text
        return " ".join(text.split()) if self.is_title else text.replace("\r\n", "\n").replace("\r", "\n")


class _ImpreciseWidget(DateWidget):
    def format_value(self, value: Any) -> str | None:
        """Of an imprecise date only what is known."""
        if isinstance(value, Imprecise):
            patterns = {Precision.YEAR.value: "%Y", Precision.MONTH.value: "%m-%Y"}
            return value.day.strftime(patterns.get(value.precision, "%d-%m-%Y"))
        return super().format_value(value)


class ImpreciseDateField(DateField):
    """A date as exactly as the paper tells it: 2-3-2019, Maret 2019 or 2019. Cleans to Imprecise or None."""

    def __init__(self, *, end: bool = False, **kwargs: Any) -> None:
        self.end = end
        super().__init__(widget=_ImpreciseWidget, **kwargs)

    def to_python(self, value: Any) -> Any:
        text = " ".join((forms.CharField.to_python(self, value) or "").split())
        if not text:
            return None
        if _YEAR.match(text):
            require_plausible(int(text))
            return Imprecise(widen(dt.date(int(text), 1, 1), Precision.YEAR, end=self.end), Precision.YEAR.value)
        if (match := _MONTH.match(text)) and (month := _month(match)):
            require_plausible(int(match[3]))
            day = widen(dt.date(int(match[3]), month, 1), Precision.MONTH, end=self.end)
            return Imprecise(day, Precision.MONTH.value)
        return Imprecise(read_date(text), Precision.DAY.value)


def _month(match: "re.Match[str]") -> int | None:
    number = int(match[2]) if match[2] else month_of(match[1])
    return number if number and 1 <= number <= 12 else None


class RupiahWidget(forms.TextInput):
    """Shows an amount as it is written: 1.500.000 or 1.500.000,50."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"inputmode": "decimal", "autocomplete": "off", "data-rupiah": "", **(attrs or {})})

    def format_value(self, value: Any) -> str | None:
        if isinstance(value, Decimal):
            whole, _dot, cents = f"{value:.2f}".partition(".")
            grouped = f"{int(whole):,}".replace(",", ".")
            return grouped if cents == "00" else f"{grouped},{cents}"
        return None if value in {None, ""} else str(value)


class RupiahField(forms.CharField):
    """An amount in rupiah: ``1.500.000,00``, ``Rp1500000`` or ``1500000``. Cleans to Decimal or None."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=40, widget=RupiahWidget, **kwargs)

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        text = re.sub(r"(?i)^rp\.?|[\s\u00a0]|,-$", "", text or "")
        if not text:
            return None
        if not re.fullmatch(r"\d{1,3}(\.\d{3})*(,\d{1,2})?|\d+(,\d{1,2})?", text):
            raise ValidationError(
                say("Tulis nilai dalam rupiah dengan titik sebagai pemisah ribuan, misalnya 1.500.000,00."),
                code="rupiah",
            )
        try:
            amount = Decimal(text.replace(".", "").replace(",", "."))
        except InvalidOperation:  # pragma: no cover - the pattern above allows only digits
            raise ValidationError(say("Nilai ini tidak dapat dibaca."), code="rupiah") from None
        if amount >= Decimal(10) ** 16:
            raise ValidationError(say("Nilai ini terlalu besar untuk dicatat."), code="too_big")
        return amount

    def run_validators(self, value: Any) -> None:
        """The length was judged by what was typed; an amount has none."""


class YesNoField(forms.TypedChoiceField):
    """Ya, Tidak, or not known yet (None)."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            choices=[("", _("Belum ditentukan")), ("ya", _("Ya")), ("tidak", _("Tidak"))],
            coerce=lambda value: value == "ya",
            empty_value=None,
            required=False,
            widget=forms.RadioSelect,
            **kwargs,
        )

    def prepare_value(self, value: Any) -> Any:
        return {True: "ya", False: "tidak", None: ""}.get(value, value)


class CountField(forms.IntegerField):
    """A small count of papers or stamps."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(min_value=0, max_value=999, required=False, **kwargs)
        self.widget.attrs.update({"inputmode": "numeric"})


def give_rows(form: forms.BaseForm, name: str, rows: Any) -> None:
    """Say which rows a choice of rows offers."""
    field: Any = form.fields[name]
    field.queryset = rows


class ReferenceSelect(forms.Select):
    """A select whose choices are fetched while typing; the page itself holds only what is chosen already."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"data-select": "", **(attrs or {})})

    def optgroups(self, name: str, value: list[str], attrs: dict[str, Any] | None = None) -> list[Any]:
        """Only the empty choice and the chosen row."""
        queryset = getattr(self.choices, "queryset", None)
        options: list[tuple[str, str]] = [("", "---------")]
        chosen = [int(item) for item in value if str(item).isdigit() and len(str(item)) < 16]
        if queryset is not None and chosen:
            field = getattr(self.choices, "field")  # noqa: B009 - ModelChoiceIterator is untyped
            options += [(str(row.pk), field.label_from_instance(row)) for row in queryset.filter(pk__in=chosen)]
        return [
            (None, [self.create_option(name, key, label, key in value, index, attrs=attrs)], index)
            for index, (key, label) in enumerate(options)
        ]

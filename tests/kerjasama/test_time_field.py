"""A time of day is typed as Indonesians write it, and told apart from nonsense with a sentence."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from kerjasama.time_field import TimeField


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("09.00", dt.time(9)),
        ("9.00", dt.time(9)),
        ("09:00", dt.time(9)),
        ("9", dt.time(9)),
        (" 13.30 ", dt.time(13, 30)),
        ("13,30", dt.time(13, 30)),
        ("pukul 8.15 WIB", dt.time(8, 15)),
        ("0.00", dt.time(0)),
        ("", None),
    ],
)
def test_what_people_write(text: str, time: dt.time | None) -> None:
    assert TimeField(required=False).clean(text) == time


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("25.00", "Pukul 25.00 tidak ada"),
        ("9.60", "Pukul 9.60 tidak ada"),
        ("9.5", "bukan waktu"),
        ("9 AM", "“9 AM” bukan waktu"),
        ("jam sembilan", "Tulis dengan 24 jam"),
        ("<script>", "bukan waktu"),
    ],
)
def test_nonsense_is_refused_with_a_sentence(text: str, sentence: str) -> None:
    with pytest.raises(ValidationError, match=sentence):
        TimeField().clean(text)


def test_it_is_shown_as_it_is_written_and_as_it_was_typed() -> None:
    widget = TimeField().widget
    assert (widget.input_type, widget.format_value(dt.time(9, 5)), widget.format_value("9 AM")) == (
        "text",
        "09.05",
        "9 AM",
    )

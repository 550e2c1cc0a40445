"""One date field for the whole house: the same way to type, the same sentences."""

import datetime as dt

import pytest
from django import forms
from django.core.exceptions import ValidationError

from accounts.forms import EndMembershipForm, MembershipForm, SuccessorForm, UnitForm
from kerjasama.date_field import DateField
from notices.forms import AbsenceForm, SnoozeForm
from portal.forms import ApiKeyForm
from reviews.forms.meetings import MeetingForm
from reviews.forms.rounds import OpenRoundForm
from reviews.forms.teams import ChangeHolderForm, EndSeatForm, SeatForm, TeamForm

FORMS = (
    MembershipForm, EndMembershipForm, SuccessorForm, UnitForm, AbsenceForm, SnoozeForm, ApiKeyForm, MeetingForm,
    OpenRoundForm, TeamForm, SeatForm, ChangeHolderForm, EndSeatForm,
)  # fmt: skip


@pytest.mark.parametrize("form", FORMS)
def test_no_form_has_a_date_field_of_its_own(form: type[forms.Form]) -> None:
    fields = form.base_fields.values()
    assert any(isinstance(field, DateField) for field in fields)
    assert not any(isinstance(field, forms.DateField) for field in fields)


@pytest.mark.parametrize(
    "text", ["2-3-2026", "02-03-2026", "2 Maret 2026", " 2  Maret  2026 ", "2026-03-02", "2/3/2026"]
)
def test_a_date_is_read_as_people_write_it(text: str) -> None:
    assert DateField().clean(text) == dt.date(2026, 3, 2)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("31-02-2026", "Tanggal 31-02-2026 tidak ada dalam kalender."),
        ("2026-02-31", "Tanggal 2026-02-31 tidak ada dalam kalender."),
        ("2-3-26", "Tulis tahunnya lengkap dengan empat angka, misalnya 2-3-2026."),
        ("besok", "“besok” bukan tanggal. Tulis misalnya 2-3-2026 atau 2 Maret 2026."),
        ("2-3-0206", "Tahun 206 tidak wajar; periksa kembali."),
    ],
)
def test_what_is_no_date_is_refused_with_a_sentence(text: str, said: str) -> None:
    form = EndSeatForm({"last_day": text})
    assert form.errors == {"last_day": [said]}
    assert f'value="{text}"' in str(form["last_day"]), "nothing typed is lost"


def test_an_optional_date_may_stay_empty() -> None:
    assert DateField(required=False).clean("") is None
    with pytest.raises(ValidationError):
        DateField().clean("")

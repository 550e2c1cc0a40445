"""Going on although steps of the law are open: staf choose which are passed over, and say why, in one place."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from agreements.domain import gates, steps
from agreements.domain.task_list import StepState
from agreements.forms.fields import TextField
from agreements.models import Agreement


class GateForm(forms.Form):
    """Stands inside the form of the move, so that what was typed there travels with it."""

    lewati = forms.MultipleChoiceField(
        label=_("Lewati tahapan ini"), required=False, widget=forms.CheckboxSelectMultiple
    )
    alasan_lewati = TextField(
        label=_("Alasan dilewati"),
        required=False,
        max_length=2000,
        widget=forms.Textarea({"rows": 2}),
        help_text=_("Tersimpan bersama nama Anda dan dibaca pemeriksa."),
    )

    def __init__(self, data: Any = None, *, closed: list[StepState]) -> None:
        super().__init__(data, use_required_attribute=False)
        self.closed = closed
        field: Any = self.fields["lewati"]
        passable = [item for item in closed if item.may_be_waived]
        field.choices = [(item.rule.code, f"{item.rule.label} ({item.rule.article})") for item in passable]

    def clean(self) -> dict[str, Any]:
        """A step is passed over only for a reason."""
        cleaned = super().clean() or {}
        if cleaned.get("lewati") and not cleaned.get("alasan_lewati", "").strip():
            self.add_error("alasan_lewati", say("Tulis alasan tahapan itu dilewati."))
        return cleaned

    def waive(self, agreement: Agreement, *, by: User, now: dt.datetime) -> None:
        """Pass over what was chosen, in the caller's transaction. Call after ``is_valid``."""
        for code in self.cleaned_data["lewati"]:
            steps.waive(agreement, code, reason=self.cleaned_data["alasan_lewati"], by=by, now=now)


def gate_form(agreement: Agreement, action: str, *, user: User, today: dt.date, data: Any = None) -> GateForm | None:
    """The form for the steps that stand before this move; None when there is nothing, or nothing one may pass over.

    Data are bound only when the form was on the page that was sent.
    """
    closed = gates.closed_gates(agreement, action, today=today)
    passable = any(item.may_be_waived for item in closed)
    if not passable or not user.has_perm("agreements.waive_step", agreement):
        return None
    sent = data if data is not None and ("lewati" in data or data.get("alasan_lewati", "").strip()) else None
    return GateForm(sent, closed=closed)

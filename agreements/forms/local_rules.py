"""A region's own limits, steps and checklist lines."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.enums import DayUnit, HolidayKind
from agreements.domain.local_rules import GATED, StepFacts
from agreements.enums import Form
from agreements.forms.fields import TextField
from agreements.procedures import Actor, Procedure
from kerjasama.date_field import DateField

REASON = _("Dasar dan alasan wajib diisi.")


class _PlainForm(forms.Form):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{**kwargs, "use_required_attribute": False})


class LimitForm(_PlainForm):
    """Another limit for one step."""

    number = forms.IntegerField(
        label=_("Batas waktu"), min_value=1, max_value=999, error_messages={"required": _("Isi jumlah harinya.")}
    )
    unit = forms.ChoiceField(label=_("Satuan"), choices=DayUnit.choices)
    note = TextField(
        label=_("Dasar dan alasan"),
        max_length=300,
        help_text=_("Misalnya Peraturan Bupati Nomor 98 Tahun 2022 Pasal 12."),
        error_messages={"required": REASON},
    )


class ItemForm(_PlainForm):
    """One more line on the checklist of a step."""

    text = TextField(label=_("Butir tambahan"), max_length=160, error_messages={"required": _("Isi butirnya.")})


class LocalStepForm(_PlainForm):
    """A step of the region's own rule."""

    label = TextField(label=_("Nama tahapan"), max_length=160, error_messages={"required": _("Isi nama tahapannya.")})
    form = forms.ChoiceField(label=_("Pada naskah"))
    after = forms.ChoiceField(label=_("Sesudah tahapan"), required=False)
    actor = forms.ChoiceField(label=_("Pelaku"), choices=Actor.choices)
    action = TextField(label=_("Yang dikerjakan"), required=False, max_length=300)
    basis = TextField(
        label=_("Dasar"), max_length=120, error_messages={"required": _("Isi peraturan yang menjadi dasarnya.")}
    )
    documents = forms.CharField(
        label=_("Dokumen"), required=False, widget=forms.Textarea({"rows": 2}), help_text=_("Satu dokumen tiap baris.")
    )
    number = forms.IntegerField(label=_("Batas waktu"), required=False, min_value=1, max_value=999)
    unit = forms.ChoiceField(label=_("Satuan"), choices=DayUnit.choices, required=False)
    gates = forms.ChoiceField(label=_("Menahan"), required=False, choices=list(GATED.items()))

    def __init__(self, *args: Any, procedure: Procedure, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        carried = {form for rule in procedure.steps for form in rule.forms}
        form: Any = self.fields["form"]
        form.choices = [(one.value, one.label) for one in Form if one in carried]
        after: Any = self.fields["after"]
        after.choices = [("", _("Paling akhir")), *[(rule.code, rule.label) for rule in procedure.steps]]

    def facts(self) -> StepFacts:
        """For the domain. Call after ``is_valid``."""
        given = {**self.cleaned_data, "documents": self.cleaned_data["documents"].splitlines()}
        return StepFacts(**given)


class DayOffForm(_PlainForm):
    """A holiday or a day of cuti bersama."""

    day = DateField(label=_("Tanggal"), error_messages={"required": _("Isi tanggalnya.")})
    name = TextField(label=_("Nama"), max_length=120, error_messages={"required": _("Isi namanya.")})
    kind = forms.ChoiceField(label=_("Jenis"), choices=HolidayKind.choices)

"""What a person records of a step of the procedure: letters, dates, outcome, evidence; a waiver; the DPRD decision."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from agreements.domain.steps import StepFacts
from agreements.forms.fields import TextField, YesNoField, give_rows
from agreements.models import Agreement, File
from agreements.procedures import StepRule
from kerjasama.date_field import DateField


class StepForm(forms.Form):
    """One step. ``evidence`` is a file of the document; a new one may be handed in beside it."""

    sent_on = DateField(label=_("Surat dikirim"), required=False)
    received_on = DateField(label=_("Surat diterima"), required=False, help_text=_("Tenggat dihitung sejak diterima."))
    letter_number = forms.CharField(label=_("Nomor surat"), max_length=120, required=False)
    outcome = forms.ChoiceField(label=_("Hasil"), required=False)
    done_on = DateField(label=_("Selesai pada"), required=False)
    note = TextField(label=_("Catatan"), required=False, widget=forms.Textarea({"rows": 3}), max_length=5000)
    evidence = forms.ModelChoiceField(
        File.objects.none(), label=_("Bukti yang sudah diunggah"), required=False, empty_label=_("Tidak ada")
    )

    def __init__(self, *args: Any, agreement: Agreement, rule: StepRule, **kwargs: Any) -> None:
        super().__init__(*args, **{**kwargs, "use_required_attribute": False})
        field: Any = self.fields["outcome"]
        field.choices = [("", _("Belum ada")), *[(one.value, one.label) for one in rule.may_record]]
        give_rows(self, "evidence", File.objects.filter(agreement=agreement, withdrawn_at=None).order_by("name", "pk"))

    def facts(self) -> StepFacts:
        """For the domain. Call after ``is_valid``."""
        return StepFacts(**self.cleaned_data)


class WaiverForm(forms.Form):
    """Why a move may pass without this step."""

    reason = TextField(
        label=_("Alasan dilewati"),
        widget=forms.Textarea({"rows": 2}),
        max_length=2000,
        help_text=_("Dibaca oleh pemeriksa."),
        error_messages={"required": _("Alasan wajib diisi.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{**kwargs, "use_required_attribute": False})


class ConsentForm(forms.Form):
    """Whether the DPRD must consent (PP 28/2018 Pasal 9; Permendagri 22/2020 Pasal 11 and 34)."""

    burdens_public = YesNoField(label=_("Membebani masyarakat dan daerah?"))
    unbudgeted = YesNoField(label=_("Pembiayaannya belum teranggarkan dalam APBD?"))
    reason = TextField(
        label=_("Alasan"),
        widget=forms.Textarea({"rows": 3}),
        max_length=5000,
        error_messages={"required": _("Alasan wajib diisi.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{**kwargs, "use_required_attribute": False})

    def clean(self) -> dict[str, Any]:
        """A decision says yes or no."""
        cleaned = super().clean() or {}
        for name in ("burdens_public", "unbudgeted"):
            if cleaned.get(name) is None and name not in self.errors:
                self.add_error(name, _("Pilih ya atau tidak."))
        return cleaned

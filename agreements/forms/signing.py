"""Forms of what happens to a finished text: its signing, its end."""

from typing import Any

from django import forms
from django.forms import BaseFormSet, formset_factory
from django.utils.translation import gettext_lazy as _

from agreements.domain.ending import EndingFacts
from agreements.domain.signing import PartyFacts, SigningFacts, faults_of_days
from agreements.domain.terms import last_day, parse_duration
from agreements.enums import Capacity, EndReason, Meterai, Relation, SigningMethod, TermRule
from agreements.forms.fields import CountField, give_rows
from agreements.forms.parties import SignatoryFields
from agreements.models import Agreement
from agreements.words import tanggal
from kerjasama.date_field import DateField

PREFIX = "pihak"


class SigningForm(forms.Form):
    """Date, place, term and originals of a signing."""

    signed_on = DateField(
        label=_("Tanggal penandatanganan"), error_messages={"required": _("Isi tanggal penandatanganannya.")}
    )
    signed_weekday = forms.CharField(
        label=_("Hari sebagaimana tertulis"),
        max_length=10,
        required=False,
        help_text=_("Seperti tercetak, misalnya Senin."),
    )
    signed_place = forms.CharField(
        label=_("Tempat penandatanganan"),
        max_length=120,
        error_messages={"required": _("Isi tempat penandatanganannya.")},
    )
    method = forms.ChoiceField(
        label=_("Cara penandatanganan"),
        choices=SigningMethod.choices,
        widget=forms.RadioSelect,
        initial=SigningMethod.BASAH,
    )
    effective_from = DateField(
        label=_("Mulai berlaku"), required=False, help_text=_("Kosongkan bila berlaku sejak ditandatangani.")
    )
    ends_on = DateField(
        label=_("Hari terakhir berlaku"), required=False, help_text=_("Terisi dari jangka waktu dan dapat diubah.")
    )
    copies_original = CountField(label=_("Jumlah naskah asli"))
    custody = forms.CharField(label=_("Tempat penyimpanan naskah asli"), max_length=200, required=False)
    meterai_kind = forms.ChoiceField(
        label=_("Meterai"), choices=[("", _("Belum ditentukan")), *Meterai.choices], required=False
    )
    meterai_count = CountField(label=_("Jumlah meterai"))

    def __init__(self, *args: Any, agreement: Agreement, **kwargs: Any) -> None:
        super().__init__(*args, **{**kwargs, "use_required_attribute": False})
        self.agreement = agreement
        parent_end = agreement.parent and agreement.parent.last_day
        if agreement.relation in Relation.MOVES_END and parent_end:
            self.fields["signed_on"].help_text = _(
                "Naskah induk berakhir %(day)s; yang ditandatangani sesudahnya menjadi kerja sama baru."
            ) % {"day": tanggal(parent_end)}

    def clean(self) -> dict[str, Any]:
        """The last day follows from the term where it was left empty; every fault of the days is told at once."""
        cleaned = super().clean() or {}
        start = cleaned.get("effective_from") or cleaned.get("signed_on")
        duration = parse_duration(self.agreement.duration_text)
        is_fixed = self.agreement.term_rule == TermRule.TETAP
        if cleaned.get("ends_on") is None and "ends_on" not in self.errors and start and duration and is_fixed:
            try:
                cleaned["ends_on"] = last_day(start, duration)
            except (OverflowError, ValueError):
                self.add_error("ends_on", _("Jangka waktu ini melampaui batas kalender."))
        days = [cleaned.get(name) for name in ("signed_on", "effective_from", "ends_on")]
        for name, sentence in faults_of_days(*days, today=self.agreement.government.today()).items():
            self.add_error(name, sentence)
        return cleaned


class PartySigningForm(SignatoryFields):
    """One party at the table: its number and who signed for it."""

    number = forms.CharField(label=_("Nomor naskah dari pihak ini"), max_length=120, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{**kwargs, "use_required_attribute": False})
        for name, sentence in (
            ("signatory_name", _("Isi nama penanda tangannya.")),
            ("capacity", _("Pilih dalam kapasitas apa ia menandatangani.")),
        ):
            self.fields[name].required = True
            self.fields[name].error_messages["required"] = sentence
        self.fields["basis_number"].help_text = _("Bila nomornya belum diketahui, kosongkan: akan diingatkan.")

    @property
    def is_by_power(self) -> bool:
        """Whether a letter of power is asked for, so that its fields are shown open."""
        return self["capacity"].value() in Capacity.BY_POWER


PartySigningFormSet = formset_factory(PartySigningForm, extra=0, max_num=50, absolute_max=50)


def party_initial(agreement: Agreement) -> list[dict[str, Any]]:
    """What is known of each signatory; a Kepala Daerah is proposed for our own government."""
    rows = []
    for party in agreement.ordered_parties():
        row = {name: getattr(party, name) for name in PartySigningForm.base_fields}
        if party.government is not None and not party.capacity:
            row["capacity"] = Capacity.KEPALA_DAERAH
            row["signatory_position"] = party.signatory_position or party.government.head_position
        rows.append(row)
    return rows


def signing_facts(form: SigningForm, parties: "BaseFormSet[PartySigningForm]") -> SigningFacts:
    """What the two valid forms say, for the domain."""
    facts = tuple(PartyFacts(order=order, **row.cleaned_data) for order, row in enumerate(parties.forms, start=1))
    return SigningFacts(parties=facts, **form.cleaned_data)


class EndingForm(forms.Form):
    """Why and when it ends before its time."""

    reason = forms.ChoiceField(
        label=_("Alasan"), widget=forms.RadioSelect, error_messages={"required": _("Pilih alasannya.")}
    )
    last_day = DateField(
        label=_("Hari terakhir berlaku"), help_text=_("Naskah berlaku sampai pukul 24.00 pada hari ini."),
        error_messages={"required": _("Isi hari terakhir naskah ini berlaku.")},
    )  # fmt: skip
    note = forms.CharField(
        label=_("Keterangan"), widget=forms.Textarea({"rows": 3}), max_length=5000,
        error_messages={"required": _("Tulis keterangannya; ini dibaca oleh pemeriksa.")},
    )  # fmt: skip
    document = forms.FileField(
        label=_("Dokumen pengakhiran"), required=False,
        help_text=_("Wajib, kecuali bila jangka waktunya berakhir: kesepakatan pengakhiran, putusan, atau surat."),
    )  # fmt: skip

    def __init__(self, *args: Any, agreement: Agreement, **kwargs: Any) -> None:
        super().__init__(*args, **{**kwargs, "use_required_attribute": False})
        field: Any = self.fields["reason"]
        field.choices = [(reason.value, reason.label) for reason in EndReason.for_kind(agreement.cooperation_kind)]

    def facts(self) -> EndingFacts:
        """For the domain. Call after ``is_valid``."""
        given = self.cleaned_data
        return EndingFacts(reason=EndReason(given["reason"]), last_day=given["last_day"], note=given["note"])


class ReplacementForm(forms.Form):
    """Which signed document replaces this one, and why."""

    replacement = forms.ModelChoiceField(
        Agreement.objects.none(), label=_("Naskah pengganti"), empty_label=_("Pilih naskah"),
        error_messages={"required": _("Pilih naskah penggantinya.")},
    )  # fmt: skip
    note = forms.CharField(
        label=_("Keterangan"), widget=forms.Textarea({"rows": 3}), max_length=5000,
        error_messages={"required": _("Tulis keterangannya.")},
    )  # fmt: skip

    def __init__(self, *args: Any, rows: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{**kwargs, "use_required_attribute": False})
        give_rows(self, "replacement", rows)

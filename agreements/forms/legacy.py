"""The form of an old paper: what was signed stands in the same form, and dates may be vague."""

from typing import Any

from django import forms
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from agreements.enums import Meterai, SigningMethod
from agreements.forms.entry import AgreementForm, choice_field, text_field
from agreements.forms.fields import CountField, Imprecise, ImpreciseDateField


class LegacyForm(AgreementForm):
    """The same for an existing paper: what was signed stands in the same form, and dates may be vague."""

    legacy = True

    signed_on = ImpreciseDateField(
        label=_("Tanggal penandatanganan"),
        required=False,
        help_text=_("Tanggal lengkap, “Maret 2019”, atau “2019”. Kosongkan bila tidak diketahui."),
    )
    signed_weekday = text_field(_("Hari sebagaimana tertulis"), length=10, help=_("Misalnya Senin."))
    signed_place = text_field(_("Tempat penandatanganan"), length=120)
    signing_method = choice_field(_("Cara penandatanganan"), SigningMethod, empty=_("Tidak diketahui"))
    ends_on = ImpreciseDateField(
        label=_("Hari terakhir berlaku"),
        required=False,
        end=True,
        help_text=_("Terisi dari jangka waktu dan dapat diubah. Boleh “2024” saja."),
    )
    copies_original = CountField(label=_("Jumlah naskah asli"))
    custody = text_field(_("Tempat penyimpanan naskah asli"), length=200)
    meterai_kind = choice_field(_("Meterai"), Meterai, empty=_("Tidak diketahui"))
    meterai_count = CountField(label=_("Jumlah meterai"))
    needs_review = forms.BooleanField(label=_("Tandai perlu ditinjau"), required=False)
    review_note = text_field(_("Yang perlu ditinjau"), length=300)

    def clean_signed_on(self) -> Imprecise | None:
        """Nothing was signed tomorrow."""
        given: Imprecise | None = self.cleaned_data["signed_on"]
        if given and given.day > self.government.today():
            raise forms.ValidationError(say("Tanggal penandatanganan belum tiba."), code="future")
        return given

    def values(self) -> dict[str, Any]:
        return {**super().values(), "legacy": True}

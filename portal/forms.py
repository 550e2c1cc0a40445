"""What a visitor sends, and what an administrator asks for a key of the API."""

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from kerjasama.date_field import DateField
from portal.models import ApiScope

KEY_LASTS_AT_MOST = dt.timedelta(days=2 * 366)
KEY_LASTS = dt.timedelta(days=365)


class SubscribeForm(forms.Form):
    """One address; the filters come in the address of the page."""

    email = forms.EmailField(
        label=_("Alamat surel"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "required": _("Isi alamat surel Anda."),
            "invalid": _("Tulis alamat surel yang lengkap, misalnya nama@contoh.id."),
        },
    )


class ApiKeyForm(forms.Form):
    """Who gets it, what it allows, and for how long."""

    name = forms.CharField(
        label=_("Dipakai oleh"),
        max_length=100,
        help_text=_("Orang atau sistem yang memakainya, misalnya “Dasbor Bappeda”."),
    )
    scopes = forms.MultipleChoiceField(
        label=_("Cakupan"), choices=ApiScope.choices, initial=[ApiScope.BACA], widget=forms.CheckboxSelectMultiple
    )
    expires_on = DateField(
        label=_("Berlaku sampai"),
        help_text=_("Paling lama dua tahun."),
    )

    def __init__(self, *args: Any, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["expires_on"].initial = today + KEY_LASTS

    def clean_expires_on(self) -> dt.date:
        day: dt.date = self.cleaned_data["expires_on"]
        if day < self.today:
            raise ValidationError(_("Hari ini sudah lewat. Pilih hari ini atau sesudahnya."))
        if day > self.today + KEY_LASTS_AT_MOST:
            raise ValidationError(_("Kunci berlaku paling lama dua tahun. Pilih hari yang lebih dekat."))
        return day

"""What a visitor sends."""

from django import forms
from django.utils.translation import gettext_lazy as _


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

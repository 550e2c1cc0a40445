"""The form that opens or withholds a registered document."""

from django import forms
from django.utils.translation import gettext_lazy as _

from agreements.enums import Visibility


class OpennessForm(forms.Form):
    """Who may see it from now on, and why."""

    visibility = forms.ChoiceField(
        label=_("Keterbukaan"),
        choices=Visibility.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Pilih keterbukaannya.")},
    )
    reason = forms.CharField(
        label=_("Alasan"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
        help_text=_("Untuk yang dikecualikan: nomor dan tanggal uji konsekuensi. Tidak ditampilkan kepada publik."),
        error_messages={"required": _("Alasan wajib diisi.")},
    )

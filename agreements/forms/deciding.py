"""What is to become of a document at its end."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from agreements.domain.end_decisions import MAX_NOTICE_DAYS
from agreements.enums import EndChoice
from agreements.forms.fields import TextField


class DecisionForm(forms.Form):
    """The decision, with evaluation and reason."""

    choice = forms.ChoiceField(
        label=_("Keputusan"),
        choices=EndChoice.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Pilih salah satu keputusan.")},
    )
    evaluation = TextField(
        label=_("Evaluasi pelaksanaan"),
        widget=forms.Textarea({"rows": 4}),
        max_length=10_000,
        help_text=_("Hasil yang tercapai, kendala, dan manfaatnya bagi daerah."),
        error_messages={"required": _("Evaluasi pelaksanaan wajib diisi.")},
    )
    reason = TextField(
        label=_("Alasan"),
        widget=forms.Textarea({"rows": 3}),
        max_length=5000,
        help_text=_("Mengapa keputusan ini yang diambil. Dibaca oleh pimpinan dan pemeriksa."),
        error_messages={"required": _("Alasan wajib diisi.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{**kwargs, "use_required_attribute": False})


class NoticeDaysForm(forms.Form):
    """How early the text itself asks for a word about what follows."""

    notice_days = forms.IntegerField(
        label=_("Pemberitahuan menurut naskah"),
        required=False,
        min_value=1,
        max_value=MAX_NOTICE_DAYS,
        help_text=_("Sekian hari sebelum berakhir. Kosongkan bila naskah tidak mengaturnya."),
    )

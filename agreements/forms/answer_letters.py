"""Our answer letter: its words, its number and date, its signed copy."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from agreements.forms.fields import TextField
from agreements.models import AnswerLetter
from kerjasama.date_field import DateField

LINES = ("points", "copies")
POINTS_HELP = {
    "setuju": _("Bila ada yang perlu diperhatikan dalam pembahasan, satu hal tiap baris."),
    "lengkapi": _("Apa yang diminta, satu hal tiap baris."),
    "tolak": _("Alasan penolakan, satu alasan tiap baris."),
}


class _PlainForm(forms.Form):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{**kwargs, "use_required_attribute": False})


class LetterForm(_PlainForm):
    """The words of a letter."""

    subject = TextField(label=_("Hal"), max_length=200, error_messages={"required": _("Isi hal suratnya.")})
    addressee = TextField(
        label=_("Kepada Yth."), max_length=200, error_messages={"required": _("Isi kepada siapa suratnya.")}
    )
    addressee_place = TextField(label=_("di"), max_length=100, required=False)
    attachments = TextField(
        label=_("Lampiran"), max_length=100, required=False, help_text=_("Misalnya 1 (satu) berkas.")
    )
    points = forms.CharField(label=_("Butir"), required=False, max_length=5000, widget=forms.Textarea({"rows": 4}))
    closing = TextField(label=_("Tambahan"), required=False, max_length=1000, widget=forms.Textarea({"rows": 2}))
    signatory_position = TextField(
        label=_("Jabatan penanda tangan"), max_length=150, error_messages={"required": _("Isi jabatannya.")}
    )
    signatory_name = TextField(
        label=_("Nama penanda tangan"), max_length=150, required=False, help_text=_("Tanpa gelar.")
    )
    copies = forms.CharField(
        label=_("Tembusan"), required=False, max_length=2000, widget=forms.Textarea({"rows": 2}),
        help_text=_("Satu penerima tiap baris."),
    )  # fmt: skip

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        self.fields["points"].help_text = POINTS_HELP[kind]

    @staticmethod
    def initial_of(values: dict[str, Any]) -> dict[str, Any]:
        """What the form shows of a letter's facts."""
        return {**values, **{name: "\n".join(values[name]) for name in LINES}}

    @staticmethod
    def facts_of(letter: AnswerLetter) -> dict[str, Any]:
        """The facts of a letter already written."""
        return {name: getattr(letter, name) for name in LetterForm.base_fields}

    def facts(self) -> dict[str, Any]:
        """For the domain. Call after ``is_valid``."""
        given = {name: self.cleaned_data[name].splitlines() for name in LINES}
        return {**self.cleaned_data, **given, "kind": self.kind}


class SendForm(_PlainForm):
    """The letter went out."""

    number = forms.CharField(
        label=_("Nomor surat"), max_length=120, error_messages={"required": _("Isi nomor suratnya.")}
    )
    written_on = DateField(label=_("Tanggal surat"), error_messages={"required": _("Isi tanggal suratnya.")})

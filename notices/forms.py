"""Filters of the inbox and of the delivery page."""

from django import forms
from django.utils.translation import gettext_lazy as _

from notices import kinds
from notices.domain import muting
from notices.enums import State


class InboxFilter(forms.Form):
    """Which of my messages: unread first when nothing is chosen."""

    keadaan = forms.ChoiceField(
        label=_("Keadaan"),
        required=False,
        choices=[("", _("Semua")), ("belum", _("Belum dibaca")), ("sudah", _("Sudah dibaca"))],
    )
    jenis = forms.ChoiceField(label=_("Jenis"), required=False)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["jenis"].choices = kind_choices()  # type: ignore[attr-defined]


class MailChoice(forms.Form):
    """Which of the kinds that may be switched off I want as e-mail."""

    jenis = forms.MultipleChoiceField(
        label=_("Kirimkan juga sebagai surel"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["jenis"].choices = [(k.code, k.label) for k in muting.optional_kinds()]  # type: ignore[attr-defined]


class OutboxFilter(forms.Form):
    """Which messages of the government."""

    keadaan = forms.ChoiceField(label=_("Keadaan"), required=False, choices=[("", _("Semua")), *State.choices])
    jenis = forms.ChoiceField(label=_("Jenis"), required=False)
    q = forms.CharField(label=_("Penerima atau judul"), required=False, max_length=100)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["jenis"].choices = kind_choices()  # type: ignore[attr-defined]


def kind_choices() -> list[tuple[str, object]]:
    """Every registered kind, in order of its label."""
    known = sorted(((kind.code, kind.label) for kind in kinds.all_kinds()), key=lambda pair: str(pair[1]))
    return [("", _("Semua")), *known]

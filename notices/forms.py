"""Filters of the inbox and of the delivery page."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from kerjasama.date_field import DateField
from notices import kinds
from notices.domain import channels, muting
from notices.enums import State


class InboxFilter(forms.Form):
    """Which of my messages: unread first when nothing is chosen."""

    keadaan = forms.ChoiceField(
        label=_("Keadaan"),
        required=False,
        choices=[
            ("", _("Semua")),
            ("belum", _("Belum dibaca")),
            ("sudah", _("Sudah dibaca")),
            ("ditunda", _("Ditunda")),
        ],
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


class ChannelAddress(forms.Form):
    """A person's address on a further way."""

    name = forms.ChoiceField(label=_("Saluran"))
    address = forms.CharField(
        label=_("Nomor atau nama akun"), max_length=64, help_text=_("Kode verifikasi dikirim ke sana.")
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["name"].choices = [(name, name.capitalize()) for name in channels.offered()]  # type: ignore[attr-defined]


class ChannelCode(forms.Form):
    """The code that came through."""

    code = forms.CharField(label=_("Kode enam angka"), max_length=6)


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


class SnoozeForm(forms.Form):
    """Until when, and why."""

    until = DateField(label=_("Ingatkan kembali pada"))
    reason = forms.CharField(
        label=_("Alasan"), max_length=300, error_messages={"required": _("Alasan wajib diisi.")},
        help_text=_("Misalnya menunggu jawaban mitra."),
    )  # fmt: skip


class AbsenceForm(forms.Form):
    """From when to when, and who gets the messages meanwhile."""

    starts_on = DateField(label=_("Mulai"))
    ends_on = DateField(label=_("Sampai"))
    deputy = forms.ModelChoiceField(
        User.objects.none(), label=_("Pengganti"), empty_label=_("Pilih pengganti"),
        help_text=_("Pemegang peran yang sama. Pesan tetap disampaikan kepada Anda juga."),
    )  # fmt: skip

    def __init__(self, *args: Any, deputies: list[User], **kwargs: Any) -> None:
        super().__init__(*args, **{**kwargs, "use_required_attribute": False})
        self.fields["deputy"].queryset = User.objects.filter(pk__in=[one.pk for one in deputies]).order_by("name")  # type: ignore[attr-defined]

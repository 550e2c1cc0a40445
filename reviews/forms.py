"""Forms of TKKSD's room."""

import datetime as dt
from collections.abc import Collection
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.forms import DateInput
from accounts.models import Government, Unit, User
from kerjasama import uploads
from reviews.domain.teams import may_sit
from reviews.enums import Conclusion, SeatKind, Stance
from reviews.models import Seat, Team

DECREE_MAX_BYTES = 20 * 1024 * 1024
NOTE_LENGTH = 5000


def put_errors(form: forms.BaseForm, error: ValidationError) -> None:
    """Show what the domain refused: beside the field it names when the form has it, else for the whole form."""
    if not hasattr(error, "error_dict"):
        form.add_error(None, error)
        return
    for name, errors in error.error_dict.items():
        form.add_error(name if name in form.fields else None, errors)


class SeatsField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Seats to choose from, read as person and position."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.holder} – {obj.get_kind_display()}, {obj.position}"


class AskForm(forms.Form):
    """Whom to ask."""

    seats = SeatsField(label=_("Anggota yang diminta pendapatnya"), queryset=Seat.objects.none())

    def __init__(self, *args: Any, seats: Collection[Seat], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = Seat.objects.filter(pk__in=[seat.pk for seat in seats]).select_related("holder").by_rank()
        self.fields["seats"].queryset = chosen  # type: ignore[attr-defined]


class OpenRoundForm(AskForm):
    """Whom to ask, until when, and a word to go with it."""

    due_on = forms.DateField(
        label=_("Tenggat pendapat"),
        widget=DateInput,
        help_text=_("Pengingat dikirim dua hari sebelumnya dan pada harinya."),
    )
    note = forms.CharField(
        label=_("Pengantar"),
        required=False,
        max_length=NOTE_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Dibaca anggota di atas rancangan, misalnya bagian yang perlu dicermati."),
    )

    def __init__(self, *args: Any, seats: Collection[Seat], due_on: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, seats=seats, **kwargs)
        self.initial.setdefault("seats", [seat.pk for seat in seats])
        self.initial.setdefault("due_on", due_on)


class OpinionForm(forms.Form):
    """A member's position and what goes with it."""

    stance = forms.ChoiceField(label=_("Pendapat"), choices=Stance, widget=forms.RadioSelect)
    note = forms.CharField(
        label=_("Catatan"),
        required=False,
        max_length=NOTE_LENGTH,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Wajib diisi kecuali Setuju atau Abstain."),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        stance, note = cleaned.get("stance", ""), cleaned.get("note", "")
        if stance and stance not in Stance.WITHOUT_NOTE and not note.strip():
            self.add_error("note", _("Tuliskan catatan: apa yang perlu diperbaiki atau alasannya."))
        return cleaned


class ConcludeForm(forms.Form):
    """The chair's word. ``replacing`` is asked of everybody but the chair."""

    conclusion = forms.ChoiceField(label=_("Kesimpulan"), choices=Conclusion, widget=forms.RadioSelect)
    note = forms.CharField(
        label=_("Catatan atau alasan"),
        required=False,
        max_length=NOTE_LENGTH,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Wajib diisi kecuali direkomendasikan tanpa catatan. Dibaca pengusul."),
    )
    replacing = forms.CharField(
        label=_("Menggantikan Ketua karena"),
        max_length=200,
        help_text=_("Ketua yang menyimpulkan; wakil ketua dan sekretaris hanya bila Ketua berhalangan."),
    )

    def __init__(self, *args: Any, seat: Seat, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if seat.kind == SeatKind.KETUA:
            del self.fields["replacing"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        conclusion, note = cleaned.get("conclusion", ""), cleaned.get("note", "")
        if conclusion and conclusion != Conclusion.REKOMENDASI and not note.strip():
            self.add_error("note", _("Tuliskan catatan atau alasan kesimpulan ini."))
        return cleaned


class TeamForm(forms.Form):
    """A Keputusan Kepala Daerah that sets the team."""

    decree_number = forms.CharField(label=_("Nomor keputusan"), max_length=120)
    decree_on = forms.DateField(label=_("Tanggal keputusan"), widget=DateInput)
    starts_on = forms.DateField(label=_("Berlaku sejak"), widget=DateInput)
    ends_on = forms.DateField(
        label=_("Berlaku sampai"), widget=DateInput, required=False, help_text=_("Kosongkan bila tidak dibatasi.")
    )
    decree_file = forms.FileField(
        label=_("Berkas keputusan"), required=False, help_text=_("PDF atau pindaian, paling besar 20 MB.")
    )
    keep_seats = forms.BooleanField(
        label=_("Lanjutkan pejabat yang sama dari keputusan sebelumnya"), required=False, initial=True
    )

    def __init__(self, *args: Any, earlier: Team | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if earlier is None:
            del self.fields["keep_seats"]

    def clean_decree_file(self) -> Any:
        stream = self.cleaned_data.get("decree_file")
        if stream:
            found = uploads.inspect(stream, name=stream.name, max_bytes=DECREE_MAX_BYTES)
            stream.name = found.name
        return stream or None


class _HolderForm(forms.Form):
    holder = forms.ModelChoiceField(
        label=_("Pejabat"),
        queryset=User.objects.none(),
        required=False,
        empty_label=_("— belum ada pejabatnya —"),
        widget=forms.Select(attrs={"data-select": ""}),
        help_text=_("Orang yang belum ada dalam daftar ini diundang dahulu oleh administrator sebagai anggota TKKSD."),
    )
    starts_on = forms.DateField(label=_("Mulai"), widget=DateInput)

    def __init__(self, *args: Any, government: Government, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = [person.pk for person in may_sit(government)]
        choice = User.objects.filter(pk__in=people).order_by("name", "pk")
        self.fields["holder"].queryset = choice  # type: ignore[attr-defined]


class SeatForm(_HolderForm):
    """A new seat."""

    kind = forms.ChoiceField(label=_("Kedudukan"), choices=SeatKind)
    position = forms.CharField(
        label=_("Jabatan"), max_length=150, help_text=_("Kedudukan melekat pada jabatan, misalnya Sekretaris Daerah.")
    )
    unit = forms.ModelChoiceField(
        label=_("Perangkat daerah"),
        queryset=Unit.objects.none(),
        required=False,
        widget=forms.Select(attrs={"data-select": ""}),
    )

    field_order = ["kind", "position", "unit", "holder", "starts_on"]

    def __init__(self, *args: Any, government: Government, **kwargs: Any) -> None:
        super().__init__(*args, government=government, **kwargs)
        units = Unit.objects.filter(government=government, ends_on=None).order_by("name", "pk")
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]


class ChangeHolderForm(_HolderForm):
    """Who takes the seat over, and from which day."""


class EndSeatForm(forms.Form):
    """The last day of a seat."""

    last_day = forms.DateField(label=_("Hari terakhir"), widget=DateInput)

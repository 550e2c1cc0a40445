"""Forms of a round: opening, answering, concluding, checklist."""

import datetime as dt
from collections.abc import Collection, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from kerjasama.date_field import DateField
from reviews.domain.checks import Line, Tick
from reviews.domain.parts import Part
from reviews.enums import Advice, Conclusion, Finding, SeatKind, Stance
from reviews.models import Meeting, Opinion, Seat

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

    due_on = DateField(
        label=_("Tenggat pendapat"),
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
    """A member's position and what goes with it: a note on the whole, and one on any part of the draft."""

    stance = forms.ChoiceField(
        label=_("Pendapat"),
        choices=Stance,
        widget=forms.RadioSelect,
        error_messages={"required": _("Pilih pendapat Anda.")},
    )
    note = forms.CharField(
        label=_("Catatan"),
        required=False,
        max_length=NOTE_LENGTH,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Wajib diisi kecuali Setuju atau Abstain; catatan pada pasal sudah cukup."),
    )

    def __init__(self, *args: Any, parts: Sequence[Part] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.parts = list(parts)
        for place, part in enumerate(self.parts):
            self.fields[f"remark_{place}"] = forms.CharField(
                label=_("Catatan pada %(part)s") % {"part": part.label},
                required=False,
                max_length=NOTE_LENGTH,
                widget=forms.Textarea(attrs={"rows": 2, "form": "pendapat-form"}),
            )

    @staticmethod
    def initial_of(opinion: Opinion, parts: Sequence[Part]) -> dict[str, str]:
        """What the form shows of an opinion already given."""
        said = {remark.part: remark.text for remark in opinion.remarks.all()}
        remarks = {f"remark_{place}": said.get(part.code, "") for place, part in enumerate(parts)}
        return {"stance": opinion.stance, "note": opinion.note, **remarks}

    def remarks(self) -> dict[str, str]:
        """Notes by code of the part."""
        return {part.code: self.cleaned_data.get(f"remark_{place}", "") for place, part in enumerate(self.parts)}

    def remark_fields(self) -> dict[str, forms.BoundField]:
        """The fields of the notes by code of the part, for the page to put them where the part is."""
        return {part.code: self[f"remark_{place}"] for place, part in enumerate(self.parts)}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        stance, note = cleaned.get("stance", ""), cleaned.get("note", "")
        has_remarks = any(str(value).strip() for name, value in cleaned.items() if name.startswith("remark_"))
        if stance and stance not in Stance.WITHOUT_NOTE and not note.strip() and not has_remarks:
            self.add_error("note", _("Tuliskan catatan: apa yang perlu diperbaiki atau alasannya."))
        return cleaned


class ConcludeForm(forms.Form):
    """The chair's word. ``replacing`` is asked of everybody but the chair."""

    conclusion = forms.ChoiceField(
        label=_("Kesimpulan"),
        choices=Conclusion,
        widget=forms.RadioSelect,
        error_messages={"required": _("Pilih kesimpulannya.")},
    )
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

    conditions = forms.CharField(
        label=_("Syarat sebelum ditandatangani"),
        required=False,
        max_length=NOTE_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "Hanya bila direkomendasikan dengan catatan: satu syarat tiap baris. Bila kosong, catatan di atas."
        ),
    )
    meeting = forms.ModelChoiceField(
        label=_("Diputuskan dalam rapat"),
        queryset=Meeting.objects.none(),
        required=False,
        empty_label=_("— di luar rapat —"),
    )

    def __init__(self, *args: Any, seat: Seat, meetings: "QuerySet[Meeting]", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if seat.kind == SeatKind.KETUA:
            del self.fields["replacing"]
        if meetings.exists():
            self.fields["meeting"].queryset = meetings  # type: ignore[attr-defined]
        else:
            del self.fields["meeting"]

    def conditions_given(self) -> list[str]:
        """One condition a line; none unless the conclusion is a recommendation with notes."""
        if self.cleaned_data.get("conclusion") != Conclusion.REKOMENDASI_DENGAN_CATATAN:
            return []
        return [line for line in self.cleaned_data.get("conditions", "").splitlines() if line.strip()]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        conclusion, note = cleaned.get("conclusion", ""), cleaned.get("note", "")
        if conclusion and conclusion != Conclusion.REKOMENDASI and not note.strip():
            self.add_error("note", _("Tuliskan catatan atau alasan kesimpulan ini."))
        return cleaned


class ChecklistForm(forms.Form):
    """The whole checklist: result, pasal and a word for each line; a line without a result stays as it is."""

    def __init__(self, *args: Any, lines: Sequence[Line], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lines = list(lines)
        for line in self.lines:
            code, check = line.item.code, line.check
            self.fields[f"result_{code}"] = forms.ChoiceField(
                label=_("Hasil: %(item)s") % {"item": line.item.label},
                choices=[("", _("— belum diperiksa —")), *Finding.choices],
                required=False,
                initial=check.result if check else "",
            )
            self.fields[f"pasal_{code}"] = forms.CharField(
                label=_("Pasal: %(item)s") % {"item": line.item.label},
                max_length=40,
                required=False,
                initial=check.pasal if check else line.item.pasal,
            )
            self.fields[f"note_{code}"] = forms.CharField(
                label=_("Keterangan: %(item)s") % {"item": line.item.label},
                max_length=500,
                required=False,
                initial=check.note if check else "",
            )

    def rows(self) -> list[tuple[Line, forms.BoundField, forms.BoundField, forms.BoundField]]:
        """Each line with its three fields."""
        return [
            (line, *(self[f"{name}_{line.item.code}"] for name in ("result", "pasal", "note")))  # type: ignore[misc]
            for line in self.lines
        ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for line in self.lines:
            code = line.item.code
            if cleaned.get(f"result_{code}") == Finding.BELUM and not cleaned.get(f"note_{code}", "").strip():
                self.add_error(f"note_{code}", _("Tuliskan apa yang kurang."))
        return cleaned

    def ticks(self) -> dict[str, Tick]:
        """What was found, by code; lines nobody looked at are left out."""
        facts = self.cleaned_data
        return {
            line.item.code: Tick(
                facts[f"result_{line.item.code}"], facts[f"pasal_{line.item.code}"], facts[f"note_{line.item.code}"]
            )
            for line in self.lines
            if facts.get(f"result_{line.item.code}")
        }


class WordForm(forms.Form):
    """One word on how something was settled."""

    word = forms.CharField(label=_("Penyelesaian"), max_length=NOTE_LENGTH, widget=forms.Textarea(attrs={"rows": 2}))


class StudyForm(forms.Form):
    """The technical study."""

    advice = forms.ChoiceField(label=_("Hasil kajian"), choices=Advice, widget=forms.RadioSelect)
    text = forms.CharField(label=_("Uraian"), max_length=20_000, widget=forms.Textarea(attrs={"rows": 10}))
    file = forms.FileField(
        label=_("Berkas kajian"), required=False, help_text=_("PDF, DOCX, XLSX, JPG, atau PNG; paling besar 50 MB.")
    )

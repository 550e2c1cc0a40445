"""Handing in files, taking one out of use, opening or closing one: each with what the person must say about it."""

from typing import Any, BinaryIO, cast

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from agreements.domain.files import PUBLIC_KINDS
from agreements.enums import FileKind, Visibility
from agreements.models import Agreement, File
from kerjasama import uploads
from kerjasama.uploads import Upload

# What people hand in; ``cetakan`` is what the register prints itself.
KINDS = [(kind.value, kind.label) for kind in FileKind if kind != FileKind.CETAKAN]
MAX_FILES = 20


class ManyFilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class ManyFilesField(forms.Field):
    """Several files at once: ``cleaned_data`` holds the sound ones, ``refused`` names the others with their reasons."""

    widget = ManyFilesInput

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.refused: list[str] = []

    def clean(self, value: Any) -> list[Upload]:
        given: list[UploadedFile[bytes]] = [one for one in (value if isinstance(value, list) else [value]) if one]
        if not given:
            raise ValidationError(gettext("Pilih paling sedikit satu berkas."), code="required")
        if len(given) > MAX_FILES:
            raise ValidationError(gettext("Paling banyak %(max)s berkas sekali unggah."), params={"max": MAX_FILES})
        sound, self.refused = [], []
        for one in given:
            try:
                sound.append(
                    uploads.inspect(cast("BinaryIO", one), name=one.name or "", max_bytes=settings.UPLOAD_MAX_BYTES)
                )
            except ValidationError as error:
                self.refused.append(f"{one.name}: {error.messages[0]}")
        return sound


class UploadForm(forms.Form):
    """One kind, one visibility and one note for all the files handed in together."""

    berkas = ManyFilesField(
        label=_("Berkas"), help_text=_("PDF, DOCX, XLSX, JPG, atau PNG; paling besar 50 MB tiap berkas.")
    )
    kind = forms.ChoiceField(label=_("Jenis berkas"), choices=[("", "—"), *KINDS])
    visibility = forms.ChoiceField(
        label=_("Keterbukaan"),
        choices=Visibility,
        widget=forms.RadioSelect,
        initial=Visibility.TERBATAS,
        help_text=_("Publik hanya untuk salinan publik yang sudah disamarkan. Rahasia: sebutkan uji konsekuensinya."),
    )
    masked_copy_of = forms.ModelChoiceField(
        label=_("Salinan dari"),
        queryset=File.objects.none(),
        required=False,
        empty_label="—",
        help_text=_("Untuk salinan publik: pindaian asli yang disamarkan."),
    )
    note = forms.CharField(label=_("Keterangan"), max_length=200, required=False)

    def __init__(self, *args: Any, agreement: Agreement, **options: Any) -> None:
        super().__init__(*args, **options)
        scans = File.objects.filter(agreement=agreement, kind=FileKind.PINDAIAN, withdrawn_at=None)
        field = cast("forms.ModelChoiceField[File]", self.fields["masked_copy_of"])
        field.queryset = scans.order_by("name", "-version")
        self.fields["berkas"].widget.attrs.update({"accept": uploads.ACCEPT, "multiple": True})

    @property
    def refused(self) -> list[str]:
        """The files that were not taken, each with its reason."""
        return cast("ManyFilesField", self.fields["berkas"]).refused

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        kind, visibility = cleaned.get("kind"), cleaned.get("visibility")
        if visibility == Visibility.PUBLIK and kind and kind not in PUBLIC_KINDS:
            self.add_error("visibility", gettext("Hanya salinan publik yang dapat dibuka untuk umum."))
        if visibility == Visibility.RAHASIA and not cleaned.get("note"):
            self.add_error("note", gettext("Sebutkan nomor dan tanggal uji konsekuensi berkas rahasia."))
        if cleaned.get("masked_copy_of") and kind != FileKind.SALINAN_PUBLIK:
            self.add_error("masked_copy_of", gettext("Hanya diisi untuk salinan publik."))
        return cleaned


class WithdrawForm(forms.Form):
    """Why a file is taken out of use."""

    reason = forms.CharField(label=_("Alasan penarikan"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}))


class VisibilityForm(forms.Form):
    """Who may see a file from now on, and why."""

    visibility = forms.ChoiceField(label=_("Keterbukaan"), choices=Visibility, widget=forms.RadioSelect)
    reason = forms.CharField(label=_("Alasan"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}))

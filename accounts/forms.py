"""Forms of people, units and the government."""

from typing import Any, BinaryIO, cast

from django import forms
from django.contrib.auth.password_validation import password_validators_help_text_html, validate_password
from django.core.exceptions import ValidationError
from django.core.files import File
from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.enums import Role
from accounts.models import Government, Membership, Unit, User
from kerjasama.date_field import DateField, DateWidget
from kerjasama.upload_picture import insist_on_whole_pictures
from kerjasama.uploads import Upload

CREST_MAX_BYTES = 2 * 1024 * 1024


def open_units(government: Government) -> QuerySet[Unit]:
    """Units that have no end yet, by name."""
    return Unit.objects.filter(government=government, ends_on=None).order_by("name", "pk")


class _RoleForm(forms.Form):
    """The part that an invitation and a further role have in common."""

    role = forms.ChoiceField(label=_("Peran"), choices=Role)
    unit = forms.ModelChoiceField(
        label=_("Perangkat daerah"),
        queryset=Unit.objects.none(),
        required=False,
        empty_label=_("— tidak terikat satu perangkat daerah —"),
        help_text=_("Wajib untuk pengusul: ia bertindak atas nama perangkat daerah ini."),
        widget=forms.Select(attrs={"data-select": ""}),
    )
    position = forms.CharField(
        label=_("Jabatan"), max_length=150, required=False, help_text=_("Misalnya Kepala Subbagian Kerja Sama.")
    )

    def __init__(self, *args: Any, government: Government, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = open_units(government)  # type: ignore[attr-defined]


class InviteForm(_RoleForm):
    email = forms.EmailField(label=_("Alamat surel"), max_length=254)
    name = forms.CharField(label=_("Nama lengkap"), max_length=150)

    field_order = ["name", "email", "role", "unit", "position"]


class MembershipForm(_RoleForm):
    starts_on = DateField(label=_("Mulai"))
    ends_on = DateField(label=_("Sampai"), required=False, help_text=_("Kosongkan bila belum ditentukan."))


class EndMembershipForm(forms.Form):
    ends_on = DateField(label=_("Hari terakhir"), help_text=_("Peran berlaku sampai akhir hari ini."))

    def __init__(self, *args: Any, membership: Membership, **kwargs: Any) -> None:
        kwargs.setdefault("prefix", f"akhiri-{membership.pk}")
        super().__init__(*args, **kwargs)
        self.membership = membership


class AcceptForm(forms.Form):
    """A newcomer's name and password."""

    name = forms.CharField(
        label=_("Nama lengkap"), max_length=150, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    password = forms.CharField(
        label=_("Kata sandi"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=password_validators_help_text_html,
    )
    again = forms.CharField(
        label=_("Kata sandi sekali lagi"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, email: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.email = email

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        password, again = data.get("password"), data.get("again")
        if password and again and password != again:
            self.add_error("again", _("Kedua kata sandi tidak sama."))
        elif password:
            try:
                validate_password(password, User(email=self.email, name=data.get("name", "")))
            except ValidationError as error:
                self.add_error("password", error)
        return data


class UnitForm(forms.ModelForm[Unit]):
    class Meta:
        model = Unit
        fields = ["name", "short_name", "kind", "is_secretariat", "starts_on"]
        field_classes = {"starts_on": DateField}
        widgets = {"starts_on": DateWidget}

    def _get_validation_exclusions(self) -> set[str]:
        """The government is not typed, but a name must be unique within it."""
        return set(super()._get_validation_exclusions()) - {"government"}  # type: ignore[misc]


class SuccessorForm(forms.Form):
    successor = forms.ModelChoiceField(
        label=_("Digantikan oleh"),
        queryset=Unit.objects.none(),
        empty_label=_("— pilih perangkat daerah —"),
        widget=forms.Select(attrs={"data-select": ""}),
    )
    ends_on = DateField(label=_("Berakhir pada"))

    def __init__(self, *args: Any, unit: Unit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["successor"].queryset = open_units(unit.government).exclude(pk=unit.pk)  # type: ignore[attr-defined]


def _require_picture(stream: BinaryIO, *, size: int) -> str:
    """``png`` or ``jpg``. Raises ValidationError for anything else, and beyond 2 MB."""
    from PIL import Image, UnidentifiedImageError

    if size > CREST_MAX_BYTES:
        raise ValidationError(_("Gambar lebih besar dari 2 MB. Perkecil dahulu."))
    try:
        insist_on_whole_pictures()
        with Image.open(stream) as picture:
            kind = picture.format
            picture.load()
    except (UnidentifiedImageError, OSError, SyntaxError, Image.DecompressionBombError):
        kind = None
    if kind not in {"PNG", "JPEG"}:
        raise ValidationError(_("Berkas ini bukan gambar PNG atau JPG yang utuh."))
    return "png" if kind == "PNG" else "jpg"


def crest_of(upload: Upload) -> File[bytes]:
    """A picture handed in, named by its content. Raises ValidationError when it is none."""
    ending = _require_picture(upload.stream, size=upload.size)
    upload.stream.seek(0)
    return File(upload.stream, name=f"lambang.{ending}")


class GovernmentForm(forms.ModelForm[Government]):
    class Meta:
        model = Government
        fields = [
            "name", "head_title", "seat", "address", "contact_email", "time_zone", "ending_soon_days", "decide_days",
            "decide_days_foreign", "crest",
        ]  # fmt: skip
        widgets = {
            "address": forms.Textarea(attrs={"rows": 2}),
            "crest": forms.FileInput(attrs={"accept": "image/png,image/jpeg"}),
        }
        help_texts = {"crest": _("PNG atau JPG, paling besar 2 MB. Dipakai pada kepala naskah dan halaman.")}

    def clean_crest(self) -> Any:
        """Only a real PNG or JPEG picture, checked by its content (at most 2 MB)."""
        crest = self.cleaned_data.get("crest")
        if not isinstance(crest, UploadedFile):
            return crest
        crest.seek(0)
        _require_picture(cast("BinaryIO", crest), size=crest.size or 0)
        crest.seek(0)
        return crest

    def clean_ending_soon_days(self) -> int:
        return self._days("ending_soon_days")

    def clean_decide_days(self) -> int:
        return self._days("decide_days")

    def clean_decide_days_foreign(self) -> int | None:
        """Empty means the six months of the law."""
        return None if self.cleaned_data["decide_days_foreign"] is None else self._days("decide_days_foreign")

    def _days(self, name: str) -> int:
        days: int = self.cleaned_data[name]
        if not 1 <= days <= 730:
            raise ValidationError(_("Isilah antara 1 dan 730 hari."))
        return days

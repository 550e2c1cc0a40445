"""Forms of partners. What they accept is what the domain accepts; the rules themselves are the models'."""

from typing import Any, BinaryIO, cast

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.db.models import URLField
from django.forms import formset_factory
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from partners import countries, regions
from partners.domain.likeness import Likeness
from partners.domain.logos import clean_logo
from partners.domain.partners import ContactFacts, PartnerFacts
from partners.enums import PartnerKind, kind_choices
from partners.models import Partner
from partners.widgets import LongSelect

NAME_LENGTH = 250
MAX_ALIASES = 50
MAX_CONTACTS = 20
AS_NEW = "baru"


def _blank(label: str) -> list[tuple[str, Any]]:
    return [("", label)]


def _flat(data: Any) -> dict[str, Any]:
    return data.dict() if isinstance(data, QueryDict) else dict(data)


def _with_https(field: Any, **options: Any) -> forms.Field | None:
    """The form field of a model field; an address typed without a scheme is https."""
    if isinstance(field, URLField):
        options["assume_scheme"] = "https"
    return cast("forms.Field | None", field.formfield(**options))


class PlaceMixin(forms.ModelForm):  # type: ignore[type-arg]
    """Kind, name, region and country: the part that the full and the quick form share."""

    kind = forms.ChoiceField(
        label=_("Jenis mitra"), widget=LongSelect, error_messages={"required": _("Pilih jenis mitranya.")}
    )
    name = forms.CharField(
        label=_("Nama resmi"),
        max_length=NAME_LENGTH,
        error_messages={"required": _("Isi nama resmi mitra.")},
        help_text=_(
            "Seperti pada dokumen resmi mitra. Untuk pemerintah daerah boleh dikosongkan: terisi dari daerahnya."
        ),
    )
    region_code = forms.ChoiceField(
        label=_("Daerah"),
        widget=LongSelect,
        required=False,
        help_text=_("Wajib untuk pemerintah daerah. Untuk mitra lain: tempat kantornya, bila perlu."),
        error_messages={"invalid_choice": _("Kode wilayah %(value)s tidak ada dalam daftar Kemendagri.")},
    )
    country = forms.ChoiceField(
        label=_("Negara"),
        widget=LongSelect,
        initial=countries.INDONESIA,
        error_messages={
            "required": _("Pilih negara dari daftar."),
            "invalid_choice": _("Pilih negara dari daftar."),
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in (
            ("kind", [*_blank(str(_("Pilih jenis"))), *kind_choices()]),
            ("region_code", [*_blank(str(_("Tidak ada"))), *regions.choices()]),
            ("country", countries.choices()),
        ):
            field = cast("forms.ChoiceField", self.fields[name])
            field.choices = choices

        if self.is_bound:
            self._fill_official_name()

    def _fill_official_name(self) -> None:
        """A local government without a name gets the one that follows from its code, shown again if need be."""
        kind, name, code = (self.add_prefix(field) for field in ("kind", "name", "region_code"))
        chosen = self.data.get(kind, "")
        official = regions.official_name(self.data.get(code, "")) if chosen in PartnerKind.values else ""
        if official and PartnerKind(chosen).is_region and not self.data.get(name, "").strip():
            self.data = {**_flat(self.data), name: official}

    def clean_name(self) -> str:
        return " ".join(self.cleaned_data["name"].split())

    def facts(self) -> PartnerFacts:
        """What was entered, for the domain."""
        names = [name for name in PartnerFacts.__dataclass_fields__ if name in self.cleaned_data]
        return PartnerFacts(**{name: self.cleaned_data[name] for name in names})


class PartnerForm(PlaceMixin):
    """Everything of a partner but its contacts."""

    aliases = forms.CharField(
        label=_("Nama lain"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Nama lama, singkatan, atau ejaan lain; satu nama tiap baris. Pencarian juga mengenalinya."),
    )
    logo = forms.FileField(
        label=_("Logo atau lambang"),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg"}),
        help_text=_("PNG atau JPEG, paling besar 2 MB."),
    )
    remove_logo = forms.BooleanField(label=_("Hapus logo yang sekarang"), required=False)
    opened_at = forms.CharField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = Partner
        formfield_callback = _with_https
        fields = (
            "kind", "name", "short_name", "legal_form", "legal_basis", "region_code", "country", "address", "website",
            "note",
        )  # fmt: skip
        widgets = {
            "legal_basis": forms.Textarea(attrs={"rows": 3}),
            "note": forms.Textarea(attrs={"rows": 3}),
            "website": forms.URLInput(attrs={"placeholder": "https://"}),
        }
        help_texts = {"note": _("Hanya terlihat di ruang kerja, tidak pernah pada halaman publik.")}
        error_messages = {"website": {"invalid": _("Alamat situs belum benar. Contoh: https://www.contoh.go.id")}}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.instance.pk or not self.instance.logo:
            del self.fields["remove_logo"]

    def clean_aliases(self) -> list[str]:
        names = [line.strip() for line in self.cleaned_data["aliases"].splitlines() if line.strip()]
        if len(names) > MAX_ALIASES:
            raise forms.ValidationError(_("Paling banyak 50 nama lain."))
        for name in names:
            if len(name) > NAME_LENGTH:
                raise forms.ValidationError(
                    _("Tiap nama lain paling panjang 250 karakter: “%(start)s…” terlalu panjang.")
                    % {"start": name[:40]}
                )
        return names

    def clean_logo(self) -> Any:
        upload = self.cleaned_data["logo"]
        if isinstance(upload, UploadedFile):
            clean_logo(cast("BinaryIO", upload), size=upload.size or 0)
            upload.seek(0)
        return upload

    def show_again(self, **hidden: str) -> None:
        """Before the page is rendered once more: hidden fields get what is true now."""
        self.data = {**_flat(self.data), **hidden}


class QuickPartnerForm(PlaceMixin):
    """The least that makes a partner, beside an agreement being entered; its ids do not collide with that form's."""

    class Meta:
        model = Partner
        fields = ("kind", "name", "region_code", "country", "address")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["prefix"] = "mitra-baru"
        super().__init__(*args, **kwargs)


class ContactForm(forms.Form):
    """One person to call."""

    name = forms.CharField(label=_("Nama"), max_length=150)
    position = forms.CharField(label=_("Jabatan"), max_length=150, required=False)
    email = forms.EmailField(
        label=_("Surel"),
        required=False,
        error_messages={"invalid": _("Alamat surel belum benar. Contoh: nama@contoh.go.id")},
    )
    phone = forms.RegexField(
        r"^[0-9+() ./-]*$",
        label=_("Telepon"),
        max_length=30,
        required=False,
        error_messages={"invalid": _("Nomor telepon hanya berisi angka, spasi, dan tanda + ( ) . / -.")},
    )


ContactFormSet = formset_factory(
    ContactForm,
    extra=1,
    can_delete=True,
    can_delete_extra=False,
    max_num=MAX_CONTACTS,
    validate_max=True,
    absolute_max=MAX_CONTACTS + 5,
)


def contacts_in(formset: Any) -> list[ContactFacts]:
    """The contacts of a valid formset: rows that are filled in and not marked for removal."""
    rows = [form.cleaned_data for form in formset.forms if form.cleaned_data.get("name")]
    fields = ("name", "position", "email", "phone")
    return [ContactFacts(**{field: row[field] for field in fields}) for row in rows if not row.get("DELETE")]


class SimilarChoiceForm(forms.Form):
    """“Is it one of these?”: an existing partner, or new after all. ``seen`` remembers what was shown."""

    choice = forms.ChoiceField(
        label=_("Mitra mana yang Anda maksud?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Pilih salah satu: pakai mitra yang sudah ada, atau simpan sebagai mitra baru.")},
    )
    seen = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, similar: list[Likeness], as_new: str, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"seen": ",".join(str(one.partner.pk) for one in similar)})
        kwargs["prefix"] = "serupa"
        super().__init__(*args, **kwargs)
        field = cast("forms.ChoiceField", self.fields["choice"])
        field.choices = [
            *[(str(one.partner.pk), str(_("Pakai “%(name)s”") % {"name": one.partner.name})) for one in similar],
            (AS_NEW, as_new),
        ]

"""The form of one document: a draft, or an old paper that is registered as it is."""

from typing import Any

from django import forms
from django.forms.utils import ErrorDict
from django.utils.translation import gettext_lazy as _

from accounts.domain.units import offered
from accounts.models import Government, Unit, User
from agreements.domain.terms import last_day, parse_duration
from agreements.enums import (
    CooperationKind,
    DurationUnit,
    Form,
    Funding,
    Initiator,
    KsdpkKind,
    Precision,
    Relation,
    TermRule,
    Visibility,
)
from agreements.forms.fields import (
    Imprecise,
    ReferenceSelect,
    RupiahField,
    TextField,
    YesNoField,
    give_rows,
)
from agreements.models import Agreement
from agreements.reference import LANGUAGES, SDGS, URUSAN
from kerjasama.date_field import DateField
from partners import regions
from partners.widgets import LongSelectMultiple

KIND_CHOICES = [(kind.value, f"{kind.short} – {kind.label}") for kind in CooperationKind]
Text = Any  # a string, or one that is translated when it is shown


class UnjudgedMixin(forms.BaseForm):
    """A form that may be shown again with what was typed, without a word about errors (``is_unjudged``)."""

    is_unjudged = False

    def full_clean(self) -> None:
        """Judge nothing while the person is still typing."""
        if self.is_unjudged:
            self._errors = ErrorDict()
            self.cleaned_data: dict[str, Any] = {}
            return
        super().full_clean()


def urusan_choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """Urusan by group, each with its code."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for item in URUSAN:
        groups.setdefault(item.group, []).append((item.code, f"{item.code} {item.name}"))
    return list(groups.items())


def text_field(label: Text, *, rows: int = 0, length: int | None = None, help: Text = "") -> forms.CharField:  # noqa: A002
    widget = forms.Textarea({"rows": rows}) if rows else forms.TextInput
    return TextField(label=label, max_length=length, required=False, widget=widget, help_text=help)


def choice_field(label: Text, choices: Any, *, empty: Text = "", help: Text = "", **kwargs: Any) -> forms.ChoiceField:  # noqa: A002
    blank = [("", empty)] if empty else []
    options = getattr(choices, "choices", choices)
    return forms.ChoiceField(label=label, choices=[*blank, *options], required=False, help_text=help, **kwargs)


class AgreementForm(UnjudgedMixin, forms.Form):
    """Everything about a document but its parties and files. ``clean`` gives the values of ``create_draft``."""

    form = forms.ChoiceField(
        label=_("Bentuk naskah"),
        choices=[("", _("Pilih bentuk")), *Form.choices],
        error_messages={"required": _("Pilih bentuk naskahnya.")},
    )
    cooperation_kind = forms.ChoiceField(
        label=_("Jenis kerja sama"),
        choices=[("", _("Pilih jenis")), *KIND_CHOICES],
        error_messages={"required": _("Pilih jenis kerja samanya.")},
    )
    ksdpk_kind = choice_field(
        _("Jenis KSDPK"),
        KsdpkKind,
        empty=_("Belum ditentukan"),
        help=_("Hanya untuk kerja sama dengan pihak ketiga (PP 28/2018 Pasal 15)."),
    )
    title = TextField(
        is_title=True,
        label=_("Judul (tentang)"),
        max_length=500,
        widget=forms.Textarea({"rows": 2}),
        help_text=_("Persis seperti tercetak sesudah kata “TENTANG”."),
        error_messages={
            "required": _("Isi judul naskahnya."),
            "max_length": _("Judul paling banyak %(limit_value)d karakter; sekarang %(show_value)d."),
        },
    )
    title_as_printed = text_field(
        _("Sebutan pada naskah"),
        length=120,
        help=_("Bila berbeda dari bentuknya, misalnya Piagam Kerja Sama atau MoU."),
    )
    short_title = text_field(_("Judul singkat"), length=120, help=_("Untuk daftar dan pengingat bila judul panjang."))
    languages = forms.MultipleChoiceField(
        label=_("Bahasa naskah"), choices=LANGUAGES, required=False, widget=forms.SelectMultiple({"data-select": ""})
    )
    prevailing_language = choice_field(_("Bahasa yang diutamakan"), LANGUAGES, empty=_("Tidak ditentukan"))

    object = text_field(_("Objek"), rows=3, help=_("Urusan, aset, atau layanan yang dikerjasamakan."))
    purpose = text_field(_("Maksud dan tujuan"), rows=3)
    scope = text_field(_("Ruang lingkup"), rows=4, help=_("Satu butir tiap baris."))
    background = text_field(_("Latar belakang"), rows=3)
    benefits = text_field(_("Manfaat"), rows=3)
    location_codes = forms.MultipleChoiceField(
        label=_("Wilayah pelaksanaan"),
        choices=regions.choices,
        required=False,
        widget=LongSelectMultiple({"size": 8}),
        help_text=_("Provinsi, kabupaten, atau kota tempat kerja sama dijalankan; boleh lebih dari satu."),
        error_messages={"invalid_choice": _("Kode wilayah %(value)s tidak ada dalam daftar Kemendagri.")},
    )
    location_text = text_field(
        _("Lokasi"), length=300, help=_("Tempat yang lebih tepat, misalnya TPA Bukit Sanca, Kecamatan Sanca.")
    )

    urusan = forms.MultipleChoiceField(
        label=_("Urusan pemerintahan"),
        choices=urusan_choices(),
        required=False,
        widget=forms.SelectMultiple({"data-select": "", "size": 8}),
        help_text=_("Boleh lebih dari satu (UU 23/2014 Pasal 12)."),
    )
    sdgs = forms.TypedMultipleChoiceField(
        label=_("Tujuan pembangunan berkelanjutan (SDGs)"),
        choices=[(number, f"{number}. {name}") for number, name in SDGS.items()],
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    lead_unit = forms.ModelChoiceField(
        Unit.objects.none(),
        label=_("Perangkat daerah pemrakarsa"),
        empty_label=_("Pilih perangkat daerah"),
        widget=forms.Select({"data-select": ""}),
        error_messages={"required": _("Pilih perangkat daerah pemrakarsanya.")},
    )
    units = forms.ModelMultipleChoiceField(
        Unit.objects.none(),
        label=_("Perangkat daerah lain yang terlibat"),
        required=False,
        widget=forms.SelectMultiple({"data-select": ""}),
    )
    initiator = choice_field(_("Siapa yang memprakarsai"), Initiator, widget=forms.RadioSelect, initial=Initiator.KAMI)

    funding_sources = forms.MultipleChoiceField(
        label=_("Sumber pembiayaan"), choices=Funding.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    value_amount = RupiahField(
        label=_("Nilai"), required=False, help_text=_("Bila disebut dalam naskah. Misalnya 1.500.000,00.")
    )
    funding_note = text_field(_("Keterangan pembiayaan"), length=500)
    burdens_public = YesNoField(label=_("Membebani masyarakat dan daerah?"))
    unbudgeted = YesNoField(label=_("Pembiayaannya belum teranggarkan dalam APBD?"))
    consent_reason = text_field(_("Alasan perlu tidaknya persetujuan DPRD"), rows=2)

    term_rule = choice_field(_("Ketentuan jangka waktu"), TermRule, widget=forms.RadioSelect, initial=TermRule.TETAP)
    duration_text = text_field(_("Jangka waktu sebagaimana tertulis"), length=120, help=_("Misalnya 5 (lima) tahun."))
    effective_from = DateField(
        label=_("Mulai berlaku"), required=False, help_text=_("Kosongkan bila berlaku sejak ditandatangani.")
    )
    ends_on = DateField(
        label=_("Hari terakhir berlaku"), required=False, help_text=_("Terisi dari jangka waktu dan dapat diubah.")
    )

    relation = choice_field(_("Hubungan dengan naskah induk"), Relation, empty=_("Naskah ini berdiri sendiri"))
    parent = forms.ModelChoiceField(
        Agreement.objects.none(),
        label=_("Naskah induk"),
        required=False,
        widget=ReferenceSelect,
        help_text=_("Cari dengan judul, nomor register, atau nama mitra."),
        error_messages={"invalid_choice": _("Naskah induk ini tidak ditemukan.")},
    )
    visibility = choice_field(
        _("Keterbukaan setelah terdaftar"), Visibility, widget=forms.RadioSelect, initial=Visibility.PUBLIK
    )
    visibility_reason = text_field(
        _("Alasan tidak dibuka"),
        rows=2,
        help=_("Dasar pengecualian, misalnya hasil uji konsekuensi (UU 14/2008 Pasal 17 dan 19)."),
    )
    source_note = text_field(_("Sumber data"), length=200)

    legacy = False

    def __init__(
        self, *args: Any, government: Government, user: User, lead_units: Any, parents: Any, **kwargs: Any
    ) -> None:
        """``lead_units`` are those the person may propose for; ``parents`` what they may see."""
        super().__init__(*args, **{**kwargs, "use_required_attribute": False})
        self.government = government
        today = government.today()
        every = Unit.objects.filter(government=government).order_by("name", "pk")
        current = offered(government, keeping=self.initial.get("units", ()), today=today)
        give_rows(self, "lead_unit", lead_units)
        give_rows(self, "units", every if self.legacy else current)
        give_rows(self, "parent", parents)

    def clean(self) -> dict[str, Any]:
        """Facts that must agree with each other, told at the field where they can be mended."""
        cleaned = super().clean() or {}
        self._clean_term(cleaned)
        parent, relation = cleaned.get("parent"), cleaned.get("relation")
        if parent and not relation:
            self.add_error("relation", _("Pilih hubungan naskah ini dengan naskah induknya."))
        if relation and not parent and "parent" not in self.errors:
            self.add_error("parent", _("Pilih naskah induknya, atau pilih “Naskah ini berdiri sendiri”."))
        if (
            cleaned.get("visibility") not in {"", Visibility.PUBLIK}
            and not cleaned.get("visibility_reason", "").strip()
        ):
            self.add_error("visibility_reason", _("Tulis alasan mengapa naskah ini tidak dibuka untuk publik."))
        return cleaned

    def _clean_term(self, cleaned: dict[str, Any]) -> None:
        start, end = day_of(cleaned.get("effective_from")), day_of(cleaned.get("ends_on"))
        signed = day_of(cleaned.get("signed_on"))
        duration = parse_duration(cleaned.get("duration_text") or "")
        begins = start or signed
        is_fixed = cleaned.get("term_rule") in {"", TermRule.TETAP} and "ends_on" not in self.errors
        if is_fixed and end is None and begins and duration:
            try:
                end = last_day(begins, duration)
            except (OverflowError, ValueError):
                self.add_error("duration_text", _("Jangka waktu ini melampaui batas kalender."))
                return
            as_exact = Imprecise(end, self._precision_of_start(cleaned))
            cleaned["ends_on"] = as_exact if self.legacy else end
        if begins and end and end < begins:
            self.add_error("ends_on", _("Hari terakhir berlaku tidak boleh sebelum naskah mulai berlaku."))
        elif signed and end and end < signed:
            self.add_error("ends_on", _("Hari terakhir berlaku tidak boleh sebelum tanggal penandatanganan."))
        if duration and duration.unit == DurationUnit.HARI and duration.value > 32_000:
            self.add_error("duration_text", _("Jangka waktu ini terlalu panjang."))

    def _precision_of_start(self, cleaned: dict[str, Any]) -> str:
        signed = cleaned.get("signed_on")
        if cleaned.get("effective_from") is None and isinstance(signed, Imprecise):
            return signed.precision
        return Precision.DAY.value

    def values(self) -> dict[str, Any]:
        """Fields of Agreement by name, for ``create_draft`` and ``update_draft``. Call after ``is_valid``."""
        values = {name: value for name, value in self.cleaned_data.items() if name != "units"}
        values["initiator"] = values["initiator"] or Initiator.KAMI
        values["visibility"] = values["visibility"] or Visibility.PUBLIK
        values["term_rule"] = values["term_rule"] or TermRule.TETAP
        if values["cooperation_kind"] != CooperationKind.KSDPK:
            values["ksdpk_kind"] = ""
        for name, column in (("signed_on", "signed_precision"), ("ends_on", "ends_precision")):
            if isinstance(values.get(name), Imprecise):
                values[name], values[column] = values[name]
            elif name in values:
                values[column] = Precision.DAY.value
        return values

    def units_involved(self) -> list[Unit]:
        """The units beside the lead."""
        return list(self.cleaned_data["units"])


def day_of(value: Any) -> Any:
    return value.day if isinstance(value, Imprecise) else value

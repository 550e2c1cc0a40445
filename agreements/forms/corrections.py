"""Correcting what was signed: the same fields, filled with what stands there, and what changes said in words."""

import copy
import datetime as dt
from decimal import Decimal
from typing import Any, NamedTuple

from django import forms
from django.forms import formset_factory
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from agreements.domain.value_history import label_of as label_of_field
from agreements.enums import Precision
from agreements.forms.fields import Imprecise, TextField, give_rows
from agreements.forms.legacy import LegacyForm
from agreements.forms.parties import SignatoryFields, label_of
from agreements.models import Agreement, Party
from agreements.reference import LANGUAGES
from agreements.words import rupiah, tanggal

NAMES = (
    "title_as_printed", "cooperation_kind", "title", "languages", "prevailing_language", "object", "purpose", "scope",
    "background", "benefits", "initiator", "funding_sources", "value_amount", "funding_note", "signed_on",
    "signed_weekday", "signed_place", "effective_from", "ends_on", "term_rule", "duration_text", "signing_method",
    "copies_original", "meterai_kind", "meterai_count", "short_title", "ksdpk_kind", "urusan", "sdgs",
    "location_codes", "location_text", "custody", "needs_review", "review_note",
)  # fmt: skip
IMPRECISE = {"signed_on": "signed_precision", "ends_on": "ends_precision"}
PREFIX = "pihak"


class Change(NamedTuple):
    """One fact before and after, in words."""

    label: str
    old: str
    new: str


class CorrectionForm(forms.Form):
    """Frozen facts of a document and the reason for touching them."""

    reason = TextField(
        label=_("Alasan koreksi"), widget=forms.Textarea({"rows": 3}), max_length=5000,
        help_text=_(
            "Misalnya: salah ketik saat pencatatan; naskah asli menyebut 5 (lima) tahun. Alasan koreksi yang mengubah"
            " fakta publik ikut terbaca umum; jangan menulis data pribadi di sini."
        ),
        error_messages={"required": _("Alasan koreksi wajib diisi.")},
    )  # fmt: skip

    def __init__(self, *args: Any, agreement: Agreement, **kwargs: Any) -> None:
        super().__init__(*args, **{**kwargs, "use_required_attribute": False})
        self.agreement = agreement
        for name in NAMES:
            self.fields[name] = copy.deepcopy(LegacyForm.base_fields[name])
            self.fields[name].initial = stored(agreement, name)
        self.fields["lead_unit"] = copy.deepcopy(LegacyForm.base_fields["lead_unit"])
        self.fields["lead_unit"].initial = agreement.lead_unit_id
        give_rows(self, "lead_unit", agreement.government.units.order_by("name", "pk"))
        if not agreement.legacy:
            self.fields["signed_on"].required = True
            self.fields["signed_on"].help_text = ""
            self.fields["signed_on"].error_messages["required"] = say("Isi tanggal penandatanganannya.")

    def clean(self) -> dict[str, Any]:
        """The term still runs forwards, and nothing was signed tomorrow."""
        cleaned = super().clean() or {}
        signed, end, start = cleaned.get("signed_on"), cleaned.get("ends_on"), cleaned.get("effective_from")
        if signed and signed.day > self.agreement.government.today():
            self.add_error("signed_on", _("Tanggal penandatanganan belum tiba."))
        begins = start or (signed.day if signed else None)
        if end and begins and end.day < begins:
            self.add_error("ends_on", _("Hari terakhir berlaku tidak boleh sebelum naskah mulai berlaku."))
        return cleaned

    def changes(self) -> dict[str, Any]:
        """Values by field of Agreement, for ``correct``. Call after ``is_valid``."""
        found: dict[str, Any] = {}
        for name in NAMES:
            value = self.cleaned_data[name]
            if name in IMPRECISE:
                found[name] = value.day if value else None
                found[IMPRECISE[name]] = value.precision if value else getattr(self.agreement, IMPRECISE[name])
            elif name != "initiator" or value:
                found[name] = value
        found["lead_unit_id"] = self.cleaned_data["lead_unit"].pk
        return {name: value for name, value in found.items() if _differs(getattr(self.agreement, name), value)}


def _differs(old: Any, new: Any) -> bool:
    if isinstance(old, str) and isinstance(new, str):
        return old.replace("\r\n", "\n").strip() != new.strip()
    if isinstance(old, list) and isinstance(new, list):
        return sorted(old) != sorted(new)  # the order in which they were ticked is no fact
    return bool(old != new)


def stored(agreement: Agreement, name: str) -> Any:
    """What stands there now, as the form shows it."""
    value = getattr(agreement, name)
    if name in IMPRECISE and value is not None:
        return Imprecise(value, getattr(agreement, IMPRECISE[name]) or Precision.DAY.value)
    return value


class PartyCorrectionForm(SignatoryFields):
    """One party as it stands on the signed paper."""

    number = forms.CharField(label=_("Nomor naskah dari pihak ini"), max_length=120, required=False)
    name_as_signed = forms.CharField(
        label=_("Nama pihak pada naskah"),
        max_length=250,
        error_messages={"required": _("Nama pihak tidak boleh kosong.")},
    )
    address_as_signed = forms.CharField(label=_("Berkedudukan di"), max_length=300, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{**kwargs, "use_required_attribute": False})


PartyCorrectionFormSet = formset_factory(PartyCorrectionForm, extra=0, max_num=50, absolute_max=50)


def party_initial(agreement: Agreement) -> list[dict[str, Any]]:
    """The parties as they stand."""
    return [
        {name: getattr(party, name) for name in PartyCorrectionForm.base_fields}
        for party in agreement.ordered_parties()
    ]


def party_changes(agreement: Agreement, forms_: list[PartyCorrectionForm]) -> dict[int, dict[str, Any]]:
    """Values by order of party and field, for ``correct``, only where they differ."""
    found: dict[int, dict[str, Any]] = {}
    for party, form in zip(agreement.ordered_parties(), forms_, strict=False):
        given = form.cleaned_data
        changed = {name: value for name, value in given.items() if _differs(getattr(party, name), value)}
        if changed:
            found[party.order] = changed
    return found


def labels_of_changes(changes: dict[str, Any]) -> list[Change]:
    """The changes of a Correction (``{"agreement": {field: [old, new]}, "parties": {order: …}}``) in words."""
    told = [
        Change(label_of_field(Agreement, name), in_words(Agreement, name, old), in_words(Agreement, name, new))
        for name, (old, new) in changes.get("agreement", {}).items()
    ]
    for order, fields in changes.get("parties", {}).items():
        told += [
            Change(
                f"{label_of(int(order))}: {label_of_field(Party, name)}",
                in_words(Party, name, old),
                in_words(Party, name, new),
            )
            for name, (old, new) in fields.items()
        ]
    return told


def in_words(model: Any, name: str, value: Any) -> str:
    """One value as a page shows it: choices by name, dates and money in words, nothing for nothing."""
    field = model._meta.get_field(name)
    if isinstance(value, list):
        names = _names(name, getattr(field, "base_field", field))
        return ", ".join(str(names.get(one, one)) for one in value)
    names = _names(name, field)
    if value in {None, ""} or value in names:
        return str(names.get(value) or "")
    if isinstance(value, bool):
        return say("Ya") if value else say("Tidak")
    match field.get_internal_type():
        case "DateField":
            value = tanggal(dt.date.fromisoformat(str(value)))
        case "DecimalField":
            value = rupiah(Decimal(value))
        case "ForeignKey":
            value = field.related_model._default_manager.filter(pk=value).first() or value
    return str(value)


def _names(name: str, field: Any) -> dict[Any, Any]:
    """What the codes of a field are called."""
    return dict(LANGUAGES) if name in {"languages", "prevailing_language"} else dict(field.flatchoices or ())

"""The parties of a document as rows: any number, in order, each with its own number."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.forms import BaseFormSet, formset_factory
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from accounts.models import Government
from agreements.domain.drafting import PartyEntry
from agreements.enums import Capacity, CooperationKind
from agreements.forms.entry import UnjudgedMixin
from agreements.models import Agreement, Party
from agreements.models.party import ORDINALS
from agreements.reference import SUGGESTED_KIND
from kerjasama.date_field import DateField
from partners.models import Partner

PREFIX = "pihak"
MAX_PARTIES = 30
SHOWN_PARTNERS = 300  # choices in the page itself; the rest is found by typing
OUR_GOVERNMENT = "g"
SIGNATORY_FIELDS = (
    "signatory_name", "signatory_name_with_titles", "signatory_position", "capacity", "basis", "basis_number",
    "basis_on", "address_as_signed",
)  # fmt: skip


def label_of(order: int) -> str:
    """``PIHAK KESATU`` …"""
    return f"PIHAK {ORDINALS[order - 1]}" if order <= len(ORDINALS) else f"PIHAK KE-{order}"


class SourceSelect(forms.Select):
    """Our government or a partner. Choices are given by the formset, so that all rows share one query."""

    def __init__(self) -> None:
        super().__init__({"data-select": "", "data-party-source": ""})


class SignatoryFields(forms.Form):
    """What stands on the paper about the one who signs for a party."""

    signatory_name = forms.CharField(label=_("Penanda tangan (tanpa gelar)"), max_length=150, required=False)
    signatory_name_with_titles = forms.CharField(label=_("Nama dengan gelar"), max_length=200, required=False)
    signatory_position = forms.CharField(label=_("Jabatan"), max_length=200, required=False)
    capacity = forms.ChoiceField(
        label=_("Bertindak sebagai"), choices=[("", _("Belum ditentukan")), *Capacity.choices], required=False
    )
    basis = forms.CharField(
        label=_("Dasar kewenangan"),
        required=False,
        widget=forms.Textarea({"rows": 2}),
        help_text=_("Surat kuasa, akta, atau keputusan pengangkatan."),
    )
    basis_number = forms.CharField(label=_("Nomor surat kuasa"), max_length=120, required=False)
    basis_on = DateField(label=_("Tanggal surat kuasa"), required=False)


class PartyForm(UnjudgedMixin, SignatoryFields):
    """One row. ``source`` is ``g`` for our government or ``p<id>`` for a partner."""

    source = forms.CharField(label=_("Pihak"), required=False, widget=SourceSelect)
    number = forms.CharField(
        label=_("Nomor naskah dari pihak ini"), max_length=120, required=False,
        widget=forms.TextInput({"autocomplete": "off"}),
    )  # fmt: skip
    address_as_signed = forms.CharField(label=_("Berkedudukan di"), max_length=300, required=False)

    def __init__(self, *args: Any, government: Government, choices: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{**kwargs, "use_required_attribute": False})
        self.government = government
        self.entry: PartyEntry | None = None
        widget: Any = self.fields["source"].widget
        widget.choices = choices

    @property
    def is_filled(self) -> bool:
        """Whether the folded part of the row holds anything, so that it is shown open."""
        return any(self[name].value() or self[name].errors for name in SIGNATORY_FIELDS)

    def clean(self) -> dict[str, Any]:
        """A row is empty and left out, or names a party."""
        cleaned = super().clean() or {}
        source = cleaned.pop("source", "")
        if not source:
            if any(cleaned.values()):
                self.add_error("source", _("Pilih pihaknya, atau hapus baris ini."))
            return cleaned
        if source == OUR_GOVERNMENT:
            self.entry = PartyEntry(government=self.government, **cleaned)
            return cleaned
        key = source.removeprefix("p")
        is_key = source.startswith("p") and key.isascii() and key.isdigit() and len(key) < 16
        rows = Partner.objects.current().filter(government=self.government)
        partner = rows.filter(pk=int(key)).first() if is_key else None
        if partner is None:
            self.add_error("source", _("Mitra ini tidak ada dalam register; pilih dari daftar atau tambahkan dahulu."))
            return cleaned
        self.entry = PartyEntry(partner=partner, **cleaned)
        return cleaned


class BasePartyFormSet(BaseFormSet[PartyForm]):
    """All rows. ``minimum`` is 0 for a draft (it may be incomplete) and 2 when it is to be registered."""

    minimum = 0
    is_unjudged = False

    def _construct_form(self, i: int, **kwargs: Any) -> PartyForm:
        form: PartyForm = super()._construct_form(i, **kwargs)  # type: ignore[misc]
        form.is_unjudged = self.is_unjudged
        form.empty_permitted = False
        return form

    def clean(self) -> None:
        """No party twice; two parties where they are needed."""
        seen: set[str] = set()
        for form in self.forms:
            if not form.is_bound or form.entry is None:
                continue
            key = form["source"].value()
            if key in seen:
                form.add_error("source", _("Pihak ini sudah tercantum di baris lain."))
            seen.add(key)
        if any(form.errors for form in self.forms):
            return
        if len(seen) < self.minimum:
            raise forms.ValidationError(say("Naskah kerja sama memerlukan sedikitnya dua pihak."), code="too_few")
        if self.minimum and OUR_GOVERNMENT not in seen:
            raise forms.ValidationError(say("Salah satu pihak harus pemerintah daerah ini."), code="not_ours")

    def entries(self) -> list[PartyEntry]:
        """The rows that name a party, in order. Call after ``is_valid``."""
        return [form.entry for form in self.forms if form.entry is not None]

    def suggestion(self) -> CooperationKind | None:
        """The kind that the chosen partners suggest, when they agree."""
        keys = [str(form["source"].value() or "") for form in self.forms]
        return suggested_kind(keys, self.form_kwargs["government"])


def suggested_kind(keys: Iterable[str], government: Government) -> CooperationKind | None:
    """The cooperation kind suggested by partners with these keys (``p12``); None when they differ or none is chosen."""
    ids = [int(key[1:]) for key in keys if key.startswith("p") and key[1:].isdigit() and len(key) < 16]
    kinds = Partner.objects.filter(government=government, pk__in=ids).order_by("pk").values_list("kind", flat=True)
    found = {SUGGESTED_KIND[kind] for kind in kinds if kind in SUGGESTED_KIND}
    return found.pop() if len(found) == 1 else None


PartyFormSet = formset_factory(
    PartyForm, formset=BasePartyFormSet, extra=0, max_num=MAX_PARTIES, absolute_max=MAX_PARTIES
)


def source_key(party: Party) -> str:
    """The key of a stored party in the select."""
    return OUR_GOVERNMENT if party.government_id else f"p{party.partner_id}"


def party_initial(agreement: Agreement) -> list[dict[str, Any]]:
    """The rows of a stored document."""
    return [
        {"source": source_key(party), "number": party.number}
        | {name: getattr(party, name) for name in SIGNATORY_FIELDS}
        for party in agreement.ordered_parties()
    ]


def source_choices(government: Government, chosen: Iterable[str]) -> list[Any]:
    """Choices for every row: our government, the partners chosen already, and the first SHOWN_PARTNERS by name."""
    ids = {int(key[1:]) for key in chosen if key.startswith("p") and key[1:].isdigit() and len(key) < 16}
    rows = Partner.objects.current().filter(government=government).only("pk", "name").order_by("name", "pk")
    partners = {partner.pk: partner.name for partner in rows[:SHOWN_PARTNERS]}
    missing = ids - partners.keys()
    if missing:
        partners |= {
            partner.pk: partner.name for partner in Partner.objects.filter(government=government, pk__in=missing)
        }
    return [
        ("", say("Pilih pihak")),
        (say("Pemerintah daerah ini"), [(OUR_GOVERNMENT, government.official_name)]),
        (say("Mitra"), [(f"p{pk}", name) for pk, name in partners.items()]),
    ]

"""A letter that came in, their second request, and our answer."""

from typing import Any

from django import forms
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from accounts.domain.units import offered
from accounts.models import Government, Unit, User
from agreements.domain.offers import Answer
from agreements.enums import OfferAnswer, OfferKind
from agreements.forms.fields import TextField, give_rows
from agreements.models import Offer
from agreements.procedures import INTAKE, StepRule
from agreements.procedures.local import localised
from agreements.procedures.wording import days_words
from kerjasama.date_field import DateField
from partners.models import Partner

FACTS = ("kind", "partner", "letter_number", "letter_on", "received_on", "subject", "unit", "note")


class _PlainForm(forms.Form):
    """Asks nothing of the browser: what is missing is said by us, in our words."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{**kwargs, "use_required_attribute": False})


def _days(rule: StepRule) -> str:
    return days_words(rule.limit) if rule.limit else ""


class OfferForm(_PlainForm):
    """What is written down of a letter."""

    kind = forms.ChoiceField(label=_("Jenis surat"), choices=OfferKind.choices, widget=forms.RadioSelect)
    partner = forms.ModelChoiceField(
        Partner.objects.none(),
        label=_("Pengirim"),
        empty_label=_("Pilih mitra"),
        widget=forms.Select({"data-select": ""}),
        error_messages={"required": _("Pilih pengirimnya.")},
    )
    letter_number = forms.CharField(
        label=_("Nomor surat"), max_length=120, error_messages={"required": _("Isi nomor suratnya.")}
    )
    letter_on = DateField(label=_("Tanggal surat"), required=False)
    received_on = DateField(
        label=_("Diterima"),
        error_messages={"required": _("Isi tanggal suratnya diterima.")},
    )
    subject = TextField(label=_("Perihal"), max_length=300, error_messages={"required": _("Isi perihalnya.")})
    unit = forms.ModelChoiceField(
        Unit.objects.none(),
        label=_("Perangkat daerah yang menangani"),
        required=False,
        empty_label=_("Belum ditentukan"),
    )
    note = TextField(label=_("Catatan"), required=False, max_length=5000, widget=forms.Textarea({"rows": 3}))

    def __init__(self, *args: Any, government: Government, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Partner.objects.visible_to(user).filter(government=government, merged_into=None).order_by("name", "pk")
        give_rows(self, "partner", rows)
        kept = [self.initial.get("unit")]
        give_rows(self, "unit", offered(government, keeping=kept, today=government.today()))
        steps = localised(INTAKE, government)
        self.fields["received_on"].help_text = say(
            "Tenggat jawaban dihitung sejak tanggal ini: %(offer)s untuk penawaran daerah lain, %(idea)s untuk prakarsa"
            " pihak ketiga."
        ) % {"offer": _days(steps.step("jawab_penawaran")), "idea": _days(steps.step("jawab_prakarsa"))}

    @staticmethod
    def initial_of(offer: Offer) -> dict[str, Any]:
        """The facts of a letter already written down."""
        return {name: getattr(offer, f"{name}_id" if name in {"partner", "unit"} else name) for name in FACTS}


class AgainForm(_PlainForm):
    """Their second request."""

    received_on = DateField(
        label=_("Permintaan kedua diterima"), error_messages={"required": _("Isi tanggal diterimanya.")}
    )
    number = forms.CharField(label=_("Nomor surat"), max_length=120, required=False)


class ReplyForm(_PlainForm):
    """Our answer letter."""

    answer = forms.ChoiceField(
        label=_("Jawaban"),
        choices=OfferAnswer.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Pilih jawabannya.")},
    )
    answered_on = DateField(label=_("Tanggal surat jawaban"), error_messages={"required": _("Isi tanggalnya.")})
    answer_number = forms.CharField(
        label=_("Nomor surat jawaban"), max_length=120, error_messages={"required": _("Isi nomor surat jawabannya.")}
    )
    answer_note = TextField(
        label=_("Isi jawaban"), required=False, max_length=5000, widget=forms.Textarea({"rows": 3}),
        help_text=_("Alasan wajib diisi bila ditolak."),
    )  # fmt: skip

    def facts(self) -> Answer:
        """For the domain. Call after ``is_valid``."""
        return Answer(**self.cleaned_data)

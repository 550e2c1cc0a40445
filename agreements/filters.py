"""The one FilterSet of documents: public list, workspace list, exports and API read the same addresses with it.

``AgreementFilter(request.GET, queryset=Agreement.objects.visible_to(user), now=timezone.now())``; ask ``is_valid()``
first (``form.errors`` says what is wrong), then use ``qs``, ``choice`` (for counts), ``order`` and ``cursor`` (for
``paging.page_of``). Unknown values are errors with a sentence, never ignored: a list that silently shows more than was
asked for is wrong.
"""

import copy
import datetime as dt
import re
from collections.abc import Sequence
from typing import Any, cast

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from accounts.domain.units import with_predecessors
from agreements.domain import indexing, listing, search_text
from agreements.domain.listing import Choice, Clock
from agreements.domain.paging import Cursor
from agreements.enums import CooperationKind, Form, Initiator, Validity
from agreements.models import Agreement, AgreementQuerySet
from agreements.reference import SDGS, URUSAN_NAMES
from partners.enums import PartnerKind

MAX_QUERY = 200  # letters
MAX_VALUES = 50  # of one facet
UNKNOWN = _("Pilihan ini tidak dikenali.")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class _Shared:
    """A field whose lists are shared by all forms: copying them took a third of the time of a public list."""

    widget: Any

    def __deepcopy__(self, memo: dict[int, Any]) -> Any:
        twin = copy.copy(self)
        twin.widget = copy.copy(self.widget)
        twin.widget.attrs = dict(self.widget.attrs)
        memo[id(self)] = twin
        return twin


class SeveralField(_Shared, forms.MultipleChoiceField):
    """Several values of a closed list; the error does not repeat what was sent."""

    default_error_messages = {"invalid_choice": UNKNOWN, "invalid_list": UNKNOWN}


class NumbersField(_Shared, forms.Field):
    """Several whole numbers between two bounds, or one of ``also``."""

    widget = forms.SelectMultiple

    def __init__(self, *, least: int, most: int, also: Sequence[int] = (), **kwargs: Any) -> None:
        self.least, self.most, self.also = least, most, also
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> list[int]:
        texts = [text for text in value or [] if text]
        if len(texts) > MAX_VALUES:
            raise ValidationError(_("Terlalu banyak pilihan sekaligus."))
        if any(len(text) > 18 or not text.isascii() or not text.isdigit() for text in texts):
            raise ValidationError(UNKNOWN)
        numbers = list(dict.fromkeys(int(text) for text in texts))
        if any(not self.least <= number <= self.most and number not in self.also for number in numbers):
            raise ValidationError(UNKNOWN)
        return numbers


class CodesField(_Shared, forms.Field):
    """Several codes of one shape (Kemendagri, ISO 3166); one that is nowhere in the register simply finds nothing."""

    widget = forms.SelectMultiple

    def __init__(self, *, shape: str, **kwargs: Any) -> None:
        self.shape = re.compile(shape)
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> list[str]:
        codes = list(dict.fromkeys(text for text in value or [] if text))
        if len(codes) > MAX_VALUES or any(not self.shape.fullmatch(code) for code in codes):
            raise ValidationError(UNKNOWN)
        return codes


class DaysField(_Shared, forms.Field):
    """Several days, each as ``2026-03-02``."""

    widget = forms.SelectMultiple

    def to_python(self, value: Any) -> list[dt.date]:
        texts = list(dict.fromkeys(text for text in value or [] if text))
        if len(texts) > MAX_VALUES or any(not _DAY.fullmatch(text) for text in texts):
            raise ValidationError(UNKNOWN)
        try:
            return [dt.date.fromisoformat(text) for text in texts]
        except ValueError:
            raise ValidationError(_("Tanggal ini tidak ada dalam kalender.")) from None


class CursorField(_Shared, forms.CharField):
    """The place in the list where the page begins; see ``agreements.domain.paging``."""

    def to_python(self, value: Any) -> Any:
        if not value:
            return None
        try:
            return Cursor.read(value)
        except ValueError:
            raise ValidationError(_("Penanda halaman ini tidak dikenali. Mulailah dari halaman pertama.")) from None


class WordsField(_Shared, forms.CharField):
    """What a visitor typed to search for."""


class OrderField(_Shared, forms.ChoiceField):
    """One of the orders."""


class _Named(django_filters.Filter):  # type: ignore[misc]
    """A filter only names a field here (``listing`` filters), so that one serves all requests."""

    def __deepcopy__(self, memo: dict[int, Any]) -> Any:
        return copy.copy(self)


class NumbersFilter(_Named):
    field_class = NumbersField


class SeveralFilter(_Named):
    field_class = SeveralField


class CodesFilter(_Named):
    field_class = CodesField


class DaysFilter(_Named):
    field_class = DaysField


class CursorFilter(_Named):
    field_class = CursorField


class WordsFilter(_Named):
    field_class = WordsField


class OrderFilter(_Named):
    field_class = OrderField


class FilterForm(forms.Form):
    """An address may be shared and typed by hand, so no field is required."""

    use_required_attribute = False


class AgreementFilter(django_filters.FilterSet):  # type: ignore[misc]
    """Parses and checks; ``listing`` knows what each facet means."""

    q = WordsFilter(
        label=_("Cari"),
        max_length=MAX_QUERY,
        error_messages={"max_length": _("Kata pencarian paling panjang %(limit_value)d karakter.")},
    )
    jenis = SeveralFilter(label=_("Jenis kerja sama"), choices=CooperationKind.choices)
    bentuk = SeveralFilter(label=_("Bentuk naskah"), choices=Form.choices)
    keadaan = SeveralFilter(label=_("Keadaan"), choices=Validity.choices)
    tahun = NumbersFilter(label=_("Tahun penandatanganan"), least=1900, most=2200, also=[listing.NO_YEAR])
    urusan = SeveralFilter(label=_("Urusan pemerintahan"), choices=list(URUSAN_NAMES.items()))
    mitra = NumbersFilter(label=_("Mitra"), least=1, most=2**63 - 1)
    pd = NumbersFilter(label=_("Perangkat daerah"), least=1, most=2**63 - 1)
    sdg = NumbersFilter(label=_("Tujuan pembangunan berkelanjutan"), least=1, most=len(SDGS))
    provinsi = CodesFilter(label=_("Provinsi mitra"), shape=r"\d{2}")
    negara = CodesFilter(label=_("Negara mitra"), shape=r"[A-Z]{2}")
    sisa = NumbersFilter(label=_("Berakhir dalam"), least=1, most=3660)
    jenis_mitra = SeveralFilter(label=_("Jenis mitra"), choices=[*PartnerKind.choices, (listing.MIXED, _("Beragam"))])
    pemrakarsa = SeveralFilter(label=_("Pemrakarsa"), choices=Initiator.choices)
    pada = DaysFilter(label=_("Berlaku pada"))
    urut = OrderFilter(
        label=_("Urutan"),
        choices=[(order.slug, order.label) for order in listing.ORDERS.values()],
        error_messages={"invalid_choice": UNKNOWN},
    )
    setelah = CursorFilter(label=_("Mulai dari"), max_length=40)

    _form_class: type[forms.Form] | None = None

    class Meta:
        model = Agreement
        fields: list[str] = []
        form = FilterForm

    def __init__(
        self,
        data: Any = None,
        queryset: Any = None,
        *,
        now: dt.datetime | None = None,
        clock: Clock | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(data, queryset, **kwargs)
        self.clock = clock or Clock.at(now or timezone.now())

    def get_form_class(self) -> type[forms.Form]:
        """Made once: a class for each request took longer than everything it checks."""
        found = type(self)._form_class
        if found is None:
            found = type(self)._form_class = super().get_form_class()
        return found

    @cached_property
    def query(self) -> search_text.Query:
        """The words asked for, understood."""
        return search_text.parse(self.form.cleaned_data.get("q") or "")

    @cached_property
    def choice(self) -> Choice:
        """What was chosen, with units' predecessors and merged partners' survivors: for ``narrow`` and for counts."""
        given = self.form.cleaned_data
        facets = {name: given[name] for name in listing.CONDITIONS if given.get(name)}
        if "pd" in facets:
            facets["pd"] = with_predecessors(facets["pd"])
        if "mitra" in facets:
            facets["mitra"] = listing.surviving(facets["mitra"])
        return Choice(facets, self.query.tsquery)

    @property
    def order(self) -> listing.Order:
        """The order asked for; when none was, the most relevant first for words and else the newest."""
        asked = self.form.cleaned_data.get("urut") or (listing.RELEVANCE if self.query.tsquery else listing.NEWEST.slug)
        return listing.by_relevance(self.query.tsquery) if asked == listing.RELEVANCE else listing.ORDERS[asked]

    @property
    def cursor(self) -> Cursor | None:
        """Where the page begins, None for the first."""
        return cast("Cursor | None", self.form.cleaned_data.get("setelah"))

    def filter_queryset(self, queryset: AgreementQuerySet) -> AgreementQuerySet:
        """``queryset`` narrowed by the choice; a search first brings the words of the last changes in."""
        if self.query.tsquery:
            indexing.catch_up()
        return listing.narrow(queryset, self.choice, self.clock)

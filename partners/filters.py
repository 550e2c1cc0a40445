"""How the list of partners is narrowed."""

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from partners.domain.likeness import search
from partners.enums import FOREIGN_KINDS, kind_choices
from partners.models import Partner


class PartnerFilter(django_filters.FilterSet):  # type: ignore[misc]
    """``q`` (name, other names, also misspelt), ``jenis``, ``asal``."""

    q = django_filters.CharFilter(label=_("Cari"), method="by_text", max_length=250)
    jenis = django_filters.ChoiceFilter(
        label=_("Jenis mitra"), field_name="kind", choices=kind_choices, empty_label=_("Semua jenis")
    )
    asal = django_filters.ChoiceFilter(
        label=_("Asal"),
        choices=[("dalam", _("Dalam negeri")), ("luar", _("Luar negeri"))],
        empty_label=_("Semua asal"),
        method="by_origin",
    )

    class Meta:
        model = Partner
        fields: list[str] = []

    def by_text(self, queryset: "QuerySet[Partner]", name: str, value: str) -> "QuerySet[Partner]":
        return search(queryset, value)

    def by_origin(self, queryset: "QuerySet[Partner]", name: str, value: str) -> "QuerySet[Partner]":
        abroad = {"kind__in": sorted(FOREIGN_KINDS)}
        return queryset.filter(**abroad) if value == "luar" else queryset.exclude(**abroad)

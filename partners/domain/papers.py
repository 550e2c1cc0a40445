"""The agreements of partners, reached through the relation: the room above is never imported."""

from typing import Any

from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from accounts.models import User
from partners.models import Partner


def _parties() -> Any:
    return Partner._meta.get_field("parties").related_model


def agreements_of(partner: Partner, *, user: User) -> Any:
    """The agreements with this partner that the person may see, with ``keadaan``, the newest first."""
    agreements = _parties()._meta.get_field("agreement").related_model.objects
    visible = agreements.visible_to(user).with_validity().filter(pk__in=partner.parties.values("agreement_id"))
    return visible.order_by("-signed_on", "-pk")


def with_counts(partners: "QuerySet[Partner]", *, user: User) -> "QuerySet[Partner]":
    """Annotate ``agreement_count``: the agreements with each partner that the person may see."""
    party = _parties()
    visible = party._meta.get_field("agreement").related_model.objects.visible_to(user).values("pk")
    counts = (
        party.objects.filter(partner=OuterRef("pk"), agreement__in=visible)
        .order_by()
        .values("partner")
        .annotate(count=Count("pk"))
        .values("count")
    )
    return partners.annotate(agreement_count=Coalesce(Subquery(counts, output_field=IntegerField()), 0))

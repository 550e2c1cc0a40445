"""Perangkat daerah: renamed, merged, replaced. Agreements follow the unit through its successor."""

import datetime as dt
from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from accounts.models import Government, Unit


def latest(unit: Unit) -> Unit:
    """The unit that carries on today: the end of the chain of successors."""
    seen = {unit.pk}
    while unit.successor is not None and unit.successor.pk not in seen:
        unit = unit.successor
        seen.add(unit.pk)
    return unit


def offered(government: Government, *, keeping: Iterable[int | None] = (), today: dt.date) -> QuerySet[Unit]:
    """Units to choose from: those that stand on ``today``, and the ones chosen before, so that nothing is lost."""
    stands = Q(ends_on=None) | Q(ends_on__gte=today) | Q(pk__in=[pk for pk in keeping if pk])
    return Unit.objects.filter(stands, government=government).order_by("name", "pk")


def with_predecessors(unit_ids: Iterable[int]) -> list[int]:
    """The units and those that were renamed, merged or replaced into them, however far back: work follows the unit."""
    found = dict.fromkeys(unit_ids)
    fresh = list(found)
    while fresh:
        older = Unit.objects.filter(successor_id__in=fresh).exclude(pk__in=found).order_by("pk")
        fresh = list(older.values_list("pk", flat=True))
        found.update(dict.fromkeys(fresh))
    return list(found)


@transaction.atomic
def replace(unit: Unit, *, successor: Unit, on: dt.date) -> Unit:
    """End a unit on ``on`` and point to who carries on; ValidationError for another government, itself, or a circle."""
    unit = Unit.objects.select_for_update(of=("self",)).get(pk=unit.pk)
    if successor.government_id != unit.government_id:
        raise ValidationError({"successor": _("Penggantinya harus dari pemerintah daerah yang sama.")})
    if latest(successor).pk == unit.pk:
        raise ValidationError({"successor": _("Pengganti ini pada akhirnya kembali ke perangkat daerah yang sama.")})
    if unit.starts_on and on < unit.starts_on:
        raise ValidationError({"ends_on": _("Tanggal berakhir tidak boleh sebelum tanggal berdiri.")})
    was_secretariat = unit.is_secretariat
    unit.successor, unit.ends_on, unit.is_secretariat = successor, on, False
    unit.save(update_fields=["successor", "ends_on", "is_secretariat"])
    if was_secretariat:  # the work of the TKKSD secretariat goes on, with the successor
        Unit.objects.filter(pk=successor.pk).update(is_secretariat=True)
    return unit

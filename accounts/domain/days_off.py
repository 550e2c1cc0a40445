"""The table of days off of one government, edited by people because the SKB 3 Menteri changes each year."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as say

from accounts.domain.workdays import LAST_YEAR, copy_national_year
from accounts.models import Government, Holiday

FIRST_YEAR = 2000


@transaction.atomic
def add_day(government: Government, *, day: dt.date, name: str, kind: str) -> Holiday:
    """Add a day off. The first one of a year brings the national days with it, so that none is lost.

    Raises ValidationError for a day that is there already or lies beyond this century.
    """
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise ValidationError({"day": say("Tahun ini di luar jangkauan.")})
    begin_year(government, day.year)
    holiday = Holiday(government=government, day=day, name=" ".join(name.split()), kind=kind)
    holiday.full_clean()
    holiday.save()
    return holiday


@transaction.atomic
def drop_day(government: Government, *, day: dt.date) -> int:
    """Make a day a working day again. Returns how many were dropped."""
    begin_year(government, day.year)
    return Holiday.objects.filter(government=government, day=day).delete()[0]


def begin_year(government: Government, year: int) -> int:
    """Copy the national days of a year that nobody has edited yet. Returns how many were copied."""
    if Holiday.objects.filter(government=government, day__year=year).exists():
        return 0
    return copy_national_year(government, year)


@transaction.atomic
def count_cuti_bersama(government: Government, *, is_off: bool) -> None:
    """Say whether cuti bersama counts as off in limits of hari kerja."""
    Government.objects.filter(pk=government.pk).update(cuti_bersama_is_off=is_off)
    government.cuti_bersama_is_off = is_off

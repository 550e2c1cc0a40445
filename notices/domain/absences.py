"""Who is away, and who gets the messages meanwhile."""

import datetime as dt
from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as say

from accounts.enums import Role
from accounts.models import Government, Membership, User
from notices.models import Absence

MAX_DAYS = 400


def possible_deputies(user: User, government: Government, *, today: dt.date) -> list[User]:
    """Who does the same work: another holder of one of the person's roles, of the same unit for a pengusul.

    Somebody else might learn from a message what they may not see.
    """
    mine = Membership.objects.on(today).filter(user=user, government=government)
    same = Q(pk__in=[])
    for role, unit_id in mine.values_list("role", "unit_id"):
        same |= Q(role=role, unit_id=unit_id) if role == Role.PENGUSUL else Q(role=role)
    held = Membership.objects.on(today).filter(same, government=government)
    return list(User.objects.filter(pk__in=held.values("user_id")).exclude(pk=user.pk).order_by("name", "pk"))


def leave(
    user: User, government: Government, *, deputy: User, starts_on: dt.date, ends_on: dt.date, today: dt.date
) -> Absence:
    """Write down an absence. Raises ValidationError for days out of order or past, or a deputy of other work."""
    errors = {}
    if ends_on < max(starts_on, today):
        errors["ends_on"] = say("Tanggal akhir tidak boleh sebelum tanggal mulai atau hari ini.")
    elif (ends_on - starts_on).days > MAX_DAYS:
        errors["ends_on"] = say("Paling lama %s hari; sesudah itu ubah perannya.") % MAX_DAYS
    if deputy not in possible_deputies(user, government, today=today):
        errors["deputy"] = say("Pengganti harus memegang peran yang sama pada perangkat daerah yang sama.")
    if errors:
        raise ValidationError(errors)
    absence = Absence(user=user, government=government, deputy=deputy, starts_on=starts_on, ends_on=ends_on)
    absence.save()
    return absence


def come_back(absence: Absence, *, today: dt.date) -> None:
    """End it: yesterday was the last day, or it never was."""
    if absence.starts_on >= today:
        absence.delete()
        return
    absence.ends_on = today - dt.timedelta(days=1)
    absence.save(update_fields=["ends_on"])


def sentence_of(absence: Absence) -> str:
    """What stands above a message that somebody gets as deputy."""
    facts = {"name": absence.user.name, "day": f"{absence.ends_on:%d-%m-%Y}"}
    return say("Disampaikan kepada Saudara/i sebagai pengganti %(name)s sampai %(day)s.") % facts


def present(government: Government, *, today: dt.date) -> list[Absence]:
    """The absences of today whose deputy still works here."""
    here = Membership.objects.on(today).filter(government=government).values("user_id")
    rows = Absence.objects.on(today).filter(government=government, deputy__in=here, deputy__is_active=True)
    return list(rows.select_related("deputy", "user", "government").order_by("pk"))


def away(people: Iterable[int], government: Government, *, today: dt.date) -> dict[int, Absence]:
    """The absence of today of each of these people, with a deputy who still works here."""
    wanted = set(people)
    if not Absence.objects.on(today).filter(government=government, user_id__in=wanted).exists():
        return {}  # as on most days
    return {absence.user_id: absence for absence in present(government, today=today) if absence.user_id in wanted}

"""What may be seen, and whether it is in force: the two questions every list begins with."""

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Case, Exists, OuterRef, Q, Value, When
from django.db.models.functions import Coalesce, Least

from accounts.domain.roles import is_person, memberships_of, units_of
from accounts.enums import Role
from accounts.models import Government
from agreements.enums import Phase, Validity, Visibility
from agreements.models.story import Transition

if TYPE_CHECKING:
    from agreements.models.agreement import Agreement

SEES_ALL = frozenset({Role.STAF, Role.PIMPINAN, Role.AUDITOR, Role.ADMIN})
IS_PUBLIC = Q(phase__in=Phase.SIGNED, visibility=Visibility.PUBLIK)


def validity_on(agreement: "Agreement", today: dt.date) -> Validity:  # noqa: PLR0911 - one line per answer
    """Keadaan of one agreement on ``today`` (its government's civil date); in force until 24:00 of its last day."""
    if agreement.phase not in Phase.SIGNED:
        return Validity.DALAM_PROSES
    last = agreement.last_day
    if agreement.phase != Phase.DITANDATANGANI and agreement.ended_on and agreement.ended_on < today:
        return Validity.DIGANTIKAN if agreement.phase == Phase.DIGANTIKAN else Validity.DIAKHIRI
    start = agreement.starts_on
    if start is not None and start > today:
        return Validity.BELUM_BERLAKU
    if last is None:
        return Validity.BERLAKU
    if last < today:
        return Validity.BERAKHIR
    if last <= today + dt.timedelta(days=agreement.government.ending_soon_days):
        return Validity.AKAN_BERAKHIR
    return Validity.BERLAKU


class AgreementQuerySet(models.QuerySet["Agreement"]):
    def public(self) -> "AgreementQuerySet":
        """What anybody may see: registered and not withheld."""
        return self.filter(IS_PUBLIC)

    def visible_to(self, user: Any) -> "AgreementQuerySet":
        """What this person may see; equal to ``user.has_perm("agreements.view_agreement", agreement)``."""
        if not is_person(user):
            return self.public()
        allowed = IS_PUBLIC
        for membership in memberships_of(user):
            ours = Q(government_id=membership.government_id)
            if membership.role in SEES_ALL:
                allowed |= ours
            elif membership.role == Role.TKKSD:
                handed_in = Transition.objects.filter(agreement_id=OuterRef("pk"), action="submit")
                left_the_table = ~Q(phase__in=[Phase.DRAF, Phase.DIBATALKAN]) | Q(
                    Q(phase=Phase.DIBATALKAN) & Exists(handed_in)
                )
                allowed |= ours & left_the_table & ~Q(visibility=Visibility.RAHASIA)
            elif membership.role == Role.PENGUSUL:
                units = units_of(user, membership.government_id)
                involved = self.model.initiating_units.through.objects.filter(
                    agreement_id=OuterRef("pk"), unit_id__in=units
                )
                allowed |= ours & (Q(lead_unit_id__in=units) | Q(Exists(involved)))
                allowed |= ours & Q(phase__in=Phase.SIGNED, visibility=Visibility.TERBATAS)
        return self.filter(allowed)

    def with_validity(self, now: dt.datetime | None = None) -> "AgreementQuerySet":
        """Annotate ``keadaan`` (a Validity value) as of ``now`` in each government's own time zone."""
        today, soon = _today(now), _today(now, plus_soon_days=True)
        last_day = Least(Coalesce("ended_on", "effective_ends_on"), Coalesce("effective_ends_on", "ended_on"))
        return self.annotate(
            last_day_in_force=last_day,
            keadaan=Case(
                When(~Q(phase__in=Phase.SIGNED), then=Value(Validity.DALAM_PROSES.value)),
                When(phase=Phase.DIGANTIKAN, ended_on__lt=today, then=Value(Validity.DIGANTIKAN.value)),
                When(phase=Phase.DIAKHIRI, ended_on__lt=today, then=Value(Validity.DIAKHIRI.value)),
                When(Q(effective_from__gt=today), then=Value(Validity.BELUM_BERLAKU.value)),
                When(Q(effective_from=None, signed_on__gt=today), then=Value(Validity.BELUM_BERLAKU.value)),
                When(Q(last_day_in_force__lt=today), then=Value(Validity.BERAKHIR.value)),
                When(Q(last_day_in_force__lte=soon), then=Value(Validity.AKAN_BERAKHIR.value)),
                default=Value(Validity.BERLAKU.value),
                output_field=models.CharField(),
            ),
        )

    def in_force(self, now: dt.datetime | None = None) -> "AgreementQuerySet":
        """In force now, ending soon or not."""
        return self.with_validity(now).filter(Q(keadaan__in=[Validity.BERLAKU, Validity.AKAN_BERAKHIR]))

    def ending_between(self, first: dt.date, last: dt.date) -> "AgreementQuerySet":
        """Signed, not ended by a person, whose last day lies in [first, last]; uses the index on the end date."""
        return self.filter(phase=Phase.DITANDATANGANI, effective_ends_on__range=(first, last))


def _today(now: dt.datetime | None, *, plus_soon_days: bool = False) -> Any:
    """The civil date per government as one expression: a constant where all agree, else a CASE on government."""
    days: dict[dt.date, list[int]] = {}
    for government in Government.objects.only("time_zone", "ending_soon_days"):
        extra = dt.timedelta(days=government.ending_soon_days if plus_soon_days else 0)
        days.setdefault(government.today(now) + extra, []).append(government.pk)
    if not days:
        days = {dt.date.min: []}
    (first, _ids), *rest = days.items()
    if not rest:
        return Value(first, output_field=models.DateField())
    return Case(
        *[When(government_id__in=ids, then=Value(day)) for day, ids in rest],
        default=Value(first),
        output_field=models.DateField(),
    )

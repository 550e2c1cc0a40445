import datetime as dt
from typing import Any, ClassVar

import pghistory
from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.utils.translation import gettext_lazy as _

from reviews.enums import SeatKind, TeamKind


class TeamQuerySet(models.QuerySet["Team"]):
    def on(self, day: dt.date) -> "TeamQuerySet":
        """Teams whose decree is in force on ``day``."""
        return self.filter(Q(ends_on=None) | Q(ends_on__gte=day), starts_on__lte=day)


@pghistory.track()
class Team(models.Model):
    """TKKSD (or the Tim Teknis beside it) as set by one Keputusan Kepala Daerah (Permendagri 22/2020 Pasal 46)."""

    government = models.ForeignKey("accounts.Government", on_delete=models.PROTECT, related_name="teams")
    kind = models.CharField(_("tim"), max_length=12, choices=TeamKind, default=TeamKind.TKKSD)
    decree_number = models.CharField(_("nomor keputusan"), max_length=120)
    decree_on = models.DateField(_("tanggal keputusan"))
    starts_on = models.DateField(_("berlaku sejak"))
    ends_on = models.DateField(_("berlaku sampai"), null=True, blank=True)
    decree_file = models.FileField(_("berkas keputusan"), upload_to="keputusan/", blank=True)
    decree_file_name = models.CharField(max_length=200, blank=True, editable=False)

    objects: ClassVar[TeamQuerySet] = TeamQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("tim TKKSD")
        verbose_name_plural = _("tim TKKSD")
        ordering = ["-starts_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="team_dates_in_order",
                violation_error_message=_("Tanggal akhir tidak boleh sebelum tanggal mulai."),
            ),
            models.UniqueConstraint(
                fields=["government", "decree_number", "kind"],
                name="team_decree_once",
                violation_error_message=_("Keputusan dengan nomor ini sudah dicatat."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} – {self.decree_number}"

    def in_force(self, day: dt.date) -> bool:
        """Whether the decree holds on ``day`` (both ends inclusive)."""
        return self.starts_on <= day and (self.ends_on is None or self.ends_on >= day)


class SeatQuerySet(models.QuerySet["Seat"]):
    def still_held(self, day: dt.date) -> "SeatQuerySet":
        """Seats whose own period holds on ``day``, whatever becomes of the team."""
        return self.filter(Q(ends_on=None) | Q(ends_on__gte=day), starts_on__lte=day)

    def on(self, day: dt.date) -> "SeatQuerySet":
        """Seats held on ``day``, in a team in force that day."""
        return self.filter(
            Q(ends_on=None) | Q(ends_on__gte=day),
            Q(team__ends_on=None) | Q(team__ends_on__gte=day),
            starts_on__lte=day,
            team__starts_on__lte=day,
        )

    def concluding(self, day: dt.date) -> "SeatQuerySet":
        """Seats of TKKSD from which a round may be concluded on ``day``, the chair's first."""
        return self.on(day).filter(team__kind=TeamKind.TKKSD, kind__in=SeatKind.CONCLUDES).by_rank()

    def by_rank(self) -> "SeatQuerySet":
        """Pengarah, ketua, wakil, sekretaris, members, experts; then by position."""
        ranks = [When(kind=kind, then=Value(rank)) for rank, kind in enumerate(SeatKind.values)]
        return self.order_by(Case(*ranks, output_field=models.IntegerField()), "position", "pk")


@pghistory.track()
class Seat(models.Model):
    """A seat in the team, held by a position and the person in it from a date to a date inclusive.

    A change of holder ends the row and starts another one, which names it as ``previous``: an opinion stays with the
    seat as it was held on that day.
    """

    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="seats")
    kind = models.CharField(_("kedudukan"), max_length=20, choices=SeatKind)
    position = models.CharField(_("jabatan"), max_length=150)
    holder = models.ForeignKey(
        "accounts.User",
        verbose_name=_("pejabat"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="seats",
    )
    unit = models.ForeignKey(
        "accounts.Unit", verbose_name=_("perangkat daerah"), on_delete=models.PROTECT, null=True, blank=True
    )
    starts_on = models.DateField(_("mulai"))
    ends_on = models.DateField(_("sampai"), null=True, blank=True)
    previous = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="next", editable=False
    )

    objects: ClassVar[SeatQuerySet] = SeatQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("kedudukan TKKSD")
        verbose_name_plural = _("kedudukan TKKSD")
        ordering = ["team_id", "kind", "position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="seat_dates_in_order",
                violation_error_message=_("Tanggal akhir tidak boleh sebelum tanggal mulai."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} – {self.position}"

    def is_held(self, day: dt.date) -> bool:
        """Whether this row counts on ``day``: the same answer as ``SeatQuerySet.on``."""
        return self.starts_on <= day and (self.ends_on is None or self.ends_on >= day) and self.team.in_force(day)


def seats_of(user: Any, *, day: dt.date) -> SeatQuerySet:
    """The seats a person holds on ``day``, in whatever government."""
    return Seat.objects.on(day).filter(holder=user)

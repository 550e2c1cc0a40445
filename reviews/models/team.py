import datetime as dt
from typing import ClassVar

import pghistory
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from reviews.enums import SeatKind


class Team(models.Model):
    """TKKSD as set by one Keputusan Kepala Daerah (Permendagri 22/2020 Pasal 46)."""

    government = models.ForeignKey("accounts.Government", on_delete=models.PROTECT, related_name="teams")
    decree_number = models.CharField(_("nomor keputusan"), max_length=120)
    decree_on = models.DateField(_("tanggal keputusan"))
    starts_on = models.DateField(_("berlaku sejak"))
    ends_on = models.DateField(_("berlaku sampai"), null=True, blank=True)

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
                fields=["government", "decree_number"],
                name="team_decree_once",
                violation_error_message=_("Keputusan dengan nomor ini sudah dicatat."),
            ),
        ]

    def __str__(self) -> str:
        return f"TKKSD – {self.decree_number}"


class SeatQuerySet(models.QuerySet["Seat"]):
    def on(self, day: dt.date) -> "SeatQuerySet":
        """Seats held on ``day``, in a team in force that day."""
        return self.filter(
            Q(ends_on=None) | Q(ends_on__gte=day),
            Q(team__ends_on=None) | Q(team__ends_on__gte=day),
            starts_on__lte=day,
            team__starts_on__lte=day,
        )


@pghistory.track()
class Seat(models.Model):
    """A seat in the team, held by a position and the person in it from a date to a date inclusive."""

    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="seats")
    kind = models.CharField(_("kedudukan"), max_length=20, choices=SeatKind)
    position = models.CharField(_("jabatan"), max_length=150)
    holder = models.ForeignKey(
        "accounts.User", verbose_name=_("pejabat"), on_delete=models.PROTECT, null=True, blank=True, related_name="seats"
    )
    unit = models.ForeignKey(
        "accounts.Unit", verbose_name=_("perangkat daerah"), on_delete=models.PROTECT, null=True, blank=True
    )
    starts_on = models.DateField(_("mulai"))
    ends_on = models.DateField(_("sampai"), null=True, blank=True)

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

import datetime as dt
from typing import ClassVar

import pghistory
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.enums import Role


class MembershipQuerySet(models.QuerySet["Membership"]):
    def on(self, day: dt.date) -> "MembershipQuerySet":
        """The memberships that hold on ``day`` (both ends inclusive)."""
        return self.filter(Q(starts_on__lte=day) & (Q(ends_on=None) | Q(ends_on__gte=day)), user__is_active=True)


@pghistory.track()
class Membership(models.Model):
    """A role of a person in a government (and unit), from a date to a date inclusive."""

    user = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="memberships")
    government = models.ForeignKey("accounts.Government", on_delete=models.PROTECT, related_name="memberships")
    unit = models.ForeignKey(
        "accounts.Unit",
        verbose_name=_("perangkat daerah"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="memberships",
    )
    role = models.CharField(_("peran"), max_length=10, choices=Role)
    position = models.CharField(_("jabatan"), max_length=150, blank=True)
    starts_on = models.DateField(_("mulai"))
    ends_on = models.DateField(_("sampai"), null=True, blank=True)

    objects: ClassVar[models.Manager["Membership"]] = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("keanggotaan")
        verbose_name_plural = _("keanggotaan")
        ordering = ["user_id", "role", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="membership_dates_in_order",
                violation_error_message=_("Tanggal akhir tidak boleh sebelum tanggal mulai."),
            ),
            models.CheckConstraint(
                condition=~Q(role=Role.PENGUSUL) | Q(unit__isnull=False),
                name="membership_pengusul_has_unit",
                violation_error_message=_("Pengusul harus berasal dari satu perangkat daerah."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} – {self.get_role_display()}"

import datetime as dt
from typing import ClassVar

import pghistory
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class AbsenceQuerySet(models.QuerySet["Absence"]):
    def on(self, day: dt.date) -> "AbsenceQuerySet":
        """Absences that hold on ``day``, both ends included."""
        return self.filter(starts_on__lte=day, ends_on__gte=day)


@pghistory.track()
class Absence(models.Model):
    """A person is away from a day to a day; the deputy gets their messages too."""

    user = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="absences")
    government = models.ForeignKey("accounts.Government", on_delete=models.PROTECT, related_name="+")
    deputy = models.ForeignKey(
        "accounts.User", verbose_name=_("pengganti"), on_delete=models.PROTECT, related_name="deputised"
    )
    starts_on = models.DateField(_("mulai"))
    ends_on = models.DateField(_("sampai"))

    objects: ClassVar[AbsenceQuerySet] = AbsenceQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("cuti")
        verbose_name_plural = _("cuti")
        ordering = ["-starts_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="absence_dates_in_order",
                violation_error_message=_("Tanggal akhir tidak boleh sebelum tanggal mulai."),
            ),
            models.CheckConstraint(
                condition=~Q(user=F("deputy")),
                name="absence_deputy_is_another",
                violation_error_message=_("Pengganti harus orang lain."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.starts_on} – {self.ends_on}"

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.enums import HolidayKind


class Holiday(models.Model):
    """A day off in one government's calendar. A year with any row here is taken whole from here (SKB 3 Menteri)."""

    government = models.ForeignKey("accounts.Government", on_delete=models.CASCADE, related_name="holidays")
    day = models.DateField(_("tanggal"))
    name = models.CharField(_("nama hari libur"), max_length=120)
    kind = models.CharField(_("jenis"), max_length=14, choices=HolidayKind)

    class Meta:
        verbose_name = _("hari libur")
        verbose_name_plural = _("hari libur")
        ordering = ["day", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["government", "day"],
                name="holiday_once",
                violation_error_message=_("Tanggal ini sudah tercatat sebagai hari libur."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.day:%d-%m-%Y} {self.name}"

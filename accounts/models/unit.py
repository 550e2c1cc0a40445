from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.enums import UnitKind


class Unit(models.Model):
    """A perangkat daerah (OPD). Agreements follow the unit; a renamed or merged unit points to its successor."""

    government = models.ForeignKey("accounts.Government", on_delete=models.PROTECT, related_name="units")
    name = models.CharField(_("nama"), max_length=200)
    short_name = models.CharField(_("singkatan"), max_length=40, blank=True)
    kind = models.CharField(_("jenis"), max_length=20, choices=UnitKind, default=UnitKind.DINAS)
    is_secretariat = models.BooleanField(
        _("sekretariat TKKSD"), default=False, help_text=_("Bagian atau biro yang menangani kerja sama.")
    )
    starts_on = models.DateField(_("berdiri sejak"), null=True, blank=True)
    ends_on = models.DateField(_("berakhir pada"), null=True, blank=True)
    successor = models.ForeignKey(
        "self",
        verbose_name=_("digantikan oleh"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="predecessors",
    )

    class Meta:
        verbose_name = _("perangkat daerah")
        verbose_name_plural = _("perangkat daerah")
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["government", "name"],
                name="unit_name_once",
                violation_error_message=_("Perangkat daerah dengan nama ini sudah ada."),
            ),
            models.UniqueConstraint(
                fields=["government"],
                condition=Q(is_secretariat=True),
                name="unit_one_secretariat",
                violation_error_message=_("Sekretariat TKKSD sudah ditetapkan pada perangkat daerah lain."),
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(starts_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="unit_dates_in_order",
                violation_error_message=_("Tanggal berakhir tidak boleh sebelum tanggal berdiri."),
            ),
            models.CheckConstraint(
                condition=~Q(successor=F("id")),
                name="unit_not_its_own_successor",
                violation_error_message=_("Perangkat daerah tidak dapat menggantikan dirinya sendiri."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

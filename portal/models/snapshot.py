import pgtrigger
from django.db import models
from django.utils.translation import gettext_lazy as _


class Snapshot(models.Model):
    """The figures of one finished year as the register had them when they were frozen. Never changed, never removed."""

    year = models.PositiveSmallIntegerField(_("tahun"), unique=True)
    frozen_on = models.DateField(_("dibekukan pada"))
    frozen_at = models.DateTimeField()
    version = models.CharField(max_length=16, db_comment="of the register, see agreements.domain.versions")
    method = models.TextField(_("cara menghitung"))
    rows = models.JSONField(db_comment="list of [figure, code, label, number]")

    class Meta:
        verbose_name = _("angka beku")
        verbose_name_plural = _("angka beku")
        ordering = ["-year"]
        triggers = [pgtrigger.Protect(name="snapshot_is_frozen", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return str(self.year)

from django.db import models
from django.utils.translation import gettext_lazy as _


class Sweep(models.Model):
    """When a background sweep last ran: how a dead beat or worker is seen although nothing is owed."""

    name = models.CharField(_("nama"), max_length=20, primary_key=True)
    last_run_at = models.DateTimeField(_("terakhir berjalan"))
    last_good_at = models.DateTimeField(_("terakhir berhasil"), null=True, blank=True)
    last_count = models.PositiveIntegerField(_("jumlah"), default=0)
    last_error = models.CharField(_("kesalahan"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("penyapuan")
        verbose_name_plural = _("penyapuan")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Snooze(models.Model):
    """A message put off until a day, with the reason why; it comes back unread that day."""

    notice = models.ForeignKey("notices.Notice", on_delete=models.CASCADE, related_name="snoozes")
    until = models.DateField(_("sampai"))
    reason = models.CharField(_("alasan"), max_length=300)
    at = models.DateTimeField(_("waktu"))
    woken_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("penundaan")
        verbose_name_plural = _("penundaan")
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["notice"], condition=Q(woken_at=None), name="snooze_asleep_once"),
            models.CheckConstraint(condition=~Q(reason=""), name="snooze_with_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.notice_id}: {self.until}"

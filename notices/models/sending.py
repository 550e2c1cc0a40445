from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class PastSending(models.Model):
    """A message went out once and was put back into the queue: when it went, what came of it, and who asked for more.

    Nobody asked (``by`` is empty) when it had been put off and woke up.
    """

    notice = models.ForeignKey("notices.Notice", on_delete=models.CASCADE, related_name="past_sendings")
    sent_at = models.DateTimeField(_("dikirim"))
    bounced_at = models.DateTimeField(_("tidak sampai"), null=True, blank=True)
    bounce_reason = models.CharField(_("sebab tidak sampai"), max_length=300, blank=True)
    by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    put_back_at = models.DateTimeField(_("dimasukkan lagi"))

    class Meta:
        verbose_name = _("pengiriman terdahulu")
        verbose_name_plural = _("pengiriman terdahulu")
        ordering = ["sent_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(bounced_at__isnull=False) | Q(bounce_reason=""), name="past_bounce_has_its_moment"
            )
        ]
        indexes = [models.Index(fields=["sent_at"], name="past_sending_at")]

    def __str__(self) -> str:
        return f"{self.notice_id}: {self.sent_at}"

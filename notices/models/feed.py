from django.db import models
from django.utils.translation import gettext_lazy as _


class CalendarFeed(models.Model):
    """A person's secret calendar address. Only the hash of the secret is kept; deleting the row revokes it."""

    user = models.OneToOneField("accounts.User", on_delete=models.CASCADE, related_name="calendar_feed")
    token_sha256 = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(_("dibuat"))

    class Meta:
        verbose_name = _("langganan kalender")
        verbose_name_plural = _("langganan kalender")
        ordering = ["user_id"]

    def __str__(self) -> str:
        return str(self.user)


class CalendarEntry(models.Model):
    """What calendars were last told of one matter, and how often that changed: the SEQUENCE of RFC 5545."""

    uid = models.CharField(max_length=160, primary_key=True)
    told_sha256 = models.CharField(max_length=64)
    revision = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField()

    class Meta:
        verbose_name = _("catatan kalender")
        verbose_name_plural = _("catatan kalender")
        ordering = ["uid"]

    def __str__(self) -> str:
        return f"{self.uid}: {self.revision}"

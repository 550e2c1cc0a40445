import datetime as dt
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Channel(models.Model):
    """A person's address on a further way (WhatsApp, Telegram, …), used once a code sent through it has come back.

    ``name`` is a key of the setting ``CHANNELS``, which holds everything secret; here stands only the person's part.
    """

    user = models.ForeignKey("accounts.User", on_delete=models.CASCADE, related_name="channels")
    name = models.CharField(_("saluran"), max_length=30)
    address = models.CharField(_("alamat"), max_length=64)
    code_sha256 = models.CharField(max_length=64, blank=True)
    code_sent_at = models.DateTimeField(_("kode dikirim"), null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    verified_at = models.DateTimeField(_("terverifikasi"), null=True, blank=True)

    class Meta:
        verbose_name = _("saluran")
        verbose_name_plural = _("saluran")
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["user", "name"], name="channel_once")]

    def __str__(self) -> str:
        return f"{self.name}: {self.address}"


class ChannelDeliveryQuerySet(models.QuerySet["ChannelDelivery"]):
    def unsent(self) -> "ChannelDeliveryQuerySet":
        """Neither sent, nor lapsed, nor given up."""
        return self.filter(sent_at=None, lapsed_at=None, gave_up_at=None)

    def owed(self, now: dt.datetime) -> "ChannelDeliveryQuerySet":
        """What is due by ``now`` and in nobody's hands, the untried first."""
        waiting = Q(retry_at=None) | Q(retry_at__lte=now)
        return self.unsent().filter(waiting, claimed_at=None).order_by("attempts", "pk")


class ChannelDelivery(models.Model):
    """One notice on its way through one channel: a row of its own, so that no channel waits for another."""

    notice = models.ForeignKey("notices.Notice", on_delete=models.CASCADE, related_name="deliveries")
    channel = models.ForeignKey(Channel, on_delete=models.CASCADE, related_name="deliveries")
    claimed_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    retry_at = models.DateTimeField(null=True, blank=True)
    gave_up_at = models.DateTimeField(null=True, blank=True)
    lapsed_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    last_error = models.CharField(max_length=300, blank=True)

    objects: ClassVar[ChannelDeliveryQuerySet] = ChannelDeliveryQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("kiriman saluran")
        verbose_name_plural = _("kiriman saluran")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["notice", "channel"], name="channel_delivery_once")]
        indexes = [
            models.Index(
                fields=["attempts", "id"],
                condition=Q(sent_at=None, lapsed_at=None, gave_up_at=None),
                name="channel_delivery_unsent",
            )
        ]

    def __str__(self) -> str:
        return f"{self.notice_id} → {self.channel_id}"

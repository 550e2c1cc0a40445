import datetime as dt
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class ApiScope(models.TextChoices):
    """What a key allows beyond what everybody may; a key never shows anything that is not public."""

    BACA = "baca", _("Membaca dengan batas lebih tinggi")
    MASSAL = "massal", _("Mengambil banyak sekaligus: halaman sampai 500 baris")


class ApiKeyQuerySet(models.QuerySet["ApiKey"]):
    def usable(self, now: dt.datetime) -> "ApiKeyQuerySet":
        """Those that open the door at ``now``."""
        return self.filter(revoked_at=None, expires_at__gt=now)


class ApiKey(models.Model):
    """A key to higher limits of the read API. Only its SHA-256 is kept, and its first letters, to tell keys apart."""

    government = models.ForeignKey("accounts.Government", on_delete=models.PROTECT, related_name="api_keys")
    name = models.CharField(_("dipakai oleh"), max_length=100)
    prefix = models.CharField(_("awal kunci"), max_length=12, editable=False)
    sha256 = models.CharField(max_length=64, unique=True, editable=False)
    scopes = ArrayField(models.CharField(max_length=10, choices=ApiScope), verbose_name=_("cakupan"))
    created_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="api_keys")
    created_at = models.DateTimeField(_("dibuat"))
    expires_at = models.DateTimeField(_("berlaku sampai"))
    last_used_at = models.DateTimeField(
        _("terakhir dipakai"), null=True, blank=True, db_comment="written at most once in ten minutes"
    )
    revoked_at = models.DateTimeField(_("dicabut"), null=True, blank=True)
    revoked_by = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="api_keys_revoked"
    )

    objects: ClassVar[ApiKeyQuerySet] = ApiKeyQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("kunci API")
        verbose_name_plural = _("kunci API")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(revoked_at=None, revoked_by=None) | Q(revoked_at__isnull=False, revoked_by__isnull=False),
                name="api_key_revoked_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("created_at")),
                name="api_key_expires_later",
                violation_error_message=_("Kunci harus berlaku setidaknya sampai besok."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.prefix}…)"

    def is_usable(self, now: dt.datetime) -> bool:
        """Neither revoked nor expired."""
        return self.revoked_at is None and now < self.expires_at

    @property
    def last_day(self) -> dt.date:
        """The last civil day it works through: it expires at 24:00."""
        return self.government.today(self.expires_at - dt.timedelta(seconds=1))

import datetime as dt

from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from accounts.enums import Role


class Invitation(models.Model):
    """An e-mail that lets one person set a password and take a role. Only the token's SHA-256 is kept."""

    LIFETIME = dt.timedelta(days=7)

    government = models.ForeignKey("accounts.Government", on_delete=models.PROTECT, related_name="invitations")
    unit = models.ForeignKey(
        "accounts.Unit", verbose_name=_("perangkat daerah"), on_delete=models.PROTECT, null=True, blank=True
    )
    email = models.EmailField(_("alamat surel"))
    name = models.CharField(_("nama"), max_length=150)
    role = models.CharField(_("peran"), max_length=10, choices=Role)
    position = models.CharField(_("jabatan"), max_length=150, blank=True)
    token_sha256 = models.CharField(max_length=64, unique=True, editable=False)
    invited_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="invitations_sent")
    created_at = models.DateTimeField(_("dibuat"), auto_now_add=True)
    expires_at = models.DateTimeField(_("berlaku sampai"))
    mailed_at = models.DateTimeField(_("surel terkirim"), null=True, blank=True)
    accepted_at = models.DateTimeField(_("diterima"), null=True, blank=True)
    accepted_by = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="invitations_accepted"
    )
    revoked_at = models.DateTimeField(_("dicabut"), null=True, blank=True)

    class Meta:
        verbose_name = _("undangan")
        verbose_name_plural = _("undangan")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                "government",
                Lower("email"),
                "role",
                condition=models.Q(accepted_at=None, revoked_at=None),
                name="invitation_open_once",
                violation_error_message=_("Undangan untuk alamat dan peran ini masih terbuka."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.get_role_display()})"

    def is_open(self, now: dt.datetime) -> bool:
        """Whether the link in the e-mail still works at ``now``."""
        return self.accepted_at is None and self.revoked_at is None and now < self.expires_at

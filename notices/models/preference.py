from django.db import models
from django.utils.translation import gettext_lazy as _


class Mute(models.Model):
    """A person wants no e-mail of one kind of message; it still stands in the inbox. Never of a mandatory kind."""

    user = models.ForeignKey("accounts.User", on_delete=models.CASCADE, related_name="muted_kinds")
    kind = models.CharField(_("jenis"), max_length=40)
    created_at = models.DateTimeField(_("sejak"))

    class Meta:
        verbose_name = _("jenis pesan yang dimatikan")
        verbose_name_plural = _("jenis pesan yang dimatikan")
        ordering = ["user_id", "kind"]
        constraints = [models.UniqueConstraint(fields=["user", "kind"], name="mute_once")]

    def __str__(self) -> str:
        return f"{self.user}: {self.kind}"

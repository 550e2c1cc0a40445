"""The text of a document (its pasal), and what a person typed but has not saved yet."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _


class Article(models.Model):
    """One pasal of the drafted text. ``body`` is plain text; a blank line starts a new paragraph (ayat)."""

    agreement = models.ForeignKey("agreements.Agreement", on_delete=models.CASCADE, related_name="articles")
    order = models.PositiveSmallIntegerField(_("pasal"))
    heading = models.CharField(_("judul pasal"), max_length=160)
    body = models.TextField(_("isi"))

    class Meta:
        verbose_name = _("pasal")
        verbose_name_plural = _("pasal")
        ordering = ["agreement_id", "order"]
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "order"], name="article_order_once", deferrable=models.Deferrable.DEFERRED
            )
        ]

    def __str__(self) -> str:
        return f"Pasal {self.order} {self.heading}"


class WorkingCopy(models.Model):
    """What one person has typed into the form and not saved: raw, unchecked, theirs alone.

    ``base_version`` is the version of the agreement it was typed over, so that a later save can tell a conflict.
    """

    key = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey("accounts.User", on_delete=models.CASCADE, related_name="+")
    government = models.ForeignKey("accounts.Government", on_delete=models.CASCADE, related_name="+")
    agreement = models.ForeignKey("agreements.Agreement", on_delete=models.CASCADE, null=True, related_name="+")
    base_version = models.PositiveIntegerField(null=True)
    data = models.JSONField(default=dict)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("ketikan belum disimpan")
        verbose_name_plural = _("ketikan belum disimpan")
        ordering = ["-updated_at", "key"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "agreement"],
                condition=models.Q(agreement__isnull=False),
                name="working_copy_one_per_person_and_agreement",
            )
        ]

    def __str__(self) -> str:
        return str(self.key)


class RegisterCounter(models.Model):
    """The last register number given, per government, form and year. Locked while the next one is taken."""

    government = models.ForeignKey("accounts.Government", on_delete=models.PROTECT, related_name="+")
    form = models.CharField(max_length=32)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("nomor register terakhir")
        verbose_name_plural = _("nomor register terakhir")
        ordering = ["government_id", "form", "year"]
        constraints = [models.UniqueConstraint(fields=["government", "form", "year"], name="counter_once")]

    def __str__(self) -> str:
        return f"{self.form} {self.year}: {self.last}"

"""The story of a document: moves, corrections, cautions. Written once, read for ever."""

import pgtrigger
from django.db import models
from django.utils.translation import gettext_lazy as _

from agreements.enums import Phase


class Transition(models.Model):
    """One move, for people: who, when, from where to where, why. The database refuses to change or delete it."""

    agreement = models.ForeignKey("agreements.Agreement", on_delete=models.PROTECT, related_name="transitions")
    action = models.CharField(_("tindakan"), max_length=24)
    from_phase = models.CharField(_("dari tahap"), max_length=18, choices=Phase)
    to_phase = models.CharField(_("ke tahap"), max_length=18, choices=Phase)
    note = models.TextField(_("catatan"), blank=True)
    by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("waktu"))

    class Meta:
        verbose_name = _("perpindahan tahap")
        verbose_name_plural = _("perpindahan tahap")
        ordering = ["at", "pk"]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.action}: {self.from_phase} → {self.to_phase}"


class Correction(models.Model):
    """A reasoned change of a frozen fact: what stood there, what stands there now, and why."""

    agreement = models.ForeignKey("agreements.Agreement", on_delete=models.PROTECT, related_name="corrections")
    reason = models.TextField(_("alasan"))
    changes = models.JSONField(_("perubahan"), default=dict)
    by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("waktu"))

    class Meta:
        verbose_name = _("koreksi")
        verbose_name_plural = _("koreksi")
        ordering = ["at", "pk"]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(reason=""),
                name="correction_with_reason",
                violation_error_message=_("Alasan koreksi wajib diisi."),
            )
        ]

    def __str__(self) -> str:
        return self.reason


class Waiver(models.Model):
    """A step of the law that was passed over, for a reason: kept even when the step is done after all."""

    agreement = models.ForeignKey("agreements.Agreement", on_delete=models.PROTECT, related_name="waivers")
    code = models.CharField(_("kode tahapan"), max_length=40)
    label = models.CharField(_("tahapan"), max_length=160)
    article = models.CharField(_("dasar hukum"), max_length=120, blank=True)
    gate = models.CharField(_("menahan"), max_length=24, blank=True, db_comment="the move the step stands before")
    reason = models.TextField(_("alasan"))
    by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("waktu"))

    class Meta:
        verbose_name = _("tahapan yang dilewati")
        verbose_name_plural = _("tahapan yang dilewati")
        ordering = ["-at", "-pk"]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]
        constraints = [models.CheckConstraint(condition=~models.Q(reason=""), name="waiver_with_reason")]
        indexes = [models.Index(fields=["-at", "-id"], name="waiver_newest")]

    def __str__(self) -> str:
        return self.label


class Caution(models.Model):
    """A warning that was shown and did not block: kept so that the auditor sees it was known."""

    agreement = models.ForeignKey("agreements.Agreement", on_delete=models.CASCADE, related_name="cautions")
    code = models.CharField(max_length=40)
    message = models.CharField(_("peringatan"), max_length=400)
    raised_at = models.DateTimeField(_("muncul"))
    cleared_at = models.DateTimeField(_("tidak berlaku lagi"), null=True, blank=True)

    class Meta:
        verbose_name = _("peringatan")
        verbose_name_plural = _("peringatan")
        ordering = ["raised_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "code"], condition=models.Q(cleared_at=None), name="caution_open_once"
            )
        ]

    def __str__(self) -> str:
        return self.message

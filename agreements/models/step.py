import pghistory
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from agreements.enums import Outcome
from kerjasama.constraints import CheckedAtOnce


@pghistory.track()
class Step(CheckedAtOnce):
    """One stage of the legal procedure for this document: offer, reply, consent …, with its letter and outcome."""

    agreement = models.ForeignKey("agreements.Agreement", on_delete=models.CASCADE, related_name="steps")
    code = models.CharField(_("kode tahapan"), max_length=40)
    label = models.CharField(_("tahapan"), max_length=160)
    order = models.PositiveSmallIntegerField(_("urutan"))
    repetition = models.PositiveSmallIntegerField(_("kali ke"), default=1)
    actor = models.CharField(_("pelaku"), max_length=120, blank=True)
    article = models.CharField(_("dasar hukum"), max_length=120, blank=True)
    sent_on = models.DateField(_("dikirim"), null=True, blank=True)
    received_on = models.DateField(_("diterima"), null=True, blank=True)
    due_on = models.DateField(_("tenggat"), null=True, blank=True)
    done_on = models.DateField(_("selesai"), null=True, blank=True)
    letter_number = models.CharField(_("nomor surat"), max_length=120, blank=True)
    outcome = models.CharField(_("hasil"), max_length=28, choices=Outcome, blank=True)
    note = models.TextField(_("catatan"), blank=True)
    evidence = models.ForeignKey(
        "agreements.File", verbose_name=_("bukti"), on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    waived_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    waived_reason = models.TextField(_("alasan dilewati"), blank=True)
    recorded_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("tahapan")
        verbose_name_plural = _("tahapan")
        ordering = ["agreement_id", "order", "repetition"]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "code", "repetition"], name="step_once"),
            models.CheckConstraint(
                condition=Q(sent_on=None) | Q(received_on=None) | Q(received_on__gte=F("sent_on")),
                name="step_received_after_sent",
                violation_error_message=_("Tanggal diterima tidak boleh sebelum tanggal dikirim."),
            ),
            models.CheckConstraint(
                condition=Q(waived_by=None, waived_reason="") | Q(waived_by__isnull=False) & ~Q(waived_reason=""),
                name="step_waived_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.label

from enum import nonmember

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


@pghistory.track()
class AnswerLetter(models.Model):
    """Our letter to who wrote to us: drafted here, sent with a number and a date, kept as it went out.

    The bytes that went out and the signed copy lie in the store under their SHA-256.
    """

    class Kind(models.TextChoices):
        """What it says (P22 Pasal 8 ayat (3), 31)."""

        SETUJU = "setuju", _("Menerima untuk dibahas")
        LENGKAPI = "lengkapi", _("Meminta kelengkapan")
        TOLAK = "tolak", _("Menolak dengan alasan")

        NEEDS_POINTS = nonmember(frozenset({"lengkapi", "tolak"}))

    offer = models.ForeignKey("agreements.Offer", on_delete=models.CASCADE, related_name="letters")
    kind = models.CharField(_("isi surat"), max_length=10, choices=Kind)
    number = models.CharField(_("nomor surat"), max_length=120, blank=True)
    written_on = models.DateField(_("tanggal surat"), null=True, blank=True)
    subject = models.CharField(_("hal"), max_length=200)
    attachments = models.CharField(_("lampiran"), max_length=100, blank=True)
    addressee = models.CharField(_("kepada"), max_length=200)
    addressee_place = models.CharField(_("di"), max_length=100, blank=True)
    points = ArrayField(models.CharField(max_length=500), verbose_name=_("butir"), default=list, blank=True)
    closing = models.TextField(_("tambahan"), max_length=1000, blank=True)
    signatory_position = models.CharField(_("jabatan penanda tangan"), max_length=150)
    signatory_name = models.CharField(_("nama penanda tangan"), max_length=150, blank=True)
    copies = ArrayField(models.CharField(max_length=150), verbose_name=_("tembusan"), default=list, blank=True)
    sent_at = models.DateTimeField(_("dicatat terkirim"), null=True, blank=True)
    pdf_sha256 = models.CharField(max_length=64, blank=True)
    pdf_size = models.PositiveBigIntegerField(default=0)
    signed_name = models.CharField(max_length=200, blank=True)
    signed_sha256 = models.CharField(max_length=64, blank=True)
    signed_mime = models.CharField(max_length=100, blank=True)
    signed_size = models.PositiveBigIntegerField(default=0)
    made_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("surat jawaban")
        verbose_name_plural = _("surat jawaban")
        ordering = ["offer_id", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(sent_at=None, pdf_sha256="")
                | Q(sent_at__isnull=False, written_on__isnull=False) & ~Q(pdf_sha256="") & ~Q(number=""),
                name="answer_letter_sent_whole",
            ),
            models.CheckConstraint(
                condition=Q(signed_sha256="") | Q(sent_at__isnull=False), name="answer_letter_signed_after_sent"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.subject}"

    @property
    def is_sent(self) -> bool:
        """Went out: its words are frozen."""
        return self.sent_at is not None

    @property
    def file_name(self) -> str:
        """What its PDF is called."""
        number = "".join(c if c.isalnum() else "-" for c in self.number).strip("-")
        return f"surat-jawaban-{number or self.pk}.pdf"

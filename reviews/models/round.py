from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from reviews.enums import Conclusion, Stance


class Round(models.Model):
    """One round of review by TKKSD on one version of a draft, closed by a conclusion of the chair or secretary."""

    agreement = models.ForeignKey("agreements.Agreement", on_delete=models.PROTECT, related_name="rounds")
    number = models.PositiveSmallIntegerField(_("putaran"))
    draft_version = models.PositiveIntegerField(_("versi rancangan"))
    draft = models.JSONField(_("rancangan saat dibuka"), default=dict)
    due_on = models.DateField(_("tenggat pendapat"))
    seats = models.ManyToManyField("reviews.Seat", verbose_name=_("anggota yang diminta"), related_name="rounds")
    opened_at = models.DateTimeField(_("dibuka"))
    opened_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    conclusion = models.CharField(_("kesimpulan"), max_length=28, choices=Conclusion, blank=True)
    conclusion_note = models.TextField(_("catatan kesimpulan"), blank=True)
    concluded_at = models.DateTimeField(_("disimpulkan"), null=True, blank=True)
    concluded_by = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    concluded_as = models.ForeignKey(
        "reviews.Seat", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("putaran telaah")
        verbose_name_plural = _("putaran telaah")
        ordering = ["agreement_id", "number"]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "number"], name="round_number_once"),
            models.UniqueConstraint(fields=["agreement"], condition=Q(concluded_at=None), name="round_open_once"),
            models.CheckConstraint(
                condition=Q(concluded_at=None, conclusion="", concluded_by=None)
                | Q(concluded_at__isnull=False, concluded_by__isnull=False) & ~Q(conclusion=""),
                name="round_concluded_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"Putaran {self.number} – {self.agreement}"


class Opinion(models.Model):
    """What one seat said in one round; it belongs to the seat as held on that day."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="opinions")
    seat = models.ForeignKey("reviews.Seat", on_delete=models.PROTECT, related_name="opinions")
    by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    stance = models.CharField(_("pendapat"), max_length=24, choices=Stance)
    note = models.TextField(_("catatan"), blank=True)
    at = models.DateTimeField(_("waktu"))

    class Meta:
        verbose_name = _("pendapat")
        verbose_name_plural = _("pendapat")
        ordering = ["round_id", "at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["round", "seat"], name="opinion_once"),
            models.CheckConstraint(
                condition=Q(stance__in=["setuju", "abstain"]) | ~Q(note=""),
                name="opinion_with_reason",
                violation_error_message=_("Catatan wajib diisi untuk pendapat ini."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.seat}: {self.get_stance_display()}"

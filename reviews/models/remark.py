"""What a round leaves behind beside opinions: notes on parts, the checklist, conditions, and the Tim Teknis's study."""

import pghistory
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from reviews.enums import Advice, Finding
from reviews.models.round import Opinion, Round
from reviews.models.team import Seat


@pghistory.track()
class Remark(models.Model):
    """A member's note on one part of the draft; open until somebody settles it with a word."""

    opinion = models.ForeignKey(Opinion, on_delete=models.CASCADE, related_name="remarks")
    part = models.CharField(_("bagian"), max_length=120)
    part_label = models.CharField(_("bagian sebagaimana tertulis"), max_length=200)
    text = models.TextField(_("catatan"))
    settled_at = models.DateTimeField(_("diselesaikan"), null=True, blank=True)
    settled_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    settlement = models.TextField(_("penyelesaian"), blank=True)

    class Meta:
        verbose_name = _("catatan atas bagian")
        verbose_name_plural = _("catatan atas bagian")
        ordering = ["opinion_id", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["opinion", "part"], name="remark_part_once"),
            models.CheckConstraint(condition=~Q(text=""), name="remark_says_something"),
            models.CheckConstraint(
                condition=Q(settled_at=None, settled_by=None, settlement="")
                | Q(settled_at__isnull=False, settled_by__isnull=False) & ~Q(settlement=""),
                name="remark_settled_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.part_label}: {self.text}"


@pghistory.track()
class Check(models.Model):
    """One line of a round's checklist: found or not, in which pasal."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="checks")
    code = models.CharField(max_length=48)
    result = models.CharField(_("hasil"), max_length=14, choices=Finding)
    pasal = models.CharField(_("pasal"), max_length=40, blank=True)
    note = models.CharField(_("keterangan"), max_length=500, blank=True)
    by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("waktu"))

    class Meta:
        verbose_name = _("butir pemeriksaan")
        verbose_name_plural = _("butir pemeriksaan")
        ordering = ["round_id", "pk"]
        constraints = [models.UniqueConstraint(fields=["round", "code"], name="check_code_once")]

    def __str__(self) -> str:
        return f"{self.code}: {self.get_result_display()}"


class Condition(models.Model):
    """What a recommendation with notes asks for before the signature. Written once; only its clearing is added."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="conditions")
    order = models.PositiveSmallIntegerField(_("urutan"))
    text = models.TextField(_("syarat"))
    cleared_at = models.DateTimeField(_("dipenuhi"), null=True, blank=True)
    cleared_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    cleared_note = models.TextField(_("bagaimana dipenuhi"), blank=True)

    class Meta:
        verbose_name = _("syarat rekomendasi")
        verbose_name_plural = _("syarat rekomendasi")
        ordering = ["round_id", "order"]
        constraints = [
            models.UniqueConstraint(fields=["round", "order"], name="condition_order_once"),
            models.CheckConstraint(condition=~Q(text=""), name="condition_says_something"),
            models.CheckConstraint(
                condition=Q(cleared_at=None, cleared_by=None, cleared_note="")
                | Q(cleared_at__isnull=False, cleared_by__isnull=False) & ~Q(cleared_note=""),
                name="condition_cleared_whole",
            ),
        ]

    def __str__(self) -> str:
        return self.text


class Study(models.Model):
    """The Tim Teknis's technical study of a proposal, on which a round then builds."""

    agreement = models.ForeignKey("agreements.Agreement", on_delete=models.PROTECT, related_name="studies")
    draft_version = models.PositiveIntegerField(_("versi rancangan"))
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="studies")
    by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("waktu"))
    advice = models.CharField(_("hasil kajian"), max_length=12, choices=Advice)
    text = models.TextField(_("uraian"))
    file = models.ForeignKey(
        "agreements.File", verbose_name=_("berkas kajian"), on_delete=models.PROTECT, null=True, blank=True,
        related_name="+",
    )  # fmt: skip

    class Meta:
        verbose_name = _("kajian tim teknis")
        verbose_name_plural = _("kajian tim teknis")
        ordering = ["agreement_id", "-at", "-pk"]
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="study_says_something")]

    def __str__(self) -> str:
        return f"{self.get_advice_display()} – {self.agreement}"

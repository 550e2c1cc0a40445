import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.enums import DayUnit
from agreements.enums import Form


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class LimitOverride(models.Model):
    """Another limit for one step of a procedure in one government; the national rule stays beside it."""

    government = models.ForeignKey("accounts.Government", on_delete=models.CASCADE, related_name="limit_overrides")
    procedure = models.CharField(_("prosedur"), max_length=40)
    step = models.CharField(_("tahapan"), max_length=40)
    number = models.PositiveSmallIntegerField(_("batas waktu"))
    unit = models.CharField(_("satuan"), max_length=10, choices=DayUnit)
    note = models.CharField(_("dasar dan alasan"), max_length=300)
    changed_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("batas waktu daerah")
        verbose_name_plural = _("batas waktu daerah")
        ordering = ["government_id", "procedure", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["government", "procedure", "step"], name="limit_override_once"),
            models.CheckConstraint(condition=Q(number__gte=1, number__lte=999), name="limit_override_plausible"),
            models.CheckConstraint(condition=~Q(note=""), name="limit_override_with_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.get_unit_display()}"


@pghistory.track()
class LocalStep(models.Model):
    """A step that a region's own rule adds to a procedure, on one form of document, after a step of the law."""

    government = models.ForeignKey("accounts.Government", on_delete=models.CASCADE, related_name="local_steps")
    procedure = models.CharField(_("prosedur"), max_length=40)
    form = models.CharField(_("bentuk naskah"), max_length=32, choices=Form)
    after = models.CharField(_("sesudah tahapan"), max_length=40, blank=True)
    label = models.CharField(_("nama tahapan"), max_length=160)
    actor = models.CharField(_("pelaku"), max_length=8)
    action = models.CharField(_("yang dikerjakan"), max_length=300, blank=True)
    basis = models.CharField(_("dasar"), max_length=120, help_text=_("Misalnya Peraturan Bupati Nomor 98 Tahun 2022."))
    documents = ArrayField(models.CharField(max_length=160), verbose_name=_("dokumen"), default=list, blank=True)
    number = models.PositiveSmallIntegerField(_("batas waktu"), null=True, blank=True)
    unit = models.CharField(_("satuan"), max_length=10, choices=DayUnit, blank=True)
    gates = models.CharField(_("menahan"), max_length=12, blank=True)
    added_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(auto_now_add=True)
    dropped_at = models.DateTimeField(_("dicabut"), null=True, blank=True)

    class Meta:
        verbose_name = _("tahapan daerah")
        verbose_name_plural = _("tahapan daerah")
        ordering = ["government_id", "procedure", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(number=None, unit="") | Q(number__gte=1, number__lte=999) & ~Q(unit=""),
                name="local_step_limit_whole",
                violation_error_message=_("Batas waktu perlu angka dan satuannya."),
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def code(self) -> str:
        """How steps on documents name it; never a code of the law."""
        return f"daerah-{self.pk}"


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class LocalItem(models.Model):
    """One more line on the checklist of a step's contents, by a region's own rule."""

    government = models.ForeignKey("accounts.Government", on_delete=models.CASCADE, related_name="local_items")
    procedure = models.CharField(_("prosedur"), max_length=40)
    step = models.CharField(_("tahapan"), max_length=40)
    text = models.CharField(_("butir"), max_length=160)
    added_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("butir daerah")
        verbose_name_plural = _("butir daerah")
        ordering = ["government_id", "procedure", "step", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["government", "procedure", "step", "text"],
                name="local_item_once",
                violation_error_message=_("Butir ini sudah ada."),
            ),
        ]

    def __str__(self) -> str:
        return self.text

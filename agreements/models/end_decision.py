from typing import ClassVar

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agreements.enums import EndChoice


class EndDecisionQuerySet(models.QuerySet["EndDecision"]):
    def in_force(self) -> "EndDecisionQuerySet":
        """The latest word about each end date: no later decision about the same end."""
        later = EndDecision.objects.filter(
            agreement=models.OuterRef("agreement"),
            ends_on=models.OuterRef("ends_on"),
            number__gt=models.OuterRef("number"),
        )
        return self.filter(~models.Exists(later))


class EndDecision(models.Model):
    """What is to become of a document when its term ends, decided by a person before it does.

    Written once: who changes the mind writes the next ``number`` about the same ``ends_on``. A moved end asks anew.
    """

    agreement = models.ForeignKey("agreements.Agreement", on_delete=models.PROTECT, related_name="end_decisions")
    ends_on = models.DateField(_("hari terakhir berlaku"))
    number = models.PositiveSmallIntegerField(_("keputusan ke"), default=1)
    choice = models.CharField(_("keputusan"), max_length=20, choices=EndChoice)
    reason = models.TextField(_("alasan"))
    evaluation = models.TextField(_("evaluasi pelaksanaan"))
    decide_by = models.DateField(_("diputuskan paling lambat"))
    by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("waktu"))

    objects: ClassVar[EndDecisionQuerySet] = EndDecisionQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("keputusan kelanjutan")
        verbose_name_plural = _("keputusan kelanjutan")
        ordering = ["agreement_id", "ends_on", "number"]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "ends_on", "number"], name="end_decision_once"),
            models.CheckConstraint(
                condition=~Q(reason="") & ~Q(evaluation=""), name="end_decision_with_reason_and_evaluation"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_choice_display()} ({self.ends_on})"

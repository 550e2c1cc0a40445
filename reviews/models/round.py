import datetime as dt
from typing import Any, ClassVar

import pghistory
from django.db import models
from django.db.models import Count, Exists, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from accounts.domain.roles import is_person, memberships_of, units_of
from accounts.enums import Role
from agreements.enums import Phase
from agreements.models import Agreement
from reviews.enums import Conclusion, Stance
from reviews.models.team import Seat, seats_of

SEES_ROUNDS = frozenset({Role.STAF, Role.TKKSD, Role.PIMPINAN, Role.AUDITOR})


class RoundQuerySet(models.QuerySet["Round"]):
    def open(self) -> "RoundQuerySet":
        """Not concluded, and the document is still on TKKSD's table (it may have been cancelled meanwhile)."""
        return self.filter(concluded_at=None, agreement__phase=Phase.DITELAAH)

    def concluded(self) -> "RoundQuerySet":
        return self.filter(concluded_at__isnull=False)

    def visible_to(self, user: Any) -> "RoundQuerySet":
        """Rounds this person may open; equal to ``user.has_perm("reviews.view_round", round)``.

        Staf, TKKSD, pimpinan and auditor see the rounds of documents they see; pengusul of a unit involved see
        them once concluded.
        """
        if not is_person(user):
            return self.none()
        table: list[int] = []
        concluded = Q(pk__in=[])
        for membership in memberships_of(user):
            if membership.role in SEES_ROUNDS:
                table.append(membership.government_id)
            elif membership.role == Role.PENGUSUL:
                units = units_of(user, membership.government_id)
                involved = Agreement.initiating_units.through.objects.filter(
                    agreement_id=OuterRef("agreement_id"), unit_id__in=units
                )
                concluded |= Q(agreement__government_id=membership.government_id) & (
                    Q(agreement__lead_unit_id__in=units) | Q(Exists(involved))
                )
        seen = Agreement.objects.visible_to(user).values("pk")
        return self.filter(
            Q(agreement__government_id__in=table, agreement__in=seen) | concluded & Q(concluded_at__isnull=False)
        )

    def with_progress(self, day: dt.date) -> "RoundQuerySet":
        """Annotate ``answered`` and ``silent``: how many seats have spoken, and how many held on ``day`` have not."""
        spoken = Opinion.objects.filter(round=OuterRef("pk")).order_by()
        mute = Seat.objects.on(day).filter(rounds=OuterRef("pk")).order_by()
        mute = mute.exclude(Exists(Opinion.objects.filter(round=OuterRef(OuterRef("pk")), seat=OuterRef("pk"))))
        return self.annotate(answered=_count(spoken, "round"), silent=_count(mute, "rounds"))

    def waiting_for(self, user: Any, *, day: dt.date) -> "RoundQuerySet":
        """Open rounds that ask for the opinion of a seat this person holds on ``day`` and has not given it for."""
        silent = seats_of(user, day=day).filter(rounds=OuterRef("pk"))
        silent = silent.exclude(Exists(Opinion.objects.filter(round=OuterRef(OuterRef("pk")), seat=OuterRef("pk"))))
        return self.open().filter(Exists(silent))


def _count(rows: models.QuerySet[Any], by: str) -> Coalesce:
    """How many rows of a subquery belong to the outer row."""
    counted = rows.values(by).annotate(n=Count("pk", distinct=True)).values("n")
    return Coalesce(Subquery(counted, output_field=models.IntegerField()), 0)


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
    opening_note = models.TextField(_("pengantar"), blank=True)
    conclusion = models.CharField(_("kesimpulan"), max_length=28, choices=Conclusion, blank=True)
    conclusion_note = models.TextField(_("catatan kesimpulan"), blank=True)
    concluded_at = models.DateTimeField(_("disimpulkan"), null=True, blank=True)
    concluded_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    concluded_as = models.ForeignKey("reviews.Seat", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    concluded_replacing = models.CharField(
        _("alasan menggantikan Ketua"),
        max_length=200,
        blank=True,
        db_comment="why the wakil ketua or sekretaris concluded in place of the chair (P22 Pasal 48-49)",
    )
    concluded_in = models.ForeignKey(
        "reviews.Meeting",
        verbose_name=_("disimpulkan dalam rapat"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="concluded_rounds",
    )

    objects: ClassVar[RoundQuerySet] = RoundQuerySet.as_manager()  # type: ignore[assignment]

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

    @property
    def is_open(self) -> bool:
        """Opinions may still be given: not concluded, and the document is still on TKKSD's table."""
        return self.concluded_at is None and self.agreement.phase == Phase.DITELAAH

    @property
    def subject(self) -> str:
        """What notices about this round call it."""
        return f"round:{self.pk}"


@pghistory.track()
class Opinion(models.Model):
    """What one seat said in one round; it belongs to the seat as held on that day. Earlier wordings stay in history."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="opinions")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="opinions")
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

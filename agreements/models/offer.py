from typing import Any, ClassVar

import pghistory
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from agreements.enums import OfferAnswer, OfferKind


class OfferQuerySet(models.QuerySet["Offer"]):
    def visible_to(self, user: Any) -> "OfferQuerySet":
        """Staf, pimpinan and auditor see every letter of their government; a pengusul those of the own unit."""
        from accounts.domain.roles import is_person, memberships_of, units_of
        from accounts.enums import Role

        if not is_person(user):
            return self.none()
        mine = memberships_of(user)
        whole = {m.government_id for m in mine if m.role in {Role.STAF, Role.PIMPINAN, Role.AUDITOR}}
        units = {unit for m in mine for unit in units_of(user, m.government_id)}
        return self.filter(Q(government__in=whole) | Q(unit__in=units))

    def waiting(self) -> "OfferQuerySet":
        """Not answered yet: our clock runs."""
        return self.filter(answer="")


@pghistory.track()
class Offer(models.Model):
    """A letter that came in: another region's offer, or a third party's initiative; our answer is due.

    30 hari after receipt, 15 hari after a second request (Permendagri 22/2020 Pasal 8 ayat (3)–(5)).
    """

    government = models.ForeignKey("accounts.Government", on_delete=models.PROTECT, related_name="offers")
    kind = models.CharField(_("jenis surat"), max_length=12, choices=OfferKind)
    partner = models.ForeignKey(
        "partners.Partner", verbose_name=_("pengirim"), on_delete=models.PROTECT, related_name="offers"
    )
    letter_number = models.CharField(_("nomor surat"), max_length=120)
    letter_on = models.DateField(_("tanggal surat"), null=True, blank=True)
    received_on = models.DateField(_("diterima"))
    subject = models.CharField(_("perihal"), max_length=300)
    unit = models.ForeignKey(
        "accounts.Unit",
        verbose_name=_("perangkat daerah yang menangani"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="offers",
    )
    note = models.TextField(_("catatan"), blank=True)
    file_name = models.CharField(max_length=200, blank=True)
    file_sha256 = models.CharField(max_length=64, blank=True)
    file_mime = models.CharField(max_length=100, blank=True)
    file_size = models.PositiveBigIntegerField(default=0)
    second_number = models.CharField(_("nomor surat permintaan kedua"), max_length=120, blank=True)
    second_received_on = models.DateField(_("permintaan kedua diterima"), null=True, blank=True)
    answer = models.CharField(_("jawaban"), max_length=10, choices=OfferAnswer, blank=True)
    answer_number = models.CharField(_("nomor surat jawaban"), max_length=120, blank=True)
    answered_on = models.DateField(_("tanggal jawaban"), null=True, blank=True)
    answer_note = models.TextField(_("isi jawaban"), blank=True)
    agreement = models.ForeignKey(
        "agreements.Agreement",
        verbose_name=_("naskah"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="offers",
    )
    recorded_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects: ClassVar[OfferQuerySet] = OfferQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("surat masuk")
        verbose_name_plural = _("surat masuk")
        ordering = ["-received_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["government", "partner", "letter_number"],
                name="offer_once",
                violation_error_message=_("Surat dengan nomor ini dari pengirim yang sama sudah tercatat."),
            ),
            models.CheckConstraint(
                condition=Q(answer="", answered_on=None) | ~Q(answer="") & Q(answered_on__isnull=False),
                name="offer_answer_whole",
            ),
            models.CheckConstraint(
                condition=Q(second_received_on=None) | Q(second_received_on__gte=F("received_on")),
                name="offer_second_after_first",
                violation_error_message=_("Permintaan kedua tidak mungkin diterima sebelum yang pertama."),
            ),
        ]
        indexes = [models.Index(fields=["government", "received_on"], condition=Q(answer=""), name="offer_waiting")]

    def __str__(self) -> str:
        return self.subject

import pghistory
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agreements.enums import Capacity
from agreements.models.freeze import FrozenParty

ORDINALS = (
    "KESATU",
    "KEDUA",
    "KETIGA",
    "KEEMPAT",
    "KELIMA",
    "KEENAM",
    "KETUJUH",
    "KEDELAPAN",
    "KESEMBILAN",
    "KESEPULUH",
    "KESEBELAS",
    "KEDUA BELAS",
)


@pghistory.track()
class Party(models.Model):
    """One of the parties, in order I, II, III …: our government or a partner, with its own document number.

    What stands on the signed paper (``name_as_signed`` and the signatory) is text and does not follow later edits.
    """

    agreement = models.ForeignKey("agreements.Agreement", on_delete=models.CASCADE, related_name="parties")
    order = models.PositiveSmallIntegerField(_("urutan"))
    government = models.ForeignKey(
        "accounts.Government", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    partner = models.ForeignKey(
        "partners.Partner",
        verbose_name=_("mitra"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="parties",
    )
    number = models.CharField(_("nomor naskah"), max_length=120, blank=True)
    name_as_signed = models.CharField(_("nama pihak pada naskah"), max_length=250, blank=True)
    region_code_as_signed = models.CharField(max_length=13, blank=True, editable=False)
    address_as_signed = models.CharField(_("kedudukan"), max_length=300, blank=True)
    signatory_name = models.CharField(_("penanda tangan (tanpa gelar)"), max_length=150, blank=True)
    signatory_name_with_titles = models.CharField(_("nama dengan gelar"), max_length=200, blank=True)
    signatory_position = models.CharField(_("jabatan penanda tangan"), max_length=200, blank=True)
    capacity = models.CharField(_("bertindak sebagai"), max_length=24, choices=Capacity, blank=True)
    basis = models.TextField(
        _("dasar kewenangan"), blank=True, help_text=_("Surat kuasa, akta, atau keputusan pengangkatan.")
    )
    basis_number = models.CharField(_("nomor surat kuasa"), max_length=120, blank=True)
    basis_on = models.DateField(_("tanggal surat kuasa"), null=True, blank=True)

    class Meta:
        verbose_name = _("pihak")
        verbose_name_plural = _("pihak")
        ordering = ["agreement_id", "order"]
        triggers = [FrozenParty(name="frozen_parties")]
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "order"], name="party_order_once", deferrable=models.Deferrable.DEFERRED
            ),
            models.UniqueConstraint(
                fields=["agreement", "partner"],
                name="party_partner_once",
                violation_error_message=_("Mitra yang sama tercantum dua kali."),
            ),
            models.UniqueConstraint(
                fields=["agreement", "government"],
                name="party_government_once",
                violation_error_message=_("Pemerintah daerah tercantum dua kali."),
            ),
            models.CheckConstraint(
                condition=Q(government__isnull=False, partner=None) | Q(government=None, partner__isnull=False),
                name="party_government_or_partner",
                violation_error_message=_("Setiap pihak adalah pemerintah daerah ini atau satu mitra."),
            ),
            models.CheckConstraint(condition=Q(order__gte=1), name="party_order_from_one"),
        ]
        indexes = [models.Index(fields=["partner", "agreement"], name="party_partner")]

    def __str__(self) -> str:
        return self.display_name

    @property
    def display_name(self) -> str:
        """The name on the paper once signed, else today's name of the government or partner."""
        if self.name_as_signed:
            return self.name_as_signed
        if self.government is not None:
            return self.government.official_name
        return self.partner.name if self.partner is not None else ""

    @property
    def seat_on_paper(self) -> str:
        """Where the party sits, as the paper says it: frozen at signature, else as the register knows it today."""
        if self.address_as_signed or self.name_as_signed:
            return self.address_as_signed
        if self.government is None:
            return self.partner.address if self.partner is not None else ""
        seat, address = self.government.seat, self.government.address
        parts = [address] if seat.casefold() in address.casefold() else [seat, address]
        return ", ".join(part for part in parts if part)

    @property
    def lacks_letter_of_power(self) -> bool:
        """Signs by power of attorney, and the number or the day of the letter is not known (P22 Pasal 14, 36)."""
        if self.capacity not in Capacity.BY_POWER:
            return False
        is_told = "kuasa" in self.basis.casefold() and any(letter.isdigit() for letter in self.basis)
        return not is_told and not (self.basis_number and self.basis_on)

    @property
    def label(self) -> str:
        """``PIHAK KESATU``, ``PIHAK KEDUA`` …, as the annex of Permendagri 22/2020 names them."""
        return f"PIHAK {ORDINALS[self.order - 1]}" if self.order <= len(ORDINALS) else f"PIHAK KE-{self.order}"

import datetime as dt
from typing import TYPE_CHECKING, ClassVar

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agreements.enums import (
    CooperationKind,
    DurationUnit,
    EndReason,
    Form,
    Funding,
    Initiator,
    KsdpkKind,
    Meterai,
    Phase,
    Precision,
    Relation,
    SigningMethod,
    TermRule,
    Validity,
    Visibility,
)
from agreements.models.freeze import FrozenAgreement
from agreements.models.queries import AgreementQuerySet, validity_on
from kerjasama.constraints import CheckedAtOnce
from partners import regions

if TYPE_CHECKING:
    from agreements.models.party import Party


@pghistory.track(exclude=["version", "updated_at"])
class Agreement(CheckedAtOnce):
    """One document (naskah) of the register, from first draft to long after its end.

    A whole cooperation is the tree of its documents: ``parent`` and ``relation``. Dates are civil dates; an imprecise
    date of an old paper is stored as the first day it can mean (the last for an end), beside its precision.
    """

    # What it is
    government = models.ForeignKey("accounts.Government", on_delete=models.PROTECT, related_name="agreements")
    form = models.CharField(_("bentuk naskah"), max_length=32, choices=Form)
    title_as_printed = models.CharField(
        _("sebutan pada naskah"), max_length=120, blank=True, help_text=_("Misalnya Piagam Kerja Sama, MoU.")
    )
    cooperation_kind = models.CharField(_("jenis kerja sama"), max_length=20, choices=CooperationKind)
    ksdpk_kind = models.CharField(_("jenis KSDPK"), max_length=24, choices=KsdpkKind, blank=True)
    title = models.CharField(_("judul (tentang)"), max_length=500)
    short_title = models.CharField(_("judul singkat"), max_length=120, blank=True)
    parent = models.ForeignKey(
        "self", verbose_name=_("naskah induk"), on_delete=models.PROTECT, null=True, blank=True, related_name="children"
    )
    relation = models.CharField(_("hubungan dengan induk"), max_length=12, choices=Relation, blank=True)
    root = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, editable=False, related_name="tree", db_comment="top of the tree"
    )

    # What it is about
    object = models.TextField(_("objek"), blank=True)
    purpose = models.TextField(_("maksud dan tujuan"), blank=True)
    scope = models.TextField(_("ruang lingkup"), blank=True, help_text=_("Satu butir tiap baris."))
    background = models.TextField(_("latar belakang"), blank=True)
    benefits = models.TextField(_("manfaat"), blank=True)
    urusan = ArrayField(models.CharField(max_length=4), verbose_name=_("urusan pemerintahan"), default=list, blank=True)
    sdgs = ArrayField(models.PositiveSmallIntegerField(), verbose_name=_("SDGs"), default=list, blank=True)
    location_codes = ArrayField(models.CharField(max_length=13), verbose_name=_("wilayah"), default=list, blank=True)
    location_text = models.CharField(_("lokasi"), max_length=300, blank=True)

    # Who carries it
    initiator = models.CharField(_("pemrakarsa"), max_length=5, choices=Initiator, default=Initiator.KAMI)
    lead_unit = models.ForeignKey(
        "accounts.Unit", verbose_name=_("perangkat daerah pemrakarsa"), on_delete=models.PROTECT, related_name="led"
    )
    initiating_units = models.ManyToManyField(
        "accounts.Unit", verbose_name=_("perangkat daerah lain yang terlibat"), blank=True, related_name="involved_in"
    )

    # Money
    funding_sources = ArrayField(
        models.CharField(max_length=12, choices=Funding),
        verbose_name=_("sumber pembiayaan"),
        default=list,
        blank=True,
    )
    funding_note = models.CharField(_("keterangan pembiayaan"), max_length=500, blank=True)
    value_amount = models.DecimalField(_("nilai (rupiah)"), max_digits=18, decimal_places=2, null=True, blank=True)
    burdens_public = models.BooleanField(_("membebani masyarakat dan daerah"), null=True, blank=True)
    unbudgeted = models.BooleanField(_("belum teranggarkan dalam APBD"), null=True, blank=True)
    consent_reason = models.TextField(_("alasan perlu tidaknya persetujuan DPRD"), blank=True)

    # When it holds
    signed_on = models.DateField(_("tanggal penandatanganan"), null=True, blank=True)
    signed_precision = models.CharField(max_length=5, choices=Precision, default=Precision.DAY)
    signed_weekday = models.CharField(_("hari sebagaimana tertulis"), max_length=10, blank=True)
    signed_place = models.CharField(_("tempat penandatanganan"), max_length=120, blank=True)
    effective_from = models.DateField(_("mulai berlaku"), null=True, blank=True)
    ends_on = models.DateField(_("hari terakhir berlaku"), null=True, blank=True)
    ends_precision = models.CharField(max_length=5, choices=Precision, default=Precision.DAY)
    effective_ends_on = models.DateField(
        _("hari terakhir berlaku setelah perubahan"),
        null=True,
        editable=False,
        db_comment="ends_on moved by signed addenda and extensions; kept by domain.chain",
    )
    term_rule = models.CharField(_("ketentuan jangka waktu"), max_length=16, choices=TermRule, default=TermRule.TETAP)
    duration_text = models.CharField(_("jangka waktu sebagaimana tertulis"), max_length=120, blank=True)
    duration_value = models.PositiveSmallIntegerField(null=True, blank=True, editable=False)
    duration_unit = models.CharField(max_length=5, choices=DurationUnit, blank=True, editable=False)

    notice_days = models.PositiveSmallIntegerField(
        _("pemberitahuan kelanjutan (hari)"),
        null=True,
        blank=True,
        help_text=_("Sekian hari sebelum berakhir para pihak harus memberi tahu, menurut naskahnya."),
    )

    # How it was signed
    signing_method = models.CharField(_("cara penandatanganan"), max_length=10, choices=SigningMethod, blank=True)
    copies_original = models.PositiveSmallIntegerField(_("jumlah naskah asli"), null=True, blank=True)
    custody = models.CharField(_("tempat penyimpanan naskah asli"), max_length=200, blank=True)
    meterai_kind = models.CharField(_("meterai"), max_length=12, choices=Meterai, blank=True)
    meterai_count = models.PositiveSmallIntegerField(_("jumlah meterai"), null=True, blank=True)
    languages = ArrayField(models.CharField(max_length=3), verbose_name=_("bahasa naskah"), default=list, blank=True)
    prevailing_language = models.CharField(_("bahasa yang diutamakan"), max_length=3, blank=True)

    # Where it stands
    phase = models.CharField(_("tahap"), max_length=18, choices=Phase, default=Phase.DRAF, editable=False)
    frozen_at = models.DateTimeField(null=True, editable=False)
    ended_on = models.DateField(_("hari terakhir sebelum diakhiri"), null=True, blank=True)
    end_reason = models.CharField(_("alasan berakhir"), max_length=20, choices=EndReason, blank=True)
    end_note = models.TextField(_("keterangan pengakhiran"), blank=True)
    legacy = models.BooleanField(_("naskah lama"), default=False)
    needs_review = models.BooleanField(_("perlu ditinjau"), default=False)
    review_note = models.CharField(_("yang perlu ditinjau"), max_length=300, blank=True)
    visibility = models.CharField(_("keterbukaan"), max_length=8, choices=Visibility, default=Visibility.PUBLIK)
    visibility_reason = models.TextField(_("alasan keterbukaan"), blank=True)

    # The register
    register_no = models.CharField(_("nomor register"), max_length=24, null=True, editable=False)
    register_year = models.PositiveSmallIntegerField(null=True, editable=False)
    register_seq = models.PositiveIntegerField(null=True, editable=False)
    source_note = models.CharField(_("sumber data"), max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)
    created_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+", editable=False)
    updated_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+", editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    updated_at = models.DateTimeField(auto_now=True)

    objects: ClassVar[AgreementQuerySet] = AgreementQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("naskah")
        verbose_name_plural = _("naskah")
        ordering = ["-signed_on", "-pk"]
        triggers = [FrozenAgreement(name="frozen_facts")]
        constraints = [
            models.UniqueConstraint(fields=["government", "register_no"], name="agreement_register_no_once"),
            models.UniqueConstraint(
                fields=["government", "form", "register_year", "register_seq"], name="agreement_register_seq_once"
            ),
            models.CheckConstraint(
                condition=Q(register_no=None, register_year=None, register_seq=None)
                | Q(register_no__isnull=False, register_year__isnull=False, register_seq__isnull=False),
                name="agreement_register_no_whole",
            ),
            models.CheckConstraint(
                condition=~Q(phase__in=Phase.SIGNED) | Q(register_no__isnull=False, frozen_at__isnull=False),
                name="agreement_signed_is_numbered_and_frozen",
            ),
            models.CheckConstraint(
                condition=~Q(phase="ditandatangani", legacy=False) | Q(signed_on__isnull=False),
                name="agreement_signed_has_date",
            ),
            models.CheckConstraint(
                condition=Q(parent=None, relation="") | (Q(parent__isnull=False) & ~Q(relation="")),
                name="agreement_parent_with_relation",
                violation_error_message=_("Naskah induk dan hubungannya diisi bersama-sama."),
            ),
            models.CheckConstraint(
                condition=~Q(parent=F("id")),
                name="agreement_not_its_own_parent",
                violation_error_message=_("Naskah tidak dapat menjadi induk bagi dirinya sendiri."),
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(effective_from=None) | Q(ends_on__gte=F("effective_from")),
                name="agreement_ends_after_start",
                violation_error_message=_("Hari terakhir berlaku tidak boleh sebelum mulai berlaku."),
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(signed_on=None) | Q(ends_on__gte=F("signed_on")),
                name="agreement_ends_after_signing",
                violation_error_message=_("Hari terakhir berlaku tidak boleh sebelum tanggal penandatanganan."),
            ),
            models.CheckConstraint(
                condition=Q(phase__in=["diakhiri", "digantikan"], ended_on__isnull=False) & ~Q(end_reason="")
                | ~Q(phase__in=["diakhiri", "digantikan"]) & Q(ended_on=None, end_reason=""),
                name="agreement_ended_with_reason",
            ),
            models.CheckConstraint(
                condition=Q(visibility="publik") | ~Q(visibility_reason=""),
                name="agreement_hidden_with_reason",
                violation_error_message=_("Naskah yang tidak dibuka untuk publik harus disertai alasan."),
            ),
        ]
        indexes = [
            models.Index(
                fields=["-signed_on", "-id"],
                condition=Q(phase__in=["ditandatangani", "diakhiri", "digantikan"], visibility="publik"),
                name="agreement_public_newest",
            ),
            models.Index(
                fields=["effective_ends_on", "id"], condition=Q(phase="ditandatangani"), name="agreement_ending"
            ),
            models.Index(
                fields=["notice_days"],
                condition=Q(phase="ditandatangani", notice_days__isnull=False),
                name="agreement_noticed",
            ),
            models.Index(fields=["government", "phase"], name="agreement_phase"),
            models.Index(fields=["root"], name="agreement_tree"),
            GinIndex(fields=["title"], opclasses=["gin_trgm_ops"], name="agreement_title_trgm"),
            GinIndex(fields=["urusan"], name="agreement_urusan"),
        ]

    def __str__(self) -> str:
        return self.short_title or self.title

    def get_absolute_url(self) -> str:
        """The permanent public address once registered, else the page in the workspace."""
        if self.register_no:
            return reverse("portal:agreement", args=[self.government.code, self.register_no])
        return reverse("agreements:detail", args=[self.pk])

    @property
    def name_of_document(self) -> str:
        """What the paper calls itself: ``title_as_printed`` or the form."""
        return self.title_as_printed or str(Form(self.form).label)

    @property
    def location_names(self) -> list[str]:
        """The regions where it is carried out, by name; a code that is no longer known stays readable as a code."""
        return [regions.name_of(code) or code for code in self.location_codes]

    @property
    def starts_on(self) -> dt.date | None:
        """First day in force: ``effective_from``, else the day of signing."""
        return self.effective_from or self.signed_on

    @property
    def last_day(self) -> dt.date | None:
        """Last day in force after addenda, extensions and an early ending; None when open-ended."""
        days = [day for day in (self.effective_ends_on, self.ended_on) if day]
        return min(days) if days else None

    def validity(self, today: dt.date) -> Validity:
        """Keadaan on ``today``, the same answer as ``AgreementQuerySet.with_validity``."""
        return validity_on(self, today)

    def is_frozen(self) -> bool:
        """Facts change only by a reasoned correction once signed."""
        return self.frozen_at is not None

    def ordered_parties(self) -> list["Party"]:
        """Parties as numbered on paper; uses the prefetched rows when there are any."""
        known = "parties" in getattr(self, "_prefetched_objects_cache", {})
        rows = self.parties.all() if known else self.parties.select_related("partner", "government")
        return sorted(rows, key=lambda party: party.order)

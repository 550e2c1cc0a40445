from typing import Any, ClassVar

import pghistory
from django.contrib.postgres.indexes import GinIndex
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from partners.enums import PartnerKind
from partners.names import fold
from partners.validators import place_errors


class PartnerQuerySet(models.QuerySet["Partner"]):
    def visible_to(self, user: Any) -> "PartnerQuerySet":
        """The partners in the registers of the governments where the person works today."""
        from accounts.domain.roles import is_person, memberships_of

        if not is_person(user):
            return self.none()
        return self.filter(government_id__in={m.government_id for m in memberships_of(user)})

    def current(self) -> "PartnerQuerySet":
        """Without those that were merged into another."""
        return self.filter(merged_into=None)


@pghistory.track()
class Partner(models.Model):
    """An organisation (or person) we cooperate with. Agreements keep the name as signed; this row may change."""

    government = models.ForeignKey("accounts.Government", on_delete=models.PROTECT, related_name="partners")
    kind = models.CharField(_("jenis mitra"), max_length=32, choices=PartnerKind)
    name = models.CharField(_("nama resmi"), max_length=250)
    name_folded = models.CharField(max_length=300, editable=False)
    short_name = models.CharField(_("nama singkat"), max_length=60, blank=True)
    legal_form = models.CharField(_("bentuk hukum"), max_length=60, blank=True, help_text=_("Misalnya PT, Perum."))
    legal_basis = models.TextField(
        _("dasar hukum"), blank=True, help_text=_("Akta pendirian, notaris, pengesahan menteri, atau undang-undang.")
    )
    region_code = models.CharField(
        _("kode wilayah"), max_length=13, blank=True, help_text=_("Kode Kemendagri, misalnya 64.72.")
    )
    country = models.CharField(_("negara"), max_length=2, default="ID", help_text=_("Kode ISO 3166-1."))
    address = models.CharField(_("alamat kantor"), max_length=300, blank=True)
    website = models.URLField(_("situs web"), blank=True)
    logo = models.FileField(_("logo atau lambang"), upload_to="mitra/", blank=True)
    note = models.TextField(_("catatan internal"), blank=True)
    merged_into = models.ForeignKey(
        "self", verbose_name=_("digabung ke"), on_delete=models.PROTECT, null=True, blank=True, related_name="merged"
    )
    created_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects: ClassVar[PartnerQuerySet] = PartnerQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("mitra")
        verbose_name_plural = _("mitra")
        ordering = ["name", "pk"]
        indexes = [GinIndex(fields=["name_folded"], opclasses=["gin_trgm_ops"], name="partner_name_trgm")]
        constraints = [
            models.CheckConstraint(condition=~Q(merged_into=F("id")), name="partner_not_merged_into_itself"),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.name_folded = fold(self.name)
        fields = kwargs.get("update_fields")
        if fields is not None and "name" in fields:
            kwargs["update_fields"] = {*fields, "name_folded"}
        super().save(*args, **kwargs)

    def clean(self) -> None:
        """Place and kind agree (``partners.validators.place_errors``), and nobody is their own partner."""
        errors = place_errors(kind=self.kind, region_code=self.region_code, country=self.country)
        is_region = self.kind in PartnerKind.values and PartnerKind(self.kind).is_region
        if is_region and self.government_id and self.region_code == self.government.code:
            errors["region_code"] = str(_("Ini daerah Anda sendiri. Mitra adalah pihak selain pemerintah daerah ini."))
        if errors:
            raise ValidationError(errors)

    @property
    def survivor(self) -> "Partner":
        """This partner, or the one it was merged into."""
        return self.merged_into or self


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class PartnerAlias(models.Model):
    """Another name of the partner: former, short, misspelt, in another language."""

    partner = models.ForeignKey(Partner, on_delete=models.CASCADE, related_name="aliases")
    name = models.CharField(_("nama lain"), max_length=250)
    name_folded = models.CharField(max_length=300, editable=False)

    class Meta:
        verbose_name = _("nama lain")
        verbose_name_plural = _("nama lain")
        ordering = ["name", "pk"]
        indexes = [GinIndex(fields=["name_folded"], opclasses=["gin_trgm_ops"], name="partner_alias_trgm")]
        constraints = [models.UniqueConstraint(fields=["partner", "name_folded"], name="partner_alias_once")]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.name_folded = fold(self.name)
        super().save(*args, **kwargs)


class PartnerContact(models.Model):
    """A person to call at the partner. Internal only: never on a public page, in an export or in a log.

    Not kept in history: a person who asks to be forgotten is forgotten (UU 27/2022 Pasal 8).
    """

    partner = models.ForeignKey(Partner, on_delete=models.CASCADE, related_name="contacts")
    name = models.CharField(_("nama"), max_length=150)
    position = models.CharField(_("jabatan"), max_length=150, blank=True)
    email = models.EmailField(_("surel"), blank=True)
    phone = models.CharField(_("telepon"), max_length=30, blank=True)

    class Meta:
        verbose_name = _("narahubung")
        verbose_name_plural = _("narahubung")
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name

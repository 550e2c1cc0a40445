from typing import TYPE_CHECKING, Any, ClassVar

import pghistory
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from agreements.enums import FileKind, Phase, Visibility

if TYPE_CHECKING:
    from agreements.models.queries import AgreementQuerySet


class FileQuerySet(models.QuerySet["File"]):
    def public(self) -> "FileQuerySet":
        """Public files of public agreements, withdrawn ones left out."""
        return self.filter(
            visibility=Visibility.PUBLIK,
            withdrawn_at=None,
            agreement__visibility=Visibility.PUBLIK,
            agreement__phase__in=Phase.SIGNED,
        )

    def shown(self) -> "FileQuerySet":
        """Public files as visitors are offered them: the newest of each name, the masked copy and not its original."""
        public = File.objects.public()
        same_name = {key: OuterRef(key) for key in ("agreement", "kind", "name")}
        newer = public.filter(**same_name, version__gt=OuterRef("version"))
        masked = public.filter(masked_copy_of=OuterRef("pk"))
        return self.public().filter(~Exists(newer), ~Exists(masked))

    def visible_to(self, user: Any) -> "FileQuerySet":
        """Public files, and every file of an agreement the person may see because of a role in its government.

        ``rahasia`` files are for staf, pimpinan and auditor only.
        """
        from accounts.domain.roles import is_person, memberships_of
        from accounts.enums import Role
        from agreements.models.agreement import Agreement

        if not is_person(user):
            return self.public()
        mine = memberships_of(user)
        insider = {m.government_id for m in mine}
        trusted = {m.government_id for m in mine if m.role in {Role.STAF, Role.PIMPINAN, Role.AUDITOR}}
        seen: AgreementQuerySet = Agreement.objects.visible_to(user).filter(government_id__in=insider)
        allowed = Q(agreement__in=seen) & (~Q(visibility=Visibility.RAHASIA) | Q(agreement__government_id__in=trusted))
        return self.filter(allowed | Q(pk__in=self.model.objects.public().values("pk")))


@pghistory.track()
class File(models.Model):
    """A stored file. The bytes lie once in the store under their SHA-256; this row says what they are."""

    agreement = models.ForeignKey("agreements.Agreement", on_delete=models.PROTECT, related_name="files")
    kind = models.CharField(_("jenis berkas"), max_length=20, choices=FileKind)
    name = models.CharField(_("nama berkas"), max_length=200)
    version = models.PositiveSmallIntegerField(_("versi"), default=1)
    visibility = models.CharField(_("keterbukaan"), max_length=8, choices=Visibility, default=Visibility.TERBATAS)
    sha256 = models.CharField(max_length=64, db_index=True)
    size = models.PositiveBigIntegerField(_("ukuran (bita)"))
    mime = models.CharField(max_length=100)
    masked_copy_of = models.ForeignKey(
        "self", verbose_name=_("salinan tersamar dari"), on_delete=models.PROTECT, null=True, blank=True
    )
    note = models.CharField(_("keterangan"), max_length=200, blank=True)
    uploaded_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(_("ditarik"), null=True, blank=True)
    withdrawn_reason = models.CharField(_("alasan penarikan"), max_length=300, blank=True)

    objects: ClassVar[FileQuerySet] = FileQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("berkas")
        verbose_name_plural = _("berkas")
        ordering = ["agreement_id", "kind", "-version", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "kind", "name", "version"], name="file_version_once"),
            models.CheckConstraint(condition=Q(sha256__regex=r"^[0-9a-f]{64}$"), name="file_sha256_whole"),
            models.CheckConstraint(
                condition=~Q(kind="pindaian") | ~Q(visibility="publik"),
                name="file_archive_scan_never_public",
                violation_error_message=_("Pindaian arsip tidak dibuka; unggah salinan publik yang sudah disamarkan."),
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None) | ~Q(withdrawn_reason=""), name="file_withdrawn_with_reason"
            ),
            models.CheckConstraint(
                condition=Q(masked_copy_of=None) | ~Q(masked_copy_of=F("id")), name="file_not_copy_of_itself"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def store_path(self) -> str:
        """Where the bytes lie in the store: two letters of the hash, then the hash."""
        return f"{self.sha256[:2]}/{self.sha256}"

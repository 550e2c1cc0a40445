from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class DatasetQuerySet(models.QuerySet["Dataset"]):
    def finished(self) -> "DatasetQuerySet":
        """Those that can be downloaded, newest first."""
        return self.filter(finished_at__isnull=False).order_by("-finished_at", "-pk")


class Dataset(models.Model):
    """The whole public register at one version and civil day, written into the file store in every format.

    Ledger and claim in one row: ``claimed_at`` says that a worker is at it, ``done`` of ``total`` how far it is.
    """

    version = models.CharField(max_length=16, db_comment="of the register, see agreements.domain.versions")
    day = models.DateField(_("keadaan per"))
    claimed_at = models.DateTimeField(null=True)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    finished_at = models.DateTimeField(_("selesai"), null=True)

    objects: ClassVar[DatasetQuerySet] = DatasetQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("kumpulan data")
        verbose_name_plural = _("kumpulan data")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["version", "day"], name="dataset_once"),
            models.CheckConstraint(
                condition=Q(finished_at=None) | Q(done=F("total")), name="dataset_finished_is_whole"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day:%Y-%m-%d} {self.version}"


class DatasetFile(models.Model):
    """One format of a data set."""

    dataset = models.ForeignKey(Dataset, on_delete=models.CASCADE, related_name="files")
    name = models.CharField(max_length=40)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField(_("ukuran (bita)"))
    path = models.CharField(max_length=120, db_comment="in the file store")

    class Meta:
        verbose_name = _("berkas data")
        verbose_name_plural = _("berkas data")
        ordering = ["dataset_id", "name"]
        constraints = [models.UniqueConstraint(fields=["dataset", "name"], name="dataset_file_once")]

    def __str__(self) -> str:
        return self.name

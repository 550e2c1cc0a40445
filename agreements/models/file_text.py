"""What stands in the stored files, page by page. The text belongs to the bytes: files with the same bytes share it."""

from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Q
from django.db.models.lookups import IsNull
from django.utils.translation import gettext_lazy as _

from agreements.enums import Obstacle, Reading


class FileText(models.Model):
    """How far the bytes with one SHA-256 have been read; the row is the work and its claim.

    Only one is read at a time in the whole installation: it may take all of a processor.
    """

    sha256 = models.CharField(max_length=64, primary_key=True)
    mime = models.CharField(max_length=100)
    state = models.CharField(_("keadaan"), max_length=10, choices=Reading, default=Reading.MENUNGGU)
    obstacle = models.CharField(_("sebab tidak terbaca"), max_length=10, choices=Obstacle, blank=True)
    noted_at = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True, db_comment="moment of the sweep that holds it")
    attempts = models.PositiveSmallIntegerField(default=0, db_comment="since a page was last read")
    retry_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("teks berkas")
        verbose_name_plural = _("teks berkas")
        ordering = ["noted_at", "sha256"]
        indexes = [models.Index(fields=["noted_at"], condition=~Q(state="terbaca"), name="file_text_open")]
        constraints = [
            models.CheckConstraint(condition=Q(sha256__regex=r"^[0-9a-f]{64}$"), name="file_text_sha256_whole"),
            models.CheckConstraint(condition=Q(state="gagal") ^ Q(obstacle=""), name="file_text_failed_says_why"),
            models.CheckConstraint(
                condition=Q(claimed_at=None) | Q(state__in=["menunggu", "perlu_ocr"]),
                name="file_text_claimed_while_open",
            ),
            models.UniqueConstraint(
                IsNull("claimed_at", rhs=False), condition=~Q(claimed_at=None), name="file_text_one_reader_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return self.sha256[:12]


class FilePage(models.Model):
    """One page as read. One that could not be read has an ``obstacle`` and no text, and holds up no other."""

    content = models.ForeignKey(FileText, on_delete=models.CASCADE, related_name="pages")
    number = models.PositiveSmallIntegerField(db_comment="from 1")
    text = models.TextField(blank=True)
    words = SearchVectorField(db_comment="of the text, all of weight D")
    by_ocr = models.BooleanField(default=False)
    obstacle = models.CharField(_("sebab tidak terbaca"), max_length=10, choices=Obstacle, blank=True)

    class Meta:
        verbose_name = _("halaman berkas")
        verbose_name_plural = _("halaman berkas")
        ordering = ["content_id", "number"]
        indexes = [models.Index(fields=["content"], condition=~Q(obstacle=""), name="file_page_unread")]
        constraints = [models.UniqueConstraint(fields=["content", "number"], name="file_page_once")]

    def __str__(self) -> str:
        return f"{self.content_id[:12]}, {self.number}"

"""Counts and frequent words of 8,192 documents at a time, written down so that nobody waits while they are counted.

Derived from ``Entry`` and never its truth; ``agreements.domain.rollups`` writes them in the background, and
``docs/decisions/0037-rolled-up-counts.md`` says why they are exact at every moment all the same.
"""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _


class Rollup(models.Model):
    """One segment of the public register as ``agreements.domain.segments`` packs it."""

    segment = models.PositiveIntegerField(primary_key=True)
    seen = ArrayField(models.BigIntegerField(), db_comment="the newest publications when it was read")
    body = models.BinaryField()

    class Meta:
        verbose_name = _("rekap hitungan")
        verbose_name_plural = _("rekap hitungan")
        ordering = ["segment"]

    def __str__(self) -> str:
        return str(self.segment)


class RolledWord(models.Model):
    """The documents of one segment that have one frequent word; a rare word has no row."""

    word = models.TextField(db_comment="as a piece of a tsquery: 'kelola', or 'kerja' <1> 'sama'")
    segment = models.PositiveIntegerField()
    places = models.BinaryField(db_comment="a bit for each place of the segment, or the numbers of few places")

    class Meta:
        verbose_name = _("rekap kata")
        verbose_name_plural = _("rekap kata")
        ordering = ["word", "segment"]
        constraints = [models.UniqueConstraint(fields=["word", "segment"], name="rolled_word_once")]

    def __str__(self) -> str:
        return f"{self.word} {self.segment}"

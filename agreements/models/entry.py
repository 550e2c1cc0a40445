"""What lists, search and counts read: one flat row per document, derived from the register and never its truth.

The database keeps the rows right by itself (triggers in migration 0004): no code path can forget them. Only the words
are made in Python, by ``agreements.domain.indexing``, because PostgreSQL does not know Indonesian word forms.
"""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

SEGMENT = 8192  # documents whose counts are kept and renewed together


class Entry(models.Model):
    """One document as the lists see it. The two keys are never null, so that paging by key reaches every row."""

    agreement = models.OneToOneField(
        "agreements.Agreement",
        on_delete=models.CASCADE,
        primary_key=True,
        db_constraint=False,
        related_name="entry",
        db_comment="removed by a trigger when the document goes",
    )
    is_public = models.BooleanField()
    year = models.PositiveSmallIntegerField(null=True, db_comment="of signing, null when unknown")
    newest_key = models.DateField(db_comment="day of signing, 0001-01-01 when unknown")
    starts_on = models.DateField(null=True)
    last_day = models.DateField(null=True, db_comment="after addenda, extensions and an early ending")
    ends_key = models.DateField(db_comment="last_day, 9999-12-31 when open-ended")
    unit_ids = ArrayField(models.BigIntegerField(), default=list)
    partner_ids = ArrayField(models.BigIntegerField(), default=list)
    partner_kinds = ArrayField(models.CharField(max_length=32), default=list)
    provinces = ArrayField(models.CharField(max_length=2), default=list, db_comment="of domestic partners")
    countries = ArrayField(models.CharField(max_length=2), default=list, db_comment="of foreign partners")
    words = SearchVectorField(null=True)
    all_words = SearchVectorField(
        null=True, db_comment="words and those of the public files; null where no file adds any, and when one closes"
    )
    is_stale = models.BooleanField(default=True, db_comment="words are older than the document")

    class Meta:
        verbose_name = _("baris penelusuran")
        verbose_name_plural = _("baris penelusuran")
        ordering = ["-newest_key", "-agreement_id"]
        indexes = [
            models.Index(fields=["-newest_key", "-agreement_id"], condition=Q(is_public=True), name="entry_newest"),
            models.Index(fields=["ends_key", "agreement_id"], condition=Q(is_public=True), name="entry_ending"),
            models.Index(fields=["agreement_id"], condition=Q(is_stale=True), name="entry_stale"),
            GinIndex(fields=["words"], name="entry_words"),
            GinIndex(fields=["all_words"], condition=Q(all_words__isnull=False), name="entry_all_words"),
            GinIndex(fields=["partner_ids"], name="entry_partners"),
            GinIndex(fields=["unit_ids"], name="entry_units"),
        ]

    def __str__(self) -> str:
        return str(self.agreement_id)


class Publication(models.Model):
    """One transaction that changed something the public sees. The newest rows together name the register's version."""

    xid = models.CharField(max_length=24)
    at = models.DateTimeField()
    segments = ArrayField(models.IntegerField(), default=list, db_comment="of the documents that changed")
    documents = ArrayField(models.BigIntegerField(), null=True, db_comment="those that changed; null where too many")

    class Meta:
        verbose_name = _("terbitan")
        verbose_name_plural = _("terbitan")
        ordering = ["-pk"]
        constraints = [models.UniqueConstraint(fields=["xid", "at"], name="publication_once_per_transaction")]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M}"


class Word(models.Model):
    """A word of the public register as written, for suggestions and "maksud Anda"."""

    word = models.CharField(max_length=60, primary_key=True)
    documents = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("kata")
        verbose_name_plural = _("kata")
        ordering = ["word"]
        indexes = [GinIndex(fields=["word"], opclasses=["gin_trgm_ops"], name="word_trgm")]

    def __str__(self) -> str:
        return self.word


@SearchVectorField.register_lookup
class Matches(models.Lookup[str]):
    """``words__matches=tsquery``: a query that ``agreements.domain.search_text`` has already written out."""

    lookup_name = "matches"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        lhs, lhs_params = self.process_lhs(compiler, connection)
        rhs, rhs_params = self.process_rhs(compiler, connection)
        return f"{lhs} @@ {rhs}::tsquery", [*lhs_params, *rhs_params]

import datetime as dt
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _


class Subscription(models.Model):
    """A saved search that an address wants to hear of. Nothing is known of the person but the address.

    ``told_until``: documents that became public after this moment are still news. A subscription that is ended is
    deleted, one that is never confirmed too.
    """

    email = models.EmailField(_("alamat surel"))
    query = models.CharField(_("saringan"), max_length=500, blank=True)
    language = models.CharField(_("bahasa"), max_length=2, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE)
    created_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    told_until = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("langganan")
        verbose_name_plural = _("langganan")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(Lower("email"), "query", name="subscription_once"),
            models.CheckConstraint(
                condition=Q(confirmed_at=None, told_until=None)
                | Q(confirmed_at__isnull=False, told_until__isnull=False),
                name="subscription_confirmed_is_told",
            ),
        ]

    def __str__(self) -> str:
        return self.query or "-"


class Debut(models.Model):
    """The moment a document was first seen to be public: what is new, whenever it was signed."""

    agreement = models.OneToOneField(
        "agreements.Agreement", on_delete=models.CASCADE, primary_key=True, related_name="debut"
    )
    at = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name = _("terbit pertama")
        verbose_name_plural = _("terbit pertama")
        ordering = ["-at"]

    def __str__(self) -> str:
        return str(self.agreement_id)


class LetterKind(models.TextChoices):
    """What a letter to a subscriber is."""

    CONFIRM = "sahkan", _("Pengesahan")
    NEWS = "kabar", _("Kabar")


class LetterQuerySet(models.QuerySet["Letter"]):
    def owed(self, now: dt.datetime) -> "LetterQuerySet":
        """What is due by ``now`` and in nobody's hands, oldest first."""
        waiting = Q(retry_at=None) | Q(retry_at__lte=now)
        return self.filter(waiting, sent_at=None, gave_up_at=None, claimed_at=None).order_by("pk")


class Letter(models.Model):
    """One e-mail owed to one address: ledger and outbox in one row, as ``notices.Notice`` is for colleagues.

    ``contents`` maps a subscription's id to the ids of documents that are new in it.
    """

    email = models.EmailField()
    kind = models.CharField(max_length=8, choices=LetterKind)
    occasion = models.CharField(max_length=40, db_comment="the day of news; the subscription to be confirmed")
    contents = models.JSONField(default=dict)
    created_at = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    retry_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    gave_up_at = models.DateTimeField(null=True)
    last_error = models.CharField(max_length=300, blank=True)

    objects: ClassVar[LetterQuerySet] = LetterQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("surat langganan")
        verbose_name_plural = _("surat langganan")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(Lower("email"), "kind", "occasion", name="letter_once"),
            models.CheckConstraint(condition=Q(sent_at=None) | Q(gave_up_at=None), name="letter_given_up_is_not_sent"),
        ]
        indexes = [models.Index(fields=["id"], condition=Q(sent_at=None, gave_up_at=None), name="letter_owed")]

    def __str__(self) -> str:
        return f"{self.kind} {self.occasion}"

"""Conditions of a recommendation: what must be cleared before the document may be signed."""

import datetime as dt

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as say

from accounts.models import User
from agreements.domain.errors import WrongPhase
from agreements.enums import Phase
from agreements.models import Agreement
from reviews.models import Condition, Round


def write(review: Round, texts: list[str]) -> list[Condition]:
    """Put down the conditions of a conclusion, in order."""
    clean = [text.strip() for text in texts if text.strip()]
    return [Condition.objects.create(round=review, order=n, text=text) for n, text in enumerate(clean, start=1)]


def standing(agreement: Agreement) -> "QuerySet[Condition]":
    """The conditions of the last round: a later round replaces what an earlier one asked."""
    last = Round.objects.filter(agreement=agreement).order_by("-number").values("pk")[:1]
    return Condition.objects.filter(round__in=last).select_related("cleared_by").order_by("order")


def gate(agreement: Agreement, action: str, *, today: dt.date) -> list[str]:
    """The sentences that keep a document from being signed: one for each condition not cleared."""
    if action != "sign":
        return []
    return [
        say("Syarat rekomendasi TKKSD belum dipenuhi: %s") % condition.text
        for condition in standing(agreement).filter(cleared_at=None)
    ]


@transaction.atomic
def clear(condition: Condition, *, note: str, by: User, now: dt.datetime) -> Condition:
    """The secretariat records how a condition was met.

    Raises WrongPhase when it was cleared already or the document has left the table, PermissionDenied, and
    ValidationError without a word on how.
    """
    locked = (
        Condition.objects.select_for_update(of=("self",))
        .select_related("round__agreement__government")
        .get(pk=condition.pk)
    )
    if not by.has_perm("reviews.clear_condition", locked.round.agreement):
        raise PermissionDenied("clear_condition")
    if locked.cleared_at is not None:
        raise WrongPhase(say("Syarat ini sudah dicatat terpenuhi oleh %s.") % locked.cleared_by)
    if locked.round.agreement.phase != Phase.DIREKOMENDASIKAN:
        raise WrongPhase(say("Naskah ini tidak lagi menunggu penandatanganan."))
    if not note.strip():
        raise ValidationError({"note": say("Tuliskan bagaimana syarat ini dipenuhi.")})
    locked.cleared_at, locked.cleared_by, locked.cleared_note = now, by, note.strip()
    locked.save(update_fields=["cleared_at", "cleared_by", "cleared_note"])
    return locked

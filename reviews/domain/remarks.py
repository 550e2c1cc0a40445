"""Notes on parts of a draft: written with an opinion, open from round to round until settled."""

import datetime as dt
from collections.abc import Mapping

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as say

from accounts.models import User
from agreements.domain.errors import WrongPhase
from agreements.models import Agreement
from reviews.domain.parts import parts_of
from reviews.models import Opinion, Remark, Round


def write(opinion: Opinion, texts: Mapping[str, str]) -> list[Remark]:
    """Make the notes of an opinion what ``texts`` (code of the part -> text) says; empty ones go. In a transaction.

    A settled note that comes to say something else is open again.

    Raises ValidationError for a part that the draft of the round does not have.
    """
    labels = {part.code: part.label for part in parts_of(opinion.round.draft)}
    wanted = {code: text.strip() for code, text in texts.items() if text.strip()}
    unknown = wanted.keys() - labels.keys()
    if unknown:
        raise ValidationError(say("Bagian rancangan tidak dikenal: %s.") % ", ".join(sorted(unknown)))
    opinion.remarks.exclude(part__in=wanted).filter(settled_at=None).delete()
    found = []
    settled = {remark.part: remark for remark in opinion.remarks.exclude(settled_at=None)}
    for code in labels:
        if code not in wanted:
            continue
        if code in settled and settled[code].text != wanted[code]:  # what is asked now is not what was settled
            Remark.objects.filter(pk=settled[code].pk).update(settled_at=None, settled_by=None, settlement="")
        remark, _created = Remark.objects.update_or_create(
            opinion=opinion, part=code, defaults={"text": wanted[code], "part_label": labels[code][:200]}
        )
        found.append(remark)
    return found


def reference(draft: dict[str, object], texts: Mapping[str, str]) -> str:
    """What stands as the note of an opinion that only has notes on parts: ``Lihat catatan pada Pasal 3 …``."""
    labels = [part.label for part in parts_of(draft) if texts.get(part.code, "").strip()]
    return say("Lihat catatan pada %s.") % ", ".join(labels) if labels else ""


def open_remarks(agreement: Agreement, *, before: Round) -> "QuerySet[Remark]":
    """Notes of earlier rounds that nobody has settled."""
    rows = Remark.objects.filter(
        opinion__round__agreement=agreement, opinion__round__number__lt=before.number, settled_at=None
    )
    return rows.select_related("opinion__round", "opinion__seat__holder").order_by("opinion__round__number", "pk")


@transaction.atomic
def settle(remark: Remark, *, settlement: str, by: User, now: dt.datetime) -> Remark:
    """Close a note with a word on how. By its author's seat or the secretariat.

    Raises WrongPhase when it was settled already, PermissionDenied, ValidationError without a word.
    """
    locked = (
        Remark.objects.select_for_update(of=("self",))
        .select_related("opinion__round__agreement__government", "opinion__seat")
        .get(pk=remark.pk)
    )
    if not by.has_perm("reviews.settle_remark", locked):
        raise PermissionDenied("settle_remark")
    if locked.settled_at is not None:
        raise WrongPhase(say("Catatan ini sudah diselesaikan oleh %s.") % locked.settled_by)
    if not settlement.strip():
        raise ValidationError({"settlement": say("Tuliskan bagaimana catatan ini diselesaikan.")})
    locked.settled_at, locked.settled_by, locked.settlement = now, by, settlement.strip()
    locked.save(update_fields=["settled_at", "settled_by", "settlement"])
    return locked

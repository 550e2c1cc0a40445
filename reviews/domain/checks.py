"""The checklist of a round: considerations of the telaahan and mandatory contents, ticked with the pasal."""

import datetime as dt
from collections.abc import Mapping
from typing import NamedTuple

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as say

from accounts.models import User
from agreements.domain.errors import WrongPhase
from agreements.models import LocalItem
from agreements.procedures import procedure_of
from reviews.checklists import LOCAL, Item, checklist_of
from reviews.enums import Finding
from reviews.models import Check, Round


class Line(NamedTuple):
    """One line of the checklist and what was ticked, if anything."""

    item: Item
    check: Check | None


class Tick(NamedTuple):
    """What somebody found on one line."""

    result: str
    pasal: str = ""
    note: str = ""


class Tally(NamedTuple):
    """How far the checklist is."""

    done: int
    total: int
    lacking: int


def items_of(review: Round) -> list[Item]:
    """The law's lines, then those the region adds to the step that TKKSD's review is."""
    agreement = review.agreement
    found = checklist_of(agreement, review.draft)
    procedure = procedure_of(agreement)
    if procedure is None:
        return found
    steps = [rule.code for rule in procedure.steps if rule.done_by == "recommend"]
    own = LocalItem.objects.filter(government_id=agreement.government_id, procedure=procedure.code, step__in=steps)
    return found + [Item(f"daerah-{item.pk}", LOCAL, item.text, say("Aturan daerah")) for item in own.order_by("pk")]


def lines(review: Round) -> list[Line]:
    """The whole checklist, in order."""
    ticked = {check.code: check for check in review.checks.select_related("by").order_by("pk")}
    return [Line(item, ticked.get(item.code)) for item in items_of(review)]


def tally(found: list[Line]) -> Tally:
    """Lines looked at, lines in all, lines found lacking."""
    checks = [line.check for line in found if line.check is not None]
    return Tally(len(checks), len(found), sum(check.result == Finding.BELUM for check in checks))


@transaction.atomic
def tick(review: Round, ticks: Mapping[str, Tick], *, by: User, now: dt.datetime) -> int:
    """Record what was found; lines not in ``ticks`` stay. Returns how many lines changed.

    Raises WrongPhase when the round is closed, PermissionDenied, ValidationError for an unknown line or result, or a
    line that is lacking without a word why.
    """
    locked = Round.objects.select_for_update(of=("self",)).select_related("agreement__government").get(pk=review.pk)
    if not locked.is_open:
        raise WrongPhase(say("Putaran ini sudah ditutup; daftar periksanya tidak dapat diubah."))
    if not by.has_perm("reviews.fill_checklist", locked):
        raise PermissionDenied("fill_checklist")
    items = {item.code: item for item in items_of(locked)}
    current = {check.code: check for check in locked.checks.order_by("pk")}
    changed = 0
    for code, found in ticks.items():
        if code not in items or found.result not in Finding.values:
            raise ValidationError(say("Butir pemeriksaan tidak dikenal."))
        note, pasal = found.note.strip(), found.pasal.strip()
        if found.result == Finding.BELUM and not note:
            raise ValidationError(say("Tuliskan apa yang kurang pada “%s”.") % items[code].label)
        old = current.get(code)
        if old is not None and (old.result, old.pasal, old.note) == (found.result, pasal, note):
            continue
        Check.objects.update_or_create(
            round=locked,
            code=code,
            defaults={"result": found.result, "pasal": pasal, "note": note, "by": by, "at": now},
        )
        changed += 1
    return changed

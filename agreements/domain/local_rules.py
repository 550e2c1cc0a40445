"""A region's own rule beside the national one: other limits, further steps, further lines on a checklist."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as say

from accounts.models import Government, User
from agreements.models import LimitOverride, LocalItem, LocalStep, Publication
from agreements.procedures import ADJUSTABLE, INTAKE, Actor
from agreements.procedures.local import forget

CHANGE = "agreements.change_procedures"
GATED = {"": "tidak menahan", "forward": "penerusan ke TKKSD", "sign": "penandatanganan"}


@dataclass(frozen=True)
class StepFacts:
    """What a further step is made of. ``number`` and ``unit`` are its limit, or neither."""

    form: str
    label: str
    actor: str
    basis: str
    after: str = ""
    action: str = ""
    documents: Sequence[str] = ()
    number: int | None = None
    unit: str = ""
    gates: str = ""


def _begin(government: Government, procedure: str, by: User) -> None:
    if not by.has_perm(CHANGE, government):
        raise PermissionDenied(CHANGE)
    if procedure not in ADJUSTABLE:
        raise ValidationError({"procedure": say("Prosedur ini tidak dikenal.")})


def _finish(government: Government, now: dt.datetime) -> None:
    """The public guide shows these rules, so its pages are made again."""
    forget(government)
    Publication.objects.get_or_create(xid=f"aturan-{government.pk}", at=now)


@transaction.atomic
def set_limit(
    government: Government, procedure: str, step: str, *, number: int, unit: str, note: str, by: User, now: dt.datetime
) -> LimitOverride:
    """Set another limit for a step, with its reason. Raises PermissionDenied, ValidationError."""
    _begin(government, procedure, by)
    rules = {rule.code: rule for rule in ADJUSTABLE[procedure].steps}
    if step not in rules:
        raise ValidationError({"step": say("Tahapan ini tidak dikenal.")})
    if not rules[step].outcomes:
        told = say("Tahapan ini terbuka dengan sendirinya dan tidak dapat diberi batas waktu.")
        raise ValidationError({"number": told})
    if not note.strip():
        raise ValidationError({"note": say("Dasar dan alasan wajib diisi.")})
    found = LimitOverride.objects.filter(government=government, procedure=procedure, step=step).first()
    override = found or LimitOverride(government=government, procedure=procedure, step=step)
    override.number, override.unit, override.note, override.changed_by = number, unit, note.strip(), by
    override.full_clean(exclude=["changed_by"])
    override.save()
    _finish(government, now)
    return override


@transaction.atomic
def drop_limit(government: Government, procedure: str, step: str, *, by: User, now: dt.datetime) -> None:
    """Back to the national limit; the history keeps what was set. Raises PermissionDenied."""
    _begin(government, procedure, by)
    LimitOverride.objects.filter(government=government, procedure=procedure, step=step).delete()
    _finish(government, now)


@transaction.atomic
def add_step(government: Government, procedure: str, *, facts: StepFacts, by: User, now: dt.datetime) -> LocalStep:
    """Add a step of the region's own rule. Raises PermissionDenied, ValidationError."""
    _begin(government, procedure, by)
    if procedure == INTAKE.code:
        raise ValidationError(say("Surat masuk tidak mempunyai tahapan sendiri; hanya batas waktunya dapat diatur."))
    if facts.actor not in Actor.values:
        raise ValidationError({"actor": say("Pilih pelakunya.")})
    if facts.gates not in GATED:
        raise ValidationError({"gates": say("Pilihan ini tidak dikenal.")})
    step = LocalStep(
        government=government,
        procedure=procedure,
        form=facts.form,
        after=facts.after,
        label=facts.label.strip(),
        actor=facts.actor,
        action=facts.action.strip(),
        basis=facts.basis.strip(),
        documents=[text.strip() for text in facts.documents if text.strip()],
        number=facts.number,
        unit=facts.unit if facts.number else "",
        gates=facts.gates,
        added_by=by,
    )
    step.full_clean(exclude=["added_by"])
    step.save()
    _finish(government, now)
    return step


@transaction.atomic
def drop_step(government: Government, pk: int, *, by: User, now: dt.datetime) -> None:
    """Take a step of the region's own rule out of use; what was recorded of it stays. Raises PermissionDenied."""
    if not by.has_perm(CHANGE, government):
        raise PermissionDenied(CHANGE)
    for step in LocalStep.objects.filter(government=government, pk=pk, dropped_at=None):
        step.dropped_at = now
        step.save(update_fields=["dropped_at"])
    _finish(government, now)


@transaction.atomic
def add_item(government: Government, procedure: str, step: str, *, text: str, by: User, now: dt.datetime) -> LocalItem:
    """One more line on the checklist of a step. Raises PermissionDenied, ValidationError."""
    _begin(government, procedure, by)
    if step not in {rule.code for rule in ADJUSTABLE[procedure].steps}:
        raise ValidationError({"step": say("Tahapan ini tidak dikenal.")})
    item = LocalItem(government=government, procedure=procedure, step=step, text=" ".join(text.split()), added_by=by)
    item.full_clean(exclude=["added_by"])
    item.save()
    _finish(government, now)
    return item


@transaction.atomic
def drop_item(government: Government, pk: int, *, by: User, now: dt.datetime) -> None:
    """Take a line off a checklist. Raises PermissionDenied."""
    if not by.has_perm(CHANGE, government):
        raise PermissionDenied(CHANGE)
    LocalItem.objects.filter(government=government, pk=pk).delete()
    _finish(government, now)

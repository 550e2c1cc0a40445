"""Correcting what is frozen: a reason, the old and the new value, and the database lets exactly this through."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, transaction
from django.utils.translation import gettext as say

from accounts.models import User
from agreements.domain import cautions, chain
from agreements.domain.locking import lock
from agreements.models import Agreement, Correction, Party
from agreements.models.freeze import FROZEN_FIELDS

_NEVER = {"government_id", "form", "register_no", "register_year", "register_seq", "frozen_at", "parent_id", "legacy"}
# Not frozen, because they are no fact of the paper, yet after signature they too change only with a reason.
# Openness has an act of its own, ``domain.openness``.
KEPT_BY_REGISTER = frozenset(
    {
        "urusan", "sdgs", "custody", "needs_review", "review_note", "ksdpk_kind", "short_title", "location_codes",
        "location_text", "lead_unit_id",
    }
)  # fmt: skip
INTERNAL = frozenset({"custody", "needs_review", "review_note"})
CORRECTABLE = (frozenset(FROZEN_FIELDS) - _NEVER) | KEPT_BY_REGISTER
PARTY_FIELDS = frozenset(
    {
        "number", "name_as_signed", "address_as_signed", "signatory_name", "signatory_name_with_titles",
        "signatory_position", "capacity", "basis", "basis_number", "basis_on",
    }
)  # fmt: skip


@transaction.atomic
def correct(
    agreement: Agreement,
    *,
    changes: Mapping[str, Any],
    party_changes: Mapping[int, Mapping[str, Any]] | None = None,
    reason: str,
    by: User,
    now: dt.datetime,
) -> Correction:
    """Change frozen facts (``changes``) and facts of parties by order (``party_changes``), with a reason.

    Raises PermissionDenied, ValidationError without a reason or without any difference, TypeError for other fields.
    """
    locked = lock(agreement)
    if not by.has_perm("agreements.correct_agreement", locked) or not locked.is_frozen():
        raise PermissionDenied("correct")
    if not reason.strip():
        raise ValidationError({"reason": say("Alasan koreksi wajib diisi.")})
    if set(changes) - CORRECTABLE:
        raise TypeError(f"not correctable: {sorted(set(changes) - CORRECTABLE)}")
    parties = {party.order: party for party in locked.ordered_parties()}
    diff = {name: [getattr(locked, name), new] for name, new in changes.items() if getattr(locked, name) != new}
    party_diff: dict[int, dict[str, list[Any]]] = {}
    for order, fields in (party_changes or {}).items():
        if set(fields) - PARTY_FIELDS:
            raise TypeError(f"not correctable: {sorted(set(fields) - PARTY_FIELDS)}")
        changed = {
            name: [getattr(parties[order], name), new]
            for name, new in fields.items()
            if getattr(parties[order], name) != new
        }
        if changed:
            party_diff[order] = changed
    if not diff and not party_diff:
        raise ValidationError(say("Tidak ada yang berubah."))
    told = _as_json({"agreement": diff, "parties": {str(order): fields for order, fields in party_diff.items()}})
    correction = Correction.objects.create(agreement=locked, reason=reason.strip(), changes=told, by=by, at=now)
    for name, (_old, new) in diff.items():
        setattr(locked, name, new)
    locked.full_clean(exclude=["government", "created_by", "updated_by"])
    locked.updated_by = by
    locked.version += 1
    with _covered_by(correction):
        locked.save(update_fields=[*diff, "updated_by", "version", "updated_at"])
        for order, fields in party_diff.items():
            party: Party = parties[order]
            for name, (_old, new) in fields.items():
                setattr(party, name, new)
            party.save(update_fields=list(fields))
    chain.refresh_ends(locked)
    if "relation" in diff and locked.parent is not None:  # it may have moved the parent's end, and no longer does
        chain.refresh_ends(locked.parent)
    cautions.record(locked, now=now)
    agreement.refresh_from_db()
    return correction


class _covered_by:  # noqa: N801 - reads as a sentence at its use
    """Tells the triggers, for this block of this transaction, which correction covers the change."""

    def __init__(self, correction: Correction) -> None:
        self.value = str(correction.pk)

    def _set(self, value: str) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('kerjasama.correction', %s, true)", [value])

    def __enter__(self) -> None:
        self._set(self.value)

    def __exit__(self, *_exc: object) -> None:
        if not connection.needs_rollback:
            self._set("")


def _as_json(value: Any) -> Any:
    import json

    return json.loads(json.dumps(value, cls=DjangoJSONEncoder))

"""Whether the DPRD must consent: at home a reasoned decision, abroad always (P22 Pasal 11, 34, 56; P25 Pasal 16)."""

import datetime as dt

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as say

from accounts.models import User
from agreements.domain.errors import WrongPhase
from agreements.domain.locking import lock
from agreements.enums import Phase
from agreements.models import Agreement
from agreements.procedures import procedure_of


def needs_consent(agreement: Agreement) -> bool | None:
    """True, False, or None while nobody has decided."""
    procedure = procedure_of(agreement)
    if procedure is None or procedure.needs_consent == "tidak":
        return False
    if procedure.needs_consent == "selalu":
        return True
    if agreement.burdens_public is None or agreement.unbudgeted is None:
        return None
    return agreement.burdens_public or agreement.unbudgeted


@transaction.atomic
def decide_consent(
    agreement: Agreement, *, burdens_public: bool, unbudgeted: bool, reason: str, by: User, now: dt.datetime
) -> Agreement:
    """Record the decision and its reason; the history keeps the earlier one. Once handed in, it is the secretariat's.

    Raises PermissionDenied, ValidationError without a reason, WrongPhase once the document is signed.
    """
    locked = lock(agreement)
    if locked.phase not in Phase.OPEN:
        raise WrongPhase(say("Naskah ini sudah selesai diproses."))
    if not by.has_perm("agreements.decide_consent", locked):
        raise PermissionDenied("decide_consent")
    if not reason.strip():
        raise ValidationError({"reason": say("Alasan wajib diisi.")})
    locked.burdens_public, locked.unbudgeted, locked.consent_reason = burdens_public, unbudgeted, reason.strip()
    locked.updated_by = by
    locked.version += 1
    locked.save(update_fields=["burdens_public", "unbudgeted", "consent_reason", "updated_by", "version", "updated_at"])
    return locked

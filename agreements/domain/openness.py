"""Who may see a registered document: opened or withheld by a reasoned decision (UU 14/2008 Pasal 11, 17, 19)."""

import pghistory
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as say

from accounts.models import User
from agreements.domain.locking import lock
from agreements.enums import Visibility
from agreements.models import Agreement


def change_openness(agreement: Agreement, *, visibility: str, reason: str, by: User) -> Agreement:
    """Open or withhold a registered document; the history of values keeps the earlier decision and who took it.

    ``reason`` stays inside the register: it may speak of what is withheld. Opening needs one too, because it cannot be
    taken back from those who read meanwhile. Raises PermissionDenied, and ValidationError without a reason or change.
    """
    with transaction.atomic(), pghistory.context(user=by.pk, alasan=reason.strip()):
        locked = lock(agreement)
        if not locked.is_frozen() or not by.has_perm("agreements.correct_agreement", locked):
            raise PermissionDenied("correct_agreement")
        if not reason.strip():
            raise ValidationError({"reason": say("Alasan wajib diisi.")})
        if visibility == locked.visibility:
            raise ValidationError({"visibility": say("Keterbukaannya sudah demikian.")})
        locked.visibility, locked.visibility_reason = visibility, reason.strip()
        if locked.visibility == Visibility.PUBLIK:
            locked.visibility_reason = ""
        locked.updated_by = by
        locked.version += 1
        locked.full_clean(exclude=["government", "created_by", "updated_by", "parent", "lead_unit"])
        locked.save(update_fields=["visibility", "visibility_reason", "updated_by", "version", "updated_at"])
    return locked

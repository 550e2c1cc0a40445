"""What a person typed and has not saved: kept by the server while they type, offered when they come back."""

import datetime as dt
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as say

from accounts.models import Government, User
from agreements.models import Agreement, WorkingCopy

MAX_BYTES = 512 * 1024
LIFETIME = dt.timedelta(days=90)


def keep(
    *,
    user: User,
    government: Government,
    data: dict[str, Any],
    key: UUID,
    agreement: Agreement | None = None,
    base_version: int | None = None,
) -> WorkingCopy:
    """Write down the raw form. A new document is told apart by ``key``, made when its form was opened.

    Raises ValidationError beyond MAX_BYTES; a key of another person is answered as unknown by a new row's conflict.
    """
    if len(str(data)) > MAX_BYTES:
        raise ValidationError(say("Isian terlalu panjang untuk disimpan otomatis."))
    if agreement is not None:
        copy, _created = WorkingCopy.objects.update_or_create(
            user=user,
            agreement=agreement,
            defaults={"data": data, "base_version": base_version, "government": government},
            create_defaults={"key": key, "data": data, "base_version": base_version, "government": government},
        )
        return copy
    copy, _created = WorkingCopy.objects.update_or_create(
        key=key, user=user, agreement=None, defaults={"data": data, "government": government}
    )
    return copy


def find(*, user: User, key: UUID | None = None, agreement: Agreement | None = None) -> WorkingCopy | None:
    """The person's own working copy of this document, or of the new one with this key."""
    mine = WorkingCopy.objects.filter(user=user)
    if agreement is not None:
        return mine.filter(agreement=agreement).first()
    return mine.filter(key=key, agreement=None).first() if key else None


def discard(*, user: User, key: UUID | None = None, agreement: Agreement | None = None) -> None:
    """Forget it: the document was saved, or the person chose the saved version."""
    copy = find(user=user, key=key, agreement=agreement)
    if copy is not None:
        copy.delete()


def forget_old(*, now: dt.datetime) -> int:
    """Delete copies nobody came back to within LIFETIME; returns how many."""
    deleted, _rows = WorkingCopy.objects.filter(updated_at__lt=now - LIFETIME).delete()
    return deleted

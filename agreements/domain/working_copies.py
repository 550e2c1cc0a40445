"""What a person typed and has not saved: kept by the server while they type, offered when they come back."""

import datetime as dt
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as say

from accounts.models import Government, User
from agreements.models import Agreement, WorkingCopy

MAX_BYTES = 512 * 1024
LIFETIME = dt.timedelta(days=90)


def keep(
    *,
    user: User,
    government: Government,
    data: dict[str, list[str]],
    key: UUID,
    agreement: Agreement | None = None,
    base_version: int | None = None,
) -> WorkingCopy:
    """Write down the raw form. A new document is told apart by ``key``, made when its form was opened.

    Raises ValidationError beyond MAX_BYTES and for a key that is another person's.
    """
    if len(str(data)) > MAX_BYTES:
        raise ValidationError(say("Isian terlalu panjang untuk disimpan otomatis."))
    if agreement is not None:
        copy, _created = WorkingCopy.objects.update_or_create(
            user=user,
            agreement=agreement,
            defaults={"data": data, "base_version": base_version, "government": government},
            create_defaults={"data": data, "base_version": base_version, "government": government},
        )
        return copy
    with transaction.atomic():
        copy = claim(user=user, government=government, key=key)
        copy.data = data
        if copy.agreement_id:  # saved meanwhile from the same form: what follows is typed over its first version
            copy.base_version = copy.base_version or 1
        copy.save()
    return copy


def claim(*, user: User, government: Government, key: UUID) -> WorkingCopy:
    """The row of this key, locked until the transaction ends, so that one form makes one document however often sent.

    Raises ValidationError when the key is another person's.
    """
    WorkingCopy.objects.bulk_create([WorkingCopy(key=key, user=user, government=government)], ignore_conflicts=True)
    copy = WorkingCopy.objects.select_for_update(of=("self",)).select_related("agreement").get(key=key)
    if copy.user_id != user.pk:
        raise ValidationError(say("Isian ini dibuka oleh orang lain; buka formulir baru."))
    return copy


def became(copy: WorkingCopy, agreement: Agreement) -> None:
    """The typing was saved as this document: forget the text, remember the document."""
    copy.agreement, copy.base_version, copy.data = agreement, agreement.version, {}
    copy.save()


def find(*, user: User, key: UUID | None = None, agreement: Agreement | None = None) -> WorkingCopy | None:
    """The person's own unsaved text for this document, or for the new one with this key."""
    mine = WorkingCopy.objects.filter(user=user).exclude(data={})
    if agreement is not None:
        return mine.filter(agreement=agreement).first()
    return mine.filter(key=key, agreement=None).first() if key else None


def unsaved(*, user: User, government: Government) -> list[WorkingCopy]:
    """Documents the person began to type and never saved, the latest first."""
    rows = WorkingCopy.objects.filter(user=user, government=government, agreement=None).exclude(data={})
    return list(rows.order_by("-updated_at", "key")[:10])


def discard(*, user: User, key: UUID | None = None, agreement: Agreement | None = None) -> None:
    """Forget the text: the document was saved, or the person chose the saved version."""
    copy = find(user=user, key=key, agreement=agreement)
    if copy is None:
        return
    if copy.agreement_id:
        copy.data, copy.base_version = {}, None
        copy.save(update_fields=["data", "base_version", "updated_at"])
    else:
        copy.delete()


def forget_old(*, now: dt.datetime) -> int:
    """Delete copies nobody came back to within LIFETIME; returns how many."""
    deleted, _rows = WorkingCopy.objects.filter(updated_at__lt=now - LIFETIME).delete()
    return deleted

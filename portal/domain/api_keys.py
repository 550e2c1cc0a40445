"""Keys of the read API: made, shown once, revoked. A lost key is replaced, never read again."""

import datetime as dt
import hashlib
import secrets
from collections.abc import Sequence
from typing import NamedTuple
from zoneinfo import ZoneInfo

from django.core.exceptions import PermissionDenied
from django.db.models import Q

from accounts.models import Government, User
from portal.models import ApiKey

MARK = "rks_"  # so that leaked keys can be searched for
LONGEST = 100  # letters of anything that may be a key
USED_EVERY = dt.timedelta(minutes=10)


class Made(NamedTuple):
    """A new key: the row, and the secret that is told this one time."""

    key: ApiKey
    secret: str


def _digest(secret: str) -> str:
    # A key has 256 bits of chance of its own: no salt and no slow hash would make guessing harder.
    return hashlib.sha256(secret.encode()).hexdigest()


def _end_of(day: dt.date, government: Government) -> dt.datetime:
    """24:00 of that day, local time."""
    return dt.datetime.combine(day + dt.timedelta(days=1), dt.time(), ZoneInfo(government.time_zone))


def _check(government: Government, by: User) -> None:
    if not by.has_perm("accounts.change_government", government):
        raise PermissionDenied("only the administrator of a government hands out its keys")


def create(
    government: Government, *, name: str, scopes: Sequence[str], expires_on: dt.date, by: User, now: dt.datetime
) -> Made:
    """Make a key that works through the whole of ``expires_on``.

    Raises PermissionDenied for anybody but the administrator, ValidationError when the day has passed.
    """
    _check(government, by)
    secret = f"{MARK}{secrets.token_urlsafe(32)}"
    key = ApiKey(
        government=government,
        name=name,
        prefix=secret[: len(MARK) + 6],
        sha256=_digest(secret),
        scopes=list(scopes),
        created_by=by,
        created_at=now,
        expires_at=_end_of(expires_on, government),
    )
    key.full_clean()
    key.save()
    return Made(key, secret)


def revoke(key: ApiKey, *, by: User, now: dt.datetime) -> bool:
    """Close a key for good; False when it was closed before. Raises PermissionDenied for a stranger."""
    _check(key.government, by)
    return bool(ApiKey.objects.filter(pk=key.pk, revoked_at=None).update(revoked_at=now, revoked_by=by))


def find(secret: str, *, now: dt.datetime) -> ApiKey | None:
    """The usable key with this secret. Notes that it was used, at most once in ten minutes."""
    if not secret.startswith(MARK) or len(secret) > LONGEST or not secret.isascii():
        return None
    key = ApiKey.objects.usable(now).filter(sha256=_digest(secret)).first()
    if key is not None and (key.last_used_at is None or key.last_used_at < now - USED_EVERY):
        stale = Q(last_used_at=None) | Q(last_used_at__lt=now - USED_EVERY)
        ApiKey.objects.filter(stale, pk=key.pk).update(last_used_at=now)
    return key

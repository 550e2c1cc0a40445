"""How often somebody may ask the API: so many requests a minute by address, more with a key."""

import datetime as dt

from django.conf import settings

from portal import limits
from portal.limits import Quota
from portal.models import ApiKey, ApiScope

__all__ = ["Quota", "take"]


def take(*, address: str, key: ApiKey | None, now: dt.datetime) -> Quota:
    """Count one request of this caller."""
    if key is not None and ApiScope.BACA in key.scopes:
        return limits.take(f"api-kunci-{key.pk}", settings.API_KEY_PER_MINUTE, now=now)
    return limits.take(f"api-alamat-{limits.network(address)}", settings.API_PER_MINUTE, now=now)

"""How often somebody may ask, counted in Redis per clock minute (or hour) by address or key.

Without Redis nobody is refused: a lost counter must not close the register.
"""

import datetime as dt
import ipaddress
import logging
from typing import NamedTuple

from django.core.cache import cache
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)
WINDOW = 60  # seconds
HOUR = 3600


class Quota(NamedTuple):
    """What is left of a limit after this request; ``reset`` in seconds."""

    limit: int
    remaining: int
    reset: int
    is_exceeded: bool

    @property
    def headers(self) -> dict[str, str]:
        """The headers that say so."""
        return {
            "RateLimit-Limit": str(self.limit),
            "RateLimit-Remaining": str(self.remaining),
            "RateLimit-Reset": str(self.reset),
        }


def take(name: str, limit: int, *, now: dt.datetime, cost: int = 1, window: int = WINDOW) -> Quota:
    """Count ``cost`` more against ``name`` in this minute, or this ``window`` (seconds) of the clock."""
    moment = int(now.timestamp())
    used = _count(f"{name}-{moment // window}", cost, window)
    return Quota(limit, max(0, limit - used), window - moment % window, is_exceeded=used > limit)


def _count(name: str, cost: int, window: int) -> int:
    try:
        cache.add(name, 0, timeout=2 * window)
        return int(cache.incr(name, cost))
    except ValueError:  # gone between the two: a new minute
        return cost
    except RedisError:
        logger.warning("requests cannot be counted", exc_info=True)
        return 0


def network(address: str) -> str:
    """The address; of IPv6 its /64, because one visitor has all of it."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return "tidak-dikenal"
    if isinstance(found, ipaddress.IPv6Address) and found.ipv4_mapped is None:
        return str(ipaddress.ip_network(f"{found}/64", strict=False).network_address)
    return str(found)

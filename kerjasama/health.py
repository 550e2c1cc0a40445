"""What must hold for the register to serve: the checks behind /healthz/ready.

This file knows database, Redis and file store. A room that has something to add registers it in ``AppConfig.ready``:

    health.register("notices", oldest_owed)

where ``oldest_owed(now)`` returns a Finding. Findings are public: no names, no addresses, no secrets.
"""

import datetime as dt
import logging
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.cache import cache
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Finding:
    """The result of one check: good or not, and a short fact such as ``"tertua 3 jam"``."""

    is_good: bool
    detail: str = ""


def waited(age: dt.timedelta) -> str:
    """How long, as people say it: ``2 hari``, ``3 jam``, ``12 menit``, ``kurang dari semenit``. Never rounded up."""
    minutes = int(age.total_seconds() // 60)
    if minutes < 1:
        return say("kurang dari semenit")
    if minutes < 60:
        return say("%(n)s menit") % {"n": minutes}
    if minutes < 24 * 60:
        return say("%(n)s jam") % {"n": minutes // 60}
    return say("%(n)s hari") % {"n": minutes // (24 * 60)}


Check = Callable[[dt.datetime], Finding]
_checks: dict[str, Check] = {}
_titles: dict[str, Any] = {}


_labels: dict[str, Any] = {}


def register(name: str, check: Check, *, title: Any = "", label: Any = "") -> None:
    """Add a check to readiness. A check that raises counts as failed; its error goes to the log, not to the answer.

    ``label`` (a lazy translation) is its name for people; one with a ``title`` also stands on the page of delivery.
    """
    _checks[name] = check
    _labels[name] = label or title or name
    if title:
        _titles[name] = title


def titled(now: dt.datetime) -> list[tuple[str, Finding]]:
    """What the checks with a title find, for people."""
    return [(str(title), _run(name, _checks[name], now)) for name, title in _titles.items()]


def label_of(name: str) -> str:
    """The name of a check for people."""
    return str(_labels[name])


def findings(now: dt.datetime) -> dict[str, Finding]:
    """Run every check, each on its own, so that one that fails does not hide another."""
    return {name: _run(name, check, now) for name, check in sorted(_checks.items())}


def _run(name: str, check: Check, now: dt.datetime) -> Finding:
    try:
        return check(now)
    except Exception as error:  # noqa: BLE001 - whatever is broken, the answer must say which part it is
        logger.error(  # noqa: TRY400 - a traceback would hold the address of the server
            "health check %s failed: %s", name, type(error).__name__
        )
        return Finding(is_good=False, detail="tidak dapat dijangkau")


def database(now: dt.datetime) -> Finding:
    """The database answers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return Finding(is_good=True)


def redis(now: dt.datetime) -> Finding:
    """Redis keeps a value and gives it back."""
    key = f"health-{uuid.uuid4()}"
    cache.set(key, "ada", timeout=10)
    good = cache.get(key) == "ada"
    cache.delete(key)
    return Finding(is_good=good)


def files(now: dt.datetime) -> Finding:
    """The file store can be written to."""
    name = default_storage.save(f"sehat/{uuid.uuid4()}", ContentFile(b""))
    default_storage.delete(name)
    return Finding(is_good=True)


register("database", database, label=_("Basis data"))
register("redis", redis, label="Redis")
register("files", files, label=_("Penyimpanan berkas"))

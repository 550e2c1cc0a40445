"""The trace of the background sweeps, so that health can tell a dead beat from a quiet day."""

import datetime as dt
from collections.abc import Callable

from notices.models import Sweep

PLAN, DELIVER, BOUNCES, CHANNELS = "plan", "deliver", "bounces", "channels"
READ, INDEX = "read", "index"  # of the agreements room: text of public files, words of search
DATA, LETTERS = "data", "letters"  # of the portal: open data, letters to subscribers


def run(name: str, sweep: Callable[[dt.datetime], int], *, now: dt.datetime) -> int:
    """Run one sweep and note when it ran, how much it did and what went wrong; its error is raised again."""
    try:
        count = sweep(now)
    except Exception as error:
        _note(name, now=now, count=0, error=f"{type(error).__name__}: {error}")
        raise
    _note(name, now=now, count=count, error="")
    return count


def _note(name: str, *, now: dt.datetime, count: int, error: str) -> None:
    found = {"last_run_at": now, "last_count": count, "last_error": error[:300]}
    if not error:
        found["last_good_at"] = now
    Sweep.objects.update_or_create(name=name, defaults=found)

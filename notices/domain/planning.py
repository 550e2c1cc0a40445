"""Ask every room what it owes by now. Safe to run twice, at once, or after missed days."""

import datetime as dt
import logging
from collections.abc import Callable

logger = logging.getLogger(__name__)

Planner = Callable[[dt.datetime], int]
"""``planner(now)`` writes the rows owed by ``now`` and returns how many it wrote."""

_planners: list[Planner] = []


def register(planner: Planner) -> None:
    """Add a planner; rooms do so in ``AppConfig.ready``."""
    if planner not in _planners:
        _planners.append(planner)


def plan(now: dt.datetime) -> int:
    """Run all planners and return the number of rows written.

    One that fails does not keep the others from planning; afterwards all errors are raised together (ExceptionGroup).
    """
    written, errors = 0, []
    for planner in _planners:
        try:
            written += planner(now)
        except Exception as error:
            logger.exception("planner %s.%s failed", planner.__module__, planner.__name__)
            errors.append(error)
    if errors:
        raise ExceptionGroup("planners failed", errors)
    return written

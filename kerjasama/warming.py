"""What a web process does before it takes its first visitor, so that the visitor does not wait for it.

A room registers what it has in ``AppConfig.ready``: ``warming.register(portal_counts)``. Nothing here is needed to be
right: what fails is logged, and done when somebody asks.
"""

import logging
from collections.abc import Callable

from django.db import connections

logger = logging.getLogger(__name__)
_tasks: list[Callable[[], object]] = []


def register(task: Callable[[], object]) -> None:
    """Have ``task`` run when a web process begins."""
    _tasks.append(task)


def warm() -> None:
    """Run every task; one that fails does not keep the process from serving."""
    for task in _tasks:
        try:
            task()
        except Exception:
            logger.exception("warming failed: %s", task.__qualname__)
    connections.close_all()

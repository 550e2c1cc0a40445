"""PostgreSQL and Valkey out of wheels, for a machine that has no database server: `make run` and the tests.

Never part of the production image. The servers are children of the process that asks for them, listen on loopback
only, ask for a password, and stop when that process ends, however it ends.
"""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from kerjasama.embedded.postgres import start_postgres
from kerjasama.embedded.processes import Child, EmbeddedError
from kerjasama.embedded.valkey import start_valkey

__all__ = ["Child", "EmbeddedError", "running_services", "start_missing"]


def start_missing(folder: Path, environment: dict[str, str], *, throwaway: bool = False) -> list[Child]:
    """Start what ``environment`` names no server for, and write the addresses into it.

    ``throwaway`` trades safety of the data for speed: tests only. Raises EmbeddedError with a sentence for the person.
    """
    started: list[Child] = []
    try:
        if not _given(environment, "DATABASE_URL"):
            child, environment["DATABASE_URL"] = start_postgres(folder, throwaway=throwaway)
            started.append(child)
        if not _given(environment, "REDIS_URL"):
            child, environment["REDIS_URL"] = start_valkey(folder)
            started.append(child)
    except BaseException:
        for child in reversed(started):
            child.stop()
        raise
    return started


@contextmanager
def running_services(folder: Path, environment: dict[str, str], *, throwaway: bool = False) -> Iterator[None]:
    """The servers of start_missing() for the length of a block."""
    with ExitStack() as stack:
        for child in start_missing(folder, environment, throwaway=throwaway):
            stack.callback(child.stop)
        yield


def _given(environment: dict[str, str], name: str) -> bool:
    return bool(environment.get(name) or environment.get(f"{name}_FILE"))

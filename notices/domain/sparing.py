"""One matter that cannot be told of must not keep the others from being told: its error waits until all is done."""

import logging
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from types import TracebackType
from typing import Self, TypeVar

from django.db import DatabaseError

logger = logging.getLogger(__name__)

T = TypeVar("T")
R = TypeVar("R")
MOST = 20  # errors kept, so that a fault in every matter does not fill the memory; all of them are logged


class Sparing:
    """Spares the other matters of a planner from the fault of one.

    A context manager: at its end what went wrong is raised together (ExceptionGroup). An error of the database is
    raised at once, because it spoils the whole transaction.
    """

    def __init__(self) -> None:
        self._errors: list[Exception] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is None and self._errors:
            raise ExceptionGroup("some matters could not be told of", self._errors)

    def tried(self, act: Callable[[], R], about: object) -> R | None:
        """What ``act`` gives; None when it failed."""
        try:
            return act()
        except DatabaseError:
            raise
        except Exception as error:
            logger.exception("nothing can be told of %s", _key_of(about))
            if len(self._errors) < MOST:
                self._errors.append(error)
            return None

    def each(self, matters: Iterable[T], owed: Callable[[T], R | None]) -> Iterator[R]:
        """What is owed about each matter, in order; those without, and those that failed, are left out."""
        for matter in matters:
            found = self.tried(partial(owed, matter), matter)
            if found is not None:
                yield found


def _key_of(about: object) -> str:
    """How the log names a matter: by its key. Titles and names of people stay out of it."""
    if isinstance(about, str):
        return about
    key = getattr(about, "pk", None) or getattr(about, "subject", "")
    return f"{type(about).__name__} {key}".rstrip()

"""What is coming: rooms above tell what falls due between two days, as far as the person may see it."""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from accounts.models import Government, User

HORIZON = dt.timedelta(days=400)


@dataclass(frozen=True)
class Upcoming:
    """One day to remember. ``uid`` stays when the day moves; ``note`` says whose it is.

    What is said of one ``uid`` is the same for everybody who may see it: the calendar counts its changes.
    """

    day: dt.date
    title: str
    label: str
    path: str
    uid: str
    note: str = ""


Source = Callable[[User, Government, dt.date, dt.date], Iterable[Upcoming]]
"""``source(user, government, first, last)``: what falls on [first, last], only what the person may see."""

_sources: list[Source] = []


def register(source: Source) -> None:
    """Add a source; rooms do so in ``AppConfig.ready``."""
    if source not in _sources:
        _sources.append(source)


def upcoming(user: User, government: Government, *, first: dt.date, last: dt.date) -> list[Upcoming]:
    """Everything the sources know between two days (both inclusive), in order of day."""
    found = [entry for source in _sources for entry in source(user, government, first, last)]
    return sorted(found, key=lambda entry: (entry.day, entry.title, entry.uid))

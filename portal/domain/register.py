"""The register as one request sees it."""

import datetime as dt
from typing import NamedTuple

from accounts.models import Government
from agreements.domain import counting, versions
from agreements.domain.listing import Clock


class Register(NamedTuple):
    """The register as one request sees it: all counts and rows of a page belong to one version and one moment."""

    version: versions.Version
    clock: Clock
    now: dt.datetime
    governments: dict[int, Government]

    @property
    def counts(self) -> counting.Counts:
        """Exact counts at this version."""
        return counting.current(self.clock, version=self.version)


_governments: tuple[str, dict[int, Government]] = ("", {})


def _governments_at(version: versions.Version) -> dict[int, Government]:
    """Governments by id, read again when something was published; a new one matters once it publishes something."""
    global _governments  # noqa: PLW0603 - one per process, replaced whole
    known, found = _governments
    if known != version.name or not found:
        found = {government.pk: government for government in Government.objects.order_by("pk")}
        _governments = (version.name, found)
    return found


def register_at(now: dt.datetime) -> Register:
    """The register at this moment."""
    version = versions.current()
    governments = _governments_at(version)
    return Register(version, Clock.at(now, list(governments.values())), now, governments)


def forget() -> None:
    """Drop what this process knows: for tests, whose databases come and go."""
    global _governments  # noqa: PLW0603 - see above
    _governments = ("", {})
    counting.forget()

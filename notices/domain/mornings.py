"""When summaries travel: on working days at 07.30 local time."""

import datetime as dt
from zoneinfo import ZoneInfo

from accounts.domain.workdays import WorkCalendar
from accounts.models import Government

MORNING = dt.time(7, 30)


class Mornings:
    """The next summary of each government after one moment; reads each calendar once."""

    def __init__(self, now: dt.datetime) -> None:
        self.now = now
        self._found: dict[int, dt.datetime] = {}

    def next(self, government: Government) -> dt.datetime:
        """The first 07.30 of a working day that is not yet over."""
        if government.pk not in self._found:
            self._found[government.pk] = next_morning(government, self.now)
        return self._found[government.pk]


def next_morning(government: Government, now: dt.datetime) -> dt.datetime:
    """The first 07.30 local time at or after ``now`` on a working day of the government."""
    zone = ZoneInfo(government.time_zone)
    local = now.astimezone(zone)
    first = local.date() if local.time() <= MORNING else local.date() + dt.timedelta(days=1)
    return dt.datetime.combine(WorkCalendar(government).next_workday(first), MORNING, zone)

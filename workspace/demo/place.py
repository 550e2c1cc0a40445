"""The town while it is being built."""

import datetime as dt
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from accounts.models import Government, Unit, User
from agreements.models import Agreement
from partners.models import Partner
from reviews.models import Team


@dataclass
class Town:
    """What has been built so far, by the keys of the tables."""

    now: dt.datetime
    government: Government
    people: dict[str, User] = field(default_factory=dict)
    units: dict[str, Unit] = field(default_factory=dict)
    partners: dict[str, Partner] = field(default_factory=dict)
    papers: dict[str, Agreement] = field(default_factory=dict)
    team: Team | None = None

    @property
    def today(self) -> dt.date:
        return self.government.today(self.now)

    def at(self, day: dt.date, hour: int) -> dt.datetime:
        """That hour of that day in the town's own time."""
        return dt.datetime.combine(day, dt.time(hour), tzinfo=ZoneInfo(self.government.time_zone))

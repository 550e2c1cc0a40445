"""The days to come as a calendar file (RFC 5545): whole days, one UID for ever, SEQUENCE grows with every change."""

import datetime as dt
from collections.abc import Iterable

from django.conf import settings
from django.utils.translation import gettext as say

from kerjasama import ical
from notices.domain.upcoming import Upcoming


def calendar(days: Iterable[Upcoming], *, now: dt.datetime) -> bytes:
    """A calendar of whole days. Civil dates need no time zone."""
    entries = (
        ical.Entry(
            uid=f"{day.uid}@kerjasama",
            revision=day.revision,
            start=day.day,
            summary=f"{day.label}: {day.title}",
            description=day.note,
            url=f"{settings.PUBLIC_URL}{day.path}",
        )
        for day in days
    )
    return ical.calendar(entries, product="Pengingat", name=say("Pengingat kerja sama"), stamp=now)

"""The days to come as a calendar file (RFC 5545): whole days, one UID for ever, SEQUENCE grows with every change."""

import datetime as dt
from collections.abc import Iterable
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as say

from kerjasama import ical
from notices.domain.upcoming import Upcoming
from notices.models import CalendarEntry


def calendar(days: Iterable[tuple[Upcoming, CalendarEntry]], *, now: dt.datetime) -> bytes:
    """A calendar of whole days, each with what is known of its changes. Civil dates need no time zone."""
    host = urlsplit(settings.PUBLIC_URL).hostname or "localhost"  # two registers in one calendar must not collide
    entries = (
        ical.Entry(
            uid=f"{day.uid}@{host}",
            revision=known.revision,
            start=day.day,
            summary=f"{day.label}: {day.title}",
            description=day.note,
            url=f"{settings.PUBLIC_URL}{day.path}",
        )
        for day, known in days
    )
    return ical.calendar(entries, product="Pengingat", name=say("Pengingat kerja sama"), stamp=now)

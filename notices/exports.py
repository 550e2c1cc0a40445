"""The days to come as a calendar file (RFC 5545): whole days, one UID for ever, SEQUENCE grows with every change."""

import datetime as dt
from collections.abc import Iterable

from django.conf import settings
from django.utils.translation import gettext as say

from kerjasama.ical import escaped, folded
from notices.domain.upcoming import Upcoming


def calendar(days: Iterable[Upcoming], *, now: dt.datetime) -> bytes:
    """A calendar of whole days: DTEND is the day after, as the standard asks. Civil dates need no time zone."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Register Kerja Sama Daerah//Pengingat//ID",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{escaped(say('Pengingat kerja sama'))}",
        "REFRESH-INTERVAL;VALUE=DURATION:PT12H",
    ]
    for day in days:
        lines += _event(day, now)
    lines.append("END:VCALENDAR")
    return b"".join(folded(line) for line in lines)


def _event(entry: Upcoming, now: dt.datetime) -> list[str]:
    return [
        "BEGIN:VEVENT",
        f"UID:{escaped(entry.uid)}@kerjasama",
        f"SEQUENCE:{entry.revision}",
        f"DTSTAMP:{now.astimezone(dt.UTC):%Y%m%dT%H%M%SZ}",
        f"DTSTART;VALUE=DATE:{entry.day:%Y%m%d}",
        f"DTEND;VALUE=DATE:{entry.day + dt.timedelta(days=1):%Y%m%d}",
        f"SUMMARY:{escaped(f'{entry.label}: {entry.title}')}",
        f"DESCRIPTION:{escaped(entry.note)}",
        f"URL:{settings.PUBLIC_URL}{entry.path}",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
    ]

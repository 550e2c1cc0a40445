"""Calendar files (RFC 5545), written by the library ``icalendar``: whole days or moments, one UID for ever, SEQUENCE
counts changes. Nothing else in the house writes a calendar.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

PRODUCT = "-//Register Kerja Sama Daerah//{name}//ID"
REFRESH = dt.timedelta(hours=12)  # how often a subscribed calendar is asked for again


@dataclass(frozen=True)
class Entry:
    """One event. A date for ``start`` makes it a whole day; ``end`` is then the last day of it, inclusive.

    ``uid`` and ``revision`` tell a calendar that it knows this entry already and whether it changed. ``status`` is
    empty, CONFIRMED or CANCELLED. ``organizer`` and ``attendees`` are (name, e-mail), for invitations by mail.
    """

    uid: str
    revision: int
    start: dt.date | dt.datetime
    summary: str
    url: str
    end: dt.date | dt.datetime | None = None
    description: str = ""
    location: str = ""
    status: str = ""
    organizer: tuple[str, str] | None = None
    attendees: tuple[tuple[str, str], ...] = ()


def calendar(
    entries: Iterable[Entry],
    *,
    product: str,
    stamp: dt.datetime,
    name: str = "",
    note: str = "",
    method: str = "PUBLISH",
) -> bytes:
    """A calendar file. ``name`` makes it one to subscribe to, ``note`` says what it holds.

    ``method`` is PUBLISH, REQUEST or CANCEL (RFC 5546).
    """
    from icalendar import Calendar, vDuration, vText

    found = Calendar()
    found.add("VERSION", "2.0")
    found.add("PRODID", PRODUCT.format(name=product))
    found.add("METHOD", method)
    if name:
        found.add("X-WR-CALNAME", vText(_text(name)))
        found.add("REFRESH-INTERVAL", vDuration(REFRESH), parameters={"VALUE": "DURATION"})
    if note:
        found.add("X-WR-CALDESC", vText(_text(note)))
    for entry in entries:
        found.add_component(_event(entry, stamp))
    return bytes(found.to_ical(sorted=False))


def _event(entry: Entry, stamp: dt.datetime) -> Any:
    """One VEVENT. A whole day ends, as the standard asks, on the day after its last and takes up nobody's time."""
    from icalendar import Event

    event, end = Event(), entry.end or entry.start
    is_day = not isinstance(entry.start, dt.datetime)
    event.add("UID", _text(entry.uid))
    event.add("SEQUENCE", entry.revision)
    event.add("DTSTAMP", stamp.astimezone(dt.UTC))
    event.add("DTSTART", _moment(entry.start))
    event.add("DTEND", end + dt.timedelta(days=1) if is_day else _moment(end))
    event.add("SUMMARY", _text(entry.summary))
    for field, value in (("LOCATION", entry.location), ("DESCRIPTION", entry.description)):
        if value:
            event.add(field, _text(value))
    event.add("URL", entry.url)
    if entry.status:
        event.add("STATUS", entry.status)
    if is_day:
        event.add("TRANSP", "TRANSPARENT")
    _add_people(event, entry)
    return event


def _add_people(event: Any, entry: Entry) -> None:
    people = [("ORGANIZER", entry.organizer)] if entry.organizer else []
    for field, (name, address) in [*people, *(("ATTENDEE", one) for one in entry.attendees)]:
        event.add(field, f"mailto:{address}", parameters={"CN": _text(name).replace("\n", " ")})


def _moment(value: dt.date | dt.datetime) -> dt.date | dt.datetime:
    """A moment in UTC, so that no table of time zones has to travel with it; a civil date as it is."""
    return value.astimezone(dt.UTC) if isinstance(value, dt.datetime) else value


def _text(text: str) -> str:
    """Without control characters, which no calendar may hold; line breaks stay and are escaped."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join("".join(c if c.isprintable() else " " for c in line) for line in lines)

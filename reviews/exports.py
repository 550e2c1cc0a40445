"""A meeting as a calendar entry (RFC 5545): one UID for ever, SEQUENCE counts changes, CANCELLED when called off."""

import datetime as dt

from kerjasama import ical
from reviews.models import Meeting


def calendar(meeting: Meeting, *, address: str, now: dt.datetime) -> bytes:
    """The entry as a file for any calendar. ``address`` is the page of the meeting."""
    return ical.calendar([entry_of(meeting, address=address)], product="TKKSD", stamp=now)


def entry_of(meeting: Meeting, *, address: str) -> ical.Entry:
    """What stands in a calendar about the meeting; without an end it takes two hours."""
    agenda = meeting.agenda.select_related("round__agreement").order_by("order")
    items = [str(item.round.agreement) if item.round is not None else item.topic for item in agenda]
    return ical.Entry(
        uid=f"{meeting.uid}@kerjasama",
        revision=meeting.revision,
        start=meeting.starts_at,
        end=meeting.ends_at or meeting.starts_at + dt.timedelta(hours=2),
        summary=f"{meeting.get_kind_display()} TKKSD: {meeting.subject}",
        location=meeting.place or meeting.link,
        description="\n".join([*(f"{number}. {item}" for number, item in enumerate(items, start=1)), address]),
        url=address,
        status="CANCELLED" if meeting.called_off_at else "CONFIRMED",
    )

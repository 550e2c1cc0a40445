"""A meeting as a calendar entry (RFC 5545): one UID for ever, SEQUENCE counts changes, CANCELLED when called off."""

import datetime as dt
from dataclasses import replace
from email.mime.base import MIMEBase
from email.mime.text import MIMEText

from django.conf import settings
from django.urls import reverse

from kerjasama import ical
from notices.models import Notice
from reviews.domain.meeting_notices import UNINVITED
from reviews.models import Meeting


def calendar(meeting: Meeting, *, address: str, now: dt.datetime) -> bytes:
    """The entry as a file for any calendar. ``address`` is the page of the meeting."""
    return ical.calendar([entry_of(meeting, address=address)], product="TKKSD", stamp=now)


def invitation(notice: Notice) -> MIMEBase | None:
    """The calendar entry that travels with an invitation: REQUEST, after a change too; CANCEL when called off.

    CANCEL too for who is left out by a change. It names only its own reader as invited. None when the meeting is gone.
    """
    meeting = Meeting.objects.filter(pk=notice.subject.partition(":")[2]).select_related("government").first()
    if meeting is None:
        return None
    address = f"{settings.PUBLIC_URL}{reverse('reviews:meeting', args=[meeting.pk])}"
    sender = meeting.government.contact_email or settings.DEFAULT_FROM_EMAIL.rpartition("<")[2].rstrip("> ")
    person = notice.recipient
    is_off = meeting.called_off_at is not None or notice.kind == UNINVITED
    method = "CANCEL" if is_off else "REQUEST"
    entry = replace(
        entry_of(meeting, address=address),
        organizer=(f"TKKSD {meeting.government.name}", sender),
        attendees=((person.get_full_name() or person.email, person.email),),
        status="CANCELLED" if is_off else "CONFIRMED",
    )
    body = ical.calendar([entry], product="TKKSD", stamp=meeting.updated_at, method=method)
    part = MIMEText(body.decode(), "calendar", "utf-8")
    part.set_param("method", method)
    part.add_header("Content-Disposition", "attachment", filename="undangan.ics")
    return part


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

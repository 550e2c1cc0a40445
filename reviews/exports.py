"""A meeting as a calendar entry (RFC 5545): one UID for ever, SEQUENCE counts changes, CANCELLED when called off."""

import datetime as dt

from reviews.models import Meeting

WIDTH = 73  # bytes of a line before it is folded; the standard allows 75


def calendar(meeting: Meeting, *, address: str, now: dt.datetime) -> bytes:
    """The entry as a file for any calendar. ``address`` is the page of the meeting."""
    end = meeting.ends_at or meeting.starts_at + dt.timedelta(hours=2)
    agenda = meeting.agenda.select_related("round__agreement").order_by("order")
    items = [str(item.round.agreement) if item.round is not None else item.topic for item in agenda]
    details = "\n".join([*(f"{number}. {item}" for number, item in enumerate(items, start=1)), address])
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Register Kerja Sama Daerah//TKKSD//ID",
        "METHOD:PUBLISH",
        "BEGIN:VEVENT",
        f"UID:{meeting.uid}@kerjasama",
        f"SEQUENCE:{meeting.revision}",
        f"DTSTAMP:{_utc(now)}",
        f"DTSTART:{_utc(meeting.starts_at)}",
        f"DTEND:{_utc(end)}",
        f"SUMMARY:{_text(f'{meeting.get_kind_display()} TKKSD: {meeting.subject}')}",
        f"LOCATION:{_text(meeting.place or meeting.link)}",
        f"DESCRIPTION:{_text(details)}",
        f"URL:{address}",
        f"STATUS:{'CANCELLED' if meeting.called_off_at else 'CONFIRMED'}",
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return b"".join(_fold(line) + b"\r\n" for line in lines)


def _utc(moment: dt.datetime) -> str:
    return moment.astimezone(dt.UTC).strftime("%Y%m%dT%H%M%SZ")


def _text(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return escaped.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\\n")


def _fold(line: str) -> bytes:
    """Long lines go on after CRLF and a space, never within a character."""
    found, rest = b"", line
    while len(rest.encode()) > WIDTH:
        cut = WIDTH
        while len(rest[:cut].encode()) > WIDTH:
            cut -= 1
        found += rest[:cut].encode() + b"\r\n "
        rest = rest[cut:]
    return found + rest.encode()

"""Mail that came back (RFC 3464): whose it was is told by the address it came back to, which only we can write.

Every letter carries ``<number>.<mark>`` twice: in its return path when ``BOUNCE_DOMAIN`` is set (VERP), and in a header
that mail servers send back with the report. The mark is a keyed hash, so nobody can report a letter that is not theirs.
"""

import datetime as dt
import hmac
import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes
from email.message import Message
from email.policy import compat32

from django.conf import settings
from django.utils.crypto import salted_hmac

from accounts.models import User
from notices.domain.owing import one_line
from notices.enums import Rhythm
from notices.models import Notice, NoticeQuerySet

logger = logging.getLogger(__name__)

HEADER = "X-Kerja-Sama"
LOCAL_PART = "pantulan"
MARK_LENGTH = 20  # of 40 hexadecimal digits: 80 bits, and short enough for a local part of 64
_MARK = re.compile(rf"(\d{{1,18}})\.([0-9a-f]{{{MARK_LENGTH}}})")
_SMTP_REPLY = re.compile(r"\b[45]\d\d[ -][^\n]*")
_TO = ("X-Original-To", "Delivered-To", "Envelope-To", "To")


@dataclass(frozen=True)
class Report:
    """What a mail server says about one letter. ``is_final``: the address is wrong for good (status 5.x.x)."""

    notice: Notice
    reason: str
    is_final: bool


def mark_of(notice: Notice) -> str:
    """``<number>.<hash>``; a resend has another, so that a late report about the first try does not count for it."""
    digest = salted_hmac("notices.bounces", f"{notice.pk}.{notice.resends}").hexdigest()
    return f"{notice.pk}.{digest[:MARK_LENGTH]}"


def return_path(notice: Notice) -> str:
    """The address that returned mail of this letter goes to; empty without ``BOUNCE_DOMAIN``."""
    return f"{LOCAL_PART}+{mark_of(notice)}@{settings.BOUNCE_DOMAIN}" if settings.BOUNCE_DOMAIN else ""


def take(raw: bytes, *, now: dt.datetime, sent_to: str = "") -> Report | None:
    """Read one mail and write down that its letter did not arrive; None for any other mail (replies, delays).

    ``sent_to`` is the envelope's recipient where the mail server tells it.
    """
    mail = message_from_bytes(raw, policy=compat32)
    notice = _notice_of(mail, sent_to)
    verdict = _verdict(mail)
    if notice is None or verdict is None:
        return None
    reason, is_final = verdict
    _letter_of(notice).update(bounced_at=now, bounce_reason=reason, bounce_is_final=is_final)
    logger.warning("notice %s came back: %s", notice.pk, "final" if is_final else "for now")
    return Report(notice, reason, is_final)


def trouble_of(user: User) -> Notice | None:
    """The last letter to this person, when it came back for good: their address is most likely wrong."""
    last = Notice.objects.filter(recipient=user, sent_at__isnull=False).order_by("-sent_at", "-pk").first()
    return last if last is not None and last.bounce_is_final else None


def _letter_of(notice: Notice) -> NoticeQuerySet:
    """All rows that went out in the same e-mail: a summary is named by its first."""
    rows = Notice.objects.filter(pk=notice.pk)
    if notice.rhythm == Rhythm.DIGEST and notice.sent_at:
        rows |= Notice.objects.filter(
            recipient=notice.recipient_id,
            government=notice.government_id,
            sent_at=notice.sent_at,
            rhythm=Rhythm.DIGEST,
        )
    return rows


def _notice_of(mail: Message, sent_to: str) -> Notice | None:
    """Only a mark that we wrote ourselves counts."""
    for text in (sent_to, *_addresses(mail), *_returned_headers(mail)):
        for pk, digest in _MARK.findall(text):
            notice = Notice.objects.filter(pk=int(pk)).first()
            if notice is not None and hmac.compare_digest(mark_of(notice), f"{pk}.{digest}"):
                return notice
    return None


def _addresses(mail: Message) -> Iterator[str]:
    for name in _TO:
        yield from (str(value) for value in mail.get_all(name, []))


def _returned_headers(mail: Message) -> Iterator[str]:
    """The header of ours inside what the server sends back: the whole letter, or its headers as text."""
    for part in mail.walk():
        if part is not mail and part.get_content_type() != "text/rfc822-headers":
            yield from (str(value) for value in part.get_all(HEADER, []))
        elif part.get_content_type() == "text/rfc822-headers":
            payload = part.get_payload(decode=True)
            if isinstance(payload, bytes):
                inner = message_from_bytes(payload, policy=compat32)
                yield from (str(value) for value in inner.get_all(HEADER, []))


def _verdict(mail: Message) -> tuple[str, bool] | None:
    """Reason and whether it is final, of the first recipient that failed; None for delays, receipts and replies."""
    for part in mail.walk():
        if part.get_content_type() != "message/delivery-status":
            continue
        blocks = part.get_payload()
        for block in blocks if isinstance(blocks, list) else []:
            if not isinstance(block, Message) or str(block.get("Action", "")).strip().lower() != "failed":
                continue
            status = str(block.get("Status", "")).strip()
            said = str(block.get("Diagnostic-Code", "")).partition(";")[2] or status or "tanpa keterangan"
            return one_line(said, limit=300), status.startswith("5")
    return _old_verdict(mail)


def _old_verdict(mail: Message) -> tuple[str, bool] | None:
    """Of servers that name the failed recipient in a header and write the rest for people only (older Exim)."""
    if not mail.get("X-Failed-Recipients"):
        return None
    texts = (part.get_payload(decode=True) for part in mail.walk() if part.get_content_type() == "text/plain")
    said = _SMTP_REPLY.search(next((text for text in texts if isinstance(text, bytes)), b"").decode("utf-8", "replace"))
    return (one_line(said[0], limit=300), said[0].startswith("5")) if said else ("tanpa keterangan", False)

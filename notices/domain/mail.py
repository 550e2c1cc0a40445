"""From a notice to an e-mail, and over one SMTP connection to the server."""

import contextlib
import datetime as dt
import secrets
import smtplib
from collections.abc import Iterator
from dataclasses import dataclass
from email.headerregistry import Address
from email.mime.base import MIMEBase
from types import TracebackType
from typing import Any, Self
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.template.loader import get_template
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as say

from notices import kinds
from notices.domain import bounces, muting
from notices.domain.owing import LANGUAGE, TITLE_LENGTH, one_line
from notices.models import Notice

MESSAGES_PER_CONNECTION = 100  # many servers hang up on longer ones
ENTRIES_PER_SUMMARY = 50  # titles with their links; the inbox has the rest


class ServerUnavailableError(OSError):
    """The mail server cannot be used at all; says nothing about the message at hand."""


@dataclass(frozen=True)
class Failure:
    """Why a message did not go out.

    ``is_server``: no message would have gone out; ``is_final``: the server refuses this one for good;
    ``is_mishap``: the connection broke or hung, or we failed ourselves; the next message may fare no better.
    """

    text: str
    is_server: bool = False
    is_final: bool = False
    is_mishap: bool = False


def message_id(letter: list[Notice]) -> str:
    """Fixed by the rows, so that a mail system recognises a message sent twice; a resend asked for by staff is new."""
    first = min(letter, key=lambda notice: notice.pk)
    again = f".{first.resends}" if first.resends else ""
    return f"<{'notice' if len(letter) == 1 else 'summary'}-{first.pk}{again}@{mail_domain()}>"


def mail_domain() -> str:
    """The domain of our own address."""
    _name, _at, domain = _bare(settings.DEFAULT_FROM_EMAIL).partition("@")
    return domain or urlsplit(settings.PUBLIC_URL).hostname or "localhost"


def notice_address(notice: Notice) -> str:
    """Where a message leads, from outside: opening it there is reading it."""
    return f"{settings.PUBLIC_URL}{reverse('notices:open', args=[notice.pk])}"


def message_for(letter: list[Notice]) -> EmailMultiAlternatives:
    """The e-mail of one notice, or one summary of several: plain text and simple HTML, with links to the workspace."""
    first = letter[0]
    government, person = first.government, first.recipient
    single = len(letter) == 1
    off = muting.address_for(letter)
    with translation.override(LANGUAGE), timezone.override(ZoneInfo(government.time_zone)):
        title = first.title if single else say("Ringkasan pengingat: %(count)s hal") % {"count": len(letter)}
        context = {
            "title": title,
            "single": single,
            "entries": [(notice, notice_address(notice)) for notice in _pressing_first(letter)[:ENTRIES_PER_SUMMARY]],
            "further": max(0, len(letter) - ENTRIES_PER_SUMMARY),
            "inbox": settings.PUBLIC_URL + reverse("notices:inbox"),
            "name": one_line(person.get_full_name(), limit=150),
            "government": government,
            "off": off,
            "ending": ", ".join(str(kind.label) for kind in muting.may_end(letter)),
        }
        text = get_template("notices/mail.txt").template.render(_plain(context))  # type: ignore[attr-defined]
        html = get_template("notices/mail.html").render(context)
    message = _Mail(
        subject=one_line(title, limit=TITLE_LENGTH),
        body=text.strip() + "\n",
        from_email=bounces.return_path(first) or _bare(settings.DEFAULT_FROM_EMAIL),
        to=[_address(person.get_full_name(), person.email)],
        reply_to=[government.contact_email] if government.contact_email else None,
        headers={
            "From": _address(f"Kerja Sama {government.name}", _bare(settings.DEFAULT_FROM_EMAIL)),
            "Message-ID": message_id(letter),
            bounces.HEADER: bounces.mark_of(first),
            **_way_out(off),
            "Auto-Submitted": "auto-generated",
            "X-Auto-Response-Suppress": "All",
        },
    )
    message.attach_alternative(html, "text/html")
    for part in _enclosed(letter):
        message.attach(part)
    return message


def _enclosed(letter: list[Notice]) -> Iterator[MIMEBase]:
    """What the kinds of these notices send along."""
    for notice in letter[:ENTRIES_PER_SUMMARY]:
        kind = kinds.find(notice.kind)
        part = kind.enclose(notice) if kind is not None and kind.enclose is not None else None
        if part is not None:
            yield part


def _pressing_first(letter: list[Notice]) -> list[Notice]:
    return sorted(letter, key=lambda notice: (notice.due_on or dt.date.max, notice.pk))


class _Mail(EmailMultiAlternatives):
    """Names the border between its parts itself: looking for one that occurs nowhere costs as much as writing it."""

    def message(self, **options: Any) -> Any:
        found = super().message(**options)
        if found.is_multipart():
            found.set_boundary(f"=_{secrets.token_hex(16)}")
        return found


def _way_out(off: str) -> dict[str, str]:
    """The button that mail programs show for what may be switched off (RFC 2369, RFC 8058)."""
    if not off:
        return {}
    return {"List-Unsubscribe": f"<{off}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}


def _plain(context: dict[str, object]) -> object:
    from django.template import Context

    return Context(context, autoescape=False)


def _bare(address: str) -> str:
    """``a@b`` out of ``Nama <a@b>``."""
    return address.rpartition("<")[2].rstrip(">").strip()


def _address(name: str, address: str) -> str:
    """A header value with the name quoted as needed. Raises ValueError for what is not an address."""
    if any(c.isspace() for c in address):
        raise ValueError(f"alamat surel tidak sah: {address!r}")
    return str(Address(display_name=one_line(name, limit=150), addr_spec=address))


class Mailer:
    """One SMTP connection for many messages: opened when first needed, renewed after a failure. A context manager."""

    def __init__(self) -> None:
        self._connection: BaseEmailBackend | None = None
        self._used = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.hang_up()

    def send(self, message: EmailMultiAlternatives) -> None:
        """Hand the message to the server. Raises ServerUnavailableError, another OSError or ValueError."""
        if self._used >= MESSAGES_PER_CONNECTION:
            self.hang_up()
        connection = self._open()
        try:
            connection.send_messages([message])
            self._used += 1
        except BaseException:
            self.hang_up()
            raise

    def _open(self) -> BaseEmailBackend:
        if self._connection is None:
            connection = get_connection()
            try:
                connection.open()
            except OSError as error:  # smtplib's errors are OSErrors
                raise ServerUnavailableError(str(error) or type(error).__name__) from error
            self._connection, self._used = connection, 0
        return self._connection

    def hang_up(self) -> None:
        """End the connection; whatever state it is in, the next message gets a new one."""
        connection, self._connection, self._used = self._connection, None, 0
        if connection is not None:
            with contextlib.suppress(OSError):  # the server hung up first
                connection.close()


def failure_of(error: Exception) -> Failure:
    """Read an error of sending: whose fault it is and whether trying again can help (RFC 5321, 4.2.1)."""
    text = one_line(_words(error), limit=300)
    if isinstance(error, ServerUnavailableError | smtplib.SMTPSenderRefused | smtplib.SMTPNotSupportedError):
        return Failure(text, is_server=True)  # our address or our sign-in is refused: true of every message
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        codes = [code for code, _reply in error.recipients.values()]
        return Failure(text, is_server=421 in codes, is_final=all(code >= 500 for code in codes))
    if isinstance(error, smtplib.SMTPResponseException):
        return Failure(text, is_server=error.smtp_code == 421, is_final=error.smtp_code >= 500)
    # A ValueError is an address or header that cannot be written; anything else may be a fault of ours, soon mended.
    return Failure(text, is_mishap=not isinstance(error, ValueError), is_final=isinstance(error, ValueError))


def _words(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return "; ".join(f"{code} {_text(reply)}" for code, reply in error.recipients.values())
    if isinstance(error, smtplib.SMTPResponseException):
        return f"{error.smtp_code} {_text(error.smtp_error)}"
    return str(error) or type(error).__name__


def _text(reply: bytes | str) -> str:
    return reply.decode("utf-8", "replace") if isinstance(reply, bytes) else reply

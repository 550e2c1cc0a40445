"""Where returned mail waits: a maildir or an IMAP folder, named by the setting ``BOUNCE_MAILBOX``.

Nothing is deleted. What was looked at is marked as seen, after it was written down, so a crash reads it twice at most.
"""

import datetime as dt
import imaplib
import mailbox
from urllib.parse import unquote, urlsplit

from django.conf import settings

from notices.domain import bounces

AT_ONCE = 500  # mails of one sweep
TIMEOUT = 30  # seconds


def take_all(now: dt.datetime) -> int:
    """Read what has come in. Returns how many letters came back; 0 without a mailbox. Raises OSError or ValueError."""
    address = settings.BOUNCE_MAILBOX
    if not address:
        return 0
    scheme = urlsplit(address).scheme
    if scheme == "maildir":
        return _maildir(urlsplit(address).path, now)
    if scheme in {"imap", "imaps"}:
        return _imap(address, now)
    raise ValueError(f"BOUNCE_MAILBOX: maildir:// atau imaps://, bukan {scheme!r}")


def _maildir(path: str, now: dt.datetime) -> int:
    box, taken = mailbox.Maildir(path, create=False), 0
    waiting = [key for key, message in box.iteritems() if "S" not in message.get_flags()]
    for key in waiting[:AT_ONCE]:
        taken += bounces.take(box.get_bytes(key), now=now) is not None
        message = box[key]
        message.set_subdir("cur")
        message.add_flag("S")
        box[key] = message
    return taken


def _imap(address: str, now: dt.datetime) -> int:
    parts, taken = urlsplit(address), 0
    kind = imaplib.IMAP4_SSL if parts.scheme == "imaps" else imaplib.IMAP4
    with kind(parts.hostname or "", parts.port or (993 if parts.scheme == "imaps" else 143), timeout=TIMEOUT) as server:
        try:
            server.login(unquote(parts.username or ""), unquote(parts.password or ""))
            answer, _data = server.select(unquote(parts.path.strip("/")) or "INBOX")
            if answer != "OK":
                raise OSError("kotak surat pantulan tidak dapat dibuka")
            _answer, found = server.search(None, "UNSEEN")
            for number in found[0].split()[:AT_ONCE]:
                _answer, data = server.fetch(number, "(BODY.PEEK[])")
                raw = next((part[1] for part in data if isinstance(part, tuple)), b"")
                taken += bounces.take(raw, now=now) is not None
                server.store(number, "+FLAGS", r"(\Seen)")
        except imaplib.IMAP4.error as error:  # not an OSError; its text may hold what we sent
            raise OSError(f"IMAP: {type(error).__name__}") from error
    return taken

"""A mail server on this machine that remembers what it took and misbehaves when told to."""

import asyncio
import logging
import time
from collections import Counter
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

HANG = 12  # seconds; longer than our patience (soak_app)


class Sink:
    """``mood``: accept, refuse, hang, drop (before it takes the mail), swallow (takes it, hangs up at once)."""

    def __init__(self, port: int) -> None:
        logging.getLogger("mail.log").setLevel(logging.WARNING)
        self.port, self.mood = port, "accept"
        self.taken: Counter[str] = Counter()
        self.swallowed: set[str] = set()
        self.moments: dict[str, list[float]] = {}
        self._controller: Any = None

    def start(self) -> None:
        """Listen."""
        self._controller = Controller(self, hostname="127.0.0.1", port=self.port, ready_timeout=30)
        self._controller.start()

    def stop(self) -> None:
        """Nobody listens any more."""
        if self._controller is not None:
            self._controller.stop()
            self._controller = None

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, rcpt_options: list[str]
    ) -> str:
        """Refuse everybody, or nobody."""
        if self.mood == "refuse":
            return "550 5.1.1 Kotak surat tidak ada"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Take the mail, or do as the mood says."""
        mood = self.mood
        if mood == "hang":
            await asyncio.sleep(HANG)
        if mood in {"hang", "drop"}:
            _hang_up(server)
            return "421 4.3.2 Terputus"
        name = _message_id(bytes(envelope.content or b""))  # type: ignore[arg-type]
        self.taken[name] += 1
        self.moments.setdefault(name, []).append(time.monotonic())
        if mood == "swallow":
            self.swallowed.add(name)
            _hang_up(server)
        return "250 OK"


def _hang_up(server: SMTP) -> None:
    if isinstance(server.transport, asyncio.Transport):
        server.transport.abort()


def _message_id(content: bytes) -> str:
    head = content.partition(b"\r\n\r\n")[0].decode("utf-8", "replace")
    line = next(line for line in head.split("\r\n") if line.lower().startswith("message-id:"))
    return line.partition(":")[2].strip()

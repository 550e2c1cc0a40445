"""A mail server on this machine that remembers what it took and misbehaves when told to."""

import asyncio
import logging
import time
from collections import Counter
from dataclasses import dataclass
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

HANG = 12  # seconds; longer than our patience (soak_app)


@dataclass(frozen=True)
class Taking:
    """One time a mail was taken: when, from which group of processes, and whether it heard so."""

    moment: float
    sender: str
    was_answered: bool


class Sink:
    """``mood``: accept, refuse, hang, drop (before it takes the mail), swallow (takes it, hangs up at once)."""

    def __init__(self, port: int) -> None:
        logging.getLogger("mail.log").setLevel(logging.WARNING)
        self.port, self.mood = port, "accept"
        self.taken: dict[str, list[Taking]] = {}
        self.talking: Counter[str] = Counter()  # open sessions by sender
        self._controller: Any = None

    def start(self) -> None:
        """Listen."""
        self._controller = _Controller(self, hostname="127.0.0.1", port=self.port, ready_timeout=30)
        self._controller.start()

    def stop(self) -> None:
        """Nobody listens any more."""
        if self._controller is not None:
            self._controller.stop()
            self._controller = None
        self.talking.clear()

    def wait_for_silence(self, sender: str, *, seconds: float = 15) -> None:
        """Until all that a dead sender had written has been read. Raises TimeoutError."""
        deadline = time.monotonic() + seconds
        while self.talking[sender] > 0:
            if time.monotonic() > deadline:
                raise TimeoutError(f"{sender} is dead and still talking")
            time.sleep(0.02)

    def taken_from(self, sender: str) -> set[str]:
        """Names of the mails that one group of processes handed over and heard so."""
        return {
            name
            for name, takings in self.taken.copy().items()  # the server goes on taking
            if any(one.sender == sender and one.was_answered for one in takings)
        }

    async def handle_EHLO(  # noqa: N802 - aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        """Workers say by their name of host to which group of processes they belong (soak_app)."""
        session.host_name = hostname
        if isinstance(server, _Server) and not server.sender:
            server.sender = hostname
            self.talking[hostname] += 1
        return responses

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
        taking = Taking(time.monotonic(), str(session.host_name), mood != "swallow")
        self.taken.setdefault(name, []).append(taking)
        if mood == "swallow":
            _hang_up(server)
        return "250 OK"


class _Server(SMTP):
    """Tells the sink when a session is over."""

    sender = ""

    def connection_lost(self, error: Exception | None) -> None:
        if self.sender:
            self.event_handler.talking[self.sender] -= 1
        super().connection_lost(error)


class _Controller(Controller):
    def factory(self) -> SMTP:
        return _Server(self.handler, **self.SMTP_kwargs)


def _hang_up(server: SMTP) -> None:
    if isinstance(server.transport, asyncio.Transport):
        server.transport.abort()


def _message_id(content: bytes) -> str:
    head = content.partition(b"\r\n\r\n")[0].decode("utf-8", "replace")
    line = next(line for line in head.split("\r\n") if line.lower().startswith("message-id:"))
    return line.partition(":")[2].strip()

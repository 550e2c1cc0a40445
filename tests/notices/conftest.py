"""A real SMTP server on this machine that can be told to misbehave, and a register with one recipient."""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default as modern
from pathlib import Path
from typing import Any, cast

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from django.template import engines
from pytest_django import Settings

from kerjasama.embedded.processes import free_port
from notices import kinds
from notices.domain import claims
from tests.notices.make import ASKING, MOMENT, OPTIONAL, OTHER, PLAIN


@dataclass
class Sink:
    """Takes mail; ``mood`` says how: accept, refuse, later, reject, hang, drop."""

    mood: str = "accept"
    refuses: set[str] = field(default_factory=set)
    envelopes: list[Envelope] = field(default_factory=list)
    connections: int = 0

    async def handle_EHLO(
        self, server: SMTP, session: Session, envelope: Envelope, hostname: str, responses: Any
    ) -> Any:
        self.connections += 1
        session.host_name = hostname
        return responses

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, rcpt_options: list[str]
    ) -> str:
        if self.mood == "refuse" or address in self.refuses:
            return "550 5.1.1 Kotak surat tidak ada"
        if self.mood == "later":
            return "451 4.7.1 Coba lagi nanti"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        if self.mood == "reject":
            return "554 5.6.0 Isi ditolak"
        if self.mood == "busy":
            return "421 4.3.2 Peladen sedang dihentikan"
        if self.mood == "hang":
            await asyncio.sleep(5)
        if self.mood == "drop":
            cast("asyncio.Transport", server.transport).abort()
            return "250 OK"
        self.envelopes.append(envelope)
        return "250 OK"

    @property
    def mails(self) -> list[EmailMessage]:
        """What arrived, parsed."""
        return [message_from_bytes(cast("bytes", e.content), policy=modern) for e in self.envelopes]

    def ids(self) -> list[str]:
        """Message-IDs in order of arrival."""
        return [str(mail["Message-ID"]) for mail in self.mails]


@dataclass
class Server:
    """The server process around the sink; may be stopped and started on the same port."""

    sink: Sink
    port: int
    controller: Controller | None = None

    def start(self) -> None:
        self.controller = Controller(self.sink, hostname="127.0.0.1", port=self.port, ready_timeout=60)
        self.controller.start()

    def stop(self) -> None:
        if self.controller is not None:
            self.controller.stop()
            self.controller = None


@pytest.fixture
def smtp(settings: Settings) -> Iterator[Server]:
    """The server, running; Django sends to it."""
    port = free_port()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", port, 20
    settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    settings.DEFAULT_FROM_EMAIL = "Register <kerjasama@tirtaraya.example>"
    server = Server(Sink(), port)
    server.start()
    yield server
    server.stop()


@pytest.fixture
def sink(smtp: Server) -> Sink:
    """What the server took."""
    return smtp.sink


@pytest.fixture(autouse=True)
def _plain_kind(monkeypatch: pytest.MonkeyPatch) -> None:
    """Kinds of message that only tests know, with their templates."""
    engine = engines["django"].engine  # type: ignore[attr-defined]
    for kind in (PLAIN, MOMENT, OPTIONAL, OTHER, ASKING):
        monkeypatch.setitem(kinds._kinds, kind.code, kind)
    monkeypatch.setattr(engine, "dirs", [*engine.dirs, Path(__file__).parent / "templates"])


@pytest.fixture(autouse=True)
def _no_cap(monkeypatch: pytest.MonkeyPatch) -> None:
    """Most tests send many messages to one person; those about the cap set it."""
    monkeypatch.setattr(claims, "DAILY_CAP", 10_000)

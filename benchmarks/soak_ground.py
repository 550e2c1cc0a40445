"""What the soak stands on: messages to send, a broker to start again, a database that may be away for a while."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlsplit

from kerjasama.embedded.processes import Child, spawn
from kerjasama.embedded.valkey import program

PEOPLE = 200
T = TypeVar("T")


def message_id(pk: int) -> str:
    """As notices.domain.mail gives it to a letter of one notice."""
    from notices.domain.mail import mail_domain

    return f"<notice-{pk}@{mail_domain()}>"


def patiently(ask: Callable[[], T], *, seconds: float = 60) -> T:
    """Ask the database until it answers: it may be restarting."""
    from django.db import DatabaseError, connection

    deadline = time.monotonic() + seconds
    while True:
        try:
            return ask()
        except DatabaseError:
            if time.monotonic() > deadline:
                raise
            connection.close()
            time.sleep(0.2)


def start_broker(address: str, folder: Path) -> Child:
    """Valkey on the port and with the password of ``address``, empty."""
    parts = urlsplit(address)
    text = f'bind 127.0.0.1\nport {parts.port}\nrequirepass {parts.password}\nsave ""\nappendonly no\n'
    return spawn("valkey", [program(), "-"], log=folder / "log" / "valkey-again.log", typed=text.encode())


def fill(government_id: int, messages: int, *, people: int = PEOPLE) -> list[int]:
    """Owe ``messages`` to ``people`` of one government. Returns the ids."""
    import datetime as dt

    from django.utils import timezone

    from accounts.enums import Role
    from accounts.models import Membership, User
    from notices.models import Notice

    now = timezone.now()
    who = User.objects.bulk_create(
        User(email=f"ukur{n}@tirtaraya.example", name=f"Orang {n}", password="!") for n in range(people)
    )
    Membership.objects.bulk_create(
        Membership(user=u, government_id=government_id, role=Role.STAF, starts_on=dt.date(2020, 1, 1)) for u in who
    )
    rows = Notice.objects.bulk_create(
        Notice(
            government_id=government_id, recipient=who[n % people], kind="ukur", subject=f"ukur:{n}", occasion="1",
            title=f"Pesan {n}", body="Isi pesan. " * 40, path="/ruang/", send_after=now,
        )
        for n in range(messages)
    )  # fmt: skip
    return [row.pk for row in rows]

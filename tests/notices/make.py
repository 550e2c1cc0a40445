"""Notices for tests, owed through the domain."""

import datetime as dt
from itertools import count
from typing import Any

from accounts.models import Government, User
from notices import kinds
from notices.domain.owing import owe
from notices.models import Notice

UTC = dt.UTC
NOON = dt.datetime(2026, 3, 3, 5, 0, tzinfo=UTC)  # 12.00 WIB, Tuesday
PLAIN = kinds.NoticeKind("test-plain", "Pesan uji", "test_plain")
MOMENT = kinds.NoticeKind("test-moment", "Pesan uji berjam", "test_moment")
OPTIONAL = kinds.NoticeKind("test-optional", "Kabar uji", "test_plain", mandatory=False)
OTHER = kinds.NoticeKind("test-another", "Kabar lain", "test_plain", mandatory=False)
ASKING = kinds.NoticeKind("test-asking", "Minta tindakan", "test_plain", act="Putuskan")
_numbers = count(1)


def notice(person: User, government: Government, *, now: dt.datetime = NOON, **given: Any) -> Notice:
    """One message owed to ``person``; a new occasion each time unless told."""
    occasion = given.pop("occasion", str(next(_numbers)))
    context = {"title": given.pop("title", "Naskah uji"), "text": given.pop("text", "Isi pesan.")}
    kind = given.pop("kind", PLAIN.code)
    subject = given.pop("subject", "test:1")
    owe(
        kind=kind, subject=subject, occasion=occasion, recipients=[person], government=government, context=context,
        path="/ruang/", now=now, **given,
    )  # fmt: skip
    return Notice.objects.get(kind=kind, subject=subject, occasion=occasion, recipient=person)

"""The table of notice kinds: what a message is about, its template, and how to tell that it is no longer owed.

Adding a kind is one row, registered by the room it belongs to in ``AppConfig.ready``, and one template in
``templates/notices/kinds/``. The row also says in words who gets it and when; the planner or move that owes it does so.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from email.mime.base import MIMEBase
from typing import TYPE_CHECKING

from django.utils.functional import Promise

from notices.enums import Rhythm

if TYPE_CHECKING:
    from notices.models import Notice

StillOwed = Callable[["Notice", dt.datetime], bool]
Enclose = Callable[["Notice"], MIMEBase | None]


@dataclass(frozen=True)
class NoticeKind:
    """One kind of message.

    ``template`` names ``templates/notices/kinds/<template>.txt``: first line the title, the rest the body.
    ``rhythm`` says whether it travels at once or in the morning's summary, unless the occasion says otherwise.
    ``mandatory`` kinds cannot be switched off. ``still_owed(notice, now)`` is asked at the moment of sending; a kind
    without it is owed always. ``act`` is what the button in the inbox says, for kinds that ask for a deed.
    ``enclose`` gives what travels with the e-mail, such as a calendar entry.
    """

    code: str
    label: str | Promise
    template: str
    mandatory: bool = True
    rhythm: Rhythm = Rhythm.NOW
    to: str | Promise = ""
    when: str | Promise = ""
    still_owed: StillOwed | None = None
    act: str | Promise = ""
    enclose: Enclose | None = None


_kinds: dict[str, NoticeKind] = {}


def register(*kinds: NoticeKind) -> None:
    """Add rows to the table. Raises ValueError for a code that another row already has."""
    for kind in kinds:
        if _kinds.get(kind.code, kind) != kind:
            raise ValueError(f"notice kind {kind.code!r} registered twice")
        _kinds[kind.code] = kind


def get(code: str) -> NoticeKind:
    """The row of a code. Raises LookupError for a kind nobody registered."""
    return _kinds[code]


def find(code: str) -> NoticeKind | None:
    """The row of a code, or None: a message of a kind that a later release dropped is still delivered."""
    return _kinds.get(code)


def all_kinds() -> list[NoticeKind]:
    """Every row, in order of code."""
    return [_kinds[code] for code in sorted(_kinds)]


def label_of(code: str) -> str:
    """What people call this kind."""
    kind = _kinds.get(code)
    return str(kind.label) if kind else code


def act_of(code: str) -> str:
    """What the message asks its reader to do; empty for news."""
    kind = _kinds.get(code)
    return str(kind.act) if kind else ""


def table() -> str:
    """Every kind as a table for docs/notices.md: who gets what, when, and whether it may be switched off."""
    lines = ["| jenis | kepada | kapan | irama | boleh dimatikan |", "|---|---|---|---|---|"]
    for kind in sorted(_kinds.values(), key=lambda kind: kind.code):
        rhythm = Rhythm(kind.rhythm).label.lower()
        lines.append(f"| {kind.label} | {kind.to} | {kind.when} | {rhythm} | {'tidak' if kind.mandatory else 'ya'} |")
    return "\n".join(lines)

"""Write down that somebody is owed a message. The row is the promise; delivery keeps it."""

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Q
from django.template import Context
from django.template.loader import get_template
from django.utils import timezone, translation

from accounts.models import Government, User
from notices import kinds
from notices.domain.absences import away, sentence_of
from notices.domain.mornings import Mornings
from notices.domain.sparing import Sparing
from notices.enums import Rhythm
from notices.models import Absence, Notice

TITLE_LENGTH = 300
_EMPTY_LINES = re.compile(r"\n\s*\n")  # templates put parts together, each with its own end
_Key = tuple[str, str, str, int]  # subject, kind, occasion, recipient: what makes a message one
LANGUAGE = "id"  # messages of the office are Indonesian, whatever language the page that owes them was shown in


@dataclass(frozen=True)
class Owed:
    """One occasion to write about, and to whom. ``due_on`` is the last day to act; ``rhythm`` None is that of the kind.

    ``send_after`` None means now, or the next summary.
    """

    kind: str
    subject: str
    occasion: str
    recipients: Iterable[User]
    government: Government
    context: Mapping[str, Any]
    path: str
    due_on: dt.date | None = None
    send_after: dt.datetime | None = None
    rhythm: Rhythm | None = None


def owe(
    *,
    kind: str,
    subject: str,
    occasion: str,
    recipients: Iterable[User],
    government: Government,
    context: Mapping[str, Any],
    path: str,
    now: dt.datetime,
    due_on: dt.date | None = None,
    send_after: dt.datetime | None = None,
    rhythm: Rhythm | None = None,
) -> int:
    """Owe each of ``recipients`` one message about this occasion, in the caller's transaction.

    Safe to call again and at once from many processes: the row exists once per (subject, kind, occasion, recipient).
    Returns how many rows were missing. Raises LookupError for an unregistered kind.
    """
    return owe_many(
        [Owed(kind, subject, occasion, recipients, government, context, path, due_on, send_after, rhythm)], now=now
    )


def owe_many(
    occasions: Iterable[Owed], *, now: dt.datetime, are_new: bool = False, sparing: Sparing | None = None
) -> int:
    """``owe`` for many occasions with a few queries; keep a call to some hundreds of them.

    ``are_new`` says that they came about in this transaction, so that nobody can have been told of them before.
    ``sparing`` takes the errors of those that cannot be written, so that the others are; without it they are raised.
    """
    wanted, behalf = _wanted(occasions, now)
    told = set() if are_new else _already_owed(wanted)
    missing = {key: pair for key, pair in wanted.items() if key not in told}
    rendered: dict[int, tuple[str, str] | None] = {}
    mornings = Mornings(now)
    rows = []
    for key, (owed, person) in sorted(missing.items()):
        if id(owed) not in rendered:
            rendered[id(owed)] = sparing.tried(partial(render, owed), owed.subject) if sparing else render(owed)
        text = rendered[id(owed)]
        if text is None:
            continue
        title, body = text
        if key in behalf:
            body = f"{behalf[key]}\n\n{body}"
        rhythm = owed.rhythm or kinds.get(owed.kind).rhythm
        moment = mornings.next(owed.government) if rhythm == Rhythm.DIGEST else now
        rows.append(
            Notice(
                government=owed.government,
                recipient=person,
                kind=owed.kind,
                subject=owed.subject,
                occasion=owed.occasion,
                title=title,
                body=body,
                path=owed.path,
                due_on=owed.due_on,
                send_after=owed.send_after or moment,
                rhythm=rhythm,
            )
        )
    # Sorted, so that two planners at once wait for each other in the same order and never in a circle.
    Notice.objects.bulk_create(rows, ignore_conflicts=True, batch_size=1000)
    return len(rows)


def _wanted(occasions: Iterable[Owed], now: dt.datetime) -> tuple[dict[_Key, tuple[Owed, User]], dict[_Key, str]]:
    """Who is to be told of what, the deputies of who is away too, and the sentence that tells a deputy so.

    Of two occasions with one name the first counts, with its deputies.
    """
    direct = [(owed, [person for person in owed.recipients if person.is_active]) for owed in occasions]
    absent = _absent(direct, now)
    wanted: dict[_Key, tuple[Owed, User]] = {}
    behalf: dict[_Key, str] = {}
    for owed, people in direct:
        for person in people:
            wanted.setdefault((owed.subject, owed.kind, owed.occasion, person.pk), (owed, person))
        for person in people:
            absence = absent.get((owed.government.pk, person.pk))
            key = (owed.subject, owed.kind, owed.occasion, absence.deputy_id if absence else 0)
            if absence is None or key in wanted:
                continue
            wanted[key] = (owed, absence.deputy)
            with translation.override(LANGUAGE):
                behalf[key] = sentence_of(absence)
    return wanted, behalf


def _absent(direct: Iterable[tuple[Owed, list[User]]], now: dt.datetime) -> dict[tuple[int, int], Absence]:
    """The absences of today by government and person."""
    concerned: dict[int, set[int]] = {}
    governments: dict[int, Government] = {}
    for owed, people in direct:
        if people:
            governments[owed.government.pk] = owed.government
            concerned.setdefault(owed.government.pk, set()).update(person.pk for person in people)
    return {
        (pk, person): absence
        for pk, government in governments.items()
        for person, absence in away(concerned[pk], government, today=government.today(now)).items()
    }


def _already_owed(wanted: Mapping[_Key, object]) -> set[_Key]:
    """Only spares the rendering; what makes a message unique is the constraint ``notice_once``."""
    if not wanted:
        return set()
    subjects, codes, occasions, people = (set(column) for column in zip(*wanted, strict=True))
    rows = Notice.objects.filter(
        Q(subject__in=subjects) & Q(kind__in=codes) & Q(occasion__in=occasions) & Q(recipient_id__in=people)
    )
    return set(rows.values_list("subject", "kind", "occasion", "recipient_id"))


def render(owed: Owed) -> tuple[str, str]:
    """Title and body as plain text: nothing is escaped here, the HTML mail and the inbox escape when they show it."""
    template = get_template(f"notices/kinds/{kinds.get(owed.kind).template}.txt").template  # type: ignore[attr-defined]
    zone = ZoneInfo(owed.government.time_zone)
    with translation.override(LANGUAGE), timezone.override(zone):
        text = template.render(Context({**owed.context, "government": owed.government}, autoescape=False))
    title, _newline, body = text.strip().partition("\n")
    return one_line(title, limit=TITLE_LENGTH), _EMPTY_LINES.sub("\n\n", body.strip())


def one_line(text: str, *, limit: int) -> str:
    """Text that fits on one line and in one mail header: no control characters, at most ``limit`` characters."""
    plain = text if text.isprintable() else "".join(c if c.isprintable() else " " for c in text)
    flat = " ".join(plain.split())
    return flat if len(flat) <= limit else flat[: limit - 1].rstrip() + "…"

"""What already waits for somebody who is away goes to the deputy as well, whenever the absence was written down.

What is owed later reaches the deputy when it is owed (``owing``). Here is what was owed before: whatever has not gone
out yet, and what has gone out and still asks for a deed that nobody has done.
"""

import datetime as dt
from functools import partial

from django.db.models import Exists, OuterRef, Q
from django.utils import translation

from accounts.models import Government
from notices import kinds
from notices.domain.absences import present, sentence_of
from notices.domain.delivery import is_still_owed
from notices.domain.mornings import next_morning
from notices.domain.owing import LANGUAGE
from notices.domain.sparing import Sparing
from notices.enums import Rhythm
from notices.models import Absence, Notice

ASKED_WITHIN = dt.timedelta(days=90)  # what was asked for longer ago has been asked again since


def plan_forwarding(now: dt.datetime) -> int:
    """Owe the deputies of today what still waits for whom they stand in. Returns the number of rows written."""
    written = 0
    with Sparing() as sparing:
        for government in Government.objects.order_by("pk"):
            for absence in present(government, today=government.today(now)):
                written += _forward(absence, now, sparing)
    return written


def _forward(absence: Absence, now: dt.datetime, sparing: Sparing) -> int:
    asking = [kind.code for kind in kinds.all_kinds() if kind.act]
    known = Notice.objects.filter(
        subject=OuterRef("subject"), kind=OuterRef("kind"), occasion=OuterRef("occasion"), recipient=absence.deputy_id
    )
    waiting = Notice.objects.filter(
        Q(sent_at=None) | Q(kind__in=asking, send_after__gte=now - ASKED_WITHIN),
        ~Exists(known),
        recipient=absence.user_id,
        government=absence.government_id,
        acted_at=None,
        superseded_at=None,
    )
    rows = waiting.awake().select_related("government", "recipient").order_by("pk")
    morning = next_morning(absence.government, now)
    with translation.override(LANGUAGE):
        sentence = sentence_of(absence)
    owed = [row for row in rows if sparing.tried(partial(is_still_owed, row, now), row)]
    copies = [_copy(row, absence, sentence, morning) for row in owed]
    Notice.objects.bulk_create(copies, ignore_conflicts=True, batch_size=1000)
    return len(copies)


def _copy(row: Notice, absence: Absence, sentence: str, morning: dt.datetime) -> Notice:
    """The same message for the deputy; what had gone out already comes in the next summary, not in a shower."""
    is_new = row.sent_at is None
    return Notice(
        government=absence.government,
        recipient=absence.deputy,
        kind=row.kind,
        subject=row.subject,
        occasion=row.occasion,
        title=row.title,
        body=f"{sentence}\n\n{row.body}",
        path=row.path,
        due_on=row.due_on,
        send_after=row.send_after if is_new else morning,
        rhythm=row.rhythm if is_new else Rhythm.DIGEST,
    )

"""A message that went out goes out once more: because staff ask for it, or because it was put off and wakes up.

That it went out before is kept in ``PastSending``, so that figures, escalation and staff still know.
"""

import datetime as dt
import logging
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as say

from accounts.models import User
from notices.enums import Rhythm
from notices.models import Notice, NoticeQuerySet, PastSending

logger = logging.getLogger(__name__)


@transaction.atomic
def resend(notice: Notice, *, by: User, now: dt.datetime) -> None:
    """Put a sent or given-up message back into the queue, with a new Message-ID.

    Raises ValidationError when it is waiting anyway or has lapsed. Two clicks at once resend once.
    """
    again = Notice.objects.filter(pk=notice.pk, superseded_at=None, resends=notice.resends).exclude(
        sent_at=None, gave_up_at=None
    )
    if not put_back(again, by=by, now=now, send_after=now, rhythm=Rhythm.NOW):
        raise ValidationError(say("Pesan ini sedang menunggu dikirim atau tidak berlaku lagi."))
    logger.info("notice %s resent by user %s", notice.pk, by.pk)


def put_back(rows: NoticeQuerySet, *, by: User | None, now: dt.datetime, **changes: Any) -> int:
    """Into the queue again, as if new but for its number of resends; returns how many. Call it in a transaction."""
    locked = list(rows.select_for_update())
    PastSending.objects.bulk_create(
        PastSending(
            notice=row,
            sent_at=row.sent_at,
            bounced_at=row.bounced_at,
            bounce_reason=row.bounce_reason,
            by=by,
            put_back_at=now,
        )
        for row in locked
        if row.sent_at
    )
    return Notice.objects.filter(pk__in=[row.pk for row in locked]).update(
        sent_at=None, gave_up_at=None, claimed_at=None, retry_at=None, attempts=0, refusals=0, last_error="",
        bounced_at=None, bounce_reason="", bounce_is_final=False, resends=F("resends") + 1, **changes,
    )  # fmt: skip

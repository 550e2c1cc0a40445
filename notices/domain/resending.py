"""Staff ask for a message once more: the only way a message is sent twice on purpose."""

import datetime as dt
import logging

from django.core.exceptions import ValidationError
from django.db.models import F
from django.utils.translation import gettext as say

from accounts.models import User
from notices.enums import Rhythm
from notices.models import Notice

logger = logging.getLogger(__name__)


def resend(notice: Notice, *, by: User, now: dt.datetime) -> None:
    """Put a sent or given-up message back into the queue, with a new Message-ID.

    Raises ValidationError when it is waiting anyway or has lapsed. Two clicks at once resend once.
    """
    again = Notice.objects.filter(pk=notice.pk, superseded_at=None, resends=notice.resends).exclude(
        sent_at=None, gave_up_at=None
    )
    changed = again.update(
        sent_at=None, gave_up_at=None, claimed_at=None, retry_at=None, send_after=now, attempts=0, refusals=0,
        last_error="", bounced_at=None, bounce_reason="", bounce_is_final=False,
        resends=F("resends") + 1,
        rhythm=Rhythm.NOW,
    )  # fmt: skip
    if not changed:
        raise ValidationError(say("Pesan ini sedang menunggu dikirim atau tidak berlaku lagi."))
    logger.info("notice %s resent by user %s", notice.pk, by.pk)

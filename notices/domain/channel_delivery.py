"""Messages on further ways. A row per notice and way, claimed like a letter, so that no way waits for another.

Only what travels at once goes this way, each message once; the summary stays with e-mail. The same promise as for
e-mail holds, with the same window: taken by the service and not yet recorded.
"""

import datetime as dt
import logging
import time
from zoneinfo import ZoneInfo

from django.db import connection, transaction
from django.db.models import F

from accounts.models import Government
from notices.domain import channels, claims
from notices.domain.delivery import is_still_owed, pause_after_mishap, still_members
from notices.domain.mail import notice_address
from notices.domain.muting import muted_among
from notices.domain.owing import one_line
from notices.models import ChannelDelivery
from notices.models.channel import ChannelDeliveryQuerySet

logger = logging.getLogger(__name__)

BATCH, SWEEP_SECONDS = 10, 50
BY_DAY = (dt.time(6), dt.time(21))  # local time; the planner works at midnight, and these ways ring
MAX_ATTEMPTS = 12  # over some eight hours
STUMBLES = 3  # failures in a row of one way: leave it for this sweep

_PLAN = """
    INSERT INTO notices_channeldelivery (notice_id, channel_id, attempts, last_error)
    SELECT notice.id, channel.id, 0, ''
    FROM notices_channel channel
    JOIN notices_notice notice ON notice.recipient_id = channel.user_id
    WHERE channel.verified_at IS NOT NULL AND channel.name = ANY(%(names)s)
      AND notice.rhythm = 'segera' AND notice.send_after >= channel.verified_at AND notice.send_after <= %(now)s
      AND notice.superseded_at IS NULL AND notice.acted_at IS NULL AND notice.read_at IS NULL
      AND NOT EXISTS (
          SELECT FROM notices_channeldelivery sent WHERE sent.notice_id = notice.id AND sent.channel_id = channel.id
      )
    ON CONFLICT DO NOTHING
"""


def deliver_owed(now: dt.datetime) -> int:
    """Write down what each way owes, then send it. Returns how many went out."""
    with connection.cursor() as cursor:
        cursor.execute(_PLAN, {"names": channels.offered(), "now": now})
    ChannelDelivery.objects.unsent().filter(claimed_at__lt=now - claims.STALE_CLAIM).update(claimed_at=None)
    names, sent = channels.offered(), 0
    awake = by_day(now)
    for name in names:  # each has its share of the time, so that one that hangs takes none from those after it
        sent += _deliver_one_way(name, awake, now=now, deadline=time.monotonic() + SWEEP_SECONDS / len(names))
    return sent


def by_day(now: dt.datetime) -> list[int]:
    """Ids of the governments where it is day: at night nobody's telephone is to ring, e-mail and inbox have it."""
    first, last = BY_DAY
    zones = Government.objects.values_list("pk", "time_zone")
    return [pk for pk, zone in zones if first <= now.astimezone(ZoneInfo(zone)).time() < last]


def _deliver_one_way(name: str, awake: list[int], *, now: dt.datetime, deadline: float) -> int:
    """Everything of one way, until it is in trouble; its rows wait, the other ways go on."""
    sent = stumbles = 0
    while rows := _claim(name, awake, now):
        members, muted = still_members([r.notice for r in rows], now), muted_among([r.notice for r in rows])
        for place, row in enumerate(rows):
            if stumbles >= STUMBLES or time.monotonic() > deadline:
                _mine([r.pk for r in rows[place:]], now).update(claimed_at=None, attempts=F("attempts") - 1)
                return sent
            notice = row.notice
            is_needless = notice.superseded_at or notice.acted_at or notice.read_at or notice.pk in muted
            if is_needless or _is_over_cap(row, now) or notice.pk not in members or not is_still_owed(notice, now):
                _mine([row.pk], now).update(lapsed_at=now, claimed_at=None)
                continue
            try:
                channels.send(
                    row.channel, title=notice.title, body=f"{notice.body}\n\n{notice_address(notice)}".strip()
                )
            except channels.ChannelError as error:
                stumbles += 1
                _record_failure(row, str(error), now=now)
            else:
                stumbles, sent = 0, sent + 1
                ChannelDelivery.objects.filter(pk=row.pk).update(sent_at=now, claimed_at=None, last_error="")
    return sent


def _is_over_cap(row: ChannelDelivery, now: dt.datetime) -> bool:
    """Whether this way has brought the person enough for a day; e-mail and inbox have the rest."""
    lately = ChannelDelivery.objects.filter(channel=row.channel_id, sent_at__gt=now - dt.timedelta(days=1))
    return lately.count() >= claims.DAILY_CAP


def _claim(name: str, awake: list[int], now: dt.datetime) -> list[ChannelDelivery]:
    with transaction.atomic():
        free = ChannelDelivery.objects.owed(now).filter(channel__name=name, notice__government__in=awake)
        pks = list(free.select_for_update(of=("self",), skip_locked=True).values_list("pk", flat=True)[:BATCH])
        ChannelDelivery.objects.filter(pk__in=pks).update(claimed_at=now, attempts=F("attempts") + 1)
    found = ChannelDelivery.objects.filter(pk__in=pks, claimed_at=now).order_by("pk")
    return list(found.select_related("channel", "notice__recipient", "notice__government"))


def _mine(pks: list[int], now: dt.datetime) -> ChannelDeliveryQuerySet:
    return ChannelDelivery.objects.filter(pk__in=pks, claimed_at=now, sent_at=None)


def _record_failure(row: ChannelDelivery, text: str, *, now: dt.datetime) -> None:
    logger.warning("channel delivery %s failed (attempt %s): %s", row.pk, row.attempts, text)
    _mine([row.pk], now).update(
        claimed_at=None,
        last_error=one_line(text, limit=300),
        retry_at=now + pause_after_mishap(row.attempts),
        gave_up_at=now if row.attempts >= MAX_ATTEMPTS else None,
    )

"""The state of the queue in figures: for the health page and for Prometheus. Of the whole installation, no names."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass

from django.db.models import Count
from django.db.models.functions import TruncHour

from notices.domain import health
from notices.models import ChannelDelivery, Notice, NoticeQuerySet, PastSending

HOURS = 24


@dataclass(frozen=True)
class Figures:
    """``age`` of the oldest owed message in seconds, 0 when nothing waits; ``sent`` ever, resends included."""

    owed: int
    age: float
    given_up: int
    bounced: int
    sent: int
    channel_owed: int
    channel_given_up: int


def figures(now: dt.datetime) -> Figures:
    """What holds now. Every count but ``sent`` runs on a small partial index."""
    age = health.oldest_owed_age(now)
    return Figures(
        owed=Notice.objects.unsent().filter(send_after__lte=now).count(),
        age=max(0.0, age.total_seconds()) if age else 0.0,
        given_up=health.given_up_count(),
        bounced=Notice.objects.filter(bounced_at__isnull=False, superseded_at=None).count(),
        sent=Notice.objects.filter(sent_at__isnull=False).count() + PastSending.objects.count(),
        channel_owed=ChannelDelivery.objects.unsent().count(),
        channel_given_up=ChannelDelivery.objects.filter(gave_up_at__isnull=False).count(),
    )


def sent_since(moment: dt.datetime, rows: NoticeQuerySet) -> int:
    """How often messages of ``rows`` went out since a moment, each time counted."""
    before = PastSending.objects.filter(sent_at__gte=moment, notice__in=rows)
    return rows.filter(sent_at__gte=moment).count() + before.count()


def sent_by_hour(now: dt.datetime) -> list[tuple[dt.datetime, int]]:
    """How many messages went out in each of the last 24 hours, newest first, hours without any included.

    One that went out twice counts in both hours.
    """
    this_hour = now.replace(minute=0, second=0, microsecond=0)
    first = this_hour - dt.timedelta(hours=HOURS - 1)
    counted: Counter[dt.datetime] = Counter()
    for model in (Notice, PastSending):
        rows = model._default_manager.filter(sent_at__gte=first).order_by()
        for hour, number in (
            rows.annotate(hour=TruncHour("sent_at", tzinfo=dt.UTC)).values_list("hour").annotate(Count("pk"))
        ):
            counted[hour] += number
    hours = [this_hour - dt.timedelta(hours=back) for back in range(HOURS)]
    return [(hour, counted[hour.astimezone(dt.UTC)]) for hour in hours]

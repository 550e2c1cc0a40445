"""The state of the queue in figures: for the health page and for Prometheus. Of the whole installation, no names."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, Sum
from django.db.models.functions import TruncHour

from notices.domain import health
from notices.models import ChannelDelivery, Notice

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
    resent = Notice.objects.filter(resends__gt=0).aggregate(number=Sum("resends"))["number"] or 0
    return Figures(
        owed=Notice.objects.unsent().filter(send_after__lte=now).count(),
        age=max(0.0, age.total_seconds()) if age else 0.0,
        given_up=health.given_up_count(),
        bounced=Notice.objects.filter(bounced_at__isnull=False, superseded_at=None).count(),
        sent=Notice.objects.filter(sent_at__isnull=False).count() + resent,
        channel_owed=ChannelDelivery.objects.unsent().count(),
        channel_given_up=ChannelDelivery.objects.filter(gave_up_at__isnull=False).count(),
    )


def sent_by_hour(now: dt.datetime) -> list[tuple[dt.datetime, int]]:
    """How many messages went out in each of the last 24 hours, newest first, hours without any included."""
    this_hour = now.replace(minute=0, second=0, microsecond=0)
    first = this_hour - dt.timedelta(hours=HOURS - 1)
    rows = Notice.objects.filter(sent_at__gte=first).order_by()
    counted = dict(rows.annotate(hour=TruncHour("sent_at", tzinfo=dt.UTC)).values_list("hour").annotate(Count("pk")))
    hours = [this_hour - dt.timedelta(hours=back) for back in range(HOURS)]
    return [(hour, counted.get(hour.astimezone(dt.UTC), 0)) for hour in hours]

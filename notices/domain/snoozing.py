"""Put a message off until a day, for a reason; on that day it is unread again and goes into the summary."""

import datetime as dt
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as say

from accounts.models import Government
from notices.domain.mornings import next_morning
from notices.domain.resending import put_back
from notices.enums import Rhythm
from notices.models import Notice, Snooze

MAX_DAYS = 90


@transaction.atomic
def snooze(notice: Notice, *, until: dt.date, reason: str, now: dt.datetime) -> Snooze:
    """Out of sight until a day after today, at most 90 days ahead and never past the day the message warns of.

    Raises ValidationError, also for a message that is done. A second time moves the day.
    """
    locked = Notice.objects.select_for_update().select_related("government").get(pk=notice.pk)
    today = locked.government.today(now)
    last = today + dt.timedelta(days=MAX_DAYS)
    if locked.due_on is not None and locked.due_on > today:
        last = min(last, locked.due_on)
    errors = {}
    if not reason.strip():
        errors["reason"] = say("Alasan wajib diisi.")
    if not today < until <= last:
        errors["until"] = say("Pilih tanggal sesudah hari ini dan paling lambat %s.") % f"{last:%d-%m-%Y}"
    if locked.acted_at or locked.superseded_at:
        errors["until"] = say("Pesan ini sudah selesai.")
    if errors:
        raise ValidationError(errors)
    Snooze.objects.filter(notice=locked, woken_at=None).update(woken_at=now)
    if locked.sent_at is None and locked.claimed_at is None:
        Notice.objects.filter(pk=locked.pk).update(send_after=_morning(locked.government, until), rhythm=Rhythm.DIGEST)
    return Snooze.objects.create(notice=locked, until=until, reason=reason.strip()[:300], at=now)


def _morning(government: Government, day: dt.date) -> dt.datetime:
    return next_morning(government, dt.datetime.combine(day, dt.time(), ZoneInfo(government.time_zone)))


def plan_waking(now: dt.datetime) -> int:
    """Wake what has slept long enough: unread again, and once more in the next summary. Returns how many."""
    count = 0
    for government in Government.objects.order_by("pk"):
        due = Snooze.objects.filter(woken_at=None, until__lte=government.today(now), notice__government=government)
        for pk in list(due.values_list("pk", flat=True)):
            count += _wake(pk, government, now)
    return count


@transaction.atomic
def _wake(pk: int, government: Government, now: dt.datetime) -> int:
    # Two planners at once: the one whose update counts wakes it.
    if not Snooze.objects.filter(pk=pk, woken_at=None).update(woken_at=now):
        return 0
    rows = Notice.objects.filter(snoozes=pk, acted_at=None, superseded_at=None)
    woken = rows.update(read_at=None)
    sent = Notice.objects.filter(pk__in=rows.values("pk"), sent_at__isnull=False)
    put_back(sent, by=None, now=now, send_after=next_morning(government, now), rhythm=Rhythm.DIGEST)
    return woken

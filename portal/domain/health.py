"""Is what the public gets from the background still coming? Lines on /healthz/ready and on the admin's page.

A worker that is dead is seen by the sweeps of the notices room; here a task is seen that runs and fails each time.
"""

import datetime as dt

from django.db.models import Min
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as say

from accounts.models import Government
from agreements.domain import versions
from agreements.domain.listing import Clock
from agreements.models import Entry, Publication
from kerjasama.health import Finding, waited
from notices.domain import sweeps
from notices.models import Sweep
from portal.models import Dataset, Letter

DATA_WITHIN = dt.timedelta(hours=3)
LETTERS_WITHIN = dt.timedelta(hours=2)
WORDS_WITHIN = dt.timedelta(hours=1)


def open_data(now: dt.datetime) -> Finding:
    """Bad when the register or the day changed more than three hours ago and the files are still the old ones."""
    since = _data_owed_since(now)
    if since is None:
        return Finding(is_good=True, detail=say("mutakhir"))
    return _owed(now, since, DATA_WITHIN)


def _data_owed_since(now: dt.datetime) -> dt.datetime | None:
    """The first need since the last data set that we know of; None while nothing is owed or was ever begun."""
    version, clock = versions.current(), Clock.at(now, list(Government.objects.order_by("pk")))
    newest = Dataset.objects.finished().first()
    if newest is None:
        begun: dt.datetime | None = Dataset.objects.aggregate(first=Min("claimed_at"))["first"]
        return begun
    needs = []
    if newest.day != clock.today:
        # The day begins in each government's own zone; a whole day after the last data set it surely has.
        needs.append((newest.finished_at or now) + dt.timedelta(days=1))
    if newest.version != version.name and version.changed_at is not None:
        # The oldest since then: where something is published every hour the newest is never three hours old.
        missing = Publication.objects.filter(at__gt=newest.finished_at or now)
        needs.append(missing.aggregate(oldest=Min("at"))["oldest"] or version.changed_at)
    return min(needs, default=None)


def letters(now: dt.datetime) -> Finding:
    """Bad when a letter to a subscriber has been due for more than two hours; a pause after a mishap does not count."""
    due = Letter.objects.filter(sent_at=None, gave_up_at=None).exclude(retry_at__gt=now)
    since = due.aggregate(oldest=Min(Coalesce("retry_at", "created_at")))["oldest"]
    found = (
        Finding(is_good=True, detail=say("tidak ada antrean")) if since is None else _owed(now, since, LETTERS_WITHIN)
    )
    lost = Letter.objects.filter(gave_up_at__isnull=False).count()
    return (
        found if not lost else Finding(found.is_good, found.detail + say("; %(count)s surat gagal") % {"count": lost})
    )


def words(now: dt.datetime) -> Finding:
    """Bad when documents wait for their words and the sweep that makes them fails, or has not run for an hour."""
    waiting = Entry.objects.filter(is_stale=True).count()
    if not waiting:
        return Finding(is_good=True, detail=say("mutakhir"))
    detail = say("%(count)s naskah menunggu") % {"count": waiting}
    last = Sweep.objects.filter(name=sweeps.INDEX).first()
    is_late = last is not None and (bool(last.last_error) or now - last.last_run_at > WORDS_WITHIN)
    return Finding(is_good=not is_late, detail=detail + (say("; penyusunannya terhenti") if is_late else ""))


def _owed(now: dt.datetime, since: dt.datetime, within: dt.timedelta) -> Finding:
    detail = say("terutang %(age)s") % {"age": waited(now - since)}
    return Finding(is_good=now - since <= within, detail=detail)

"""Is mail flowing? The lines of the notices room on /healthz/ready and on the staff page."""

import datetime as dt

from django.db.models import Min
from django.db.models.functions import Greatest
from django.utils.translation import gettext as say

from accounts.models import Government
from kerjasama.health import Finding, waited
from notices.domain import sweeps
from notices.models import Notice, Sweep

OWED_AT_MOST = dt.timedelta(minutes=15)
SILENT_AT_MOST = {sweeps.DELIVER: dt.timedelta(minutes=15), sweeps.PLAN: dt.timedelta(hours=1)}


def oldest_owed_age(now: dt.datetime) -> dt.timedelta | None:
    """How long the oldest message that should be out has been waiting; None when nothing waits.

    A message that backs off counts from the end of its pause, so one bad address does not look like a dead worker.
    """
    due = Notice.objects.unsent().filter(send_after__lte=now).exclude(retry_at__gt=now)
    oldest = due.aggregate(oldest=Min(Greatest("send_after", "retry_at")))["oldest"]
    return now - oldest if oldest else None


def given_up_count() -> int:
    """Messages that only a person can help: refused too often. Uses the index of unsent rows."""
    return Notice.objects.given_up().count()


def owed(now: dt.datetime) -> Finding:
    """Bad when the oldest owed message is older than the bound; tells of messages given up without failing for them."""
    age, given_up = oldest_owed_age(now), given_up_count()
    detail = say("tertua %(age)s") % {"age": waited(age)} if age else say("tidak ada antrean")
    if given_up:
        detail += say("; %(count)s pesan gagal") % {"count": given_up}
    return Finding(is_good=age is None or age <= OWED_AT_MOST, detail=detail)


def sweeping(now: dt.datetime) -> Finding:
    """Bad when beat or worker has been silent for too long, or has never worked since there is somebody to serve.

    Bad too when a sweep runs but has only failed for that long: what is never planned is not owed, so nothing else
    would tell.
    """
    known = Sweep.objects.in_bulk()
    began = Government.objects.aggregate(first=Min("created_at"))["first"] or now
    silent, failing = [], []
    for name, bound in sorted(SILENT_AT_MOST.items()):
        sweep = known.get(name)
        if now - (sweep.last_run_at if sweep else began) > bound:
            silent.append(name)
        elif sweep and sweep.last_error and now - (sweep.last_good_at or began) > bound:
            failing.append(name)
    told = [say("diam: %(names)s") % {"names": ", ".join(silent)}] if silent else []
    told += [say("gagal terus: %(names)s") % {"names": ", ".join(failing)}] if failing else []
    return Finding(is_good=not told, detail="; ".join(told))

"""The register's own Celery with shorter times, for benchmarks.soak: with the real ones it would last for days.

The order of the times is that of production: a sweep, a hanging mail server and a restarting database together are
shorter than the time after which a claim counts as abandoned.
"""

import datetime as dt
import os

import django

from kerjasama.celery import app

django.setup()

from django.conf import settings  # noqa: E402 - after setup
from django.core.mail.utils import DNS_NAME  # noqa: E402

from notices.domain import claims, delivery  # noqa: E402

STALE = float(os.environ.get("SOAK_STALE", "45"))  # seconds
settings.EMAIL_TIMEOUT = STALE * 2 / 9
delivery.SWEEP_SECONDS, delivery.RECORD_SECONDS = STALE / 9, STALE * 4 / 9
DNS_NAME._fqdn = f"kelompok-{os.getpgrp()}"  # the mail server knows by it which group of processes is speaking
claims.STALE_CLAIM = dt.timedelta(seconds=STALE)
claims.DAILY_CAP = 1_000_000
for pause in ("pause_after_mishap", "pause_after_refusal"):
    setattr(delivery, pause, lambda _number: dt.timedelta(seconds=min(3, STALE / 3)))
app.conf.beat_schedule = {
    "deliver": {"task": "notices.tasks.deliver_notices", "schedule": 1, "options": {"expires": 2}}
}

"""Celery only wakes; what is stale or owed stands in the tables."""

import datetime as dt
from typing import Any

from celery import shared_task
from celery.signals import worker_ready
from django.utils import timezone

from notices.domain import sweeps
from portal import exports, filters, letters
from portal.domain import datasets, news, snapshots


@shared_task(ignore_result=True)
def renew_dataset() -> None:
    """Write the open data of the present version, unless it is there."""
    sweeps.run(sweeps.DATA, _renew, now=timezone.now())


def _renew(now: dt.datetime) -> int:
    return int(datasets.renew(now, write=exports.whole_register) is not None)


@shared_task(ignore_result=True)
def send_letters() -> None:
    """Owe subscribers what is new, and send what is owed."""
    sweeps.run(sweeps.LETTERS, _send, now=timezone.now())


def _send(now: dt.datetime) -> int:
    news.plan(now, match=filters.match)
    return news.deliver(now, send=letters.send)


@shared_task(ignore_result=True)
def freeze_figures() -> None:
    """Write down the figures of last year, once, in its first months."""
    snapshots.freeze_due(timezone.now())


@worker_ready.connect
def catch_up(**_kwargs: Any) -> None:
    """After an outage do not wait for the next beat."""
    renew_dataset.delay()

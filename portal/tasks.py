"""Celery only wakes; what is stale or owed stands in the tables."""

from typing import Any

from celery import shared_task
from celery.signals import worker_ready
from django.utils import timezone

from portal import exports, filters, letters
from portal.domain import datasets, news, snapshots


@shared_task(ignore_result=True)
def renew_dataset() -> None:
    """Write the open data of the present version, unless it is there."""
    datasets.renew(timezone.now(), write=exports.whole_register)


@shared_task(ignore_result=True)
def send_letters() -> None:
    """Owe subscribers what is new, and send what is owed."""
    news.plan(timezone.now(), match=filters.match)
    news.deliver(timezone.now(), send=letters.send)


@shared_task(ignore_result=True)
def freeze_figures() -> None:
    """Write down the figures of last year, once, in its first months."""
    snapshots.freeze_due(timezone.now())


@worker_ready.connect
def catch_up(**_kwargs: Any) -> None:
    """After an outage do not wait for the next beat."""
    renew_dataset.delay()

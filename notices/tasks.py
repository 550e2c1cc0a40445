"""Celery only wakes the sweeps; what is owed stands in the table."""

from typing import Any

from celery import shared_task
from celery.signals import worker_ready
from django.conf import settings
from django.utils import timezone

from notices.domain import channel_delivery, delivery, planning, returned_mail, sweeps


@shared_task(ignore_result=True)
def plan_notices() -> None:
    """Write down what is owed by now."""
    sweeps.run(sweeps.PLAN, planning.plan, now=timezone.now())


@shared_task(ignore_result=True)
def deliver_notices() -> None:
    """Send what is owed by now."""
    sweeps.run(sweeps.DELIVER, lambda now: delivery.deliver_owed(now).sent, now=timezone.now())


@shared_task(ignore_result=True)
def deliver_channels() -> None:
    """Send on further ways what is owed by now."""
    if settings.CHANNELS:
        sweeps.run(sweeps.CHANNELS, channel_delivery.deliver_owed, now=timezone.now())


@shared_task(ignore_result=True)
def take_bounces() -> None:
    """Read the mail that came back."""
    if settings.BOUNCE_MAILBOX:
        sweeps.run(sweeps.BOUNCES, returned_mail.take_all, now=timezone.now())


@worker_ready.connect
def catch_up(**_kwargs: Any) -> None:
    """After an outage do not wait for the next beat."""
    plan_notices.delay()
    deliver_notices.delay()

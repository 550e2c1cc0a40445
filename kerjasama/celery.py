"""Celery wakes the sweeps; the tables hold the truth. Redis may forget everything and nothing is lost."""

import logging.config
import os

from celery import Celery, signals

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kerjasama.settings")

app = Celery("kerjasama")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@signals.setup_logging.connect
def _log_like_the_web(**_: object) -> None:
    """Worker and beat write the same JSON lines as the web; without this Celery adds a format of its own."""
    from django.conf import settings

    logging.config.dictConfig(settings.LOGGING)

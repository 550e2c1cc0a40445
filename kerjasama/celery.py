"""Celery wakes the sweeps; the tables hold the truth. Redis may forget everything and nothing is lost."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kerjasama.settings")

app = Celery("kerjasama")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()

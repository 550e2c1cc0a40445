"""Django's own view of the project: migrations, production settings, schedule."""

import importlib
import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.core.management import call_command

from tests.setup.running import ROOT, clean_environment

PRODUCTION = {
    "SECRET_KEY": "".join(chr(33 + i % 90) for i in range(64)),
    "PUBLIC_URL": "https://kerjasama.tirtaraya.example",
    "TRUSTED_PROXIES": "10.0.0.0/8",
    "REDIS_URL": "redis://127.0.0.1:1/0",
}


@pytest.mark.django_db
def test_migrations_are_complete_and_in_one_line() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)
    call_command("check")  # django-linear-migrations compares max_migration.txt here


def test_production_settings_pass_the_deployment_check() -> None:
    environment = clean_environment(**PRODUCTION, DATABASE_URL=os.environ["DATABASE_URL"])
    done = subprocess.run(
        [sys.executable, ROOT / "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "no issues" in done.stdout


def test_settings_refuse_to_load_without_a_secret() -> None:
    environment = clean_environment(**{**PRODUCTION, "SECRET_KEY": ""}, DATABASE_URL="postgres://x@127.0.0.1/x")
    environment.pop("SECRET_KEY")
    done = subprocess.run(
        [sys.executable, ROOT / "manage.py", "check"], env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode
    assert "SECRET_KEY" in done.stderr


@pytest.mark.parametrize("name", sorted(settings.CELERY_BEAT_SCHEDULE))
def test_scheduled_task_exists(name: str) -> None:
    module, _, function = settings.CELERY_BEAT_SCHEDULE[name]["task"].rpartition(".")
    task = getattr(importlib.import_module(module), function)
    assert task.name == f"{module}.{function}"


def test_tasks_are_redelivered_when_a_worker_dies_and_keep_no_result() -> None:
    from kerjasama.celery import app

    assert app.conf.task_acks_late
    assert app.conf.task_ignore_result
    assert not app.conf.result_backend
    assert app.conf.task_time_limit > app.conf.task_soft_time_limit > 0
    # Redis gives a message to another worker after this time: never while the first may still be at it.
    assert app.conf.broker_transport_options.get("visibility_timeout", 3600) > app.conf.task_time_limit


def test_whatever_loads_django_knows_the_queue() -> None:
    """A web process that did not would send work to a queue of Celery's own choice."""
    from kerjasama import apps
    from kerjasama.celery import app

    assert settings.INSTALLED_APPS[0] == "kerjasama.apps.KerjasamaConfig", "loaded before the tasks of any room"
    assert vars(apps)["kerjasama"].celery.app is app

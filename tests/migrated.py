"""The migrations run once in a test run: every process, and every test that wants a database of its own, gets a copy.

A pytest plugin. Migrating takes two seconds, copying a migrated database a tenth of one.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection
from pytest_django import DjangoDbBlocker

from tests.surroundings import template_name


@pytest.fixture(scope="session")
def migrated_template(django_db_blocker: DjangoDbBlocker) -> str:
    """Name of a database with all migrations applied and no row of ours; nobody stays connected to it."""
    name = template_name()
    with django_db_blocker.unblock(), _one_at_a_time() as done:
        if not done.exists():
            _migrate(name)
            done.touch()
    return name


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    request: pytest.FixtureRequest, django_db_modify_db_settings_parallel_suffix: None
) -> None:
    """Let Django copy the template, unless somebody asked to keep the database of an earlier run."""
    if not request.config.getvalue("reuse_db"):
        connection.settings_dict["TEST"]["TEMPLATE"] = request.getfixturevalue("migrated_template")


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Whoever is still connected at the end is sent away, or the test database could not be dropped.

    Django keeps connections by context; Playwright runs a page's events in one of its own, where nobody closes them.
    """
    yield
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


@contextmanager
def _one_at_a_time() -> Iterator[Path]:
    """Hold the run's lock; gives the mark that says the template is complete."""
    folder = Path(os.environ["VAR_DIR"])
    with (folder / "template.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield folder / "template.done"


def _migrate(name: str) -> None:
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{name}"')
    usual = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = name
    try:
        call_command("migrate", verbosity=0)
    finally:
        connection.close()
        connection.settings_dict["NAME"] = usual

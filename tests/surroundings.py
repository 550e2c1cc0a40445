"""Where the tests run: the environment's PostgreSQL and Redis, or the embedded ones, and Django set up on them."""

import os
import shutil
import tempfile
from contextlib import ExitStack
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

_services = ExitStack()


def prepare() -> None:
    """Complete the environment and set Django up. Workers of xdist inherit it from the first process."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "kerjasama.settings"
    os.environ["DATABASE_POOL"] = "0"  # a pool would keep connections to a test database that is to be dropped
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright's loop runs in the thread that also builds test data
    os.environ["DEBUG"] = os.environ["DEMO"] = "false"
    os.environ["EMAIL_URL"] = "consolemail://"  # Django's test runner puts the outbox in its place
    os.environ["PUBLIC_URL"] = "http://testserver"
    os.environ["ALLOWED_HOSTS"] = "testserver,localhost,127.0.0.1"
    os.environ.setdefault("SECRET_KEY", "only-for-tests-" + "x" * 50)
    worker = os.environ.get("PYTEST_XDIST_WORKER")
    if not worker:
        folder = Path(tempfile.mkdtemp(prefix="kerjasama-tests-"))
        _services.callback(shutil.rmtree, folder, ignore_errors=True)
        folder.chmod(0o755)  # embedded PostgreSQL runs as another user when root runs the tests
        os.environ["VAR_DIR"] = str(folder)
        _start_services(folder)
    own = Path(os.environ["VAR_DIR"], worker or "main")
    for name in ("files", "static"):
        (own / name).mkdir(parents=True, exist_ok=True)
    os.environ["FILES_URL"] = f"file://{own / 'files'}"
    os.environ["STATIC_ROOT"] = str(own / "static")
    _set_django_up()


def template_name() -> str:
    """The database that tests.migrated makes once for this run."""
    return "kerjasama_template_" + Path(os.environ["VAR_DIR"]).name.rpartition("-")[2].lower()


def clear_away() -> None:
    """Stop what prepare() started; a server that is not ours to stop loses the template."""
    if not os.environ.get("PYTEST_XDIST_WORKER"):
        with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as server:
            server.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(template_name())))
    _services.close()


def _start_services(folder: Path) -> None:
    from kerjasama.embedded import EmbeddedError, running_services

    environment = dict(os.environ)
    try:
        _services.enter_context(running_services(folder, environment, throwaway=True))
    except EmbeddedError as error:
        raise pytest.UsageError(str(error)) from None
    os.environ.update(environment)


def _set_django_up() -> None:
    """Cheaper only where it costs time and proves nothing: password hashing and hashed names of static files."""
    import django
    from django.conf import settings

    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    settings.WHITENOISE_AUTOREFRESH = settings.WHITENOISE_USE_FINDERS = True
    django.setup()

"""Tests are stricter than production: see tests/strictness.py. Servers: the environment's, or the embedded ones."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

pytest_plugins = ["tests.strictness", "tests.browser.chromium"]

_services = ExitStack()

# Read by pytest-django once Django's settings can load, which is after pytest_configure below.
os.environ["DJANGO_SETTINGS_MODULE"] = "kerjasama.settings"


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """Complete the environment before Django reads it. Workers of xdist inherit it from the first process."""
    os.environ["DATABASE_POOL"] = "0"  # a pool would keep connections to a test database that is to be dropped
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright's loop runs in the thread that also builds test data
    os.environ["DEBUG"] = os.environ["DEMO"] = "false"
    os.environ["EMAIL_URL"] = "consolemail://"  # Django's test runner puts the outbox in its place
    os.environ["PUBLIC_URL"] = "http://testserver"
    os.environ["ALLOWED_HOSTS"] = "testserver,localhost,127.0.0.1"
    os.environ.setdefault("SECRET_KEY", "only-for-tests-" + "x" * 50)
    if not hasattr(config, "workerinput"):
        folder = Path(tempfile.mkdtemp(prefix="kerjasama-tests-"))
        _services.callback(shutil.rmtree, folder, ignore_errors=True)
        folder.chmod(0o755)  # embedded PostgreSQL runs as another user when root runs the tests
        os.environ["VAR_DIR"] = str(folder)
        _start_services(folder)
    worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
    files = Path(os.environ["VAR_DIR"], worker)
    for name in ("files", "static"):
        (files / name).mkdir(parents=True, exist_ok=True)
    os.environ["FILES_URL"] = f"file://{files / 'files'}"
    os.environ["STATIC_ROOT"] = str(files / "static")
    _make_settings_cheap()


def pytest_unconfigure() -> None:
    _services.close()


def _start_services(folder: Path) -> None:
    from kerjasama.embedded import EmbeddedError, running_services

    environment = dict(os.environ)
    try:
        _services.enter_context(running_services(folder, environment, throwaway=True))
    except EmbeddedError as error:
        raise pytest.UsageError(str(error)) from None
    os.environ.update(environment)


def _make_settings_cheap() -> None:
    """Only what would cost time without proving anything: password hashing and hashed names of static files."""
    from django.conf import settings

    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    settings.WHITENOISE_AUTOREFRESH = settings.WHITENOISE_USE_FINDERS = True


@pytest.fixture(autouse=True)
def _own_cache(request: pytest.FixtureRequest) -> Iterator[None]:
    """Each test has its own corner of the real cache, so counters and rate limits start from nothing."""
    from django.conf import settings
    from django.core.cache import caches

    prefix = f"{os.environ.get('PYTEST_XDIST_WORKER', 'main')}-{os.getpid()}-{abs(hash(request.node.nodeid))}"
    settings.CACHES["default"]["KEY_PREFIX"] = caches["default"].key_prefix = prefix
    yield
    caches.close_all()

"""Tests are stricter than production: see tests/strictness.py. Servers: see tests/surroundings.py."""

import os
from collections.abc import Iterator

import pytest

from tests import surroundings

# Before the plugins below, which import models.
surroundings.prepare()

pytest_plugins = ["tests.strictness", "tests.migrated", "tests.cast", "tests.browser.chromium"]


def pytest_unconfigure() -> None:
    surroundings.clear_away()


@pytest.fixture(autouse=True)
def _own_cache(request: pytest.FixtureRequest) -> Iterator[None]:
    """Each test has its own corner of the real cache, so counters and rate limits start from nothing.

    What the process itself remembers of the public register is forgotten too: a test's database comes and goes.
    """
    from django.conf import settings
    from django.core.cache import caches

    from portal import publishing

    prefix = f"{os.environ.get('PYTEST_XDIST_WORKER', 'main')}-{os.getpid()}-{abs(hash(request.node.nodeid))}"
    settings.CACHES["default"]["KEY_PREFIX"] = caches["default"].key_prefix = prefix
    publishing.forget()
    yield
    caches.close_all()

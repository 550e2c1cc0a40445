"""Tests are stricter than production: see tests/strictness.py. Servers: see tests/surroundings.py."""

import contextlib
import gc
import importlib
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests import surroundings

# Before the plugins below, which import models.
surroundings.prepare()

pytest_plugins = [
    "tests.strictness", "tests.signing_in", "tests.migrated", "tests.cast", "tests.browser.chromium",
]  # fmt: skip


def pytest_unconfigure() -> None:
    surroundings.clear_away()


@pytest.hookimpl(tryfirst=True)
def pytest_collection(session: pytest.Session) -> None:
    """Pytest writes every assertion anew before a test may run: each process does it for its share, not for all."""
    worker, count = os.environ.get("PYTEST_XDIST_WORKER"), int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1"))
    if not worker or session.config.args_source != pytest.Config.ArgsSource.TESTPATHS:
        return
    here = Path(__file__).parent
    for path in sorted(here.rglob("test_*.py"))[int(worker.removeprefix("gw")) :: count]:
        with contextlib.suppress(Exception):  # said again, and loudly, when the module is collected
            importlib.import_module(".".join(path.relative_to(here.parent).with_suffix("").parts))


def pytest_collection_finish() -> None:
    """What is here now stays: looking through it for garbage again and again takes a seventh of all time."""
    gc.collect()
    gc.freeze()


@pytest.hookimpl(trylast=True)  # after pytest-randomly has shuffled
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The long ones first: one that starts last keeps all other processes waiting."""
    first = ("xdist_group", "long", "browser")
    items.sort(key=lambda item: [item.get_closest_marker(name) is None for name in first])


@pytest.fixture(autouse=True)
def _own_files(request: pytest.FixtureRequest) -> Iterator[None]:
    """Each test has a file store of its own, empty; the folder is there once something is stored."""
    from django.core.files.storage import storages

    store: Any = storages["default"]
    usual = store._location
    store._location = str(Path(usual) / f"{abs(hash(request.node.nodeid)):x}")
    _forget_places(store)
    yield
    shutil.rmtree(store._location, ignore_errors=True)
    store._location = usual
    _forget_places(store)


def _forget_places(store: Any) -> None:
    for name in ("base_location", "location"):
        store.__dict__.pop(name, None)


@pytest.fixture(autouse=True)
def _own_cache(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Each test has its own corner of the real cache, so counters and rate limits start from nothing.

    What the process itself remembers of the public register is forgotten too: a test's database comes and goes.
    """
    from django.conf import settings
    from django.core.cache import caches

    from portal import publishing

    prefix = f"{os.environ.get('PYTEST_XDIST_WORKER', 'main')}-{os.getpid()}-{abs(hash(request.node.nodeid))}"
    settings.CACHES["default"]["KEY_PREFIX"] = caches["default"].key_prefix = prefix
    monkeypatch.setattr(type(caches["default"]), "clear", _refuse_to_clear)
    publishing.forget()
    yield
    caches.close_all()


def _refuse_to_clear(_cache: object) -> None:
    raise AssertionError("Clearing forgets what the tests beside this one count; each begins with nothing anyway.")

"""Counts live in the process and outlast a test's database; each test starts without them."""

from collections.abc import Iterator

import pytest

from agreements.domain import counting


@pytest.fixture(autouse=True)
def _forget_counts() -> Iterator[None]:
    counting.forget()
    yield
    counting.forget()

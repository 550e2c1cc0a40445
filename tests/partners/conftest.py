"""Second factors are the business of tests/accounts; here everybody gets in with a session."""

import pytest
from pytest_django import Settings


@pytest.fixture(autouse=True)
def _no_second_factor(settings: Settings) -> None:
    settings.MFA_REQUIRED_ROLES = []

import pytest
from pytest_django import Settings


@pytest.fixture(autouse=True)
def _one_factor(settings: Settings) -> None:
    """The second factor has tests of its own."""
    settings.MFA_REQUIRED_ROLES = []

"""Who sits at the browsers of these tests."""

import pytest
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from partners.enums import PartnerKind
from partners.models import Partner
from tests import factories as make
from tests.cast import Cast, assemble


@pytest.fixture
def cast(settings: Settings, live_server: LiveServer) -> Cast:
    """The cast, at home on the test's own server and without a second factor."""
    settings.MFA_REQUIRED_ROLES = []
    settings.PUBLIC_URL = live_server.url
    settings.CSRF_TRUSTED_ORIGINS = [live_server.url]
    return assemble()


@pytest.fixture
def neighbour(cast: Cast) -> Partner:
    """Another region to agree with."""
    partner: Partner = make.PartnerFactory(
        government=cast.government,
        name="Pemerintah Kota Bandar Seroja",
        kind=PartnerKind.PEMDA_KOTA,
        region_code="64.72",
    )
    return partner

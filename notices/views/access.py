"""Who may look at other people's messages."""

from django.http import HttpRequest

from accounts.domain.roles import Workplace
from accounts.enums import Role


def workplace(request: HttpRequest) -> Workplace | None:
    """Where the person works now, put on the request by ``accounts.middleware``."""
    place: Workplace | None = getattr(request, "workplace", None)
    return place


def is_dispatcher(request: HttpRequest) -> bool:
    """Staf and admin see what was owed and sent in their government, and may resend."""
    place = workplace(request)
    return place is not None and place.has(Role.STAF, Role.ADMIN)


def is_admin(request: HttpRequest) -> bool:
    """The admin also sees how the installation fares."""
    place = workplace(request)
    return place is not None and place.has(Role.ADMIN)

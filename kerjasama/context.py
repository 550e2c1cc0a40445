"""What every template may use."""

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _


def site(request: HttpRequest) -> dict[str, object]:
    """The public address, the name (in the page's language unless set otherwise), demonstration or not, workplace."""
    return {
        "PUBLIC_URL": settings.PUBLIC_URL,
        "SITE_NAME": _(settings.SITE_NAME),
        "DEMO": settings.DEMO,
        "unread_notices": 0,  # the notices room puts the real number over it
        "workplace": getattr(request, "workplace", None),
    }

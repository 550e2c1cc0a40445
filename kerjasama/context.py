"""What every template may use."""

from django.conf import settings
from django.http import HttpRequest


def site(request: HttpRequest) -> dict[str, object]:
    """The public address, whether this is a demonstration, and the person's workplace."""
    return {
        "PUBLIC_URL": settings.PUBLIC_URL,
        "DEMO": settings.DEMO,
        "workplace": getattr(request, "workplace", None),
    }

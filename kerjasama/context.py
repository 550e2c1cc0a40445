"""What every template may use."""

import ipaddress
from contextlib import suppress
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _


def site(request: HttpRequest) -> dict[str, object]:
    """The public address, the name (in the page's language unless set otherwise), demonstration or not, workplace."""
    return {
        "PUBLIC_URL": settings.PUBLIC_URL,
        "SITE_NAME": _(settings.SITE_NAME),
        "DEMO": settings.DEMO,
        "unread_notices": 0,  # the notices room puts the real number over it
        "workplace": getattr(request, "workplace", None),
        "passkeys_at": SimpleLazyObject(lambda: passkeys_at(request)),
    }


def passkeys_at(request: HttpRequest) -> str:
    """This page under a name, where it was opened by the number of this machine; empty where passkeys work already.

    Browsers tie a passkey to a name and know none for ``127.0.0.1``; ``localhost`` is the same machine by name.
    """
    here = urlsplit(f"//{request.get_host()}")
    with suppress(ValueError):
        if ipaddress.ip_address(here.hostname or "").is_loopback:
            port = f":{here.port}" if here.port else ""
            return f"{request.scheme}://localhost{port}{request.get_full_path()}"
    return ""

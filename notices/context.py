"""The number beside the bell."""

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from accounts.domain.roles import is_person
from notices.domain.inbox import unread_count


def unread(request: HttpRequest) -> dict[str, object]:
    """``unread_notices``, counted only on pages that show it."""
    user = getattr(request, "user", None)  # none where the request was refused before anybody was known
    return {"unread_notices": SimpleLazyObject(lambda: unread_count(user)) if is_person(user) else 0}

"""Loading with permission: what one may not see does not exist."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404

from accounts.domain.roles import Workplace
from accounts.models import User
from partners.models import Partner

View = Callable[..., HttpResponseBase]


def member(view: View) -> View:
    """The view gets ``user`` and ``place`` (where they work); a visitor is asked to sign in, a stranger gets 404."""

    @login_required
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        place: Workplace | None = getattr(request, "workplace", None)
        if place is None:
            raise Http404
        return view(request, *args, user=request.user, place=place, **kwargs)

    return guarded


def load(user: User, pk: int) -> Partner:
    """A partner the person may see, with what its pages show; 404 otherwise."""
    return get_object_or_404(Partner.objects.visible_to(user).select_related("government", "merged_into"), pk=pk)


def require(user: User, permission: str, obj: Model) -> None:
    """403 for a member without the permission."""
    if not user.has_perm(permission, obj):
        raise PermissionDenied(permission)

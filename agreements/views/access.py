"""Loading with permission: what one may not see does not exist (404); what one sees but may not do is refused (403)."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404

from accounts.domain.roles import Workplace, is_person
from accounts.models import User
from agreements.models import Agreement, AgreementQuerySet

View = Callable[..., HttpResponseBase]


def member(view: View) -> View:
    """The view gets ``user`` and ``place`` (where they work); the door of the workspace asked visitors to sign in."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        place: Workplace | None = getattr(request, "workplace", None)
        if place is None or not is_person(request.user):
            raise Http404
        return view(request, *args, user=request.user, place=place, **kwargs)

    return guarded


def seen_by(user: User, place: Workplace) -> AgreementQuerySet:
    """The documents of this register that the person may see."""
    return Agreement.objects.visible_to(user).filter(government=place.government)


def load(user: User, place: Workplace, pk: int) -> Agreement:
    """A document the person may see, with what its pages show; 404 otherwise."""
    rows = seen_by(user, place).select_related("government", "lead_unit", "parent", "created_by", "updated_by")
    return get_object_or_404(
        rows.prefetch_related("parties__partner", "parties__government", "initiating_units"), pk=pk
    )


def require(user: User, permission: str, obj: Any) -> None:
    """403 for a member without the permission."""
    if not user.has_perm(permission, obj):
        raise PermissionDenied(permission)

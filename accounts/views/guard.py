"""Who may enter the pages of people: the administrator of the government one works in now; 404 for others."""

from django.http import Http404, HttpRequest

from accounts.domain.roles import Workplace
from accounts.models import Government, User


def administered(request: HttpRequest, permission: str = "accounts.manage_people") -> tuple[User, Government]:
    """The signed-in administrator and their government; Http404 for anybody else."""
    place: Workplace | None = request.workplace  # type: ignore[attr-defined]
    user = request.user
    if place is None or not isinstance(user, User) or not user.has_perm(permission, place.government):
        raise Http404
    return user, place.government

"""What the frame of every page shows: whose register this is, and where the signed-in person works."""

from django.core.cache import cache
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from accounts.domain.roles import is_person, memberships_of
from accounts.enums import Role
from accounts.middleware import must_enrol
from accounts.models import Government

OWNER_KEY = "accounts.site_owner"
OWNER_SECONDS = 300


def site_owner() -> str:
    """``Pemerintah Kota Tirtaraya`` in an installation of one government, else empty; kept for five minutes."""
    known = cache.get(OWNER_KEY)
    if known is None:
        found = list(Government.objects.order_by("pk")[:2])
        known = found[0].official_name if len(found) == 1 else ""
        cache.set(OWNER_KEY, known, OWNER_SECONDS)
    return str(known)


def workplaces(request: HttpRequest) -> dict[str, object]:
    """``SITE_OWNER``, ``must_enrol`` (a second factor is due), ``my_roles`` (in words), ``other_workplaces``.

    The last are the governments one may switch to.
    """
    place = getattr(request, "workplace", None)
    user = getattr(request, "user", None)
    common = {
        "SITE_OWNER": SimpleLazyObject(site_owner),
        "must_enrol": SimpleLazyObject(lambda: is_person(user) and must_enrol(user)),
    }
    if place is None or not is_person(user):
        return {**common, "my_roles": "", "other_workplaces": []}
    others = {m.government_id: m.government for m in memberships_of(user)}
    others.pop(place.government.pk, None)
    return {
        **common,
        "my_roles": ", ".join(str(label) for role, label in Role.choices if role in place.roles) or _("Tanpa peran"),
        "other_workplaces": list(others.values()),
    }

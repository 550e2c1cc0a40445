"""Names of what facets count. Only names that stand in public documents are ever told."""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from accounts.models import Unit
from agreements.domain import versions
from agreements.domain.listing import NO_YEAR
from agreements.models import Party
from partners.models import Partner

_MOST = 20_000
_known: tuple[str, dict[tuple[str, int], str]] = ("", {})


def _of(version: versions.Version) -> dict[tuple[str, int], str]:
    global _known  # noqa: PLW0603 - one per process, replaced whole when something is published
    if _known[0] != version.name or len(_known[1]) > _MOST:
        _known = (version.name, {})
    return _known[1]


def year(year: int) -> str:
    """A year of signing as lists name it."""
    return _("Tahun tidak diketahui") if year == NO_YEAR else str(year)


def units(ids: Iterable[int], version: versions.Version) -> dict[int, str]:
    """Names of perangkat daerah by id."""
    known = _of(version)
    wanted = list(ids)
    missing = [pk for pk in wanted if ("pd", pk) not in known]
    if missing:
        known.update({("pd", unit.pk): unit.name for unit in Unit.objects.filter(pk__in=missing).order_by("pk")})
    return {pk: known["pd", pk] for pk in wanted if ("pd", pk) in known}


def partners(ids: Iterable[int], version: versions.Version) -> dict[int, str]:
    """Names of partners by id; a partner of no public document has none here."""
    known = _of(version)
    wanted = list(ids)
    missing = [pk for pk in wanted if ("mitra", pk) not in known]
    if missing:
        in_public = Party.objects.filter(partner=OuterRef("pk"), agreement__entry__is_public=True)
        named = Partner.objects.filter(Exists(in_public), pk__in=missing).order_by("pk")
        known.update({("mitra", partner.pk): partner.name for partner in named})
    return {pk: known["mitra", pk] for pk in wanted if ("mitra", pk) in known}

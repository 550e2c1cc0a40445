"""What a saved search means: the same addresses as the list, read with the same FilterSet."""

import datetime as dt
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils import timezone
from django.utils.datastructures import MultiValueDict

from agreements.domain import listing
from agreements.domain.listing import Clock
from agreements.filters import AgreementFilter
from agreements.models import Agreement
from portal.domain import facets
from portal.domain.register import register_at

KEPT = ("q", *listing.CONDITIONS)
LONGEST = 500


def tidy(given: "MultiValueDict[str, str]") -> str:
    """The filters of an address in one spelling, without page and order. Raises ValueError for what is no filter."""
    pairs = [(name, value) for name in KEPT for value in sorted(set(given.getlist(name))) if value]
    query = urlencode(pairs)
    if len(query) > LONGEST or not _read(query).is_valid():
        raise ValueError("not a search")
    return query


def _read(query: str, now: dt.datetime | None = None) -> AgreementFilter:
    return AgreementFilter(QueryDict(query), Agreement.objects.public(), clock=Clock.at(now or timezone.now()))


def match(query: str, ids: list[int]) -> list[int]:
    """Those of these documents that are public and that the search finds, newest first."""
    found = _read(query)
    if not found.is_valid():
        return []  # a unit or word list has changed since it was saved
    return list(found.qs.filter(pk__in=ids).order_by("-pk").values_list("pk", flat=True))


def words_of(query: str) -> str:
    """A saved search for people: ``“jaringan”, Urusan pemerintahan: Kesehatan``; empty for the whole register."""
    found = _read(query)
    if not found.is_valid():
        return query
    cleaned = found.form.cleaned_data
    given = {slug: cleaned[slug] for slug in listing.CONDITIONS if cleaned.get(slug)}
    chips = facets.chips_of(given, [], register_at(timezone.now()).version)
    parts = [f"“{cleaned['q']}”"] if cleaned.get("q") else []
    return ", ".join([*parts, *(f"{chip.title}: {chip.label}" for chip in chips)])

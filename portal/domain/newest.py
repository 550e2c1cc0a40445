"""The documents of a selection that were registered or changed last: what somebody who follows a list wants to see."""

from collections.abc import Iterator

from agreements.domain import versions
from agreements.domain.counting import Selection
from agreements.domain.listing import NEWEST
from agreements.domain.segments import places
from agreements.models import Agreement
from portal.domain.records import among

FEW = 2_000  # documents that are put in order one and all
CANDIDATES = 200  # of a larger selection: so many entered last, and so many signed last


def changed_last(selection: Selection, size: int) -> list[Agreement]:
    """Up to ``size`` documents, the last changed first (``updated_at``).

    Of a large selection those are put in order that were published lately, entered last, or were signed last.
    """
    if selection.total <= FEW:
        ids = list(places(selection.bits))
    else:
        lately = places(selection.counts.bits_of(versions.documents_published_last()) & selection.bits)
        signed = selection.page(NEWEST, at=None, size=CANDIDATES).ids
        ids = list({*lately, *_youngest(selection.bits), *signed})
    public = Agreement.objects.public().filter(pk__in=among(ids)).order_by("-updated_at", "-pk")
    return list(public.defer("background", "benefits", "purpose")[:size])


def _youngest(bits: int) -> Iterator[int]:
    """The documents with the highest numbers."""
    for _time in range(CANDIDATES):
        if not bits:
            return
        top = bits.bit_length() - 1
        yield top
        bits ^= 1 << top

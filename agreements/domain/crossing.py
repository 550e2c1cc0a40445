"""Counting by several facets at once: every combination that occurs in a selection, with its exact number.

Only facets of which each document has exactly one value may be crossed, so the numbers add up to the whole selection.
"""

from collections.abc import Sequence
from typing import Any

from agreements.domain.counting import Selection

CROSSABLE = ("tahun", "bentuk", "jenis", "keadaan", "jenis_mitra", "pemrakarsa")
MOST = 4  # facets at once: the number of combinations multiplies with each


def cross(selection: Selection, facets: Sequence[str]) -> list[tuple[tuple[Any, ...], int]]:
    """Combinations in the order of their values (None, for none at all, last), each with how many documents have it.

    Raises ValueError for a facet of which a document may have several values, and for more than ``MOST``.
    """
    if not set(facets) <= set(CROSSABLE) or len(facets) > MOST:
        raise ValueError("documents may have several values of this facet")
    found: list[tuple[tuple[Any, ...], int]] = [((), selection.bits)]
    for name in facets:
        found = [((*known, value), part) for known, bits in found for value, part in _split(selection, name, bits)]
    return [(values, bits.bit_count()) for values, bits in found]


def _split(selection: Selection, name: str, bits: int) -> list[tuple[Any, int]]:
    """The documents of ``bits`` by their value of one facet; values that none of them has are left out."""
    counts, left = selection.counts, bits
    found = []
    for value in sorted(value for value in counts.facets.get(name, []) if value is not None):
        if part := bits & counts.terms[name, value]:
            found.append((value, part))
            left &= ~part
    return [*found, (None, left)] if left else found

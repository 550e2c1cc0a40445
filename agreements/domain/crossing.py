"""Counting by several facets at once: every combination that occurs in a selection, with its exact number.

Only facets of which each document has exactly one value may be crossed, so the numbers add up to the whole selection.
"""

from collections.abc import Sequence
from typing import Any

from agreements.domain.counting import Selection

CROSSABLE = ("tahun", "bentuk", "jenis", "keadaan")


def cross(selection: Selection, facets: Sequence[str]) -> list[tuple[tuple[Any, ...], int]]:
    """Combinations of values in the order of their values (None last), each with how many documents have it.

    Raises ValueError for a facet of which a document may have several values.
    """
    if not set(facets) <= set(CROSSABLE):
        raise ValueError("documents may have several values of this facet")
    counts = selection.counts
    found: list[tuple[tuple[Any, ...], int]] = [((), selection.bits)]
    for name in facets:
        values = sorted(counts.facets.get(name, []), key=lambda value: (value is None, value))
        found = [
            ((*known, value), bits & counts.terms[name, value])
            for known, bits in found
            if bits
            for value in values
        ]
    return [(values, number) for values, bits in found if (number := bits.bit_count())]

"""How long the steps of the law really take here: median and longest, in days, from our own records.

A step takes from its letter (sent, else received), or from the end of the step before it, or from the day the document
was begun, until it was done. Waived steps and old papers tell nothing.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import connection

from accounts.models import Government
from agreements.procedures import PROCEDURES

_SQL = """
WITH timed AS (
    SELECT s.code, {procedure} AS procedure, a.lead_unit_id, a.phase, a.visibility, s.outcome, s.waived_by_id,
           s.done_on - COALESCE(
               s.sent_on, s.received_on,
               LAG(s.done_on) OVER (PARTITION BY s.agreement_id ORDER BY s."order", s.repetition),
               (a.created_at AT TIME ZONE %(zone)s)::date
           ) AS days
    FROM agreements_step s JOIN agreements_agreement a ON a.id = s.agreement_id
    WHERE a.government_id = %(government)s AND NOT a.legacy AND s.done_on IS NOT NULL
)
SELECT {columns}, count(*), percentile_cont(0.5) WITHIN GROUP (ORDER BY days), max(days)
FROM timed
WHERE days >= 0 AND waived_by_id IS NULL AND outcome <> 'tidak_berlaku' {narrow}
GROUP BY {columns} ORDER BY {columns}
"""
_PUBLIC = "AND phase IN ('ditandatangani', 'diakhiri', 'digantikan') AND visibility = 'publik'"


@dataclass(frozen=True)
class Taken:
    """What is known of one step: how often, the median and the longest, in days."""

    times: int
    median: float
    longest: int


def _rows(government: Government, columns: str, *, public: bool) -> Iterable[tuple[Any, ...]]:
    sql = _SQL.format(columns=columns, procedure=_case(), narrow=_PUBLIC if public else "")
    with connection.cursor() as cursor:
        cursor.execute(sql, {"government": government.pk, "zone": government.time_zone})
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found


def of_procedures(government: Government, *, public: bool = False) -> dict[str, dict[str, Taken]]:
    """By procedure and step. ``public`` counts only documents that anybody may see."""
    found: dict[str, dict[str, Taken]] = {code: {} for code in PROCEDURES}
    for procedure, code, times, median, longest in _rows(government, "procedure, code", public=public):
        if procedure in found:
            found[procedure][code] = Taken(times, float(median), longest)
    return found


def _case() -> str:
    """Which procedure leads a document, in SQL: the same as ``procedures.procedure_of``. Codes are our own words."""
    cases = []
    for procedure in PROCEDURES.values():
        kinds = ", ".join(f"'{kind}'" for kind in sorted(procedure.kinds))
        shared = sum(bool(procedure.kinds & other.kinds) for other in PROCEDURES.values()) > 1
        whose = f" AND a.initiator = '{procedure.initiator}'" if shared else ""
        cases.append(f"WHEN a.cooperation_kind IN ({kinds}){whose} THEN '{procedure.code}'")
    return f"CASE {' '.join(cases)} ELSE '' END"


def of_units(government: Government) -> dict[int, dict[str, Taken]]:
    """By lead unit and step, over all procedures."""
    found: dict[int, dict[str, Taken]] = {}
    for unit, code, times, median, longest in _rows(government, "lead_unit_id, code", public=False):
        found.setdefault(unit, {})[code] = Taken(times, float(median), longest)
    return found

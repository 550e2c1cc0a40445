"""Fills a register with any number of plausible public documents, for measuring. Everything happens in PostgreSQL.

The rows satisfy every constraint, and end as the domain would leave them: numbered, frozen, with parties, units, ends
and the words that search would find. They have no history of moves and no files.
"""

import datetime as dt
import math
from typing import Any

from django.db import connection, transaction

from accounts.models import Government, Unit, User
from agreements import seed_pieces as pieces
from agreements import seed_sql
from agreements.domain import search_text
from agreements.enums import CooperationKind, Form
from partners.models import Partner
from partners.names import fold

MARK = "data rekaan untuk pengukuran"
MANY = 50_000  # from here on indexes and constraints are made again afterwards
_TABLES = ("agreements_agreement", "agreements_party", "agreements_agreement_initiating_units")


def fill(government: Government, *, count: int, today: dt.date, by: User) -> None:
    """Add ``count`` public documents to ``government``'s register, in one transaction."""
    units = _units(government)
    _partners(government, by, wanted=max(20, min(5000, count // 40)))
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL synchronous_commit = off")
        cursor.execute("SET LOCAL work_mem = '256MB'")
        cursor.execute("SET LOCAL maintenance_work_mem = '512MB'")
        cursor.execute("SELECT setseed(0.42)")
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # a table with checks still to come cannot be altered
        for table in _TABLES:  # pghistory, freezing and entries row by row would take hours; the end state is the same
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        aside = _set_aside(cursor) if count >= MANY else []
        _stage(cursor, government, units)
        cursor.execute(seed_sql.ROWS, {"count": count, "today": today, "government": government.pk})
        cursor.execute("ANALYZE seed_row")
        cursor.execute(seed_sql.insert_agreements(), {"government": government.pk, "by": by.pk, "mark": MARK})
        for sql in (seed_sql.PARTIES, seed_sql.UNITS, seed_sql.COUNTERS, seed_sql.ENTRIES):
            cursor.execute(sql, {"government": government.pk, "name": government.official_name})
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in _TABLES:
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
        cursor.execute("SELECT agreements_publish(array_agg(DISTINCT (id / 8192)::integer)) FROM seed_row")
        for sql in aside:
            cursor.execute(sql)
        cursor.execute("DROP TABLE seed_row, seed_act, seed_object, seed_tail, seed_mix, seed_partner")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE agreements_agreement, agreements_party, agreements_entry")
        cursor.execute(
            "VACUUM agreements_entry"
        ) if connection.get_autocommit() and not connection.in_atomic_block else None


def _units(government: Government) -> dict[str, int]:
    """The unit for each urusan, made where missing."""
    found: dict[str, int] = {}
    for name, codes in pieces.UNITS:
        unit, _made = Unit.objects.get_or_create(government=government, name=name)
        found.update(dict.fromkeys(codes, unit.pk))
    return found


def _partners(government: Government, by: User, *, wanted: int) -> None:
    """Invented partners; the names run through all combinations, then with a number."""
    have = Partner.objects.filter(government=government, note=MARK).count()
    made = []
    for number in range(have, wanted):
        kind, start = pieces.PARTNERS[number % len(pieces.PARTNERS)]
        turn = number // len(pieces.PARTNERS)
        one = pieces.NAMES_ONE[turn % len(pieces.NAMES_ONE)]
        two = pieces.NAMES_TWO[turn // len(pieces.NAMES_ONE) % len(pieces.NAMES_TWO)]
        again = turn // (len(pieces.NAMES_ONE) * len(pieces.NAMES_TWO))
        name = f"{start} {one} {two}" + (f" {again + 1}" if again else "")
        foreign = (
            ("JP", "KR", "DE", "NO", "AU")[turn % 5]
            if kind in {"pemda_luar_negeri", "organisasi_internasional"}
            else "ID"
        )
        region = f"{(11, 31, 32, 33, 51, 64, 73, 94)[turn % 8]}.01" if kind.startswith("pemda_k") else ""
        made.append(
            Partner(
                government=government, kind=kind, name=name, name_folded=fold(name), country=foreign,
                region_code=region, note=MARK, created_by=by,
            )
        )  # fmt: skip
    Partner.objects.bulk_create(made, batch_size=1000)


def _stage(cursor: Any, government: Government, units: dict[str, int]) -> None:
    """The pieces as numbered temporary tables, each with its words already analysed."""

    def table(name: str, columns: str, rows: list[tuple[Any, ...]]) -> None:
        cursor.execute(f"CREATE TEMP TABLE {name} (n integer, {columns})")
        marks = ", ".join(["%s"] * (len(rows[0]) + 1))
        cursor.executemany(f"INSERT INTO {name} VALUES ({marks})", [(n, *row) for n, row in enumerate(rows)])  # noqa: S608

    def words(*texts: tuple[str, str]) -> str:
        return search_text.vector(texts)

    table("seed_act", "text text, words tsvector", [(text, words(("A", text))) for text in pieces.ACTS])
    table(
        "seed_object",
        "text text, words tsvector, urusan text, sdgs smallint[], unit_id bigint, unit_words tsvector",
        [
            (text, words(("A", text)), code, list(sdgs), units[code], words(("D", _unit_name(code))))
            for text, code, sdgs in pieces.OBJECTS
        ],
    )
    table("seed_tail", "text text, words tsvector", [(text, words(("A", text))) for text in pieces.TAILS])
    mix = [
        (kind, form, Form(form).code, list(kinds), words(
            ("D", f"{Form(form).label} {Form(form).code}"),
            ("D", f"{CooperationKind(kind).label} {CooperationKind(kind).short}"),
        ))
        for kind, form, share, kinds in pieces.MIX
        for _time in range(math.ceil(share / 10))
    ]  # fmt: skip
    table("seed_mix", "kind text, form text, code text, kinds text[], words tsvector", mix)
    rows = list(Partner.objects.filter(government=government, note=MARK).order_by("pk"))
    by_kind: dict[str, int] = {}
    partners = []
    for partner in rows:
        place = by_kind[partner.kind] = by_kind.get(partner.kind, -1) + 1
        where = (partner.region_code[:2], partner.country)
        partners.append((partner.pk, partner.kind, place, partner.name, words(("B", partner.name)), *where))
    columns = "id bigint, kind text, place integer, name text, words tsvector, province text, country text"
    table("seed_partner", columns, partners)
    cursor.execute("CREATE INDEX ON seed_partner (kind, place)")


def _unit_name(code: str) -> str:
    return next(name for name, codes in pieces.UNITS if code in codes)


def _set_aside(cursor: Any) -> list[str]:
    """Drop every index and constraint of the tables to be filled but their keys; returns what makes them again.

    Made again they check all rows at once, which is ten times faster than one by one, and just as strict.
    """
    tables = [*_TABLES, "agreements_entry"]
    cursor.execute(
        "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint "
        "WHERE conrelid::regclass::text = ANY(%s) AND contype IN ('f', 'c', 'u') ORDER BY contype = 'f', conname",
        [tables],
    )
    constraints = cursor.fetchall()
    for table, name, _definition in reversed(constraints):
        cursor.execute(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"')
    cursor.execute(
        "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = current_schema() AND tablename = ANY(%s) "
        "AND indexname NOT IN (SELECT conname FROM pg_constraint WHERE contype = 'p') ORDER BY 1",
        [tables],
    )
    indexes = cursor.fetchall()
    for name, _definition in indexes:
        cursor.execute(f'DROP INDEX "{name}"')
    return [definition for _name, definition in indexes] + [
        f'ALTER TABLE {table} ADD CONSTRAINT "{name}" {definition}' for table, name, definition in constraints
    ]

"""Fills a register with any number of plausible public documents, for measuring. Everything happens in PostgreSQL.

The rows satisfy every constraint, and end as the domain would leave them: numbered, frozen, with parties, units, ends and
the words that search would find. They have no history of moves and no files.
"""

import datetime as dt
import math
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import connection, models, transaction

from accounts.models import Government, Unit, User
from agreements import seed_pieces as pieces
from agreements.domain import search_text
from agreements.enums import CooperationKind, Form
from agreements.models import Agreement, Party
from partners.models import Partner
from partners.names import fold

MARK = "data rekaan untuk pengukuran"
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
        for table in _TABLES:  # pghistory, freezing and entries row by row would take hours; the end state is the same
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        indexes = _drop_slow_indexes(cursor) if count >= 50_000 else []
        _stage(cursor, government, units)
        cursor.execute(_ROWS, {"count": count, "today": today, "government": government.pk})
        cursor.execute("ANALYZE seed_row")
        cursor.execute(_insert_agreements(), {"government": government.pk, "by": by.pk, "mark": MARK})
        for sql in (_PARTIES, _UNITS, _COUNTERS, _ENTRIES, _WORDS):
            cursor.execute(sql, {"government": government.pk, "name": government.official_name})
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in _TABLES:
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
        cursor.execute(
            "SELECT agreements_publish(array_agg(DISTINCT (id / 8192)::integer)) FROM seed_row"
        )
        for sql in indexes:
            cursor.execute(sql)
        cursor.execute("DROP TABLE seed_row, seed_act, seed_object, seed_tail, seed_mix, seed_partner")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE agreements_agreement, agreements_party, agreements_entry")
        cursor.execute("VACUUM agreements_entry") if connection.get_autocommit() and not connection.in_atomic_block else None


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
        foreign = ("JP", "KR", "DE", "NO", "AU")[turn % 5] if kind in {"pemda_luar_negeri", "organisasi_internasional"} else "ID"
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
        cursor.executemany(f"INSERT INTO {name} VALUES ({marks})", [(n, *row) for n, row in enumerate(rows)])

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
        partners.append((partner.pk, partner.kind, place, partner.name, words(("B", partner.name))))
    table("seed_partner", "id bigint, kind text, place integer, name text, words tsvector", partners)
    cursor.execute("CREATE INDEX ON seed_partner (kind, place)")


def _unit_name(code: str) -> str:
    return next(name for name, codes in pieces.UNITS if code in codes)


def _drop_slow_indexes(cursor: Any) -> list[str]:
    """Drop the GIN indexes of the tables to be filled; returns the statements that make them again."""
    cursor.execute(
        "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = current_schema() "
        "AND tablename IN ('agreements_agreement', 'agreements_entry') AND indexdef LIKE '%%USING gin%%'"
    )
    found = cursor.fetchall()
    for name, _definition in found:
        cursor.execute(f'DROP INDEX "{name}"')
    return [definition for _name, definition in found]


_ROWS = """
CREATE TEMP TABLE seed_row AS
WITH drawn AS (
    SELECT n,
        floor(power(random(), 1.6) * (SELECT count(*) FROM seed_act))::integer AS act,
        floor(power(random(), 1.4) * (SELECT count(*) FROM seed_object))::integer AS object,
        floor(random() * (SELECT count(*) FROM seed_tail))::integer AS tail,
        floor(random() * (SELECT count(*) FROM seed_mix))::integer AS mix,
        floor(power(random(), 1.5) * 100000)::integer AS partner,
        floor(random() * 100000)::integer AS third,
        random() AS fate, random() AS more,
        %(today)s::date - floor(power(random(), 1.5) * 7300)::integer AS signed_on,
        (ARRAY[1, 1, 2, 2, 3, 3, 3, 5, 5, 5, 5, 10])[1 + floor(random() * 12)::integer] AS years
    FROM generate_series(1, %(count)s) n
), dated AS (
    SELECT d.*, x.form, x.kind, x.code,
        CASE WHEN fate < 0.03 THEN NULL ELSE (signed_on + make_interval(years => years))::date END AS ends_on,
        CASE WHEN fate > 0.97 AND signed_on < %(today)s::date - 400 THEN 'digantikan'
             WHEN fate > 0.93 AND signed_on < %(today)s::date - 400 THEN 'diakhiri' ELSE 'ditandatangani' END AS phase
    FROM drawn d JOIN seed_mix x ON x.n = d.mix
)
SELECT nextval(pg_get_serial_sequence('agreements_agreement', 'id')) AS id, d.*,
    CASE WHEN phase <> 'ditandatangani' THEN signed_on + 365 - CASE WHEN years = 1 THEN 30 ELSE 0 END END AS ended_on,
    EXTRACT(year FROM signed_on)::smallint AS year,
    COALESCE(c.last, 0) + row_number() OVER (PARTITION BY d.form, EXTRACT(year FROM signed_on) ORDER BY signed_on, d.n) AS seq
FROM dated d LEFT JOIN agreements_registercounter c
    ON c.government_id = %(government)s AND c.form = d.form AND c.year = EXTRACT(year FROM signed_on)
"""

# What is not said here has its model's default or is empty.
_AGREEMENT = {
    "id": "r.id",
    "government_id": "%(government)s",
    "form": "r.form",
    "cooperation_kind": "r.kind",
    "title": "concat_ws(' ', a.text, o.text, NULLIF(t.text, ''))",
    "object": "concat(a.text, ' ', lower(o.text), '.')",
    "scope": "concat('Perencanaan ', lower(a.text), E'\\nPelaksanaan ', lower(o.text), E'\\nPemantauan dan evaluasi')",
    "urusan": "ARRAY[o.urusan]",
    "sdgs": "o.sdgs",
    "lead_unit_id": "o.unit_id",
    "signed_on": "r.signed_on",
    "signed_place": "'Tirtaraya'",
    "effective_from": "r.signed_on",
    "ends_on": "r.ends_on",
    "effective_ends_on": "r.ends_on",
    "term_rule": "CASE WHEN r.ends_on IS NULL THEN 'tidak_ditentukan' ELSE 'tetap' END",
    "duration_text": "CASE WHEN r.ends_on IS NULL THEN '' ELSE r.years || ' tahun' END",
    "signing_method": "'basah'",
    "phase": "r.phase",
    "frozen_at": "r.signed_on::timestamptz",
    "ended_on": "r.ended_on",
    "end_reason": "CASE WHEN r.phase = 'ditandatangani' THEN '' ELSE 'kesepakatan' END",
    "register_no": "r.code || '-' || r.year || '-' || lpad(r.seq::text, greatest(4, length(r.seq::text)), '0')",
    "register_year": "r.year",
    "register_seq": "r.seq",
    "source_note": "%(mark)s",
    "created_by_id": "%(by)s",
    "updated_by_id": "%(by)s",
    "created_at": "now()",
    "updated_at": "now()",
}


def _literal(field: models.Field[Any, Any]) -> str:
    """The SQL of what a field holds when nothing is said."""
    if isinstance(field, ArrayField):
        return "'{}'"
    if field.has_default():
        value = field.get_default()
        return str(value).lower() if isinstance(value, bool | int) else f"'{value}'"
    return "NULL" if field.null else "''"


def _insert_agreements() -> str:
    columns = {field.column: field for field in Agreement._meta.concrete_fields}
    values = [_AGREEMENT.get(column) or _literal(field) for column, field in columns.items()]
    return (
        f"INSERT INTO agreements_agreement ({', '.join(columns)}) SELECT {', '.join(values)} FROM seed_row r "
        "JOIN seed_act a ON a.n = r.act JOIN seed_object o ON o.n = r.object JOIN seed_tail t ON t.n = r.tail"
    )


_CHOSEN = """
    JOIN seed_mix x ON x.n = r.mix
    JOIN LATERAL (SELECT x.kinds[1 + r.partner %% cardinality(x.kinds)] AS kind) k ON true
    JOIN (SELECT kind, count(*)::integer AS many FROM seed_partner GROUP BY kind) m ON m.kind = k.kind
    JOIN seed_partner p ON p.kind = k.kind AND p.place = r.partner %% m.many
    LEFT JOIN seed_partner q ON r.more < 0.06 AND q.kind = k.kind AND q.place = (r.third %% m.many) AND q.id <> p.id
"""
_NUMBER_OURS = "concat('100.3.7/', r.seq, '/', r.code, '/', r.year)"
_NUMBER_THEIRS = "concat(lpad((r.partner %% 997)::text, 3, '0'), '/', r.code, '-', r.third %% 89, '/', r.year)"
_PARTY_COLUMNS = [field.column for field in Party._meta.concrete_fields if field.column != "id"]


def _party(order: int, government: str, partner: str, number: str, name: str, position: str) -> str:
    given = {
        "agreement_id": "r.id", '"order"': str(order), "government_id": government, "partner_id": partner,
        "number": number, "name_as_signed": name, "signatory_name": "'Penanda Tangan'", "signatory_position": position,
        "capacity": "'kepala_daerah'" if partner == "NULL::bigint" else "'pimpinan_pihak_ketiga'", "basis_on": "NULL::date",
    }  # fmt: skip
    columns = ['"order"' if column == "order" else column for column in _PARTY_COLUMNS]
    return ", ".join(given.get(column, "''") for column in columns)


_PARTIES = f"""
INSERT INTO agreements_party ({', '.join('"order"' if c == 'order' else c for c in _PARTY_COLUMNS)})
SELECT {_party(1, "%(government)s", "NULL::bigint", _NUMBER_OURS, "%(name)s", "'Wali Kota'")} FROM seed_row r
UNION ALL SELECT {_party(2, "NULL", "p.id", _NUMBER_THEIRS, "p.name", "'Pimpinan'")} FROM seed_row r {_CHOSEN}
UNION ALL SELECT {_party(3, "NULL", "q.id", "''", "q.name", "'Pimpinan'")} FROM seed_row r {_CHOSEN} WHERE q.id IS NOT NULL
"""
_UNITS = """
INSERT INTO agreements_agreement_initiating_units (agreement_id, unit_id)
SELECT r.id, u.unit_id FROM seed_row r JOIN seed_object o ON o.n = r.object
JOIN seed_object u ON u.n = r.third %% 30 AND u.unit_id <> o.unit_id WHERE r.more > 0.8
"""
_COUNTERS = """
INSERT INTO agreements_registercounter AS old (government_id, form, year, last)
SELECT %(government)s, form, year, max(seq) FROM seed_row GROUP BY form, year
ON CONFLICT (government_id, form, year) DO UPDATE SET last = EXCLUDED.last
"""
_ENTRIES = "SELECT agreements_refresh_entries((SELECT array_agg(id) FROM seed_row))"
_WORDS = f"""
UPDATE agreements_entry e SET is_stale = false, words = a.words || o.words || t.words
    || COALESCE(p.words, '') || COALESCE(q.words, '') || x.words || o.unit_words
    || format('''#%%s'':1A ''#%%s'':1A', lower(regexp_replace({_NUMBER_OURS}, '[^a-zA-Z0-9]', '', 'g')),
              lower(x.code) || r.year || lpad(r.seq::text, greatest(4, length(r.seq::text)), '0'))::tsvector
FROM seed_row r JOIN seed_act a ON a.n = r.act JOIN seed_object o ON o.n = r.object JOIN seed_tail t ON t.n = r.tail
{_CHOSEN} WHERE e.agreement_id = r.id
"""

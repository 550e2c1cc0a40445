"""The SQL of ``agreements.seeding``. Whatever is put together here is a constant of this file or a column's name."""

# ruff: noqa: S608

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models

from agreements.models import Agreement, Party

ROWS = """
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
    COALESCE(c.last, 0)
        + row_number() OVER (PARTITION BY d.form, EXTRACT(year FROM signed_on) ORDER BY signed_on, d.n) AS seq
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


def insert_agreements() -> str:
    columns = {str(field.column): field for field in Agreement._meta.concrete_fields}
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
_PARTY_COLUMNS = [str(field.column) for field in Party._meta.concrete_fields if field.column != "id"]


def _party(order: int, government: str, partner: str, *, number: str, name: str, position: str) -> str:
    given = {
        "agreement_id": "r.id", '"order"': str(order), "government_id": government, "partner_id": partner,
        "number": number, "name_as_signed": name, "signatory_name": "'Penanda Tangan'", "signatory_position": position,
        "capacity": "'kepala_daerah'" if partner == "NULL::bigint" else "'pimpinan_pihak_ketiga'",
        "basis_on": "NULL::date",
    }  # fmt: skip
    columns = ['"order"' if column == "order" else column for column in _PARTY_COLUMNS]
    return ", ".join(given.get(column, "''") for column in columns)


_OURS = _party(1, "%(government)s", "NULL::bigint", number=_NUMBER_OURS, name="%(name)s", position="'Wali Kota'")
_THEIRS = _party(2, "NULL", "p.id", number=_NUMBER_THEIRS, name="p.name", position="'Pimpinan'")
_THIRD = _party(3, "NULL", "q.id", number="''", name="q.name", position="'Pimpinan'")
_INTO = ", ".join('"order"' if column == "order" else column for column in _PARTY_COLUMNS)
PARTIES = f"""
INSERT INTO agreements_party ({_INTO})
SELECT {_OURS} FROM seed_row r
UNION ALL SELECT {_THEIRS} FROM seed_row r {_CHOSEN}
UNION ALL SELECT {_THIRD} FROM seed_row r {_CHOSEN} WHERE q.id IS NOT NULL
"""
UNITS = """
INSERT INTO agreements_agreement_initiating_units (agreement_id, unit_id)
SELECT r.id, u.unit_id FROM seed_row r JOIN seed_object o ON o.n = r.object
JOIN seed_object u ON u.n = r.third %% 30 AND u.unit_id <> o.unit_id WHERE r.more > 0.8
"""
COUNTERS = """
INSERT INTO agreements_registercounter AS old (government_id, form, year, last)
SELECT %(government)s, form, year, max(seq) FROM seed_row GROUP BY form, year
ON CONFLICT (government_id, form, year) DO UPDATE SET last = EXCLUDED.last
"""
ENTRIES = f"""
INSERT INTO agreements_entry (
    agreement_id, is_public, year, newest_key, starts_on, last_day, ends_key, unit_ids, partner_ids, partner_kinds,
    provinces, countries, is_stale, words
)
SELECT r.id, true, r.year, r.signed_on, r.signed_on, LEAST(r.ends_on, r.ended_on),
    COALESCE(LEAST(r.ends_on, r.ended_on), DATE '9999-12-31'),
    CASE WHEN u.unit_id IS NULL THEN ARRAY[o.unit_id]
         ELSE ARRAY[LEAST(o.unit_id, u.unit_id), GREATEST(o.unit_id, u.unit_id)] END,
    CASE WHEN q.id IS NULL THEN ARRAY[p.id] ELSE ARRAY[LEAST(p.id, q.id), GREATEST(p.id, q.id)] END,
    ARRAY[p.kind],
    ARRAY(SELECT DISTINCT code FROM unnest(ARRAY[p.province, q.province]) code WHERE code <> '' ORDER BY 1),
    ARRAY(SELECT DISTINCT code FROM unnest(ARRAY[p.country, q.country]) code WHERE code <> 'ID' ORDER BY 1),
    false,
    a.words || o.words || t.words || p.words || COALESCE(q.words, '') || x.words || o.unit_words
    || format('#%%s:1A #%%s:1A', lower(regexp_replace({_NUMBER_OURS}, '[^a-zA-Z0-9]', '', 'g')),
              lower(x.code) || r.year || lpad(r.seq::text, greatest(4, length(r.seq::text)), '0'))::tsvector
FROM seed_row r JOIN seed_act a ON a.n = r.act JOIN seed_object o ON o.n = r.object JOIN seed_tail t ON t.n = r.tail
LEFT JOIN seed_object u ON r.more > 0.8 AND u.n = r.third %% 30 AND u.unit_id <> o.unit_id
{_CHOSEN}
"""

"""The database keeps agreements_entry right, and notes each transaction that changes what the public sees.

Statement-level triggers with transition tables, so that an import of 10,000 rows costs one refresh and not 10,000.
"""

from django.db import migrations

FUNCTIONS = """
CREATE FUNCTION agreements_publish(changed integer[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    -- Counted for readers inside this transaction; others see the row below when it commits.
    PERFORM set_config(
        'kerjasama.published',
        (COALESCE(NULLIF(current_setting('kerjasama.published', true), ''), '0')::integer + 1)::text,
        true
    );
    INSERT INTO agreements_publication AS old (xid, at, segments)
    VALUES (pg_current_xact_id()::text, transaction_timestamp(), changed)
    ON CONFLICT (xid, at) DO UPDATE
    SET segments = ARRAY(SELECT DISTINCT unnest(old.segments || EXCLUDED.segments) ORDER BY 1)
    WHERE NOT old.segments @> EXCLUDED.segments;
END $$;

CREATE FUNCTION agreements_publish_documents(ids bigint[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE changed integer[];
BEGIN
    SELECT array_agg(DISTINCT (agreement_id / 8192)::integer) INTO changed
    FROM agreements_entry WHERE is_public AND agreement_id IN (SELECT unnest(ids));
    IF changed IS NOT NULL THEN PERFORM agreements_publish(changed); END IF;
END $$;

CREATE FUNCTION agreements_refresh_entries(ids bigint[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF ids IS NULL THEN RETURN; END IF;
    PERFORM agreements_publish_documents(ids);
    INSERT INTO agreements_entry (
        agreement_id, is_public, year, newest_key, starts_on, last_day, ends_key,
        unit_ids, partner_ids, partner_kinds, provinces, countries, is_stale
    )
    SELECT a.id,
        a.visibility = 'publik' AND a.phase IN ('ditandatangani', 'diakhiri', 'digantikan'),
        COALESCE(EXTRACT(year FROM a.signed_on)::smallint, a.register_year),
        COALESCE(a.signed_on, DATE '0001-01-01'),
        COALESCE(a.effective_from, a.signed_on),
        LEAST(a.effective_ends_on, a.ended_on),
        COALESCE(LEAST(a.effective_ends_on, a.ended_on), DATE '9999-12-31'),
        ARRAY(SELECT a.lead_unit_id UNION SELECT m.unit_id FROM agreements_agreement_initiating_units m
              WHERE m.agreement_id = a.id ORDER BY 1),
        COALESCE(p.partner_list, '{}'), COALESCE(p.kinds, '{}'), COALESCE(p.provinces, '{}'), COALESCE(p.countries, '{}'),
        true
    FROM agreements_agreement a
    LEFT JOIN LATERAL (
        SELECT array_agg(q.partner_id ORDER BY q.partner_id) AS partner_list,
            array_agg(DISTINCT r.kind) AS kinds,
            array_agg(DISTINCT left(r.region_code, 2)) FILTER (WHERE r.country = 'ID' AND r.region_code <> '') AS provinces,
            array_agg(DISTINCT r.country) FILTER (WHERE r.country <> 'ID') AS countries
        FROM agreements_party q JOIN partners_partner r ON r.id = q.partner_id
        WHERE q.agreement_id = a.id
    ) p ON true
    WHERE a.id IN (SELECT unnest(ids))
    ON CONFLICT (agreement_id) DO UPDATE SET
        is_public = EXCLUDED.is_public, year = EXCLUDED.year, newest_key = EXCLUDED.newest_key,
        starts_on = EXCLUDED.starts_on, last_day = EXCLUDED.last_day, ends_key = EXCLUDED.ends_key,
        unit_ids = EXCLUDED.unit_ids, partner_ids = EXCLUDED.partner_ids, partner_kinds = EXCLUDED.partner_kinds,
        provinces = EXCLUDED.provinces, countries = EXCLUDED.countries, is_stale = true;
    PERFORM agreements_publish_documents(ids);
END $$;

CREATE FUNCTION agreements_entry_on_agreement() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        DELETE FROM agreements_entry WHERE agreement_id IN (SELECT id FROM changed);
    ELSE
        PERFORM agreements_refresh_entries((SELECT array_agg(id) FROM changed));
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION agreements_entry_on_part() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM agreements_refresh_entries((SELECT array_agg(DISTINCT agreement_id) FROM changed));
    RETURN NULL;
END $$;

CREATE FUNCTION agreements_entry_on_partner() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM agreements_refresh_entries((
        SELECT array_agg(DISTINCT p.agreement_id) FROM agreements_party p JOIN changed c ON c.id = p.partner_id
    ));
    RETURN NULL;
END $$;

CREATE FUNCTION agreements_entry_on_alias() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM agreements_refresh_entries((
        SELECT array_agg(DISTINCT p.agreement_id) FROM agreements_party p JOIN changed c ON c.partner_id = p.partner_id
    ));
    RETURN NULL;
END $$;

CREATE FUNCTION agreements_publish_on_part() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM agreements_publish_documents((SELECT array_agg(DISTINCT agreement_id) FROM changed));
    RETURN NULL;
END $$;

CREATE FUNCTION agreements_publish_names() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM agreements_publish('{}');
    RETURN NULL;
END $$;
"""

# Table, function, events. PostgreSQL wants one trigger per event when there is a transition table.
TRIGGERS = (
    ("agreements_agreement", "agreements_entry_on_agreement", ("INSERT", "UPDATE", "DELETE")),
    ("agreements_party", "agreements_entry_on_part", ("INSERT", "UPDATE", "DELETE")),
    ("agreements_agreement_initiating_units", "agreements_entry_on_part", ("INSERT", "UPDATE", "DELETE")),
    ("partners_partner", "agreements_entry_on_partner", ("UPDATE",)),
    ("partners_partneralias", "agreements_entry_on_alias", ("INSERT", "UPDATE", "DELETE")),
    ("agreements_file", "agreements_publish_on_part", ("INSERT", "UPDATE", "DELETE")),
    ("agreements_correction", "agreements_publish_on_part", ("INSERT",)),
)
NAMES = ("accounts_government", "accounts_unit")


def _trigger(table: str, function: str, event: str) -> str:
    rows = "OLD" if event == "DELETE" else "NEW"
    return (
        f"CREATE TRIGGER entry_{event.lower()} AFTER {event} ON {table} "
        f"REFERENCING {rows} TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION {function}();"
    )


CREATE = "\n".join(
    [
        FUNCTIONS,
        *(_trigger(table, function, event) for table, function, events in TRIGGERS for event in events),
        *(
            f"CREATE TRIGGER entry_names AFTER UPDATE ON {table} FOR EACH STATEMENT "
            "EXECUTE FUNCTION agreements_publish_names();"
            for table in NAMES
        ),
        "SELECT agreements_refresh_entries((SELECT array_agg(id) FROM agreements_agreement));",
    ]
)
DROP = """
DROP FUNCTION agreements_publish_names, agreements_publish_on_part, agreements_entry_on_alias, agreements_entry_on_partner,
    agreements_entry_on_part, agreements_entry_on_agreement, agreements_refresh_entries, agreements_publish_documents,
    agreements_publish CASCADE;
"""


class Migration(migrations.Migration):

    dependencies = [
        ("agreements", "0003_entry"),
        ("accounts", "0001_initial"),
        ("partners", "0001_initial"),
    ]

    operations = [migrations.RunSQL(CREATE, DROP)]

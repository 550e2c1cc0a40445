"""Roll-ups of counts and words, and publications that name their documents so that only those are read again."""

import django.contrib.postgres.fields
from django.db import migrations, models

# A publication of more documents names their segments only.
FUNCTIONS = """
DROP FUNCTION agreements_publish(integer[]);

CREATE FUNCTION agreements_publish(changed integer[], ids bigint[] DEFAULT NULL) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    -- Counted for readers inside this transaction; others see the row below when it commits.
    PERFORM set_config(
        'kerjasama.published',
        (COALESCE(NULLIF(current_setting('kerjasama.published', true), ''), '0')::integer + 1)::text,
        true
    );
    IF cardinality(ids) > 500 THEN ids := NULL; END IF;
    INSERT INTO agreements_publication AS old (xid, at, segments, documents)
    VALUES (pg_current_xact_id()::text, transaction_timestamp(), changed, ids)
    ON CONFLICT (xid, at) DO UPDATE
    SET segments = ARRAY(SELECT DISTINCT unnest(old.segments || EXCLUDED.segments) ORDER BY 1),
        documents = CASE WHEN cardinality(old.documents) + cardinality(EXCLUDED.documents) <= 1000
            THEN ARRAY(SELECT DISTINCT unnest(old.documents || EXCLUDED.documents) ORDER BY 1) END
    WHERE NOT old.segments @> EXCLUDED.segments
        OR old.documents IS NOT NULL AND (EXCLUDED.documents IS NULL OR NOT old.documents @> EXCLUDED.documents);
END $$;

CREATE OR REPLACE FUNCTION agreements_publish_documents(ids bigint[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    changed integer[];
    documents bigint[];
BEGIN
    SELECT array_agg(DISTINCT (agreement_id / 8192)::integer), array_agg(DISTINCT agreement_id) INTO changed, documents
    FROM agreements_entry WHERE is_public AND agreement_id IN (SELECT unnest(ids));
    IF changed IS NOT NULL THEN PERFORM agreements_publish(changed, documents); END IF;
END $$;

CREATE OR REPLACE FUNCTION agreements_publish_names() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM agreements_publish('{}', '{}');
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION agreements_entry_on_agreement() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        PERFORM agreements_publish_documents((SELECT array_agg(id) FROM changed));
        DELETE FROM agreements_entry WHERE agreement_id IN (SELECT id FROM changed);
    ELSE
        PERFORM agreements_refresh_entries((SELECT array_agg(id) FROM changed));
    END IF;
    RETURN NULL;
END $$;
"""


class Migration(migrations.Migration):

    dependencies = [
        ("agreements", "0014_file_page_unread"),
    ]

    operations = [
        migrations.CreateModel(
            name="Rollup",
            fields=[
                ("segment", models.PositiveIntegerField(primary_key=True, serialize=False)),
                ("seen", django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), db_comment="the newest publications when it was read", size=None)),
                ("body", models.BinaryField()),
            ],
            options={"verbose_name": "rekap hitungan", "verbose_name_plural": "rekap hitungan", "ordering": ["segment"]},
        ),
        migrations.CreateModel(
            name="RolledWord",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("word", models.TextField(db_comment="as a piece of a tsquery: 'kelola', or 'kerja' <1> 'sama'")),
                ("segment", models.PositiveIntegerField()),
                ("places", models.BinaryField(db_comment="a bit for each place of the segment, or the numbers of few places")),
            ],
            options={"verbose_name": "rekap kata", "verbose_name_plural": "rekap kata", "ordering": ["word", "segment"]},
        ),
        migrations.AddConstraint(
            model_name="rolledword",
            constraint=models.UniqueConstraint(fields=("word", "segment"), name="rolled_word_once"),
        ),
        migrations.AddField(
            model_name="publication",
            name="documents",
            field=django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), db_comment="those that changed; null where too many", null=True, size=None),
        ),
        migrations.AlterField(
            model_name="publication",
            name="segments",
            field=django.contrib.postgres.fields.ArrayField(base_field=models.IntegerField(), db_comment="of the documents that changed", default=list, size=None),
        ),
        migrations.RunSQL(FUNCTIONS, migrations.RunSQL.noop),
    ]

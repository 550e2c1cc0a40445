"""A public file is noted for reading in the statement that stores or opens it.

So nothing looks through all files to find those that nobody knows. Files of documents that are not public yet are noted
too and wait: what is read is decided when it is read, by what visitors may see at that moment.
"""
from django.db import migrations

FUNCTION = """
CREATE OR REPLACE FUNCTION agreements_entry_on_file() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE touched bigint[];
BEGIN
    touched := ARRAY(SELECT agreement_id FROM changed WHERE visibility = 'publik');
    IF TG_OP = 'UPDATE' THEN
        touched := touched || ARRAY(SELECT agreement_id FROM before WHERE visibility = 'publik');
    END IF;
    UPDATE agreements_entry SET all_words = NULL, is_stale = true WHERE agreement_id = ANY (touched);{note}
    RETURN NULL;
END $$;
"""
NOTE = """
INSERT INTO agreements_filetext (sha256, mime, state, obstacle, noted_at, attempts)
SELECT DISTINCT ON (sha256) sha256, mime, 'menunggu', '', clock_timestamp(), 0
FROM {files}
WHERE visibility = 'publik' AND withdrawn_at IS NULL AND mime IN ('application/pdf', 'image/jpeg', 'image/png')
ORDER BY sha256
ON CONFLICT (sha256) DO NOTHING;
"""
WITH_NOTE = FUNCTION.format(note=f"\n    IF TG_OP <> 'DELETE' THEN{NOTE.format(files='changed')}END IF;")


class Migration(migrations.Migration):

    dependencies = [
        ('agreements', '0016_one_reader'),
    ]

    operations = [
        migrations.RunSQL(WITH_NOTE, FUNCTION.format(note="")),
        migrations.RunSQL(NOTE.format(files="agreements_file"), migrations.RunSQL.noop),
    ]

"""More forms, names and abbreviations are known, and where a partner is at home: all words are written down anew.

Pages of files here, those of documents by the sweep that looks for stale rows. Until it is through, what visitors ask
for is read in the new way and meets the old words: searches for the forms and names that changed find less.
"""

from typing import Any

from django.db import migrations

BATCH = 200  # pages
_PAGES = "SELECT id, text FROM agreements_filepage WHERE id > %s AND text <> '' ORDER BY id LIMIT %s"
_WRITE = """
UPDATE agreements_filepage AS p SET words = d.words::tsvector
FROM unnest(%s::bigint[], %s::text[]) AS d(id, words) WHERE p.id = d.id
"""


def forwards(apps: Any, editor: Any) -> None:
    """Analyse every page again, then have every document analysed again."""
    from agreements.domain.search_text import page_vector

    with editor.connection.cursor() as cursor:
        last = 0
        while True:
            cursor.execute(_PAGES, [last, BATCH])
            pages = cursor.fetchall()
            if not pages:
                break
            last = pages[-1][0]
            cursor.execute(_WRITE, [[pk for pk, _text in pages], [page_vector(text) for _pk, text in pages]])
        cursor.execute("UPDATE agreements_entry SET is_stale = true WHERE NOT is_stale")


class Migration(migrations.Migration):
    dependencies = [
        ("agreements", "0018_year_of_signing"),
    ]

    operations = [
        migrations.RunPython(forwards, migrations.RunPython.noop),
    ]

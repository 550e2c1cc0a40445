"""The year of a row is the year of signing or nothing: an old paper of unknown day was counted in that of its registration."""

from typing import Any

from django.db import migrations, models

BATCH = 500  # as many documents as one publication names
_REGISTERED = "COALESCE(EXTRACT(year FROM a.signed_on)::smallint, a.register_year)"
_SIGNED = "EXTRACT(year FROM a.signed_on)::smallint"
_DIFFERENT = """
SELECT id FROM agreements_agreement WHERE signed_on IS NULL AND register_year IS NOT NULL ORDER BY id
"""


def _replace(editor: Any, old: str, new: str) -> None:
    """Write the function anew with one expression changed, and the rows for which that makes a difference.

    The function itself writes them, so that the register's version and the counts notice.
    """
    with editor.connection.cursor() as cursor:
        cursor.execute("SELECT pg_get_functiondef('agreements_refresh_entries'::regproc)")
        (text,) = cursor.fetchone()
        if text.count(f" {old},") != 1:
            raise ValueError(f"agreements_refresh_entries does not say once {old}")
        cursor.execute(text.replace(f" {old},", f" {new},"))
        cursor.execute(_DIFFERENT)
        ids = [pk for (pk,) in cursor.fetchall()]
        for start in range(0, len(ids), BATCH):
            cursor.execute("SELECT agreements_refresh_entries(%s)", [ids[start : start + BATCH]])


def forwards(apps: Any, editor: Any) -> None:
    """Of signing or unknown."""
    _replace(editor, _REGISTERED, _SIGNED)


def backwards(apps: Any, editor: Any) -> None:
    """Of signing, else of registration."""
    _replace(editor, _SIGNED, _REGISTERED)


class Migration(migrations.Migration):
    dependencies = [
        ("agreements", "0001_squashed_0017_files_are_noted"),
    ]

    operations = [
        migrations.AlterField(
            model_name="entry",
            name="year",
            field=models.PositiveSmallIntegerField(db_comment="of signing, null when unknown", null=True),
        ),
        migrations.RunPython(forwards, backwards),
    ]

"""Foreign cooperation is decided six months of the calendar before its end; a number of days is a government's own."""

from typing import Any

from django.db import migrations, models

USUAL = 180  # the six months of before, in days: up to four days too late


def to_months(apps: Any, _editor: Any) -> None:
    apps.get_model("accounts", "Government").objects.filter(decide_days_foreign=USUAL).update(decide_days_foreign=None)


def to_days(apps: Any, _editor: Any) -> None:
    apps.get_model("accounts", "Government").objects.filter(decide_days_foreign=None).update(decide_days_foreign=USUAL)


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_squashed_0005_decide_days")]

    operations = [
        migrations.AlterField(
            model_name="government",
            name="decide_days_foreign",
            field=models.PositiveSmallIntegerField(
                blank=True,
                help_text="Bila kosong: enam bulan kalender, menurut Permendagri 25/2020 Pasal 33.",
                null=True,
                verbose_name="keputusan kelanjutan luar negeri (hari)",
            ),
        ),
        migrations.RunPython(to_months, to_days),
    ]

"""``manage.py translations``: bring the English catalogue up to date and compile it; gettext is not needed."""

from typing import Any

from django.core.management.base import BaseCommand

from portal import translations


class Command(BaseCommand):
    """Adds new texts to the .po, drops unused ones, writes the .mo and names what still lacks English."""

    help = "Perbarui dan kompilasi katalog bahasa Inggris halaman publik."

    def handle(self, *args: Any, **options: Any) -> None:
        """Write both files."""
        catalog = translations.updated()
        translations.PO.parent.mkdir(parents=True, exist_ok=True)
        translations.PO.write_bytes(translations.written(catalog))
        translations.MO.write_bytes(translations.compiled())
        translations.FRAMEWORKS.with_suffix(".mo").write_bytes(translations.compiled(translations.of_frameworks()))
        lacking = [message for message in catalog if message.id and not all(_strings(message.string))]
        for message in lacking:
            self.stdout.write(str(message.id))
        self.stdout.write(f"{len(catalog)} teks, {len(lacking)} belum diterjemahkan")


def _strings(string: Any) -> tuple[str, ...]:
    return (string,) if isinstance(string, str) else tuple(string)

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from kerjasama.backup import BackupError, write_backup


class Command(BaseCommand):
    """``manage.py backup [folder]``: database and files, while people go on working."""

    help = "Tulis cadangan basis data dan berkas."

    def add_arguments(self, parser: CommandParser) -> None:
        """The folder below which a new one is made."""
        parser.add_argument("folder", nargs="?", default="cadangan", type=Path, help="folder induk (cadangan/)")

    def handle(self, *args: object, **options: Path) -> None:
        """Print the folder of the new backup."""
        try:
            folder = write_backup(options["folder"], now=timezone.now())
        except BackupError as error:
            raise CommandError(str(error)) from None
        self.stdout.write(f"Cadangan ditulis ke {folder}")

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser

from kerjasama.backup import BackupError, restore_backup


class Command(BaseCommand):
    """``manage.py restore folder``: into an empty installation."""

    help = "Pulihkan cadangan ke basis data yang masih kosong."

    def add_arguments(self, parser: CommandParser) -> None:
        """The folder that ``backup`` wrote."""
        parser.add_argument("folder", type=Path)

    def handle(self, *args: object, **options: Path) -> None:
        """Say what to do next when it is done."""
        try:
            restore_backup(options["folder"])
        except BackupError as error:
            raise CommandError(str(error)) from None
        self.stdout.write("Cadangan dipulihkan. Jalankan `manage.py migrate` bila programnya lebih baru.")

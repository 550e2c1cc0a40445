"""``manage.py prepare``: what ``up`` needs before anything serves, in one process: loading Django takes a second."""

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser
from django.db import connection


class Command(BaseCommand):
    help = "Siapkan basis data, berkas statis, dan data contoh; dijalankan oleh `manage.py up`."
    requires_system_checks = []  # they look at our code, not at this machine; tests run them

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--static", action="store_true", help="kumpulkan berkas statis")
        parser.add_argument("--demo", action="store_true", help="isi data contoh bila basis data kosong")

    def handle(self, *args: Any, **options: Any) -> None:
        """Prints the demonstration's accounts when it has just been filled, else nothing."""
        call_command("migrate", interactive=False, verbosity=0)
        if options["static"]:
            call_command("collectstatic", interactive=False, clear=True, verbosity=0)
        if options["demo"] and _is_empty():
            self.stderr.write("Mengisi data contoh …")
            call_command("seed_demo", stdout=self.stdout, stderr=self.stderr)


def _is_empty() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT NOT EXISTS (SELECT FROM accounts_government)")
        return bool(cursor.fetchone() == (True,))

from django.core.management.base import BaseCommand, CommandParser

from kerjasama import up


class Command(BaseCommand):
    """Listed by ``manage.py help``; manage.py itself calls kerjasama.up before Django is set up."""

    help = "Jalankan register: basis data dan antrean bawaan bila perlu, web, worker dan beat."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        """See kerjasama.up."""
        up.add_arguments(parser)

    def handle(self, *args: str, **options: object) -> None:
        """See kerjasama.up."""
        code = up.run(port=int(str(options["port"])), host=str(options["host"]), with_demo=not options["no_demo"])
        raise SystemExit(code)

"""``manage.py freeze_figures --year 2025``: write down the figures of a finished year, unless they are."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.domain import snapshots


class Command(BaseCommand):
    help = "Membekukan angka satu tahun yang sudah lewat; angka yang sudah beku tidak berubah."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--year", type=int, required=True)

    def handle(self, *_args: Any, **options: Any) -> None:
        try:
            made = snapshots.freeze(options["year"], timezone.now())
        except ValueError:
            raise CommandError(_("Hanya tahun yang sudah lewat yang dapat dibekukan.")) from None
        self.stdout.write(f"{made.year}: {made.frozen_on:%Y-%m-%d}")

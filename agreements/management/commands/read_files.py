"""``manage.py read_files``: read the text of all public files now, instead of a minute's work at each beat."""

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from agreements.domain import file_text

PAUSE = 2  # seconds


class Command(BaseCommand):
    help = "Baca teks semua berkas publik yang belum terbaca, agar dapat dicari."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--ulang", action="store_true", help="coba lagi yang tidak terbaca")

    def handle(self, *args: Any, **options: Any) -> None:
        """Until nothing is owed; may be stopped and started again at any time."""
        if options["ulang"]:
            self.stdout.write(f"{file_text.try_again()} berkas dicoba lagi.")
        while (pages := file_text.read_owed(timezone.now())) or self._is_more_owed():
            if pages:
                self.stdout.write(f"{pages} halaman terbaca.")
        self.stdout.write(file_text.health(timezone.now()).detail)

    def _is_more_owed(self) -> bool:
        """After a sweep without a page: behind files that all failed may be good ones, or the worker is reading."""
        if not file_text.owed(timezone.now()):
            return False
        time.sleep(PAUSE)
        return True

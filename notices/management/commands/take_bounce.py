import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from notices.domain import bounces


class Command(BaseCommand):
    help = "Membaca satu surel pantulan dari masukan baku; untuk pipa server surat."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--recipient", default="", help="alamat penerima pada amplop (Postfix: ${recipient})")

    def handle(self, *args: Any, **options: Any) -> None:
        """Ends well for mail that is none of ours too: an error would make the mail server return it once more."""
        report = bounces.take(sys.stdin.buffer.read(), now=timezone.now(), sent_to=options["recipient"])
        self.stdout.write(f"pesan {report.notice.pk} tidak sampai" if report else "bukan pantulan pesan kita")

"""``manage.py start_register``: the first government and its administrator on a new installation."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from accounts.domain.founding import found_government
from accounts.enums import Level, TimeZone


class Command(BaseCommand):
    help = "Catat pemerintah daerah, bagian kerja samanya, dan administrator pertama."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--code", required=True, help="kode Kemendagri, misalnya 64.72")
        parser.add_argument("--name", required=True, help="misalnya 'Kota Tirtaraya'")
        parser.add_argument("--level", required=True, choices=Level.values)
        parser.add_argument("--head-title", required=True, help="Gubernur, Bupati, atau Wali Kota")
        parser.add_argument("--seat", required=True, help="tempat kedudukan")
        parser.add_argument("--time-zone", default=TimeZone.WIB.value, choices=TimeZone.values)
        parser.add_argument("--secretariat", default="Bagian Kerja Sama")
        parser.add_argument("--admin-email", required=True)
        parser.add_argument("--admin-name", required=True)

    def handle(self, *args: Any, **options: Any) -> None:
        names = ("code", "name", "level", "head_title", "seat", "time_zone", "secretariat", "admin_email", "admin_name")
        try:
            government, admin = found_government(**{name: options[name] for name in names}, today=timezone.localdate())
        except ValidationError as error:
            raise CommandError("; ".join(error.messages)) from None
        self.stdout.write(
            f"{government.official_name} tercatat. {admin.name} masuk lewat “Lupa kata sandi” dengan {admin.email}."
        )

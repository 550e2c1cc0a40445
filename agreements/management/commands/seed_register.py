"""``manage.py seed_register --count N``: plausible public documents for measuring, never for a real register."""

import time
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.enums import Level
from accounts.models import Government, User
from agreements import seeding
from agreements.domain import rollups
from agreements.models import Agreement


class Command(BaseCommand):
    help = "Fills the register with N invented public agreements, for measuring"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--count", type=int, default=10_000, help="how many agreements")
        parser.add_argument(
            "--government", default="", help="code of the government; default: the first, or an invented one"
        )
        parser.add_argument("--yes", action="store_true", help="also outside DEMO and DEBUG")

    def handle(self, *args: Any, **options: Any) -> None:
        if not (settings.DEMO or settings.DEBUG or options["yes"]):
            raise CommandError(
                _("Register ini bukan peragaan. Tambahkan --yes bila memang hendak diisi dengan data rekaan.")
            )
        if options["count"] < 1:
            raise CommandError(_("Jumlah naskah paling sedikit satu."))
        began = time.monotonic()
        government = self._government(options["government"])
        by, _made = User.objects.get_or_create(
            email="pengukuran@tirtaraya.example", defaults={"name": "Pengukuran", "is_active": False}
        )
        seeding.fill(government, count=options["count"], today=government.today(timezone.now()), by=by)
        rollups.renew()
        total = Agreement.objects.filter(government=government).count()
        self.stdout.write(f"{options['count']} naskah dalam {time.monotonic() - began:.1f} detik; kini {total}.")

    def _government(self, code: str) -> Government:
        if code:
            try:
                return Government.objects.get(code=code)
            except Government.DoesNotExist:
                raise CommandError(_("Tidak ada pemerintah daerah dengan kode %(code)s.") % {"code": code}) from None
        found = Government.objects.order_by("pk").first()
        return found or Government.objects.create(
            code="99.71", name="Kota Tirtaraya", level=Level.KOTA, head_title="Wali Kota", seat="Tirtaraya"
        )

"""``manage.py seed_demo``: Kota Tirtaraya, in every phase, for people who look around."""

import os
import secrets
import time
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from accounts.models import Government
from workspace.demo.build import DOMAIN, build
from workspace.demo.town import PEOPLE


class Command(BaseCommand):
    help = "Isi basis data kosong dengan data contoh Kota Tirtaraya (rekaan)."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("Data contoh hanya untuk pemasangan dengan DEMO=true.")
        if Government.objects.exists():
            raise CommandError("Basis data sudah berisi pemerintah daerah; data contoh tidak ditambahkan.")
        password = os.environ.get("DEMO_PASSWORD") or secrets.token_urlsafe(9)
        began = time.monotonic()
        place = build(password=password, now=timezone.now())
        spent = time.monotonic() - began
        self.stderr.write(f"{len(place.papers)} naskah contoh dibuat dalam {spent:.1f} detik.")
        width = max(len(person.account) for person in PEOPLE) + len(DOMAIN) + 1
        self.stdout.write("Akun contoh (semua dengan kata sandi yang sama):")
        for person in PEOPLE:
            self.stdout.write(f"  {f'{person.account}@{DOMAIN}':<{width}}  {person.role.label} – {person.position}")
        self.stdout.write(f"  Kata sandi: {password}")

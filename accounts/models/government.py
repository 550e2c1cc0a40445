import datetime as dt
import re
from zoneinfo import ZoneInfo

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.enums import Level, TimeZone

# Kota, Kabupaten and Provinsi belong to the region; Daerah Istimewa and Daerah Khusus belong to the name.
_LEVEL_IN_NAME = re.compile(r"^(Kota|Kabupaten|Provinsi|Daerah(?! (Istimewa|Khusus)\b))\s+")


class Government(models.Model):
    """A local government (pemerintah daerah) whose register this is."""

    code = models.CharField(
        _("kode wilayah"), max_length=13, unique=True, help_text=_("Kode Kemendagri, misalnya 64.72.")
    )
    name = models.CharField(_("nama daerah"), max_length=150, help_text=_("Misalnya Kota Tirtaraya."))
    level = models.CharField(_("tingkat"), max_length=10, choices=Level)
    head_title = models.CharField(_("sebutan kepala daerah"), max_length=60, help_text=_("Misalnya Wali Kota."))
    seat = models.CharField(_("tempat kedudukan"), max_length=100)
    address = models.CharField(_("alamat kantor"), max_length=300, blank=True)
    contact_email = models.EmailField(
        _("surel Bagian Kerja Sama"), blank=True, help_text=_("Jawaban atas surel pemberitahuan sampai ke alamat ini.")
    )
    time_zone = models.CharField(_("zona waktu"), max_length=20, choices=TimeZone, default=TimeZone.WIB)
    crest = models.FileField(_("lambang daerah"), upload_to="lambang/", blank=True)
    ending_soon_days = models.PositiveSmallIntegerField(
        _("akan berakhir (hari)"), default=90, help_text=_("Naskah disebut akan berakhir bila sisa harinya sekian.")
    )
    decide_days = models.PositiveSmallIntegerField(
        _("keputusan kelanjutan (hari)"),
        default=60,
        help_text=_("Sekian hari sebelum berakhir, kelanjutan naskah dalam negeri harus sudah diputuskan."),
    )
    decide_days_foreign = models.PositiveSmallIntegerField(
        _("keputusan kelanjutan luar negeri (hari)"),
        null=True,
        blank=True,
        help_text=_("Bila kosong: enam bulan kalender, menurut Permendagri 25/2020 Pasal 33."),
    )
    cuti_bersama_is_off = models.BooleanField(
        _("cuti bersama bukan hari kerja"),
        default=True,
        help_text=_("Hari cuti bersama tidak dihitung dalam tenggat yang memakai hari kerja."),
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("pemerintah daerah")
        verbose_name_plural = _("pemerintah daerah")
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name

    @property
    def official_name(self) -> str:
        """The name as a party: ``Pemerintah Kota Tirtaraya``."""
        return f"Pemerintah {self.name}"

    @property
    def head_position(self) -> str:
        """Its head by office: ``Wali Kota Tirtaraya``, ``Bupati Bogor`` (whose seat is Cibinong)."""
        return f"{self.head_title} {_LEVEL_IN_NAME.sub('', self.name)}"

    def today(self, now: dt.datetime | None = None) -> dt.date:
        """The civil date in this government's own time zone."""
        return timezone.localdate(now, ZoneInfo(self.time_zone))

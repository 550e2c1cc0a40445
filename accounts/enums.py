"""Levels of government, roles of people, kinds of units."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Level(models.TextChoices):
    """Level of a local government (UU 23/2014 Pasal 2)."""

    PROVINSI = "provinsi", _("Provinsi")
    KABUPATEN = "kabupaten", _("Kabupaten")
    KOTA = "kota", _("Kota")


class TimeZone(models.TextChoices):
    """The three civil times of Indonesia."""

    WIB = "Asia/Jakarta", _("WIB (UTC+7)")
    WITA = "Asia/Makassar", _("WITA (UTC+8)")
    WIT = "Asia/Jayapura", _("WIT (UTC+9)")


class Role(models.TextChoices):
    """What a membership lets a person do in one government."""

    STAF = "staf", _("Staf Bagian Kerja Sama")
    PENGUSUL = "pengusul", _("Pengusul (perangkat daerah)")
    TKKSD = "tkksd", _("Anggota TKKSD")
    PIMPINAN = "pimpinan", _("Pimpinan")
    AUDITOR = "auditor", _("Auditor (inspektorat)")
    ADMIN = "admin", _("Administrator")


class UnitKind(models.TextChoices):
    """Kinds of perangkat daerah (PP 18/2016 names)."""

    SEKRETARIAT_DAERAH = "sekretariat_daerah", _("Sekretariat Daerah")
    BAGIAN = "bagian", _("Bagian/Biro Sekretariat Daerah")
    SEKRETARIAT_DPRD = "sekretariat_dprd", _("Sekretariat DPRD")
    INSPEKTORAT = "inspektorat", _("Inspektorat")
    DINAS = "dinas", _("Dinas")
    BADAN = "badan", _("Badan")
    KECAMATAN = "kecamatan", _("Kecamatan")
    LAINNYA = "lainnya", _("Lainnya")


class DayUnit(models.TextChoices):
    """Permendagri 22/2020 counts hari; Permendagri 25/2020 says hari kerja where it means working days."""

    HARI = "hari", _("hari")
    HARI_KERJA = "hari_kerja", _("hari kerja")


class HolidayKind(models.TextChoices):
    """As the SKB 3 Menteri of each year names them."""

    LIBUR_NASIONAL = "libur_nasional", _("Libur nasional")
    CUTI_BERSAMA = "cuti_bersama", _("Cuti bersama")

"""TKKSD's closed lists (Permendagri 22/2020 Pasal 46–49)."""

from enum import nonmember

from django.db import models
from django.utils.translation import gettext_lazy as _


class SeatKind(models.TextChoices):
    """Kedudukan dalam tim. Ketua is the Sekda, sekretaris the head of the Bagian (P22 Pasal 47)."""

    PENGARAH = "pengarah", _("Pengarah")
    KETUA = "ketua", _("Ketua")
    WAKIL_KETUA = "wakil_ketua", _("Wakil Ketua")
    SEKRETARIS = "sekretaris", _("Sekretaris")
    ANGGOTA_TETAP = "anggota_tetap", _("Anggota tetap")
    ANGGOTA_TIDAK_TETAP = "anggota_tidak_tetap", _("Anggota tidak tetap")
    TENAGA_AHLI = "tenaga_ahli", _("Tenaga ahli")

    CONCLUDES = nonmember(frozenset({"ketua", "wakil_ketua", "sekretaris"}))


class Stance(models.TextChoices):
    """A member's overall position on a draft."""

    SETUJU = "setuju", _("Setuju")
    SETUJU_DENGAN_CATATAN = "setuju_dengan_catatan", _("Setuju dengan catatan")
    PERLU_PERBAIKAN = "perlu_perbaikan", _("Perlu perbaikan")
    TIDAK_SETUJU = "tidak_setuju", _("Tidak setuju")
    ABSTAIN = "abstain", _("Abstain")


class Conclusion(models.TextChoices):
    """How the chair or secretary closes a round. TKKSD recommends; the Kepala Daerah signs."""

    REKOMENDASI = "rekomendasi", _("Direkomendasikan")
    REKOMENDASI_DENGAN_CATATAN = "rekomendasi_dengan_catatan", _("Direkomendasikan dengan catatan")
    PERBAIKI = "perbaiki", _("Dikembalikan untuk diperbaiki")
    TIDAK_DIREKOMENDASIKAN = "tidak_direkomendasikan", _("Tidak direkomendasikan")

    ACTIONS = nonmember(
        {
            "rekomendasi": "recommend",
            "rekomendasi_dengan_catatan": "recommend",
            "perbaiki": "revise",
            "tidak_direkomendasikan": "decline",
        }
    )

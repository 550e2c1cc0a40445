"""TKKSD's closed lists (Permendagri 22/2020 Pasal 46–49)."""

from enum import nonmember

from django.db import models
from django.utils.translation import gettext_lazy as _


class TeamKind(models.TextChoices):
    """TKKSD, or the Tim Teknis that stands beside it where a region has one."""

    TKKSD = "tkksd", _("TKKSD")
    TIM_TEKNIS = "tim_teknis", _("Tim Teknis")


class SeatKind(models.TextChoices):
    """Kedudukan dalam tim. Ketua is the Sekda, sekretaris the head of the Bagian (P22 Pasal 47). In order of rank."""

    PENGARAH = "pengarah", _("Pengarah")
    KETUA = "ketua", _("Ketua")
    WAKIL_KETUA = "wakil_ketua", _("Wakil Ketua")
    SEKRETARIS = "sekretaris", _("Sekretaris")
    ANGGOTA_TETAP = "anggota_tetap", _("Anggota tetap")
    ANGGOTA_TIDAK_TETAP = "anggota_tidak_tetap", _("Anggota tidak tetap")
    TENAGA_AHLI = "tenaga_ahli", _("Tenaga ahli")

    CONCLUDES = nonmember(frozenset({"ketua", "wakil_ketua", "sekretaris"}))
    MEMBERS = nonmember(frozenset({"anggota_tetap", "anggota_tidak_tetap"}))


class Stance(models.TextChoices):
    """A member's overall position on a draft."""

    SETUJU = "setuju", _("Setuju")
    SETUJU_DENGAN_CATATAN = "setuju_dengan_catatan", _("Setuju dengan catatan")
    PERLU_PERBAIKAN = "perlu_perbaikan", _("Perlu perbaikan")
    TIDAK_SETUJU = "tidak_setuju", _("Tidak setuju")
    ABSTAIN = "abstain", _("Abstain")

    WITHOUT_NOTE = nonmember(frozenset({"setuju", "abstain"}))
    # How each is marked on a page: tone and icon, always beside the word.
    MARKS = nonmember(
        {
            "setuju": ("ok", "hand-thumbs-up"),
            "setuju_dengan_catatan": ("info", "chat-left-text"),
            "perlu_perbaikan": ("warn", "pencil"),
            "tidak_setuju": ("danger", "hand-thumbs-down"),
            "abstain": ("muted", "dash-circle"),
        }
    )


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
    MARKS = nonmember(
        {
            "rekomendasi": ("ok", "patch-check"),
            "rekomendasi_dengan_catatan": ("info", "chat-left-text"),
            "perbaiki": ("warn", "arrow-return-left"),
            "tidak_direkomendasikan": ("danger", "x-circle"),
        }
    )


class Finding(models.TextChoices):
    """What one line of the checklist came to."""

    TERPENUHI = "terpenuhi", _("Terpenuhi")
    BELUM = "belum", _("Belum terpenuhi")
    TIDAK_BERLAKU = "tidak_berlaku", _("Tidak berlaku")


class Advice(models.TextChoices):
    """What the Tim Teknis says about a proposal."""

    LAYAK = "layak", _("Layak")
    PERBAIKI = "perbaiki", _("Perlu perbaikan")
    TIDAK_LAYAK = "tidak_layak", _("Tidak layak")


class MeetingKind(models.TextChoices):
    """Pleno is the highest forum, at least once a year; teknis the routine one (P22 Pasal 48–49)."""

    PLENO = "pleno", _("Rapat pleno")
    TEKNIS = "teknis", _("Rapat teknis")


class Presence(models.TextChoices):
    """How an invited person took part."""

    HADIR = "hadir", _("Hadir")
    DIWAKILI = "diwakili", _("Diwakili")
    IZIN = "izin", _("Izin")
    TIDAK_HADIR = "tidak_hadir", _("Tidak hadir")

    COUNTED = nonmember(frozenset({"hadir", "diwakili"}))


class PaperKind(models.TextChoices):
    """Signed papers of a meeting."""

    UNDANGAN = "undangan", _("Undangan")
    DAFTAR_HADIR = "daftar_hadir", _("Daftar hadir")
    NOTULA = "notula", _("Notula")
    BERITA_ACARA = "berita_acara", _("Berita acara")
    REKOMENDASI = "rekomendasi", _("Rekomendasi")
    LAINNYA = "lainnya", _("Lainnya")

"""Kinds of partner (domain: PP 28/2018 Pasal 14, 36; Permendagri 22/2020; Permendagri 25/2020)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class PartnerKind(models.TextChoices):
    """What the partner is. It suggests a kind of cooperation, it never decides it."""

    PEMDA_PROVINSI = "pemda_provinsi", _("Pemerintah provinsi")
    PEMDA_KABUPATEN = "pemda_kabupaten", _("Pemerintah kabupaten")
    PEMDA_KOTA = "pemda_kota", _("Pemerintah kota")
    KEMENTERIAN = "kementerian", _("Kementerian")
    LPNK = "lpnk", _("Lembaga pemerintah nonkementerian")
    INSTANSI_VERTIKAL = "instansi_vertikal", _("Instansi vertikal")
    TNI = "tni", _("Tentara Nasional Indonesia")
    POLRI = "polri", _("Kepolisian Negara Republik Indonesia")
    LEMBAGA_NEGARA_LAIN = "lembaga_negara_lain", _("Lembaga negara lain (BI, OJK)")
    PTN = "ptn", _("Perguruan tinggi negeri")
    BPJS = "bpjs", _("Badan penyelenggara jaminan sosial")
    PERSEORANGAN = "perseorangan", _("Perseorangan")
    BUMN = "bumn", _("Badan usaha milik negara")
    BUMD = "bumd", _("Badan usaha milik daerah")
    KOPERASI = "koperasi", _("Koperasi")
    BADAN_USAHA_SWASTA = "badan_usaha_swasta", _("Badan usaha swasta berbadan hukum")
    PTS = "pts", _("Perguruan tinggi swasta")
    YAYASAN = "yayasan", _("Yayasan")
    PERKUMPULAN = "perkumpulan", _("Perkumpulan")
    ORMAS_TIDAK_BERBADAN_HUKUM = "ormas_tidak_berbadan_hukum", _("Organisasi kemasyarakatan tidak berbadan hukum")
    MEDIA = "media", _("Media")
    ASOSIASI_PROFESI = "asosiasi_profesi", _("Asosiasi profesi")
    PEMDA_LUAR_NEGERI = "pemda_luar_negeri", _("Pemerintah daerah di luar negeri")
    ORGANISASI_INTERNASIONAL = "organisasi_internasional", _("Organisasi internasional")
    LEMBAGA_NONPROFIT_ASING = "lembaga_nonprofit_asing", _("Lembaga nonprofit asing")
    MITRA_PEMBANGUNAN = "mitra_pembangunan", _("Mitra pembangunan luar negeri")
    LEMBAGA_PENDIDIKAN_ASING = "lembaga_pendidikan_asing", _("Lembaga pendidikan asing")
    LEMBAGA_ASING_LAIN = "lembaga_asing_lain", _("Lembaga asing lain")

    @property
    def is_region(self) -> bool:
        """A domestic region: must carry a Kemendagri code."""
        return self in {PartnerKind.PEMDA_PROVINSI, PartnerKind.PEMDA_KABUPATEN, PartnerKind.PEMDA_KOTA}

    @property
    def is_foreign(self) -> bool:
        """A body abroad: must carry a country other than Indonesia, save for bodies that sit here."""
        return self in FOREIGN_KINDS


FOREIGN_KINDS = frozenset(
    {
        PartnerKind.PEMDA_LUAR_NEGERI,
        PartnerKind.ORGANISASI_INTERNASIONAL,
        PartnerKind.LEMBAGA_NONPROFIT_ASING,
        PartnerKind.MITRA_PEMBANGUNAN,
        PartnerKind.LEMBAGA_PENDIDIKAN_ASING,
        PartnerKind.LEMBAGA_ASING_LAIN,
    }
)

# Bodies from abroad that may have their seat here, so Indonesia may be their country.
SEATED_HERE = frozenset({PartnerKind.ORGANISASI_INTERNASIONAL, PartnerKind.LEMBAGA_NONPROFIT_ASING})

# How the kinds are offered: in families, in the order of the law (KSDD, Sinergi, KSDPK, abroad).
KIND_GROUPS = (
    (
        _("Pemerintah daerah"),
        (PartnerKind.PEMDA_PROVINSI, PartnerKind.PEMDA_KABUPATEN, PartnerKind.PEMDA_KOTA),
    ),
    (
        _("Pemerintah pusat dan lembaga negara"),
        (
            PartnerKind.KEMENTERIAN,
            PartnerKind.LPNK,
            PartnerKind.INSTANSI_VERTIKAL,
            PartnerKind.TNI,
            PartnerKind.POLRI,
            PartnerKind.LEMBAGA_NEGARA_LAIN,
            PartnerKind.PTN,
            PartnerKind.BPJS,
        ),
    ),
    (
        _("Badan usaha, lembaga, dan perseorangan"),
        (
            PartnerKind.BUMN,
            PartnerKind.BUMD,
            PartnerKind.BADAN_USAHA_SWASTA,
            PartnerKind.KOPERASI,
            PartnerKind.PTS,
            PartnerKind.YAYASAN,
            PartnerKind.PERKUMPULAN,
            PartnerKind.ORMAS_TIDAK_BERBADAN_HUKUM,
            PartnerKind.ASOSIASI_PROFESI,
            PartnerKind.MEDIA,
            PartnerKind.PERSEORANGAN,
        ),
    ),
    (
        _("Luar negeri"),
        (
            PartnerKind.PEMDA_LUAR_NEGERI,
            PartnerKind.ORGANISASI_INTERNASIONAL,
            PartnerKind.LEMBAGA_NONPROFIT_ASING,
            PartnerKind.MITRA_PEMBANGUNAN,
            PartnerKind.LEMBAGA_PENDIDIKAN_ASING,
            PartnerKind.LEMBAGA_ASING_LAIN,
        ),
    ),
)


def kind_choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """The kinds in families, for a ``<select>`` with groups."""
    return [(str(family), [(kind.value, str(kind.label)) for kind in kinds]) for family, kinds in KIND_GROUPS]

"""Forms, kinds, phases and the other closed lists of the register, with the article each comes from."""

from enum import nonmember

from django.db import models
from django.utils.translation import gettext_lazy as _


class Form(models.TextChoices):
    """Bentuk naskah: what kind of document it is (Permendagri 22/2020 Pasal 1; Permendagri 25/2020 Pasal 1)."""

    KESEPAKATAN_BERSAMA = "kesepakatan_bersama", _("Kesepakatan Bersama")
    PERJANJIAN_KERJA_SAMA = "perjanjian_kerja_sama", _("Perjanjian Kerja Sama")
    KONTRAK = "kontrak", _("Kontrak")
    NOTA_KESEPAKATAN = "nota_kesepakatan", _("Nota Kesepakatan")
    RENCANA_KERJA = "rencana_kerja", _("Rencana Kerja")
    PERNYATAAN_KEHENDAK = "pernyataan_kehendak", _("Pernyataan Kehendak Kerja Sama (LoI)")
    RENCANA_KERJA_SAMA = "rencana_kerja_sama", _("Rencana Kerja Sama")
    NASKAH_KERJA_SAMA = "naskah_kerja_sama", _("Naskah Kerja Sama (MoU)")
    RENCANA_KEGIATAN_TAHUNAN = "rencana_kegiatan_tahunan", _("Rencana Kegiatan Tahunan")
    IMPLEMENTING_ARRANGEMENT = "implementing_arrangement", _("Pengaturan Pelaksanaan (IA)")
    ADDENDUM = "addendum", _("Addendum")
    PERPANJANGAN = "perpanjangan", _("Perpanjangan")
    PERJANJIAN_TEKNIS = "perjanjian_teknis", _("Perjanjian Teknis")

    # Signed by the Kepala Daerah alone (P22 Pasal 9, 32, 57; P25 Pasal 2, 13).
    HEAD_ONLY = nonmember(
        frozenset(
            {"kesepakatan_bersama", "nota_kesepakatan", "rencana_kerja", "pernyataan_kehendak", "naskah_kerja_sama"}
        )
    )
    # Made anew when they lapse, never prolonged (P25 Pasal 13, 15, 26): nobody decides about their end.
    REDONE = nonmember(frozenset({"pernyataan_kehendak", "rencana_kerja_sama", "rencana_kegiatan_tahunan"}))
    # The letters used in register numbers and lists.
    CODES = nonmember(
        {
            "kesepakatan_bersama": "KB",
            "perjanjian_kerja_sama": "PKS",
            "kontrak": "KTR",
            "nota_kesepakatan": "NK",
            "rencana_kerja": "RK",
            "pernyataan_kehendak": "LOI",
            "rencana_kerja_sama": "RKS",
            "naskah_kerja_sama": "MOU",
            "rencana_kegiatan_tahunan": "RKT",
            "implementing_arrangement": "IA",
            "addendum": "ADD",
            "perpanjangan": "PPJ",
            "perjanjian_teknis": "PERTEK",
        }
    )

    @property
    def code(self) -> str:
        """Short code as used in numbers: KB, PKS, NK …"""
        return self.CODES[self.value]


class CooperationKind(models.TextChoices):
    """Jenis kerja sama: which law's procedure applies (UU 23/2014 Pasal 363; P22; P25)."""

    KSDD_WAJIB = "ksdd_wajib", _("Kerja Sama Wajib dengan Daerah Lain")
    KSDD_SUKARELA = "ksdd_sukarela", _("Kerja Sama Sukarela dengan Daerah Lain")
    KSDPK = "ksdpk", _("Kerja Sama dengan Pihak Ketiga")
    SINERGI = "sinergi", _("Sinergi dengan Pemerintah Pusat")
    KSDPL = "ksdpl", _("Kerja Sama dengan Pemerintah Daerah di Luar Negeri")
    KSDLL_LAINNYA = "ksdll_lainnya", _("Kerja Sama dengan Lembaga di Luar Negeri")
    KSDLL_PENERUSAN = "ksdll_penerusan", _("Kerja Sama Lembaga Luar Negeri – Penerusan Kerja Sama Pemerintah")

    FOREIGN = nonmember(frozenset({"ksdpl", "ksdll_lainnya", "ksdll_penerusan"}))
    KSDD = nonmember(frozenset({"ksdd_wajib", "ksdd_sukarela"}))
    SHORT = nonmember(
        {
            "ksdd_wajib": "KSDD wajib",
            "ksdd_sukarela": "KSDD sukarela",
            "ksdpk": "KSDPK",
            "sinergi": "Sinergi",
            "ksdpl": "KSDPL",
            "ksdll_lainnya": "KSDLL",
            "ksdll_penerusan": "KSDLL penerusan",
        }
    )

    @property
    def is_foreign(self) -> bool:
        """KSDPL and KSDLL, governed by Permendagri 25/2020."""
        return self.value in self.FOREIGN

    @property
    def short(self) -> str:
        """The abbreviation officials use: KSDD wajib, KSDPK, Sinergi …"""
        return self.SHORT[self.value]


class KsdpkKind(models.TextChoices):
    """Jenis KSDPK (PP 28/2018 Pasal 15). All but the first follow rules of their own."""

    PELAYANAN_PUBLIK = "pelayanan_publik", _("Penyediaan pelayanan publik")
    PENGELOLAAN_ASET = "pengelolaan_aset", _("Pengelolaan aset")
    INVESTASI = "investasi", _("Kerja sama investasi")
    LAINNYA_INFRASTRUKTUR = "lainnya_infrastruktur", _("Penyediaan infrastruktur (KPBU)")
    LAINNYA_PENGADAAN = "lainnya_pengadaan", _("Pengadaan barang dan jasa")
    BLUD = "blud", _("Kerja sama Badan Layanan Umum Daerah (BLUD)")
    HIBAH = "hibah", _("Hibah")


class Phase(models.TextChoices):
    """Where the document stands. Stored, and moved only by ``agreements.domain.workflow.perform``."""

    DRAF = "draf", _("Draf")
    DIAJUKAN = "diajukan", _("Diajukan")
    DITELAAH = "ditelaah", _("Ditelaah TKKSD")
    DIKEMBALIKAN = "dikembalikan", _("Dikembalikan")
    DIREKOMENDASIKAN = "direkomendasikan", _("Direkomendasikan")
    DITANDATANGANI = "ditandatangani", _("Ditandatangani")
    DITOLAK = "ditolak", _("Tidak direkomendasikan")
    DIBATALKAN = "dibatalkan", _("Dibatalkan")
    DIAKHIRI = "diakhiri", _("Diakhiri")
    DIGANTIKAN = "digantikan", _("Digantikan")

    EDITABLE = nonmember(frozenset({"draf", "dikembalikan"}))
    OPEN = nonmember(frozenset({"draf", "diajukan", "ditelaah", "dikembalikan", "direkomendasikan"}))
    SIGNED = nonmember(frozenset({"ditandatangani", "diakhiri", "digantikan"}))


class Validity(models.TextChoices):
    """Keadaan: whether it is in force today. Never stored; follows from dates, phase and today."""

    BELUM_BERLAKU = "belum_berlaku", _("Belum berlaku")
    BERLAKU = "berlaku", _("Berlaku")
    AKAN_BERAKHIR = "akan_berakhir", _("Akan berakhir")
    BERAKHIR = "berakhir", _("Berakhir")
    DIAKHIRI = "diakhiri", _("Diakhiri")
    DIGANTIKAN = "digantikan", _("Digantikan")
    DALAM_PROSES = "dalam_proses", _("Dalam proses")


class Relation(models.TextChoices):
    """How a document of the tree relates to its parent (P22 Pasal 9, 15, 32, 37, 58)."""

    TURUNAN = "turunan", _("Turunan")
    ADDENDUM = "addendum", _("Addendum")
    PERPANJANGAN = "perpanjangan", _("Perpanjangan")
    PENGGANTIAN = "penggantian", _("Penggantian")

    MOVES_END = nonmember(frozenset({"addendum", "perpanjangan"}))


class EndChoice(models.TextChoices):
    """What is to become of a document whose term ends."""

    PERPANJANG = "perpanjang", _("Perpanjang")
    UBAH = "ubah", _("Ubah dengan addendum")
    GANTI = "ganti", _("Ganti dengan naskah baru")
    AKHIRI = "akhiri", _("Akhiri lebih awal")
    BIARKAN_BERAKHIR = "biarkan_berakhir", _("Biarkan berakhir")

    # What follows from the choice: a child of this relation; the others need none.
    FOLLOWED_BY = nonmember({"perpanjang": "perpanjangan", "ubah": "addendum", "ganti": "penggantian"})


class Initiator(models.TextChoices):
    """Who took the initiative."""

    KAMI = "kami", _("Pemerintah daerah")
    MITRA = "mitra", _("Mitra")


class Funding(models.TextChoices):
    """Sumber pembiayaan, as registers record it."""

    APBN = "apbn", _("APBN")
    APBD = "apbd", _("APBD")
    PIHAK_KETIGA = "pihak_ketiga", _("Pihak ketiga")
    PARA_PIHAK = "para_pihak", _("Para pihak")
    HIBAH = "hibah", _("Hibah")
    LAINNYA = "lainnya", _("Sesuai ketentuan peraturan perundang-undangan")


class Precision(models.TextChoices):
    """How exactly an old paper tells a date. A month or year is stored as its first day (its last for an end)."""

    DAY = "hari", _("Tanggal lengkap")
    MONTH = "bulan", _("Bulan dan tahun")
    YEAR = "tahun", _("Tahun saja")


class TermRule(models.TextChoices):
    """How the text says when it ends."""

    TETAP = "tetap", _("Sampai tanggal tertentu")
    SAMPAI_SELESAI = "sampai_selesai", _("Sampai pekerjaan selesai")
    TIDAK_DITENTUKAN = "tidak_ditentukan", _("Tidak ditentukan")


class DurationUnit(models.TextChoices):
    HARI = "hari", _("hari")
    BULAN = "bulan", _("bulan")
    TAHUN = "tahun", _("tahun")


class Capacity(models.TextChoices):
    """In which capacity a person signs. Plt., Plh. and Pj. are capacities, never part of the name."""

    KEPALA_DAERAH = "kepala_daerah", _("Kepala Daerah")
    PJ = "pj", _("Penjabat (Pj.) Kepala Daerah")
    PLT = "plt", _("Pelaksana Tugas (Plt.)")
    PLH = "plh", _("Pelaksana Harian (Plh.)")
    KUASA = "kuasa", _("Penerima kuasa")
    PIMPINAN_PIHAK_KETIGA = "pimpinan_pihak_ketiga", _("Pimpinan pihak ketiga")
    KUASA_KL = "kuasa_kl", _("Pejabat yang diberi kuasa kementerian/lembaga")
    LAINNYA = "lainnya", _("Lainnya")

    HEAD = nonmember(frozenset({"kepala_daerah", "pj", "plt", "plh"}))
    BY_POWER = nonmember(frozenset({"kuasa", "kuasa_kl"}))


class SigningMethod(models.TextChoices):
    BASAH = "basah", _("Tanda tangan basah")
    TTE = "tte", _("Tanda tangan elektronik")
    CAMPURAN = "campuran", _("Campuran")


class Meterai(models.TextChoices):
    TEMPEL = "tempel", _("Meterai tempel")
    ELEKTRONIK = "elektronik", _("Meterai elektronik")
    TIDAK_PERLU = "tidak_perlu", _("Tidak perlu")


class EndReason(models.TextChoices):
    """Why it ended (PP 28/2018 Pasal 9, 22; P25 Pasal 34). Never a change of leadership (Pasal 9 ayat 2)."""

    JANGKA_WAKTU = "jangka_waktu", _("Berakhirnya jangka waktu")
    TUJUAN_TERCAPAI = "tujuan_tercapai", _("Tujuan telah tercapai")
    KESEPAKATAN = "kesepakatan", _("Kesepakatan para pihak untuk mengakhiri")
    PERUBAHAN_KEBIJAKAN = "perubahan_kebijakan", _("Perubahan kebijakan berdasarkan peraturan perundang-undangan")
    OBJEK_HILANG = "objek_hilang", _("Objek hilang atau musnah")
    PUTUSAN_PENGADILAN = "putusan_pengadilan", _("Putusan pengadilan berkekuatan hukum tetap")
    PAILIT = "pailit", _("Pihak ketiga dinyatakan pailit")
    DIGANTI = "diganti", _("Dibuat kesepakatan baru yang menggantikan")

    @classmethod
    def for_kind(cls, kind: str) -> list["EndReason"]:
        """The reasons the law gives for this kind of cooperation (domain digest 4.8)."""
        domestic = [cls.JANGKA_WAKTU, cls.TUJUAN_TERCAPAI, cls.KESEPAKATAN, cls.PERUBAHAN_KEBIJAKAN, cls.OBJEK_HILANG]
        if kind == CooperationKind.KSDPK:
            return [*domestic, cls.PUTUSAN_PENGADILAN, cls.PAILIT]
        if kind in CooperationKind.FOREIGN:
            return [cls.JANGKA_WAKTU, cls.TUJUAN_TERCAPAI, cls.KESEPAKATAN, cls.DIGANTI]
        return domestic


class Visibility(models.TextChoices):
    """Who may see it (UU 14/2008 Pasal 11 and 17). ``rahasia`` needs a recorded uji konsekuensi."""

    PUBLIK = "publik", _("Publik")
    TERBATAS = "terbatas", _("Terbatas")
    RAHASIA = "rahasia", _("Rahasia (dikecualikan)")


class FileKind(models.TextChoices):
    """What a stored file is to its agreement."""

    DRAF = "draf", _("Rancangan naskah")
    KAK = "kak", _("Kerangka Acuan Kerja")
    STUDI_KELAYAKAN = "studi_kelayakan", _("Studi kelayakan")
    SURAT = "surat", _("Surat")
    PINDAIAN = "pindaian", _("Pindaian naskah bertanda tangan")
    SALINAN_PUBLIK = "salinan_publik", _("Salinan publik (sudah disamarkan)")
    SURAT_KUASA = "surat_kuasa", _("Surat kuasa")
    DOKUMEN_PENGAKHIRAN = "dokumen_pengakhiran", _("Dokumen pengakhiran")
    BUKTI = "bukti", _("Bukti tahapan")
    CETAKAN = "cetakan", _("Cetakan sistem")
    LAMPIRAN = "lampiran", _("Lampiran")


class Reading(models.TextChoices):
    """How far the text of a stored file has been read."""

    MENUNGGU = "menunggu", _("Menunggu dibaca")
    TERBACA = "terbaca", _("Terbaca")
    PERLU_OCR = "perlu_ocr", _("Perlu OCR")
    GAGAL = "gagal", _("Tidak terbaca")


class Obstacle(models.TextChoices):
    """Why a file or one of its pages could not be read; the first three are codes of ``kerjasama.paper_text``."""

    LOCKED = "locked", _("terkunci kata sandi")
    BROKEN = "broken", _("rusak")
    SLOW = "slow", _("melewati batas waktu atau memori")
    LOST = "lost", _("isinya tidak ada dalam penyimpanan")
    ERROR = "error", _("pembacaannya berulang kali terhenti")


class Outcome(models.TextChoices):
    """What came out of a step of the procedure."""

    SELESAI = "selesai", _("Selesai")
    DISETUJUI = "disetujui", _("Disetujui")
    DISETUJUI_DENGAN_CATATAN = "disetujui_dengan_catatan", _("Disetujui dengan catatan")
    DITOLAK = "ditolak", _("Ditolak")
    DIANGGAP_DISETUJUI = "dianggap_disetujui", _("Dianggap disetujui")
    PERBAIKI = "perbaiki", _("Perlu perbaikan")
    TIDAK_DIJAWAB = "tidak_dijawab", _("Tidak dijawab")
    TIDAK_BERLAKU = "tidak_berlaku", _("Tidak berlaku untuk naskah ini")


class OfferKind(models.TextChoices):
    """What came in: an offer of another region (P22 Pasal 8), or an initiative of a third party (P22 Pasal 26, 31)."""

    PENAWARAN = "penawaran", _("Penawaran daerah lain")
    PRAKARSA = "prakarsa", _("Prakarsa pihak ketiga")


class OfferAnswer(models.TextChoices):
    """What we answered."""

    DITERIMA = "diterima", _("Diterima")
    DITOLAK = "ditolak", _("Ditolak")

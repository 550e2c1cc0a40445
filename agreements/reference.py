"""Reference lists: urusan pemerintahan (UU 23/2014 Pasal 12), SDGs, languages, and the kind a partner suggests."""

from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agreements.enums import CooperationKind
from partners.enums import PartnerKind


class Urusan(NamedTuple):
    """One urusan pemerintahan with its Kemendagri nomenclature code and group."""

    code: str
    name: str
    group: str


_DASAR = "Wajib, pelayanan dasar"
_BUKAN_DASAR = "Wajib, bukan pelayanan dasar"
_PILIHAN = "Pilihan"
_PENUNJANG = "Penunjang dan lainnya"

URUSAN: tuple[Urusan, ...] = (
    Urusan("1.01", "Pendidikan", _DASAR),
    Urusan("1.02", "Kesehatan", _DASAR),
    Urusan("1.03", "Pekerjaan umum dan penataan ruang", _DASAR),
    Urusan("1.04", "Perumahan rakyat dan kawasan permukiman", _DASAR),
    Urusan("1.05", "Ketenteraman, ketertiban umum, dan pelindungan masyarakat", _DASAR),
    Urusan("1.06", "Sosial", _DASAR),
    Urusan("2.07", "Tenaga kerja", _BUKAN_DASAR),
    Urusan("2.08", "Pemberdayaan perempuan dan pelindungan anak", _BUKAN_DASAR),
    Urusan("2.09", "Pangan", _BUKAN_DASAR),
    Urusan("2.10", "Pertanahan", _BUKAN_DASAR),
    Urusan("2.11", "Lingkungan hidup", _BUKAN_DASAR),
    Urusan("2.12", "Administrasi kependudukan dan pencatatan sipil", _BUKAN_DASAR),
    Urusan("2.13", "Pemberdayaan masyarakat dan Desa", _BUKAN_DASAR),
    Urusan("2.14", "Pengendalian penduduk dan keluarga berencana", _BUKAN_DASAR),
    Urusan("2.15", "Perhubungan", _BUKAN_DASAR),
    Urusan("2.16", "Komunikasi dan informatika", _BUKAN_DASAR),
    Urusan("2.17", "Koperasi, usaha kecil, dan menengah", _BUKAN_DASAR),
    Urusan("2.18", "Penanaman modal", _BUKAN_DASAR),
    Urusan("2.19", "Kepemudaan dan olah raga", _BUKAN_DASAR),
    Urusan("2.20", "Statistik", _BUKAN_DASAR),
    Urusan("2.21", "Persandian", _BUKAN_DASAR),
    Urusan("2.22", "Kebudayaan", _BUKAN_DASAR),
    Urusan("2.23", "Perpustakaan", _BUKAN_DASAR),
    Urusan("2.24", "Kearsipan", _BUKAN_DASAR),
    Urusan("3.25", "Kelautan dan perikanan", _PILIHAN),
    Urusan("3.26", "Pariwisata", _PILIHAN),
    Urusan("3.27", "Pertanian", _PILIHAN),
    Urusan("3.28", "Kehutanan", _PILIHAN),
    Urusan("3.29", "Energi dan sumber daya mineral", _PILIHAN),
    Urusan("3.30", "Perdagangan", _PILIHAN),
    Urusan("3.31", "Perindustrian", _PILIHAN),
    Urusan("3.32", "Transmigrasi", _PILIHAN),
    Urusan("4.01", "Sekretariat Daerah", _PENUNJANG),
    Urusan("4.02", "Sekretariat DPRD", _PENUNJANG),
    Urusan("5.01", "Perencanaan", _PENUNJANG),
    Urusan("5.02", "Keuangan", _PENUNJANG),
    Urusan("5.03", "Kepegawaian", _PENUNJANG),
    Urusan("5.04", "Pendidikan dan pelatihan", _PENUNJANG),
    Urusan("5.05", "Penelitian dan pengembangan", _PENUNJANG),
    Urusan("5.06", "Penghubung", _PENUNJANG),
    Urusan("5.07", "Pengelolaan perbatasan", _PENUNJANG),
    Urusan("6.01", "Inspektorat", _PENUNJANG),
    Urusan("7.01", "Kecamatan", _PENUNJANG),
    Urusan("8.01", "Kesatuan bangsa dan politik", _PENUNJANG),
    Urusan("9.99", "Lintas urusan", _PENUNJANG),
)
URUSAN_NAMES: dict[str, str] = {item.code: item.name for item in URUSAN}


def urusan_name(code: str) -> str:
    """The name of an urusan in the language of the page; the code itself where we know no name."""
    return _(URUSAN_NAMES[code]) if code in URUSAN_NAMES else code


def sdg_name(goal: int) -> str:
    """The short name of a goal in the language of the page."""
    return _(SDGS[goal])


SDGS: dict[int, str] = {
    1: "Tanpa Kemiskinan",
    2: "Tanpa Kelaparan",
    3: "Kehidupan Sehat dan Sejahtera",
    4: "Pendidikan Berkualitas",
    5: "Kesetaraan Gender",
    6: "Air Bersih dan Sanitasi Layak",
    7: "Energi Bersih dan Terjangkau",
    8: "Pekerjaan Layak dan Pertumbuhan Ekonomi",
    9: "Industri, Inovasi, dan Infrastruktur",
    10: "Berkurangnya Kesenjangan",
    11: "Kota dan Permukiman yang Berkelanjutan",
    12: "Konsumsi dan Produksi yang Bertanggung Jawab",
    13: "Penanganan Perubahan Iklim",
    14: "Ekosistem Lautan",
    15: "Ekosistem Daratan",
    16: "Perdamaian, Keadilan, dan Kelembagaan yang Tangguh",
    17: "Kemitraan untuk Mencapai Tujuan",
}

_P = PartnerKind
_K = CooperationKind
SUGGESTED_KIND: dict[str, CooperationKind] = {
    **dict.fromkeys([_P.PEMDA_PROVINSI, _P.PEMDA_KABUPATEN, _P.PEMDA_KOTA], _K.KSDD_SUKARELA),
    **dict.fromkeys(
        [
            _P.KEMENTERIAN,
            _P.LPNK,
            _P.INSTANSI_VERTIKAL,
            _P.TNI,
            _P.POLRI,
            _P.LEMBAGA_NEGARA_LAIN,
            _P.PTN,
            _P.BPJS,
        ],
        _K.SINERGI,
    ),
    **dict.fromkeys(
        [
            _P.PERSEORANGAN,
            _P.BUMN,
            _P.BUMD,
            _P.KOPERASI,
            _P.BADAN_USAHA_SWASTA,
            _P.PTS,
            _P.YAYASAN,
            _P.PERKUMPULAN,
            _P.ORMAS_TIDAK_BERBADAN_HUKUM,
            _P.MEDIA,
            _P.ASOSIASI_PROFESI,
        ],
        _K.KSDPK,
    ),
    _P.PEMDA_LUAR_NEGERI: _K.KSDPL,
    _P.LEMBAGA_PENDIDIKAN_ASING: _K.KSDLL_LAINNYA,
    _P.LEMBAGA_ASING_LAIN: _K.KSDLL_LAINNYA,
    **dict.fromkeys(
        [_P.ORGANISASI_INTERNASIONAL, _P.LEMBAGA_NONPROFIT_ASING, _P.MITRA_PEMBANGUNAN], _K.KSDLL_PENERUSAN
    ),
}

# Bahasa naskah (UU 24/2009 Pasal 31).
LANGUAGES = [
    ("id", gettext_lazy("Indonesia")),
    ("en", gettext_lazy("Inggris")),
    ("ja", gettext_lazy("Jepang")),
    ("zh", gettext_lazy("Mandarin")),
    ("ko", gettext_lazy("Korea")),
    ("ar", gettext_lazy("Arab")),
    ("de", gettext_lazy("Jerman")),
    ("fr", gettext_lazy("Prancis")),
    ("nl", gettext_lazy("Belanda")),
    ("no", gettext_lazy("Norwegia")),
]

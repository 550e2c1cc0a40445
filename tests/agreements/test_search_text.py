"""Words of the field: what must find what, and what must not, judged by PostgreSQL itself."""

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agreements.domain import search_text

FOUND = [
    ("kelola", "Pengelolaan Sampah"),
    ("mengelola", "Pengelolaan Sampah"),
    ("dikelola", "pengelolaan air"),
    ("pengelolaan", "Tata Cara Mengelola Aset"),
    ("layanan", "Pelayanan Publik"),
    ("pelayanan", "melayani masyarakat"),
    ("melayani", "Layanan Kesehatan"),
    ("diperpanjang", "Perpanjangan Perjanjian"),
    ("perpanjangan", "diperpanjang satu tahun"),
    ("kerjasama", "Kerja Sama Daerah"),
    ("kerja sama", "Kerjasama Daerah"),
    ("bekerja sama", "Kerjasama Antardaerah"),
    ("kerja sama", "para pihak bekerja sama"),
    ("walikota", "Wali Kota Tirtaraya"),
    ("wali kota", "WALIKOTA TIRTARAYA"),
    ("MoU", "Kesepakatan Bersama tentang Pangan"),
    ("mou", "Nota Kesepahaman"),
    ("nota kesepahaman", "MoU Tri Dharma"),
    ("kesepakatan bersama", "Memorandum of Understanding"),
    ("PKS", "Perjanjian Kerja Sama"),
    ("perjanjian kerjasama", "PKS Parkir"),
    ("perjanjian kerja sama", "PERJANJIAN KERJASAMA PARKIR"),
    ("OPD", "Perangkat Daerah"),
    ("SKPD", "OPD terkait"),
    ("perangkat daerah", "SKPD pemrakarsa"),
    ("pemkot", "Pemerintah Kota Bandar"),
    ("pemkab", "Pemerintah Kabupaten Karangjaya"),
    ("pemprov", "Pemerintah Provinsi Segara Raya"),
    ("pemerintah kota", "Pemkot Bandar"),
    ("pemda", "Pemerintah Daerah"),
    ("kab sukamandala", "Kabupaten Sukamandala"),
    ("univ cendekia", "Universitas Cendekia"),
    ("perlindungan anak", "Pelindungan Anak"),
    ("pelindungan", "perlindungan sosial"),
    ("pemanfaatan", "memanfaatkan gedung"),
    ("memanfaatkan", "Pemanfaatan Gedung"),
    ("penyediaan", "menyediakan jaringan"),
    ("disediakan", "Penyediaan Air"),
    ("pembangunan", "membangun pasar"),
    ("dibangun", "Pembangunan Pasar"),
    ("penanaman", "menanam pohon"),
    ("pembinaan", "membina statistik"),
    ("pengawasan", "mengawasi obat"),
    ("diawasi", "Pengawasan Obat"),
    ("pelatihan", "melatih pekerja"),
    ("pemeliharaan", "memelihara taman"),
    ("pendampingan", "mendampingi kelurahan"),
    ("penyelenggaraan", "menyelenggarakan pelayanan"),
    ("percepatan", "mempercepat pendaftaran"),
    ("pendaftaran", "mendaftar tanah"),
    ("pertanahan", "tanah daerah"),
    ("kependudukan", "penduduk kota"),
    ("dukcapil", "Dinas Kependudukan dan Pencatatan Sipil"),
    ("diskominfo", "Komunikasi dan Informatika"),
    ("csr", "Tanggung Jawab Sosial Perusahaan"),
    ("tjsl", "CSR perusahaan"),
    ("tpa", "Tempat Pemrosesan Akhir"),
    ("kkn", "Kuliah Kerja Nyata"),
    ("mpp", "Mal Pelayanan Publik"),
    ("umkm", "Usaha Mikro, Kecil, dan Menengah"),
    ("pihak ketiga", "KSDPK"),
    ("olahraga", "Olah Raga"),
    ("dprd", "Dewan Perwakilan Rakyat Daerah"),
    ("SAMPAH", "sampah"),
    ("café", "Cafe Rakyat"),
    ("sampah regional", "Pengelolaan Sampah secara Regional"),
    ("星村", "Kota 星村"),
    ('"sampah regional"', "Sampah Regional"),
    ("sampah -cabai", "Pengelolaan Sampah"),
    ('"pengelolaan dan pemanfaatan sampah"', "Pengelolaan dan Pemanfaatan Sampah"),
    ("pajak", "Optimalisasi Perpajakan Daerah"),
    ("pungutan", "Pemungutan Retribusi"),
    ("memungut", "Retribusi yang Dipungut"),
    ("ternak", "Kesehatan Hewan dan Peternakan"),
    ("rawat", "Perawatan Jalan"),
    ("keperawatan", "merawat pasien"),
    ("peta", "Pemetaan Sosial"),
    ("menegakkan", "Penegakan Hukum"),
    ("menarik", "Penarikan Retribusi"),
    ("bank", "Perbankan Daerah"),
    ("memilah", "Pemilahan Sampah"),
    ("kunjungan", "mengunjungi museum"),
    ("pengunjung", "Kunjungan Wisata"),
    ("dikurangi", "Pengurangan Sampah"),
    ("rusak", "Kerusakan Lingkungan"),
    ("dirawatnya", "Perawatan"),
    ("penyaringan", "disaring"),
    ("kemasan", "Pengemasan Produk"),
    ("dikawal", "Pengawalan Distribusi"),
    ("padam", "Pemadam Kebakaran"),
    ("disepakati", "kesepakatan para pihak"),
    ("proses", "Tempat Pemrosesan Akhir"),
    ("basis", "Berbasis Elektronik"),
    ("izin", "Perijinan Berusaha"),
    ("provinsi", "Pemerintah Propinsi"),
    ("bpjs", "Badan Penyelenggara Jaminan Sosial Ketenagakerjaan"),
    ("badan penyelenggara jaminan sosial", "BPJS Kesehatan"),
    ("BPOM", "Balai Pengawas Obat dan Makanan Segara Raya"),
    ("RS", "Rumah Sakit Mitra"),
    ("sister city", "Kota Bersaudara"),
    ("kota kembar", "Pembentukan Kota Bersaudara"),
    ("memorandum", "MoU Tri Dharma"),
    ("dinkes", "Dinas Kesehatan"),
    ("jatim", "Provinsi Jawa Timur"),
    ("nota kesepakatan", "Nota Kesepakatan Sinergi"),
    ("NK", "Nota Kesepakatan Sinergi"),
    ("pajak -pks", "Kesepakatan tentang Pajak"),
]
NOT_FOUND = [
    ("data", "Dana Bagi Hasil"),
    ("dana", "Data Terpadu"),
    ("sampah", "Sumpah Jabatan"),
    ("sumpah", "Sampah"),
    ("nota kesepakatan", "Nota Kesepahaman"),
    ("mou", "Nota Kesepakatan Sinergi"),
    ("kota", "Kotak Suara"),
    ("pangan", "Papan Reklame"),
    ("padi", "Padang"),
    ("tanah", "Tanaman Hias"),
    ("kerja sama", "sama kerja"),
    ('"sampah regional"', "Regional Sampah"),
    ("sampah -regional", "Sampah Regional"),
    ("sampah pangan", "Sampah"),
    ("jalan", "Jalur Hijau"),
    ("pasar", "Pasir Laut"),
    ("batik", "Batu Bara"),
    ("pks", "PKH"),
    ('"air minum"', "minum air"),
    ("wali kota", "wali murid di kota"),
    ("nota kesepakatan", "Nota Kesepahaman dan Kesepakatan Bersama"),
    ("nota kesepakatan", "Nota Dinas tentang Kesepakatan"),
    ("-pks sampah", "Perjanjian Kerja Sama Sampah"),
    ("emas", "Pengemasan Produk"),
    ("tari", "Penarikan Retribusi"),
    ("rusa", "Kerusakan Jalan"),
    ("tarik", "Seni Tari"),
    ("awal", "Pengawalan"),
    ("bank", "perban steril"),
]
NUMBERS = [
    "100.3.7/012/KB/BKS/2021", "100.3.7 / 012 / KB / BKS / 2021", "1003.7012KBBKS2021", "10037012kbbks2021",
    "100.3.7/012/KB", "012/KB/BKS/2021", "BKS 2021", "100-3-7-012-kb-bks-2021",
]  # fmt: skip


def matches(query: str, vector: str) -> bool:
    tsquery = search_text.parse(query).tsquery
    if not tsquery:
        return False
    with connection.cursor() as cursor:
        cursor.execute("SELECT %s::tsvector @@ %s::tsquery", [vector, tsquery])
        return bool(cursor.fetchone()[0])


def test_the_list_is_as_long_as_promised() -> None:
    assert len(set(FOUND)) == len(FOUND) >= 60


def test_recall_is_complete_on_the_list(db: None) -> None:
    missed = [pair for pair in FOUND if not matches(pair[0], search_text.vector([("A", pair[1])]))]
    assert missed == []


def test_what_only_looks_alike_is_not_found(db: None) -> None:
    found = [pair for pair in NOT_FOUND if matches(pair[0], search_text.vector([("A", pair[1])]))]
    assert found == []


@pytest.mark.parametrize("query", NUMBERS)
def test_a_number_is_found_however_it_is_written(db: None, query: str) -> None:
    vector = search_text.vector([("A", "Pengelolaan Sampah")], ["100.3.7/012/KB/BKS/2021"])
    assert matches(query, vector)
    assert not matches(query, search_text.vector([("A", "Lain")], ["100.3.7/013/KB/BKT/2020"]))


def test_a_phrase_does_not_reach_from_one_field_into_the_next(db: None) -> None:
    vector = search_text.vector([("A", "Pengelolaan Sampah"), ("B", "Regional")])
    assert not matches('"sampah regional"', vector)
    assert matches("sampah regional", vector)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=200))
def test_postgresql_takes_whatever_is_typed(db: None, text: str) -> None:
    vector = search_text.vector([("A", text)], [text])
    if "\0" in text:
        assert "\0" not in vector
    matches(text, vector)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.sampled_from(
            ["kelola", "sampah", "dan", "-air", '"kota', 'besar"', "mou", "012/KB", "walikota", '-"dua', 'kata"']
        ),
        max_size=12,
    )
)
def test_any_mixture_of_known_words_is_a_query(db: None, words: list[str]) -> None:
    matches(" ".join(words), "'x':1A")


def test_a_very_long_text_stays_within_what_postgresql_keeps(db: None) -> None:
    vector = search_text.vector([("A", "kata " * 30_000), ("B", "lain")])
    with connection.cursor() as cursor:
        cursor.execute("SELECT length(%s::tsvector)", [vector])
        assert cursor.fetchone()[0] >= 1

"""What invented titles, partners and units are put together from, for measuring. None of them is real."""

# What is done.
ACTS = (
    "Pengelolaan", "Penyelenggaraan", "Peningkatan", "Pengembangan", "Pemanfaatan", "Penyediaan", "Pembinaan",
    "Pelayanan", "Pendampingan", "Percepatan", "Optimalisasi", "Pengawasan", "Pemeliharaan", "Pembangunan",
    "Rehabilitasi",
    "Replikasi Inovasi", "Sinergi Pelaksanaan", "Penguatan Kapasitas", "Pertukaran Data",
    "Pemungutan dan Penyetoran",
    "Penanggulangan Masalah", "Pemberdayaan Masyarakat melalui", "Pelindungan dan Pelestarian",
    "Penelitian dan Pengkajian",
    "Digitalisasi", "Integrasi Layanan", "Penyusunan Rencana", "Pengamanan Aset", "Perpanjangan Penggunaan",
    "Fasilitasi dan Promosi",
)  # fmt: skip

# To what: words, urusan, SDGs.
OBJECTS = (
    ("Sampah Regional", "2.11", (11, 12)), ("Limbah Bahan Berbahaya", "2.11", (12,)),
    ("Taman dan Hutan Kota", "2.11", (11, 15)),
    ("Ekosistem Mangrove", "2.11", (13, 14)), ("Air Limbah Domestik", "1.03", (6,)),
    ("Sistem Air Minum", "1.03", (6,)),
    ("Jalan dan Jembatan Perbatasan", "1.03", (9,)), ("Informasi Geospasial", "1.03", (9,)),
    ("Rumah Layak Huni", "1.04", (11,)),
    ("Kawasan Permukiman Kumuh", "1.04", (11,)), ("Pemadam Kebakaran dan Penyelamatan", "1.05", (11,)),
    ("Ketertiban Umum", "1.05", (16,)), ("Kesiapsiagaan Bencana Pesisir", "1.05", (13,)),
    ("Rehabilitasi Sosial", "1.06", (1,)),
    ("Data Kesejahteraan Sosial", "1.06", (1,)), ("Pendidikan Vokasi", "1.01", (4,)),
    ("Beasiswa Pelajar", "1.01", (4,)),
    ("Tri Dharma Perguruan Tinggi", "1.01", (4,)), ("Sekolah Ramah Anak", "1.01", (4,)),
    ("Rujukan Pasien", "1.02", (3,)),
    ("Stunting Tingkat Kelurahan", "1.02", (2, 3)), ("Imunisasi Dasar", "1.02", (3,)),
    ("Pangan Jajanan Anak Sekolah", "1.02", (3,)),
    ("Jaminan Sosial Pekerja Rentan", "2.07", (8,)), ("Pelatihan Kerja", "2.07", (8,)),
    ("Perempuan dan Anak", "2.08", (5,)),
    ("Pasokan Pangan", "2.09", (2,)), ("Cabai dan Bawang Merah", "2.09", (2,)),
    ("Pendaftaran Tanah", "2.10", (16,)),
    ("Administrasi Kependudukan", "2.12", (16,)), ("Akta Kelahiran", "2.12", (16,)),
    ("Badan Usaha Milik Desa", "2.13", (8,)),
    ("Keluarga Berencana", "2.14", (3,)), ("Angkutan Umum", "2.15", (11,)),
    ("Retribusi Parkir Elektronik", "2.15", (11,)),
    ("Pelabuhan Penyeberangan", "2.15", (9,)), ("Jaringan Internet Ruang Publik", "2.16", (9,)),
    ("Sertifikat Elektronik", "2.21", (16,)), ("Koperasi dan Usaha Mikro", "2.17", (8,)),
    ("Pasar Digital", "2.17", (8,)),
    ("Penanaman Modal", "2.18", (8,)), ("Mal Pelayanan Publik", "2.18", (16,)),
    ("Gelanggang Olah Raga", "2.19", (3,)),
    ("Statistik Sektoral", "2.20", (17,)), ("Cagar Budaya", "2.22", (11,)), ("Gedung Kesenian", "2.22", (11,)),
    ("Perpustakaan Keliling", "2.23", (4,)), ("Arsip Statis", "2.24", (16,)),
    ("Tempat Pelelangan Ikan", "3.25", (14,)),
    ("Budi Daya Rumput Laut", "3.25", (14,)), ("Desa Wisata", "3.26", (8,)),
    ("Bibit Padi Unggul", "3.27", (2,)),
    ("Kesehatan Hewan", "3.27", (2, 3)), ("Perhutanan Sosial", "3.28", (15,)),
    ("Listrik Tenaga Surya", "3.29", (7,)),
    ("Tera Ulang Alat Ukur", "3.30", (12,)), ("Sentra Batik", "3.31", (8,)),
    ("Pajak Kendaraan Bermotor", "5.02", (17,)),
    ("Perbankan Daerah", "5.02", (8,)), ("Manajemen Talenta", "5.03", (16,)),
    ("Diklat Aparatur", "5.04", (16,)),
    ("Inovasi Daerah", "5.05", (9,)), ("Layanan Kecamatan", "7.01", (16,)), ("Kerukunan Umat", "8.01", (16,)),
)  # fmt: skip

# Where and for what; the empty one is the most frequent.
TAILS = (
    "", "", "", "di Wilayah Perbatasan", "di Kawasan Pesisir", "Tahap Kedua",
    "bagi Masyarakat Berpenghasilan Rendah",
    "dalam Rangka Pengendalian Inflasi Daerah", "Berbasis Kerja Sama Antardaerah",
    "melalui Tanggung Jawab Sosial Perusahaan",
    "bagi Penyandang Disabilitas", "untuk Mendukung Reformasi Birokrasi", "secara Elektronik",
    "pada Daerah Aliran Sungai",
    "Tingkat Kota", "oleh Mahasiswa Kuliah Kerja Nyata", "Terpadu dan Berkelanjutan",
    "bagi Aparatur Sipil Negara",
    "Menuju Kota Cerdas", "di Pulau-Pulau Kecil",
)  # fmt: skip

# Invented partners: kind, beginning of the name.
PARTNERS = (
    ("badan_usaha_swasta", "PT"), ("badan_usaha_swasta", "CV"), ("koperasi", "Koperasi"),
    ("yayasan", "Yayasan"),
    ("pts", "Universitas Swasta"), ("ptn", "Politeknik Negeri"), ("bumd", "Perumda"),
    ("instansi_vertikal", "Kantor Wilayah"),
    ("pemda_kabupaten", "Kabupaten"), ("pemda_kota", "Kota"), ("pemda_luar_negeri", "Kota"), ("media", "Media"),
    ("organisasi_internasional", "Perhimpunan Internasional"), ("asosiasi_profesi", "Ikatan"),
)  # fmt: skip
NAMES_ONE = (
    "Karya", "Serat", "Tirta", "Rimba", "Bumi", "Cahaya", "Samudra", "Nusa", "Cendekia", "Mitra", "Bina",
    "Surya", "Mega",
    "Sinar", "Anugerah", "Bahari", "Giri", "Lestari", "Makmur", "Prima", "Sentosa", "Utama", "Wira", "Yudha",
    "Zamrud",
    "Amanah", "Berkah", "Citra", "Duta", "Eka",
)  # fmt: skip
NAMES_TWO = (
    "Segara", "Pesisir", "Mandala", "Jaya", "Seroja", "Raya", "Buana", "Persada", "Lestari", "Nirwana",
    "Kencana", "Permai",
    "Sejahtera", "Abadi", "Gemilang", "Madani", "Harapan", "Perdana", "Santosa", "Wijaya",
)  # fmt: skip
UNITS = (
    ("Dinas Lingkungan Hidup", ("2.11",)), ("Dinas Pekerjaan Umum dan Penataan Ruang", ("1.03", "1.04")),
    ("Dinas Pendidikan", ("1.01",)), ("Dinas Kesehatan", ("1.02", "2.14")), ("Dinas Sosial", ("1.06", "2.08")),
    ("Dinas Pemadam Kebakaran dan Penyelamatan", ("1.05",)), ("Dinas Tenaga Kerja", ("2.07",)),
    ("Dinas Ketahanan Pangan", ("2.09", "3.27", "3.25")),
    ("Dinas Kependudukan dan Pencatatan Sipil", ("2.12",)),
    ("Dinas Perhubungan", ("2.15",)), ("Dinas Komunikasi dan Informatika", ("2.16", "2.20", "2.21")),
    ("Dinas Koperasi dan Perdagangan", ("2.17", "3.30", "3.31")), ("Dinas Penanaman Modal", ("2.18", "3.29")),
    ("Dinas Kebudayaan dan Pariwisata", ("2.22", "3.26", "2.19")),
    ("Dinas Perpustakaan dan Kearsipan", ("2.23", "2.24")),
    ("Badan Pendapatan Daerah", ("5.02",)), ("Badan Kepegawaian Daerah", ("5.03", "5.04")),
    ("Badan Perencanaan Pembangunan Daerah", ("5.05", "2.10", "3.28")),
    ("Bagian Pemerintahan", ("7.01", "8.01", "2.13")),
)  # fmt: skip

_THIRD_PARTIES = ("badan_usaha_swasta", "koperasi", "yayasan", "pts", "bumd", "media", "asosiasi_profesi")
# Kind of cooperation, form, share in per mille, kinds of partner that sign it.
MIX = (
    ("ksdd_sukarela", "kesepakatan_bersama", 80, ("pemda_kabupaten", "pemda_kota")),
    ("ksdd_sukarela", "perjanjian_kerja_sama", 150, ("pemda_kabupaten", "pemda_kota")),
    ("ksdd_wajib", "perjanjian_kerja_sama", 30, ("pemda_kabupaten", "pemda_kota")),
    ("ksdpk", "kesepakatan_bersama", 170, _THIRD_PARTIES),
    ("ksdpk", "perjanjian_kerja_sama", 390, _THIRD_PARTIES),
    ("sinergi", "nota_kesepakatan", 90, ("instansi_vertikal", "ptn")),
    ("sinergi", "rencana_kerja", 60, ("instansi_vertikal", "ptn")),
    ("ksdpl", "naskah_kerja_sama", 15, ("pemda_luar_negeri",)),
    ("ksdll_lainnya", "naskah_kerja_sama", 15, ("organisasi_internasional",)),
)  # fmt: skip

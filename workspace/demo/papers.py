"""The register of Kota Tirtaraya: 25 sample agreements, the dirty ones every old register has, work in progress."""

from typing import NamedTuple


class Paper(NamedTuple):
    """One document. ``signed`` and ``until`` are ISO dates; ``way`` says how it came into the register.

    ``legacy`` was registered from paper; ``signed`` went through TKKSD; any other value is the phase it stands in.
    """

    key: str
    kind: str
    form: str
    title: str
    partners: tuple[str, ...]
    urusan: tuple[str, ...]
    unit: str
    duration: str
    signed: str = ""
    way: str = "legacy"
    parent: str = ""
    relation: str = ""
    until: str = ""
    sdgs: tuple[int, ...] = ()
    numbers: tuple[str, ...] = ()
    funding: tuple[str, ...] = ("para_pihak",)
    precision: str = "hari"
    ksdpk: str = ""
    initiator: str = "kami"
    note: str = ""


_KB, _PKS, _NK = "kesepakatan_bersama", "perjanjian_kerja_sama", "nota_kesepakatan"

SAMPLE: tuple[Paper, ...] = (
    Paper("1", "ksdd_wajib", _KB, "Kerja Sama Pengelolaan Sampah Regional Wilayah Perbatasan",
          ("sukamandala", "karangjaya"), ("2.11",), "DLH", "5 (lima) tahun", "2021-08-23", sdgs=(11, 12),
          numbers=("100.3.7/012/KB/BKS/2021", "015/KB-SKM/VIII/2021", "134/21/KB/2021")),
    Paper("2", "ksdd_wajib", _PKS, "Pemanfaatan Tempat Pemrosesan Akhir Sampah Regional Bukit Sanca",
          ("sukamandala",), ("2.11",), "DLH", "3 (tiga) tahun", "2021-11-10", parent="1", relation="turunan",
          sdgs=(11, 12), numbers=("400.1/045/PKS/DLH/XI/2021", "660/118/PKS/2021")),
    Paper("3", "ksdd_wajib", _PKS, "Penanggulangan Kebakaran dan Penyelamatan di Wilayah Perbatasan",
          ("karangjaya",), ("1.05",), "Damkar", "5 (lima) tahun", "2022-02-14", sdgs=(11,),
          numbers=("364/007/PKS/DAMKAR/II/2022", "364/22/PKS/2022")),
    Paper("4", "ksdd_sukarela", _KB, "Kerja Sama Pembangunan Daerah dan Pemenuhan Pasokan Pangan",
          ("seroja",), ("2.09",), "DKP", "5 (lima) tahun", "2022-05-24", sdgs=(2,),
          numbers=("100.3.7/031/KB/BKS/2022", "521/09/KB/2022")),
    Paper("5", "ksdd_sukarela", _PKS,
          "Penyediaan Cabai dan Bawang Merah dalam Rangka Pengendalian Inflasi Daerah",
          ("seroja",), ("2.09",), "DKP", "2 (dua) tahun", "2022-09-19", parent="4", relation="turunan", sdgs=(2,),
          numbers=("521/061/PKS/DKP/IX/2022", "521/44/PKS/2022")),
    Paper("6", "ksdd_sukarela", _PKS, "Replikasi Inovasi Layanan Administrasi Kependudukan Keliling",
          ("karangjaya",), ("2.12",), "Disdukcapil", "3 (tiga) tahun", "2023-01-16", sdgs=(16,),
          numbers=("470/003/PKS/DISDUKCAPIL/2023", "470/11/PKS/2023")),
    Paper("7", "ksdd_sukarela", _PKS,
          "Optimalisasi Pemungutan Opsen Pajak Kendaraan Bermotor dan Sinergi Pemungutan Pajak Daerah",
          ("provinsi",), ("5.02",), "Bapenda", "3 (tiga) tahun", "2025-01-13", sdgs=(17,),
          numbers=("970/002/PKS/BAPENDA/2025", "970/0113/PKS/2025")),
    Paper("8", "ksdpk", _KB, "Kerja Sama Tri Dharma Perguruan Tinggi", ("cendekia",), ("1.01",), "BKS",
          "5 (lima) tahun", "2023-03-08", sdgs=(4,), numbers=("100.3.7/019/KB/BKS/2023", "021/UCS/MoU/III/2023")),
    Paper("9", "ksdpk", _PKS,
          "Pendampingan Penyusunan Data Stunting Tingkat Kelurahan oleh Mahasiswa Kuliah Kerja Nyata",
          ("cendekia",), ("1.02",), "Dinkes", "2 (dua) tahun", "2023-06-13", parent="8", relation="turunan",
          sdgs=(2, 3), numbers=("440/088/PKS/DINKES/VI/2023", "045/UCS/PKS/VI/2023")),
    Paper("10", "ksdpk", _KB, "Penyelenggaraan Layanan Perbankan Daerah dan Pembayaran Nontunai",
          ("bpd",), ("2.16", "5.02"), "BKAD", "5 (lima) tahun", "2023-08-21", sdgs=(8, 9),
          numbers=("100.3.7/040/KB/BKS/2023", "SPK/003/DIR/2023")),
    Paper("11", "ksdpk", _PKS, "Pembayaran Retribusi Parkir Tepi Jalan Umum secara Elektronik",
          ("parkir",), ("2.15",), "Dishub", "3 (tiga) tahun", "2023-11-28", sdgs=(9, 11),
          numbers=("551/102/PKS/DISHUB/XI/2023", "017/TPD/DIR/XI/2023"), ksdpk="pelayanan_publik"),
    Paper("12", "ksdpk", _PKS,
          "Penanaman Pohon dan Pemeliharaan Taman melalui Tanggung Jawab Sosial Perusahaan",
          ("rimba",), ("2.11",), "DLH", "1 (satu) tahun", "2024-01-22", sdgs=(13, 15),
          numbers=("660/004/PKS/DLH/I/2024", "002/KRS/CSR/2024"), funding=("pihak_ketiga",)),
    Paper("13", "ksdpk", _PKS, "Pemanfaatan Gedung Pusat Kebudayaan Lama sebagai Ruang Kreatif",
          ("kreatif",), ("2.22",), "Disbudpar", "5 (lima) tahun", "2024-03-05", sdgs=(8, 11),
          numbers=("430/015/PKS/DISBUDPAR/2024", "011/KRKT/III/2024"), ksdpk="pengelolaan_aset"),
    Paper("14", "ksdpk", _PKS, "Pelayanan Rujukan Jiwa dan Rehabilitasi bagi Pasien Kurang Mampu",
          ("teduh",), ("1.06",), "Dinsos", "2 (dua) tahun", "2024-05-15", sdgs=(1, 3),
          numbers=("460/033/PKS/DINSOS/V/2024", "YRT/07/V/2024")),
    Paper("15", "ksdpk", _PKS, "Penyediaan Jaringan Internet Ruang Publik", ("serat",), ("2.16",), "Diskominfo",
          "3 (tiga) tahun", "2024-07-10", sdgs=(9,), numbers=("555/021/PKS/DISKOMINFO/2024", "SOP/088/DIR/2024")),
    Paper("16", "sinergi", _NK, "Pembinaan Statistik Sektoral dan Pemanfaatan Data Registrasi Sosial Ekonomi",
          ("bps",), ("2.20",), "Diskominfo", "3 (tiga) tahun", "2024-09-18", sdgs=(16, 17),
          numbers=("100.3.7/051/NK/BKS/2024", "HK.02.03/88/2024"), funding=("apbd", "apbn")),
    Paper("17", "sinergi", _NK, "Percepatan Pendaftaran Tanah dan Pengamanan Aset Daerah",
          ("pertanahan",), ("2.10",), "BKAD", "5 (lima) tahun", "2024-12-02", sdgs=(16,),
          numbers=("100.3.7/063/NK/BKS/2024", "HP.03/214-99.71/XII/2024"), funding=("apbd", "apbn")),
    Paper("18", "sinergi", _NK, "Penyelenggaraan Pelayanan Keimigrasian pada Mal Pelayanan Publik",
          ("imigrasi",), ("2.18",), "DPMPTSP", "2 (dua) tahun", "2025-03-20", "signed", sdgs=(16,),
          numbers=("100.3.7/014/NK/BKS/2025", "W.99.IMI-UM.01.01-0320/2025")),
    Paper("19", "sinergi", _NK, "Pengawasan Obat dan Makanan Jajanan Anak Sekolah", ("bpom",), ("1.02",), "Dinkes",
          "3 (tiga) tahun", "2025-05-26", "signed", sdgs=(3,),
          numbers=("100.3.7/029/NK/BKS/2025", "HK.08.05/0526/2025")),
    Paper("20", "sinergi", _NK, "Penyelenggaraan Informasi Geospasial Dasar dan Tematik", ("geospasial",),
          ("1.03",), "PUPR", "4 (empat) tahun", "2025-07-14", "signed", sdgs=(9, 11),
          numbers=("100.3.7/037/NK/BKS/2025", "HK.01/0714/2025")),
    Paper("21", "sinergi", _NK,
          "Optimalisasi Penyelenggaraan Jaminan Sosial Ketenagakerjaan bagi Pekerja Rentan",
          ("jamsos",), ("2.07",), "Disnaker", "3 (tiga) tahun", "2025-09-03", "signed", sdgs=(1, 8),
          numbers=("100.3.7/044/NK/BKS/2025", "PER/903/092025")),
    Paper("22", "ksdpk", _PKS, "Pembangunan dan Pengelolaan Instalasi Pengolahan Air Minum (KPBU)", ("tirta",),
          ("1.03",), "PUPR", "25 (dua puluh lima) tahun", way="ditelaah", sdgs=(6,),
          ksdpk="lainnya_infrastruktur", initiator="mitra", note="Surat penawaran 27 Oktober 2025."),
    Paper("23", "ksdpl", "naskah_kerja_sama",
          "Pembentukan Kota Bersaudara di Bidang Pendidikan Vokasi, Kebudayaan, dan Pengelolaan Sampah",
          ("hoshimura",), ("1.01", "2.22", "2.11"), "BKS", "5 (lima) tahun", "2025-12-08", "signed",
          sdgs=(4, 11, 17), numbers=("100.3.7/058/MOU/BKS/2025", "HSM-2025-1208")),
    Paper("24", "ksdpl", "pernyataan_kehendak",
          "Pernyataan Kehendak Kerja Sama Pertukaran Pengetahuan Kota Pesisir Tangguh Bencana", ("nordvik",),
          ("1.05",), "BPBD", "1 (satu) tahun", "2026-01-19", "signed", sdgs=(11, 13),
          numbers=("100.3.7/003/LOI/BKS/2026", "NVK 2026/17")),
    Paper("25", "ksdll_penerusan", "rencana_kegiatan_tahunan",
          "Pendampingan Perlindungan Ekosistem Mangrove Perkotaan", ("bluecoast",), ("2.11",), "DLH",
          "1 (satu) tahun", "2026-02-05", "signed", sdgs=(13, 14, 15),
          numbers=("100.3.7/007/RKT/BKS/2026", "BCN-IDN-2026-02"), funding=("hibah",)),
)  # fmt: skip

DIRTY: tuple[Paper, ...] = (
    Paper("mou-lama", "ksdpk", _KB, "Nota Kesepahaman Pengembangan Perpustakaan Kelurahan", ("cendekia",),
          ("2.23",), "BKS", "Sampai dengan selesai", "2014-05-02", note="MoU lama tanpa tanggal akhir."),
    Paper("tahun-saja", "ksdd_sukarela", _KB, "Pertukaran Pengelolaan Terminal Penumpang", ("seroja",), ("2.15",),
          "Dishub", "", "2011-01-01", precision="tahun", note="Hanya tahunnya yang terbaca."),
    Paper("ganda-1", "ksdpk", _PKS, "Pembayaran Pajak Daerah melalui Kanal Perbankan", ("bpd",), ("5.02",), "Bapenda",
          "2 (dua) tahun", "2018-03-12", numbers=("973/011/PKS/2018", "SPK/018/DIR/2018")),
    Paper("ganda-2", "ksdpk", _PKS, "Pembayaran Pajak Daerah melalui Kanal Perbankan", ("bpd",), ("5.02",), "Bapenda",
          "2 (dua) tahun", "2020-03-12", numbers=("973/019/PKS/2020", "SPK/018/DIR/2018"),
          note="Judul sama dengan perjanjian tahun 2018; nomor mitra mungkin salah salin."),
    Paper("kapital", "ksdpk", _PKS, "PENGELOLAAN PARKIR KHUSUS PASAR INDUK TIRTARAYA DAN SEKITARNYA", ("parkir",),
          ("2.15",), "Dishub", "1 (satu) tahun", "2016-08-01", note="Judul seluruhnya huruf kapital."),
    Paper("melampaui", "ksdpk", _PKS, "Praktik Kerja Mahasiswa Keperawatan pada Puskesmas", ("cendekia",),
          ("1.02",), "Dinkes", "6 (enam) tahun", "2023-09-04", parent="8", relation="turunan",
          numbers=("440/120/PKS/DINKES/IX/2023", "071/UCS/PKS/IX/2023")),
    Paper("35-tahun", "ksdpk", _PKS, "Pengelolaan Kawasan Pasar Ikan Modern Muara Tirta", ("tirta",), ("3.30",),
          "BKAD", "35 (tiga puluh lima) tahun", "2008-10-20", ksdpk="pengelolaan_aset"),
)  # fmt: skip

# Signed, but their scan is still in a cupboard: so that the reminder of missing papers has something to ask for.
UNSCANNED = frozenset({"6", "13", "24", "mou-lama", "tahun-saja"})

# Days from the day the demo is made: so that something always ends soon and something was just replaced.
SIGNED_DAYS_AGO = {"diakhiri": 400, "lama": 700, "pengganti": 60, "segera": 717}
ENDED_DAYS_AGO = {"diakhiri": 20}

# Work in progress and short terms.
WORK: tuple[Paper, ...] = (
    Paper("draf", "ksdd_wajib", _PKS, "Pengangkutan Sampah Lintas Batas Kecamatan Tirta Utara", ("karangjaya",),
          ("2.11",), "DLH", "3 (tiga) tahun", way="draf", parent="1", relation="turunan", sdgs=(11, 12)),
    Paper("diajukan", "ksdpk", _PKS, "Pengolahan Sampah Organik Pasar Menjadi Kompos", ("rimba",), ("2.11",), "DLH",
          "2 (dua) tahun", way="diajukan", sdgs=(12,)),
    Paper("dikembalikan", "ksdpk", _PKS, "Bank Sampah Digital Tingkat Rukun Warga", ("serat",), ("2.11", "2.16"),
          "DLH", "2 (dua) tahun", way="dikembalikan", sdgs=(12,)),
    Paper("direkomendasikan", "ksdpk", _PKS, "Pelatihan Kerja bagi Penyandang Disabilitas", ("teduh",),
          ("2.07", "1.06"), "Disnaker", "2 (dua) tahun", way="direkomendasikan", sdgs=(8, 10)),
    Paper("ditolak", "ksdpk", _PKS, "Pemasangan Reklame Digital pada Jembatan Penyeberangan", ("parkir",), ("2.15",),
          "Dishub", "10 (sepuluh) tahun", way="ditolak", initiator="mitra"),
    Paper("dibatalkan", "ksdd_sukarela", _PKS, "Festival Kuliner Pesisir Bersama", ("seroja",), ("3.26",),
          "Disbudpar", "1 (satu) tahun", way="dibatalkan"),
    Paper("diakhiri", "ksdpk", _PKS, "Penyewaan Sepeda Listrik Kawasan Alun-Alun", ("parkir",), ("2.15",), "Dishub",
          "3 (tiga) tahun", way="diakhiri", numbers=("551/077/PKS/DISHUB/2025", "031/TPD/DIR/2025")),
    Paper("lama", "ksdpk", _PKS, "Layanan Ambulans Terpadu Bersama Rumah Sakit Mitra", ("teduh",), ("1.02",),
          "Dinkes", "3 (tiga) tahun", way="ditandatangani", numbers=("440/210/PKS/2025", "YRT/19/2025"), sdgs=(3,)),
    Paper("pengganti", "ksdpk", _PKS, "Layanan Ambulans Terpadu Bersama Rumah Sakit Mitra (Pengganti)", ("teduh",),
          ("1.02",), "Dinkes", "3 (tiga) tahun", way="ditandatangani", parent="lama", relation="penggantian",
          numbers=("440/044/PKS/2026", "YRT/03/2026"), sdgs=(3,)),
    Paper("perpanjangan", "ksdpk", "perpanjangan",
          "Perpanjangan Pelayanan Rujukan Jiwa dan Rehabilitasi bagi Pasien Kurang Mampu", ("teduh",), ("1.06",),
          "Dinsos", "2 (dua) tahun", "2026-05-08", "ditandatangani", parent="14", relation="perpanjangan",
          numbers=("460/021/PKS/DINSOS/2026", "YRT/05/2026"), sdgs=(1, 3)),
    Paper("segera", "ksdpk", _PKS, "Pengangkutan Sampah Pasar Tradisional pada Akhir Pekan", ("rimba",), ("2.11",),
          "DLH", "2 (dua) tahun", way="ditandatangani", numbers=("660/140/PKS/DLH/2024", "019/KRS/2024"), sdgs=(11,)),
)  # fmt: skip

"""KSDPL and KSDLL: Permendagri 25/2020 (P25) under PP 28/2018. Limits are hari kerja, working days."""

from dataclasses import replace

from agreements.enums import Form, Outcome
from agreements.procedures.table import Actor, Procedure, StepRule, When, hari_kerja, on

O = Outcome  # noqa: E741 - read as a column of the tables below
LOI, PLAN, MOU = on(Form.PERNYATAAN_KEHENDAK), on(Form.RENCANA_KERJA_SAMA), on(Form.NASKAH_KERJA_SAMA)
YEARLY = on(Form.RENCANA_KEGIATAN_TAHUNAN)
EXTENSION = on(Form.PERPANJANGAN)

LOI_6 = ("judul", "subjek", "maksud dan tujuan", "ruang lingkup", "masa berlaku", "tempat dan tanggal")
KAJIAN_6 = (
    "judul", "latar belakang", "maksud dan tujuan", "pemetaan potensi dan karakteristik serta kebutuhan", "manfaat",
    "kesimpulan",
)  # fmt: skip
PLAN_7 = (
    "subjek", "latar belakang", "maksud, tujuan, dan sasaran", "objek", "ruang lingkup", "sumber pembiayaan",
    "jangka waktu pelaksanaan",
)  # fmt: skip
MOU_11 = (
    "judul", "subjek", "maksud dan tujuan", "ruang lingkup", "pelaksanaan", "pembiayaan", "kelompok kerja bersama",
    "penyelesaian perselisihan", "amandemen", "masa berlaku, perpanjangan, dan pengakhiran", "tanggal dan tempat",
)  # fmt: skip
YEARLY_4 = ("uraian kegiatan", "peran para pihak", "hasil yang diharapkan", "rencana pembiayaan")
REQUIREMENTS = (
    "ada hubungan diplomatik dengan negaranya",
    "urusannya menjadi kewenangan daerah",
    "tidak membuka kantor perwakilan di luar negeri",
    "pihak luar negeri tidak mencampuri urusan dalam negeri",
    "sesuai dengan kebijakan dan rencana pembangunan nasional dan daerah",
    "ilmu pengetahuan dan teknologinya dapat dialihkan kepada masyarakat Indonesia",
    "dengan pemerintah daerah: setara status dan/atau wilayahnya, saling melengkapi, mempererat hubungan masyarakat",
)
REPORT_9 = (
    "judul", "latar belakang", "maksud, tujuan, dan sasaran", "ruang lingkup", "perkembangan dan hasil",
    "penerima manfaat", "pendanaan", "hambatan dan tantangan", "analisis dan rencana tindak lanjut",
)  # fmt: skip

_DUTIES = (
    StepRule(
        "pelaksanaan", "Pelaksanaan dan rencana kegiatan tahunan", Actor.PD, MOU | YEARLY, "P25 Pasal 26",
        "Naskah wajib dilaksanakan menurut rencana kegiatan tahunan.", documents=("Rencana kegiatan tahunan",),
        contents=YEARLY_4, repeatable=True, is_duty=True,
    ),
    StepRule(
        "pelaporan", "Pelaporan", Actor.KD, MOU | YEARLY, "P25 Pasal 35–38",
        "Bupati/Wali Kota melapor kepada Gubernur pada minggu pertama, kepada Menteri pada minggu kedua Januari. Tanpa"
        " laporan selama setahun, Menteri tidak menyetujui rencana berikutnya.",
        documents=("Laporan tahunan",), contents=REPORT_9, repeatable=True, is_duty=True,
    ),
)  # fmt: skip

_REPORTED = StepRule(
    "laporan_tahun_lalu", "Laporan tahunan yang tertunggak", Actor.SEK, PLAN, "P25 Pasal 38",
    "Menteri tidak menyetujui rencana baru selama laporan tahunan kerja sama luar negeri yang berjalan belum"
    " disampaikan. Terbuka dengan sendirinya setelah laporannya dicatat.",
    documents=("Laporan tahunan",), when=When.LAPORAN_TERTUNGGAK, outcomes=(), gates="forward",
)  # fmt: skip

_INTENT_GOOD = StepRule(
    "loi_berlaku", "Pernyataan Kehendak masih berlaku", Actor.KD, PLAN | MOU, "P25 Pasal 13",
    "Pernyataan Kehendak berlaku paling lama satu tahun. Lewat dari itu disusun dan ditandatangani lagi sebelum Rencana"
    " atau Naskah di atasnya diteruskan.",
    documents=("Pernyataan Kehendak yang baru",), when=When.LOI_LEWAT, outcomes=(), gates="forward", gates_also="sign",
)  # fmt: skip

_BEFORE_IT = StepRule(
    "naskah_sebelumnya", "Penandatanganan naskah yang mendasarinya", Actor.KD, PLAN | MOU, "P25 Pasal 9, 15, 20",
    "Rencana disusun atas Pernyataan Kehendak, Naskah atas Rencana yang sudah disetujui DPRD dan dipertimbangkan"
    " Menteri. Terbuka dengan sendirinya setelah penandatanganannya dicatat.",
    when=When.INDUK_BELUM, outcomes=(), gates="sign",
)  # fmt: skip

_EXTENSION = StepRule(
    "pengajuan_perpanjangan", "Pengajuan perpanjangan kepada Menteri", Actor.KD, EXTENSION, "P25 Pasal 33",
    "Disampaikan tertulis kepada Menteri melalui Sekretaris Jenderal, dengan tembusan DPRD (dan Gubernur), paling"
    " lambat enam bulan sebelum berakhir.",
    documents=("Surat pengajuan perpanjangan",), outcomes=(O.DISETUJUI, O.DITOLAK), gates="sign",
)  # fmt: skip

KSDPL = Procedure(
    code="ksdpl",
    label="Kerja Sama dengan Pemerintah Daerah atau Lembaga di Luar Negeri",
    kinds=frozenset({"ksdpl", "ksdll_lainnya"}),
    initiator="",
    summary="Dengan pemerintah daerah di luar negeri (misalnya kota bersaudara) atau lembaga luar negeri lainnya.",
    articles="UU 23/2014 Pasal 367; PP 28/2018 Pasal 23–36; Permendagri 25/2020 Pasal 2–26, 32–41",
    needs_consent="selalu",
    term="Paling lama 5 tahun; Pernyataan Kehendak paling lama 1 tahun.",
    requirements=REQUIREMENTS,
    requirements_article="Permendagri 25/2020 Pasal 5; PP 28/2018 Pasal 27",
    steps=(
        StepRule(
            "prakarsa", "Prakarsa", Actor.KD, LOI, "P25 Pasal 10",
            "Dari kami, dari pemerintah daerah di luar negeri, atau melalui Menteri Dalam Negeri/Menteri Luar Negeri.",
            documents=("Surat prakarsa",),
        ),
        StepRule(
            "penjajakan", "Penjajakan", Actor.KD, LOI, "P25 Pasal 11",
            "Komunikasi, pengumpulan informasi, kunjungan, atau undangan.", documents=("Catatan penjajakan",),
            outcomes=(O.DISETUJUI, O.DITOLAK),
        ),
        StepRule(
            "kajian", "Kajian", Actor.PD, LOI, "P25 Pasal 12; Lampiran I",
            "Perangkat daerah atau lembaga penelitian/pendidikan menyusun kajian.", documents=("Kajian",),
            contents=KAJIAN_6, gates="forward",
        ),
        StepRule(
            "konsultasi_loi", "Konsultasi Pernyataan Kehendak", Actor.MDN, LOI, "P25 Pasal 13–14",
            "Kepala Daerah meminta tanggapan Menteri Dalam Negeri sebelum menandatangani; dikoordinasikan dengan"
            " Menteri Luar Negeri.",
            documents=("Surat permintaan tanggapan", "Surat tanggapan Sekretaris Jenderal"),
            outcomes=(O.DISETUJUI, O.PERBAIKI, O.DITOLAK), gates="sign",
        ),
        StepRule(
            "ttd_loi", "Penandatanganan Pernyataan Kehendak (LoI)", Actor.KD, LOI, "P25 Pasal 13–14",
            "Hanya oleh Kepala Daerah; salinan kepada Menteri. Berlaku paling lama satu tahun.",
            documents=("Pernyataan Kehendak Kerja Sama",), contents=LOI_6, done_by="sign", valid_months=12,
        ),
        _BEFORE_IT,
        _INTENT_GOOD,
        _REPORTED,
        StepRule(
            "rencana_kerja_sama", "Penyusunan Rencana Kerja Sama", Actor.PD, PLAN, "P25 Pasal 15",
            "Disusun atas dasar Pernyataan Kehendak.", documents=("Rencana Kerja Sama",), contents=PLAN_7,
            done_by="recommend",
        ),
        StepRule(
            "persetujuan_dprd", "Persetujuan DPRD", Actor.DPRD, PLAN, "P25 Pasal 16–17; PP 28/2018 Pasal 30",
            "Kepala Daerah bersurat dengan melampirkan Rencana dan LoI; DPRD menyatakan persetujuan atau penolakan."
            " Bila dianggap disetujui, Kepala Daerah menyampaikannya dengan surat kepada Menteri.",
            documents=("Surat permohonan", "Rencana Kerja Sama", "Pernyataan Kehendak"), limit=hari_kerja(45),
            outcomes=(O.DISETUJUI, O.DITOLAK, O.DIANGGAP_DISETUJUI), gates="sign", silence=True,
        ),
        StepRule(
            "ke_gubernur", "Penyampaian melalui Gubernur", Actor.GUB, PLAN, "P25 Pasal 18",
            "Bupati/Wali Kota menyampaikan kepada Gubernur, yang meneruskan kepada Menteri; lewat tenggat, daerah"
            " menyampaikan langsung.",
            documents=("Surat pengantar", "LoI", "Rencana Kerja Sama"), limit=hari_kerja(5), when=When.KABUPATEN_KOTA,
            outcomes=(O.SELESAI, O.TIDAK_DIJAWAB),
        ),
        StepRule(
            "verifikasi_mdn", "Verifikasi Menteri Dalam Negeri", Actor.MDN, PLAN, "P25 Pasal 19",
            "Menteri memeriksa kelengkapan dan memberi pertimbangan tertulis.",
            documents=("Kajian", "LoI", "Rencana Kerja Sama", "Persetujuan DPRD", "Pertimbangan tertulis"),
            outcomes=(O.DISETUJUI, O.PERBAIKI), gates="sign",
        ),
        StepRule(
            "rancangan_naskah", "Penyusunan rancangan Naskah", Actor.PD, MOU, "P25 Pasal 20",
            "Kepala Daerah menyusun rancangan setelah pertimbangan.", documents=("Rancangan Naskah Kerja Sama",),
            contents=MOU_11, done_by="recommend",
        ),
        StepRule(
            "naskah_ke_gubernur", "Penyampaian rancangan Naskah melalui Gubernur", Actor.GUB, MOU, "P25 Pasal 20",
            "Bupati/Wali Kota menyampaikan rancangan kepada Gubernur, yang meneruskan kepada Menteri; lewat tenggat,"
            " daerah menyampaikan langsung.",
            documents=("Surat pengantar", "Rancangan Naskah Kerja Sama"), limit=hari_kerja(5),
            when=When.KABUPATEN_KOTA, outcomes=(O.SELESAI, O.TIDAK_DIJAWAB),
        ),
        StepRule(
            "rapat_antar_kl", "Rapat antarkementerian/lembaga", Actor.MDN, MOU, "P25 Pasal 21–22",
            "Dengan Menteri Luar Negeri, kementerian/lembaga terkait, provinsi, dan kabupaten/kota.",
            documents=("Risalah rapat yang ditandatangani",), outcomes=(O.DISETUJUI, O.PERBAIKI), gates="sign",
        ),
        StepRule(
            "pembahasan_mitra", "Pembahasan dengan mitra dan Surat Konfirmasi", Actor.MLU, MOU, "P25 Pasal 22–23",
            "Menteri Luar Negeri atau pejabat yang ditunjuk membahas dengan pihak asing.",
            documents=("Hasil pembahasan", "Surat Konfirmasi"), outcomes=(O.DISETUJUI, O.PERBAIKI), gates="sign",
        ),
        StepRule(
            "persetujuan_menteri", "Persetujuan Menteri", Actor.MDN, MOU, "P25 Pasal 23–24",
            "Surat persetujuan Menteri atas dasar Surat Konfirmasi menjadi dasar penandatanganan. Kepala Daerah"
            " melaporkan rencana tempat dan tanggalnya.",
            documents=("Surat persetujuan",), outcomes=(O.DISETUJUI, O.DITOLAK), gates="sign",
        ),
        StepRule(
            "ttd_naskah", "Penandatanganan Naskah (MoU)", Actor.KD, MOU, "P25 Pasal 24–25",
            "Kepala Daerah menandatangani dengan mitra; naskah asli disampaikan kepada Menteri, daerah menerima"
            " salinan.",
            documents=("Naskah Kerja Sama", "Salinan dari Sekretaris Jenderal"), done_by="sign",
        ),
        _EXTENSION,
        *_DUTIES,
    ),
)  # fmt: skip

KSDLL_PENERUSAN = Procedure(
    code="ksdll_penerusan",
    label="Kerja Sama Lembaga Luar Negeri atas dasar penerusan kerja sama Pemerintah",
    kinds=frozenset({"ksdll_penerusan"}),
    initiator="",
    summary="Dengan organisasi internasional, mitra pembangunan, atau lembaga nonprofit asing; daerah penerimanya.",
    articles="PP 28/2018 Pasal 36; Permendagri 25/2020 Pasal 27–32",
    needs_consent="tidak",
    term="Paling lama 5 tahun.",
    requirements=REQUIREMENTS[:-1],
    requirements_article="Permendagri 25/2020 Pasal 5; PP 28/2018 Pasal 27",
    steps=(
        _REPORTED,
        StepRule(
            "usulan_rencana", "Usulan Rencana kepada Menteri", Actor.KD, PLAN, "P25 Pasal 28–29",
            "Kepala Daerah mengusulkan Rencana disertai pemetaan, KAK, dan surat pernyataan kesediaan; studi kelayakan"
            " bila berupa fisik yang membebani atau memakai aset daerah.",
            documents=("Pemetaan potensi dan kebutuhan", "Kerangka acuan kegiatan", "Studi kelayakan (bila fisik)",
                       "Surat pernyataan kesediaan"),
            when=When.ORGANISASI_INTERNASIONAL, gates="sign",
        ),
        StepRule(
            "verifikasi_mdn", "Verifikasi Menteri Dalam Negeri", Actor.MDN, PLAN, "P25 Pasal 29",
            "Menteri memverifikasi usulan.", documents=("Hasil verifikasi",), when=When.ORGANISASI_INTERNASIONAL,
            outcomes=(O.DISETUJUI, O.PERBAIKI, O.DITOLAK), gates="sign",
        ),
        StepRule(
            "rapat_antar_kl", "Rapat antarkementerian/lembaga", Actor.MDN, PLAN, "P25 Pasal 29",
            "Rapat menetapkan kementerian/lembaga teknis pendamping.", documents=("Risalah rapat",),
            when=When.ORGANISASI_INTERNASIONAL, gates="sign",
        ),
        StepRule(
            "proposal_mdn", "Proposal kepada Menteri", Actor.KD, YEARLY, "P25 Pasal 30",
            "Usulan disampaikan kepada Menteri.", documents=("Proposal",), when=When.LEMBAGA_NONPROFIT,
            gates="forward",
        ),
        StepRule(
            "izin_lembaga", "Izin Prinsip dan Izin Operasional", Actor.MTR, YEARLY, "P25 Pasal 30",
            "Lembaga nonprofit asing memiliki Izin Prinsip dan Izin Operasional.",
            documents=("Izin Prinsip", "Izin Operasional"), when=When.LEMBAGA_NONPROFIT, gates="sign",
        ),
        StepRule(
            "ttd_rencana_tahunan", "Penandatanganan rencana kegiatan tahunan", Actor.KD, YEARLY, "P25 Pasal 30",
            "Rencana kegiatan tahunan yang ditandatangani menjadi dasar kegiatan setiap tahun.",
            documents=("Rencana kegiatan tahunan",), contents=YEARLY_4, done_by="sign",
        ),
        _EXTENSION,
        # No Naskah here: the Rencana is carried out and reported on, or the yearly plan that stands alone.
        *(replace(rule, forms=rule.forms | PLAN) for rule in _DUTIES),
    ),
)  # fmt: skip

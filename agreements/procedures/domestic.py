"""KSDD and KSDPK: Permendagri 22/2020 (P22) under PP 28/2018. Limits are hari, calendar days."""

from dataclasses import replace

from accounts.enums import DayUnit
from agreements.enums import Form, Initiator, Outcome
from agreements.procedures.table import Actor, Procedure, StepRule, SubLimit, When, hari, on

O = Outcome  # noqa: E741 - read as a column of the tables below
KB, PKS = on(Form.KESEPAKATAN_BERSAMA), on(Form.PERJANJIAN_KERJA_SAMA)
PKS_OR_CONTRACT = on(Form.PERJANJIAN_KERJA_SAMA, Form.KONTRAK)
FIFTEEN = 15

KAK = "Kerangka Acuan Kerja (KAK)"
KAK_8 = (
    "latar belakang", "maksud dan tujuan", "lokasi", "ruang lingkup", "jangka waktu", "manfaat",
    "analisis dampak sosial dan lingkungan", "pembiayaan",
)  # fmt: skip
STUDI_KELAYAKAN_8 = (
    "latar belakang", "dasar hukum", "maksud dan tujuan", "objek", "kegiatan yang akan dilaksanakan", "jangka waktu",
    "analisis manfaat dan biaya", "kesimpulan dan rekomendasi",
)  # fmt: skip
TELAAHAN_5 = (
    "kesesuaian dengan RPJMD dan rencana strategis sektor",
    "kesesuaian lokasi dengan RTRW",
    "keterkaitan antarsektor dan antarwilayah",
    "biaya dan manfaat",
    "dampak terhadap pembangunan daerah",
)
KAJIAN_8 = (*TELAAHAN_5, "bonafiditas calon mitra", "pengalaman calon mitra", "komitmen calon mitra")
LAPORAN_9 = (
    "judul", "bentuk naskah", "para pihak", "maksud dan tujuan", "objek", "jangka waktu", "permasalahan",
    "upaya penyelesaian", "hal lainnya",
)  # fmt: skip
ANSWER = (O.DISETUJUI, O.DITOLAK, O.TIDAK_DIJAWAB)
_REVIEWED = (O.SELESAI, O.PERBAIKI, O.DITOLAK)
# P22 speaks of consent and of silence only; a council that may consent may refuse (UU 23/2014 Pasal 154).
CONSENT = (O.DISETUJUI, O.DISETUJUI_DENGAN_CATATAN, O.DITOLAK, O.DIANGGAP_DISETUJUI)

_DUTIES = (
    StepRule(
        "pelaksanaan", "Pelaksanaan", Actor.PD, KB | PKS, "P22 Pasal 15",
        "Para pihak melaksanakan; perubahan dituangkan dalam addendum, yang menambah beban disetujui DPRD lagi.",
        is_duty=True,
    ),
    StepRule(
        "penatausahaan", "Penatausahaan", Actor.TKK, KB | PKS, "P22 Pasal 16",
        "TKKSD menyimpan satu eksemplar dokumen asli.", documents=("Naskah asli",), is_duty=True,
    ),
    StepRule(
        "pelaporan", "Pelaporan", Actor.PD, KB | PKS, "P22 Pasal 17",
        "Perangkat daerah melapor kepada Kepala Daerah setiap semester; selanjutnya berjenjang.",
        documents=("Laporan semester",), contents=LAPORAN_9, repeatable=True, is_duty=True,
    ),
)  # fmt: skip

_UMBRELLA = StepRule(
    "kb_ditandatangani", "Penandatanganan Kesepakatan Bersama di atasnya", Actor.KD, PKS, "P22 Pasal 6",
    "Perjanjian Kerja Sama di bawah sebuah Kesepakatan Bersama ditandatangani sesudahnya. Terbuka dengan sendirinya"
    " setelah penandatanganan itu dicatat.",
    when=When.INDUK_BELUM, outcomes=(), gates="sign",
)  # fmt: skip

KSDD_STEPS: tuple[StepRule, ...] = (
    StepRule(
        "persiapan", "Persiapan", Actor.PD, KB, "P22 Pasal 7 ayat (1)–(3)",
        "Perangkat daerah menyusun Kerangka Acuan Kerja dan menyampaikannya kepada TKKSD.",
        documents=(KAK,), contents=KAK_8, gates="forward", only_ours=True,
    ),
    StepRule(
        "telaahan_tkksd", "Pengkajian/telaahan TKKSD", Actor.TKK, KB, "P22 Pasal 7 ayat (4)–(5)",
        "TKKSD menelaah KAK dari lima segi dan mengembalikan hasilnya kepada perangkat daerah.",
        documents=("Hasil telaahan",), contents=TELAAHAN_5, outcomes=_REVIEWED, done_by="recommend",
    ),
    StepRule(
        "penawaran_disiapkan", "Penawaran", Actor.KD, KB, "P22 Pasal 8 ayat (1)–(2)",
        "TKKSD menyiapkan surat penawaran; Kepala Daerah menandatangani dan mengirimkannya beserta KAK.",
        documents=("Surat penawaran", KAK), gates="sign", only_ours=True,
    ),
    StepRule(
        "menunggu_tanggapan", "Tanggapan mitra", Actor.MTR, KB, "P22 Pasal 8 ayat (3)",
        "Kepala Daerah mitra menjawab penawaran.", documents=("Surat tanggapan",),
        limit=hari(30, step="penawaran_disiapkan"), outcomes=ANSWER, gates="sign", only_ours=True,
    ),
    StepRule(
        "tanggapan_kita", "Tanggapan kita atas penawaran mitra", Actor.KD, KB, "P22 Pasal 8 ayat (3)",
        "Daerah lain yang menawarkan: Kepala Daerah menjawabnya dengan surat tanggapan sebelum naskahnya"
        " ditandatangani.",
        documents=("Surat tanggapan",), when=When.PRAKARSA_MITRA, outcomes=(O.DISETUJUI, O.DITOLAK), gates="sign",
    ),
    StepRule(
        "permintaan_kedua", "Permintaan tanggapan kedua", Actor.KD, KB, "P22 Pasal 8 ayat (4)–(5)",
        "Kepala Daerah meminta tanggapan sekali lagi.", documents=("Surat permintaan tanggapan kedua",),
        limit=hari(FIFTEEN), when=When.TIDAK_DIJAWAB, outcomes=ANSWER,
    ),
    StepRule(
        "lapor_pembina", "Laporan kepada Gubernur/Menteri", Actor.KD, KB, "P22 Pasal 8 ayat (6)–(7)",
        "Bupati/Wali Kota melapor kepada Gubernur (Gubernur kepada Menteri), yang memerintahkan jawaban.",
        documents=("Surat laporan",), when=When.TETAP_TIDAK_DIJAWAB, outcomes=ANSWER,
    ),
    StepRule(
        "penyusunan_kb", "Penyusunan Kesepakatan Bersama", Actor.PD, KB, "P22 Pasal 9",
        "Perangkat daerah menyusun rancangan; TKKSD membahasnya dengan pihak terkait.",
        documents=("Rancangan Kesepakatan Bersama",), outcomes=(O.SELESAI, O.PERBAIKI), done_by="recommend",
    ),
    StepRule(
        "ttd_kb", "Penandatanganan Kesepakatan Bersama", Actor.KD, KB, "P22 Pasal 10",
        "Para Kepala Daerah menandatangani; naskah asli sebanyak pihak, satu salinan untuk Sekretariat TKKSD.",
        documents=("Kesepakatan Bersama",), done_by="sign",
    ),
    StepRule(
        "penyusunan_pks", "Penyusunan Perjanjian Kerja Sama", Actor.PD, PKS, "P22 Pasal 13",
        "Perangkat daerah menyusun rancangan, dapat melibatkan tenaga ahli; TKKSD membahasnya.",
        documents=("Rancangan Perjanjian Kerja Sama",), outcomes=(O.SELESAI, O.PERBAIKI), done_by="recommend",
    ),
    _UMBRELLA,
    StepRule(
        "persetujuan_dprd", "Persetujuan DPRD", Actor.DPRD, PKS | on(Form.ADDENDUM), "P22 Pasal 11–12, 15 ayat (6)",
        "Kepala Daerah bersurat kepada pimpinan DPRD; hasil pembahasan ditindaklanjuti; pimpinan DPRD menyetujui.",
        documents=("Surat permohonan", "Kesepakatan Bersama yang ditandatangani", "Rancangan PKS"),
        limit=hari(45),
        sub_limits=(
            SubLimit("jawaban hasil pembahasan", FIFTEEN, DayUnit.HARI),
            SubLimit("tindak lanjut Kepala Daerah", FIFTEEN, DayUnit.HARI),
            SubLimit("persetujuan pimpinan DPRD", FIFTEEN, DayUnit.HARI),
        ),
        when=When.PERLU_DPRD, outcomes=CONSENT, gates="sign", silence=True,
    ),
    StepRule(
        "ttd_pks", "Penandatanganan Perjanjian Kerja Sama", Actor.KD, PKS, "P22 Pasal 14",
        "Kepala Daerah, atau kepala perangkat daerah dengan surat kuasa, menandatangani; naskah asli sebanyak pihak,"
        " satu salinan untuk Sekretariat TKKSD.",
        documents=("Perjanjian Kerja Sama", "Surat kuasa bila dikuasakan"), done_by="sign",
    ),
    *_DUTIES,
)  # fmt: skip

_PEMETAAN = StepRule(
    "pemetaan", "Identifikasi dan pemetaan", Actor.SEK, KB, "P22 Pasal 5",
    "Unit kerja sama dan unit perencanaan memetakan urusan setiap tahun; daftarnya dibahas dalam musrenbang atau"
    " koordinasi teknis dan dituangkan dalam Berita Acara yang ditandatangani Kepala Daerah.",
    documents=("Daftar rencana program dan kegiatan", "Berita Acara"),
)  # fmt: skip


def _optional(rule: StepRule) -> StepRule:
    """P22 Pasal 8 ayat (7) ties the report to Kerja Sama Wajib."""
    return replace(rule, action=f"{rule.action} Pada kerja sama sukarela tidak diwajibkan.")


KSDD_WAJIB = Procedure(
    code="ksdd_wajib",
    label="Kerja Sama Wajib dengan Daerah Lain",
    kinds=frozenset({"ksdd_wajib"}),
    initiator=Initiator.KAMI,
    summary="Dengan daerah yang berbatasan, untuk urusan yang berdampak lintas daerah.",
    articles="UU 23/2014 Pasal 364; PP 28/2018 Pasal 3–12; Permendagri 22/2020 Pasal 3–24",
    needs_consent="bersyarat",
    term="Kesepakatan Bersama paling lama 5 tahun, dapat diperpanjang.",
    steps=(_PEMETAAN, *KSDD_STEPS),
)
KSDD_SUKARELA = Procedure(
    code="ksdd_sukarela",
    label="Kerja Sama Sukarela dengan Daerah Lain",
    kinds=frozenset({"ksdd_sukarela"}),
    initiator=Initiator.KAMI,
    summary="Dengan daerah lain, berbatasan atau tidak, yang dinilai lebih efektif dan efisien bila bekerja sama.",
    articles="UU 23/2014 Pasal 365; PP 28/2018 Pasal 3–9; Permendagri 22/2020 Pasal 3–17",
    needs_consent="bersyarat",
    term="Kesepakatan Bersama paling lama 5 tahun, dapat diperpanjang.",
    steps=tuple(_optional(rule) if rule.code == "lapor_pembina" else rule for rule in KSDD_STEPS),
)

_KSDPK_ARTICLES = {
    "persiapan": "P22 Pasal 29", "telaahan_tkksd": "P22 Pasal 29", "pelaksanaan": "P22 Pasal 37",
    "penatausahaan": "P22 Pasal 38", "pelaporan": "P22 Pasal 39", "kb_ditandatangani": "P22 Pasal 28",
}  # fmt: skip


def _ksdpk(rule: StepRule) -> StepRule:
    forms = rule.forms | PKS_OR_CONTRACT if rule.forms & PKS else rule.forms
    return replace(rule, article=_KSDPK_ARTICLES.get(rule.code, rule.article), forms=forms)


_KSDPK_TAIL: tuple[StepRule, ...] = (
    StepRule(
        "penyusunan_kb", "Penyusunan Kesepakatan Bersama", Actor.TKK, KB, "P22 Pasal 32",
        "TKKSD menyusun rancangan dan membahasnya dengan pihak ketiga.",
        documents=("Rancangan Kesepakatan Bersama",), outcomes=(O.SELESAI, O.PERBAIKI), done_by="recommend",
    ),
    StepRule(
        "ttd_kb", "Penandatanganan Kesepakatan Bersama", Actor.KD, KB, "P22 Pasal 33",
        "Kepala Daerah dan pimpinan pihak ketiga menandatangani.", documents=("Kesepakatan Bersama",), done_by="sign",
    ),
    StepRule(
        "penyusunan_pks", "Penyusunan Kontrak/Perjanjian Kerja Sama", Actor.PD, PKS_OR_CONTRACT, "P22 Pasal 35",
        "Perangkat daerah menyusun rancangan; TKKSD membahasnya dengan pihak ketiga.",
        documents=("Rancangan Kontrak/PKS",), outcomes=(O.SELESAI, O.PERBAIKI), done_by="recommend",
    ),
    _ksdpk(_UMBRELLA),
    StepRule(
        "persetujuan_dprd", "Persetujuan DPRD", Actor.DPRD, PKS_OR_CONTRACT | on(Form.ADDENDUM),
        "P22 Pasal 34, 37 ayat (5)",
        "Surat Kepala Daerah dibahas Komisi dan diputus dalam sidang paripurna; dituangkan dalam surat pimpinan DPRD.",
        documents=("Surat permohonan", "Kesepakatan Bersama yang ditandatangani", "Rancangan PKS",
                   "Profil perusahaan mitra"),
        limit=hari(45), when=When.PERLU_DPRD, outcomes=CONSENT, gates="sign", silence=True,
    ),
    StepRule(
        "ttd_pks", "Penandatanganan Kontrak/Perjanjian Kerja Sama", Actor.KD, PKS_OR_CONTRACT, "P22 Pasal 36",
        "Kepala Daerah dan pimpinan pihak ketiga; dapat dikuasakan kepada kepala perangkat daerah atau pejabat lain.",
        documents=("Kontrak/PKS", "Surat kuasa bila dikuasakan"), done_by="sign",
    ),
    *(_ksdpk(rule) for rule in _DUTIES),
)  # fmt: skip

KSDPK_DAERAH = Procedure(
    code="ksdpk_daerah",
    label="Kerja Sama dengan Pihak Ketiga, prakarsa pemerintah daerah",
    kinds=frozenset({"ksdpk"}),
    initiator=Initiator.KAMI,
    summary="Dengan perseorangan, badan usaha berbadan hukum, atau organisasi kemasyarakatan; kami yang menawarkan.",
    articles="UU 23/2014 Pasal 366; PP 28/2018 Pasal 13–22; Permendagri 22/2020 Pasal 25, 27–39",
    needs_consent="bersyarat",
    term="Kesepakatan Bersama paling lama 5 tahun, dapat diperpanjang.",
    steps=(
        StepRule(
            "pemetaan", "Pemetaan dan daftar rencana kerja sama", Actor.SEK, KB, "P22 Pasal 25",
            "Pemetaan setiap tahun menurut urusan; daftar rencana ditetapkan dengan Keputusan Kepala Daerah.",
            documents=("Daftar rencana kerja sama", "Keputusan Kepala Daerah"),
        ),
        StepRule(
            "studi_kelayakan", "Studi kelayakan", Actor.PD, KB, "P22 Pasal 27",
            "Studi kelayakan disusun, memuat sedikitnya delapan hal.", documents=("Studi kelayakan",),
            contents=STUDI_KELAYAKAN_8, gates="forward",
        ),
        *(_ksdpk(rule) for rule in KSDD_STEPS[:2]),
        StepRule(
            "penawaran", "Penawaran", Actor.KD, KB, "P22 Pasal 30",
            "TKKSD menyampaikan, Kepala Daerah menandatangani penawaran kepada pihak ketiga beserta KAK. Dari beberapa"
            " calon, TKKSD dapat memilih menurut bonafiditas, pengalaman, dan komitmen. Peraturan tidak memberi batas"
            " waktu jawaban.",
            documents=("Surat penawaran", KAK), outcomes=(O.DISETUJUI, O.DITOLAK), gates="sign",
        ),
        *_KSDPK_TAIL,
    ),
)  # fmt: skip

KSDPK_PIHAK_KETIGA = Procedure(
    code="ksdpk_pihak_ketiga",
    label="Kerja Sama dengan Pihak Ketiga, prakarsa pihak ketiga",
    kinds=frozenset({"ksdpk"}),
    initiator=Initiator.MITRA,
    summary="Pihak ketiga yang mengusulkan, dengan studi kelayakan yang disusunnya sendiri.",
    articles="PP 28/2018 Pasal 18; Permendagri 22/2020 Pasal 26, 31–39",
    needs_consent="bersyarat",
    term="Kesepakatan Bersama paling lama 5 tahun, dapat diperpanjang.",
    steps=(
        StepRule(
            "proposal_masuk", "Proposal masuk", Actor.MTR, KB, "P22 Pasal 26, 31",
            "Pihak ketiga menyampaikan proposal dan studi kelayakan: terintegrasi dengan rencana induk sektor, layak,"
            " dan mampu secara keuangan.",
            documents=("Proposal", "Studi kelayakan", "Profil dan legalitas perusahaan"), contents=STUDI_KELAYAKAN_8,
            gates="forward",
        ),
        StepRule(
            "kajian_tkksd", "Pengkajian TKKSD", Actor.TKK, KB, "P22 Pasal 31",
            "TKKSD mengkaji proposal dari lima segi serta bonafiditas, pengalaman, dan komitmen calon mitra.",
            documents=("Hasil kajian",), contents=KAJIAN_8, outcomes=(O.DISETUJUI, O.PERBAIKI, O.DITOLAK),
            done_by="recommend",
        ),
        *_KSDPK_TAIL,
    ),
)  # fmt: skip

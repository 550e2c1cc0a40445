"""Sinergi with the centre: Permendagri 22/2020 (P22) Pasal 52–60. Consent of the DPRD comes before the signature."""

from agreements.enums import Form, Initiator, Outcome
from agreements.procedures.domestic import ANSWER, CONSENT, KAK, LAPORAN_9
from agreements.procedures.table import Actor, Procedure, StepRule, When, hari, on

O = Outcome  # noqa: E741 - read as a column of the table below
NK, NK_RK = on(Form.NOTA_KESEPAKATAN), on(Form.NOTA_KESEPAKATAN, Form.RENCANA_KERJA)

KAK_SINERGI = (
    "latar belakang", "maksud dan tujuan", "objek Sinergi", "lokasi Sinergi", "ruang lingkup", "pembiayaan",
    "jangka waktu", "manfaat",
)  # fmt: skip

SINERGI = Procedure(
    code="sinergi",
    label="Sinergi dengan Pemerintah Pusat",
    kinds=frozenset({"sinergi"}),
    initiator=Initiator.KAMI,
    summary="Dengan kementerian, lembaga pemerintah nonkementerian, atau instansi vertikal.",
    articles="PP 28/2018 Pasal 46; Permendagri 22/2020 Pasal 52–60",
    needs_consent="bersyarat",
    term="Mengikuti Nota Kesepakatan.",
    steps=(
        StepRule(
            "persiapan", "Persiapan", Actor.PD, NK, "P22 Pasal 53",
            "Perangkat daerah menyusun KAK dengan objek yang tercantum dalam RKPD; TKKSD menelaahnya.",
            documents=(KAK,), contents=KAK_SINERGI, gates="forward", only_ours=True,
        ),
        StepRule(
            "penawaran", "Penawaran Sinergi", Actor.KD, NK, "P22 Pasal 54",
            "TKKSD menyiapkan, Kepala Daerah menandatangani penawaran kepada kementerian/lembaga beserta KAK.",
            documents=("Surat penawaran", KAK), limit=hari(30), outcomes=ANSWER, gates="sign", only_ours=True,
        ),
        StepRule(
            "permintaan_kedua", "Permintaan tanggapan kedua", Actor.KD, NK, "P22 Pasal 54",
            "Kepala Daerah meminta tanggapan sekali lagi; peraturan tidak memberi batas waktu.",
            documents=("Surat permintaan tanggapan kedua",), when=When.TIDAK_DIJAWAB, outcomes=ANSWER,
        ),
        StepRule(
            "penyusunan_nk_rk", "Penyusunan Nota Kesepakatan dan Rencana Kerja", Actor.TKK, NK_RK, "P22 Pasal 55",
            "TKKSD menyusun rancangan bersama pihak terkait.",
            documents=("Rancangan Nota Kesepakatan", "Rancangan Rencana Kerja"), outcomes=(O.SELESAI, O.PERBAIKI),
            done_by="recommend",
        ),
        StepRule(
            "persetujuan_dprd", "Persetujuan DPRD", Actor.DPRD, NK | on(Form.ADDENDUM), "P22 Pasal 56, 58",
            "Sebelum ditandatangani: surat Kepala Daerah, dibahas Komisi, diputus dalam sidang paripurna.",
            documents=("Surat permohonan", "Rancangan Nota Kesepakatan", "Rancangan Rencana Kerja"),
            limit=hari(45), when=When.PERLU_DPRD, outcomes=CONSENT, gates="sign", silence=True,
        ),
        StepRule(
            "nota_disetujui", "Persetujuan DPRD atas Nota Kesepakatan", Actor.DPRD, on(Form.RENCANA_KERJA),
            "P22 Pasal 56–57",
            "DPRD menyetujui Nota Kesepakatan dan Rencana Kerja bersama-sama, sebelum keduanya ditandatangani. Terbuka"
            " dengan sendirinya setelah persetujuan itu dicatat pada Nota Kesepakatan.",
            when=When.NOTA_BELUM, outcomes=(), gates="sign",
        ),
        StepRule(
            "ttd_nk_rk", "Penandatanganan Nota Kesepakatan dan Rencana Kerja", Actor.KD, NK_RK, "P22 Pasal 57",
            "Kepala Daerah dan pejabat yang diberi wewenang kementerian/lembaga; disampaikan kepada Menteri sebagai"
            " laporan.",
            documents=("Nota Kesepakatan", "Rencana Kerja"), done_by="sign",
        ),
        StepRule(
            "pelaksanaan", "Pelaksanaan", Actor.PD, NK_RK, "P22 Pasal 58",
            "Masing-masing membiayai dari anggarannya sendiri; addendum yang menambah beban disetujui DPRD lagi.",
            is_duty=True,
        ),
        StepRule(
            "penatausahaan", "Penatausahaan", Actor.SEK, NK_RK, "P22 Pasal 59",
            "Sekretariat TKKSD menyimpan satu eksemplar dokumen asli.", documents=("Naskah asli",), is_duty=True,
        ),
        StepRule(
            "pelaporan", "Pelaporan", Actor.TKK, NK, "P22 Pasal 60",
            "TKKSD melapor kepada Bupati/Wali Kota setiap enam bulan.",
            documents=("Laporan enam bulanan",), contents=LAPORAN_9, repeatable=True, is_duty=True,
        ),
        StepRule(
            "pelaporan_tahunan", "Laporan tahunan", Actor.KD, NK, "P22 Pasal 60",
            "Bupati/Wali Kota melapor kepada Gubernur dan Gubernur kepada Menteri, sedikitnya setahun sekali.",
            documents=("Laporan tahunan",), contents=LAPORAN_9, repeatable=True, is_duty=True,
        ),
    ),
)  # fmt: skip

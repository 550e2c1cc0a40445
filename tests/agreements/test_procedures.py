"""Every step of every table of the law, retyped from its articles: code, actor, limit, unit, order, document."""

import pytest
from django.utils import translation

from accounts.enums import DayUnit
from agreements.enums import Form, OfferKind, Outcome
from agreements.procedures import INTAKE, PROCEDURES, Actor, When, wording
from agreements.procedures.intake import STEPS

KB, PKS, NK = Form.KESEPAKATAN_BERSAMA, Form.PERJANJIAN_KERJA_SAMA, Form.NOTA_KESEPAKATAN
LOI, PLAN, MOU = Form.PERNYATAAN_KEHENDAK, Form.RENCANA_KERJA_SAMA, Form.NASKAH_KERJA_SAMA
YEARLY, LONGER = Form.RENCANA_KEGIATAN_TAHUNAN, Form.PERPANJANGAN
H, HK = DayUnit.HARI, DayUnit.HARI_KERJA

# (code, actor, the document that carries it, limit or None)
_KSDD = [
    ("persiapan", "pd", KB, None),
    ("telaahan_tkksd", "tkk", KB, None),
    ("penawaran_disiapkan", "kd", KB, None),
    ("menunggu_tanggapan", "mtr", KB, (30, H)),
    ("tanggapan_kita", "kd", KB, None),  # the mirror: they offered; our clock is in INTAKE
    ("permintaan_kedua", "kd", KB, (15, H)),
    ("lapor_pembina", "kd", KB, None),
    ("penyusunan_kb", "pd", KB, None),
    ("ttd_kb", "kd", KB, None),
    ("penyusunan_pks", "pd", PKS, None),
    ("kb_ditandatangani", "kd", PKS, None),  # Pasal 6 and 28: the KB is signed before its PKS
    ("persetujuan_dprd", "dprd", PKS, (45, H)),
    ("ttd_pks", "kd", PKS, None),
    ("pelaksanaan", "pd", PKS, None),
    ("penatausahaan", "tkk", PKS, None),
    ("pelaporan", "pd", PKS, None),
]
_KSDPK_TAIL = [
    ("penyusunan_kb", "tkk", KB, None),
    ("ttd_kb", "kd", KB, None),
    ("penyusunan_pks", "pd", PKS, None),
    ("kb_ditandatangani", "kd", PKS, None),  # Pasal 6 and 28: the KB is signed before its PKS
    ("persetujuan_dprd", "dprd", PKS, (45, H)),
    ("ttd_pks", "kd", PKS, None),
    ("pelaksanaan", "pd", PKS, None),
    ("penatausahaan", "tkk", PKS, None),
    ("pelaporan", "pd", PKS, None),
]
LAW: dict[str, list[tuple[str, str, Form, tuple[int, DayUnit] | None]]] = {
    "ksdd_wajib": [("pemetaan", "sek", KB, None), *_KSDD],
    "ksdd_sukarela": _KSDD,
    "ksdpk_daerah": [
        ("pemetaan", "sek", KB, None),
        ("studi_kelayakan", "pd", KB, None),
        ("persiapan", "pd", KB, None),
        ("telaahan_tkksd", "tkk", KB, None),
        ("penawaran", "kd", KB, None),
        *_KSDPK_TAIL,
    ],
    "ksdpk_pihak_ketiga": [("proposal_masuk", "mtr", KB, None), ("kajian_tkksd", "tkk", KB, None), *_KSDPK_TAIL],
    "sinergi": [
        ("persiapan", "pd", NK, None),
        ("penawaran", "kd", NK, (30, H)),
        ("permintaan_kedua", "kd", NK, None),
        ("penyusunan_nk_rk", "tkk", NK, None),
        ("persetujuan_dprd", "dprd", NK, (45, H)),
        ("nota_disetujui", "dprd", Form.RENCANA_KERJA, None),
        ("ttd_nk_rk", "kd", NK, None),
        ("pelaksanaan", "pd", NK, None),
        ("penatausahaan", "sek", NK, None),
        ("pelaporan", "tkk", NK, None),
        ("pelaporan_tahunan", "kd", NK, None),
    ],
    "ksdpl": [
        ("prakarsa", "kd", LOI, None),
        ("penjajakan", "kd", LOI, None),
        ("kajian", "pd", LOI, None),
        ("konsultasi_loi", "mdn", LOI, None),
        ("ttd_loi", "kd", LOI, None),
        ("naskah_sebelumnya", "kd", PLAN, None),
        ("loi_berlaku", "kd", PLAN, None),
        ("laporan_tahun_lalu", "sek", PLAN, None),
        ("rencana_kerja_sama", "pd", PLAN, None),
        ("persetujuan_dprd", "dprd", PLAN, (45, HK)),
        ("ke_gubernur", "gub", PLAN, (5, HK)),
        ("verifikasi_mdn", "mdn", PLAN, None),
        ("rancangan_naskah", "pd", MOU, None),
        ("naskah_ke_gubernur", "gub", MOU, (5, HK)),
        ("rapat_antar_kl", "mdn", MOU, None),
        ("pembahasan_mitra", "mlu", MOU, None),
        ("persetujuan_menteri", "mdn", MOU, None),
        ("ttd_naskah", "kd", MOU, None),
        ("pengajuan_perpanjangan", "kd", LONGER, None),
        ("pelaksanaan", "pd", MOU, None),
        ("pelaporan", "kd", MOU, None),
    ],
    "ksdll_penerusan": [
        ("laporan_tahun_lalu", "sek", PLAN, None),
        ("usulan_rencana", "kd", PLAN, None),
        ("verifikasi_mdn", "mdn", PLAN, None),
        ("rapat_antar_kl", "mdn", PLAN, None),
        ("proposal_mdn", "kd", YEARLY, None),
        ("izin_lembaga", "mtr", YEARLY, None),
        ("ttd_rencana_tahunan", "kd", YEARLY, None),
        ("pengajuan_perpanjangan", "kd", LONGER, None),
        ("pelaksanaan", "pd", YEARLY, None),
        ("pelaporan", "kd", YEARLY, None),
    ],
}


def test_all_seven_kinds_are_there() -> None:
    assert list(PROCEDURES) == list(LAW)


@pytest.mark.parametrize("code", list(LAW))
def test_each_table_holds_the_law_step_by_step_in_order(code: str) -> None:
    found = [
        (rule.code, rule.actor.value, rule.limit and (rule.limit.number, rule.limit.unit))
        for rule in PROCEDURES[code].steps
    ]
    assert found == [(step, actor, limit) for step, actor, _form, limit in LAW[code]]


@pytest.mark.parametrize("code", list(LAW))
def test_each_step_stands_on_the_document_where_the_law_puts_it(code: str) -> None:
    for (step, _actor, form, _limit), rule in zip(LAW[code], PROCEDURES[code].steps, strict=True):
        assert form in rule.forms, step


# (procedure, step) -> from which date of which step the limit is counted; every limit of LAW stands here.
COUNTED_FROM = {
    **dict.fromkeys(
        [("ksdd_wajib", "menunggu_tanggapan"), ("ksdd_sukarela", "menunggu_tanggapan")],
        ("received_on", "penawaran_disiapkan"),
    ),
    **dict.fromkeys(
        [
            ("ksdd_wajib", "permintaan_kedua"), ("ksdd_sukarela", "permintaan_kedua"), ("sinergi", "penawaran"),
            *((code, "persetujuan_dprd") for code in LAW if code != "ksdll_penerusan"),
            ("ksdpl", "ke_gubernur"), ("ksdpl", "naskah_ke_gubernur"),
        ],
        ("received_on", ""),
    ),
}  # fmt: skip
# The moves that wait for a step; all other steps hold nothing back.
HOLDS = {
    "forward": {
        "ksdd_wajib": ["persiapan"],
        "ksdd_sukarela": ["persiapan"],
        "ksdpk_daerah": ["studi_kelayakan", "persiapan"],
        "ksdpk_pihak_ketiga": ["proposal_masuk"],
        "sinergi": ["persiapan"],
        "ksdpl": ["kajian", "loi_berlaku", "laporan_tahun_lalu"],
        "ksdll_penerusan": ["laporan_tahun_lalu", "proposal_mdn"],
    },
    "sign": {
        "ksdd_wajib": ["penawaran_disiapkan", "menunggu_tanggapan", "tanggapan_kita", "kb_ditandatangani",
                       "persetujuan_dprd"],
        "ksdd_sukarela": ["penawaran_disiapkan", "menunggu_tanggapan", "tanggapan_kita", "kb_ditandatangani",
                          "persetujuan_dprd"],
        "ksdpk_daerah": ["penawaran", "kb_ditandatangani", "persetujuan_dprd"],
        "ksdpk_pihak_ketiga": ["kb_ditandatangani", "persetujuan_dprd"],
        "sinergi": ["penawaran", "persetujuan_dprd", "nota_disetujui"],
        "ksdpl": ["konsultasi_loi", "naskah_sebelumnya", "loi_berlaku", "persetujuan_dprd", "verifikasi_mdn",
                  "rapat_antar_kl", "pembahasan_mitra", "persetujuan_menteri", "pengajuan_perpanjangan"],
        "ksdll_penerusan": ["usulan_rencana", "verifikasi_mdn", "rapat_antar_kl", "izin_lembaga",
                            "pengajuan_perpanjangan"],
    },
}  # fmt: skip
CONDITIONS = {
    "permintaan_kedua": When.TIDAK_DIJAWAB,
    "lapor_pembina": When.TETAP_TIDAK_DIJAWAB,
    "ke_gubernur": When.KABUPATEN_KOTA,
    "naskah_ke_gubernur": When.KABUPATEN_KOTA,
    "usulan_rencana": When.ORGANISASI_INTERNASIONAL,
    "proposal_mdn": When.LEMBAGA_NONPROFIT,
    "izin_lembaga": When.LEMBAGA_NONPROFIT,
    "tanggapan_kita": When.PRAKARSA_MITRA,
    "loi_berlaku": When.LOI_LEWAT,
    "laporan_tahun_lalu": When.LAPORAN_TERTUNGGAK,
    "kb_ditandatangani": When.INDUK_BELUM,
    "naskah_sebelumnya": When.INDUK_BELUM,
    "nota_disetujui": When.NOTA_BELUM,
}


@pytest.mark.parametrize("code", list(LAW))
def test_each_limit_is_counted_from_where_the_law_says(code: str) -> None:
    found = {
        (code, rule.code): (str(rule.limit.since), rule.limit.step) for rule in PROCEDURES[code].steps if rule.limit
    }
    assert found == {key: value for key, value in COUNTED_FROM.items() if key[0] == code}


@pytest.mark.parametrize("move", list(HOLDS))
def test_each_move_waits_for_the_steps_the_law_puts_before_it(move: str) -> None:
    found = {code: [rule.code for rule in PROCEDURES[code].steps if rule.stands_before(move)] for code in LAW}
    assert found == HOLDS[move]


@pytest.mark.parametrize("code", list(LAW))
def test_conditions_and_duties(code: str) -> None:
    for rule in PROCEDURES[code].steps:
        if rule.code in CONDITIONS:
            assert rule.when == CONDITIONS[rule.code], rule.code
        elif rule.code not in {"persetujuan_dprd", "verifikasi_mdn", "rapat_antar_kl"}:
            assert rule.when == When.SELALU, rule.code
        assert rule.is_duty == (rule.code in {"pelaksanaan", "penatausahaan", "pelaporan", "pelaporan_tahunan"})
        assert rule.repeatable == (
            rule.code.startswith("pelaporan") or (rule.code == "pelaksanaan" and code.startswith(("ksdpl", "ksdll")))
        )


def test_what_belongs_to_our_own_offer_alone() -> None:
    found = {code: [rule.code for rule in PROCEDURES[code].steps if rule.only_ours] for code in LAW}
    offer = ["persiapan", "penawaran_disiapkan", "menunggu_tanggapan"]
    assert {code: steps for code, steps in found.items() if steps} == {
        "ksdd_wajib": offer, "ksdd_sukarela": offer, "sinergi": ["persiapan", "penawaran"],
        "ksdpk_daerah": ["persiapan"],
    }  # fmt: skip


def test_outcomes_the_law_knows() -> None:
    """Silence counts as consent only with the DPRD; a refusal of the DPRD is said only by the foreign rule."""
    # A council that may consent may refuse, though P22 speaks of it nowhere.
    home = {Outcome.DISETUJUI, Outcome.DISETUJUI_DENGAN_CATATAN, Outcome.DITOLAK, Outcome.DIANGGAP_DISETUJUI}
    abroad = {Outcome.DISETUJUI, Outcome.DITOLAK, Outcome.DIANGGAP_DISETUJUI}
    for code, procedure in PROCEDURES.items():
        silent = {rule.code for rule in procedure.steps if rule.silence}
        assert silent == (set() if code == "ksdll_penerusan" else {"persetujuan_dprd"}), code
        for rule in procedure.steps:
            if rule.code == "persetujuan_dprd":
                assert set(rule.outcomes) == (abroad if code == "ksdpl" else home)
            assert (Outcome.DIANGGAP_DISETUJUI in rule.outcomes) == rule.silence
    answers = {Outcome.DISETUJUI, Outcome.DITOLAK, Outcome.TIDAK_DIJAWAB}
    for code in ("menunggu_tanggapan", "permintaan_kedua", "lapor_pembina"):
        assert answers <= set(PROCEDURES["ksdd_wajib"].step(code).outcomes)
    assert set(PROCEDURES["ksdpl"].step("verifikasi_mdn").outcomes) == {Outcome.DISETUJUI, Outcome.PERBAIKI}


def test_the_three_parts_of_the_dprds_answer_add_up() -> None:
    rule = PROCEDURES["ksdd_wajib"].step("persetujuan_dprd")
    assert [(part.number, part.unit) for part in rule.sub_limits] == [(15, H)] * 3
    assert rule.limit is not None
    assert sum(part.number for part in rule.sub_limits) == rule.limit.number


def test_consent_is_conditional_at_home_always_abroad_and_never_for_penerusan() -> None:
    assert {code: procedure.needs_consent for code, procedure in PROCEDURES.items()} == {
        **dict.fromkeys(["ksdd_wajib", "ksdd_sukarela", "ksdpk_daerah", "ksdpk_pihak_ketiga", "sinergi"], "bersyarat"),
        "ksdpl": "selalu",
        "ksdll_penerusan": "tidak",
    }
    for code, procedure in PROCEDURES.items():
        conditions = {rule.when for rule in procedure.steps if rule.code == "persetujuan_dprd"}
        expected = {"bersyarat": {When.PERLU_DPRD}, "selalu": {When.SELALU}, "tidak": set()}
        assert conditions == expected[procedure.needs_consent], code


def test_a_letter_of_intent_is_good_for_a_year() -> None:
    assert PROCEDURES["ksdpl"].step("ttd_loi").valid_months == 12


def test_our_own_clock_for_letters_that_come_in() -> None:
    """P22 Pasal 8 ayat (3)–(5): 30 hari after receipt, 15 after a second request; kept for third parties too."""
    found = {rule.code: (rule.limit and (rule.limit.number, rule.limit.unit), rule.article) for rule in INTAKE.steps}
    assert {code: limit for code, (limit, _article) in found.items()} == {
        "jawab_penawaran": (30, H),
        "jawab_permintaan_kedua": (15, H),
        "jawab_prakarsa": (30, H),
        "jawab_prakarsa_kedua": (15, H),
    }
    assert found["jawab_penawaran"][1] == "Permendagri 22/2020 Pasal 8 ayat (3)"
    assert set(STEPS.values()) == set(found)
    assert set(STEPS) == {(kind, again) for kind in OfferKind for again in (False, True)}


def test_contents_have_as_many_items_as_the_law_lists() -> None:
    def items(code: str, step: str) -> int:
        return len(PROCEDURES[code].step(step).contents)

    assert items("ksdd_wajib", "persiapan") == items("sinergi", "persiapan") == 8
    assert items("ksdd_wajib", "telaahan_tkksd") == 5
    assert items("ksdpk_pihak_ketiga", "kajian_tkksd") == 8
    assert items("ksdpk_daerah", "studi_kelayakan") == 8
    assert items("ksdd_wajib", "pelaporan") == items("ksdpl", "pelaporan") == 9
    assert (items("ksdpl", "ttd_loi"), items("ksdpl", "rencana_kerja_sama")) == (6, 7)
    assert (items("ksdpl", "kajian"), items("ksdpl", "rancangan_naskah")) == (6, 11)


@pytest.mark.parametrize("code", list(LAW))
def test_every_step_names_its_article_its_act_and_a_known_actor(code: str) -> None:
    for rule in PROCEDURES[code].steps:
        assert rule.article.startswith(("Permendagri 22/2020 Pasal", "Permendagri 25/2020 Pasal")), rule.code
        assert rule.action.endswith("."), rule.code
        assert rule.actor in Actor
        assert not (rule.gates and rule.done_by), rule.code


@pytest.mark.parametrize(
    ("code", "words", "english"),
    [
        (
            "ksdd_wajib",
            "30 hari, ditambah 15 hari bila tidak dijawab dalam tenggat dan 45 hari bila perlu persetujuan DPRD",
            "30 days, plus 15 days if not answered within the time limit and 45 days if DPRD consent is needed",
        ),
        ("ksdpk_daerah", "45 hari bila perlu persetujuan DPRD", "45 days if DPRD consent is needed"),
        (
            "ksdpl",
            "45 hari kerja, ditambah 10 hari kerja bila diajukan oleh kabupaten/kota",
            "45 working days, plus 10 working days if proposed by a regency or city",
        ),
        ("ksdll_penerusan", "", ""),
    ],
)
def test_limits_are_added_up_in_the_days_of_the_law_and_name_their_conditions(
    code: str, words: str, english: str
) -> None:
    """Hari kerja are not hari (domain digest 9, 12), and what comes only under a condition is not in the sum."""
    steps = PROCEDURES[code].steps
    assert wording.sums_words(steps) == words
    with translation.override("en"):
        assert wording.sums_words(steps) == english


def test_a_known_answer_about_consent_leaves_no_condition() -> None:
    steps = PROCEDURES["sinergi"].steps
    assert (wording.sums_words(steps, consent=True), wording.sums_words(steps, consent=False)) == ("75 hari", "30 hari")

"""“Siapa mitranya?”: at most five questions that name the kind, the rule, the documents and the steps."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from agreements.enums import CooperationKind, Form, Initiator, KsdpkKind
from agreements.procedures import OTHER_RULES, PROCEDURES
from agreements.procedures.table import Procedure

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

MOST_QUESTIONS = 5


@dataclass(frozen=True)
class Option:
    """One answer."""

    value: str
    label: "StrOrPromise"
    hint: "StrOrPromise" = ""


@dataclass(frozen=True)
class Question:
    """One question; ``name`` is its field in the address."""

    name: str
    text: "StrOrPromise"
    options: tuple[Option, ...]
    help: "StrOrPromise" = ""

    def option(self, value: str) -> Option | None:
        """The answer with this value."""
        return next((option for option in self.options if option.value == value), None)


@dataclass(frozen=True)
class Found:
    """Where the answers lead. Without a ``procedure`` another rule governs, named in ``other_rule``."""

    kind: CooperationKind
    form: Form
    procedure: Procedure | None = None
    ksdpk_kind: str = ""
    initiator: str = Initiator.KAMI.value
    other_rule: "StrOrPromise" = ""
    consent: bool | None = None


MITRA = Question(
    "mitra",
    _("Siapa mitranya?"),
    (
        Option("daerah", _("Pemerintah daerah lain di Indonesia"), _("Provinsi, kabupaten, atau kota.")),
        Option(
            "pihak_ketiga",
            _("Pihak ketiga"),
            _("Perseorangan, badan usaha berbadan hukum (swasta, BUMN, BUMD, koperasi), yayasan, perguruan tinggi"
              " swasta, atau organisasi kemasyarakatan."),
        ),
        Option(
            "pusat",
            _("Pemerintah pusat"),
            _("Kementerian, lembaga, instansi vertikal, TNI, Polri, Bank Indonesia, OJK, BPJS, atau perguruan tinggi"
              " negeri."),
        ),
        Option("daerah_asing", _("Pemerintah daerah di luar negeri"), _("Misalnya kota bersaudara.")),
        Option(
            "lembaga_asing",
            _("Lembaga di luar negeri"),
            _("Organisasi internasional, lembaga nonprofit, universitas, atau mitra pembangunan."),
        ),
    ),
)  # fmt: skip
SIFAT = Question(
    "sifat",
    _("Apakah daerahnya berbatasan dan urusannya berdampak lintas daerah?"),
    (
        Option("wajib", _("Ya"), _("Lebih efisien bila dikelola bersama: kerja sama wajib.")),
        Option("sukarela", _("Tidak"), _("Dinilai lebih efektif bila bekerja sama: kerja sama sukarela.")),
    ),
)
JENIS = Question(
    "jenis",
    _("Apa yang dikerjasamakan?"),
    (
        Option("pelayanan_publik", _("Penyediaan pelayanan publik"), _("Termasuk pendidikan, kesehatan, dan sosial.")),
        Option("pengelolaan_aset", _("Pemanfaatan barang milik daerah")),
        Option("investasi", _("Penanaman modal")),
        Option("lainnya_infrastruktur", _("Penyediaan infrastruktur dengan badan usaha (KPBU)")),
        Option("lainnya_pengadaan", _("Pengadaan barang atau jasa")),
        Option("blud", _("Kerja sama oleh BLUD"), _("Misalnya rumah sakit atau puskesmas.")),
        Option("hibah", _("Hibah atau bantuan")),
    ),
)
PRAKARSA = Question(
    "prakarsa",
    _("Siapa yang memprakarsai?"),
    (
        Option("kami", _("Pemerintah daerah"), _("Kami yang menawarkan.")),
        Option("mitra", _("Pihak ketiga"), _("Mereka yang mengajukan proposal dan studi kelayakan.")),
    ),
)
PENERUSAN = Question(
    "penerusan",
    _("Apakah ini penerusan kerja sama Pemerintah?"),
    (
        Option(
            "ya",
            _("Ya"),
            _("Pemerintah pusat sudah bekerja sama dengan organisasi internasional, lembaga nonprofit, atau mitra"
              " pembangunan itu; daerah menjadi penerima manfaat."),
        ),
        Option("tidak", _("Tidak"), _("Misalnya langsung dengan universitas di luar negeri.")),
    ),
)  # fmt: skip
LEMBAGA = Question(
    "lembaga",
    _("Lembaga apa?"),
    (
        Option("organisasi", _("Organisasi internasional atau mitra pembangunan")),
        Option("nonprofit", _("Lembaga nonprofit asing"), _("Harus memiliki Izin Prinsip dan Izin Operasional.")),
    ),
)
PAYUNG = Question(
    "payung",
    _("Sudah ada Kesepakatan Bersama yang berlaku dengan mitra ini?"),
    (
        Option("belum", _("Belum"), _("Dimulai dari Kesepakatan Bersama.")),
        Option("sudah", _("Sudah"), _("Langsung menyusun Perjanjian Kerja Sama.")),
    ),
)
TAHAP = Question(
    "tahap",
    _("Sudah sampai mana?"),
    (
        Option("awal", _("Baru mulai"), _("Dimulai dari kajian dan Pernyataan Kehendak (LoI).")),
        Option("loi", _("LoI sudah ditandatangani"), _("Berikutnya Rencana Kerja Sama dan persetujuan DPRD.")),
        Option("rencana", _("Rencana sudah dipertimbangkan Menteri"), _("Berikutnya rancangan Naskah (MoU).")),
    ),
)
BEBAN = Question(
    "beban",
    _("Membebani masyarakat dan daerah, atau belum teranggarkan dalam APBD?"),
    (
        Option("ya", _("Ya"), _("Perlu persetujuan DPRD.")),
        Option("tidak", _("Tidak")),
        Option("belum", _("Belum tahu"), _("Dihitung seolah-olah perlu.")),
    ),
)

QUESTIONS = (MITRA, SIFAT, JENIS, PRAKARSA, PENERUSAN, LEMBAGA, PAYUNG, TAHAP, BEBAN)


def path_of(answers: Mapping[str, str]) -> list[Question]:
    """The questions to ask, as far as the answers so far tell; the first without an answer is the present one."""
    asked: list[Question] = []
    for question in _way(answers):
        asked.append(question)
        if question.option(answers.get(question.name, "")) is None:
            break
    return asked


def _way(answers: Mapping[str, str]) -> list[Question]:
    other_rule = answers.get("jenis", "pelayanan_publik") != "pelayanan_publik"
    ways = {
        "daerah": [MITRA, SIFAT, PAYUNG, BEBAN],
        "pihak_ketiga": [MITRA, JENIS] if other_rule else [MITRA, JENIS, PRAKARSA, PAYUNG, BEBAN],
        "pusat": [MITRA, BEBAN],
        "daerah_asing": [MITRA, TAHAP],
        "lembaga_asing": [MITRA, PENERUSAN, LEMBAGA if answers.get("penerusan") == "ya" else TAHAP],
    }
    return ways.get(answers.get("mitra", ""), [MITRA])


def open_question(answers: Mapping[str, str]) -> Question | None:
    """The question to ask now; None when all are answered."""
    last = path_of(answers)[-1]
    return last if last.option(answers.get(last.name, "")) is None else None


def find(answers: Mapping[str, str]) -> Found | None:
    """Where the answers lead; None while a question is open."""
    if open_question(answers) is not None:
        return None
    consent = {"ya": True, "tidak": False}.get(answers.get("beban", ""))
    under = Form.PERJANJIAN_KERJA_SAMA if answers.get("payung") == "sudah" else Form.KESEPAKATAN_BERSAMA
    match answers["mitra"]:
        case "daerah":
            kind = CooperationKind.KSDD_WAJIB if answers["sifat"] == "wajib" else CooperationKind.KSDD_SUKARELA
            return Found(kind, under, PROCEDURES[kind.value], consent=consent)
        case "pihak_ketiga":
            return _third_party(answers, under, consent)
        case "pusat":
            return Found(CooperationKind.SINERGI, Form.NOTA_KESEPAKATAN, PROCEDURES["sinergi"], consent=consent)
    return _foreign(answers)


def _third_party(answers: Mapping[str, str], under: Form, consent: bool | None) -> Found:
    subject = answers["jenis"]
    if subject in OTHER_RULES:
        form = Form.KONTRAK if subject == KsdpkKind.LAINNYA_PENGADAAN else Form.PERJANJIAN_KERJA_SAMA
        return Found(CooperationKind.KSDPK, form, ksdpk_kind=subject, other_rule=OTHER_RULES[subject])
    theirs = answers["prakarsa"] == "mitra"
    procedure = PROCEDURES["ksdpk_pihak_ketiga" if theirs else "ksdpk_daerah"]
    initiator = (Initiator.MITRA if theirs else Initiator.KAMI).value
    return Found(CooperationKind.KSDPK, under, procedure, subject, initiator, consent=consent)


def _foreign(answers: Mapping[str, str]) -> Found:
    if answers.get("penerusan") == "ya":
        nonprofit = answers["lembaga"] == "nonprofit"
        form = Form.RENCANA_KEGIATAN_TAHUNAN if nonprofit else Form.RENCANA_KERJA_SAMA
        return Found(CooperationKind.KSDLL_PENERUSAN, form, PROCEDURES["ksdll_penerusan"])
    forms = {"awal": Form.PERNYATAAN_KEHENDAK, "loi": Form.RENCANA_KERJA_SAMA, "rencana": Form.NASKAH_KERJA_SAMA}
    kind = CooperationKind.KSDPL if answers["mitra"] == "daerah_asing" else CooperationKind.KSDLL_LAINNYA
    return Found(kind, forms[answers["tahap"]], PROCEDURES["ksdpl"], consent=True)

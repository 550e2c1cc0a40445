"""What a document must at least contain, item by item, each with the article that asks for it.

P22 is Permendagri 22/2020: Pasal 40 the Kesepakatan Bersama, 41 the Perjanjian Kerja Sama or Kontrak, 42 the Nota
Kesepakatan; P25 is Permendagri 25/2020: Pasal 13 the LoI, 15 the Rencana, 20 the Naskah, 26 the yearly plan. Of a
Kontrak or PKS with a third party PP 28/2018 Pasal 19 ayat (2) asks four items again, one of them alone.
"""

from agreements.enums import CooperationKind, Form
from agreements.models import Agreement

MAKSUD, LATAR, LOKASI, OBJEK = "MAKSUD DAN TUJUAN", "LATAR BELAKANG", "LOKASI", "OBJEK"
LINGKUP, TUGAS, PELAKSANAAN = "RUANG LINGKUP", "TUGAS DAN TANGGUNG JAWAB", "PELAKSANAAN"
HAK, BIAYA, JANGKA, SENGKETA = "HAK DAN KEWAJIBAN", "PEMBIAYAAN", "JANGKA WAKTU", "PENYELESAIAN PERSELISIHAN"
KAHAR, AKHIR, SANKSI, SURAT = "KEADAAN KAHAR", "PENGAKHIRAN KERJA SAMA", "SANKSI", "SURAT-MENYURAT"
LAIN, PENUTUP, KELOMPOK = "LAIN-LAIN", "PENUTUP", "KELOMPOK KERJA BERSAMA"
AMANDEMEN, MASA = "AMANDEMEN", "MASA BERLAKU"
MASA_MOU = "MASA BERLAKU, PERPANJANGAN, DAN PENGAKHIRAN"
PERUBAHAN, TETAP = "PERUBAHAN KETENTUAN", "KETENTUAN YANG TETAP BERLAKU"
PANJANG = "PERPANJANGAN JANGKA WAKTU"
SASARAN, SUMBER, WAKTU = "MAKSUD, TUJUAN, DAN SASARAN", "SUMBER PEMBIAYAAN", "JANGKA WAKTU PELAKSANAAN"
URAIAN, PERAN, HASIL = "URAIAN KEGIATAN", "PERAN PARA PIHAK", "HASIL YANG DIHARAPKAN"
RENCANA_BIAYA = "RENCANA PEMBIAYAAN"

_PKS = [MAKSUD, OBJEK, LINGKUP, PELAKSANAAN, HAK, BIAYA, JANGKA, SENGKETA, KAHAR, AKHIR, PENUTUP]
_YEARLY = [URAIAN, PERAN, HASIL, RENCANA_BIAYA]
_HEADINGS: dict[str, list[str]] = {
    Form.KESEPAKATAN_BERSAMA: [MAKSUD, OBJEK, LINGKUP, PELAKSANAAN, JANGKA, SURAT, LAIN, PENUTUP],
    Form.NOTA_KESEPAKATAN: [
        LATAR, MAKSUD, LOKASI, OBJEK, LINGKUP, TUGAS, PELAKSANAAN, BIAYA, JANGKA, LAIN, PENUTUP,
    ],
    Form.PERNYATAAN_KEHENDAK: [MAKSUD, LINGKUP, MASA],
    Form.RENCANA_KERJA_SAMA: [LATAR, SASARAN, OBJEK, LINGKUP, SUMBER, WAKTU],
    Form.NASKAH_KERJA_SAMA: [MAKSUD, LINGKUP, PELAKSANAAN, BIAYA, KELOMPOK, SENGKETA, AMANDEMEN, MASA_MOU],
    Form.IMPLEMENTING_ARRANGEMENT: [MAKSUD, LINGKUP, PELAKSANAAN, BIAYA, KELOMPOK, SENGKETA, AMANDEMEN, MASA_MOU],
    Form.RENCANA_KEGIATAN_TAHUNAN: _YEARLY,
    Form.RENCANA_KERJA: [MAKSUD, LINGKUP, *_YEARLY, JANGKA],
    Form.ADDENDUM: [PERUBAHAN, TETAP, PENUTUP],
    Form.PERPANJANGAN: [PANJANG, TETAP, PENUTUP],
}  # fmt: skip

# What stands outside the pasal, before and after them.
_BEFORE: dict[str, tuple[str, ...]] = {
    Form.KESEPAKATAN_BERSAMA: ("KOMPARISI", "PARA PIHAK", "KONSIDERAN"),
    Form.PERJANJIAN_KERJA_SAMA: ("KOMPARISI", "PARA PIHAK", "KONSIDERAN"),
    Form.KONTRAK: ("KOMPARISI", "PARA PIHAK", "KONSIDERAN"),
    Form.NOTA_KESEPAKATAN: ("KOMPARISI", "PARA PIHAK", "PREMIS", "KONSIDERAN"),
    Form.PERNYATAAN_KEHENDAK: ("SUBJEK",),
    Form.RENCANA_KERJA_SAMA: ("SUBJEK",),
    Form.NASKAH_KERJA_SAMA: ("SUBJEK",),
}
_AFTER: dict[str, tuple[str, ...]] = {
    Form.PERNYATAAN_KEHENDAK: ("TEMPAT DAN TANGGAL PENANDATANGANAN",),
    Form.NASKAH_KERJA_SAMA: ("TEMPAT DAN TANGGAL PENANDATANGANAN",),
}

_P22, _P25 = "Permendagri 22/2020 Pasal {}", "Permendagri 25/2020 Pasal {}"
ARTICLES: dict[str, str] = {
    Form.KESEPAKATAN_BERSAMA: _P22.format(40),
    Form.PERJANJIAN_KERJA_SAMA: _P22.format(41),
    Form.KONTRAK: _P22.format(41),
    Form.NOTA_KESEPAKATAN: _P22.format(42),
    Form.RENCANA_KERJA: _P22.format(55) + ", tanpa rincian isi",
    Form.PERNYATAAN_KEHENDAK: _P25.format(13),
    Form.RENCANA_KERJA_SAMA: _P25.format(15),
    Form.NASKAH_KERJA_SAMA: _P25.format(20),
    Form.RENCANA_KEGIATAN_TAHUNAN: _P25.format(26),
}
_CHANGES = {CooperationKind.KSDPK: _P22.format("37 ayat (3)"), CooperationKind.SINERGI: _P22.format(58)}
_FOREIGN_CHANGE = _P25.format("20 (amandemen)")
_CONTRACT = "PP 28/2018 Pasal 19 ayat (2)"
_ASKED_TWICE = frozenset({HAK, JANGKA, SENGKETA})
WITHOUT_RULE = "Kerangka baku register ini"


def headings_of(agreement: Agreement) -> list[str]:
    """The headings this document must at least have, in order; ``SANKSI`` only with third parties."""
    found = list(_HEADINGS.get(agreement.form, _PKS))
    if agreement.form not in _HEADINGS and agreement.cooperation_kind == CooperationKind.KSDPK:
        found.insert(found.index(PENUTUP), SANKSI)
    return found


def contents_of(agreement: Agreement) -> list[tuple[str, str]]:
    """Every mandatory item with its article, in the order of the page: what opens, the pasal, what closes."""
    names = (*_BEFORE.get(agreement.form, ()), *headings_of(agreement), *_AFTER.get(agreement.form, ()))
    return [(name, article_of(agreement, name)) for name in names]


def article_of(agreement: Agreement, name: str) -> str:
    """The article that asks for one item of this document."""
    if agreement.form in {Form.ADDENDUM, Form.PERPANJANGAN}:
        if agreement.cooperation_kind in CooperationKind.FOREIGN:
            return _FOREIGN_CHANGE
        return _CHANGES.get(CooperationKind(agreement.cooperation_kind), _P22.format("15 ayat (4)"))
    asked = ARTICLES.get(agreement.form, WITHOUT_RULE)
    is_contract = agreement.form in {Form.PERJANJIAN_KERJA_SAMA, Form.KONTRAK}
    if is_contract and agreement.cooperation_kind == CooperationKind.KSDPK:
        if name == SANKSI:
            return _CONTRACT
        if name in _ASKED_TWICE:
            return f"{asked}; {_CONTRACT}"
    return asked

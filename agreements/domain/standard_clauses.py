"""The minimum contents of each form of document, written out from the facts of the register.

Which headings a form must have, by which article: ``clause_headings``. The sentences are a proposal to start from; the
parties change them as they agree.
The language is the paper's, not the reader's, so nothing here is translated.
"""

from collections.abc import Callable

from agreements import words
from agreements.domain import closing_clauses as closing
from agreements.domain.clause_headings import (
    AKHIR,
    AMANDEMEN,
    BIAYA,
    HAK,
    HASIL,
    JANGKA,
    KAHAR,
    KELOMPOK,
    LAIN,
    LATAR,
    LINGKUP,
    LOKASI,
    MAKSUD,
    MASA,
    MASA_MOU,
    OBJEK,
    PANJANG,
    PELAKSANAAN,
    PENUTUP,
    PERAN,
    PERUBAHAN,
    RENCANA_BIAYA,
    SANKSI,
    SASARAN,
    SENGKETA,
    SUMBER,
    SURAT,
    TETAP,
    TUGAS,
    URAIAN,
    WAKTU,
)
from agreements.domain.clause_writing import Draft, about, inline, items, name_on_paper, sentence, soften, term_of
from agreements.enums import Form, Funding
from agreements.models import Agreement

_MONEY = {
    Funding.APBN: "Anggaran Pendapatan dan Belanja Negara",
    Funding.APBD: "Anggaran Pendapatan dan Belanja Daerah",
    Funding.PIHAK_KETIGA: "anggaran pihak ketiga",
    Funding.PARA_PIHAK: "anggaran PARA PIHAK sesuai dengan tugas dan tanggung jawab masing-masing",
    Funding.HIBAH: "hibah yang sah dan tidak mengikat",
    Funding.LAINNYA: "sumber lain yang sah sesuai dengan ketentuan peraturan perundang-undangan",
}


def _matter(agreement: Agreement) -> str:
    """``kerja sama tentang …``, without saying *kerja sama* twice."""
    title = about(agreement)
    return title if title.casefold().startswith("kerja sama") else f"kerja sama tentang {title}"


def _maksud(d: Draft) -> str:
    purpose = d.agreement.purpose.strip()
    lines = [line for line in purpose.splitlines() if line.strip()]
    first = f"Maksud {d.paper} ini adalah sebagai landasan bagi PARA PIHAK dalam melaksanakan {_matter(d.agreement)}."
    if len(lines) > 1:
        return f"{first}\n\nTujuan {d.paper} ini adalah:\n{items(lines)}"
    goal = inline(purpose) or "mengoptimalkan potensi dan sumber daya PARA PIHAK untuk kesejahteraan masyarakat"
    return f"{first}\n\nTujuan {d.paper} ini adalah {soften(goal)}."


def _objek(d: Draft) -> str:
    return sentence(f"Objek {d.paper} ini adalah {soften(inline(d.agreement.object)) or inline(d.agreement.title)}")


def _lingkup(d: Draft) -> str:
    lines = [line for line in d.agreement.scope.splitlines() if line.strip()]
    if len(lines) > 1:
        return f"Ruang lingkup {d.paper} ini meliputi:\n{items(lines)}"
    return sentence(
        f"Ruang lingkup {d.paper} ini meliputi {soften(inline(d.agreement.scope)) or inline(d.agreement.title)}"
    )


def _latar(d: Draft) -> str:
    text = d.agreement.background.strip()
    return text or (
        f"{d.paper} ini dibuat dalam rangka sinergi perencanaan dan pelaksanaan pembangunan antara PARA PIHAK untuk"
        f" {inline(d.agreement.title)}."
    )


def _lokasi(d: Draft) -> str:
    place = inline(d.agreement.location_text) or ", ".join(d.agreement.location_names) or d.agreement.government.name
    return sentence(f"Lokasi pelaksanaan {d.paper} ini adalah di {place}")


def _tugas(d: Draft) -> str:
    duties = [
        f"{p.label} bertugas dan bertanggung jawab melaksanakan ruang lingkup sebagaimana dimaksud dalam"
        f" {d.pasal(LINGKUP)} sesuai dengan kewenangannya, serta menyediakan data dan informasi yang diperlukan."
        for p in d.parties
    ]
    return "\n\n".join(duties)


def _pelaksanaan(d: Draft) -> str:
    form = d.agreement.form
    if form == Form.KESEPAKATAN_BERSAMA:
        follow = "Perjanjian Kerja Sama"
    elif form == Form.NOTA_KESEPAKATAN:
        follow = "Rencana Kerja"
    else:
        return (
            f"PARA PIHAK melaksanakan {d.paper} ini sesuai dengan ruang lingkup sebagaimana dimaksud dalam"
            f" {d.pasal(LINGKUP)} dan ketentuan peraturan perundang-undangan.\n\n"
            "PARA PIHAK melakukan pemantauan dan evaluasi atas pelaksanaannya paling sedikit 1 (satu) kali dalam 1"
            " (satu) tahun."
        )
    return (
        f"{d.paper} ini ditindaklanjuti dengan {follow} yang mengatur secara rinci pelaksanaan ruang lingkup"
        f" sebagaimana dimaksud dalam {d.pasal(LINGKUP)} dan merupakan bagian yang tidak terpisahkan dari {d.paper}"
        " ini.\n\n"
        f"Untuk menyusun dan menandatangani {follow} sebagaimana dimaksud pada ayat (1), PARA PIHAK dapat memberi kuasa"
        " kepada pejabat sesuai dengan tugas dan fungsinya."
    )


def _hak(d: Draft) -> str:
    blocks = []
    for party in d.parties:
        blocks.append(
            f"{party.label} berhak:\n"
            + items(
                [
                    f"memperoleh manfaat dari pelaksanaan ruang lingkup sebagaimana dimaksud dalam {d.pasal(LINGKUP)}",
                    "memperoleh data dan informasi yang berkaitan dengan pelaksanaan kerja sama",
                ]
            )
        )
        blocks.append(
            f"{party.label} berkewajiban:\n"
            + items(
                [
                    f"melaksanakan bagian yang menjadi tanggung jawabnya dalam {d.pasal(LINGKUP)}",
                    "menyediakan data, tenaga, dan sarana yang diperlukan sesuai dengan kewenangannya",
                    "menjaga kerahasiaan data sesuai dengan ketentuan peraturan perundang-undangan",
                ]
            )
        )
    return "\n\n".join(blocks)


def _biaya(d: Draft) -> str:
    sources = [_MONEY[Funding(code)] for code in d.agreement.funding_sources] or [_MONEY[Funding.PARA_PIHAK]]
    opening = f"Pembiayaan yang timbul sebagai akibat dari pelaksanaan {d.paper} ini dibebankan pada"
    text = f"{opening} {sources[0]}." if len(sources) == 1 else f"{opening}:\n{items(sources)}"
    if d.agreement.value_amount is not None:
        text += f"\n\nNilai kerja sama ini adalah {words.rupiah_terbilang(d.agreement.value_amount)}."
    if d.agreement.funding_note:
        text += f"\n\n{sentence(d.agreement.funding_note)}"
    return text


def _jangka(d: Draft) -> str:
    return (
        f"{d.paper} ini berlaku {term_of(d.agreement)}.\n\n"
        f"{d.paper} ini dapat diperpanjang atau diakhiri sebelum jangka waktu sebagaimana dimaksud pada ayat (1)"
        " berakhir berdasarkan kesepakatan PARA PIHAK.\n\n"
        "PIHAK yang bermaksud memperpanjang atau mengakhiri memberitahukan secara tertulis kepada PIHAK lainnya paling"
        " lambat 3 (tiga) bulan sebelumnya."
    )


def _masa(d: Draft) -> str:
    return sentence(f"{d.paper} ini berlaku {term_of(d.agreement)}")


def _masa_mou(d: Draft) -> str:
    return (
        f"{d.paper} ini berlaku {term_of(d.agreement)}.\n\n"
        "Perpanjangan dilakukan atas persetujuan tertulis PARA PIHAK melalui prosedur yang berlaku bagi masing-masing"
        " PIHAK.\n\n"
        f"Pengakhiran {d.paper} ini tidak memengaruhi penyelesaian kegiatan yang sedang berjalan, kecuali PARA PIHAK"
        " menyepakati lain."
    )


def _kelompok(d: Draft) -> str:
    return (
        f"Untuk melaksanakan {d.paper} ini, PARA PIHAK membentuk kelompok kerja bersama yang beranggotakan wakil dari"
        " masing-masing PIHAK.\n\nKelompok kerja bersama menyusun rencana kegiatan, memantau pelaksanaannya, dan"
        " bertemu paling sedikit 1 (satu) kali dalam 1 (satu) tahun."
    )


def _amandemen(d: Draft) -> str:
    return (
        f"{d.paper} ini dapat diubah atas persetujuan tertulis PARA PIHAK. Perubahan itu merupakan bagian yang tidak"
        f" terpisahkan dari {d.paper} ini."
    )


def _perubahan(d: Draft) -> str:
    scope = d.agreement.scope.strip() or d.agreement.object.strip()
    lines = [line for line in scope.splitlines() if line.strip()]
    changes = f"\n{items(lines)}" if lines else f" {inline(d.agreement.title)}."
    text = (
        f"PARA PIHAK sepakat mengubah ketentuan mengenai:{changes}"
        if lines
        else (f"PARA PIHAK sepakat mengubah ketentuan mengenai{changes}")
    )
    if d.agreement.ends_on:
        text += f"\n\nJangka waktu kerja sama berlaku sampai dengan tanggal {words.tanggal(d.agreement.ends_on)}."
    return text


def _panjang(d: Draft) -> str:
    """The term goes on; the matter changes only where the extension says something else than what it prolongs."""
    agreement, parent = d.agreement, d.agreement.parent
    term = term_of(agreement).replace("untuk jangka waktu ", "selama ", 1)
    text = f"PARA PIHAK sepakat memperpanjang jangka waktu {_prolonged(d)} {term}."
    lines = [line for line in agreement.scope.splitlines() if line.strip()]
    if parent is None or not lines or lines == [line for line in parent.scope.splitlines() if line.strip()]:
        return text
    return f"{text}\n\nPARA PIHAK sepakat mengubah ruang lingkup sehingga meliputi:\n{items(lines)}"


def _prolonged(d: Draft) -> str:
    parent = d.agreement.parent
    return "naskah induk" if parent is None else f"{name_on_paper(parent)} tentang {about(parent)}"


def _tetap(d: Draft) -> str:
    return (
        f"Ketentuan lain dalam {_prolonged(d)} yang tidak diubah dengan {d.paper} ini tetap berlaku dan mengikat PARA"
        " PIHAK."
    )


def _sasaran(d: Draft) -> str:
    return f"{_maksud(d)}\n\nSasaran {d.paper} ini adalah tercapainya hasil yang diuraikan dalam ruang lingkup."


def _uraian(d: Draft) -> str:
    lines = [line for line in d.agreement.scope.splitlines() if line.strip()] or [d.agreement.title]
    return f"Kegiatan yang dilaksanakan menurut {d.paper} ini meliputi:\n{items(lines)}"


def _peran(d: Draft) -> str:
    return "\n\n".join(
        f"{p.label} melaksanakan bagiannya dari kegiatan sesuai dengan kewenangannya dan menunjuk penanggung jawab."
        for p in d.parties
    )


def _hasil(d: Draft) -> str:
    gain = inline(d.agreement.benefits) or f"terlaksananya {inline(d.agreement.title)}"
    return sentence(f"Hasil yang diharapkan dari {d.paper} ini adalah {soften(gain)}")


WRITERS: dict[str, Callable[[Draft], str]] = {
    MAKSUD: _maksud,
    LATAR: _latar,
    LOKASI: _lokasi,
    OBJEK: _objek,
    LINGKUP: _lingkup,
    TUGAS: _tugas,
    PELAKSANAAN: _pelaksanaan,
    HAK: _hak,
    BIAYA: _biaya,
    JANGKA: _jangka,
    SENGKETA: closing.sengketa,
    KAHAR: closing.kahar,
    AKHIR: closing.akhir,
    SANKSI: closing.sanksi,
    SURAT: closing.surat,
    LAIN: closing.lain,
    PENUTUP: closing.penutup,
    KELOMPOK: _kelompok,
    AMANDEMEN: _amandemen,
    MASA: _masa,
    MASA_MOU: _masa_mou,
    PERUBAHAN: _perubahan,
    PANJANG: _panjang,
    TETAP: _tetap,
    SASARAN: _sasaran,
    SUMBER: _biaya,
    WAKTU: _masa,
    URAIAN: _uraian,
    PERAN: _peran,
    HASIL: _hasil,
    RENCANA_BIAYA: _biaya,
}

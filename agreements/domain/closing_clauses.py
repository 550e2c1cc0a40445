"""The pasal that close a document: disputes, force majeure, ending, sanctions, letters, and what remains to be said."""

from agreements import words
from agreements.domain.clause_headings import HAK
from agreements.domain.clause_writing import Draft, inline, items, named
from agreements.enums import CooperationKind, EndReason, Relation
from agreements.models import Agreement


def sengketa(d: Draft) -> str:
    first = (
        f"Perselisihan yang timbul dalam pelaksanaan {d.paper} ini diselesaikan oleh PARA PIHAK secara musyawarah untuk"
        " mencapai mufakat"
    )
    kind = d.agreement.cooperation_kind
    if kind in CooperationKind.KSDD:
        return (
            f"{first} dan dituangkan dalam berita acara.\n\n"
            "Dalam hal musyawarah sebagaimana dimaksud pada ayat (1) tidak mencapai mufakat, perselisihan diselesaikan"
            " sesuai dengan ketentuan peraturan perundang-undangan mengenai kerja sama daerah."
        )
    if kind in CooperationKind.FOREIGN:
        return f"{first} melalui konsultasi atau perundingan."
    return (
        f"{first}.\n\nDalam hal musyawarah sebagaimana dimaksud pada ayat (1) tidak mencapai mufakat, PARA PIHAK"
        f" memilih penyelesaian melalui pengadilan negeri di wilayah hukum {d.agreement.government.name}."
    )


def kahar(d: Draft) -> str:
    return (
        "Keadaan kahar adalah keadaan di luar kemampuan PARA PIHAK yang mengakibatkan tidak terlaksananya kewajiban,"
        " meliputi bencana alam, bencana nonalam, bencana sosial, dan perubahan kebijakan pemerintah.\n\n"
        "PIHAK yang mengalami keadaan kahar memberitahukan secara tertulis kepada PIHAK lainnya paling lambat 14 (empat"
        " belas) hari kalender sejak keadaan kahar terjadi, disertai keterangan pejabat yang berwenang.\n\n"
        f"Dalam keadaan kahar, pelaksanaan {d.paper} ini dapat ditinjau kembali berdasarkan kesepakatan PARA PIHAK."
    )


def akhir(d: Draft) -> str:
    # Never by change of leadership: PP 28/2018 Pasal 9 ayat (2).
    reasons = [str(reason.label) for reason in EndReason.for_kind(d.agreement.cooperation_kind)]
    reasons = [reason[:1].lower() + reason[1:] for reason in reasons]
    return (
        f"{d.paper} ini berakhir karena:\n{items(reasons)}\n\n"
        f"{d.paper} ini tidak berakhir karena pergantian pimpinan PARA PIHAK."
    )


def sanksi(d: Draft) -> str:
    return (
        f"PIHAK yang tidak melaksanakan kewajiban sebagaimana dimaksud dalam {d.pasal(HAK)} dikenai teguran tertulis"
        " paling banyak 3 (tiga) kali dengan tenggang waktu masing-masing 14 (empat belas) hari kalender.\n\n"
        "Dalam hal teguran tertulis sebagaimana dimaksud pada ayat (1) tidak dipenuhi, PIHAK lainnya dapat mengusulkan"
        f" pengakhiran {d.paper} ini dan menuntut ganti rugi sesuai dengan ketentuan peraturan perundang-undangan."
    )


def surat(d: Draft) -> str:
    addresses = []
    for p in d.parties:
        street = f", {inline(p.seat_on_paper)}" if p.seat_on_paper else ""
        addresses.append(f"{p.label}: {p.display_name}{street}")
    return (
        "Setiap pemberitahuan dan surat-menyurat yang berkaitan dengan "
        f"{d.paper} ini dilakukan secara tertulis dan disampaikan kepada:\n{items(addresses)}\n\n"
        "PIHAK yang mengubah alamat memberitahukan perubahan itu secara tertulis kepada PIHAK lainnya."
    )


def lain(d: Draft) -> str:
    return (
        f"Hal-hal yang belum atau belum cukup diatur dalam {d.paper} ini diatur kemudian oleh PARA PIHAK dalam addendum"
        f" yang merupakan bagian yang tidak terpisahkan dari {d.paper} ini.\n\n"
        f"{d.paper} ini tidak berakhir karena pergantian pimpinan PARA PIHAK."
    )


def penutup(d: Draft) -> str:
    parent, gone = d.agreement.parent, ""
    if parent is not None and d.agreement.relation == Relation.PENGGANTIAN:
        gone = f"Pada saat {d.paper} ini mulai berlaku, {named(parent)} dinyatakan tidak berlaku.\n\n"
    return (
        f"{d.paper} ini mulai berlaku {_first_day(d.agreement)} dan mengikat PARA PIHAK.\n\n"
        f"{gone}{d.paper} ini dibuat dengan iktikad baik untuk dilaksanakan oleh PARA PIHAK."
    )


def _first_day(agreement: Agreement) -> str:
    start = agreement.effective_from
    return "sejak tanggal ditandatangani" if not start else f"pada tanggal {words.tanggal(start)}"

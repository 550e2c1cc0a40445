"""The law's procedures as data: one table for the checklist, the gates, the deadlines, the guide and the tests."""

from agreements.enums import Initiator, KsdpkKind
from agreements.models import Agreement
from agreements.procedures.domestic import KSDD_SUKARELA, KSDD_WAJIB, KSDPK_DAERAH, KSDPK_PIHAK_KETIGA
from agreements.procedures.foreign import KSDLL_PENERUSAN, KSDPL
from agreements.procedures.intake import INTAKE
from agreements.procedures.sinergi import SINERGI
from agreements.procedures.table import Actor, Limit, Moment, Procedure, StepRule, SubLimit, When

PROCEDURES: dict[str, Procedure] = {
    procedure.code: procedure
    for procedure in (
        KSDD_WAJIB,
        KSDD_SUKARELA,
        KSDPK_DAERAH,
        KSDPK_PIHAK_KETIGA,
        SINERGI,
        KSDPL,
        KSDLL_PENERUSAN,
    )
}

# What a region may set otherwise: the seven, and our own clock for letters that come in.
ADJUSTABLE: dict[str, Procedure] = {**PROCEDURES, INTAKE.code: INTAKE}

# Recorded in the register, but led by another rule (PP 28/2018 Pasal 15); the steps above are not forced on them.
OTHER_RULES: dict[str, str] = {
    KsdpkKind.PENGELOLAAN_ASET: "peraturan pengelolaan barang milik daerah (PP 27/2014 dan Permendagri 19/2016)",
    KsdpkKind.INVESTASI: "peraturan penanaman modal dan investasi daerah",
    KsdpkKind.LAINNYA_INFRASTRUKTUR: "peraturan kerja sama pemerintah dengan badan usaha (Perpres 38/2015)",
    KsdpkKind.LAINNYA_PENGADAAN: "peraturan pengadaan barang/jasa pemerintah (Perpres 16/2018)",
    KsdpkKind.BLUD: "peraturan Badan Layanan Umum Daerah (Permendagri 79/2018)",
    KsdpkKind.HIBAH: "peraturan hibah dan bantuan sosial (Permendagri 32/2011 dan perubahannya)",
}


def procedure_of(agreement: Agreement) -> Procedure | None:
    """The procedure that leads this document; None when another rule does (see ``OTHER_RULES``)."""
    if agreement.ksdpk_kind in OTHER_RULES:
        return None
    found = [procedure for procedure in PROCEDURES.values() if agreement.cooperation_kind in procedure.kinds]
    if len(found) > 1:
        initiator = agreement.initiator or Initiator.KAMI
        found = [procedure for procedure in found if procedure.initiator == initiator]
    return found[0] if found else None


__all__ = [
    "ADJUSTABLE",
    "INTAKE",
    "OTHER_RULES",
    "PROCEDURES",
    "Actor",
    "Limit",
    "Moment",
    "Procedure",
    "StepRule",
    "SubLimit",
    "When",
    "procedure_of",
]

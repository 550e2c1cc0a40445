"""Who waits is always a named position: the actors of the law as positions of the government at hand."""

from accounts.enums import Level
from agreements.models import Agreement
from agreements.procedures.table import Actor


def position_of(actor: Actor | str, agreement: Agreement) -> str:
    """The position that acts, such as ``Wali Kota Tirtaraya`` or ``Pimpinan DPRD Kota Tirtaraya``."""
    government = agreement.government
    if actor == Actor.MTR:
        partners = [party.display_name for party in agreement.ordered_parties() if party.partner_id]
        return "Pimpinan " + (", ".join(partners) or "mitra")
    positions = {
        Actor.PD: f"Kepala {agreement.lead_unit.name}",
        Actor.SEK: "Kepala Bagian Kerja Sama selaku Sekretaris TKKSD",
        Actor.TKK: f"TKKSD {government.name}",
        Actor.KET: f"Sekretaris Daerah {government.name} selaku Ketua TKKSD",
        Actor.KD: government.head_position,
        Actor.DPRD: f"Pimpinan DPRD {government.name}",
        Actor.GUB: "Gubernur" if government.level != Level.PROVINSI else government.head_position,
        Actor.MDN: "Sekretaris Jenderal Kementerian Dalam Negeri",
        Actor.MLU: "Menteri Luar Negeri",
    }
    return positions[Actor(actor)]

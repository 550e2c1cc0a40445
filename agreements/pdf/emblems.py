"""Which crests stand at the top of a document (Permendagri 22/2020 Pasal 43–44 and Lampiran; domain digest 4.3)."""

from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db.models.fields.files import FieldFile

from accounts.models import Government
from agreements.enums import CooperationKind, Form, Initiator, Phase
from agreements.models import Agreement, Party
from agreements.pdf import resources

NATIONAL = frozenset({Form.NOTA_KESEPAKATAN})


@dataclass(frozen=True)
class Emblem:
    """One picture at the top: its address in this rendering, what it says to a screen reader, or words in its place."""

    src: str
    alt: str
    stand_in: str = ""


def uses_national_emblem(agreement: Agreement) -> bool:
    """Garuda on top: the KB between regions, and the Nota Kesepakatan with central government."""
    if agreement.form == Form.KESEPAKATAN_BERSAMA:
        return agreement.cooperation_kind in CooperationKind.KSDD
    return agreement.form in NATIONAL


def _read(stored: FieldFile) -> bytes:
    """The bytes of a crest; nothing where the picture has gone, so that a paper can still be printed."""
    if not stored:
        return b""
    try:
        with stored.open("rb") as handle:
            return bytes(handle.read())
    except OSError:
        return b""


def crest_of(government: Government) -> bytes:
    """The bytes of a government's crest; nothing where none was uploaded."""
    return _read(government.crest)


def _picture(party: Party) -> bytes:
    if party.government is not None:
        return crest_of(party.government)
    return _read(party.partner.logo) if party.partner is not None else b""


def _left_to_right(agreement: Agreement) -> list[Party]:
    """The initiator (KSDD) or our government (otherwise) stands at the right, the others to its left in order."""
    parties = agreement.ordered_parties()
    ours = [p for p in parties if p.government_id]
    others = [p for p in parties if not p.government_id]
    if agreement.cooperation_kind in CooperationKind.KSDD and agreement.initiator == Initiator.MITRA and others:
        return [*others[1:], *ours, others[0]]
    return [*others, *ours]


def national() -> tuple[Emblem, dict[str, bytes]]:
    """The state emblem, or where the office has not put the official picture, its place (docs/decisions/0010)."""
    official = Path(settings.NATIONAL_EMBLEM) if settings.NATIONAL_EMBLEM else None
    if official is not None and official.is_file():
        picture = {"lambang/negara": official.read_bytes()}
        return Emblem(f"{resources.SCHEME}lambang/negara", "Lambang negara Garuda Pancasila"), picture
    return Emblem(f"{resources.SCHEME}style/lambang-negara.svg", "Tempat lambang negara"), {}


def emblems_of(agreement: Agreement) -> tuple[list[Emblem], dict[str, bytes]]:
    """The emblems from left to right, and the bytes of those that were uploaded.

    A missing crest is named in its place on a draft. On a signed paper its place stays empty, so that the others keep
    their sides (P22 Pasal 43): a paper never invents one.
    """
    pictures: dict[str, bytes] = {}
    if uses_national_emblem(agreement):
        emblem, pictures = national()
        return [emblem], pictures
    emblems = []
    for party in _left_to_right(agreement):
        name = f"lambang/{party.order}"
        kind = "Lambang" if party.government_id or (party.partner and party.partner.region_code) else "Logo"
        words = f"{kind} {party.display_name.removeprefix('Pemerintah ')}"
        if body := _picture(party):
            pictures[name] = body
            emblems.append(Emblem(f"{resources.SCHEME}{name}", words))
        else:
            emblems.append(Emblem("", words, stand_in="" if agreement.phase in Phase.SIGNED else words))
    return (emblems, pictures) if any(one.src or one.stand_in for one in emblems) else ([], {})

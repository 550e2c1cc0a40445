"""Partners made through the domain, for tests of this room."""

from typing import Any

from accounts.models import User
from partners.domain.partners import ContactFacts, PartnerFacts, create_partner
from partners.enums import PartnerKind
from partners.models import Partner
from tests.cast import Cast

CONTACT = ContactFacts("Ratna Kusuma", "Kepala Kantor", "ratna@mitra.example", "0778-123456")


def add(
    cast: Cast,
    name: str,
    *,
    by: User | None = None,
    kind: str = PartnerKind.BADAN_USAHA_SWASTA,
    aliases: tuple[str, ...] = (),
    contacts: tuple[ContactFacts, ...] = (),
    **facts: Any,
) -> Partner:
    """A partner of the cast's government, similar ones or not."""
    return create_partner(
        government=cast.government,
        by=by or cast.staf,
        facts=PartnerFacts(kind=kind, name=name, **facts),
        aliases=aliases,
        contacts=contacts,
        seen=None,
    )


def typed(**values: Any) -> dict[str, Any]:
    """What a browser sends for the partner form: a company, unless told otherwise, without contacts."""
    empty = dict.fromkeys(("short_name", "legal_form", "legal_basis", "region_code", "address", "website", "note"), "")
    return {
        **empty,
        "kind": PartnerKind.BADAN_USAHA_SWASTA,
        "name": "PT Anugerah Bahari",
        "country": "ID",
        "aliases": "",
        "kontak-TOTAL_FORMS": "0",
        "kontak-INITIAL_FORMS": "0",
        **values,
    }

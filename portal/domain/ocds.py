"""One public document in the shape of the Open Contracting Data Standard 1.1.

OCDS describes purchases. Cooperation is none, so there is no tender and no award; parties, term, later acts and papers
fit as they are, and tools for OCDS read them.
"""

import datetime as dt
from typing import Any
from urllib.parse import quote

from django.conf import settings

from accounts.models import Government
from agreements.enums import Form, Relation, Validity
from agreements.models import Agreement, Party
from portal.domain.dossier import Dossier
from portal.domain.rows import address

_STATUS = {Validity.BELUM_BERLAKU: "pending", Validity.BERLAKU: "active", Validity.AKAN_BERAKHIR: "active"}
_RELATIONS = {Relation.TURUNAN: "subContract", Relation.PENGGANTIAN: "replacementProcess"}


def package(agreement: Agreement, told: Dossier) -> dict[str, Any]:
    """A release package with one release, the present state."""
    url = settings.PUBLIC_URL + told.url
    published = agreement.frozen_at or dt.datetime.now(dt.UTC)
    return {
        "uri": f"{url.removesuffix('/')}.ocds.json",
        "version": "1.1",
        "publishedDate": _moment(published),
        "publisher": {"name": agreement.government.official_name},
        "license": settings.DATA_LICENCE_URL,
        "releases": [_release(agreement, told, url, published)],
    }


def _release(agreement: Agreement, told: Dossier, url: str, published: dt.datetime) -> dict[str, Any]:
    parties = [_party(party, agreement.government) for party in agreement.ordered_parties()]
    ours = next((party for party in parties if "buyer" in party["roles"]), None)
    found: dict[str, Any] = {
        "ocid": f"{agreement.government.code}-{agreement.register_no}",
        "id": f"{agreement.register_no}-{agreement.version}",
        "date": _moment(published),
        "tag": ["contract"],
        "language": "id",
        "parties": parties,
        "contracts": [_contract(agreement, told, url)],
    }
    if ours:
        found["buyer"] = {"id": ours["id"], "name": ours["name"]}
    related = [
        {
            "id": other.register_no,
            "relationship": [_RELATIONS.get(Relation(agreement.relation), "prior")],
            "title": other.title,
            "scheme": "ocid",
            "identifier": f"{agreement.government.code}-{other.register_no}",
            "uri": settings.PUBLIC_URL + address(agreement.government.code, other.register_no or ""),
        }
        for other in Agreement.objects.public().filter(pk=agreement.parent_id or 0)
    ]
    return found | ({"relatedProcesses": related} if related else {})


def _party(party: Party, government: Government) -> dict[str, Any]:
    if party.government_id == government.pk:
        return {
            "id": f"ID-KEMENDAGRI-{government.code}",
            "name": party.display_name,
            "roles": ["buyer", "procuringEntity"],
        }
    return {"id": f"mitra-{party.partner_id or party.order}", "name": party.display_name, "roles": ["supplier"]}


def _contract(agreement: Agreement, told: Dossier, url: str) -> dict[str, Any]:
    period: dict[str, Any] = {}
    if agreement.starts_on:
        period["startDate"] = _midnight(agreement.starts_on)
    if agreement.last_day:
        period["endDate"] = _midnight(agreement.last_day)
    found: dict[str, Any] = {
        "id": agreement.register_no,
        "awardID": agreement.register_no,
        "title": f"{Form(agreement.form).label} tentang {agreement.title}",
        "description": agreement.object or agreement.title,
        "status": _STATUS.get(told.badge["state"], "terminated"),
        "documents": [
            {
                "id": str(file.pk),
                "documentType": "contractSigned",
                "title": file.name,
                "url": f"{url}berkas/{file.pk}/{quote(file.name, safe='')}",
                "format": file.mime,
            }
            for file in told.files
        ],
    }
    if period:
        found["period"] = period
    if agreement.signed_on:
        found["dateSigned"] = _midnight(agreement.signed_on)
    if agreement.value_amount is not None:
        found["value"] = {"amount": float(agreement.value_amount), "currency": "IDR"}
    if agreement.duration_text:
        found["period"] = {**period, "description": agreement.duration_text} if period else found.get("period", {})
    acts = [
        {"id": f"{place}", "date": _midnight(event.day), "description": f"{event.title}. {event.note}".strip(". ")}
        for place, event in enumerate(told.events, start=1)
        if event.url
    ]
    return found | ({"amendments": acts} if acts else {})


def _midnight(day: dt.date) -> str:
    return f"{day.isoformat()}T00:00:00Z"


def _moment(moment: dt.datetime) -> str:
    return moment.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

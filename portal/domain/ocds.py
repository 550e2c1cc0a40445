"""One public document in the shape of the Open Contracting Data Standard 1.1.

OCDS describes purchases. Cooperation is none, so there is no tender and no award; parties, term, later acts and papers
fit as they are, and tools for OCDS read them. ``initiationType`` is required and has one value only. The prefix of an
ocid is given out by the Open Contracting Partnership: ``OCDS_PREFIX`` holds it where a government has one.
"""

import datetime as dt
from typing import Any
from urllib.parse import quote
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.models import Government
from agreements.domain.clause_writing import about
from agreements.enums import Form, Precision, Relation, Validity
from agreements.models import Agreement, Party
from portal.domain import rows
from portal.domain.dossier import Dossier

_STATUS = {Validity.BELUM_BERLAKU: "pending", Validity.BERLAKU: "active", Validity.AKAN_BERAKHIR: "active"}
# The parent as the codelist ``relatedProcess`` of 1.1 sees it from the child; what moves or replaces it follows on.
_RELATIONS = {Relation.TURUNAN: "parent"}


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
        "ocid": _ocid(agreement),
        "id": f"{agreement.register_no}-{agreement.version}",
        "date": _moment(published),
        "tag": ["contract"],
        "initiationType": "tender",
        "language": get_language() or "id",
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
            "identifier": _ocid(other),
            "uri": settings.PUBLIC_URL + rows.address(other.government.code, other.register_no or ""),
        }
        for other in Agreement.objects.public().filter(pk=agreement.parent_id or 0).select_related("government")
    ]
    return found | ({"relatedProcesses": related} if related else {})


def _ocid(agreement: Agreement) -> str:
    own = f"{agreement.government.code}-{agreement.register_no}"
    return f"{settings.OCDS_PREFIX}-{own}" if settings.OCDS_PREFIX else own


def _party(party: Party, government: Government) -> dict[str, Any]:
    if party.government_id == government.pk:
        return {
            "id": f"ID-KEMENDAGRI-{government.code}",
            "name": party.display_name,
            "roles": ["buyer", "procuringEntity"],
        }
    return {"id": f"mitra-{party.partner_id or party.order}", "name": party.display_name, "roles": ["supplier"]}


def _contract(agreement: Agreement, told: Dossier, url: str) -> dict[str, Any]:
    zone = ZoneInfo(agreement.government.time_zone)
    signed = _at(agreement.signed_on, dt.time(), zone, agreement.signed_precision)
    starts, ends = rows.start_of(agreement), rows.end_of(agreement)
    period = {
        "startDate": _at(starts[0], dt.time(), zone, starts[1]),
        "endDate": _at(ends[0], dt.time(23, 59, 59), zone, ends[1]),
    }
    found: dict[str, Any] = {
        "id": agreement.register_no,
        "awardID": agreement.register_no,
        "title": _("%(form)s tentang %(title)s") % {"form": Form(agreement.form).label, "title": about(agreement)},
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
    if known := {name: moment for name, moment in period.items() if moment}:
        found["period"] = known
    if signed:
        found["dateSigned"] = signed
    if agreement.value_amount is not None:
        found["value"] = {"amount": float(agreement.value_amount), "currency": "IDR"}
    acts = [
        {"id": f"{place}", "description": f"{event.title}. {event.note}".strip(". ")}
        | ({"date": date} if (date := _at(event.day, dt.time(), zone, event.precision)) else {})
        for place, event in enumerate(told.events, start=1)
        if event.changes
    ]
    return found | ({"amendments": acts} if acts else {})


def _at(day: dt.date | None, time: dt.time, zone: ZoneInfo, precision: str) -> str:
    """A moment of that day where the government sits; OCDS knows moments only, so none for a month or a year."""
    return dt.datetime.combine(day, time, zone).isoformat() if day and precision == Precision.DAY else ""


def _moment(moment: dt.datetime) -> str:
    return moment.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

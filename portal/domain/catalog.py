"""The data set described for machines: DCAT-AP and schema.org in one JSON-LD, so that a CKAN can harvest it."""

from typing import Any

from django.conf import settings

from accounts.models import Government
from portal.models import Dataset

_CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "spdx": "http://spdx.org/rdf/terms#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
TITLE = "Register kerja sama daerah"
DESCRIPTION = (
    "Seluruh naskah kerja sama daerah yang telah ditandatangani dan terbuka untuk umum: para pihak, bentuk, jenis, "
    "tanggal, jangka waktu, keadaan, urusan, dan perangkat daerah."
)
KEYWORDS = ("kerja sama daerah", "kesepakatan bersama", "perjanjian kerja sama", "pemerintah daerah", "KSDD", "KSDPK")
# Media type, and the file type of the EU's authority table. JSON Lines is in neither list, so it has a label only.
_MEDIA = {
    "csv": ("text/csv", "CSV"),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "XLSX"),
    "jsonl": ("application/x-ndjson", ""),
    "json": ("application/json", "JSON"),
}
_WHAT = {"csv": "CSV", "xlsx": "XLSX", "jsonl": "JSON Lines", "json": "JSON"}
_INDONESIAN = "http://publications.europa.eu/resource/authority/language/IND"
_FILE_TYPES = "http://publications.europa.eu/resource/authority/file-type/"


def describe(dataset: Dataset | None, governments: list[Government]) -> dict[str, Any]:
    """The catalog with its one data set and a distribution for each file."""
    home = f"{settings.PUBLIC_URL}/data/"
    owner = governments[0].official_name if governments else settings.SITE_NAME
    publisher: dict[str, Any] = {
        "@id": f"{settings.PUBLIC_URL}/#penerbit",
        "@type": ["foaf:Agent", "foaf:Organization", "schema:GovernmentOrganization"],
        "foaf:name": owner,
        "foaf:homepage": {"@id": f"{settings.PUBLIC_URL}/"},
        "schema:name": owner,
        "schema:url": f"{settings.PUBLIC_URL}/",
    }
    found: dict[str, Any] = {
        "@id": f"{home}#kumpulan-data",
        "@type": ["dcat:Dataset", "schema:Dataset"],
        "dct:identifier": home,
        "dct:title": {"@value": TITLE, "@language": "id"},
        "dct:description": {"@value": DESCRIPTION, "@language": "id"},
        "dct:language": {"@id": _INDONESIAN},
        "dct:accrualPeriodicity": {"@id": "http://publications.europa.eu/resource/authority/frequency/DAILY"},
        "dct:accessRights": {"@id": "http://publications.europa.eu/resource/authority/access-right/PUBLIC"},
        "dcat:theme": {"@id": "http://publications.europa.eu/resource/authority/data-theme/GOVE"},
        "dct:publisher": publisher,
        "dct:license": {"@id": settings.DATA_LICENCE_URL},
        "dcat:landingPage": {"@id": home},
        "dcat:keyword": list(KEYWORDS),
        "schema:name": TITLE,
        "schema:description": DESCRIPTION,
        "schema:url": home,
        "schema:license": settings.DATA_LICENCE_URL,
        "schema:isAccessibleForFree": True,
        "schema:creator": {"@id": publisher["@id"]},
        "schema:keywords": list(KEYWORDS),
    }
    contacts = [government.contact_email for government in governments if government.contact_email]
    if contacts:
        found["dcat:contactPoint"] = {
            "@type": "vcard:Organization",
            "vcard:fn": owner,
            "vcard:hasEmail": {"@id": f"mailto:{contacts[0]}"},
        }
    if dataset is not None and dataset.finished_at is not None:
        modified = {"@value": dataset.finished_at.isoformat(timespec="seconds"), "@type": "xsd:dateTime"}
        files = [_distribution(home, file.name, file.sha256, file.size, modified) for file in dataset.files.all()]
        found |= {"dct:modified": modified, "schema:dateModified": modified["@value"]}
        found |= {"dcat:distribution": files, "schema:distribution": [{"@id": file["@id"]} for file in files]}
    return {
        "@context": _CONTEXT,
        "@id": f"{home}katalog.jsonld",
        "@type": "dcat:Catalog",
        "dct:title": {"@value": f"Data terbuka {settings.SITE_NAME}", "@language": "id"},
        "dct:description": {"@value": DESCRIPTION, "@language": "id"},
        "dct:publisher": {"@id": publisher["@id"]},
        "dct:language": {"@id": _INDONESIAN},
        "dct:license": {"@id": settings.DATA_LICENCE_URL},
        "foaf:homepage": {"@id": home},
        "dcat:dataset": [found],
    } | ({"dct:modified": found["dct:modified"]} if "dct:modified" in found else {})


def _distribution(home: str, name: str, sha256: str, size: int, modified: dict[str, str]) -> dict[str, Any]:
    ending = name.rpartition(".")[2]
    mime, kind = _MEDIA[ending]
    found: dict[str, Any] = {
        "@id": home + name,
        "@type": ["dcat:Distribution", "schema:DataDownload"],
        "dct:title": {"@value": f"{TITLE} ({_WHAT[ending]})", "@language": "id"},
        "dcat:accessURL": {"@id": home},
        "dcat:downloadURL": {"@id": home + name},
        "dct:license": {"@id": settings.DATA_LICENCE_URL},
        "dct:rights": {"@id": "http://publications.europa.eu/resource/authority/access-right/PUBLIC"},
        "dct:modified": modified,
        "dcat:byteSize": {"@value": str(size), "@type": "xsd:nonNegativeInteger"},
        "spdx:checksum": {
            "@type": "spdx:Checksum",
            "spdx:algorithm": {"@id": "spdx:checksumAlgorithm_sha256"},
            "spdx:checksumValue": {"@value": sha256, "@type": "xsd:hexBinary"},
        },
        "schema:name": name,
        "schema:contentUrl": home + name,
        "schema:encodingFormat": mime,
        "schema:contentSize": f"{size} B",
    }
    if kind:
        found["dcat:mediaType"] = {"@id": f"https://www.iana.org/assignments/media-types/{mime}"}
        found["dct:format"] = {"@id": _FILE_TYPES + kind}
    else:
        found["dct:format"] = {"@type": "dct:MediaTypeOrExtent", "rdfs:label": _WHAT[ending]}
    return found

"""One public document for machines: plain JSON, and JSON-LD in the words of schema.org."""

from typing import Any

from django.conf import settings

from agreements.enums import CooperationKind, Form, Precision
from portal.domain import rows
from portal.domain.dossier import Branch, Dossier

_LENGTH = {Precision.YEAR: 4, Precision.MONTH: 7, Precision.DAY: 10}


def _date(day: Any, precision: str = Precision.DAY) -> str | None:
    """ISO 8601, cut where the knowledge ends: ``2015`` for a year only."""
    return day.isoformat()[: _LENGTH[Precision(precision)]] if day else None


def plain(told: Dossier) -> dict[str, Any]:
    """Everything on the permanent page, as JSON. Names of keys never change; new ones may come."""
    agreement, parent = told.agreement, told.parent
    return {
        "alamat": settings.PUBLIC_URL + told.url,
        "nomor_register": agreement.register_no,
        "pemerintah_daerah": {"kode": agreement.government.code, "nama": agreement.government.name},
        "bentuk": {"kode": agreement.form, "nama": str(Form(agreement.form).label)},
        "sebutan_pada_naskah": agreement.title_as_printed or None,
        "jenis_kerja_sama": {
            "kode": agreement.cooperation_kind,
            "nama": str(CooperationKind(agreement.cooperation_kind).label),
        },
        "judul": agreement.title,
        "pihak": [
            {
                "urutan": order,
                "nama": party.name,
                "nomor_naskah": party.number or None,
                "penanda_tangan": party.signatory or None,
                "jabatan": party.position or None,
            }
            for order, party in enumerate(told.parties, start=1)
        ],
        "ditandatangani": _date(agreement.signed_on, agreement.signed_precision),
        "tempat_penandatanganan": agreement.signed_place or None,
        "mulai_berlaku": _date(*rows.start_of(agreement)),
        "hari_terakhir": _date(*rows.end_of(agreement)),
        "hari_terakhir_semula": _date(agreement.ends_on, agreement.ends_precision),
        "jangka_waktu_tertulis": agreement.duration_text or None,
        "ketentuan_jangka_waktu": agreement.term_rule,
        "keadaan": str(told.badge["state"]),
        "alasan_berakhir": agreement.end_reason or None,
        "objek": agreement.object or None,
        "maksud_dan_tujuan": agreement.purpose or None,
        "ruang_lingkup": told.scope,
        "urusan": [{"kode": code, "nama": name} for code, name in told.urusan],
        "sdg": [{"nomor": goal, "nama": name} for goal, name in told.sdgs],
        "perangkat_daerah": [name for _pk, name in told.units],
        "wilayah_pelaksanaan": [
            {"kode": code, "nama": name}
            for code, name in zip(agreement.location_codes, agreement.location_names, strict=True)
        ],
        "lokasi": agreement.location_text or None,
        "nilai_rupiah": str(agreement.value_amount) if agreement.value_amount is not None else None,
        "naskah_induk": settings.PUBLIC_URL + parent.url if parent else None,
        "hubungan": agreement.relation or None if parent else None,
        "naskah_terkait": _related(told),
        "berkas": [
            {
                "alamat": settings.PUBLIC_URL + address,
                "nama": file.name,
                "jenis": file.mime,
                "bita": file.size,
                "sha256": file.sha256,
            }
            for file, address in told.file_addresses()
        ],
        "riwayat": [
            {"hari": _date(event.day, event.precision), "peristiwa": event.title, "keterangan": event.note or None}
            for event in told.events
        ],
    }


def _related(told: Dossier) -> list[dict[str, Any]]:
    return [
        {
            "alamat": settings.PUBLIC_URL + branch.url,
            "judul": branch.title,
            "nomor_register": branch.number,
            "hubungan_dengan_induk": branch.relation or None,
        }
        for branch in told.related()
    ]


def _named(branch: Branch) -> dict[str, str]:
    return {"@type": "DigitalDocument", "@id": settings.PUBLIC_URL + branch.url, "name": branch.title}


def json_ld(told: Dossier) -> dict[str, Any]:
    """The same as linked data: a schema.org DigitalDocument between organisations."""
    agreement = told.agreement
    address = settings.PUBLIC_URL + told.url
    starts, last = _date(*rows.start_of(agreement)), _date(*rows.end_of(agreement))
    found: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "DigitalDocument",
        "@id": address,
        "url": address,
        "identifier": [
            {"@type": "PropertyValue", "propertyID": "nomor register", "value": agreement.register_no},
            *(
                {"@type": "PropertyValue", "propertyID": f"nomor {party.name}", "value": party.number}
                for party in told.parties
                if party.number
            ),
        ],
        "name": agreement.title,
        "additionalType": str(Form(agreement.form).label),
        "inLanguage": agreement.languages or ["id"],
        "dateCreated": _date(agreement.signed_on, agreement.signed_precision),
        "temporalCoverage": f"{starts or '..'}/{last or '..'}" if starts or last else None,
        "locationCreated": {"@type": "Place", "name": agreement.signed_place} if agreement.signed_place else None,
        "abstract": agreement.object or None,
        "about": [name for _code, name in told.urusan] or None,
        "creator": [{"@type": "Organization", "name": party.name} for party in told.parties],
        "publisher": {"@type": "GovernmentOrganization", "name": agreement.government.official_name},
        "isAccessibleForFree": True,
        "encoding": [
            {
                "@type": "MediaObject",
                "name": file.name,
                "contentUrl": settings.PUBLIC_URL + link,
                "encodingFormat": file.mime,
            }
            for file, link in told.file_addresses()
        ]
        or None,
        "isBasedOn": _named(told.parent) if told.parent else None,
        "mentions": [_named(branch) for branch in told.related() if branch is not told.parent] or None,
    }
    return {name: value for name, value in found.items() if value is not None}

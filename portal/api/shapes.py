"""The shapes of our answers as JSON Schema: the components of the OpenAPI document.

Rows of documents are those of open data, so they follow the data dictionary (``portal.domain.records.COLUMNS``).
"""

from typing import Any

from django.utils.translation import gettext_lazy as _

from agreements.domain.crossing import CROSSABLE
from agreements.domain.listing import MIXED
from agreements.enums import CooperationKind, Form, Initiator, Validity
from partners.enums import PartnerKind
from portal.domain.records import COLUMNS

Shape = dict[str, Any]

TEXT: Shape = {"type": "string"}
NUMBER: Shape = {"type": "integer"}
DAY: Shape = {"type": "string", "format": "date"}
ADDRESS: Shape = {"type": "string", "format": "uri"}
_KINDS: dict[str, Shape] = {
    "teks": TEXT,
    "tanggal": {**DAY, "nullable": True},
    "waktu": {"type": "string", "format": "date-time", "nullable": True},
    "angka": {"type": "number", "nullable": True},
    "ya/tidak": {"type": "boolean"},
    "daftar": {"type": "array", "items": TEXT},
}
_CLOSER: dict[str, Shape] = {
    "bentuk": {"type": "string", "enum": list(Form.values)},
    "jenis_kerja_sama": {"type": "string", "enum": list(CooperationKind.values)},
    "keadaan": {"type": "string", "enum": [value for value in Validity.values if value != Validity.DALAM_PROSES]},
    "sdg": {"type": "array", "items": NUMBER},
    "alamat": ADDRESS,
}


def ref(name: str) -> Shape:
    """A component by its name."""
    return {"$ref": f"#/components/schemas/{name}"}


def _told(shape: Shape, meaning: Any) -> Shape:
    return {**shape, "description": meaning}


def _object(properties: dict[str, Shape], *, optional: tuple[str, ...] = (), is_open: bool = False) -> Shape:
    required = [name for name in properties if name not in optional]
    return {"type": "object", "properties": properties, "required": required, "additionalProperties": is_open}


_ID = _told(NUMBER, _("Nomor yang dipakai saringan dan alamat."))
_HOW_MANY = _told(NUMBER, _("Jumlah naskah publiknya."))
_AS_OF: dict[str, Shape] = {
    "keadaan_per": _told(DAY, _("Hari yang dipakai menghitung keadaan.")),
    "versi_register": _told(TEXT, _("Berubah setiap kali register publik berubah.")),
}
_NEXT = _told({**ADDRESS, "nullable": True}, _("Alamat halaman berikutnya; null di halaman terakhir."))
_PREVIOUS = _told({**ADDRESS, "nullable": True}, _("Alamat halaman sebelumnya; null di halaman pertama."))


def _page(name: str, extra: dict[str, Shape] | None = None) -> Shape:
    rows = {"type": "array", "items": ref(name)}
    return _object({**(extra or {}), **_AS_OF, "berikutnya": _NEXT, "hasil": rows})


_CODE_AND_NAME = _object({"kode": TEXT, "nama": TEXT}, is_open=True)
_ROWS = {column.name: _told(_CLOSER.get(column.name, _KINDS[column.kind]), column.meaning) for column in COLUMNS}

COMPONENTS: dict[str, Shape] = {
    "BarisNaskah": _object(
        {
            **_ROWS,
            "id_mitra": _told({"type": "array", "items": NUMBER}, _("Nomor para mitra, untuk saringan mitra.")),
            "id_pd": _told({"type": "array", "items": NUMBER}, _("Nomor perangkat daerah, untuk saringan pd.")),
            "temuan": _told(
                _object(
                    {
                        "berkas": TEXT,
                        "halaman": _told({**NUMBER, "nullable": True}, _("null untuk gambar.")),
                        "alamat": ADDRESS,
                        "cuplikan": TEXT,
                        "dari_gambar": _told({"type": "boolean"}, _("Teksnya dibaca mesin dari gambar.")),
                    }
                ),
                _("Tempat kata pencarian dalam berkas publik; hanya bila berkas yang membuat naskah ini ditemukan."),
            ),
        },
        optional=("temuan",),
    ),
    "HalamanNaskah": _page(
        "BarisNaskah",
        {"jumlah": _told(NUMBER, _("Jumlah naskah yang cocok, di semua halaman.")), "sebelumnya": _PREVIOUS},
    ),
    "Naskah": _object(
        {
            "alamat": _told(ADDRESS, _("Alamat tetap naskah.")),
            "nomor_register": TEXT,
            "pemerintah_daerah": _CODE_AND_NAME,
            "bentuk": _CODE_AND_NAME,
            "jenis_kerja_sama": _CODE_AND_NAME,
            "judul": TEXT,
            "pihak": _told(
                {"type": "array", "items": {"type": "object", "additionalProperties": True}},
                _("Para pihak menurut urutannya: nama, nomor naskah, penanda tangan, dan jabatannya."),
            ),
            "keadaan": _CLOSER["keadaan"],
            "keadaan_per": _AS_OF["keadaan_per"],
        },
        is_open=True,
    ),
    "Mitra": _object(
        {
            "id": _ID,
            "alamat": _told(ADDRESS, _("Halaman mitra.")),
            "nama": TEXT,
            "nama_singkat": TEXT,
            "jenis": {"type": "string", "enum": list(PartnerKind.values)},
            "jenis_nama": TEXT,
            "bentuk_hukum": TEXT,
            "kode_wilayah": _told(TEXT, _("Kode Kemendagri; kosong untuk perseorangan.")),
            "wilayah": TEXT,
            "negara": _told(TEXT, _("ISO 3166-1.")),
            "negara_nama": TEXT,
            "situs": TEXT,
            "jumlah_naskah": _HOW_MANY,
        }
    ),
    "HalamanMitra": _page("Mitra"),
    "PerangkatDaerah": _object(
        {
            "id": _ID,
            "alamat": _told(ADDRESS, _("Halaman perangkat daerah.")),
            "nama": TEXT,
            "nama_singkat": TEXT,
            "jenis": TEXT,
            "jenis_nama": TEXT,
            "kode_wilayah": _told(TEXT, _("Kode Kemendagri pemerintah daerahnya.")),
            "pemerintah_daerah": TEXT,
            "digantikan_oleh": _told({**NUMBER, "nullable": True}, _("Nomor perangkat daerah penggantinya.")),
            "jumlah_naskah": _told(NUMBER, _("Jumlah naskah publiknya dan naskah pendahulunya.")),
        }
    ),
    "HalamanPerangkatDaerah": _page("PerangkatDaerah"),
    "Angka": _object(
        {
            "tahun": {**NUMBER, "nullable": True},
            "bentuk": _CLOSER["bentuk"],
            "jenis": _CLOSER["jenis_kerja_sama"],
            "keadaan": _CLOSER["keadaan"],
            "jenis_mitra": {"type": "string", "enum": [*PartnerKind.values, MIXED, None], "nullable": True},
            "pemrakarsa": {"type": "string", "enum": list(Initiator.values)},
            "jumlah": NUMBER,
        },
        optional=CROSSABLE,
    ),
    "Statistik": _object(
        {
            "jumlah": _told(NUMBER, _("Jumlah seluruhnya; sama dengan jumlah semua baris.")),
            **_AS_OF,
            "menurut": {"type": "array", "items": {"type": "string", "enum": list(CROSSABLE)}},
            "hasil": {"type": "array", "items": ref("Angka")},
        }
    ),
    "Masalah": _object(
        {
            "type": _told(ADDRESS, _("Jenis masalah; alamatnya menjelaskan.")),
            "title": TEXT,
            "status": NUMBER,
            "detail": TEXT,
            "instance": _told(TEXT, _("Alamat yang diminta.")),
            "kesalahan": _told(
                {"type": "array", "items": _object({"parameter": TEXT, "detail": TEXT})},
                _("Parameter yang keliru dan sebabnya."),
            ),
            "alamat": _told(ADDRESS, _("Alamat tetap naskah yang ditarik.")),
            "nomor_register": _told(TEXT, _("Nomor register naskah yang ditarik.")),
            "ditarik_pada": _told(DAY, _("Hari naskah tidak lagi terbuka.")),
            "alasan": _told(TEXT, _("Dasar penarikannya.")),
        },
        optional=("kesalahan", "alamat", "nomor_register", "ditarik_pada", "alasan"),
    ),
}

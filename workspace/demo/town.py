"""Kota Tirtaraya, invented: its units and its people. Codes from 99 are reserved for invented regions."""

from typing import NamedTuple

from accounts.enums import Role

GOVERNMENT = {
    "code": "99.71",
    "name": "Kota Tirtaraya",
    "level": "kota",
    "head_title": "Wali Kota",
    "seat": "Tirtaraya",
    "time_zone": "Asia/Jakarta",
    "address": "Jalan Balai Kota Nomor 1, Tirtaraya",
    "secretariat": "Bagian Kerja Sama",
}

UNITS: tuple[tuple[str, str, str], ...] = (
    ("Sekretariat Daerah", "Setda", "sekretariat_daerah"),
    ("Inspektorat", "Inspektorat", "inspektorat"),
    ("Dinas Lingkungan Hidup", "DLH", "dinas"),
    ("Dinas Pemadam Kebakaran dan Penyelamatan", "Damkar", "dinas"),
    ("Dinas Ketahanan Pangan", "DKP", "dinas"),
    ("Dinas Kependudukan dan Pencatatan Sipil", "Disdukcapil", "dinas"),
    ("Badan Pendapatan Daerah", "Bapenda", "badan"),
    ("Dinas Kesehatan", "Dinkes", "dinas"),
    ("Badan Keuangan dan Aset Daerah", "BKAD", "badan"),
    ("Dinas Perhubungan", "Dishub", "dinas"),
    ("Dinas Kebudayaan dan Pariwisata", "Disbudpar", "dinas"),
    ("Dinas Sosial", "Dinsos", "dinas"),
    ("Dinas Komunikasi dan Informatika", "Diskominfo", "dinas"),
    ("Dinas Penanaman Modal dan Pelayanan Terpadu Satu Pintu", "DPMPTSP", "dinas"),
    ("Dinas Pekerjaan Umum dan Penataan Ruang", "PUPR", "dinas"),
    ("Dinas Tenaga Kerja", "Disnaker", "dinas"),
    ("Badan Penanggulangan Bencana Daerah", "BPBD", "badan"),
)


class Person(NamedTuple):
    """One demo account: the part before @, an invented name, a role, a unit's short name, a position, a seat."""

    account: str
    name: str
    role: Role
    unit: str
    position: str
    seat: str = ""


PEOPLE: tuple[Person, ...] = (
    Person("staf", "Sari Wulandari", Role.STAF, "", "Analis Kerja Sama"),
    Person("pengusul", "Bayu Prakoso", Role.PENGUSUL, "DLH", "Kepala Bidang Pengelolaan Sampah"),
    Person("ketua", "Hendra Wirayuda", Role.TKKSD, "Setda", "Sekretaris Daerah", "ketua"),
    Person("sekretaris", "Ratna Kusumadewi", Role.TKKSD, "", "Kepala Bagian Kerja Sama", "sekretaris"),
    Person("anggota1", "Maya Anggraini", Role.TKKSD, "Setda", "Kepala Bagian Hukum", "anggota_tetap"),
    Person("anggota2", "Dimas Nugraha", Role.TKKSD, "BKAD", "Kepala Badan Keuangan dan Aset Daerah", "anggota_tetap"),
    Person("anggota3", "Laras Pertiwi", Role.TKKSD, "PUPR", "Kepala Bidang Tata Ruang", "anggota_tetap"),
    Person("pimpinan", "Arya Mahendra", Role.PIMPINAN, "Setda", "Asisten Pemerintahan dan Kesejahteraan Rakyat"),
    Person("auditor", "Wening Astuti", Role.AUDITOR, "Inspektorat", "Auditor Madya"),
    Person("admin", "Galih Permana", Role.ADMIN, "Diskominfo", "Administrator Sistem"),
)

# Seats whose holder has no account yet: TKKSD has at least six members (Permendagri 22/2020 Pasal 47).
EMPTY_SEATS: tuple[tuple[str, str], ...] = (
    ("wakil_ketua", "Asisten Pemerintahan dan Kesejahteraan Rakyat"),
    ("anggota_tetap", "Kepala Badan Perencanaan Pembangunan Daerah"),
    ("anggota_tetap", "Kepala Bagian Pemerintahan"),
    ("anggota_tetap", "Asisten Perekonomian dan Pembangunan"),
)

"""One public document as one flat row of open data, and the dictionary that says what each column means.

Representatives are left out: their names stand on the permanent page, but nobody needs a list of persons in bulk
(UU 27/2022). What is not on the permanent page is not here either.
"""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import psycopg
from django.conf import settings
from django.db import connection
from django.db.models import F, Func, QuerySet, TextField, Value
from django.db.models.expressions import RawSQL
from django.utils.translation import gettext_lazy as _

from accounts.models import Government, Unit
from agreements.domain.segments import state_of
from agreements.enums import CooperationKind, FileKind, Form
from agreements.models import Agreement, File, Party
from partners.enums import PartnerKind
from partners.models import Partner
from portal.domain.rows import address, file_address

CHUNK = 2000  # documents read at once
SEPARATOR = "; "
_BETWEEN = "\x1f"  # the items of an array on its way here
Record = dict[str, Any]


class Column(NamedTuple):
    """One column: ``kind`` is teks, tanggal, waktu, angka, ya/tidak or daftar (several values, ``; `` between them)."""

    name: str
    kind: str
    meaning: Any
    width: int = 16


COLUMNS = (
    Column("alamat", "teks", _("Alamat tetap naskah; juga pengenal yang tidak pernah berubah."), 44),
    Column("nomor_register", "teks", _("Nomor dalam register pemerintah daerah.")),
    Column("kode_wilayah", "teks", _("Kode Kemendagri pemerintah daerah pemilik register."), 12),
    Column("pemerintah_daerah", "teks", _("Nama pemerintah daerah."), 30),
    Column("bentuk", "teks", _("Bentuk naskah, sebagai kode.")),
    Column("bentuk_nama", "teks", _("Bentuk naskah, sebagai kata."), 24),
    Column("jenis_kerja_sama", "teks", _("Jenis kerja sama, sebagai kode.")),
    Column("jenis_kerja_sama_nama", "teks", _("Jenis kerja sama, sebagai kata."), 30),
    Column("judul", "teks", _("Judul (tentang)."), 60),
    Column("pihak", "daftar", _("Nama para pihak sebagaimana tertulis pada naskah, menurut urutannya."), 60),
    Column("nomor_naskah", "daftar", _("Nomor naskah tiap pihak, menurut urutan yang sama; kosong bila tak ada."), 40),
    Column("jenis_mitra", "daftar", _("Jenis tiap mitra, sebagai kode."), 24),
    Column("negara_mitra", "daftar", _("Negara mitra luar negeri (ISO 3166-1)."), 12),
    Column("provinsi_mitra", "daftar", _("Kode Kemendagri provinsi mitra dalam negeri."), 12),
    Column("tanggal_penandatanganan", "tanggal", _("Hari penandatanganan (ISO 8601).")),
    Column("ketelitian_penandatanganan", "teks", _("hari, bulan, atau tahun: setepat apa tanggal itu diketahui."), 12),
    Column("tempat_penandatanganan", "teks", _("Tempat penandatanganan.")),
    Column("mulai_berlaku", "tanggal", _("Hari pertama berlaku.")),
    Column("hari_terakhir", "tanggal", _("Hari terakhir berlaku setelah semua perubahan; kosong bila terbuka.")),
    Column("hari_terakhir_semula", "tanggal", _("Hari terakhir menurut naskah ini sendiri.")),
    Column("jangka_waktu_tertulis", "teks", _("Jangka waktu sebagaimana tertulis."), 24),
    Column("ketentuan_jangka_waktu", "teks", _("tetap, sampai_selesai, atau tidak_ditentukan.")),
    Column("keadaan", "teks", _("belum_berlaku, berlaku, akan_berakhir, berakhir, diakhiri, atau digantikan.")),
    Column("keadaan_per", "tanggal", _("Hari yang dipakai menghitung keadaan.")),
    Column("alasan_berakhir", "teks", _("Alasan hukum pengakhiran, bila diakhiri sebelum waktunya.")),
    Column("urusan", "daftar", _("Kode urusan pemerintahan (UU 23/2014 Pasal 12)."), 14),
    Column("sdg", "daftar", _("Nomor tujuan pembangunan berkelanjutan."), 10),
    Column("perangkat_daerah", "daftar", _("Perangkat daerah pemrakarsa, lalu yang lain."), 40),
    Column("pemrakarsa", "teks", _("kami (pemerintah daerah) atau mitra."), 10),
    Column("objek", "teks", _("Objek kerja sama."), 50),
    Column("ruang_lingkup", "teks", _("Ruang lingkup, satu butir tiap baris."), 50),
    Column("wilayah_pelaksanaan", "daftar", _("Kode Kemendagri wilayah tempat kerja sama dijalankan."), 16),
    Column("lokasi", "teks", _("Lokasi."), 24),
    Column("nilai_rupiah", "angka", _("Nilai dalam rupiah, bila tercatat.")),
    Column("naskah_induk", "teks", _("Alamat tetap naskah induk, bila induknya publik."), 44),
    Column("hubungan", "teks", _("turunan, addendum, perpanjangan, atau penggantian.")),
    Column("salinan_publik", "teks", _("Alamat salinan publik naskahnya, bila ada."), 60),
    Column("naskah_lama", "ya/tidak", _("Benar bila dicatat dari naskah lama."), 10),
    Column("dicatat_pada", "waktu", _("Saat dicatat dalam register (UTC).")),
    Column("ketelitian_mulai", "teks", _("hari, bulan, atau tahun: setepat apa hari pertama diketahui."), 12),
    Column("ketelitian_hari_terakhir", "teks", _("hari, bulan, atau tahun: setepat apa hari terakhir diketahui."), 12),
)  # fmt: skip
NAMES = tuple(column.name for column in COLUMNS)
_PLAIN = (
    "pk", "government_id", "register_no", "form", "cooperation_kind", "title", "signed_on", "signed_precision",
    "signed_place", "effective_from", "ends_on", "duration_text", "term_rule", "phase", "ended_on",
    "end_reason", "lead_unit_id", "initiator", "object", "scope", "location_text", "value_amount",
    "parent_id", "relation", "legacy", "frozen_at", "entry__starts_on", "entry__last_day",
    "ends_precision",
)  # fmt: skip
# Each array comes as one text: to take six of them apart costs a process more than all the rest of the row.
_ARRAYS = tuple(
    Func(F(name), Value(_BETWEEN), function="array_to_string", output_field=TextField())
    for name in ("urusan", "sdgs", "location_codes", "entry__unit_ids", "entry__countries", "entry__provinces")
)
_LEAD, _PARENT, _UNITS = _PLAIN.index("lead_unit_id"), _PLAIN.index("parent_id"), len(_PLAIN) + 3
Row = tuple[Any, ...]


class _Known:
    """What is the same for many documents, worked out once: names, labels, addresses, civil days."""

    def __init__(self, governments: Mapping[int, Government], now: dt.datetime) -> None:
        self.governments = {pk: (government.code, government.name) for pk, government in governments.items()}
        self.units: dict[int, str] = {}
        self.named_units: dict[tuple[int, str], list[str]] = {}  # by the lead and all of them
        self.partners: dict[int, tuple[str, str]] = {}  # name and kind
        self.owners = {pk: f"Pemerintah {government.name}" for pk, government in governments.items()}
        self.forms = {form.value: str(form.label) for form in Form}
        self.kinds = {kind.value: str(kind.label) for kind in CooperationKind}
        self.partner_kinds = frozenset(PartnerKind.values)
        self.days = {
            pk: (today, today + dt.timedelta(days=government.ending_soon_days))
            for pk, government in governments.items()
            for today in [government.today(now)]
        }

    def learn_partners(self, ids: set[int]) -> None:
        """Read the partners not known yet: the same few thousand return in every piece."""
        new = ids - self.partners.keys()
        if new:
            found = Partner.objects.filter(pk__in=among(sorted(new))).order_by()
            self.partners.update((pk, (name, kind)) for pk, name, kind in found.values_list("pk", "name", "kind"))

    def learn_units(self, sets: set[tuple[int, str]]) -> None:
        """Name the perangkat daerah of some documents, the lead first."""
        new = {(lead, ids): [int(pk) for pk in ids.split(_BETWEEN)] for lead, ids in sets - self.named_units.keys()}
        unknown = {pk for ids in new.values() for pk in ids} - self.units.keys()
        if unknown:
            self.units.update(Unit.objects.filter(pk__in=unknown).order_by().values_list("pk", "name"))
        for (lead, joined), ids in new.items():
            ids.sort(key=lambda pk: (pk != lead, pk))
            self.named_units[lead, joined] = [self.units[pk] for pk in ids if pk in self.units]


def records(governments: Mapping[int, Government], *, now: dt.datetime) -> Iterator[Record]:
    """Every public document in the order it entered the register, read in pieces so that memory stays flat."""
    known = _Known(governments, now)
    last = 0
    while True:
        public = Agreement.objects.public().filter(entry__is_public=True, pk__gt=last)
        chunk = _read(public.order_by("pk").values_list(*_PLAIN, *_ARRAYS)[:CHUNK])
        if not chunk:
            return
        last = chunk[-1][0]
        yield from _records_of(chunk, known)


def records_of(ids: list[int], governments: Mapping[int, Government], *, now: dt.datetime) -> Iterator[Record]:
    """The public documents among ``ids``, in that order."""
    known = _Known(governments, now)
    for first in range(0, len(ids), CHUNK):
        wanted = ids[first : first + CHUNK]
        chunk = {row[0]: row for row in _read(_public(wanted).values_list(*_PLAIN, *_ARRAYS))}
        yield from _records_of([chunk[pk] for pk in wanted if pk in chunk], known)


def _public(ids: Sequence[int]) -> QuerySet[Agreement]:
    return Agreement.objects.public().filter(pk__in=among(ids)).order_by()


def among(ids: Sequence[int]) -> RawSQL:
    """Numbers as one array: a list of two thousand marks takes longer to write and read than the rows."""
    return RawSQL("SELECT unnest(%s::bigint[])", [list(ids)])


def _read(rows: "QuerySet[Any, Any]") -> list[Row]:
    """The rows as PostgreSQL holds them and not as text: half the work of reading them."""
    sql, given = rows.query.sql_with_params()
    connection.ensure_connection()
    with connection.wrap_database_errors, psycopg.Cursor(connection.connection) as cursor:
        return cursor.execute(sql, given, binary=True).fetchall()


def _records_of(chunk: list[Row], known: _Known) -> Iterator[Record]:
    parties: dict[int, list[tuple[str, str, str]]] = {row[0]: [] for row in chunk}
    named = Party.objects.filter(agreement__in=among(list(parties))).order_by("agreement_id", "order")
    rows = _read(named.values_list("agreement_id", "name_as_signed", "government_id", "partner_id", "number"))
    known.learn_partners({row[3] for row in rows if row[3]})
    for pk, signed_as, government, partner, number in rows:
        name, kind = known.partners[partner] if partner else (known.owners.get(government, ""), "")
        parties[pk].append((signed_as or name, number, kind))
    parents = {row[_PARENT] for row in chunk if row[_PARENT]}
    numbers: dict[int, str] = dict(_read(_public(sorted(parents)).values_list("pk", "register_no"))) if parents else {}
    known.learn_units({(row[_LEAD], row[_UNITS]) for row in chunk if row[_UNITS]})
    # The newest version comes last and stays.
    copies = File.objects.public().filter(kind=FileKind.SALINAN_PUBLIK, agreement__in=among(list(parties)))
    found = _read(copies.order_by("agreement_id", "version", "pk").values_list("agreement_id", "pk", "name"))
    kept = {pk: (file, name) for pk, file, name in found}
    for row in chunk:
        yield _record(row, known, parties[row[0]], numbers.get(row[_PARENT]), kept.get(row[0]))


def _record(
    row: Row, known: _Known, parties: list[tuple[str, str, str]], parent: str | None, copy: tuple[int, str] | None
) -> Record:
    (
        _pk, owner, register_no, form, kind, title, signed_on, signed_precision, signed_place, effective_from, ends_on,
        duration_text, term_rule, phase, ended_on, end_reason, lead, initiator, subject, scope, location_text,
        value_amount, _parent, relation, legacy, frozen_at, starts, last, ends_precision, urusan, sdgs, location_codes,
        units, countries, provinces,
    ) = row  # fmt: skip
    code, government = known.governments[owner]
    today, soon = known.days[owner]
    url = address(code, register_no)
    values = (
        settings.PUBLIC_URL + url,
        register_no,
        code,
        government,
        form,
        known.forms[form],
        kind,
        known.kinds[kind],
        title,
        [name for name, _number, _kind in parties],
        [number for _name, number, _kind in parties],
        [partner for _name, _number, partner in parties if partner in known.partner_kinds],
        countries.split(_BETWEEN) if countries else [],
        provinces.split(_BETWEEN) if provinces else [],
        signed_on,
        signed_precision,
        signed_place,
        effective_from or signed_on,
        last,
        ends_on,
        duration_text,
        term_rule,
        state_of(phase, ended=ended_on, starts=starts, last=last, today=today, soon=soon),
        today,
        end_reason,
        urusan.split(_BETWEEN) if urusan else [],
        [int(goal) for goal in sdgs.split(_BETWEEN)] if sdgs else [],
        known.named_units[lead, units] if units else [],
        initiator,
        subject,
        scope,
        location_codes.split(_BETWEEN) if location_codes else [],
        location_text,
        value_amount,
        settings.PUBLIC_URL + address(code, parent) if parent else "",
        relation if parent else "",
        settings.PUBLIC_URL + file_address(url, *copy) if copy else "",
        legacy,
        frozen_at,
        ("hari" if effective_from else signed_precision) if effective_from or signed_on else "",
        (ends_precision if last == ends_on else "hari") if last else "",
    )
    return dict(zip(NAMES, values, strict=True))

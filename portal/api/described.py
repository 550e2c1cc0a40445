"""Each address of the API in words, for its OpenAPI document: parameters from the filters themselves, true examples."""

import json
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import django_filters
from django.conf import settings
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiExample, OpenApiParameter, OpenApiResponse, extend_schema, extend_schema_view

from agreements.domain.crossing import CROSSABLE
from agreements.enums import Validity
from agreements.filters import MAX_QUERY, AgreementFilter, CodesFilter, DaysFilter, NumbersFilter
from partners.enums import PartnerKind
from portal.api import asking, problems
from portal.api.shapes import Shape, ref

INVENTED = "https://kerjasama.contoh.example"
USUAL = ("tahun", "bentuk", "jenis")
MAX_NAME = 100  # letters of a partner's name that are looked for
_said = lazy(problems.said, str)
Decorator = Callable[[type[Any]], type[Any]]


@cache
def examples() -> dict[str, Any]:
    """What the application answered in an invented register: ``tests/portal/test_api_schema.py`` holds them true."""
    text = (Path(__file__).parent / "examples.json").read_text()
    found: dict[str, Any] = json.loads(text.replace(INVENTED, settings.PUBLIC_URL))
    return found


def _parameter(name: str, shape: Shape, meaning: Any, *, several: bool = False) -> OpenApiParameter:
    schema = {"type": "array", "items": shape} if several else shape
    style, explode = ("form", True) if several else (None, None)
    return OpenApiParameter(name, schema, OpenApiParameter.QUERY, description=meaning, style=style, explode=explode)


def _place(name: str, meaning: Any) -> OpenApiParameter:
    """A part of the address itself."""
    return OpenApiParameter(name, str if name != "id" else int, OpenApiParameter.PATH, description=meaning)


def _filters(*leave_out: str) -> Iterator[OpenApiParameter]:
    """The filters of the public page, from their own definition."""
    for name, field in AgreementFilter.base_filters.items():
        if name not in leave_out:
            yield _filter(name, field)


def _filter(name: str, field: django_filters.Filter) -> OpenApiParameter:
    if isinstance(field, NumbersFilter):
        shape: Shape = {"type": "integer", "minimum": field.extra["least"], "maximum": field.extra["most"]}
        if also := list(field.extra.get("also", [])):
            shape = {"anyOf": [{"type": "integer", "enum": also}, shape]}
        return _parameter(name, shape, field.label, several=True)
    if isinstance(field, DaysFilter):
        return _parameter(name, {"type": "string", "format": "date"}, field.label, several=True)
    if isinstance(field, CodesFilter):
        return _parameter(name, {"type": "string", "pattern": f"^{field.extra['shape']}$"}, field.label, several=True)
    choices = [str(value) for value, _label in field.extra.get("choices", []) if value != Validity.DALAM_PROSES]
    if choices:
        is_one = isinstance(field, django_filters.ChoiceFilter)
        return _parameter(name, {"type": "string", "enum": choices}, field.label, several=not is_one)
    if name == "setelah":
        return _AFTER
    return _parameter(name, {"type": "string", "maxLength": MAX_QUERY}, field.label)


_AFTER = _parameter("setelah", {"type": "string"}, _("Penanda halaman, diambil dari “berikutnya”."))
_SIZE = _parameter(
    "banyak",
    {"type": "integer", "minimum": 1, "maximum": asking.MOST, "default": asking.PAGE},
    _("Baris per halaman: sampai 100, atau 500 dengan kunci bercakupan “massal”."),
)
_UNCHANGED = OpenApiResponse(description=_("Tidak berubah sejak ETag pada If-None-Match."))


def _told(
    name: str, *, summary: Any, shape: str, parameters: list[OpenApiParameter] | None = None, can_miss: bool = False,
    description: Any = "", can_go: bool = False,
) -> Decorator:  # fmt: skip
    failing = {400: "permintaan-keliru", 401: "kunci-ditolak", 429: "terlalu-sering"}
    if can_miss:
        failing[404] = "tidak-ada"
    if can_go:
        failing[410] = "ditarik"
    responses: dict[Any, Any] = {
        200: OpenApiResponse(
            ref(shape), description=summary, examples=[OpenApiExample("contoh", value=examples().get(name))]
        ),
        304: _UNCHANGED,
    }
    for status, slug in failing.items():
        responses[status, problems.MEDIA_TYPE] = OpenApiResponse(
            ref("Masalah"),
            description=_said(problems.KINDS[slug].title),
            examples=[OpenApiExample("contoh", value=examples()[slug])] if slug in examples() else [],
        )
    told = extend_schema(
        operation_id=name, summary=summary, description=description or summary, tags=["register"],
        parameters=parameters or [], responses=responses,
    )  # fmt: skip
    decorate: Decorator = extend_schema_view(get=told)
    return decorate


AGREEMENTS = _told(
    "daftarNaskah",
    summary=_("Daftar naskah"),
    description=_(
        "Saringan, urutan, dan halamannya sama dengan /naskah/. Beberapa nilai untuk satu parameter memperluas, "
        "beberapa parameter mempersempit. Ikuti “berikutnya” sampai null; baris yang ditambahkan selama itu tidak "
        "membuat baris lain muncul dua kali atau terlewat."
    ),
    shape="HalamanNaskah",
    parameters=[*_filters(), _SIZE],
)
AGREEMENT = _told(
    "naskah",
    summary=_("Satu naskah, lengkap"),
    shape="Naskah",
    parameters=[
        _place("code", _("Kode Kemendagri pemerintah daerah pemilik register, misalnya 64.72.")),
        _place("number", _("Nomor register, misalnya PKS-2026-0001.")),
    ],
    can_miss=True,
    can_go=True,
)
PARTNERS = _told(
    "daftarMitra",
    summary=_("Daftar mitra"),
    shape="HalamanMitra",
    parameters=[
        _parameter("q", {"type": "string", "maxLength": MAX_NAME}, _("Bagian dari nama.")),
        _parameter("jenis", {"type": "string", "enum": list(PartnerKind.values)}, _("Jenis mitra"), several=True),
        _AFTER,
        _SIZE,
    ],
)
PARTNER = _told(
    "mitra",
    summary=_("Satu mitra"),
    shape="Mitra",
    parameters=[_place("id", _("Nomor mitra."))],
    can_miss=True,
)
UNITS = _told(
    "daftarPerangkatDaerah",
    summary=_("Daftar perangkat daerah"),
    shape="HalamanPerangkatDaerah",
    parameters=[_AFTER, _SIZE],
)
UNIT = _told(
    "perangkatDaerah",
    summary=_("Satu perangkat daerah"),
    shape="PerangkatDaerah",
    parameters=[_place("id", _("Nomor perangkat daerah."))],
    can_miss=True,
)
FIGURES = _told(
    "statistik",
    summary=_("Jumlah naskah menurut tahun, bentuk, dan jenis"),
    description=_("Setiap naskah dihitung satu kali, juga addendum dan naskah dengan banyak pihak."),
    shape="Statistik",
    parameters=[
        *_filters("urut", "setelah"),
        _parameter(
            "menurut",
            {"type": "string", "enum": list(CROSSABLE)},
            _("Yang disilangkan, paling banyak empat; bila kosong: tahun, bentuk, dan jenis."),
            several=True,
        ),
    ],
)

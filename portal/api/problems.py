"""What went wrong, as ``application/problem+json`` (RFC 9457) in the language that was asked for.

The sentences stand here in both languages side by side: an answer for machines must not depend on a compiled catalogue.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.utils.translation import get_language

MEDIA_TYPE = "application/problem+json"
_MOST = 20  # mistakes told at once


class Kind(NamedTuple):
    """One kind of problem: its status, and title and detail in Indonesian and in English."""

    status: int
    title: tuple[str, str]
    detail: tuple[str, str]


KINDS: dict[str, Kind] = {
    "permintaan-keliru": Kind(
        400,
        ("Permintaan tidak dapat dipahami", "The request cannot be understood"),
        (
            "Satu atau beberapa parameter keliru; lihat “kesalahan”. Perbaiki, lalu ulangi.",
            "One or more parameters are wrong; see “kesalahan”. Correct them and try again.",
        ),
    ),
    "kunci-ditolak": Kind(
        401,
        ("Kunci tidak berlaku", "The key is not valid"),
        (
            "Kunci API ini tidak dikenali, dicabut, atau habis masa berlakunya. Tanpa kunci pun API dapat dibaca.",
            "This API key is unknown, revoked or expired. The API can be read without a key too.",
        ),
    ),
    "tidak-ada": Kind(
        404,
        ("Tidak ditemukan", "Not found"),
        (
            "Alamat ini tidak ada dalam register publik. Daftar alamat: /api/v1/.",
            "There is nothing at this address in the public register. Addresses are listed at /api/v1/.",
        ),
    ),
    "ditarik": Kind(
        410,
        ("Tidak lagi terbuka", "No longer public"),
        (
            "Naskah ini pernah terbuka; sejak kapan tidak lagi dan mengapa ada pada “ditarik_pada” dan “alasan”.",
            "This document was public once; since when it is not and why is told by “ditarik_pada” and “alasan”.",
        ),
    ),
    "cara-tidak-diizinkan": Kind(
        405,
        ("Cara ini tidak diizinkan", "Method not allowed"),
        (
            "API ini hanya untuk membaca: gunakan GET, HEAD, atau OPTIONS.",
            "This API is for reading only: use GET, HEAD or OPTIONS.",
        ),
    ),
    "terlalu-sering": Kind(
        429,
        ("Terlalu banyak permintaan", "Too many requests"),
        (
            "Batas permintaan tercapai. Tunggu sekian detik pada Retry-After, atau mintalah kunci.",
            "The limit of requests is reached. Wait for the seconds in Retry-After, or ask for a key.",
        ),
    ),
    "terlalu-berat": Kind(
        503,
        ("Pertanyaan ini terlalu berat", "This question costs too much"),
        (
            "Jawabannya tidak selesai dalam waktu yang disediakan. Persempit pilihan, atau unduh data dari /data/.",
            "It could not be answered in the time allowed. Narrow the choice, or download all data from /data/.",
        ),
    ),
    "sedang-ramai": Kind(
        503,
        ("Sedang ramai", "Busy"),
        (
            "Terlalu banyak permintaan umum dikerjakan bersamaan. Tunggu sekian detik pada Retry-After.",
            "Too many public requests are being answered at once. Wait for the seconds in Retry-After.",
        ),
    ),
    "gangguan": Kind(
        500,
        ("Gangguan pada sistem kami", "A fault of ours"),
        (
            "Terjadi gangguan pada sistem kami dan sudah dicatat. Cobalah lagi nanti.",
            "Something went wrong on our side and has been noted. Try again later.",
        ),
    ),
}

# Sentences of the filters in English, by their source; those of Django itself it translates on its own.
_ENGLISH = {
    "Pilihan ini tidak dikenali.": "This value is not known.",
    "Terlalu banyak pilihan sekaligus.": "Too many values at once.",
    "Penanda halaman ini tidak dikenali. Mulailah dari halaman pertama.": (
        "This page marker is not known. Begin at the first page."
    ),
    "Kata pencarian paling panjang %(limit_value)d karakter.": "A search has at most %(limit_value)d characters.",
}
UNKNOWN_PARAMETER = ("Parameter ini tidak dikenali.", "This parameter is not known.")
BROKEN_TEXT = ("Alamat memuat NUL atau bukan UTF-8.", "The address contains a NUL or is not UTF-8.")
TOO_LONG = ("Alamat terlalu panjang: paling panjang %d bita.", "The address is too long: at most %d bytes.")
TOO_MANY = ("Terlalu banyak parameter.", "Too many parameters.")
NOT_A_NUMBER = ("Isi dengan bilangan bulat dari %d sampai %d.", "Give a whole number from %d to %d.")
TOO_MANY_FACETS = ("Paling banyak %d sekaligus.", "At most %d at once.")
ONCE = ("Parameter ini hanya boleh satu kali.", "This parameter may be given only once.")
TOO_LONG_NAME = ("Paling panjang %d karakter.", "At most %d characters.")
NOTHING_TO_SEARCH = (
    "Tidak ada kata yang dapat dicari di sini. Gunakan huruf atau angka.",
    "There is no word to search for here. Use letters or digits.",
)
NOT_KNOWN = ("Pilihan ini tidak dikenali.", "This value is not known.")


class ProblemError(Exception):
    """Ends the request with a problem. ``mistakes``: pairs of a parameter and a sentence; ``more``: own members."""

    def __init__(
        self,
        slug: str,
        *,
        mistakes: Sequence[tuple[str, str]] = (),
        headers: Mapping[str, str] | None = None,
        more: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(slug)
        self.slug, self.mistakes, self.headers, self.more = slug, list(mistakes), dict(headers or {}), dict(more or {})


def said(sentence: tuple[str, str]) -> str:
    """The sentence in the present language."""
    return sentence[1] if get_language() == "en" else sentence[0]


def address_of(slug: str) -> str:
    """The ``type`` of a problem: where the readable page explains it."""
    return f"{settings.PUBLIC_URL}/api/v1/#{slug}"


def answer(problem: ProblemError, *, path: str) -> HttpResponse:
    """The problem as a response."""
    kind = KINDS[problem.slug]
    body: dict[str, Any] = {
        "type": address_of(problem.slug),
        "title": said(kind.title),
        "status": kind.status,
        "detail": said(kind.detail),
        "instance": path[:200],
        **problem.more,
    }
    if problem.mistakes:
        body["kesalahan"] = [{"parameter": name[:60], "detail": text} for name, text in problem.mistakes[:_MOST]]
    response = HttpResponse(json.dumps(body, ensure_ascii=False), status=kind.status, content_type=MEDIA_TYPE)
    response["Cache-Control"] = "no-store"
    for name, value in problem.headers.items():
        response[name] = value
    return response


def wrong(name: str, sentence: tuple[str, str], *given: int) -> ProblemError:
    """400 about one parameter."""
    text = said(sentence)
    return ProblemError("permintaan-keliru", mistakes=[(name, text % given if given else text)])


def of_form(errors: Mapping[str, Sequence[ValidationError]]) -> ProblemError:
    """400 about what a form refused (``form.errors.as_data()``)."""
    mistakes = [(name, _sentence(error)) for name, found in errors.items() for error in found]
    return ProblemError("permintaan-keliru", mistakes=mistakes)


def _sentence(error: ValidationError) -> str:
    text = str(error.message)
    if get_language() == "en":
        text = _ENGLISH.get(text, text)
    return text % error.params if error.params else text

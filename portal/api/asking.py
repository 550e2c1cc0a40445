"""Reading a request strictly: what is not understood is refused with a sentence, never passed over."""

from collections.abc import Collection
from urllib.parse import unquote_to_bytes

from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, QueryDict
from django.utils.translation.trans_real import parse_accept_lang_header

from portal.api import problems

LONGEST = 8_000  # bytes of a query string
LONGEST_HEADER = 500
MOST_PARAMETERS = 300
PAGE = 20
MOST, MOST_IN_BULK = 100, 500


def language_of(request: HttpRequest) -> str:
    """``id`` or ``en`` by Accept-Language; Indonesian when neither is asked for."""
    for code, _weight in parse_accept_lang_header(request.headers.get("Accept-Language", "")[:LONGEST_HEADER]):
        base = code.partition("-")[0]
        if base in {"id", "en"}:
            return base
    return "id"


def query_of(request: HttpRequest, *, known: Collection[str]) -> QueryDict:
    """The parameters. Raises ProblemError for broken text, for too much of it, and for names nobody knows."""
    raw = request.META.get("QUERY_STRING", "")
    if len(raw) > LONGEST:
        raise problems.wrong("", problems.TOO_LONG, LONGEST)
    try:
        text = unquote_to_bytes(raw.encode("latin-1")).decode()
    except UnicodeError:
        raise problems.wrong("", problems.BROKEN_TEXT) from None
    if "\x00" in text:
        raise problems.wrong("", problems.BROKEN_TEXT)
    try:
        query = request.GET
    except SuspiciousOperation:
        raise problems.wrong("", problems.TOO_MANY) from None
    if sum(len(values) for _name, values in query.lists()) > MOST_PARAMETERS:
        raise problems.wrong("", problems.TOO_MANY)
    strange = [name for name in query if name not in known]
    if strange:
        sentence = problems.said(problems.UNKNOWN_PARAMETER)
        raise problems.ProblemError("permintaan-keliru", mistakes=[(name, sentence) for name in strange])
    return query


def number(query: QueryDict, name: str, *, least: int, most: int, default: int) -> int:
    """A whole number between two bounds, or the default when it was not given. Raises ProblemError."""
    text = one(query, name)
    if not text:
        return default
    if not text.isascii() or not text.isdigit() or len(text) > 18 or not least <= int(text) <= most:
        raise problems.wrong(name, problems.NOT_A_NUMBER, least, most)
    return int(text)


def one(query: QueryDict, name: str) -> str:
    """The only value of a parameter, empty when it was not given. Raises ProblemError when there are several."""
    values = query.getlist(name)
    if len(values) > 1:
        raise problems.wrong(name, problems.ONCE)
    return values[0] if values else ""


def several(query: QueryDict, name: str, choices: Collection[str]) -> list[str]:
    """Values out of a closed list, each once. Raises ProblemError for any other."""
    values = list(dict.fromkeys(value for value in query.getlist(name) if value))
    if any(value not in choices for value in values):
        raise problems.wrong(name, problems.NOT_KNOWN)
    return values

"""What every public page shares: one moment, one version of the register, and answers that are not made twice.

A page depends on the register, the civil day, the language, our own templates and who looks. All of it is in the ETag,
so an unchanged page costs a browser one short question (304), and another visitor a look into this process's memory.
"""

import datetime as dt
import gzip
import hashlib
from collections.abc import Callable
from functools import cache, partial, wraps
from pathlib import Path
from typing import Any, NamedTuple, cast

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotModified
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.http import http_date, parse_etags, quote_etag
from django.utils.translation import get_language

from portal import share
from portal.domain import register as registers
from portal.domain.memory import Memory
from portal.domain.register import Register, register_at

KEPT_HEADERS = ("Access-Control-Allow-Origin", "Content-Disposition", "X-Robots-Tag")
LONGEST_PATH = 500  # letters; longer addresses are answered, not kept
View = Callable[..., HttpResponseBase]


class Page(NamedTuple):
    """A page as it was sent: zipped, its type, and what else its view said of it."""

    body: bytes
    kind: str
    said: tuple[tuple[str, str], ...] = ()


pages: Memory[tuple[str, str], Page] = Memory(most=400)


@cache
def build() -> str:
    """Changes when our templates or the names of our static files change: with each release."""
    digest = hashlib.blake2s(digest_size=6)
    root = Path(settings.BASE_DIR)
    watched = (("templates", "**/*.html"), ("portal", "**/*.py"), ("static", "**/*.*"), ("locale", "**/*.mo"))
    for folder, pattern in watched:
        for path in sorted((root / folder).glob(pattern)):
            digest.update(f"{path.name}{path.stat().st_mtime_ns}{path.stat().st_size}".encode())
    return digest.hexdigest()


def _name_of(request: HttpRequest, register: Register) -> str:
    """What this answer depends on beside its address."""
    who = request.user.pk if request.user.is_authenticated else 0
    place = getattr(getattr(request, "workplace", None), "government", None)
    text = f"{build()} {register.version.name} {register.clock.days} {get_language()} {who} {place}"
    return hashlib.blake2s(text.encode(), digest_size=12).hexdigest()


def _is_plain_visitor(request: HttpRequest) -> bool:
    """Nobody signed in and nothing to tell them: the page is the same for everybody."""
    return not (request.COOKIES.get(settings.SESSION_COOKIE_NAME) or request.COOKIES.get("messages"))


def answer(
    request: HttpRequest, register: Register, template: str, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    """A public page from a template; the frame learns whose register it is from what we know already."""
    owners = list(register.governments.values())
    owner = owners[0].official_name if len(owners) == 1 else ""
    return render(request, template, {"SITE_OWNER": owner, **context}, status=status)


def for_anybody(response: HttpResponse) -> HttpResponse:
    """Data that a page of anybody's may read: nothing in it depends on who asks, and no cookie is sent along."""
    response["Access-Control-Allow-Origin"] = "*"
    return response


def published(view: View) -> Callable[..., HttpResponse]:
    """A public page: gives the view ``register``, answers 304 or from memory where nothing has changed since."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        register = register_at(timezone.now())
        make = partial(view, request, *args, register=register, **kwargs)
        if settings.DEBUG or request.method not in {"GET", "HEAD"}:
            return cast("HttpResponse", share.within(request, make))
        plain = _is_plain_visitor(request)
        etag = f"W/{quote_etag(_name_of(request, register))}"
        asked = request.headers.get("If-None-Match", "")
        if asked and plain and etag in parse_etags(asked):
            return _finish(HttpResponseNotModified(), register, etag, plain=plain)
        key = (etag, request.get_full_path())
        keepable = plain and len(key[1]) <= LONGEST_PATH
        kept = pages.get(key) if keepable else None
        if kept is None:
            response = cast("HttpResponse", share.within(request, make))
            if response.status_code != 200 or response.streaming:
                return response
            said = tuple((name, response[name]) for name in KEPT_HEADERS if name in response)
            kept = Page(gzip.compress(response.content, compresslevel=3, mtime=0), response["Content-Type"], said)
            if keepable:
                pages.put(key, kept)
            if not plain:
                return _finish(response, register, etag, plain=plain)
        if "gzip" in request.headers.get("Accept-Encoding", ""):
            response = HttpResponse(kept.body, content_type=kept.kind)
            response["Content-Encoding"] = "gzip"
        else:
            response = HttpResponse(gzip.decompress(kept.body), content_type=kept.kind)
        for name, value in kept.said:
            response[name] = value
        return _finish(response, register, etag, plain=plain)

    return wrapped


def _finish(response: HttpResponse, register: Register, etag: str, *, plain: bool) -> HttpResponse:
    response["ETag"] = etag
    response["Cache-Control"] = "public, no-cache" if plain else "private, no-cache"
    if register.version.changed_at is not None:
        midnight = dt.datetime.combine(register.clock.today, dt.time(), dt.UTC)
        response["Last-Modified"] = http_date(max(register.version.changed_at, midnight).timestamp())
    patch_vary_headers(response, ["Accept-Encoding", "Cookie"])
    return response


def forget() -> None:
    """Drop everything this process remembers of the register: for tests, whose databases come and go."""
    pages.clear()
    registers.forget()

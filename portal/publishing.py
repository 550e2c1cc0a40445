"""What every public page shares: one moment, one version of the register, and answers that are not made twice.

A page depends on the register, the civil day, the language, our own templates and who looks. All of it is in the ETag,
so an unchanged page costs a browser one short question (304), and another visitor a read from the cache.
"""

import datetime as dt
import gzip
import hashlib
import logging
from collections.abc import Callable
from functools import cache, wraps
from pathlib import Path
from typing import Any, NamedTuple

from django.conf import settings
from django.core.cache import cache as store
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.http import http_date, parse_etags, quote_etag
from django.utils.translation import get_language

from accounts.models import Government
from agreements.domain import counting, versions
from agreements.domain.listing import Clock

log = logging.getLogger(__name__)
KEEP = 600  # seconds; an older version's pages are never asked for again
LONGEST_PATH = 500  # letters; longer addresses are answered, not kept
View = Callable[..., HttpResponse]


class Register(NamedTuple):
    """The register as one request sees it: all counts and rows of a page belong to one version and one moment."""

    version: versions.Version
    clock: Clock
    now: dt.datetime
    governments: dict[int, Government]

    @property
    def counts(self) -> counting.Counts:
        """Exact counts at this version."""
        return counting.current(self.clock, version=self.version)


_governments: tuple[str, dict[int, Government]] = ("", {})


def _governments_at(version: versions.Version) -> dict[int, Government]:
    """Governments by id, read again when something was published; a new one matters once it publishes something."""
    global _governments  # noqa: PLW0603 - one per process, replaced whole
    known, found = _governments
    if known != version.name or not found:
        found = {government.pk: government for government in Government.objects.order_by("pk")}
        _governments = (version.name, found)
    return found


def register_at(now: dt.datetime) -> Register:
    """The register at this moment."""
    version = versions.current()
    governments = _governments_at(version)
    return Register(version, Clock.at(now, list(governments.values())), now, governments)


@cache
def _build() -> str:
    """Changes when our templates or the names of our static files change: with each release."""
    digest = hashlib.blake2s(digest_size=6)
    root = Path(settings.BASE_DIR)
    for folder, pattern in (("templates", "**/*.html"), ("portal", "**/*.py"), ("static", "**/*.*")):
        for path in sorted((root / folder).glob(pattern)):
            digest.update(f"{path.name}{path.stat().st_mtime_ns}{path.stat().st_size}".encode())
    return digest.hexdigest()


def _name_of(request: HttpRequest, register: Register) -> str:
    """What this answer depends on beside its address."""
    who = request.user.pk if request.user.is_authenticated else 0
    place = getattr(getattr(request, "workplace", None), "government", None)
    text = f"{_build()} {register.version.name} {register.clock.days} {get_language()} {who} {place}"
    return hashlib.blake2s(text.encode(), digest_size=12).hexdigest()


def _is_plain_visitor(request: HttpRequest) -> bool:
    """Nobody signed in and nothing to tell them: the page is the same for everybody."""
    return not (request.COOKIES.get(settings.SESSION_COOKIE_NAME) or request.COOKIES.get("messages"))


def published(view: View) -> View:
    """A public page: gives the view ``register``, answers 304 or from the cache where nothing has changed since."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        register = register_at(timezone.now())
        if settings.DEBUG or request.method not in {"GET", "HEAD"}:
            return view(request, *args, register=register, **kwargs)
        plain = _is_plain_visitor(request)
        etag = f"W/{quote_etag(_name_of(request, register))}"
        if etag in parse_etags(request.headers.get("If-None-Match", "")) and plain:
            return _finish(HttpResponseNotModified(), register, etag, plain=plain)
        path = request.get_full_path()
        key = f"page.{hashlib.blake2s(f'{etag}{path}'.encode(), digest_size=16).hexdigest()}"
        keepable = plain and len(path) <= LONGEST_PATH
        kept = _recall(key) if keepable else None
        if kept is None:
            response = view(request, *args, register=register, **kwargs)
            if response.status_code != 200 or response.streaming:
                return response
            kept = (gzip.compress(response.content, compresslevel=5, mtime=0), response["Content-Type"])
            if keepable:
                _remember(key, kept)
        body, kind = kept
        response = HttpResponse(content_type=kind)
        if "gzip" in request.headers.get("Accept-Encoding", ""):
            response.content = body
            response["Content-Encoding"] = "gzip"
        else:
            response.content = gzip.decompress(body)
        return _finish(response, register, etag, plain=plain)

    return wrapped


def _finish(response: HttpResponse, register: Register, etag: str, *, plain: bool) -> HttpResponse:
    response["ETag"] = etag
    response["Cache-Control"] = "public, no-cache" if plain else "private, no-cache"
    if register.version.changed_at is not None:
        midnight = dt.datetime.combine(register.clock.today, dt.time(), dt.UTC)
        response["Last-Modified"] = http_date(max(register.version.changed_at, midnight).timestamp())
    patch_vary_headers(response, ["Accept-Encoding", "Accept-Language", "Cookie"])
    return response


def _recall(key: str) -> Any:
    """From the cache; a cache that is down is a cache that knows nothing."""
    try:
        return store.get(key)
    except Exception:
        log.warning("cache is not answering", exc_info=True)
        return None


def _remember(key: str, value: Any) -> None:
    try:
        store.set(key, value, KEEP)
    except Exception:
        log.warning("cache is not answering", exc_info=True)

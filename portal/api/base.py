"""What every address of the API has in common: language, limit, version, errors, headers for other people's pages.

An answer depends on its address, the register, the civil day, the language and our own code; all of it is in the ETag.
So an unchanged answer is a 304 after one short question to the database, and a repeated one comes from this process's
memory.
"""

import gzip
import hashlib
import json
import logging
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, ClassVar
from urllib.parse import urlencode

from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.db import DataError, OperationalError, transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotModified, QueryDict
from django.utils import timezone, translation
from django.utils.cache import patch_vary_headers
from django.utils.http import parse_etags
from drf_spectacular.openapi import AutoSchema
from psycopg.errors import QueryCanceled
from rest_framework.exceptions import MethodNotAllowed
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.views import APIView

from portal import publishing, share
from portal.api import asking, limits, problems
from portal.cells import flat
from portal.domain import api_keys
from portal.domain.memory import Memory
from portal.domain.register import Register, register_at
from portal.models import ApiKey, ApiScope

logger = logging.getLogger(__name__)
METHODS = "GET, HEAD, OPTIONS"
TOLD = "ETag, Link, RateLimit-Limit, RateLimit-Remaining, RateLimit-Reset, Retry-After, Content-Language"
_answers: Memory[tuple[str, ...], tuple[bytes, str]] = Memory(most=400)
Body = dict[str, Any]


class ReadView(APIView):  # type: ignore[misc]
    """A resource: subclasses say which parameters they know and make the body."""

    authentication_classes: ClassVar[list[Any]] = []
    permission_classes: ClassVar[list[Any]] = []
    parser_classes: ClassVar[list[Any]] = []
    renderer_classes: ClassVar[list[Any]] = [JSONRenderer]
    http_method_names: ClassVar[list[str]] = ["get", "head", "options"]
    schema: Any = AutoSchema()
    known: ClassVar[frozenset[str]] = frozenset()

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """In the language asked for, with a bounded share of the database."""
        self.quota: limits.Quota | None = None
        self.api_key: ApiKey | None = None
        with translation.override(asking.language_of(request)):
            response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
            return self._finish(response)

    def perform_content_negotiation(self, request: Request, force: bool = False) -> tuple[Any, str]:
        """JSON, whatever is asked for: there is nothing else."""
        return JSONRenderer(), "application/json"

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Who asks, and whether they have asked too often. A wrong key counts against the address it came from."""
        if request.method == "OPTIONS":
            return
        now = timezone.now()
        secret = _secret_of(request)
        key = api_keys.find(secret, now=now) if secret else None
        self.quota = limits.take(address=request.META.get("REMOTE_ADDR", ""), key=key, now=now)
        if self.quota.is_exceeded:
            raise problems.ProblemError("terlalu-sering", headers={"Retry-After": str(self.quota.reset)})
        if secret and key is None:
            raise problems.ProblemError("kunci-ditolak", headers={"WWW-Authenticate": 'Bearer realm="api"'})
        self.api_key = key

    def options(self, request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
        """What browsers ask before a page of somebody else may send a key."""
        response = HttpResponse(status=204)
        response["Allow"] = METHODS
        response["Access-Control-Allow-Methods"] = METHODS
        response["Access-Control-Allow-Headers"] = "Authorization, Accept-Language, If-None-Match, X-API-Key"
        response["Access-Control-Max-Age"] = "86400"
        return response

    def get(self, request: Request, **kwargs: Any) -> HttpResponse:
        """The resource; 304 when the caller has it already, from memory when somebody just asked the same."""
        query = asking.query_of(request._request, known=self.known)
        with share.place() as is_free, transaction.atomic():
            if not is_free:
                raise problems.ProblemError("sedang-ramai", headers={"Retry-After": str(share.RETRY_SOON)})
            share.limit_statements()
            register = register_at(timezone.now())
            etag = f'W/"{_name_of(register, bulk=self.may_take_much)}"'
            if etag in parse_etags(request.headers.get("If-None-Match", "")[: asking.LONGEST_HEADER]):
                return _headed(HttpResponseNotModified(), etag, "")
            key = (etag, request.get_full_path())
            kept = _answers.get(key)
            if kept is None:
                body = self.body(query, register, **kwargs)
                text = json.dumps(body, default=_plain, ensure_ascii=False, separators=(",", ":"))
                kept = (gzip.compress(text.encode(), compresslevel=3, mtime=0), _links(body))
                if len(key[1]) <= publishing.LONGEST_PATH:
                    _answers.put(key, kept)
        zipped, links = kept
        takes_gzip = "gzip" in request.headers.get("Accept-Encoding", "")
        response = HttpResponse(zipped if takes_gzip else gzip.decompress(zipped), content_type="application/json")
        if takes_gzip:
            response["Content-Encoding"] = "gzip"
        return _headed(response, etag, links)

    def body(self, query: QueryDict, register: Register, **kwargs: Any) -> Body:
        """The resource as plain data."""
        raise NotImplementedError

    @property
    def may_take_much(self) -> bool:
        """Whether the key allows pages of bulk size."""
        return self.api_key is not None and ApiScope.MASSAL in self.api_key.scopes

    def size(self, query: QueryDict) -> int:
        """Rows per page."""
        most = asking.MOST_IN_BULK if self.may_take_much else asking.MOST
        return asking.number(query, "banyak", least=1, most=most, default=asking.PAGE)

    def handle_exception(self, exc: Exception) -> HttpResponse:
        """Every way to fail is a problem; a fault of ours is noted in full."""
        problem = _problem_of(exc)
        if problem.slug == "gangguan":
            logger.error("the API failed at %s", self.request.path[:200], exc_info=exc)
        return problems.answer(problem, path=self.request.path)

    def _finish(self, response: HttpResponseBase) -> HttpResponseBase:
        response["Access-Control-Allow-Origin"] = "*"  # nothing here depends on cookies
        response["Access-Control-Expose-Headers"] = TOLD
        response["X-Content-Type-Options"] = "nosniff"
        response["Content-Language"] = translation.get_language() or "id"
        for name, value in (self.quota.headers if self.quota else {}).items():
            response[name] = value
        patch_vary_headers(response, ["Accept-Encoding", "Accept-Language", "Authorization", "X-API-Key"])
        return response


def _secret_of(request: Request) -> str:
    scheme, _blank, secret = request.headers.get("Authorization", "").partition(" ")
    return str(secret if scheme.lower() == "bearer" else request.headers.get("X-API-Key", "")).strip()


def _name_of(register: Register, *, bulk: bool) -> str:
    text = f"api {publishing.build()} {register.version.name} {register.clock.days} {translation.get_language()} {bulk}"
    return hashlib.blake2s(text.encode(), digest_size=12).hexdigest()


def _headed(response: HttpResponse, etag: str, links: str) -> HttpResponse:
    response["ETag"] = etag
    response["Cache-Control"] = "public, no-cache"
    if links:
        response["Link"] = links
    return response


def _links(body: Mapping[str, Any]) -> str:
    """RFC 8288: the same neighbours as in the body."""
    known = (("next", body.get("berikutnya")), ("prev", body.get("sebelumnya")))
    return ", ".join(f'<{url}>; rel="{name}"' for name, url in known if url)


def _plain(value: Any) -> Any:
    return float(value) if isinstance(value, Decimal) else flat(value)


def _problem_of(exc: Exception) -> problems.ProblemError:
    if isinstance(exc, problems.ProblemError):
        return exc
    if isinstance(exc, Http404):
        return problems.ProblemError("tidak-ada")
    if isinstance(exc, MethodNotAllowed):
        return problems.ProblemError("cara-tidak-diizinkan", headers={"Allow": METHODS})
    if isinstance(exc, SuspiciousOperation | DataError):
        return problems.ProblemError("permintaan-keliru")
    if isinstance(exc, OperationalError) and isinstance(exc.__cause__, QueryCanceled):
        return problems.ProblemError("terlalu-berat", headers={"Retry-After": str(share.RETRY_LATER)})
    return problems.ProblemError("gangguan")


def page_address(path: str, query: QueryDict, after: object | None) -> str | None:
    """The same question from another place on; None where there is none."""
    if after is None:
        return None
    pairs = [(name, value) for name, values in query.lists() if name != "setelah" for value in values if value]
    return f"{settings.PUBLIC_URL}{path}?{urlencode([*pairs, ('setelah', str(after))])}"


def forget() -> None:
    """Drop what this process remembers: for tests, whose databases come and go."""
    _answers.clear()

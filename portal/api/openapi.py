"""The OpenAPI 3 document of the API, for machines and as a page for people."""

import json
from collections.abc import Callable
from functools import cache, wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import translation
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.renderers import OpenApiJsonRenderer, OpenApiYamlRenderer
from drf_spectacular.settings import patched_settings

from portal.api import asking, problems
from portal.api.shapes import COMPONENTS
from portal.domain.register import Register
from portal.publishing import answer, build, published

VERSION = "1.0.0"
KEY = {
    "type": "http",
    "scheme": "bearer",
    "description": gettext_lazy("Authorization: Bearer rks_…; juga diterima sebagai X-API-Key."),
}


@cache
def document(language: str) -> dict[str, Any]:
    """The whole document in the present language, which the argument names; made once per process."""
    from portal.api.urls import RESOURCES

    told = {
        "TITLE": _("API register kerja sama daerah"),
        "DESCRIPTION": _("Membaca register publik: naskah, mitra, perangkat daerah, dan angka. Tanpa kunci pun bisa."),
        "VERSION": VERSION,
        "SERVERS": [{"url": settings.PUBLIC_URL}],
        "LICENSE": {"name": str(settings.DATA_LICENCE_NAME), "url": settings.DATA_LICENCE_URL},
        "APPEND_COMPONENTS": {"schemas": COMPONENTS, "securitySchemes": {"kunci": KEY}},
        "OAS_VERSION": "3.0.3",
        "SORT_OPERATIONS": False,
        "SORT_OPERATION_PARAMETERS": False,
        "POSTPROCESSING_HOOKS": [],  # the components have their names already
    }
    with patched_settings(told):
        found: dict[str, Any] = SchemaGenerator(patterns=RESOURCES).get_schema(request=None, public=True)  # type: ignore[no-untyped-call]
    for told in found["paths"].values():
        told["get"]["security"] = [{}, {"kunci": []}]  # without a key too
    # Lazy sentences become text in the language of this moment.
    return dict(json.loads(OpenApiJsonRenderer().render(found)))


def _safe(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Only for reading; anything else is a problem as everywhere in the API."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method in {"GET", "HEAD"}:
            return view(request, *args, **kwargs)
        with translation.override(asking.language_of(request)):
            refused = problems.ProblemError("cara-tidak-diizinkan", headers={"Allow": "GET, HEAD"})
            return problems.answer(refused, path=request.path)

    return wrapped


@_safe
def schema(request: HttpRequest, form: str = "") -> HttpResponse:
    """JSON, or YAML where the address or the Accept header says so; unchanged since the last release: 304."""
    wants_yaml = form == "yaml" or (not form and "yaml" in request.headers.get("Accept", ""))
    found = document(get_language() or "")
    renderer = OpenApiYamlRenderer() if wants_yaml else OpenApiJsonRenderer()
    kind = "application/vnd.oai.openapi" if wants_yaml else "application/vnd.oai.openapi+json"
    response = HttpResponse(renderer.render(found, renderer_context={}), content_type=f"{kind}; charset=utf-8")
    response["Access-Control-Allow-Origin"] = "*"
    response["Cache-Control"] = "public, max-age=3600"
    response["Vary"] = "Accept, Cookie"
    response["ETag"] = f'W/"{build()}-{get_language()}-{"yaml" if wants_yaml else "json"}"'
    return get_conditional_response(request, etag=response["ETag"], response=response) or response


@_safe
def root(request: HttpRequest) -> HttpResponse:
    """The page for people; a list of addresses for whoever asks for JSON and not for a page."""
    accepted = request.headers.get("Accept", "")
    if "json" in accepted and "html" not in accepted:
        paths = {told["get"]["operationId"]: path for path, told in document(get_language() or "")["paths"].items()}
        found = {"skema": "/api/v1/skema/", **paths}
        response: HttpResponse = JsonResponse({name: settings.PUBLIC_URL + path for name, path in found.items()})
        response["Access-Control-Allow-Origin"] = "*"
    else:
        response = page(request)
    patch_vary_headers(response, ["Accept"])
    return response


@published
def page(request: HttpRequest, *, register: Register) -> HttpResponse:
    """The same document to be read: every address with its parameters, an example to copy, and the answer."""
    found = document(get_language() or "")
    return answer(
        request,
        register,
        "portal/api.html",
        {
            "operations": [_operation(path, told["get"]) for path, told in found["paths"].items() if "get" in told],
            "problems": [
                {
                    "slug": slug,
                    "status": kind.status,
                    "title": problems.said(kind.title),
                    "detail": problems.said(kind.detail),
                }
                for slug, kind in problems.KINDS.items()
            ],
            "limits": {"anybody": settings.API_PER_MINUTE, "key": settings.API_KEY_PER_MINUTE},
            "public_url": settings.PUBLIC_URL,
            "licence_name": settings.DATA_LICENCE_NAME,
            "licence_url": settings.DATA_LICENCE_URL,
        },
    )


def _operation(path: str, told: dict[str, Any]) -> dict[str, Any]:
    content = told["responses"]["200"]["content"]["application/json"]
    examples = [example["value"] for example in content.get("examples", {}).values()]
    return {
        "id": told["operationId"],
        "path": path,
        "summary": told.get("summary", ""),
        "description": told.get("description", ""),
        "parameters": [
            {
                "name": parameter["name"],
                "meaning": parameter.get("description", ""),
                "values": _values(parameter["schema"]),
                "is_required": parameter.get("required", False),
            }
            for parameter in told.get("parameters", [])
        ],
        "example": json.dumps(examples[0], ensure_ascii=False, indent=2) if examples and examples[0] else "",
    }


def _values(shape: dict[str, Any]) -> str:
    """What a parameter may be, in a few words."""
    one = shape.get("items", shape)
    if "enum" in one:
        return ", ".join(str(value) for value in one["enum"])
    if "minimum" in one and one["maximum"] < 10**9:
        return f"{one['minimum']}–{one['maximum']}"
    return {"integer": _("bilangan bulat"), "string": _("teks")}.get(one.get("type", ""), "")

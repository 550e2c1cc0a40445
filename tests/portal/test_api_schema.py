"""The OpenAPI document says what the application does: valid, complete, and every example is an answer it gave."""

import json
import re
from pathlib import Path
from typing import Any

import html5lib
import jsonschema
import pytest
import yaml
from django.test import Client
from django.utils import translation
from drf_spectacular.validation import validate_schema
from pytest_django import Settings

from agreements.filters import MAX_QUERY, AgreementFilter
from agreements.models import Agreement
from portal.api import base, described, openapi, resources
from portal.models import ApiKey
from tests.cast import Cast
from tests.portal import api_world

KEPT = Path(described.__file__).parent / "examples.json"


@pytest.fixture(autouse=True)
def _fresh() -> None:
    base.forget()
    openapi.document.cache_clear()


def _shape(name: str) -> dict[str, Any]:
    """A component as JSON Schema: OpenAPI 3.0 writes ``nullable`` where that writes a type."""
    document = json.loads(json.dumps(openapi.document("id")))

    def plain(node: Any) -> Any:
        if isinstance(node, dict):
            found = {key: plain(value) for key, value in node.items() if key != "nullable"}
            if node.get("nullable"):
                found["type"] = [found["type"], "null"]
            return found
        return [plain(item) for item in node] if isinstance(node, list) else node

    return {**plain({"components": document["components"]}), "$ref": f"#/components/schemas/{name}"}


def _shape_of(operation: dict[str, Any], status: str) -> str:
    (content,) = operation["responses"][status]["content"].values()
    return str(content["schema"]["$ref"]).rpartition("/")[2]


def _operations() -> dict[str, tuple[str, dict[str, Any]]]:
    return {told["get"]["operationId"]: (path, told["get"]) for path, told in openapi.document("id")["paths"].items()}


def _paths(cast: Cast) -> dict[str, str]:
    """A concrete address of each operation."""
    agreement = Agreement.objects.get(title="Pengelolaan Sampah Regional")
    numbers = {"daftarMitra": "?q=serat", "daftarNaskah": "?q=sampah&keadaan=berlaku", "statistik": ""}
    found = {}
    for name, (path, _told) in _operations().items():
        pk = cast.partner.pk if name == "mitra" else cast.unit.pk
        given = {"{code}": agreement.government.code, "{number}": str(agreement.register_no), "{id}": str(pk)}
        found[name] = re.sub(r"{\w+}", lambda place, given=given: given[place[0]], path) + numbers.get(name, "")  # type: ignore[misc]
    return found


def _problems(client: Client, settings: Settings) -> dict[str, Any]:
    found = {
        "permintaan-keliru": api_world.ask(client, "/api/v1/naskah/?keadaan=entah"),
        "kunci-ditolak": api_world.ask(client, "/api/v1/naskah/", Authorization="Bearer rks_salah"),
        "tidak-ada": api_world.ask(client, "/api/v1/naskah/99.71/PKS-2026-9999/"),
    }
    settings.API_PER_MINUTE = 0
    found["terlalu-sering"] = api_world.ask(client, "/api/v1/naskah/")
    return found


def test_the_document_is_valid_and_served_in_both_forms(client: Client, db: None) -> None:
    validate_schema(openapi.document("id"))  # type: ignore[no-untyped-call]
    as_json = client.get("/api/v1/skema.json")
    as_yaml = client.get("/api/v1/skema.yaml")
    assert as_json.json() == yaml.safe_load(as_yaml.content) == openapi.document("id")
    assert client.get("/api/v1/skema/").json() == as_json.json()
    assert "yaml" not in as_json["Content-Type"]
    asked = client.get("/api/v1/skema/", headers={"Accept": "application/yaml"})
    assert asked.content == as_yaml.content
    assert client.get("/api/v1/skema/", headers={"If-None-Match": as_json["ETag"]}).status_code == 304
    assert client.post("/api/v1/skema/")["Content-Type"] == "application/problem+json"


def test_the_document_speaks_both_languages() -> None:
    here = json.dumps(openapi.document("id"), ensure_ascii=False)
    with translation.override("en"):
        there = json.dumps(openapi.document("en"), ensure_ascii=False)
    assert "Terlalu banyak permintaan" in here
    assert "Too many requests" in there.replace("Terlalu", "")
    assert '"description": "Terlalu banyak permintaan"' not in there


def test_every_filter_of_the_page_is_described_and_no_other() -> None:
    (_path, told) = _operations()["daftarNaskah"]
    assert {p["name"] for p in told["parameters"]} == {*AgreementFilter.base_filters, "banyak"}
    assert {p["name"] for p in told["parameters"]} == resources.Agreements.known
    for name, view in (("daftarMitra", resources.Partners), ("daftarPerangkatDaerah", resources.Units),
                       ("statistik", resources.Figures)):  # fmt: skip
        assert {p["name"] for p in _operations()[name][1]["parameters"]} == view.known


def test_every_described_value_is_accepted_and_others_are_not(client: Client, cast: Cast, settings: Settings) -> None:
    settings.API_PER_MINUTE = 10_000
    for path, told in _operations().values():
        for parameter in told["parameters"]:
            shape = parameter["schema"].get("items", parameter["schema"])
            for value in shape.get("enum", []):
                assert client.get(path, {parameter["name"]: value}).status_code == 200, (path, parameter["name"], value)
            if "enum" in shape:
                assert client.get(path, {parameter["name"]: "entah"}).status_code == 400
            if parameter["name"] in {"tahun", "pada", "keadaan"}:
                assert shape != {"type": "string", "maxLength": MAX_QUERY}, "described by what it takes"
                assert "dalam_proses" not in shape.get("enum", []), "never public"
            for bound, beyond in (("minimum", -1), ("maximum", 1)):
                if bound in shape and path.count("{") == 0:
                    wrong = client.get(path, {parameter["name"]: shape[bound] + beyond})
                    assert wrong.status_code == 400, (path, parameter["name"])


def test_examples_are_answers_of_the_application(
    client: Client, cast: Cast, settings: Settings, request: pytest.FixtureRequest
) -> None:
    """``pytest --snapshot-update`` writes them anew after a change on purpose."""
    settings.API_PER_MINUTE = 10_000
    api_world.build(cast)
    given = {name: api_world.ask(client, path) for name, path in _paths(cast).items()}
    given |= _problems(client, settings)
    if request.config.getoption("--snapshot-update"):
        KEPT.write_text(json.dumps(given, ensure_ascii=False, indent=1) + "\n")
    assert given == json.loads(KEPT.read_text())
    for name, (_path, told) in _operations().items():
        jsonschema.validate(given[name], _shape(_shape_of(told, "200")))
    for problem in set(given) - set(_operations()):
        jsonschema.validate(given[problem], _shape("Masalah"))


def test_answers_keep_to_their_shapes(client: Client, cast: Cast) -> None:
    api_world.build(cast)
    cast.signed(value_amount="1500000.50", signed_on=cast.government.today(), ends_on=None)
    for name, path in _paths(cast).items():
        for url in {path, path.partition("?")[0]}:
            response = client.get(url)
            assert response.status_code == 200, url
            jsonschema.validate(response.json(), _shape(_shape_of(_operations()[name][1], "200")))


def test_the_readable_page_tells_every_address_without_scripts_of_others(client: Client, db: None) -> None:
    page = client.get("/api/v1/")
    html = page.content.decode()
    html5lib.HTMLParser(strict=True).parse(html)
    for path, told in _operations().values():
        assert path in html
        assert all(f"<code>{parameter['name']}</code>" in html for parameter in told["parameters"])
    assert re.findall(r'(?:src|href)="(https?://(?!testserver|creativecommons)[^"]+)"', html) == []
    assert len(re.findall(r"<h1[\s>]", html)) == 1
    index = client.get("/api/v1/", headers={"Accept": "application/json"}).json()
    assert set(index) == {"skema", *_operations()}
    assert client.delete("/api/v1/").status_code == 405
    assert ApiKey.objects.count() == 0

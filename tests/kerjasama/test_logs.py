import json
import logging

from django.test import RequestFactory

from kerjasama.logs import JsonFormatter


def line(message: str, *arguments: object, **more: object) -> dict[str, object]:
    record = logging.LogRecord("x", logging.WARNING, __file__, 1, message, arguments, None)
    record.__dict__.update(more)
    parsed: dict[str, object] = json.loads(JsonFormatter("%(levelname)s %(name)s %(message)s").format(record))
    return parsed


def test_people_s_addresses_are_blotted_out() -> None:
    assert line("Key (email)=(%s) already exists", "siti.a@tirtaraya.example")["message"] == (
        "Key (email)=([surel]) already exists"
    )


def test_of_a_request_only_method_and_path_are_kept() -> None:
    request = RequestFactory().get("/naskah/", {"q": "rahasia"})
    written = line("Not Found: %s", "/naskah/", request=request, status_code=404)
    assert written["path"] == "/naskah/"
    assert written["method"] == "GET"
    assert "rahasia" not in json.dumps(written)

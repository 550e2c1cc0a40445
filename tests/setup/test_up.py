"""`manage.py up`: one parent, real servers; tried on a folder that other users of the machine cannot enter."""

import contextlib
import http.client
import json
import os
import re
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import psycopg
import pytest

from kerjasama.embedded import EmbeddedError
from kerjasama.embedded.processes import spawn
from kerjasama.up import _watch as watch
from tests.setup.running import Up, processes_of

pytestmark = pytest.mark.xdist_group("up")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Data of an `up` inside a private folder, as /root or a home is."""
    private = tmp_path_factory.mktemp("pribadi")
    private.chmod(0o700)
    yield private / "var"
    for line in processes_of(private / "var"):
        os.kill(int(line.split(":")[0]), signal.SIGKILL)


def get(port: int, path: str) -> tuple[int, bytes]:
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=60)) as connection:
        connection.request("GET", path)
        response = connection.getresponse()
        return response.status, response.read()


def wait_until_gone(folder: Path) -> None:
    """Nothing of the `up` of this folder lives any more. Who was killed is gone a moment later."""
    deadline = time.monotonic() + 60
    while (left := processes_of(folder)) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert left == []


def test_a_whole_life(folder: Path) -> None:
    """From nothing with demo data; killed; again with its data, ended by Ctrl-C; ended by the death of a child."""
    accounts, secret = first_start(folder)
    start_again(folder, accounts)
    assert (folder / "secret-key").read_text() == secret
    lose_a_child(folder)


def first_start(folder: Path) -> tuple[list[str], str]:
    """From nothing, with demo data; a second `up` beside it; a parent killed. Returns what must stay."""
    first = Up(folder, with_demo=True)
    first.wait_until_ready()
    accounts = re.findall(r"[\w]+@tirtaraya\.example", first.printed)
    assert {"staf@tirtaraya.example", "ketua@tirtaraya.example", "admin@tirtaraya.example"} <= set(accounts)
    assert f"Kata sandi: {(folder / 'demo-password').read_text()}" in first.printed
    deadline = time.monotonic() + 120
    while (ready := get(first.port, "/healthz/ready"))[0] != 200:
        assert time.monotonic() < deadline, ready
        time.sleep(0.2)
    answer = ready[1]
    assert {"database", "redis", "files"} <= json.loads(answer)["checks"].keys()
    style = re.findall(r'<link[^>]*href="(/static/[^"]+\.css)"', get(first.port, "/")[1].decode())[0]
    assert get(first.port, style)[0] == 200
    state = json.loads((folder / "up.json").read_text())
    assert (folder / "up.json").stat().st_mode & 0o077 == 0, "holds passwords"
    with psycopg.connect(state["environment"]["DATABASE_URL"], autocommit=True) as connection:
        connection.execute("CREATE TABLE kept (word text)")
        connection.execute("INSERT INTO kept VALUES ('masih ada')")
    assert len(processes_of(folder)) >= 6

    second = Up(folder)
    assert second.process.wait(120) == 1
    assert "sudah berjalan" in second.printed
    assert f"http://127.0.0.1:{first.port}" in second.printed
    assert get(first.port, "/healthz/ready")[0] == 200, "the second harmed the first"

    first.stop(signal.SIGKILL)
    wait_until_gone(folder)
    return accounts, (folder / "secret-key").read_text()


def start_again(folder: Path, accounts: list[str]) -> None:
    again = Up(folder, with_demo=True)
    again.wait_until_ready()
    assert re.findall(r"[\w]+@tirtaraya\.example", again.printed) == accounts, "printed anew at every start"
    assert "Mengisi data contoh" not in again.printed
    state = json.loads((folder / "up.json").read_text())
    with psycopg.connect(state["environment"]["DATABASE_URL"]) as connection:
        assert connection.execute("SELECT word FROM kept").fetchall() == [("masih ada",)]

    assert again.stop(signal.SIGINT) == 0
    wait_until_gone(folder)
    assert not (folder / "up.json").exists()


def lose_a_child(folder: Path) -> None:
    """As soon as all five are there; one that dies later is noticed by the same question, see below."""
    up = Up(folder)
    children: list[list[int]] = []
    while len(children) < 5:
        assert up.process.poll() is None, up.printed
        time.sleep(0.05)
        with contextlib.suppress(OSError):
            children = json.loads((folder / "up.json").read_text())["children"]
    web = children[2][0]
    os.kill(web, signal.SIGKILL)
    assert up.process.wait(120) == 1
    assert "web berhenti sendiri" in up.printed
    wait_until_gone(folder)


def test_a_child_that_dies_while_all_runs_is_noticed() -> None:
    children = [spawn(name, ["sleep", "60"]) for name in ("web", "worker")]
    threading.Timer(0.2, children[1].process.kill).start()
    with pytest.raises(EmbeddedError, match="worker berhenti sendiri"):
        watch(children)
    children[0].stop()


def test_a_stop_during_the_start_leaves_nothing(folder: Path) -> None:
    up = Up(folder)
    while "Menyiapkan" not in up.printed:
        assert up.process.poll() is None, up.printed
        time.sleep(0.05)
    time.sleep(0.7)
    assert up.stop(signal.SIGHUP) == 0
    wait_until_gone(folder)


def test_a_taken_port_is_one_sentence(tmp_path: Path) -> None:
    import socket

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        up = Up(tmp_path / "var", port=taken.getsockname()[1])
        assert up.process.wait(120) == 1
    assert up.printed.startswith(f"Gagal: porta {up.port} tidak dapat dipakai")
    assert up.printed.count("\n") == 1

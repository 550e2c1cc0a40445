"""Starts `manage.py up` as a person would, in a folder of its own, for the tests beside this file."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from kerjasama.embedded.processes import free_port

ROOT = Path(__file__).resolve().parents[2]
# What the test run itself was given; `up` must find none of it.
OWN = {"DATABASE_URL", "REDIS_URL", "SECRET_KEY", "VAR_DIR", "DEBUG", "DEMO", "EMAIL_URL", "FILES_URL", "STATIC_ROOT"}
OWN |= {"PUBLIC_URL", "ALLOWED_HOSTS", "PORT", "DATABASE_POOL", "DJANGO_ALLOW_ASYNC_UNSAFE"}


def clean_environment(**more: str) -> dict[str, str]:
    """The environment without this test run's servers and settings."""
    return {name: value for name, value in os.environ.items() if name not in OWN} | more


class Up:
    """One `manage.py up` on ``folder``, ``with_demo`` or ``--no-demo``."""

    def __init__(self, folder: Path, *, port: int | None = None, with_demo: bool = False, **environment: str) -> None:
        self.port = port or free_port()
        self.folder = folder
        self.output = folder.with_name(f"{folder.name}-{self.port}-{time.monotonic_ns()}.out")
        with self.output.open("wb") as output:
            self.process = subprocess.Popen(
                [
                    sys.executable,
                    ROOT / "manage.py",
                    "up",
                    "--port",
                    str(self.port),
                    *([] if with_demo else ["--no-demo"]),
                ],
                env=clean_environment(VAR_DIR=str(folder), **environment),
                stdout=output,
                stderr=subprocess.STDOUT,
                cwd="/",
                start_new_session=True,
            )

    @property
    def printed(self) -> str:
        """Everything it wrote so far."""
        return self.output.read_text()

    def wait_until_ready(self) -> None:
        """Returns when it says so; fails the test when it ends before."""
        deadline = time.monotonic() + 240
        while "Siap: http" not in self.printed:
            assert self.process.poll() is None, self.printed
            assert time.monotonic() < deadline, self.printed
            time.sleep(0.1)

    def stop(self, number: signal.Signals = signal.SIGTERM) -> int:
        """Send a signal and return the exit code."""
        self.process.send_signal(number)
        return self.process.wait(60)


def processes_of(folder: Path) -> list[str]:
    """Command lines of living processes that work for the `up` of this folder, by environment or argument."""
    mark = str(folder).encode()
    found = []
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit() or int(entry.name) == os.getpid():
            continue
        try:
            command = (entry / "cmdline").read_bytes()
            if command and (mark in command or b"VAR_DIR=" + mark + b"\0" in (entry / "environ").read_bytes()):
                found.append(f"{entry.name}: {command.replace(bytes(1), b' ').decode()}")
        except OSError:
            continue  # gone meanwhile
    return found

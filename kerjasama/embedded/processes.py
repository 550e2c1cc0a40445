"""Children that never outlive their parent."""

import contextlib
import os
import secrets
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]  # where every child starts: Python finds the project there


class EmbeddedError(Exception):
    """Something a person must put right; the text is a sentence in Indonesian."""


@dataclass
class Child:
    """One process we started, with the whole group of its own children."""

    name: str
    process: subprocess.Popen[bytes]
    stop_signal: signal.Signals = signal.SIGTERM
    grace: float = 15.0  # seconds between the polite signal and the rude one

    def ask_to_stop(self) -> None:
        """Send the polite signal and return at once."""
        if self.process.poll() is None:
            self.process.send_signal(self.stop_signal)

    def stop(self) -> None:
        """End the process and everything it started; returns when they are gone."""
        self.ask_to_stop()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(self.grace)
        kill_group(self.process.pid)
        self.process.wait()


def spawn(
    name: str,
    argv: Sequence[str | os.PathLike[str]],
    *,
    environment: dict[str, str] | None = None,
    log: Path | None = None,
    stop_signal: signal.Signals = signal.SIGTERM,
    privileges: Sequence[str] = (),
    typed: bytes | None = None,
    captured: bool = False,
) -> Child:
    """Start a child in a group of its own, so that Ctrl-C reaches only the parent, which stops things in order.

    The kernel sends the child ``stop_signal`` when the parent dies, also by ``kill -9`` (setpriv --pdeathsig).
    ``privileges`` are further arguments of setpriv, ``typed`` is what the child reads on its standard input. What it
    writes goes to ``log``; when ``captured``, its standard output goes to a pipe; else everything goes where ours goes.
    """
    setpriv = shutil.which("setpriv")
    prefix = [setpriv, "--pdeathsig", stop_signal.name.removeprefix("SIG"), *privileges, "--"] if setpriv else []
    output = log.open("wb") if log else None
    try:
        process = subprocess.Popen(
            [*prefix, *argv],
            env=environment,
            stdin=subprocess.PIPE if typed is not None else subprocess.DEVNULL,
            stdout=subprocess.PIPE if captured else output,
            stderr=subprocess.STDOUT if output else None,
            start_new_session=True,
            cwd=ROOT,
        )
    finally:
        if output:
            output.close()
    if typed is not None and process.stdin:
        process.stdin.write(typed)
        process.stdin.close()
    return Child(name, process, stop_signal)


def kill_group(pid: int) -> None:
    """Kill whatever is left of a child's process group."""
    with contextlib.suppress(ProcessLookupError, PermissionError):  # nothing left, or it is no longer ours
        os.killpg(pid, signal.SIGKILL)


def free_port() -> int:
    """A TCP port on loopback that nobody listens on now.

    Below 32768, where Linux begins to hand out ports to outgoing connections: no such connection takes it before the
    server that is to listen there has started.
    """
    while True:
        port = 20_000 + secrets.randbelow(12_000)
        with socket.socket() as probe, contextlib.suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port


def started_at(pid: int) -> int | None:
    """When a living process started, in clock ticks since boot; None when there is no such process.

    Together with the number it tells a process from a later one that was given the same number.
    """
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return None
    return None if fields[0] == "Z" else int(fields[19])


def end_orphans(children: Sequence[tuple[int, int]], *, patience: float = 10.0) -> int:
    """End what a killed parent left behind: (number, start) pairs as written by it. Returns how many there were."""
    orphans = [pid for pid, start in children if started_at(pid) == start]
    starts = dict(children)
    deadline = time.monotonic() + patience
    for pid in orphans:
        os.kill(pid, signal.SIGTERM)
    while any(started_at(pid) == starts[pid] for pid in orphans) and time.monotonic() < deadline:
        time.sleep(0.1)
    for pid in orphans:
        kill_group(pid)
    return len(orphans)

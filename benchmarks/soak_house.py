"""The processes of the soak: workers, beats, broker, database; each can be started again."""

import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.soak_ground import start_broker
from kerjasama.embedded.processes import ROOT, Child, kill_group, spawn

WORKERS, BEATS = 2, 2


@dataclass
class House:
    """``environment`` names database, broker and the sink's port.

    ``is_short``: each worker has its beat inside and a dead one is not replaced, which spares the start of processes.
    """

    environment: dict[str, str]
    folder: Path
    postgres: Child | None = None
    valkey: Child | None = None
    is_short: bool = False
    workers: list[Child] = field(default_factory=list)
    beats: list[Child] = field(default_factory=list)

    def start(self) -> None:
        """Workers and beats."""
        self.workers = [self._worker() for _ in range(WORKERS)]
        self.beats = [] if self.is_short else [self._beat(number) for number in range(BEATS)]

    def stop(self) -> None:
        """Workers and beats, at once; database and broker stay."""
        for child in [*self.beats, *self.workers]:
            kill_group(child.process.pid)
            child.process.wait()

    def stop_servers(self) -> None:
        """Database and broker, as they are now after all restarts."""
        for child in (self.postgres, self.valkey):
            if child is not None:
                child.stop()

    def bury(self, place: int) -> int:
        """End what is left of a worker and start another; returns the group of the dead."""
        dead = self.workers[place].process
        kill_group(dead.pid)
        dead.wait()
        self.workers[place : place + 1] = [] if self.is_short else [self._worker()]
        return dead.pid

    def replace_beat(self, number: int) -> None:
        """Another beat for one that ended."""
        self.beats[number] = self._beat(number)

    def restart_broker(self, seconds: float) -> None:
        """Valkey is gone for so long and comes back empty."""
        assert self.valkey is not None
        self.valkey.stop()
        time.sleep(seconds)
        self.valkey = start_broker(self.environment["REDIS_URL"], self.folder)

    def restart_database(self, how: signal.Signals) -> None:
        """PostgreSQL ends by this signal and starts again; it may still recover when this returns."""
        assert self.postgres is not None
        old = self.postgres
        old.process.send_signal(how)
        old.process.wait(60)
        process = subprocess.Popen(old.process.args, cwd=ROOT, start_new_session=True, stdin=subprocess.DEVNULL,
                                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # fmt: skip
        self.postgres = Child(old.name, process, old.stop_signal)

    def last_words(self) -> str:
        """The end of the youngest worker's log that has any: why one ended by itself."""
        logs = sorted((self.folder / "log").glob("worker-*.log"), key=lambda path: path.stat().st_mtime)
        return next((text[-300:] for path in reversed(logs) if (text := path.read_text(errors="replace").strip())), "")

    def _celery(self, name: str, *arguments: str) -> Child:
        argv = [sys.executable, "-m", "celery", "-A", "benchmarks.soak_app", *arguments]
        log = self.folder / "log" / f"{name}-{time.monotonic_ns()}.log"
        log.parent.mkdir(exist_ok=True)
        return spawn(name, argv, environment=self.environment, log=log)

    def _worker(self) -> Child:
        name = f"{time.monotonic_ns()}"
        inside = ["--beat", f"--schedule={self.folder / name}"] if self.is_short else []
        return self._celery(
            "worker", "worker", "--concurrency=2", "--loglevel=WARNING", "--without-gossip", "--without-mingle",
            "--without-heartbeat", f"--hostname={name}@soak", *inside,
        )  # fmt: skip

    def _beat(self, number: int) -> Child:
        schedule = self.folder / f"beat-{number}-{time.monotonic_ns()}"
        return self._celery(f"beat-{number}", "beat", f"--schedule={schedule}", "--pidfile=", "--loglevel=WARNING")

"""Ten thousand owed messages while everything dies: none lost, none doubled beyond the one documented window.

    make soak                          # MESSAGES=10000 SEED=… MINUTES=15

Real Celery workers and two beats on embedded PostgreSQL and Valkey in a throwaway folder, loopback only. At random
moments workers are killed with SIGKILL, Valkey is emptied and restarted, PostgreSQL is restarted and crashed, the
mail server refuses, hangs, drops, swallows and is gone. It ends by itself. The window: the mail server took a message
and the worker died, or never heard of it, before ``sent_at`` was written. Every time but the last that a message was
taken must be in it: taken from a worker that died before it wrote it down, or without an answer.
"""

import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

import redis

from benchmarks.soak_ground import fill, message_id, patiently
from benchmarks.soak_house import House
from benchmarks.soak_sink import HANG, Sink, Taking
from kerjasama.embedded import start_missing
from kerjasama.embedded.processes import ROOT, free_port

PATIENCE = 15  # seconds; less than delivery.RECORD_SECONDS in soak_app
ANYBODY = "siapa pun"  # in the window whoever sent it: the mail server or the database was gone


@dataclass
class Result:
    """What came of it. ``window``: taken from a worker that died before it wrote it down; ``swallowed``: taken
    without an answer; ``beyond``: taken again although neither explains it."""

    owed: int
    lost: int
    doubled: int
    window: int
    swallowed: int
    beyond: int
    seconds: float
    unfinished: int
    faults: dict[str, int]

    @property
    def is_good(self) -> bool:
        """Nothing lost, nothing doubled but what the window explains, all delivered in time."""
        return not (self.lost or self.beyond or self.unfinished)


@dataclass
class Soak:
    """What is done to the house while it delivers, and whether the outcome can be explained."""

    house: House
    sink: Sink
    dice: random.Random
    window: dict[str, str] = field(default_factory=dict)  # name of the mail -> who died over it, or why none heard
    faults: dict[str, int] = field(default_factory=dict)
    story: list[tuple[float, str]] = field(default_factory=list)

    def run(self, owed: list[int], events: list[str], *, seconds: float) -> Result:
        """Deliver ``owed`` (ids of notices) while ``events`` happen, spread over the progress; stop all."""
        began = time.monotonic()
        step = len(owed) / (len(events) + 1)
        plan = [(int(step * (place + self.dice.random())), name) for place, name in enumerate(events)]
        try:
            self.house.start()
            while time.monotonic() - began < seconds:
                sent = len(self._sent())
                while plan and sent >= plan[0][0]:
                    self.happen(plan.pop(0)[1])
                if not plan and sent >= len(owed):
                    break
                self._supervise()
                time.sleep(0.1)
            sent = len(self._sent())
        finally:
            self.house.stop()
        ids = {message_id(pk) for pk in owed}
        beyond = [(name, place) for name, takings in self.sink.taken.items() for place in range(len(takings) - 1)
                  if not self._is_explained(name, takings[place])]  # fmt: skip
        for name, place in beyond:
            self._tell(name, place)
        return Result(
            owed=len(owed),
            lost=len(ids - set(self.sink.taken)),
            doubled=sum(len(takings) - 1 for takings in self.sink.taken.values()),
            window=len(self.window),
            swallowed=sum(not one.was_answered for takings in self.sink.taken.values() for one in takings),
            beyond=len(beyond),
            seconds=time.monotonic() - began,
            unfinished=len(owed) - sent,
            faults=self.faults,
        )

    def _is_explained(self, name: str, taking: Taking) -> bool:
        return not taking.was_answered or self.window.get(name) in {taking.sender, ANYBODY}

    def _tell(self, name: str, place: int) -> None:
        """What happened around a double that nothing explains."""
        first, again = self.sink.taken[name][place : place + 2]
        near = [(fault, round(moment - first.moment, 1)) for moment, fault in self.story
                if -60 < moment - first.moment < 60]  # fmt: skip
        print(f"di luar celah: {name} dari {first.sender}, lagi sesudah {again.moment - first.moment:.1f} detik dari"
              f" {again.sender}; di celah karena {self.window.get(name)}; sekitarnya {near}", flush=True)  # fmt: skip

    def happen(self, name: str) -> None:
        """One fault."""
        self.faults[name] = self.faults.get(name, 0) + 1
        self.story.append((time.monotonic(), name))
        getattr(self, f"do_{name}")()

    def do_kill(self) -> None:
        """A worker with all its processes, by SIGKILL, while it works."""
        self._bury(self.dice.randrange(len(self.house.workers)))

    def _bury(self, place: int) -> None:
        """End what is left of a worker, start another, and note what the dead one had handed over and not recorded."""
        sender = f"kelompok-{self.house.bury(place)}"
        self.sink.wait_for_silence(sender)
        time.sleep(0.5)  # what it had written to the database is done by now
        left = self.sink.taken_from(sender) - {message_id(pk) for pk in self._sent()}
        self.window.update(dict.fromkeys(left, sender))

    def do_flush(self) -> None:
        """Redis forgets everything."""
        with redis.Redis.from_url(self.house.environment["REDIS_URL"]) as client:
            client.flushall()

    def do_broker(self) -> None:
        """Valkey is gone for two seconds and comes back empty."""
        self.house.restart_broker(2)

    def do_database(self) -> None:
        """PostgreSQL is restarted in order."""
        self._restart_database(signal.SIGINT)

    def do_crash(self) -> None:
        """PostgreSQL ends at once and recovers."""
        self._restart_database(signal.SIGQUIT)

    def _restart_database(self, how: signal.Signals) -> None:
        began = time.monotonic()
        self.house.restart_database(how)
        self._sent()
        if time.monotonic() - began > PATIENCE:  # longer than a worker waits to write down what it sent
            self.window.update(dict.fromkeys(self._taken_unrecorded(), ANYBODY))

    def do_refuse(self) -> None:
        """Every recipient is refused for good."""
        self._mood("refuse", 2)

    def do_hang(self) -> None:
        """The mail server takes the text and says nothing."""
        self._mood("hang", HANG)

    def do_drop(self) -> None:
        """The mail server hangs up before it takes the mail."""
        self._mood("drop", 3)

    def do_swallow(self) -> None:
        """The mail server takes the mail and hangs up before it says so."""
        self._mood("swallow", 1)

    def do_down(self) -> None:
        """Nobody listens."""
        self.sink.stop()
        self.window.update(dict.fromkeys(self._taken_unrecorded(), ANYBODY))
        time.sleep(2)
        self.sink.start()

    def _taken_unrecorded(self) -> set[str]:
        """What the mail server took by now and nobody has written down a second later, the living included."""
        taken = {name for name, takings in self.sink.taken.copy().items() if takings[-1].was_answered}
        time.sleep(1)
        return taken - {message_id(pk) for pk in self._sent()}

    def _mood(self, name: str, seconds: float) -> None:
        self.sink.mood = name
        time.sleep(seconds)
        self.sink.mood = "accept"

    def _supervise(self) -> None:
        """As systemd does: what ended by itself is started again."""
        for number, child in enumerate(self.house.beats):
            if child.process.poll() is not None:
                self.faults["beat berhenti sendiri"] = self.faults.get("beat berhenti sendiri", 0) + 1
                self.house.replace_beat(number)
        for place, child in enumerate(self.house.workers):
            if child.process.poll() is not None:
                self.faults["pekerja berhenti sendiri"] = self.faults.get("pekerja berhenti sendiri", 0) + 1
                print(f"pekerja berhenti sendiri ({child.process.returncode}): {self.house.last_words()}", flush=True)
                self._bury(place)

    def _sent(self) -> list[int]:
        from notices.models import Notice

        return patiently(lambda: list(Notice.objects.filter(sent_at__isnull=False).values_list("pk", flat=True)))


def events_of(messages: int, dice: random.Random) -> list[str]:
    """All kinds of trouble twice or more, and a worker killed every 400 messages."""
    others = ["flush", "broker", "database", "crash", "refuse", "hang", "drop", "swallow", "down"] * 2
    events = [*others, *["kill"] * max(4, messages // 400)]
    dice.shuffle(events)
    return events


def main() -> int:
    """Start everything, run, print. 0 when nothing was lost and nothing doubled beyond the window."""
    messages, minutes = int(os.environ.get("MESSAGES", "10000")), float(os.environ.get("MINUTES", "15"))
    seed = int(os.environ.get("SEED", "0")) or random.SystemRandom().randrange(1, 10**6)
    dice = random.Random(seed)
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="kerjasama-soak-") as name, ExitStack() as stack:
        folder, port = Path(name), free_port()
        folder.chmod(0o755)
        for part in ("files", "log"):
            (folder / part).mkdir()
        unwanted = {"DATABASE_URL", "DATABASE_URL_FILE", "REDIS_URL", "REDIS_URL_FILE", "DEBUG", "FILES_URL"}
        environment = {
            **{key: value for key, value in os.environ.items() if key not in unwanted},
            "VAR_DIR": name, "SECRET_KEY": "only-for-measuring" * 4, "DATABASE_POOL": "0", "DEMO": "true",
            "PUBLIC_URL": "http://127.0.0.1:8000", "DJANGO_SETTINGS_MODULE": "kerjasama.settings",
            "EMAIL_URL": f"smtp://127.0.0.1:{port}", "CHANNELS": "{}", "BOUNCE_DOMAIN": "",
        }  # fmt: skip
        postgres, valkey = start_missing(folder, environment)  # not "throwaway": a crash must lose nothing
        house = House(environment, folder, postgres, valkey)
        soak = Soak(house, Sink(port), dice)
        stack.callback(house.stop_servers)
        for command in (["migrate", "-v0"], ["seed_register", "--count=3"]):
            subprocess.run([sys.executable, "manage.py", *command], cwd=ROOT, env=environment, check=True)
        os.environ.update(environment)
        import django

        django.setup()
        from accounts.models import Government

        owed = fill(Government.objects.values_list("pk", flat=True)[0], messages)
        soak.sink.start()
        stack.callback(soak.sink.stop)
        left = minutes * 60 - (time.monotonic() - began) - 20
        result = soak.run(owed, events_of(messages, dice), seconds=left)
    print(f"benih {seed}, {result.owed} pesan, {result.seconds:.0f} detik")
    print("gangguan: " + ", ".join(f"{name} {number}" for name, number in sorted(result.faults.items())))
    print(f"hilang {result.lost}, belum terkirim {result.unfinished}")
    print(f"berganda {result.doubled}, di luar celah {result.beyond}")
    print(f"di celah: {result.window} ketika pekerja mati atau server hilang, {result.swallowed} diterima tanpa kabar")
    return 0 if result.is_good else 1


if __name__ == "__main__":
    sys.exit(main())

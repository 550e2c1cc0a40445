"""Reminders: planning over a large register, delivery to a local SMTP sink, and the same while workers are killed.

    COUNT=1000000 python -m benchmarks.bench_notices      # planning and delivery
    KILL=1 python -m benchmarks.bench_notices             # SIGKILL at random: counts what is lost and what is doubled

Budgets (design.md section 10): planning 1,000,000 documents ≤ 5 s on a day like any other; delivery ≥ 300/s, each once.
Servers are embedded and thrown away, unless DATABASE_URL names an empty database for it.
"""

import contextlib
import datetime as dt
import json
import multiprocessing as mp
import os
import queue
import random
import resource
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any

from kerjasama.embedded import running_services
from kerjasama.embedded.processes import ROOT, free_port

MESSAGES, PEOPLE, WORKERS = int(os.environ.get("MESSAGES", "10000")), 500, 2
STALE_SECONDS = 4  # in the killing run; an hour in earnest


def main() -> None:
    """Start servers, fill them, measure, print."""
    if os.environ.get("FILLED"):  # by ``benchmarks.__main__``
        _set_up()
        print(json.dumps({**measure_planning(), **(measure_delivery(kill=False) if MESSAGES else {})}))
        return
    with tempfile.TemporaryDirectory(prefix="kerjasama-bench-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        (folder / "files").mkdir()
        environment = {
            **os.environ, "VAR_DIR": name, "SECRET_KEY": "only-for-measuring" * 4, "DATABASE_POOL": "0",
            "PUBLIC_URL": "http://127.0.0.1:8000", "DEMO": "true", "DJANGO_SETTINGS_MODULE": "kerjasama.settings",
            "EMAIL_URL": f"smtp://127.0.0.1:{free_port()}",
        }  # fmt: skip
        with running_services(folder, environment, throwaway=True):
            os.environ.update(environment)
            count = os.environ.get("COUNT", "20000")
            for command in (["migrate", "-v0"], ["seed_register", f"--count={count}"]):
                subprocess.run([sys.executable, "manage.py", *command], cwd=ROOT, env=environment, check=True)
            _set_up()
            if not os.environ.get("KILL"):
                measure_planning()
            measure_delivery(kill=bool(os.environ.get("KILL")))


def _set_up() -> None:
    import django

    django.setup()


def measure_planning() -> dict[str, float]:
    """The first day writes what has piled up; the second is a day like any other; again finds nothing to do.

    On the third all that piled up climbs to its next level at once, which is the dearest day there is. All are working
    days: escalation tells nobody on a day off, and would pile up until the day after it instead.

    Gives the seconds of the second and the third, and the most memory in MB.
    """
    from django.db import connection
    from django.utils import timezone

    from accounts.domain.workdays import WorkCalendar
    from accounts.enums import Role
    from accounts.models import Membership, User
    from agreements.models import Agreement
    from notices.domain import planning
    from notices.models import Notice

    first = Agreement.objects.order_by("pk").first()
    assert first is not None
    for role in (Role.STAF, Role.PIMPINAN, Role.ADMIN):
        person = User.objects.create_user(f"{role}-ukur@tirtaraya.example", name=f"{role} ukur")
        Membership.objects.create(user=person, government=first.government, role=role, starts_on=dt.date(2020, 1, 1))
    now, calendar = timezone.now(), WorkCalendar(first.government)
    while not all(calendar.is_workday(first.government.today(now + dt.timedelta(days=n))) for n in range(3)):
        now += dt.timedelta(days=1)
    found: dict[str, float] = {}
    for number, label in enumerate(("hari pertama", "hari kedua", "hari naik tingkat")):
        moment = now + dt.timedelta(days=number)
        for again in ("", ", diulang"):
            began, worked = time.perf_counter(), time.process_time()
            written = planning.plan(moment)
            seconds, memory = time.perf_counter() - began, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
            worked = time.process_time() - worked
            print(
                f"merencanakan, {label + again:<24}{seconds:>8.2f} s {written:>8} pesan {memory:>5} MB,"
                f" {worked:.2f} s prosesor kita"
            )
            if not again:
                found = {**found, ("first", "planning", "climbing")[number]: seconds, "memory": memory}
            with connection.cursor() as cursor:  # as autovacuum does within a minute of so many new rows
                cursor.execute("VACUUM ANALYZE notices_notice")
        Notice.objects.filter(sent_at=None).update(sent_at=moment)  # the next level waits until this one was told
    return found


def measure_delivery(*, kill: bool) -> dict[str, float]:
    """Deliver MESSAGES with WORKERS processes to a sink in a process of its own."""
    from django.utils import timezone

    from accounts.enums import Role
    from accounts.models import Government, Membership, User
    from notices.models import Notice

    government = Government.objects.order_by("pk").first()
    assert government is not None
    people = [User.objects.create_user(f"ukur{n}@tirtaraya.example", name=f"Orang {n}") for n in range(PEOPLE)]
    Membership.objects.bulk_create(
        Membership(user=u, government=government, role=Role.STAF, starts_on=dt.date(2020, 1, 1)) for u in people
    )
    Notice.objects.all().delete()
    now = timezone.now()
    Notice.objects.bulk_create(
        Notice(
            government=government, recipient=people[n % PEOPLE], kind="ukur", subject=f"ukur:{n}", occasion="1",
            title=f"Pesan {n}", body="Isi pesan. " * 40, path="/ruang/", send_after=now,
        )
        for n in range(MESSAGES)
    )  # fmt: skip
    context = mp.get_context("spawn")
    taken: Any = context.Queue()
    ready = context.Event()
    sink = context.Process(target=_sink, args=(taken, ready), daemon=True)
    sink.start()
    ready.wait(30)
    kills = 0
    workers = [_worker(context, kill) for _ in range(WORKERS)]
    ids: Counter[str] = Counter()
    next_kill = random.randint(100, 400)  # messages; a worker dies at work, not while it starts
    while not Notice.objects.filter(sent_at__isnull=False).exists():
        time.sleep(0.02)  # the workers start: that is not delivery
    began = time.perf_counter()
    while (sent := Notice.objects.filter(sent_at__isnull=False).count()) < MESSAGES:
        time.sleep(0.1)
        if kill and sent >= next_kill and (pid := workers[0].pid):
            os.kill(pid, signal.SIGKILL)
            workers[0].join()
            kills, next_kill = kills + 1, sent + random.randint(100, 400)
            workers = [*workers[1:], _worker(context, kill)]
    seconds = time.perf_counter() - began
    for worker in workers:
        worker.terminate()
    with contextlib.suppress(queue.Empty):  # what the sink has taken reaches us a moment later; a double may follow
        while True:
            ids[taken.get(timeout=5 if len(ids) < MESSAGES else 0.5)] += 1
    lost, doubled = MESSAGES - len(ids), sum(number - 1 for number in ids.values())
    print(f"mengirim {MESSAGES} pesan{'':<18}{seconds:>8.2f} s {MESSAGES / seconds:>8.0f} per detik")
    print(f"hilang {lost}, berganda {doubled}, pekerja dimatikan paksa {kills} kali")
    sink.terminate()
    return {"messages": MESSAGES, "rate": MESSAGES / seconds, "lost": lost, "doubled": doubled}


def _worker(context: Any, kill: bool) -> Any:
    worker = context.Process(target=_deliver, args=(kill,), daemon=True)
    worker.start()
    return worker


def _deliver(kill: bool) -> None:
    _set_up()
    from django.utils import timezone

    from notices.domain import claims, delivery

    if kill:
        claims.STALE_CLAIM = dt.timedelta(seconds=STALE_SECONDS)
        delivery.SWEEP_SECONDS = 1
    while True:
        if not delivery.deliver_owed(timezone.now()).sent:
            time.sleep(0.2)


def _sink(taken: Any, ready: Any) -> None:
    from urllib.parse import urlsplit

    from aiosmtpd.controller import Controller
    from aiosmtpd.smtp import SMTP, Envelope, Session

    class Handler:
        async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 - aiosmtpd's name
            head = bytes(envelope.content or b"").partition(b"\r\n\r\n")[0]  # type: ignore[arg-type]
            taken.put(next(line for line in head.decode().split("\r\n") if line.lower().startswith("message-id")))
            return "250 OK"

    port = urlsplit(os.environ["EMAIL_URL"]).port
    Controller(Handler(), hostname="127.0.0.1", port=port or 0).start()
    ready.set()
    while True:
        time.sleep(60)


if __name__ == "__main__":
    main()

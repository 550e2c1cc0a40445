"""The health page of the admin, and the figures for Prometheus: right, and only for who may see them."""

import datetime as dt
import os
import subprocess
import sys

import pytest
from django.db import connection
from django.http import Http404
from django.test import Client, RequestFactory
from django.utils import timezone
from pytest_django import Settings

from kerjasama import views_metrics
from notices.domain import figures, resending, sweeps
from notices.enums import State
from notices.metrics import NoticesCollector
from notices.models import Notice
from tests.cast import Cast
from tests.notices.make import NOON, notice

PAGE = "/ruang/pengingat/kesehatan/"
MINUTE, HOUR, DAY = dt.timedelta(minutes=1), dt.timedelta(hours=1), dt.timedelta(days=1)


def test_figures_count_what_they_say(cast: Cast) -> None:
    first, second, third, _late = (notice(cast.staf, cast.government, now=NOON - n * MINUTE) for n in range(4))
    notice(cast.staf, cast.government, send_after=NOON + MINUTE)
    Notice.objects.filter(pk=first.pk).update(sent_at=NOON, bounced_at=NOON)
    Notice.objects.filter(pk=second.pk).update(gave_up_at=NOON)
    Notice.objects.filter(pk=third.pk).update(muted_at=NOON)
    found = figures.figures(NOON)
    assert (found.owed, found.age, found.given_up, found.bounced, found.sent) == (1, 180.0, 1, 1, 1)


def test_the_counter_never_goes_back(cast: Cast) -> None:
    row = notice(cast.staf, cast.government)
    Notice.objects.filter(pk=row.pk).update(sent_at=NOON)
    row.refresh_from_db()
    before = figures.figures(NOON).sent
    resending.resend(row, by=cast.staf, now=NOON)
    assert figures.figures(NOON).sent == before
    Notice.objects.filter(pk=row.pk).update(sent_at=NOON)
    assert figures.figures(NOON).sent == before + 1


def test_what_is_sent_again_keeps_its_first_time_and_its_bounce(cast: Cast) -> None:
    row = notice(cast.staf, cast.government, now=NOON - 2 * HOUR)
    Notice.objects.update(sent_at=NOON - 2 * HOUR, bounced_at=NOON - HOUR, bounce_reason="550 penuh")
    resending.resend(row, by=cast.admin, now=NOON)
    row.refresh_from_db()
    assert row.state == State.AGAIN
    [past] = row.past_sendings.all()
    assert (past.sent_at, past.bounce_reason, past.by) == (NOON - 2 * HOUR, "550 penuh", cast.admin)
    Notice.objects.update(sent_at=NOON)
    assert [number for _hour, number in figures.sent_by_hour(NOON)[:3]] == [1, 0, 1]
    assert figures.sent_since(NOON - HOUR, Notice.objects.all()) == 1
    assert figures.sent_since(NOON - DAY, Notice.objects.all()) == 2


def test_what_was_never_sent_has_no_past(cast: Cast) -> None:
    row = notice(cast.staf, cast.government)
    Notice.objects.update(gave_up_at=NOON)
    resending.resend(row, by=cast.staf, now=NOON)
    assert figures.figures(NOON).sent == 0


def test_hours_without_mail_are_shown_too(cast: Cast) -> None:
    for minutes in (1, 2, 61, 60 * 24):
        row = notice(cast.staf, cast.government)
        Notice.objects.filter(pk=row.pk).update(sent_at=NOON + dt.timedelta(minutes=30) - minutes * MINUTE)
    hours = figures.sent_by_hour(NOON + dt.timedelta(minutes=30))
    assert len(hours) == 24
    assert [number for _hour, number in hours[:3]] == [2, 1, 0]
    assert sum(number for _hour, number in hours) == 3


@pytest.mark.parametrize(
    ("who", "status"), [("admin", 200), ("staf", 404), ("pengusul", 404), ("pimpinan", 404), ("stranger_staf", 404)]
)
def test_only_the_admin_sees_the_page(cast: Cast, client: Client, settings: Settings, who: str, status: int) -> None:
    settings.MFA_REQUIRED_ROLES = []
    client.force_login(getattr(cast, who))
    assert client.get(PAGE).status_code == status


def test_the_page_names_failures_of_the_own_government_only(cast: Cast, client: Client, settings: Settings) -> None:
    settings.MFA_REQUIRED_ROLES = []
    now = timezone.now()
    mine = notice(cast.staf, cast.government, title="Milik kita", now=now - 20 * MINUTE)
    notice(cast.staf, cast.government, title="Menunggu", now=now - 20 * MINUTE)
    foreign = notice(cast.staf, cast.stranger_staf.memberships.get().government, title="Milik mereka", now=now)
    Notice.objects.filter(pk__in=[mine.pk, foreign.pk]).update(gave_up_at=now, last_error="550 tidak ada")
    sweeps.run(sweeps.DELIVER, lambda _now: 7, now=now - 30 * MINUTE)
    client.force_login(cast.admin)
    page = client.get(PAGE).content.decode()
    assert "Milik kita" in page
    assert "550 tidak ada" in page
    assert "Milik mereka" not in page
    assert "Pengiriman tersendat" in page
    assert "Proses latar terganggu" in page


def test_prometheus_gets_the_same_figures(cast: Cast) -> None:
    notice(cast.staf, cast.government, now=timezone.now() - MINUTE)
    found = {m.name: m.samples[0].value for m in NoticesCollector().collect()}
    assert found["kerjasama_notices_owed"] == 1
    assert 60 <= found["kerjasama_notices_oldest_owed_seconds"] < 120
    assert found["kerjasama_notices_sent"] == 0
    assert found["kerjasama_notices_given_up"] == 0


@pytest.mark.parametrize(
    ("token", "networks", "header", "address", "may"),
    [
        ("", [], "", "127.0.0.1", False),
        ("", [], "Bearer ", "127.0.0.1", False),
        ("rahasia", [], "Bearer rahasia", "203.0.113.9", True),
        ("rahasia", [], "Bearer lain", "203.0.113.9", False),
        ("rahasia", [], "", "203.0.113.9", False),
        ("", ["10.0.0.0/8"], "", "10.2.3.4", True),
        ("", ["10.0.0.0/8"], "", "203.0.113.9", False),
        ("", ["10.0.0.0/8"], "", "bukan-alamat", False),
    ],
)
def test_metrics_are_guarded(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, token: str, networks: list[str], header: str, address: str,
    may: bool,
) -> None:  # fmt: skip
    import django_prometheus.exports
    from django.http import HttpResponse

    monkeypatch.setattr(django_prometheus.exports, "ExportToDjangoView", lambda _request: HttpResponse("angka"))
    settings.METRICS_TOKEN, settings.METRICS_NETWORKS = token, networks
    request = RequestFactory().get("/metrics", headers={"Authorization": header}, REMOTE_ADDR=address)
    if may:
        assert views_metrics.metrics(request).content == b"angka"
    else:
        with pytest.raises(Http404):
            views_metrics.metrics(request)


ASK = """
import django; django.setup()
from django.test import Client
client = Client()
print(client.get("/metrics").status_code)
answer = client.get("/metrics", headers={"Authorization": "Bearer rahasia"})
print(answer.status_code, "django_http_requests_total" in answer.content.decode(), end="")
"""


@pytest.mark.django_db(transaction=True)
def test_metrics_end_to_end_by_setting() -> None:
    tested = connection.settings_dict  # the database of this test run, not the one it was started beside
    url = f"postgres://{tested['USER']}:{tested['PASSWORD']}@{tested['HOST']}:{tested['PORT']}/{tested['NAME']}"
    environment = {**os.environ, "DATABASE_URL": url, "PROMETHEUS": "true", "METRICS_TOKEN": "rahasia", "DEBUG": "true"}
    answer = subprocess.run([sys.executable, "-c", ASK], env=environment, capture_output=True, text=True, check=False)
    assert answer.stdout.splitlines()[-2:] == ["404", "200 True"], answer.stderr[-2000:]

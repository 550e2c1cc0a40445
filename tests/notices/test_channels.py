"""Further ways to a person: proven by a code, each with its own row, none in the way of another."""

import datetime as dt
import json
import re
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from pytest_django import Settings

from notices.domain import channel_delivery, channels, claims, muting
from notices.domain.delivery import deliver_owed
from notices.domain.inbox import mark_read
from notices.enums import Rhythm
from notices.models import Channel, ChannelDelivery, Notice
from tests.cast import Cast
from tests.notices.conftest import Server, Sink
from tests.notices.make import NOON, OPTIONAL, notice

MINUTE = dt.timedelta(minutes=1)
LATER = NOON + 5 * MINUTE


class Service:
    """A messenger on this machine that Apprise speaks to; ``broken`` names the paths that answer 500."""

    def __init__(self) -> None:
        self.taken: list[tuple[str, str, str]] = []
        self.broken: set[str] = set()
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                data = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                way, _slash, address = self.path.strip("/").partition("/")
                self.send_response(500 if way in outer.broken else 200)
                self.end_headers()
                if way not in outer.broken:
                    outer.taken.append((way, address, f"{data['title']}\n{data['message']}"))

            def log_message(self, format: str, *args: object) -> None: ...  # noqa: A002

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.port = self.server.server_address[1]


@pytest.fixture
def service(settings: Settings) -> Iterator[Service]:
    service = Service()
    thread = threading.Thread(target=service.server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    base = f"json://127.0.0.1:{service.port}"
    settings.CHANNELS = {"telegram": f"{base}/tg/{{address}}", "whatsapp": f"{base}/wa/{{address}}"}
    settings.MFA_REQUIRED_ROLES = []
    yield service
    service.server.shutdown()
    service.server.server_close()
    thread.join()


def verified(cast: Cast, service: Service, name: str = "telegram", address: str = "budi") -> Channel:
    """Through the whole proof, as a person does it."""
    channels.set_address(cast.staf, name, address, now=NOON)
    code = re.search(r"\d{6}", service.taken[-1][2])
    assert code is not None
    service.taken.clear()
    return channels.verify(cast.staf, name, code[0], now=NOON)


def sweep(now: dt.datetime = LATER) -> int:
    return channel_delivery.deliver_owed(now)


def test_a_code_goes_to_the_address_and_comes_back(cast: Cast, service: Service, client: Client) -> None:
    client.force_login(cast.staf)
    page = "/ruang/pengingat/surel/"
    assert "Saluran lain" in client.get(page).content.decode()
    answer = client.post("/ruang/pengingat/saluran/", {"name": "telegram", "address": "@budi"})
    assert answer.status_code == 302
    ((way, address, text),) = service.taken
    assert (way, address) == ("tg", "@budi")
    code = re.search(r"\d{6}", text)
    assert code is not None
    assert "Menunggu kode" in client.get(page).content.decode()
    wrong = "000000" if code[0] != "000000" else "111111"
    assert client.post("/ruang/pengingat/saluran/telegram/kode/", {"code": wrong}).status_code == 422
    assert client.post("/ruang/pengingat/saluran/telegram/kode/", {"code": code[0]}).status_code == 302
    assert Channel.objects.get().verified_at is not None
    assert "Terverifikasi" in client.get(page).content.decode()
    assert client.post("/ruang/pengingat/saluran/telegram/hapus/").status_code == 302
    assert not Channel.objects.exists()


def test_without_the_setting_there_are_no_ways(cast: Cast, client: Client, settings: Settings) -> None:
    settings.CHANNELS, settings.MFA_REQUIRED_ROLES = {}, []
    client.force_login(cast.staf)
    assert "Saluran lain" not in client.get("/ruang/pengingat/surel/").content.decode()
    assert client.post("/ruang/pengingat/saluran/", {"name": "telegram", "address": "budi"}).status_code == 422
    with pytest.raises(ValidationError):
        channels.set_address(cast.staf, "telegram", "budi", now=NOON)


@pytest.mark.parametrize("address", ["", "a b", "x/../y", "x?y=1", "json://127.0.0.1/", "a" * 65, "é", "x\n"])
def test_only_plain_addresses(cast: Cast, service: Service, address: str) -> None:
    if address == "x\n":
        address = "x\ny"
    with pytest.raises(ValidationError):
        channels.set_address(cast.staf, "telegram", address, now=NOON)
    assert service.taken == []


def test_five_wrong_codes_and_an_old_one_end_it(cast: Cast, service: Service) -> None:
    channels.set_address(cast.staf, "telegram", "budi", now=NOON)
    found = re.search(r"\d{6}", service.taken[-1][2])
    assert found is not None
    with pytest.raises(ValidationError, match="tidak berlaku lagi"):
        channels.verify(cast.staf, "telegram", found[0], now=NOON + 31 * MINUTE)
    wrong = "000000" if found[0] != "000000" else "111111"
    for _try in range(5):
        with pytest.raises(ValidationError, match="tidak cocok"):
            channels.verify(cast.staf, "telegram", wrong, now=NOON)
    with pytest.raises(ValidationError, match="tidak berlaku lagi"):
        channels.verify(cast.staf, "telegram", found[0], now=NOON)
    with pytest.raises(ValidationError, match="Tunggu"):
        channels.set_address(cast.staf, "telegram", "budi", now=NOON + MINUTE / 2)


def test_a_new_address_must_be_proven_anew(cast: Cast, service: Service) -> None:
    verified(cast, service)
    notice(cast.staf, cast.government, now=LATER)
    channels.set_address(cast.staf, "telegram", "orang-lain", now=LATER)
    service.taken.clear()
    assert sweep() == 0
    assert service.taken == []


def test_each_message_once_on_each_way(cast: Cast, service: Service) -> None:
    verified(cast, service)
    verified(cast, service, "whatsapp", "+62812")
    notice(cast.staf, cast.government, now=NOON - MINUTE, title="Sebelum terverifikasi")
    row = notice(cast.staf, cast.government, now=LATER, title="Penting", text="Isi.")
    notice(cast.pimpinan, cast.government, now=LATER)
    notice(cast.staf, cast.government, rhythm=Rhythm.DIGEST, send_after=LATER, now=LATER)
    assert sweep() == 2
    assert sweep() == 0
    assert sorted((way, address) for way, address, _text in service.taken) == [("tg", "budi"), ("wa", "+62812")]
    text = service.taken[0][2]
    assert text == f"Penting\nIsi.\n\nhttp://testserver/ruang/pengingat/{row.pk}/buka/"


def test_at_night_nothing_rings(cast: Cast, service: Service) -> None:
    """The planner works at local midnight, and what it owes at once is by e-mail and in the inbox meanwhile."""
    verified(cast, service)
    midnight = dt.datetime(2026, 3, 3, 17, 5, tzinfo=dt.UTC)  # 00.05 WIB
    notice(cast.staf, cast.government, now=midnight)
    assert sweep(midnight) == sweep(midnight + dt.timedelta(hours=5, minutes=54)) == 0
    assert sweep(midnight + dt.timedelta(hours=5, minutes=55)) == 1, "06.00 WIB"
    assert channel_delivery.by_day(NOON + dt.timedelta(hours=8, minutes=59)) != []
    assert channel_delivery.by_day(NOON + dt.timedelta(hours=9)) == [], "21.00 WIB"


def test_a_broken_way_holds_up_neither_another_nor_the_mail(cast: Cast, service: Service, sink: Sink) -> None:
    verified(cast, service)
    verified(cast, service, "whatsapp", "+62812")
    rows = [notice(cast.staf, cast.government, now=LATER) for _ in range(5)]
    service.broken = {"tg"}
    assert sweep() == 5
    assert {way for way, _address, _text in service.taken} == {"wa"}
    assert deliver_owed(LATER).sent == 5
    failed = ChannelDelivery.objects.filter(channel__name="telegram", attempts=1)
    assert failed.count() == 3, "after three failures in a row the way rests; the others are as if never tried"
    assert set(failed.values_list("last_error", flat=True)) == {"ditolak atau tidak terjangkau"}
    service.broken = set()
    assert sweep(LATER + 10 * MINUTE) == 5
    assert ChannelDelivery.objects.filter(sent_at=None).count() == 0
    assert len(service.taken) == 2 * len(rows)


def test_a_way_that_hangs_takes_no_time_from_those_after_it(
    cast: Cast, service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    verified(cast, service)
    verified(cast, service, "whatsapp", "+62812")
    for _two in range(2):
        notice(cast.staf, cast.government, now=LATER)
    clock, send = [0.0], channels.send

    def slow(channel: Channel, *, title: str, body: str) -> None:
        if channel.name == "telegram":
            clock[0] += channel_delivery.SWEEP_SECONDS
            raise channels.ChannelError("macet")
        send(channel, title=title, body=body)

    monkeypatch.setattr(time, "monotonic", lambda: clock[0])
    monkeypatch.setattr(channels, "send", slow)
    assert sweep() == 2
    assert ChannelDelivery.objects.filter(channel__name="telegram", attempts=1).count() == 1


def test_a_broken_mail_server_does_not_hold_up_a_way(cast: Cast, service: Service, smtp: Server) -> None:
    verified(cast, service)
    smtp.stop()
    notice(cast.staf, cast.government, now=LATER)
    assert deliver_owed(LATER).sent == 0
    assert sweep() == 1


def test_a_way_is_given_up_in_the_end(cast: Cast, service: Service) -> None:
    verified(cast, service)
    notice(cast.staf, cast.government, now=LATER)
    service.broken = {"tg"}
    for hour in range(30):
        sweep(LATER + hour * 61 * MINUTE)
    row = ChannelDelivery.objects.get()
    assert row.attempts == channel_delivery.MAX_ATTEMPTS
    assert row.gave_up_at is not None


def test_what_is_read_lapsed_or_switched_off_does_not_go(cast: Cast, service: Service) -> None:
    verified(cast, service)
    service.broken = {"tg"}
    read, lapsed = (notice(cast.staf, cast.government, now=LATER) for _ in range(2))
    muting.mute(cast.staf, OPTIONAL.code, now=NOON)
    notice(cast.staf, cast.government, kind=OPTIONAL.code, now=LATER)
    sweep()
    service.broken = set()
    mark_read(read, now=LATER)
    Notice.objects.filter(pk=lapsed.pk).update(superseded_at=LATER)
    assert sweep(LATER + 10 * MINUTE) == 0
    assert service.taken == []


def test_who_left_gets_nothing(cast: Cast, service: Service) -> None:
    verified(cast, service)
    cast.staf.memberships.update(ends_on=dt.date(2026, 3, 2))
    notice(cast.staf, cast.government, now=LATER)
    assert sweep() == 0


def test_never_more_than_the_cap_in_a_day(cast: Cast, service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(claims, "DAILY_CAP", 2)
    verified(cast, service)
    for _ in range(5):
        notice(cast.staf, cast.government, now=LATER)
    assert sweep() == 2


def test_a_dead_workers_claim_is_freed(cast: Cast, service: Service) -> None:
    verified(cast, service)
    notice(cast.staf, cast.government, now=LATER)
    service.broken = {"tg"}
    sweep()
    service.broken = set()
    ChannelDelivery.objects.update(claimed_at=LATER, retry_at=None)
    assert sweep(LATER + 30 * MINUTE) == 0
    assert sweep(LATER + 61 * MINUTE) == 1


def test_nothing_secret_in_the_error(cast: Cast, service: Service, settings: Settings) -> None:
    channel = verified(cast, service)
    settings.CHANNELS = {"telegram": "tidakada://RAHASIA/{address}"}
    with pytest.raises(channels.ChannelError) as caught:
        channels.send(channel, title="a", body="b")
    assert "RAHASIA" not in str(caught.value)

"""Saved searches by e-mail: nothing before a yes, one letter a day, one click to end."""

import datetime as dt
import re
import smtplib
import threading
import time
from html import unescape
from typing import Any

import html5lib
import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.utils import timezone
from redis.exceptions import RedisError

from portal import filters, letters
from portal.domain import news, subscriptions
from portal.models import Letter, LetterKind, Subscription
from tests import cast as casts
from tests.cast import Cast

pytestmark = pytest.mark.usefixtures("november_2026")

ADDRESS = "pembaca@contoh.example"
MORNING = dt.datetime(2027, 1, 4, 2, 0, tzinfo=dt.UTC)  # 09.00 WIB


@pytest.fixture(autouse=True)
def _look_again() -> None:
    news._noted = ""


def _deliver(now: dt.datetime | None = None) -> int:
    return news.deliver(now or timezone.now(), send=letters.send)


def _plan(now: dt.datetime) -> int:
    return news.plan(now, match=filters.match)


def _subscribed(query: str = "", email: str = ADDRESS) -> Subscription:
    now = timezone.now()
    subscriptions.ask(email, query, now=now)
    found = Subscription.objects.get(email=email, query=query)
    subscriptions.confirm(found, now=now)
    Letter.objects.all().delete()
    return found


def _path(text: str, word: str) -> str:
    found = re.search(rf"https?://[^/\s]+(/langganan/{word}/\S+)", text)
    assert found, text
    return found[1]


def test_the_whole_way_from_the_form_to_the_last_letter(client: Client, cast: Cast) -> None:
    cast.registered(title="Sudah lama ada")
    page = client.get("/langganan/?urusan=2.16&urut=terbaru&setelah=x")
    assert "Komunikasi dan informatika" in page.content.decode()
    html5lib.HTMLParser(strict=True).parse(page.content.decode())
    assert client.post("/langganan/?urusan=2.16", {"email": ADDRESS.title()}).status_code == 302
    assert _deliver() == 1
    (letter,) = mail.outbox
    assert letter.to == [ADDRESS]
    link = _path(str(letter.body), "sahkan")
    asked = client.get(link)
    html5lib.HTMLParser(strict=True).parse(asked.content.decode())
    assert Subscription.objects.get().confirmed_at is None, "opening the link is not a yes"
    assert "Langganan dimulai" in client.post(link).content.decode()
    cast.registered(title="Baru dan cocok")
    cast.registered(title="Baru dan lain", urusan=["1.02"])
    cast.draft(title="Draf")
    assert _plan(MORNING) == 1
    assert _deliver(MORNING) == 1
    text = str(mail.outbox[-1].body)
    assert "Baru dan cocok" in text
    assert not any(other in text for other in ("Sudah lama ada", "Baru dan lain", "Draf"))
    for one in mail.outbox:
        _is_said_in_html_too(one)
    headers = mail.outbox[-1].extra_headers
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    one_click = _path(headers["List-Unsubscribe"].strip("<>"), "berhenti")
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(one_click, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert not Subscription.objects.exists()
    assert not Letter.objects.exists(), "the address is forgotten"


def test_who_asks_in_english_is_written_to_in_english(client: Client, cast: Cast) -> None:
    client.post("/en/langganan/?jenis=ksdpk", {"email": ADDRESS})
    found = Subscription.objects.get()
    assert found.language == "en"
    _deliver()
    (asked,) = mail.outbox
    assert asked.subject == "Confirm your subscription to cooperation news"
    assert "/en/langganan/sahkan/" in asked.body
    assert "dipantau" not in str(asked.body)
    subscriptions.confirm(found, now=timezone.now())
    cast.registered()
    assert _plan(MORNING) == 1
    _deliver(MORNING)
    told = mail.outbox[-1]
    assert told.subject == "1 new cooperation document"
    for text in ("/en/naskah/", "/en/langganan/berhenti/", "All results:", "Cooperation agreement"):
        assert text in told.body, text
    assert "Berhenti" not in _is_said_in_html_too(told)
    assert "Langganan" not in _is_said_in_html_too(asked)


def _is_said_in_html_too(message: mail.EmailMessage) -> str:
    """Valid, and with every address of the plain text as a link; returns all that is said."""
    assert isinstance(message, mail.EmailMultiAlternatives)
    ((given, kind),) = message.alternatives
    html = str(given)
    assert kind == "text/html"
    html5lib.HTMLParser(strict=True).parse(html)
    links = {unescape(link) for link in re.findall(r'href="([^"]+)"', html)}
    assert links == set(re.findall(r"https?://\S+", str(message.body)))
    return f"{message.body!s}{html}"


def test_nothing_is_sent_before_a_yes(cast: Cast) -> None:
    subscriptions.ask(ADDRESS, "", now=timezone.now())
    cast.registered()
    assert _plan(MORNING) == 0


def test_one_letter_a_day_for_all_searches_of_an_address(cast: Cast) -> None:
    _subscribed("")
    _subscribed("urusan=2.16")
    cast.registered(title="Pertama")
    assert _plan(MORNING) == 1
    cast.registered(title="Kedua")
    assert _plan(MORNING + dt.timedelta(hours=3)) == 0
    _deliver(MORNING + dt.timedelta(hours=3))
    assert len(mail.outbox) == 1
    assert str(mail.outbox[0].body).count("* Pertama") == 2
    tomorrow = MORNING + dt.timedelta(days=1)
    news._noted = ""
    assert _plan(tomorrow) == 1
    _deliver(tomorrow)
    assert "Kedua" in str(mail.outbox[1].body)
    assert "Pertama" not in str(mail.outbox[1].body)
    assert mail.outbox[0].extra_headers["Message-ID"] != mail.outbox[1].extra_headers["Message-ID"]


def test_no_news_no_letter_and_none_at_night(cast: Cast) -> None:
    _subscribed()
    assert _plan(MORNING) == 0
    cast.registered()
    assert _plan(MORNING - dt.timedelta(hours=3)) == 0


def test_what_was_withdrawn_meanwhile_is_not_told(cast: Cast) -> None:
    _subscribed()
    agreement = cast.registered(title="Ditarik lagi")
    assert _plan(MORNING) == 1
    agreement.visibility, agreement.visibility_reason = "rahasia", "Uji."
    agreement.save(update_fields=["visibility", "visibility_reason"])
    assert _deliver(MORNING) == 0
    assert mail.outbox == []


def test_a_document_opened_late_is_news_though_signed_long_ago(cast: Cast) -> None:
    agreement = cast.registered(visibility="terbatas", visibility_reason="Uji.", title="Dibuka kemudian")
    _subscribed()
    agreement.visibility = "publik"
    agreement.save(update_fields=["visibility"])
    assert _plan(MORNING) == 1


def test_a_server_in_trouble_loses_nothing(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    subscriptions.ask(ADDRESS, "", now=timezone.now())

    def down(*_given: Any) -> bool:
        raise smtplib.SMTPServerDisconnected("gone")

    assert news.deliver(MORNING, send=down) == 0
    letter = Letter.objects.get()
    assert (letter.attempts, letter.claimed_at, letter.sent_at) == (1, None, None)
    assert letter.retry_at is not None
    assert news.deliver(MORNING + dt.timedelta(minutes=1), send=letters.send) == 0
    assert news.deliver(MORNING + dt.timedelta(hours=1), send=letters.send) == 1


def test_a_dead_workers_claim_goes_stale_and_a_living_one_holds(db: None) -> None:
    subscriptions.ask(ADDRESS, "", now=timezone.now())
    Letter.objects.update(claimed_at=MORNING)
    assert news.deliver(MORNING + dt.timedelta(minutes=5), send=letters.send) == 0
    assert news.deliver(MORNING + dt.timedelta(minutes=61), send=letters.send) == 1


@pytest.mark.django_db(transaction=True)
def test_eight_workers_at_once_send_one_letter() -> None:
    cast = casts.assemble()
    _subscribed()
    cast.registered()
    barrier = threading.Barrier(8)
    sent: list[int] = []

    def send(letter: Letter, _mailer: object) -> bool:
        sent.append(letter.pk)
        time.sleep(0.3)  # long enough for the others to look at the same row
        return True

    def work() -> None:
        barrier.wait()
        _plan(MORNING)
        barrier.wait()
        news.deliver(MORNING, send=send)
        connection.close()

    threads = [threading.Thread(target=work) for _n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(sent) == 1
    assert Letter.objects.filter(kind=LetterKind.NEWS).count() == 1


def test_asking_again_sends_nothing_and_tells_nothing(client: Client, db: None) -> None:
    first = client.post("/langganan/", {"email": ADDRESS})
    again = client.post("/langganan/", {"email": ADDRESS.upper()})
    assert (first.status_code, first["Location"]) == (again.status_code, again["Location"])
    assert Letter.objects.count() == Subscription.objects.count() == 1


def test_requests_are_limited(client: Client, db: None) -> None:
    answers = [client.post(f"/langganan/?tahun={2000 + n}", {"email": ADDRESS}).status_code for n in range(5)]
    assert answers == [302, 302, 302, 429, 429]
    answers = [client.post("/langganan/", {"email": f"a{n}@contoh.example"}).status_code for n in range(9)]
    assert answers[-1] == 429


def test_without_redis_nobody_is_refused(client: Client, db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_args: object, **_kwargs: object) -> None:
        raise RedisError

    monkeypatch.setattr("portal.limits.cache.add", broken)
    assert client.post("/langganan/", {"email": ADDRESS}).status_code == 302


@pytest.mark.parametrize("email", ["", "bukan alamat", "a@b\r\nBcc: c@d.example", "x" * 300 + "@contoh.example"])
def test_bad_addresses_are_said_beside_the_field(client: Client, db: None, email: str) -> None:
    response = client.post("/langganan/", {"email": email})
    assert response.status_code == 422
    assert not Letter.objects.exists()


@pytest.mark.parametrize("query", ["tahun=x", "urusan=9", "q=" + "a" * 300, "mitra=" + "9" * 40])
def test_filters_that_are_none_are_refused(client: Client, db: None, query: str) -> None:
    assert client.get(f"/langganan/?{query}").status_code == 400


def test_broken_and_old_links_are_404(client: Client, db: None) -> None:
    subscriptions.ask(ADDRESS, "", now=timezone.now())
    found = Subscription.objects.get()
    token = subscriptions.confirm_token(found)
    assert client.get(f"/langganan/sahkan/{token}x/").status_code == 404
    assert client.get(f"/langganan/berhenti/{token}/").status_code == 404, "one link is no other"
    assert client.get("/langganan/berhenti/x/").status_code == 404
    Subscription.objects.all().delete()
    assert client.get(f"/langganan/sahkan/{token}/").status_code == 404


def test_what_is_never_confirmed_is_forgotten(db: None) -> None:
    subscriptions.ask(ADDRESS, "", now=MORNING)
    subscriptions.forget_old(MORNING + dt.timedelta(days=2))
    assert Subscription.objects.exists()
    subscriptions.forget_old(MORNING + dt.timedelta(days=31))
    assert not Subscription.objects.exists()
    assert not Letter.objects.exists()

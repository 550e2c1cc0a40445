"""Limits of the read API, and the keys that raise them."""

import datetime as dt
from typing import Any

import html5lib
import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import timezone
from redis.exceptions import ConnectionError as RedisDownError
from time_machine import travel

from portal.api import base
from portal.domain import api_keys
from portal.models import ApiKey, ApiScope
from tests.cast import Cast

LIST = "/api/v1/naskah/"
PAGE = "/ruang/kunci-api/"
NOON = dt.datetime(2026, 3, 2, 5, 0, 10, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def _fresh(settings: Any) -> None:
    base.forget()
    settings.API_PER_MINUTE, settings.API_KEY_PER_MINUTE = 3, 10
    settings.MFA_REQUIRED_ROLES = []


def made(cast: Cast, *scopes: str, days: int = 30) -> api_keys.Made:
    now = timezone.now()
    until = cast.government.today(now) + dt.timedelta(days=days)
    return api_keys.create(
        cast.government, name="Dasbor", scopes=scopes or [ApiScope.BACA], expires_on=until, by=cast.admin, now=now
    )


def ask(client: Client, secret: str = "", path: str = LIST, **given: Any) -> Any:
    return client.get(path, headers={"Authorization": f"Bearer {secret}"} if secret else None, **given)


# ---- Limits ----------------------------------------------------------------------------------------------------------
def test_the_limit_is_told_counts_down_and_starts_anew(client: Client, db: None) -> None:
    with travel(NOON, tick=False) as clock:
        for left in ("2", "1", "0"):
            response = ask(client)
            told = [response[f"RateLimit-{name}"] for name in ("Limit", "Remaining", "Reset")]
            assert (response.status_code, told) == (200, ["3", left, "50"])
        refused = ask(client)
        assert (refused.status_code, refused["Retry-After"], refused["RateLimit-Remaining"]) == (429, "50", "0")
        assert refused["Content-Type"] == "application/problem+json"
        assert refused["Access-Control-Allow-Origin"] == "*"
        clock.shift(int(refused["Retry-After"]))
        assert ask(client).status_code == 200


def test_each_address_has_its_own_limit_and_ipv6_counts_by_network(client: Client, db: None) -> None:
    with travel(NOON, tick=False):
        for _time in range(4):
            last = ask(client, REMOTE_ADDR="10.0.0.1")
        assert last.status_code == 429
        assert ask(client, REMOTE_ADDR="10.0.0.2").status_code == 200
        answers = [ask(client, REMOTE_ADDR=f"2001:db8:0:1::{n}").status_code for n in range(4)]
        assert answers == [200, 200, 200, 429]
        assert ask(client, REMOTE_ADDR="2001:db8:0:2::1").status_code == 200
        assert ask(client, REMOTE_ADDR="bukan alamat").status_code == 200


def test_without_redis_the_register_stays_open(client: Client, db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    def down(*_given: Any, **_more: Any) -> None:
        raise RedisDownError

    monkeypatch.setattr("django.core.cache.backends.redis.RedisCache.incr", down)
    assert ask(client).status_code == 200


# ---- Keys ------------------------------------------------------------------------------------------------------------
def test_a_key_has_its_own_higher_limit_wherever_it_is_used(client: Client, cast: Cast) -> None:
    secret = made(cast).secret
    with travel(timezone.now().replace(second=5), tick=False):
        answers = [ask(client, secret, REMOTE_ADDR=f"10.0.0.{n}") for n in range(11)]
        assert [answer.status_code for answer in answers] == [200] * 10 + [429]
        assert answers[0]["RateLimit-Limit"] == "10"
        assert client.get(LIST, headers={"X-API-Key": secret}).status_code == 429
        assert ask(client).status_code == 200, "without the key"


@pytest.mark.parametrize("secret", ["rks_salah", "salah", "rks_" + "a" * 5000, "rks_é"])
def test_a_wrong_key_is_refused_and_counts_against_its_address(client: Client, cast: Cast, secret: str) -> None:
    with travel(NOON, tick=False):
        refused = ask(client, secret)
        assert (refused.status_code, refused["RateLimit-Remaining"]) == (401, "2")
        assert refused["WWW-Authenticate"].startswith("Bearer")
        assert refused["Content-Type"] == "application/problem+json"
        assert [ask(client, secret).status_code for _time in range(3)] == [401, 401, 429]


def test_revoked_and_expired_keys_are_refused(client: Client, cast: Cast) -> None:
    one, other = made(cast), made(cast, days=0)
    assert ask(client, one.secret).status_code == ask(client, other.secret).status_code == 200
    assert api_keys.revoke(one.key, by=cast.admin, now=timezone.now()) is True
    assert api_keys.revoke(one.key, by=cast.admin, now=timezone.now()) is False
    assert ask(client, one.secret).status_code == 401
    with travel(timezone.now() + dt.timedelta(days=1), tick=False):
        assert ask(client, other.secret).status_code == 401


def test_only_the_bulk_scope_allows_long_pages_and_only_the_reading_scope_more_of_them(
    client: Client, cast: Cast, settings: Any
) -> None:
    settings.API_PER_MINUTE = 9
    reading, bulk = made(cast).secret, made(cast, ApiScope.MASSAL).secret
    path = f"{LIST}?banyak=500"
    assert ask(client, path=path).status_code == 400
    assert ask(client, reading, path).status_code == 400
    long = ask(client, bulk, path)
    assert (long.status_code, long["RateLimit-Limit"]) == (200, "9")
    assert ask(client, path=path).status_code == 400, "not from memory either"
    assert ask(client, bulk, f"{LIST}?banyak=501").status_code == 400


def test_a_key_shows_nothing_that_is_not_public(client: Client, cast: Cast) -> None:
    cast.draft()
    cast.registered()
    secret = made(cast, ApiScope.BACA, ApiScope.MASSAL).secret
    assert ask(client, secret).json()["jumlah"] == 1


def test_use_is_noted_but_not_every_time(client: Client, cast: Cast) -> None:
    key, secret = made(cast)
    ask(client, secret)
    first = ApiKey.objects.get(pk=key.pk).last_used_at
    assert first is not None
    ask(client, secret)
    assert ApiKey.objects.get(pk=key.pk).last_used_at == first
    with travel(first + dt.timedelta(minutes=11), tick=False):
        ask(client, secret)
    assert (ApiKey.objects.get(pk=key.pk).last_used_at or first) > first


# ---- In the workspace ------------------------------------------------------------------------------------------------
def test_the_administrator_makes_a_key_sees_it_once_and_takes_it_back(client: Client, cast: Cast) -> None:
    client.force_login(cast.admin)
    assert "Belum ada kunci" in client.get(PAGE).content.decode()
    until = cast.government.today() + dt.timedelta(days=10)
    page = client.post(f"{PAGE}baru/", {"name": "Dasbor Bappeda", "scopes": ["baca"], "expires_on": until.isoformat()})
    secret = page.context["secret"]
    assert secret in page.content.decode()
    assert "no-store" in page["Cache-Control"]
    key = ApiKey.objects.get()
    assert secret not in {key.prefix, key.sha256}
    assert ask(Client(), secret).status_code == 200
    for html in (page.content.decode(), client.get(PAGE).content.decode(), client.get(f"{PAGE}baru/").content.decode()):
        html5lib.HTMLParser(strict=True).parse(html)
    listed = client.get(PAGE).content.decode()
    assert key.prefix in listed
    assert secret not in listed
    assert client.post(f"{PAGE}{key.pk}/cabut/").status_code == 302
    assert ask(Client(), secret).status_code == 401
    key.refresh_from_db()
    assert key.revoked_by == cast.admin


@pytest.mark.parametrize("change", [{"name": ""}, {"scopes": ["entah"]}, {"scopes": []}, {"expires_on": "2020-01-01"},
                                    {"expires_on": "2999-01-01"}])  # fmt: skip
def test_what_is_wrong_comes_back_with_everything_typed(client: Client, cast: Cast, change: dict[str, Any]) -> None:
    client.force_login(cast.admin)
    until = cast.government.today() + dt.timedelta(days=10)
    given = {"name": "Dasbor", "scopes": ["baca"], "expires_on": until.isoformat(), **change}
    page = client.post(f"{PAGE}baru/", given)
    assert page.status_code == 422
    assert ApiKey.objects.count() == 0
    assert str(given["expires_on"]) in page.content.decode()


def test_nobody_else_hands_out_keys(client: Client, cast: Cast) -> None:
    key = made(cast).key
    for name in ("staf", "pimpinan", "auditor", "pengusul", "stranger_staf"):
        client.force_login(cast.people[name])
        assert client.get(PAGE).status_code == 404, name
        assert client.get(f"{PAGE}baru/").status_code == 404, name
        assert client.post(f"{PAGE}{key.pk}/cabut/").status_code == 404, name
    with pytest.raises(PermissionDenied):
        api_keys.revoke(key, by=cast.staf, now=timezone.now())
    with pytest.raises(PermissionDenied):
        api_keys.create(
            cast.government, name="x", scopes=["baca"], expires_on=dt.date(2030, 1, 1), by=cast.staf,
            now=timezone.now(),
        )  # fmt: skip

"""What a person may switch off, how, and what is sent all the same."""

import datetime as dt

import pytest
from django.core import signing
from django.core.exceptions import ValidationError
from django.test import Client
from pytest_django import Settings

from notices.domain import muting, resending
from notices.domain.delivery import deliver_owed
from notices.domain.snoozing import plan_waking, snooze
from notices.enums import Rhythm, State
from notices.models import Mute, Notice
from tests.cast import Cast
from tests.notices.conftest import Sink
from tests.notices.make import NOON, OPTIONAL, OTHER, PLAIN, notice

DAY = dt.timedelta(days=1)


def _path(mail_header: str) -> str:
    return mail_header.strip(" <>").removeprefix("http://testserver")


def test_only_what_may_be_switched_off_says_how(cast: Cast, sink: Sink) -> None:
    notice(cast.staf, cast.government)
    notice(cast.staf, cast.government, kind=OPTIONAL.code)
    deliver_owed(NOON)
    plain, optional = sink.mails
    assert plain["List-Unsubscribe"] is None
    assert plain["List-Unsubscribe-Post"] is None
    assert optional["List-Unsubscribe"].strip().startswith("<http://testserver/surel-berhenti/")
    assert optional["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    text = optional.get_body(("plain",)).get_content()  # type: ignore[union-attr]
    assert optional["List-Unsubscribe"].strip(" <>") in text.replace("\r\n", "\n")


def test_one_click_ends_this_kind_for_this_person_only(cast: Cast, sink: Sink, client: Client) -> None:
    client = Client(enforce_csrf_checks=True)
    notice(cast.staf, cast.government, kind=OPTIONAL.code)
    deliver_owed(NOON)
    path = _path(sink.mails[0]["List-Unsubscribe"])
    assert client.get(path).status_code == 200
    assert not Mute.objects.exists(), "programs that open every link must not switch anything off"
    for _again in range(2):
        answer = client.post(path, "List-Unsubscribe=One-Click", content_type="application/x-www-form-urlencoded")
        assert answer.status_code == 200
    assert list(Mute.objects.values_list("user", "kind")) == [(cast.staf.pk, OPTIONAL.code)]
    quiet = notice(cast.staf, cast.government, kind=OPTIONAL.code)
    loud = notice(cast.staf, cast.government)
    other = notice(cast.pimpinan, cast.government, kind=OPTIONAL.code)
    tally = deliver_owed(NOON)
    assert (tally.sent, tally.muted) == (2, 1)
    states = {row.pk: row.state for row in Notice.objects.filter(pk__in=[quiet.pk, loud.pk, other.pk])}
    assert states == {quiet.pk: State.MUTED, loud.pk: State.SENT, other.pk: State.SENT}
    assert Notice.objects.in_state(State.MUTED).get() == quiet
    assert quiet in Notice.objects.filter(recipient=cast.staf).inbox()
    assert not Notice.objects.owed(NOON + dt.timedelta(days=9)).exists()


def test_a_summary_leaves_out_what_is_switched_off(cast: Cast, sink: Sink) -> None:
    muting.mute(cast.staf, OPTIONAL.code, now=NOON)
    for kind in (OPTIONAL, PLAIN, PLAIN):
        notice(cast.staf, cast.government, kind=kind.code, rhythm=Rhythm.DIGEST, send_after=NOON, title=kind.code)
    deliver_owed(NOON)
    text = sink.mails[0].get_body(("plain",)).get_content()  # type: ignore[union-attr]
    assert (text.count(PLAIN.code), text.count(OPTIONAL.code)) == (2, 0)


def test_a_summary_names_what_of_it_may_be_switched_off(cast: Cast, sink: Sink, client: Client) -> None:
    """Two kinds that may be ended and one that may not in one letter: one click ends the two."""
    for kind in (OPTIONAL, OTHER, PLAIN):
        notice(cast.staf, cast.government, kind=kind.code, rhythm=Rhythm.DIGEST, send_after=NOON)
    for _both in range(2):
        notice(cast.pimpinan, cast.government, rhythm=Rhythm.DIGEST, send_after=NOON)
    deliver_owed(NOON)
    by_person = {mail["To"].addresses[0].addr_spec: mail for mail in sink.mails}
    assert by_person[cast.pimpinan.email]["List-Unsubscribe"] is None, "nothing in it may be switched off"
    summary = by_person[cast.staf.email]
    assert summary["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert "(Kabar lain, Kabar uji)" in summary.get_body(("plain",)).get_content()  # type: ignore[union-attr]
    page = client.get(_path(summary["List-Unsubscribe"])).content.decode()
    assert (page.count(str(OPTIONAL.label)), page.count(str(PLAIN.label))) == (1, 0)
    client.post(_path(summary["List-Unsubscribe"]))
    assert set(Mute.objects.values_list("user", "kind")) == {(cast.staf.pk, k.code) for k in (OPTIONAL, OTHER)}


def test_an_address_of_an_older_letter_still_works(cast: Cast, client: Client) -> None:
    token = signing.dumps([cast.staf.pk, OPTIONAL.code], salt=muting.SALT)  # letters named one kind alone
    assert client.post(f"/surel-berhenti/{token}/").status_code == 200
    assert Mute.objects.get().kind == OPTIONAL.code


@pytest.mark.parametrize("code", [PLAIN.code, "tidak-ada"])
def test_mandatory_and_unknown_kinds_cannot_be_switched_off(cast: Cast, client: Client, code: str) -> None:
    with pytest.raises(ValidationError):
        muting.mute(cast.staf, code, now=NOON)
    token = signing.dumps([cast.staf.pk, [code]], salt=muting.SALT)
    assert client.post(f"/surel-berhenti/{token}/").status_code == 404
    assert not Mute.objects.exists()


def test_a_kind_that_became_mandatory_is_sent_again(cast: Cast, sink: Sink) -> None:
    Mute.objects.create(user=cast.staf, kind=PLAIN.code, created_at=NOON)
    notice(cast.staf, cast.government)
    assert deliver_owed(NOON).sent == 1


@pytest.mark.parametrize("token", ["", "x", "WzEsICJ4Il0:abc:def"])
def test_a_token_we_did_not_write_is_nothing(cast: Cast, client: Client, token: str) -> None:
    assert client.post(f"/surel-berhenti/{token}/").status_code == 404


def test_a_token_written_for_something_else_is_nothing(cast: Cast, client: Client) -> None:
    token = signing.dumps([cast.staf.pk, [OPTIONAL.code]], salt="lain")
    assert client.post(f"/surel-berhenti/{token}/").status_code == 404
    assert not Mute.objects.exists()


def test_the_page_keeps_the_choice(cast: Cast, client: Client, settings: Settings) -> None:
    settings.MFA_REQUIRED_ROLES = []
    client.force_login(cast.staf)
    page = client.get("/ruang/pengingat/surel/")
    assert page.status_code == 200
    assert OPTIONAL.code in page.content.decode()
    assert f'value="{PLAIN.code}"' not in page.content.decode()
    assert client.post("/ruang/pengingat/surel/", {"jenis": []}).status_code == 302
    assert OPTIONAL.code in muting.muted_kinds(cast.staf)
    assert client.post("/ruang/pengingat/surel/", {"jenis": [OPTIONAL.code]}).status_code == 302
    assert OPTIONAL.code not in muting.muted_kinds(cast.staf)
    assert client.post("/ruang/pengingat/surel/", {"jenis": [PLAIN.code]}).status_code == 422


def test_what_was_put_off_and_switched_off_meanwhile_does_not_go_out_again(cast: Cast, sink: Sink) -> None:
    row = notice(cast.staf, cast.government, kind=OPTIONAL.code)
    deliver_owed(NOON)
    snooze(row, until=NOON.date() + DAY, reason="Menunggu.", now=NOON)
    muting.mute(cast.staf, OPTIONAL.code, now=NOON)
    assert plan_waking(NOON + DAY) == 1
    assert deliver_owed(NOON + 2 * DAY).muted == 1
    assert len(sink.mails) == 1


def test_what_staff_send_again_by_hand_goes_out(cast: Cast, sink: Sink) -> None:
    row = notice(cast.staf, cast.government, kind=OPTIONAL.code)
    deliver_owed(NOON)
    muting.mute(cast.staf, OPTIONAL.code, now=NOON)
    row.refresh_from_db()
    resending.resend(row, by=cast.staf, now=NOON)
    assert deliver_owed(NOON).sent == 1

"""Mail that came back: read, believed only when it is ours, shown, and mended by a resend."""

import imaplib
import io
import mailbox
import sys
from pathlib import Path
from typing import Any, ClassVar, Self

import pytest
from django.core.management import call_command
from django.test import Client
from pytest_django import Settings

from notices.domain import bounces, resending, returned_mail
from notices.domain.delivery import deliver_owed
from notices.enums import Rhythm, State
from notices.models import Notice
from tests.cast import Cast
from tests.notices.conftest import Sink
from tests.notices.make import NOON, notice

GONE = "smtp; 550 5.1.1 Kotak surat tidak ada"


def report(*, to: str = "kerjasama@tirtaraya.example", header: str = "", action: str = "failed", status: str = "5.1.1",
           headers_only: bool = True) -> bytes:  # fmt: skip
    """What a mail server writes (RFC 3464)."""
    returned = f"{bounces.HEADER}: {header}\nSubject: Pesan\n" if header else "Subject: Pesan\n"
    kind = "text/rfc822-headers" if headers_only else "message/rfc822"
    return f"""From: MAILER-DAEMON@peladen.example
To: {to}
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="batas"

--batas
Content-Type: text/plain

Maaf.
--batas
Content-Type: message/delivery-status

Reporting-MTA: dns; peladen.example

Final-Recipient: rfc822; staf@uji.example
Action: {action}
Status: {status}
Diagnostic-Code: {GONE}

--batas
Content-Type: {kind}

{returned}
--batas--
""".replace("\n", "\r\n").encode()


@pytest.fixture
def sent(cast: Cast, sink: Sink) -> Notice:
    """One letter that is out."""
    row = notice(cast.staf, cast.government)
    deliver_owed(NOON)
    row.refresh_from_db()
    return row


def test_the_return_path_names_the_letter(cast: Cast, sink: Sink, settings: Settings) -> None:
    settings.BOUNCE_DOMAIN = "kembali.example"
    row = notice(cast.staf, cast.government)
    deliver_owed(NOON)
    assert sink.envelopes[0].mail_from == f"pantulan+{bounces.mark_of(row)}@kembali.example"
    assert len(str(sink.envelopes[0].mail_from).partition("@")[0]) <= 64
    assert sink.mails[0]["From"] == "Kerja Sama Kota Tirtaraya <kerjasama@tirtaraya.example>"
    assert sink.mails[0][bounces.HEADER] == bounces.mark_of(row)


def test_without_a_domain_for_returned_mail_it_leaves_from_our_address(sent: Notice, sink: Sink) -> None:
    assert sink.envelopes[0].mail_from == "kerjasama@tirtaraya.example"


@pytest.mark.parametrize("way", ["to", "envelope", "headers", "whole"])
def test_a_letter_that_came_back_is_marked(sent: Notice, settings: Settings, way: str) -> None:
    settings.BOUNCE_DOMAIN = "kembali.example"
    path, mark = bounces.return_path(sent), bounces.mark_of(sent)
    raw = {
        "to": report(to=path),
        "envelope": report(),
        "headers": report(header=mark),
        "whole": report(header=mark, headers_only=False),
    }[way]
    found = bounces.take(raw, now=NOON, sent_to=path if way == "envelope" else "")
    assert found is not None
    sent.refresh_from_db()
    assert (sent.bounced_at, sent.bounce_is_final) == (NOON, True)
    assert sent.bounce_reason == "550 5.1.1 Kotak surat tidak ada"
    assert sent.state == State.BOUNCED
    assert Notice.objects.in_state(State.BOUNCED).get() == sent
    assert not Notice.objects.in_state(State.SENT).exists()


@pytest.mark.parametrize("change", [{"action": "delayed", "status": "4.4.1"}, {"action": "relayed", "status": "2.0.0"}])
def test_delays_and_receipts_are_no_bounces(sent: Notice, change: dict[str, str]) -> None:
    assert bounces.take(report(header=bounces.mark_of(sent), **change), now=NOON) is None  # type: ignore[arg-type]
    sent.refresh_from_db()
    assert sent.state == State.SENT


def test_given_up_after_days_is_a_bounce_but_not_for_good(sent: Notice) -> None:
    bounces.take(report(header=bounces.mark_of(sent), status="4.4.7"), now=NOON)
    sent.refresh_from_db()
    assert (sent.state, sent.bounce_is_final) == (State.BOUNCED, False)
    assert bounces.trouble_of(sent.recipient) is None


def test_a_reply_to_the_return_path_is_no_bounce(sent: Notice) -> None:
    raw = f"From: a@b.example\r\nTo: pantulan+{bounces.mark_of(sent)}@x.example\r\n\r\nSaya cuti.\r\n".encode()
    assert bounces.take(raw, now=NOON) is None


def test_nobody_can_report_a_letter_that_is_not_theirs(sent: Notice, cast: Cast) -> None:
    other = notice(cast.pimpinan, cast.government)
    forged = f"{sent.pk}.{bounces.mark_of(other).partition('.')[2]}"
    for raw in (report(header=forged), report(to=f"pantulan+{forged}@x.example"), b"", b"\xff\x00 bukan surel"):
        assert bounces.take(raw, now=NOON) is None
    assert not Notice.objects.exclude(bounced_at=None).exists()


def test_a_late_report_of_the_first_try_does_not_count_for_the_second(sent: Notice, cast: Cast) -> None:
    old = bounces.mark_of(sent)
    bounces.take(report(header=old), now=NOON)
    sent.refresh_from_db()
    resending.resend(sent, by=cast.staf, now=NOON)
    deliver_owed(NOON)
    sent.refresh_from_db()
    assert (sent.state, sent.bounce_reason) == (State.SENT, "")
    assert bounces.take(report(header=old), now=NOON) is None


def test_a_summary_comes_back_whole(cast: Cast, sink: Sink) -> None:
    rows = [notice(cast.staf, cast.government, rhythm=Rhythm.DIGEST, send_after=NOON) for _ in range(3)]
    alone = notice(cast.staf, cast.government)
    deliver_owed(NOON)
    mark = next(m[bounces.HEADER] for m in sink.mails if m["Message-ID"].startswith("<summary"))
    bounces.take(report(header=mark), now=NOON)
    assert set(Notice.objects.in_state(State.BOUNCED)) == set(rows)
    assert Notice.objects.get(pk=alone.pk).state == State.SENT


def test_staff_see_it_in_kiriman_and_on_the_person(
    sent: Notice, cast: Cast, client: Client, settings: Settings
) -> None:
    settings.MFA_REQUIRED_ROLES = []
    bounces.take(report(header=bounces.mark_of(sent)), now=NOON)
    client.force_login(cast.admin)
    page = client.get("/ruang/pengingat/kiriman/", {"keadaan": State.BOUNCED}).content.decode()
    assert "Surel kembali: 550 5.1.1 Kotak surat tidak ada" in page
    assert "Surel tidak sampai" in page
    person = client.get(f"/ruang/orang/{cast.staf.pk}/").content.decode()
    assert "Surel tidak sampai" in person
    assert "550 5.1.1 Kotak surat tidak ada" in person
    assert "Surel tidak sampai" not in client.get(f"/ruang/orang/{cast.pimpinan.pk}/").content.decode()


def test_a_letter_that_arrives_later_ends_the_trouble(sent: Notice, cast: Cast) -> None:
    bounces.take(report(header=bounces.mark_of(sent)), now=NOON)
    assert bounces.trouble_of(cast.staf) == sent
    notice(cast.staf, cast.government)
    deliver_owed(NOON)
    assert bounces.trouble_of(cast.staf) is None


def test_by_a_pipe_of_the_mail_server(sent: Notice, monkeypatch: pytest.MonkeyPatch) -> None:
    raw = io.TextIOWrapper(io.BytesIO(report()))
    monkeypatch.setattr(sys, "stdin", raw)
    out = io.StringIO()
    call_command("take_bounce", recipient=f"pantulan+{bounces.mark_of(sent)}@x.example", stdout=out)
    assert out.getvalue() == f"pesan {sent.pk} tidak sampai\n"
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"Subject: lain\n\n")))
    call_command("take_bounce", stdout=out)
    assert out.getvalue().endswith("bukan pantulan pesan kita\n")


def test_from_a_maildir_each_once(sent: Notice, tmp_path: Path, settings: Settings) -> None:
    box = mailbox.Maildir(tmp_path / "kembali")
    box.add(report(header=bounces.mark_of(sent)))
    box.add(b"Subject: iklan\n\nBeli!")
    settings.BOUNCE_MAILBOX = f"maildir://{tmp_path / 'kembali'}"
    assert returned_mail.take_all(NOON) == 1
    assert returned_mail.take_all(NOON) == 0, "what was looked at is marked"
    assert len(mailbox.Maildir(tmp_path / "kembali")) == 2, "nothing is deleted"


class FakeImap:
    """As much of imaplib as we use."""

    mails: ClassVar[list[bytes]] = []
    seen: ClassVar[set[bytes]] = set()
    signed_in: ClassVar[list[tuple[str, str]]] = []

    def __init__(self, host: str, port: int, timeout: int) -> None:
        assert (host, port) == ("surat.example", 993)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None: ...

    def login(self, user: str, password: str) -> None:
        if password == "salah":
            raise imaplib.IMAP4.error(f"LOGIN {user} {password}")
        self.signed_in.append((user, password))

    def select(self, folder: str) -> tuple[str, list[bytes]]:
        return ("OK" if folder == "Pantulan" else "NO"), [b""]

    def search(self, _charset: None, _what: str) -> tuple[str, list[bytes]]:
        numbers = [str(n + 1).encode() for n in range(len(self.mails))]
        return "OK", [b" ".join(n for n in numbers if n not in self.seen)]

    def fetch(self, number: bytes, _what: str) -> tuple[str, list[Any]]:
        return "OK", [(b"1 (BODY[] {9}", self.mails[int(number) - 1]), b")"]

    def store(self, number: bytes, _how: str, _flag: str) -> None:
        self.seen.add(number)


def test_from_an_imap_folder(sent: Notice, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(imaplib, "IMAP4_SSL", FakeImap)
    monkeypatch.setattr(FakeImap, "mails", [report(header=bounces.mark_of(sent)), b"Subject: iklan\r\n\r\n"])
    monkeypatch.setattr(FakeImap, "seen", set())
    settings.BOUNCE_MAILBOX = "imaps://kotak%40x:ra%3Ahasia@surat.example/Pantulan"
    assert returned_mail.take_all(NOON) == 1
    assert FakeImap.signed_in[-1] == ("kotak@x", "ra:hasia")
    assert returned_mail.take_all(NOON) == 0
    settings.BOUNCE_MAILBOX = "imaps://kotak:salah@surat.example/Pantulan"
    with pytest.raises(OSError, match="IMAP: error") as caught:
        returned_mail.take_all(NOON)
    assert "salah" not in str(caught.value), "the password must not reach the log"
    settings.BOUNCE_MAILBOX = "imaps://kotak:x@surat.example/Lain"
    with pytest.raises(OSError, match="tidak dapat dibuka"):
        returned_mail.take_all(NOON)


def test_no_mailbox_and_a_wrong_one(settings: Settings) -> None:
    settings.BOUNCE_MAILBOX = ""
    assert returned_mail.take_all(NOON) == 0
    settings.BOUNCE_MAILBOX = "pop3://x"
    with pytest.raises(ValueError, match="bukan 'pop3'"):
        returned_mail.take_all(NOON)

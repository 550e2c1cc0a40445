"""Returned mail in the shapes that common mail servers give it, written here after their documentation."""

from pytest_django import Settings

from notices.domain import bounces
from notices.domain.delivery import deliver_owed
from notices.models import Notice
from tests.cast import Cast
from tests.notices.conftest import Sink
from tests.notices.make import NOON, notice

POSTFIX = """Return-Path: <>
X-Original-To: {path}
Delivered-To: pantulan@kembali.example
Received: by mx.instansi.example (Postfix) id 4XyZ1k2Qm3z9s; Tue,  3 Mar 2026 12:00:07 +0700 (WIB)
Date: Tue,  3 Mar 2026 12:00:07 +0700 (WIB)
From: MAILER-DAEMON@mx.instansi.example (Mail Delivery System)
Subject: Undelivered Mail Returned to Sender
To: {path}
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status;
	boundary="4XyZ1k2Qm3z9s.1772514007/mx.instansi.example"
Content-Transfer-Encoding: 8bit

This is a MIME-encapsulated message.

--4XyZ1k2Qm3z9s.1772514007/mx.instansi.example
Content-Description: Notification
Content-Type: text/plain; charset=utf-8

<budi@instansi.example>: host lmtp.instansi.example[private/lmtp] said: 550 5.1.1
    <budi@instansi.example> User doesn't exist (in reply to RCPT TO command)

--4XyZ1k2Qm3z9s.1772514007/mx.instansi.example
Content-Description: Delivery report
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.instansi.example
X-Postfix-Queue-ID: 4XyZ1k2Qm3z9s
X-Postfix-Sender: rfc822; {path}
Arrival-Date: Tue,  3 Mar 2026 12:00:05 +0700 (WIB)

Final-Recipient: rfc822; budi@instansi.example
Original-Recipient: rfc822;budi@instansi.example
Action: failed
Status: 5.1.1
Remote-MTA: dns; lmtp.instansi.example
Diagnostic-Code: smtp; 550 5.1.1 <budi@instansi.example> User doesn't
    exist

--4XyZ1k2Qm3z9s.1772514007/mx.instansi.example
Content-Description: Undelivered Message Headers
Content-Type: text/rfc822-headers
Content-Transfer-Encoding: 8bit

Message-ID: <notice-1@kota.example>
{header}: {mark}
Subject: Pesan

--4XyZ1k2Qm3z9s.1772514007/mx.instansi.example--
"""

EXIM = """Return-path: <>
Envelope-to: {path}
Received: from Debian-exim by surat.dinas.example with local (Exim 4.96) id 1tABCD-0001ab-2F
X-Failed-Recipients: siti@dinas.example
Auto-Submitted: auto-replied
From: Mail Delivery System <Mailer-Daemon@surat.dinas.example>
To: {path}
References: <notice-1@kota.example>
Content-Type: multipart/report; report-type=delivery-status; boundary=1772514007-eximdsn-424242
MIME-Version: 1.0
Subject: Mail delivery failed: returning message to sender

--1772514007-eximdsn-424242
Content-type: text/plain; charset=us-ascii

This message was created automatically by mail delivery software.

A message that you sent could not be delivered to one or more of its
recipients. This is a permanent error. The following address(es) failed:

  siti@dinas.example
    mailbox is full: retry timeout exceeded

--1772514007-eximdsn-424242
Content-type: message/delivery-status

Reporting-MTA: dns; surat.dinas.example

Action: failed
Final-Recipient: rfc822;siti@dinas.example
Status: 5.0.0

--1772514007-eximdsn-424242
Content-type: message/rfc822

Return-path: <{path}>
{header}: {mark}
Subject: Pesan
Content-Type: text/plain; charset=utf-8

Isi.

--1772514007-eximdsn-424242--
"""

OLD_EXIM = """Return-path: <>
Envelope-to: {path}
X-Failed-Recipients: siti@dinas.example
Auto-Submitted: auto-replied
From: Mail Delivery System <Mailer-Daemon@surat.dinas.example>
To: {path}
Subject: Mail delivery failed: returning message to sender

This message was created automatically by mail delivery software.

A message that you sent could not be delivered to one or more of its
recipients. This is a permanent error. The following address(es) failed:

  siti@dinas.example
    SMTP error from remote mail server after RCPT TO:<siti@dinas.example>:
    host mx.dinas.example [192.0.2.7]: 550 5.7.1 Relaying denied

------ This is a copy of the message, including all the headers. ------

Subject: Pesan
"""

EXCHANGE = """From: postmaster@provinsi.example
To: {sender}
Date: Tue, 3 Mar 2026 05:00:09 +0000
Content-Type: multipart/report; report-type=delivery-status;
	boundary="_000_5f0c2a1d9be84a8f8f6e0a1b2c3d4e5fprovinsiexample_"
X-MS-Exchange-Message-Is-Ndr:
Content-Language: id-ID
Message-ID: <5f0c2a1d-9be8-4a8f-8f6e-0a1b2c3d4e5f@SRV01.provinsi.example>
Auto-Submitted: auto-replied
Subject: Undeliverable: Pesan
MIME-Version: 1.0

--_000_5f0c2a1d9be84a8f8f6e0a1b2c3d4e5fprovinsiexample_
Content-Type: multipart/alternative; differences=Content-Type;
	boundary="_002_5f0c2a1d9be84a8f8f6e0a1b2c3d4e5fprovinsiexample_"

--_002_5f0c2a1d9be84a8f8f6e0a1b2c3d4e5fprovinsiexample_
Content-Type: text/plain; charset="us-ascii"

Delivery has failed to these recipients or groups:

--_002_5f0c2a1d9be84a8f8f6e0a1b2c3d4e5fprovinsiexample_
Content-Type: text/html; charset="us-ascii"
Content-Transfer-Encoding: quoted-printable

<html><body><p>Delivery has failed</p></body></html>

--_002_5f0c2a1d9be84a8f8f6e0a1b2c3d4e5fprovinsiexample_--

--_000_5f0c2a1d9be84a8f8f6e0a1b2c3d4e5fprovinsiexample_
Content-Type: message/delivery-status

Reporting-MTA: dns;SRV01.provinsi.example
Received-From-MTA: dns;mx.kota.example
Arrival-Date: Tue, 3 Mar 2026 05:00:08 +0000

Final-Recipient: rfc822;tono@provinsi.example
Action: failed
Status: 5.1.10
Diagnostic-Code: smtp;550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup
X-Display-Name: Tono

--_000_5f0c2a1d9be84a8f8f6e0a1b2c3d4e5fprovinsiexample_
Content-Type: message/rfc822

Received: from mx.kota.example (192.0.2.9) by SRV01.provinsi.example
From: Kerja Sama <kerjasama@kota.example>
{header}: {mark}
Subject: Pesan
Content-Type: multipart/alternative; boundary="=_9f"

--=_9f
Content-Type: text/plain

Isi.
--=_9f--

--_000_5f0c2a1d9be84a8f8f6e0a1b2c3d4e5fprovinsiexample_--
"""

GMAIL = """Delivered-To: pantulan@kembali.example
Return-Path: <>
Auto-Submitted: auto-replied
Subject: Delivery Status Notification (Failure)
To: {path}
From: Mail Delivery Subsystem <mailer-daemon@googlemail.example>
Content-Type: multipart/report; boundary="000000000000a1b2c3061d2e3f40"; report-type=delivery-status
MIME-Version: 1.0

--000000000000a1b2c3061d2e3f40
Content-Type: multipart/related; boundary="000000000000a1b2c9061d2e3f46"

--000000000000a1b2c9061d2e3f46
Content-Type: multipart/alternative; boundary="000000000000a1b2cb061d2e3f48"

--000000000000a1b2cb061d2e3f48
Content-Type: text/plain; charset="UTF-8"

** Alamat tidak ditemukan **

--000000000000a1b2cb061d2e3f48
Content-Type: text/html; charset="UTF-8"

<html><body>Alamat tidak ditemukan</body></html>

--000000000000a1b2cb061d2e3f48--
--000000000000a1b2c9061d2e3f46
Content-Type: image/png; name="icon.png"
Content-Transfer-Encoding: base64
Content-ID: <icon.png>

iVBORw0KGgo=

--000000000000a1b2c9061d2e3f46--
--000000000000a1b2c3061d2e3f40
Content-Type: message/delivery-status

Reporting-MTA: dns; googlemail.example
Arrival-Date: Mon, 02 Mar 2026 21:00:06 -0800 (PST)
X-Original-Message-ID: <notice-1@kota.example>

Final-Recipient: rfc822; rina@surel.example
Action: failed
Status: 4.4.1
Diagnostic-Code: smtp; The recipient server did not accept our requests to connect.
Last-Attempt-Date: Mon, 02 Mar 2026 21:00:07 -0800 (PST)

--000000000000a1b2c3061d2e3f40
Content-Type: message/rfc822

Return-Path: <{path}>
{header}: {mark}
Subject: Pesan

Isi.

--000000000000a1b2c3061d2e3f40--
"""

GMAIL_LATE = GMAIL.replace("Action: failed", "Action: delayed").replace("(Failure)", "(Delay)")

ON_LEAVE = """From: Tono <tono@provinsi.example>
To: {path}
Subject: Automatic reply: Pesan
Auto-Submitted: auto-generated
X-Auto-Response-Suppress: All
Content-Type: text/plain; charset="utf-8"

Saya sedang cuti. 550 5.1.1 hanyalah sebuah angka.
"""


def test_shapes_of_common_servers(cast: Cast, sink: Sink, settings: Settings) -> None:
    """By the address alone, by the header alone, and by both: the same letter, reason and verdict."""
    settings.BOUNCE_DOMAIN = "kembali.example"
    row = notice(cast.staf, cast.government)
    deliver_owed(NOON)
    verdicts: dict[str, tuple[str, bool] | None] = {
        POSTFIX: ("550 5.1.1 <budi@instansi.example> User doesn't exist", True),
        EXIM: ("5.0.0", True),
        OLD_EXIM: ("550 5.7.1 Relaying denied", True),
        EXCHANGE: (
            "550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup",
            True,
        ),
        GMAIL: ("The recipient server did not accept our requests to connect.", False),
        GMAIL_LATE: None,
        ON_LEAVE: None,
    }
    path, mark, ours = bounces.return_path(row), bounces.mark_of(row), "kerjasama@kota.example"
    for shape, expected in verdicts.items():
        for way in ({"path": path, "mark": "-"}, {"path": ours, "mark": mark}, {"path": path, "mark": mark}):
            if way["path"] == ours and "{mark}" not in shape:
                continue  # nothing of the letter came back: only the address can tell
            sender = path if "{path}" not in shape and way["mark"] == "-" else way["path"]
            raw = shape.format(header=bounces.HEADER, sender=sender, **way).replace("\n", "\r\n").encode()
            found = bounces.take(raw, now=NOON)
            name = shape.partition("\n")[0], way
            assert (found and (found.reason, found.is_final)) == expected, name
            row.refresh_from_db()
            assert (row.bounced_at is not None) == (expected is not None), name
            Notice.objects.filter(pk=row.pk).update(bounced_at=None, bounce_reason="", bounce_is_final=False)

"""What the e-mail looks like, on the wire."""

import re

import pytest
from pytest_django import Settings

from notices.domain import resending
from notices.domain.delivery import deliver_owed
from notices.domain.mail import mail_domain, message_for
from tests.cast import Cast
from tests.notices.conftest import Sink
from tests.notices.make import ASKING, NOON, notice


def test_headers(cast: Cast, sink: Sink) -> None:
    cast.government.contact_email = "kerjasama@kota.example"
    cast.government.save(update_fields=["contact_email"])
    row = notice(cast.staf, cast.government, title="Berakhir 30 Juni 2027: Pengelolaan Air – Bersih")
    deliver_owed(NOON)
    (mail,) = sink.mails
    assert mail["Subject"] == "Berakhir 30 Juni 2027: Pengelolaan Air – Bersih"
    assert mail["From"] == "Kerja Sama Kota Tirtaraya <kerjasama@tirtaraya.example>"
    assert mail["To"] == "Staf <staf@uji.example>"
    assert mail["Reply-To"] == "kerjasama@kota.example"
    assert mail["Message-ID"] == f"<notice-{row.pk}@tirtaraya.example>"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert sink.envelopes[0].rcpt_tos == ["staf@uji.example"]


def test_without_an_address_of_the_bagian_there_is_no_reply_to(cast: Cast, sink: Sink) -> None:
    notice(cast.staf, cast.government)
    deliver_owed(NOON)
    assert sink.mails[0]["Reply-To"] is None


def test_plain_text_and_simple_html_with_salutation_and_link(cast: Cast, sink: Sink) -> None:
    row = notice(cast.staf, cast.government, text="Baris satu\n\nBaris dua")
    deliver_owed(NOON)
    (mail,) = sink.mails
    text = mail.get_body(("plain",)).get_content().replace("\r\n", "\n")  # type: ignore[union-attr]
    html = mail.get_body(("html",)).get_content()  # type: ignore[union-attr]
    link = f"http://testserver/ruang/pengingat/{row.pk}/buka/"
    assert text.startswith("Kepada Yth.\nSaudara/i Staf\n\nBaris satu\n\nBaris dua\n")
    assert link in text
    assert "Saudara/i Staf" in html
    assert "<p>Baris satu</p>" in html
    assert f'href="{link}"' in html


def test_the_button_says_what_is_asked_for_and_a_telephone_shows_it_whole(cast: Cast) -> None:
    asking, news = notice(cast.staf, cast.government, kind=ASKING.code), notice(cast.staf, cast.government)
    pages = [str(message_for([row]).alternatives[0][0]) for row in (asking, news)]
    assert [re.findall(r'class="act"><a href="[^"]+">([^<]+)', page) for page in pages] == [
        ["Putuskan"], ["Buka di ruang kerja"],
    ]  # fmt: skip
    for page in pages:
        assert '<meta name="viewport"' in page
        assert "max-width: 600px" in page, "the look travels with the mail"


def test_html_in_names_titles_and_text_is_shown_not_run(cast: Cast, sink: Sink) -> None:
    cast.staf.name = "<b>Budi</b>"
    cast.staf.save(update_fields=["name"])
    notice(cast.staf, cast.government, title="<script>alert(1)</script> & lain", text="<img src=x onerror=alert(1)>")
    deliver_owed(NOON)
    (mail,) = sink.mails
    html = mail.get_body(("html",)).get_content()  # type: ignore[union-attr]
    assert "<script" not in html
    assert "<img" not in html
    assert "<b>" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; lain" in html
    text = mail.get_body(("plain",)).get_content()  # type: ignore[union-attr]
    assert "<img src=x onerror=alert(1)>" in text
    assert "Saudara/i <b>Budi</b>" in text
    assert mail["Subject"] == "<script>alert(1)</script> & lain"


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r", "\u2028", "\x0b"])
def test_no_header_comes_in_by_a_title_or_a_name(cast: Cast, sink: Sink, newline: str) -> None:
    evil = f"Rapat{newline}Bcc: semua@jahat.example{newline}X-Jahat: ya"
    cast.staf.name = evil
    cast.staf.save(update_fields=["name"])
    cast.government.name = evil
    cast.government.save(update_fields=["name"])
    row = notice(cast.staf, cast.government)
    type(row).objects.filter(pk=row.pk).update(title=evil)  # past the cleaning of owe()
    assert deliver_owed(NOON).sent == 1
    (mail,) = sink.mails
    assert mail["Bcc"] is None
    assert mail["X-Jahat"] is None
    assert sink.envelopes[0].rcpt_tos == ["staf@uji.example"]


def test_a_name_with_comma_and_quotes_is_one_recipient(cast: Cast, sink: Sink) -> None:
    cast.staf.name = 'Dr. Siti "Ita" Aminah, S.H., M.H.'
    cast.staf.save(update_fields=["name"])
    notice(cast.staf, cast.government)
    assert deliver_owed(NOON).sent == 1
    (mail,) = sink.mails
    (address,) = mail["To"].addresses
    assert (address.display_name, address.addr_spec) == ('Dr. Siti "Ita" Aminah, S.H., M.H.', "staf@uji.example")


def test_resent_on_request_under_a_new_id(cast: Cast, sink: Sink) -> None:
    row = notice(cast.staf, cast.government)
    deliver_owed(NOON)
    row.refresh_from_db()
    resending.resend(row, by=cast.staf, now=NOON)
    deliver_owed(NOON)
    assert sink.ids() == [f"<notice-{row.pk}@tirtaraya.example>", f"<notice-{row.pk}.1@tirtaraya.example>"]


@pytest.mark.parametrize(
    ("address", "domain"), [("a@b.example", "b.example"), ("Nama <a@b.example>", "b.example"), ("tanpa", "testserver")]
)
def test_the_domain_of_our_address(settings: Settings, address: str, domain: str) -> None:
    settings.DEFAULT_FROM_EMAIL = address
    assert mail_domain() == domain

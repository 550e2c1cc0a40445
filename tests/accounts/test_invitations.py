"""Coming in: only by an invitation that works once, for a week, for one address."""

import datetime as dt
import re
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.core.exceptions import ValidationError
from django.core.mail import EmailMultiAlternatives
from django.test import Client
from django.utils import timezone

from accounts.domain import invitations
from accounts.domain.invitations import InvitationClosedError
from accounts.enums import Role
from accounts.models import Invitation, Membership, User
from tests import factories as make
from tests.accounts.conftest import House

NOW = dt.datetime(2026, 3, 2, 3, 0, tzinfo=dt.UTC)


def invite(house: House, **facts: Any) -> tuple[Invitation, str]:
    """An invitation and the token from its e-mail."""
    given = {
        "email": "baru@uji.example",
        "name": "Siti Rahmawati",
        "role": Role.STAF,
        "unit": None,
        "now": timezone.now(),
    }
    sent = invitations.invite(government=house.government, by=house.admin, **{**given, **facts})
    return sent.invitation, token_of(-1)


def token_of(number: int) -> str:
    found = re.search(r"/akun/undangan/([\w-]+)/", str(mail.outbox[number].body))
    assert found
    return found[1]


def test_the_token_travels_only_in_the_mail(house: House) -> None:
    invitation, token = invite(house)
    assert invitation.token_sha256 == invitations.digest(token)
    assert token not in str(Invitation.objects.values().get(pk=invitation.pk))
    assert mail.outbox[0].to == ["baru@uji.example"]
    assert "Staf Bagian Kerja Sama" in str(mail.outbox[0].body)
    assert isinstance(mail.outbox[0], EmailMultiAlternatives)
    assert len(mail.outbox[0].alternatives) == 1
    assert invitation.mailed_at is not None


def test_a_newcomer_sets_name_and_password_and_is_signed_in(house: House, client: Client) -> None:
    _invitation, token = invite(house)
    form = {"name": "Siti Rahmawati", "password": "kelapa-muda-segar-7", "again": "kelapa-muda-segar-7"}
    response = client.post(f"/akun/undangan/{token}/", form)
    assert response.status_code == 302
    person = User.objects.get(email="baru@uji.example")
    assert client.session["_auth_user_id"] == str(person.pk)
    assert person.check_password("kelapa-muda-segar-7")
    assert EmailAddress.objects.get(user=person, primary=True).verified, "the link reached the address"
    membership = Membership.objects.get(user=person)
    assert (membership.role, membership.starts_on) == (Role.STAF, house.government.today())


def test_a_link_works_once(house: House, client: Client) -> None:
    invitation, token = invite(house)
    invitations.accept(invitation, person=None, name="Siti", password="kelapa-muda-segar-7", now=timezone.now())
    page = client.get(f"/akun/undangan/{token}/")
    assert page.status_code == 410
    assert "sudah diterima" in page.content.decode()
    with pytest.raises(InvitationClosedError):
        invitations.accept(invitation, person=None, name="Lain", password="kelapa-muda-segar-7", now=timezone.now())
    assert User.objects.filter(email="baru@uji.example").count() == 1


def test_a_link_ends_after_seven_days_to_the_second(house: House) -> None:
    invitation, token = invite(house, now=NOW)
    last = NOW + dt.timedelta(days=7) - dt.timedelta(seconds=1)
    assert invitations.find_open(token, now=last) == invitation
    with pytest.raises(InvitationClosedError, match="sudah habis"):
        invitations.find_open(token, now=NOW + dt.timedelta(days=7))
    with pytest.raises(InvitationClosedError):
        invitations.accept(invitation, person=None, password="x", now=NOW + dt.timedelta(days=7))


def test_sending_again_makes_the_old_link_useless(house: House, client: Client) -> None:
    invitation, old = invite(house)
    invitations.resend(invitation, now=timezone.now())
    new = token_of(-1)
    assert new != old
    assert client.get(f"/akun/undangan/{old}/").status_code == 410
    assert client.get(f"/akun/undangan/{new}/").status_code == 200


def test_a_withdrawn_link_is_useless(house: House, client: Client) -> None:
    invitation, token = invite(house)
    client.force_login(house.admin)
    client.post(f"/ruang/orang/undangan/{invitation.pk}/cabut/")
    client.logout()
    assert client.get(f"/akun/undangan/{token}/").status_code == 410
    with pytest.raises(InvitationClosedError):
        invitations.resend(invitation, now=timezone.now())


def test_an_expired_invitation_does_not_block_a_new_one(house: House) -> None:
    invite(house, now=timezone.now() - dt.timedelta(days=8))
    invite(house)
    assert Invitation.objects.filter(revoked_at=None).count() == 1


def test_one_open_invitation_for_an_address_and_role(house: House) -> None:
    invite(house)
    with pytest.raises(ValidationError, match="masih terbuka"):
        invite(house, email="BARU@uji.example")


def test_somebody_who_holds_the_role_is_not_invited(house: House) -> None:
    """Whatever the unit: only a pengusul holds the role once for each."""
    for unit in (None, house.unit):
        with pytest.raises(ValidationError, match="sudah memegang"):
            invite(house, email=house.admin.email, role=Role.ADMIN, unit=unit)
    with pytest.raises(ValidationError, match="sudah memegang"):
        invite(house, email=house.pengusul.email, role=Role.PENGUSUL, unit=house.unit)
    assert invite(house, email=house.pengusul.email, role=Role.PENGUSUL, unit=house.other_unit)


def test_a_role_given_in_the_meantime_is_not_held_twice(house: House) -> None:
    invitation, _token = invite(house, email=house.outsider.email)
    make.MembershipFactory(user=house.outsider, government=house.government, role=Role.STAF, unit=house.unit)
    invitations.accept(invitation, person=house.outsider, now=timezone.now())
    assert Membership.objects.get(user=house.outsider, role=Role.STAF).unit == house.unit


def test_a_role_that_begins_later_is_not_held_today(house: House) -> None:
    today, day = house.government.today(), dt.timedelta(days=1)
    known = {"government": house.government, "role": Role.STAF}
    make.MembershipFactory(user=house.outsider, **known, starts_on=today + 60 * day)
    invitation, _token = invite(house, email=house.outsider.email)
    invitations.accept(invitation, person=house.outsider, now=timezone.now())
    now_held = Membership.objects.on(today).get(user=house.outsider, role=Role.STAF)
    assert (now_held.starts_on, now_held.ends_on) == (today, today + 59 * day)


def test_a_deactivated_person_is_not_invited(house: House) -> None:
    make.UserFactory(email="lama@uji.example", is_active=False)
    with pytest.raises(ValidationError, match="nonaktif"):
        invite(house, email="lama@uji.example")


def test_a_pengusul_needs_a_unit_of_this_government(house: House) -> None:
    with pytest.raises(ValidationError, match="Pilih perangkat daerah"):
        invite(house, role=Role.PENGUSUL)
    with pytest.raises(ValidationError, match="bukan bagian"):
        invite(house, role=Role.PENGUSUL, unit=house.foreign_unit)


def test_a_known_person_signs_in_and_takes_the_role(house: House, client: Client) -> None:
    _invitation, token = invite(house, email=house.staf.email, role=Role.AUDITOR)
    page = client.get(f"/akun/undangan/{token}/").content.decode()
    assert "sudah mempunyai akun" in page
    assert 'name="password"' not in page
    client.post(
        f"/akun/undangan/{token}/", {"name": "x", "password": "kelapa-muda-segar-7", "again": "kelapa-muda-segar-7"}
    )
    assert not Membership.objects.filter(user=house.staf, role=Role.AUDITOR).exists()
    client.force_login(house.staf)
    assert client.post(f"/akun/undangan/{token}/").status_code == 302
    assert Membership.objects.filter(user=house.staf, role=Role.AUDITOR).count() == 1


def test_a_stolen_link_does_not_give_the_role_to_somebody_else(house: House, client: Client) -> None:
    invitation, token = invite(house, email=house.staf.email, role=Role.AUDITOR)
    client.force_login(house.outsider)
    assert "akun lain" in client.get(f"/akun/undangan/{token}/").content.decode()
    client.post(f"/akun/undangan/{token}/")
    with pytest.raises(InvitationClosedError, match="alamat surel lain"):
        invitations.accept(invitation, person=house.outsider, now=timezone.now())
    assert not Membership.objects.filter(role=Role.AUDITOR).exists()


def test_an_account_made_in_the_meantime_is_not_taken_over(house: House) -> None:
    invitation, _token = invite(house)
    make.UserFactory(email="baru@uji.example", password="sandi-pemilik-sah")
    with pytest.raises(InvitationClosedError, match="sudah mempunyai akun"):
        invitations.accept(invitation, person=None, password="sandi-orang-lain-1", now=timezone.now())
    assert User.objects.get(email="baru@uji.example").check_password("sandi-pemilik-sah")


def test_a_signed_in_person_does_not_create_a_second_account(house: House, client: Client) -> None:
    _invitation, token = invite(house)
    client.force_login(house.staf)
    client.post(
        f"/akun/undangan/{token}/", {"name": "x", "password": "kelapa-muda-segar-7", "again": "kelapa-muda-segar-7"}
    )
    assert not User.objects.filter(email="baru@uji.example").exists()


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({"password": "pendek", "again": "pendek"}, "12"),
        ({"password": "kelapa-muda-segar-7", "again": "kelapa-muda-segar-8"}, "tidak sama"),
        ({"password": "baru@uji.example", "again": "baru@uji.example"}, "mirip"),
        ({"name": "", "password": "kelapa-muda-segar-7", "again": "kelapa-muda-segar-7"}, "Nama lengkap"),
    ],
)
def test_a_poor_password_is_refused_with_a_sentence(
    house: House, client: Client, form: dict[str, str], said: str
) -> None:
    _invitation, token = invite(house)
    response = client.post(f"/akun/undangan/{token}/", {"name": "Siti", **form})
    assert response.status_code == 422
    assert said in response.content.decode()
    assert not User.objects.filter(email="baru@uji.example").exists()


def test_a_mail_server_that_is_away_loses_nothing(
    house: House, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_args: object, **_kwargs: object) -> int:
        raise ConnectionRefusedError

    monkeypatch.setattr(EmailMultiAlternatives, "send", refuse)
    client.force_login(house.admin)
    form = {"email": "baru@uji.example", "name": "Siti", "role": "staf", "position": ""}
    page = client.post("/ruang/orang/undangan/baru/", form, follow=True).content.decode()
    assert "belum terkirim" in page
    assert Invitation.objects.get().mailed_at is None
    monkeypatch.undo()
    page = client.post(
        f"/ruang/orang/undangan/{Invitation.objects.get().pk}/kirim-ulang/", follow=True
    ).content.decode()
    assert "Undangan dikirim" in page
    assert Invitation.objects.get().mailed_at is not None


def test_another_governments_admin_sees_and_touches_nothing(house: House, client: Client) -> None:
    invitation, _token = invite(house)
    client.force_login(house.foreign_admin)
    assert "baru@uji.example" not in client.get("/ruang/orang/undangan/").content.decode()
    assert client.post(f"/ruang/orang/undangan/{invitation.pk}/cabut/").status_code == 404
    assert client.post(f"/ruang/orang/undangan/{invitation.pk}/kirim-ulang/").status_code == 404
    invitation.refresh_from_db()
    assert invitation.revoked_at is None
    assert len(mail.outbox) == 1


def test_names_from_the_form_are_text_in_pages_and_in_the_mail(house: House, client: Client) -> None:
    evil = "<script>alert(1)</script>"
    client.force_login(house.admin)
    form = {"email": "baru@uji.example", "name": evil, "role": "staf", "position": ""}
    page = client.post("/ruang/orang/undangan/baru/", form, follow=True).content.decode()
    assert evil not in page
    message = mail.outbox[0]
    assert isinstance(message, EmailMultiAlternatives)
    assert evil not in str(message.alternatives[0][0])


def test_a_bad_form_says_what_is_wrong_and_keeps_what_was_typed(house: House, client: Client) -> None:
    client.force_login(house.admin)
    response = client.post("/ruang/orang/undangan/baru/", {"email": "bukan surel", "name": "Siti", "role": "raja"})
    page = response.content.decode()
    assert response.status_code == 422
    assert 'href="#id_email"' in page
    assert 'href="#id_role"' in page
    assert "bukan surel" in page
    assert not mail.outbox

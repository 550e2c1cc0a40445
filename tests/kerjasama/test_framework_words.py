"""What Django and django-allauth say to people: in our Indonesian, letters with Saudara/i."""

import re
from gettext import GNUTranslations
from pathlib import Path

import allauth
import django
import pytest
from django import forms
from django.contrib.auth.password_validation import password_validators_help_text_html
from django.template.loader import render_to_string
from django.utils import timezone, translation

from portal import translations

LETTERS = (
    "account/email/unknown_account", "account/email/password_changed", "account/email/password_reset",
    "account/email/password_set", "account/email/password_reset_key", "mfa/email/recovery_codes_generated",
    "mfa/email/totp_activated", "mfa/email/totp_deactivated", "mfa/email/webauthn_added",
    "mfa/email/webauthn_removed", "socialaccount/email/account_connected",
    "socialaccount/email/account_disconnected",
)  # fmt: skip
FOREIGN = re.compile(r"\b(Anda|anda|email|e-mail|you|your|the|has been)\b", re.IGNORECASE)


def test_the_compiled_words_are_the_written_ones() -> None:
    written = translations.compiled(translations.of_frameworks())
    assert translations.FRAMEWORKS.with_suffix(".mo").read_bytes() == written, "run manage.py translations"


def test_each_of_our_words_answers_one_of_theirs() -> None:
    theirs: set[str] = set()
    for package in (django, allauth):
        for path in Path(str(package.__file__)).parent.rglob("locale/id/LC_MESSAGES/django.mo"):
            with path.open("rb") as file:
                keys = vars(GNUTranslations(file))["_catalog"]
            theirs |= {key[0] if isinstance(key, tuple) else key for key in keys}
    ours = (message.id for message in translations.of_frameworks() if message.id)
    assert {one if isinstance(one, str) else one[0] for one in ours} <= theirs


@pytest.mark.parametrize("letter", LETTERS)
def test_letters_of_the_account_address_people_as_all_letters_do(letter: str) -> None:
    facts = {
        "email": "a@b.c", "ip": "10.0.0.1", "user_agent": "Peramban", "timestamp": timezone.now(), "provider": "SSO",
        "password_reset_url": "http://uji/kunci/", "username": "", "signup_url": "http://uji/daftar/",
        "SITE_NAME": "Register", "PUBLIC_URL": "http://uji",
    }  # fmt: skip
    with translation.override("id"):
        parts = [render_to_string(f"{letter}_{part}.txt", facts) for part in ("subject", "message")]
    assert FOREIGN.findall(" ".join(parts)) == []
    assert "daftar" not in parts[1], "nobody signs up by themselves"


class Sample(forms.Form):
    name = forms.CharField(max_length=3)
    count = forms.IntegerField(min_value=2)
    email = forms.EmailField()
    kind = forms.ChoiceField(choices=[("a", "A")])
    note = forms.CharField()


def test_what_is_wrong_is_said_with_what_to_do() -> None:
    with translation.override("id"):
        errors = Sample({"name": "terlalu", "count": "1", "email": "a@@b", "kind": "z"}).errors
        said = {name: str(listed[0]) for name, listed in errors.items()}
        help_text = str(password_validators_help_text_html())
    assert said == {
        "name": "Paling banyak 3 karakter; sekarang 7. Persingkat dahulu.",
        "count": "Paling kecil 2.",
        "email": "Alamat surel belum benar. Contoh: nama@contoh.go.id",
        "kind": "Pilihan “z” tidak ada dalam daftar; pilih salah satu yang tersedia.",
        "note": "Bagian ini wajib diisi.",
    }
    assert "informasi pribadi" not in help_text
    assert "Paling sedikit 12 karakter (huruf, angka" in help_text

"""Files chosen in a form that comes back: chosen once, out of others' reach, and not there for ever."""

import datetime as dt
import os
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from django import forms
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from accounts.models import User
from agreements.domain import working_copies
from agreements.enums import CooperationKind, FileKind, Form, Phase
from agreements.models import Agreement, File, WorkingCopy
from kerjasama import held_uploads
from kerjasama.given_file import GivenFile
from tests.agreements.pages import fields_of
from tests.agreements.test_files import pdf_bytes
from tests.cast import Cast

NOTE = "berkas_titipan"


@pytest.fixture(autouse=True)
def _no_second_factor(settings: Settings) -> None:
    settings.MFA_REQUIRED_ROLES = []
    held_uploads.forget_old(now=timezone.now() + dt.timedelta(days=9))


def as_(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def pdf(name: str = "kerangka acuan.pdf", text: str = "") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, pdf_bytes(text or name), content_type="application/pdf")


def new_form(cast: Cast, client: Client, **values: Any) -> dict[str, Any]:
    fields = fields_of(client.get(reverse("agreements:create"), follow=True))
    needed = {
        "form": Form.KESEPAKATAN_BERSAMA.value,
        "cooperation_kind": CooperationKind.KSDD_SUKARELA.value,
        "title": "Kerja Sama Pembangunan Daerah",
        "lead_unit": str(cast.unit.pk),
        "simpan": "1",
    }
    return {**fields, **needed, **values}


def waiting() -> list[str]:
    return default_storage.listdir(held_uploads.FOLDER)[1] if default_storage.exists(held_uploads.FOLDER) else []


def test_a_file_waits_until_the_form_is_right(
    cast: Cast, django_capture_on_commit_callbacks: Callable[..., AbstractContextManager[Any]]
) -> None:
    """Wrong twice, a row added in between, then right: the file was chosen once and is stored once, with its kind."""
    client, address = as_(cast.staf), reverse("agreements:create")
    wrong = new_form(cast, client, title="", berkas=pdf(), jenis_berkas=FileKind.KAK.value)
    first = client.post(address, wrong)
    assert first.status_code == 422
    assert "kerangka acuan.pdf" in first.content.decode()
    assert "Kerangka Acuan Kerja" in first.content.decode()
    fields = fields_of(first)
    assert len(fields[NOTE]) == 1
    more = client.post(address, {**fields, "tambah": "1"})
    again = client.post(address, {**fields_of(more), "simpan": "1"})
    assert (again.status_code, len(waiting())) == (422, 1)
    with django_capture_on_commit_callbacks(execute=True):
        right = client.post(address, {**fields_of(again), "title": "Kerja Sama", "simpan": "1"})
    assert right.status_code == 302
    stored = File.objects.get()
    assert (stored.name, stored.kind, stored.agreement) == ("kerangka acuan.pdf", FileKind.KAK, Agreement.objects.get())
    assert default_storage.size(stored.store_path) == stored.size
    assert waiting() == []


def test_a_file_that_waits_may_be_left_out(cast: Cast) -> None:
    client, address = as_(cast.staf), reverse("agreements:create")
    fields = fields_of(client.post(address, new_form(cast, client, title="", berkas=pdf())))
    del fields[NOTE]
    assert client.post(address, {**fields, "title": "Kerja Sama", "simpan": "1"}).status_code == 302
    assert not File.objects.exists()


def test_a_conflict_keeps_the_chosen_file(cast: Cast) -> None:
    agreement = cast.draft()
    address = reverse("agreements:edit", args=[agreement.pk])
    client = as_(cast.pengusul)
    mine = fields_of(client.get(address))
    as_(cast.staf).post(address, {**mine, "title": "Judul Staf", "simpan": "1"})
    sent = {**mine, "title": "Judul Pengusul", "simpan": "1", "berkas": pdf()}
    conflict = client.post(address, sent, headers={"HX-Request": "true"})
    assert conflict.status_code == 409
    assert client.post(address, {**fields_of(conflict), "selesaikan": "pilihan"}).status_code == 302
    assert [file.name for file in agreement.files.all()] == ["kerangka acuan.pdf"]


def test_a_file_waits_while_a_partner_is_added(cast: Cast) -> None:
    """Without JavaScript the way to a new partner leaves the form and comes back to it."""
    client = as_(cast.staf)
    sent = new_form(cast, client, berkas=pdf())
    assert client.post(reverse("agreements:create"), {**sent, "mitra_baru": "1"}).status_code == 302
    back = client.get(reverse("agreements:create"), {"kunci": sent["kunci"]})
    assert len(fields_of(back)[NOTE]) == 1


def test_with_javascript_the_page_itself_keeps_the_file(cast: Cast) -> None:
    client = as_(cast.staf)
    wrong = new_form(cast, client, title="", berkas=pdf())
    assert client.post(reverse("agreements:create"), wrong, headers={"HX-Request": "true"}).status_code == 422
    assert waiting() == []


def test_what_is_no_document_is_refused_at_once(cast: Cast) -> None:
    client = as_(cast.staf)
    cut = SimpleUploadedFile("putus.pdf", pdf_bytes()[:200], content_type="application/pdf")
    response = client.post(reverse("agreements:create"), new_form(cast, client, title="", berkas=cut))
    assert "putus.pdf tidak disimpan" in response.content.decode()
    assert waiting() == []


def test_nobody_reaches_the_file_of_another(cast: Cast) -> None:
    """A note is good only for whom it was written, and only as it was written."""
    one = held_uploads.hold(pdf(), kind=FileKind.DRAF, owner=cast.staf.pk)
    assert held_uploads.held([one.note, one.note], owner=cast.staf.pk) == ([one], [])
    assert held_uploads.held([one.note], owner=cast.pengusul.pk) == ([], [])
    assert held_uploads.held([one.note[:-2] + "xx", "", "a:b:c"], owner=cast.staf.pk) == ([], [])


def test_what_nobody_comes_back_for_goes(cast: Cast) -> None:
    old, new = (held_uploads.hold(pdf(), kind=FileKind.DRAF, owner=1) for _n in range(2))
    now = timezone.now()
    past = (now - held_uploads.LIFETIME - dt.timedelta(minutes=1)).timestamp()
    os.utime(default_storage.path(old.place), (past, past))
    assert held_uploads.forget_old(now=now) == 1
    found = held_uploads.held([old.note, new.note], owner=1)
    assert (found.files, [one for one, _reason in found.lost]) == ([new], [old])
    with pytest.raises(Exception, match="terlalu lama"), held_uploads.taken(old):
        pass


def test_a_file_that_is_gone_or_too_many_is_named(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """The typing outlives the file: whoever comes back is told which to choose again, and again when it is saved."""
    client, address = as_(cast.staf), reverse("agreements:create")
    sent = new_form(cast, client, berkas=[pdf("satu.pdf"), pdf("dua.pdf")])
    client.post(address, {**sent, "mitra_baru": "1"})
    monkeypatch.setattr(held_uploads, "MOST", 1)
    crowded = client.get(address, {"kunci": sent["kunci"]})
    assert "dua.pdf tidak disimpan: paling banyak" in crowded.content.decode()
    fields = fields_of(crowded)
    assert len(fields[NOTE]) == 1
    held_uploads.forget_old(now=timezone.now() + dt.timedelta(days=9))
    back = client.get(address, {"kunci": sent["kunci"]})
    assert "satu.pdf tidak disimpan" in back.content.decode()
    saved = client.post(address, {**fields, "title": "Kerja Sama", "simpan": "1"}, follow=True)
    assert "satu.pdf tidak disimpan" in saved.content.decode()
    assert Agreement.objects.count() == 1


def test_a_form_sent_twice_does_not_ask_again_for_what_it_stored(
    cast: Cast, django_capture_on_commit_callbacks: Callable[..., AbstractContextManager[Any]]
) -> None:
    client, address = as_(cast.staf), reverse("agreements:create")
    fields = fields_of(client.post(address, new_form(cast, client, title="", berkas=pdf())))
    right = {**fields, "title": "Kerja Sama", "simpan": "1"}
    with django_capture_on_commit_callbacks(execute=True):
        client.post(address, right)
    assert "tidak disimpan" not in client.post(address, right, follow=True).content.decode()
    assert File.objects.count() == 1


def test_what_was_sent_after_the_document_moved_on_waits_with_its_file(cast: Cast) -> None:
    agreement = cast.draft()
    address, client = reverse("agreements:edit", args=[agreement.pk]), as_(cast.pengusul)
    fields = fields_of(client.get(address))
    Agreement.objects.filter(pk=agreement.pk).update(phase=Phase.DIAJUKAN)
    late = client.post(address, {**fields, "title": "Ketikan Terlambat", "simpan": "1", "berkas": pdf()})
    page = late.content.decode()
    assert late.status_code == 409
    for words in ("tersimpan sebagai ketikan", agreement.title, "Ketikan Terlambat", "kerangka acuan.pdf"):
        assert words in page
    Agreement.objects.filter(pk=agreement.pk).update(phase=Phase.DRAF)
    back = client.get(address, {"pakai": "ketikan"})
    assert "Ketikan Terlambat" in back.content.decode()
    assert len(fields_of(back)[NOTE]) == 1


def test_what_was_typed_outlasts_the_permission(cast: Cast) -> None:
    """Another unit took the document over meanwhile: the words come back beside the stored ones, and wait."""
    agreement = cast.draft()
    agreement.initiating_units.set([cast.unit])
    address, client = reverse("agreements:edit", args=[agreement.pk]), as_(cast.pengusul)
    fields = fields_of(client.get(address))
    Agreement.objects.filter(pk=agreement.pk).update(lead_unit=cast.other_unit, phase=Phase.DIAJUKAN)
    late = client.post(address, {**fields, "title": "Ketikan Terlambat", "simpan": "1"})
    page = late.content.decode()
    assert late.status_code == 403
    for words in (cast.other_unit.name, agreement.title, "Ketikan Terlambat"):
        assert words in page
    copy = WorkingCopy.objects.get(agreement=agreement)
    assert (copy.user, copy.data["title"]) == (cast.pengusul, ["Ketikan Terlambat"])
    assert as_(cast.auditor).post(address, fields).status_code == 403
    assert WorkingCopy.objects.count() == 1


def test_a_form_too_long_to_wait_stays_while_a_partner_is_wanted(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(working_copies, "MAX_BYTES", 10)
    client = as_(cast.staf)
    told = client.post(reverse("agreements:create"), new_form(cast, client, title="Panjang Sekali", mitra_baru="1"))
    assert told.status_code == 422
    assert "Simpan draf dahulu" in told.content.decode()
    assert fields_of(told)["title"] == ["Panjang Sekali"]


def test_an_optional_file_that_is_gone_is_not_left_out_in_silence(rf: RequestFactory) -> None:
    class Letter(forms.Form):
        berkas = forms.FileField(required=False)

    one = held_uploads.hold(pdf(), kind="", owner=1)
    held_uploads.forget(one)
    given = GivenFile(rf.post("/", {NOTE: one.note}), Letter({}), owner=1)
    assert given.write(lambda upload: True, tell=lambda *_told: None) is None
    assert "terlalu lama menunggu" in str(given.form.errors["berkas"])

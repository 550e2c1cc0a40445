"""Files over HTTP: who gets them, with which headers, and what happens to what is handed in."""

from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from agreements.domain import files
from agreements.enums import FileKind, Phase, Visibility
from agreements.models import Agreement, File
from tests.agreements.test_files import pdf_bytes, upload
from tests.cast import Cast

pytest_plugins = ["tests.cast"]


@pytest.fixture(autouse=True)
def _no_second_factor(settings: Any) -> None:
    settings.MFA_REQUIRED_ROLES = []


def fetch(client: Client, where: str, data: Any = None, method: str = "get", **options: Any) -> Any:
    """GET and read to the end, as a server does; the bytes are in ``response.body``."""
    response: Any = getattr(client, method)(where, data, **options)
    response.body = b"".join(response.streaming_content) if response.streaming else response.content
    return response


def sign_in(client: Client, cast: Cast, name: str) -> Client:
    client.force_login(cast.people[name])
    return client


def address(name: str, pk: int) -> str:
    return reverse(f"agreements:{name}", args=[pk])


def store(cast: Cast, agreement: Agreement, body: bytes | None = None, **facts: Any) -> File:
    given = {"kind": FileKind.DRAF, "by": cast.staf, "now": timezone.now(), **facts}
    return files.store(agreement, upload(body or pdf_bytes(), given.pop("name", "naskah.pdf")), **given)


def handed_in(*bodies: bytes, kind: str = FileKind.DRAF, **fields: Any) -> dict[str, Any]:
    sent = [SimpleUploadedFile(f"berkas {number}.pdf", body) for number, body in enumerate(bodies, start=1)]
    return {"kind": kind, "visibility": Visibility.TERBATAS, "note": "", "berkas": sent, **fields}


# --- Who gets what ---
@pytest.mark.parametrize(
    ("phase", "visibility", "seen_by"),
    [
        (Phase.DRAF, Visibility.TERBATAS, {"staf", "pengusul", "pimpinan", "auditor", "admin", "owner_reviewer"}),
        (Phase.DRAF, Visibility.RAHASIA, {"staf", "pimpinan", "auditor"}),
        (
            Phase.DITANDATANGANI,
            Visibility.TERBATAS,
            {"staf", "pengusul", "colleague", "pimpinan", "auditor", "admin", "owner_reviewer", "anggota1"},
        ),
    ],
)
def test_only_those_who_may_see_get_the_bytes(
    client: Client, cast: Cast, phase: str, visibility: str, seen_by: set[str]
) -> None:
    agreement = cast.bring(cast.draft(), phase)
    file = store(cast, agreement, visibility=visibility)
    everybody = ["staf", "pengusul", "colleague", "anggota1", "owner_reviewer", "pimpinan", "auditor", "admin"]
    everybody += ["stranger_staf", "nobody"]
    got = set()
    for name in everybody:
        response = fetch(sign_in(client, cast, name), address("file", file.pk))
        # The door of the workspace stops who works nowhere; inside, what one may not see does not exist.
        assert response.status_code in ({403} if name == "nobody" else {200, 404}), name
        if response.status_code == 200:
            assert response.body.startswith(b"%PDF-")
            got.add(name)
    assert got == seen_by


def test_a_visitor_is_asked_to_sign_in(client: Client, cast: Cast) -> None:
    response = fetch(client, address("file", store(cast, cast.draft()).pk))
    assert response.status_code == 302


def test_a_withdrawn_file_is_for_those_who_oversee(client: Client, cast: Cast) -> None:
    file = files.withdraw(store(cast, cast.draft()), reason="Salah.", by=cast.staf, now=timezone.now())
    assert fetch(sign_in(client, cast, "pengusul"), address("file", file.pk)).status_code == 404
    assert fetch(sign_in(client, cast, "auditor"), address("file", file.pk)).status_code == 200


# --- How it is sent ---
def test_headers_keep_the_bytes_harmless(client: Client, cast: Cast) -> None:
    file = store(cast, cast.draft(), name="Naskah “Ångström” 100%.pdf")
    response = fetch(sign_in(client, cast, "staf"), address("file", file.pk))
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"].startswith("inline; filename*=utf-8''Naskah%20%E2%80%9C%C3%85ngstr")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cache-Control"] == "private, no-cache"
    assert response["ETag"] == f'"{file.sha256}"'
    assert "default-src 'none'" in response["Content-Security-Policy"]
    assert "script" not in response["Content-Security-Policy"]
    assert response["Content-Length"] == str(file.size)
    saved = fetch(client, address("file", file.pk), {"unduh": ""})
    assert saved["Content-Disposition"].startswith("attachment; ")


def test_what_a_browser_cannot_show_is_saved_in_a_sandbox(client: Client, cast: Cast) -> None:
    from tests.kerjasama.test_uploads import office

    file = files.store(
        cast.draft(),
        upload(office(), "draf.docx"),
        kind=FileKind.DRAF,
        by=cast.staf,
        now=timezone.now(),
    )
    response = fetch(sign_in(client, cast, "staf"), address("file", file.pk))
    assert response["Content-Disposition"] == 'attachment; filename="draf.docx"'
    assert response["Content-Security-Policy"].startswith("sandbox;")


def test_an_unchanged_file_is_not_sent_again(client: Client, cast: Cast) -> None:
    file = store(cast, cast.draft())
    sign_in(client, cast, "staf")
    response = fetch(client, address("file", file.pk), headers={"If-None-Match": f'"{file.sha256}"'})
    assert response.status_code == 304
    assert response["ETag"] == f'"{file.sha256}"'
    head = fetch(client, address("file", file.pk), method="head")
    assert (head.status_code, head["Content-Length"]) == (200, str(file.size))


@pytest.mark.parametrize(
    ("asked", "status", "first", "last"),
    [
        ("bytes=0-9", 206, 0, 10),
        ("bytes=10-", 206, 10, None),
        ("bytes=-7", 206, -7, None),
        ("bytes=5-999999", 206, 5, None),
        ("bytes=9-3", 200, 0, None),
        ("bytes=0-1,4-5", 200, 0, None),
        ("lembar=1-2", 200, 0, None),
    ],
)
def test_parts_of_a_file(client: Client, cast: Cast, asked: str, status: int, first: int, last: int | None) -> None:
    whole = pdf_bytes("bagian")
    file = store(cast, cast.draft(), whole)
    response = fetch(sign_in(client, cast, "staf"), address("file", file.pk), headers={"Range": asked})
    assert response.status_code == status
    assert response.body == whole[first:last]
    if status == 206:
        assert response["Content-Length"] == str(len(whole[first:last]))
        assert response["Content-Range"].endswith(f"/{len(whole)}")


def test_parts_beyond_the_end_and_of_another_version(client: Client, cast: Cast) -> None:
    file = store(cast, cast.draft())
    sign_in(client, cast, "staf")
    response = fetch(client, address("file", file.pk), headers={"Range": f"bytes={file.size}-"})
    assert (response.status_code, response["Content-Range"]) == (416, f"bytes */{file.size}")
    absurd = fetch(client, address("file", file.pk), headers={"Range": f"bytes={'9' * 5000}-"})
    assert absurd.status_code == 200  # no number of ours has so many digits: the whole file
    changed = fetch(client, address("file", file.pk), headers={"Range": "bytes=0-3", "If-Range": '"lain"'})
    assert changed.status_code == 200
    assert len(changed.body) == file.size


def test_lost_bytes_are_404_and_said_to_the_operator(
    client: Client, cast: Cast, caplog: pytest.LogCaptureFixture
) -> None:
    file = store(cast, cast.draft(), pdf_bytes("akan hilang"))
    Path(default_storage.path(file.store_path)).unlink()
    assert fetch(sign_in(client, cast, "staf"), address("file", file.pk)).status_code == 404
    assert "missing from the store" in caplog.text


# --- Handing in ---
def test_several_at_once(client: Client, cast: Cast) -> None:
    agreement = cast.draft()
    page = address("file_upload", agreement.pk)
    response = sign_in(client, cast, "pengusul").post(page, handed_in(pdf_bytes("1"), pdf_bytes("2")))
    assert (response.status_code, response["Location"]) == (302, page)
    stored = File.objects.filter(agreement=agreement).order_by("name")
    assert [(file.name, file.uploaded_by_id) for file in stored] == [
        ("berkas 1.pdf", cast.pengusul.pk),
        ("berkas 2.pdf", cast.pengusul.pk),
    ]
    shown = client.get(page).content.decode()
    assert "2 berkas disimpan." in shown
    assert "berkas 2.pdf" in shown


def test_the_sound_ones_are_kept_and_the_others_named(client: Client, cast: Cast) -> None:
    agreement = cast.draft()
    sent = handed_in(pdf_bytes("baik"), b"<html>", note="Dari bagian hukum")
    response = sign_in(client, cast, "staf").post(address("file_upload", agreement.pk), sent)
    assert response.status_code == 422
    text = response.content.decode()
    assert "berkas 2.pdf: Jenis berkas ini tidak diterima" in text
    assert 'value="Dari bagian hukum"' in text
    assert [file.name for file in File.objects.filter(agreement=agreement).order_by("pk")] == ["berkas 1.pdf"]


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"berkas": []}, "Pilih paling sedikit satu berkas."),
        ({"kind": ""}, "Bagian ini wajib diisi"),
        ({"kind": "cetakan"}, "cetakan"),
        ({"visibility": "publik"}, "Hanya salinan publik yang dapat dibuka untuk umum."),
        ({"visibility": "rahasia"}, "uji konsekuensi"),
        ({"note": "x" * 201}, "200"),
        ({"masked_copy_of": "999999"}, ""),
        ({"berkas": [SimpleUploadedFile("kosong.pdf", b"")]}, "kosong"),
    ],
)
def test_refused_with_a_sentence_at_the_top(client: Client, cast: Cast, fields: dict[str, Any], sentence: str) -> None:
    agreement = cast.draft()
    sent = {**handed_in(pdf_bytes()), **fields}
    response = sign_in(client, cast, "staf").post(address("file_upload", agreement.pk), sent)
    assert response.status_code == 422
    assert sentence in response.content.decode()
    assert not File.objects.exists()


def test_a_script_gets_json(client: Client, cast: Cast) -> None:
    page = address("file_upload", cast.draft().pk)
    sign_in(client, cast, "staf")
    good = client.post(page, handed_in(pdf_bytes()), headers={"Accept": "application/json"})
    file = File.objects.get()
    assert good.json() == {"stored": [{"name": file.name, "url": address("file", file.pk)}], "errors": []}
    bad = client.post(page, handed_in(pdf_bytes()[:50]), headers={"Accept": "application/json"})
    assert bad.status_code == 422
    assert bad.json()["stored"] == []
    assert "terpotong" in bad.json()["errors"][0]
    again = client.post(page, handed_in(pdf_bytes()), headers={"Accept": "application/json"})
    assert again.json()["stored"][0]["url"] == address("file", file.pk), "sent again after a lost answer: the same file"


def test_one_byte_too_many(client: Client, cast: Cast, settings: Any) -> None:
    settings.UPLOAD_MAX_BYTES = len(pdf_bytes())
    page = address("file_upload", cast.draft().pk)
    sign_in(client, cast, "staf")
    assert client.post(page, handed_in(pdf_bytes())).status_code == 302
    settings.UPLOAD_MAX_BYTES -= 1
    assert client.post(page, handed_in(pdf_bytes())).status_code == 422


def test_a_public_copy_of_the_scan(client: Client, cast: Cast) -> None:
    agreement = cast.signed()
    scan = store(cast, agreement, pdf_bytes("asli"), kind=FileKind.PINDAIAN)
    sent = handed_in(pdf_bytes("samar"), kind=FileKind.SALINAN_PUBLIK, visibility="publik", masked_copy_of=scan.pk)
    assert sign_in(client, cast, "staf").post(address("file_upload", agreement.pk), sent).status_code == 302
    copy = File.objects.public().get()
    assert (copy.masked_copy_of, copy.kind) == (scan, FileKind.SALINAN_PUBLIK)


# --- Who may change ---
@pytest.mark.parametrize(
    ("name", "phase", "status"),
    [
        ("staf", Phase.DRAF, 200),
        ("staf", Phase.DITANDATANGANI, 200),
        ("pengusul", Phase.DRAF, 200),
        ("pengusul", Phase.DITELAAH, 403),
        ("colleague", Phase.DRAF, 404),
        ("anggota1", Phase.DITELAAH, 403),
        ("auditor", Phase.DRAF, 403),
        ("stranger_staf", Phase.DITANDATANGANI, 404),
    ],
)
@pytest.mark.parametrize("page", ["file_upload", "file_withdraw", "file_visibility"])
def test_who_may_change_files(client: Client, cast: Cast, name: str, phase: str, status: int, page: str) -> None:
    agreement = cast.bring(cast.draft(), phase)
    file = store(cast, agreement)
    where = address(page, agreement.pk if page == "file_upload" else file.pk)
    assert fetch(sign_in(client, cast, name), where).status_code == status
    response = client.post(where, {"reason": "Alasan.", "visibility": "rahasia"})
    assert response.status_code in ({302, 422} if status == 200 else {status})
    file.refresh_from_db()
    if status != 200:
        assert (file.withdrawn_at, file.visibility) == (None, Visibility.TERBATAS)


def test_withdrawing_and_closing_ask_for_a_reason(client: Client, cast: Cast) -> None:
    file = store(cast, cast.draft())
    sign_in(client, cast, "staf")
    for page in ("file_withdraw", "file_visibility"):
        response = client.post(address(page, file.pk), {"reason": "  ", "visibility": "rahasia"})
        assert response.status_code == 422
    closed = client.post(address("file_visibility", file.pk), {"reason": "Uji konsekuensi 3.", "visibility": "rahasia"})
    assert closed.status_code == 302
    opened = client.post(address("file_visibility", file.pk), {"reason": "Diminta.", "visibility": "publik"})
    assert opened.status_code == 422
    assert "Hanya salinan publik" in opened.content.decode()
    assert client.post(address("file_withdraw", file.pk), {"reason": "Memuat NIK."}).status_code == 302
    file.refresh_from_db()
    assert (file.visibility, file.withdrawn_reason) == (Visibility.RAHASIA, "Memuat NIK.")
    assert client.post(address("file_withdraw", file.pk), {"reason": "Lagi."}).status_code == 404
    assert "Memuat NIK." in client.get(address("file_upload", file.agreement_id)).content.decode()


# --- Printed papers ---
def test_paper_and_card(client: Client, cast: Cast) -> None:
    agreement = cast.draft()
    sign_in(client, cast, "pengusul")
    for page, name in (("pdf", "naskah"), ("card", "kartu")):
        response = fetch(client, address(page, agreement.pk))
        assert response["Content-Type"] == "application/pdf"
        assert response["Content-Disposition"] == f'inline; filename="{name}-{agreement.pk}.pdf"'
        assert response.content.startswith(b"%PDF-1.7")
        again = fetch(client, address(page, agreement.pk), headers={"If-None-Match": response["ETag"]})
        assert again.status_code == 304
    for page in ("pdf", "card"):
        assert sign_in(client, cast, "colleague").get(address(page, agreement.pk)).status_code == 404


def test_an_old_paper_without_text_has_no_print(client: Client, cast: Cast) -> None:
    agreement = cast.draft()
    Agreement.objects.filter(pk=agreement.pk).update(legacy=True)
    sign_in(client, cast, "staf")
    assert fetch(client, address("pdf", agreement.pk)).status_code == 404
    assert address("pdf", agreement.pk) not in client.get(address("detail", agreement.pk)).content.decode()
    assert client.post(address("keep_printed", agreement.pk)).status_code == 404
    assert "Simpan cetakan" not in client.get(address("file_upload", agreement.pk)).content.decode()


def test_keeping_the_print(client: Client, cast: Cast) -> None:
    agreement = cast.draft()
    sign_in(client, cast, "staf")
    assert client.get(address("keep_printed", agreement.pk)).status_code == 405
    assert client.post(address("keep_printed", agreement.pk)).status_code == 302
    assert client.post(address("keep_printed", agreement.pk)).status_code == 302
    kept = File.objects.get()
    assert kept.kind == FileKind.CETAKAN
    assert fetch(client, address("file", kept.pk)).body.startswith(b"%PDF-")
    assert sign_in(client, cast, "anggota1").post(address("keep_printed", agreement.pk)).status_code == 404


def test_many_files_cost_as_few_queries_as_one(client: Client, cast: Cast) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    agreement = cast.draft()
    store(cast, agreement, pdf_bytes("0"), kind=FileKind.PINDAIAN)
    page = address("file_upload", agreement.pk)
    sign_in(client, cast, "staf").get(page)
    with CaptureQueriesContext(connection) as one:
        client.get(page)
    for number in range(1, 4):
        store(cast, agreement, pdf_bytes(str(number)), kind=FileKind.PINDAIAN, name=f"{number}.pdf")
    with CaptureQueriesContext(connection) as four:
        client.get(page)
    assert len(four) == len(one)

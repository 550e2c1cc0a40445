"""Handing in files in a real browser: by picker and by drag, with a line that drops, and without JavaScript."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, FilePayload, Page, Route, expect
from pytest_django.live_server_helper import LiveServer

from agreements.enums import Phase
from agreements.models import Agreement, File
from tests.agreements.test_files import pdf_bytes
from tests.browser.doors import enter, open_as, sign_in
from tests.cast import Cast

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
GOOD: FilePayload = {"name": "Rancangan PKS.pdf", "mimeType": "application/pdf", "buffer": pdf_bytes("satu")}
ALSO: FilePayload = {"name": "Surat.pdf", "mimeType": "application/pdf", "buffer": pdf_bytes("dua")}
BAD: FilePayload = {"name": "skrip.pdf", "mimeType": "application/pdf", "buffer": b"<html><script>alert(1)</script>"}


@pytest.fixture
def agreement(cast: Cast) -> Agreement:
    return cast.draft()


def address(agreement: Agreement) -> str:
    return f"/ruang/naskah/{agreement.pk}/berkas/"


def picture(page: Page, name: str) -> None:
    if folder := os.environ.get("SCREENSHOTS"):
        page.screenshot(path=Path(folder) / f"files-{name}.png", full_page=True)


def test_pages_pass_axe_and_fit(
    cast: Cast,
    agreement: Agreement,
    live_server: LiveServer,
    new_context: Callable[..., BrowserContext],
    spotless: Callable[[Page], list[str]],
) -> None:
    Agreement.objects.filter(pk=agreement.pk).update(
        title="Kerja" + "Sama" * 100
    )  # one word, as long as a title may be
    kept = cast.attach(agreement, "draf", name="Rancangan naskah perjanjian kerja sama versi terakhir sekali.pdf")
    page = new_context(viewport={"width": 320, "height": 900}).new_page()
    sign_in(page.context, live_server, cast.staf)
    for name, where in {
        "semua": address(agreement),
        "tarik": f"/ruang/naskah/berkas/{kept.pk}/tarik/",
        "keterbukaan": f"/ruang/naskah/berkas/{kept.pk}/keterbukaan/",
    }.items():
        page.goto(live_server.url + where)
        picture(page, name)
        assert spotless(page) == [], name


def test_picker_with_progress_and_a_refused_one(
    cast: Cast, agreement: Agreement, live_server: LiveServer, page: Page
) -> None:
    open_as(page, live_server, cast.pengusul, address(agreement))
    page.get_by_label("Jenis berkas").select_option("draf")
    page.get_by_label("Berkas", exact=True).set_input_files([GOOD, BAD, ALSO])
    page.get_by_role("button", name="Unggah").click()
    rows = page.locator("[data-progress] li")
    expect(rows).to_have_count(3)
    expect(rows.nth(1)).to_contain_text("Jenis berkas ini tidak diterima")
    expect(rows.nth(2)).to_contain_text("tersimpan")
    picture(page, "unggah")
    expect(rows.nth(1).get_by_role("button", name="Coba lagi")).to_be_visible()
    names = File.objects.filter(agreement=agreement).order_by("name").values_list("name", flat=True)
    assert list(names) == ["Rancangan PKS.pdf", "Surat.pdf"]


def test_a_dropped_line_loses_nothing(cast: Cast, agreement: Agreement, live_server: LiveServer, page: Page) -> None:
    open_as(page, live_server, cast.staf, address(agreement))
    page.get_by_label("Jenis berkas").select_option("surat")
    page.get_by_label("Berkas", exact=True).set_input_files([GOOD])
    dropped: list[str] = []

    def drop_once(route: Route) -> None:
        if route.request.method == "POST" and not dropped:
            dropped.append(route.request.url)
            route.abort("connectionfailed")
        else:
            route.continue_()

    page.route("**/berkas/", drop_once)
    page.get_by_role("button", name="Unggah").click()
    expect(page.get_by_text("Sambungan terputus; berkas belum tersimpan.")).to_be_visible()
    # Meanwhile they signed in again in another tab: the form's token is no longer the one that counts.
    page.context.add_cookies([{"name": "csrftoken", "value": "b" * 32, "url": live_server.url}])
    page.get_by_role("button", name="Coba lagi").click()
    expect(page.get_by_role("link", name="Rancangan PKS.pdf", exact=True)).to_be_visible()
    expect(page.locator("[data-progress]")).to_be_hidden()  # the page was loaded anew with the file in its list
    assert File.objects.get(agreement=agreement).kind == "surat"


def test_dragging(cast: Cast, agreement: Agreement, live_server: LiveServer, page: Page) -> None:
    open_as(page, live_server, cast.staf, address(agreement))
    page.get_by_label("Jenis berkas").select_option("draf")
    page.evaluate(
        """(bytes) => {
            const data = new DataTransfer();
            data.items.add(new File([new Uint8Array(bytes)], "Ditarik.pdf", {type: "application/pdf"}));
            const zone = document.querySelector("[data-dropzone]");
            zone.dispatchEvent(new DragEvent("drop", {dataTransfer: data, bubbles: true, cancelable: true}));
        }""",
        list(pdf_bytes("ditarik")),
    )
    page.get_by_role("button", name="Unggah").click()
    expect(page.get_by_role("link", name="Ditarik.pdf", exact=True)).to_be_visible()


def test_without_javascript(
    cast: Cast, agreement: Agreement, live_server: LiveServer, new_context: Callable[..., BrowserContext]
) -> None:
    page = new_context(java_script_enabled=False).new_page()
    open_as(page, live_server, cast.staf, address(agreement))
    page.get_by_label("Jenis berkas").select_option("draf")
    page.get_by_label("Berkas", exact=True).set_input_files([GOOD, ALSO])
    page.get_by_role("button", name="Unggah").click()
    expect(page.get_by_text("2 berkas disimpan.")).to_be_visible()
    page.get_by_role("link", name="Tarik Surat.pdf").click()
    page.get_by_label("Alasan penarikan").fill("   ")
    page.get_by_role("button", name="Tarik berkas").click()
    expect(page.get_by_text("Bagian ini wajib diisi.").first).to_be_visible()
    page.get_by_label("Alasan penarikan").fill("Salah berkas.")
    page.get_by_role("button", name="Tarik berkas").click()
    expect(page.get_by_text("Salah berkas.")).to_be_visible()


def test_a_signing_with_its_scan_outlasts_the_line_and_the_session(
    cast: Cast, live_server: LiveServer, page: Page
) -> None:
    """The form has a field called ``method``, which hides the form's own from a script that asks for it."""
    paper = cast.bring(cast.draft(), Phase.DIREKOMENDASIKAN)
    open_as(page, live_server, cast.staf, f"/ruang/naskah/{paper.pk}/tanda-tangan/")
    save = page.get_by_role("button", name="Simpan penandatanganan").last
    held = page.locator("dialog[open]")
    page.get_by_label("Tempat penandatanganan").fill("Tirtaraya")
    page.context.set_offline(True)
    save.click()
    expect(held).to_contain_text("Server tidak dapat dihubungi, jadi belum ada yang dikirim.")
    held.get_by_role("button", name="Batal").click()
    page.context.set_offline(False)
    page.get_by_label("Pindaian naskah bertanda tangan").set_input_files([GOOD])
    page.context.clear_cookies()
    save.click()
    expect(held).to_contain_text("Sesi Anda sudah berakhir, jadi belum ada yang dikirim.")
    with page.expect_popup() as opened:
        held.get_by_role("link", name="Masuk kembali di tab baru").click()
    enter(opened.value, live_server, cast.staf, "/akun/profil/")
    held.get_by_role("button", name="Kirim lagi").click()
    expect(page.locator("[data-error-summary]")).to_contain_text("Isi nama penanda tangannya.")
    expect(page.get_by_label("Tempat penandatanganan")).to_have_value("Tirtaraya")
    assert [file.name for file in paper.files.filter(kind="pindaian")] == [GOOD["name"]]

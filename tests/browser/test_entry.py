"""Entering a document in a real browser: by keyboard, with a dropped connection, an expired session, dragged files."""

import base64
import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, FilePayload, Page, expect
from pytest_django.live_server_helper import LiveServer

from agreements.models import Agreement, File, WorkingCopy
from partners.models import Partner
from tests.agreements.test_files import pdf_bytes
from tests.browser.doors import begin, enter, sign_in
from tests.cast import Cast

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("neighbour")]

DROP = """async ([selector, name, text]) => {
  const bag = new DataTransfer();
  bag.items.add(new File([Uint8Array.from(atob(text), (c) => c.charCodeAt(0))], name, { type: "application/pdf" }));
  const zone = document.querySelector(selector);
  for (const kind of ["dragenter", "dragover", "drop"]) {
    zone.dispatchEvent(new DragEvent(kind, { bubbles: true, cancelable: true, dataTransfer: bag }));
  }
}"""


@pytest.fixture
def staf_page(cast: Cast, page: Page, live_server: LiveServer) -> Page:
    sign_in(page.context, live_server, cast.staf)
    return page


CHOOSE_LAST = "(select) => select.tomselect.setValue([...select.options].at(-1).value)"
PAPER: FilePayload = {"name": "rancangan.pdf", "mimeType": "application/pdf", "buffer": pdf_bytes("satu")}


# What would have the focus while it lies below the bar of buttons (WCAG 2.4.11).
BELOW_THE_BAR = """() => {
  const bar = document.querySelector(".form-actions.sticky");
  const places = [...document.querySelectorAll("#isian :is(input, select, textarea, button, a, summary)")];
  document.documentElement.style.scrollBehavior = "auto"; // else it arrives only later
  scrollTo(0, 0);
  return places.filter((one) => one.checkVisibility() && one.tabIndex >= 0 && !bar.contains(one)).filter((one) => {
    one.focus();
    return document.activeElement === one && one.getBoundingClientRect().top >= bar.getBoundingClientRect().top;
  }).map((one) => one.name || one.textContent.trim());
}"""
DROP_HUGE = """() => {
  const bag = new DataTransfer();
  bag.items.add(new File([new Uint8Array(51 * 1024 * 1024)], "besar.pdf", { type: "application/pdf" }));
  const zone = document.querySelector("[data-dropzone]");
  zone.dispatchEvent(new DragEvent("drop", { bubbles: true, cancelable: true, dataTransfer: bag }));
}"""


def choose(page: Page, row: int, text: str) -> None:
    """Pick a party by typing into its box and pressing Enter."""
    box = page.locator(".party-row").nth(row)
    box.locator(".ts-control").focus()
    page.keyboard.type(text, delay=30)
    expect(box.locator(".ts-dropdown .option.active")).to_contain_text(text)
    page.keyboard.press("Enter")


def pause(page: Page) -> None:
    """Nobody types for a while; the page's own clock is put forward, nobody waits."""
    page.clock.fast_forward(3000)


def test_three_parties_with_three_numbers_by_keyboard(cast: Cast, staf_page: Page, live_server: LiveServer) -> None:
    page = staf_page
    begin(page, live_server)
    page.get_by_label("Bentuk naskah").select_option("kesepakatan_bersama")
    page.get_by_label("Judul (tentang)").fill("Kerja Sama Tiga Pihak")
    page.locator("#id_pihak-0-number").fill("100.3.7/012/KB/BKS/2026")
    choose(page, 1, "Bandar Seroja")
    expect(page.locator("#saran-jenis")).to_contain_text("KSDD sukarela")
    take = page.get_by_role("button", name="Pakai saran ini")
    take.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_label("Jenis kerja sama")).to_have_value("ksdd_sukarela")
    page.locator("#id_pihak-1-number").fill("015/KB-SKM/VIII/2026")
    add = page.get_by_role("button", name="Tambah pihak")
    add.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".party-row")).to_have_count(3)
    expect(page.locator("#id_pihak-1-number")).to_have_value("015/KB-SKM/VIII/2026")
    choose(page, 2, "Serat Optik")
    page.locator("#id_pihak-2-number").fill("SPK/003/DIR/2026")
    page.get_by_label("Jangka waktu sebagaimana tertulis").fill("5 (lima) tahun")
    page.get_by_role("textbox", name="Mulai berlaku").fill("2-3-2026")
    page.keyboard.press("Tab")
    expect(page.get_by_role("textbox", name="Hari terakhir berlaku")).to_have_value("02-03-2031")
    expect(page.locator(".date-words").filter(has_text="Minggu, 2 Maret 2031")).to_be_visible()
    unit = page.locator("#perangkat-daerah .ts-control").first
    unit.focus()
    page.keyboard.type("Komunikasi", delay=30)
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Simpan draf").last.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/ruang/naskah/\d+/$"))
    agreement = Agreement.objects.get()
    assert [p.number for p in agreement.ordered_parties()] == [
        "100.3.7/012/KB/BKS/2026",
        "015/KB-SKM/VIII/2026",
        "SPK/003/DIR/2026",
    ]
    assert agreement.lead_unit == cast.unit
    assert not WorkingCopy.objects.exclude(data={}).exists()


def test_typing_survives_an_expired_session(cast: Cast, staf_page: Page, live_server: LiveServer) -> None:
    page = staf_page
    page.clock.install()
    begin(page, live_server)
    page.get_by_label("Judul (tentang)").fill("Belum selesai diketik")
    pause(page)
    expect(page.locator("[data-autosave]")).to_contain_text("Tersimpan otomatis")
    page.context.clear_cookies()
    page.get_by_label("Objek").fill("Ditulis sesudah sesi berakhir")
    pause(page)
    expect(page.locator("[data-autosave]")).to_contain_text("Sesi berakhir")
    address = page.url
    page.goto(address)  # as a person would, after closing the tab: the door asks to sign in
    page.get_by_label("Surel").or_(page.locator("input[name=login]")).first.fill("staf@uji.example")
    page.locator("input[name=password]").fill("kata-sandi-uji-coba")
    page.locator("main button.btn-primary").first.click()
    page.wait_for_url(address)
    expect(page.get_by_label("Judul (tentang)")).to_have_value("Belum selesai diketik")
    expect(page.get_by_text("Ketikan dipulihkan")).to_be_visible()
    page.get_by_role("button", name="Pakai ketikan tadi").click()
    expect(page.get_by_label("Objek")).to_have_value("Ditulis sesudah sesi berakhir")


def test_an_ended_session_loses_no_word_no_file_and_no_press(
    cast: Cast, staf_page: Page, live_server: LiveServer
) -> None:
    page = staf_page
    page.clock.install()
    begin(page, live_server)
    page.get_by_label("Bentuk naskah").select_option("kesepakatan_bersama")
    page.get_by_label("Jenis kerja sama").select_option("ksdd_sukarela")
    page.get_by_label("Judul (tentang)").fill("Masih di sini")
    page.locator("#perangkat-daerah select[name=lead_unit]").evaluate(CHOOSE_LAST)
    page.locator("[name=berkas]").set_input_files([PAPER])
    page.context.clear_cookies()
    save = page.get_by_role("button", name="Simpan draf").last
    save.click()
    expect(page.locator("[data-autosave]")).to_contain_text("Sesi berakhir")
    with page.expect_response("**/simpan-ketikan/"):
        page.get_by_label("Objek").fill("Ditulis sesudahnya")
        pause(page)
    expect(page.locator("[data-autosave]")).to_contain_text("Sesi berakhir")
    # To leave the field must not change the sentence: the button would move away from under the mouse.
    with page.expect_response(lambda answer: answer.status == 401 and "/baru/" in answer.url):
        save.click()
    enter(page.context.new_page(), live_server, cast.staf, "/akun/profil/")
    save.click()
    page.wait_for_url(re.compile(r"/ruang/naskah/\d+/$"))
    saved = Agreement.objects.get()
    assert (saved.title, saved.object) == ("Masih di sini", "Ditulis sesudahnya")
    assert [file.name for file in saved.files.all()] == ["rancangan.pdf"]


def test_a_dropped_connection_loses_nothing(cast: Cast, staf_page: Page, live_server: LiveServer) -> None:
    page = staf_page
    page.clock.install()
    begin(page, live_server)
    page.context.set_offline(True)
    page.get_by_label("Judul (tentang)").fill("Tanpa sambungan")
    pause(page)
    expect(page.locator("[data-autosave]")).to_contain_text("Sambungan terputus")
    page.context.set_offline(False)
    expect(page.locator("[data-autosave]")).to_contain_text("Tersimpan otomatis")
    assert WorkingCopy.objects.get().data["title"] == ["Tanpa sambungan"]


def test_dragged_files_are_kept_through_errors(cast: Cast, staf_page: Page, live_server: LiveServer) -> None:
    page = staf_page
    begin(page, live_server)
    page.evaluate(DROP_HUGE)
    page.get_by_role("button", name="Simpan draf").last.click()
    expect(page.get_by_role("button", name="Hapus besar.pdf")).to_be_focused()  # nothing was sent
    expect(page.locator("[data-file-list]")).to_contain_text("lebih dari 50 MB")
    page.keyboard.press("Enter")
    page.evaluate(DROP, ["[data-dropzone]", "rancangan.pdf", base64.b64encode(PAPER["buffer"]).decode()])
    expect(page.locator("[data-file-list] li")).to_have_count(1)
    page.get_by_role("button", name="Simpan draf").last.click()
    expect(page.locator("[data-error-summary]")).to_contain_text("Isi judul naskahnya.")
    expect(page.locator("[data-file-list] li")).to_have_count(1)
    page.get_by_label("Jenis berkas untuk rancangan.pdf").select_option("kak")
    page.get_by_label("Bentuk naskah").select_option("kesepakatan_bersama")
    page.get_by_label("Jenis kerja sama").select_option("ksdpk")
    page.get_by_label("Judul (tentang)").fill("Dengan berkas")
    unit = page.locator("#perangkat-daerah .ts-control").first
    unit.focus()
    page.keyboard.type("Komunikasi", delay=30)
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Simpan draf").last.click()
    page.wait_for_url(re.compile(r"/ruang/naskah/\d+/$"))
    assert [(file.name, file.kind) for file in File.objects.all()] == [("rancangan.pdf", "kak")]


def test_a_new_partner_is_added_without_leaving_the_form(cast: Cast, staf_page: Page, live_server: LiveServer) -> None:
    page = staf_page
    begin(page, live_server)
    page.get_by_role("button", name="Mitra belum ada dalam daftar").click()
    dialog = page.locator("#mitra-baru")
    expect(dialog).to_be_visible()
    dialog.get_by_label("Nama resmi").fill("Yayasan Rumah Teduh Tirtaraya")
    pick = "(select) => (select.tomselect ? select.tomselect.setValue('yayasan') : (select.value = 'yayasan'))"
    dialog.locator("select[name$=kind]").evaluate(pick)
    cookies = page.context.cookies()
    page.context.clear_cookies()
    dialog.get_by_role("button", name="Simpan mitra").click()
    expect(dialog.locator("[data-quick-problem]")).to_contain_text("Sesi berakhir")
    page.context.add_cookies(cookies)  # type: ignore[arg-type]
    dialog.get_by_role("button", name="Simpan mitra").click()
    expect(dialog).to_be_hidden()
    expect(page.locator(".party-row").nth(1)).to_contain_text("Yayasan Rumah Teduh Tirtaraya")
    assert Partner.objects.filter(name="Yayasan Rumah Teduh Tirtaraya").exists()


def test_conflict_is_shown_in_the_browser(cast: Cast, staf_page: Page, live_server: LiveServer) -> None:
    agreement = cast.draft()
    page = staf_page
    page.goto(f"{live_server.url}/ruang/naskah/{agreement.pk}/ubah/")
    page.get_by_label("Judul (tentang)").fill("Judul saya")
    Agreement.objects.filter(pk=agreement.pk).update(version=2, title="Judul orang lain")
    page.get_by_role("button", name="Simpan draf").last.click()
    expect(page.get_by_role("heading", name="Dua orang menyimpan naskah ini")).to_be_visible()
    page.get_by_label("Judul (tentang), versi tersimpan").check()
    page.get_by_role("button", name="Simpan menurut pilihan").click()
    page.wait_for_url(re.compile(r"/ruang/naskah/\d+/$"))
    agreement.refresh_from_db()
    assert agreement.title == "Judul orang lain"


def test_pages_are_clean_and_fit(
    staf_page: Page, live_server: LiveServer, spotless: Callable[[Page], list[str]]
) -> None:
    """The forms to begin with; those of a document that stands are in the book of addresses."""
    for address in ("baru/", "lama/"):
        staf_page.goto(f"{live_server.url}/ruang/naskah/{address}")
        assert spotless(staf_page) == [], address
        assert staf_page.evaluate(BELOW_THE_BAR) == [], address


def test_the_form_works_without_javascript(
    cast: Cast, new_context: Callable[..., BrowserContext], live_server: LiveServer
) -> None:
    context = new_context(viewport={"width": 1280, "height": 900}, java_script_enabled=False)
    sign_in(context, live_server, cast.staf)
    page = context.new_page()
    page.goto(f"{live_server.url}/ruang/naskah/baru/")
    page.get_by_label("Judul (tentang)").fill("Tanpa JavaScript")
    page.get_by_role("button", name="Tambah pihak").click()
    assert page.get_by_label("Judul (tentang)").input_value() == "Tanpa JavaScript"
    page.locator("#id_pihak-1-source").select_option(label="PT Serat Optik Pesisir")
    page.locator("#id_pihak-2-source").select_option(label="Pemerintah Kota Bandar Seroja")
    page.get_by_label("Bentuk naskah").select_option("kesepakatan_bersama")
    page.get_by_label("Jenis kerja sama").select_option("ksdd_sukarela")
    page.get_by_label("Perangkat daerah pemrakarsa").select_option(label="Dinas Kesehatan")
    page.get_by_role("button", name="Simpan draf").last.click()
    page.wait_for_url(re.compile(r"/ruang/naskah/\d+/$"))
    assert len(Agreement.objects.get().ordered_parties()) == 3

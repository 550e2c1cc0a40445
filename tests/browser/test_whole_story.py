"""The main job, end to end, by the people it is for: from a draft with three parties to the public and a reminder."""

import datetime as dt
import io
import re
from pathlib import Path

import pikepdf
import pytest
from django.utils import timezone
from playwright.sync_api import Locator, Page, expect
from pytest_django.live_server_helper import LiveServer

from agreements.domain.expiry_notices import plan_expiry
from agreements.enums import Phase
from agreements.models import Agreement
from notices.domain.delivery import deliver_owed
from tests.browser.doors import begin, open_as, sign_in
from tests.cast import Cast

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("neighbour")]
TITLE = "Pengelolaan Air Minum Lintas Daerah"


def choose(page: Page, box: Locator, text: str) -> None:
    """Open a searchable list with the mouse, type, and take the first that is found."""
    box.locator(".ts-control").first.click()
    page.keyboard.type(text, delay=15)
    found = box.locator(".ts-dropdown .option").filter(has_text=text).first
    expect(found).to_be_visible()
    found.click()


def scan(folder: Path) -> Path:
    """A small real PDF, as a scanner would leave it."""
    document = pikepdf.new()
    document.add_blank_page(page_size=(595, 842))
    buffer = io.BytesIO()
    document.save(buffer)
    path = folder / "pindaian naskah.pdf"
    path.write_bytes(buffer.getvalue())
    return path


def enter_kb_of_three(page: Page, server: LiveServer) -> Agreement:
    begin(page, server)
    page.get_by_label("Bentuk naskah").select_option("kesepakatan_bersama")
    page.get_by_label("Jenis kerja sama").select_option("ksdd_sukarela")
    page.get_by_label("Judul (tentang)").fill(TITLE)
    page.locator("textarea[name=object]").fill("Pengelolaan air minum pada wilayah perbatasan.")
    page.locator("textarea[name=scope]").fill("Penyediaan air baku\nPengolahan bersama")
    page.locator("#id_pihak-0-number").fill("100.3.7/012/KB/BKS/2026")
    choose(page, page.locator(".party-row").nth(1), "Bandar Seroja")
    page.locator("#id_pihak-1-number").fill("521/09/KB/2026")
    page.get_by_role("button", name="Tambah pihak").click()
    expect(page.locator(".party-row")).to_have_count(3)
    choose(page, page.locator(".party-row").nth(2), "Serat Optik")
    page.locator("#id_pihak-2-number").fill("SPK/003/DIR/2026")
    page.get_by_label("Jangka waktu sebagaimana tertulis").fill("5 (lima) tahun")
    choose(page, page.locator("#perangkat-daerah"), "Komunikasi")
    page.get_by_role("button", name="Simpan draf").last.click()
    page.wait_for_url(re.compile(r"/ruang/naskah/\d+/$"))
    return Agreement.objects.get(title=TITLE)


def record_step(page: Page, server: LiveServer, agreement: Agreement, code: str, outcome: str) -> None:
    page.goto(f"{server.url}/ruang/naskah/{agreement.pk}/tahapan/{code}/")
    page.get_by_label("Hasil").select_option(label=outcome)
    page.get_by_role("button", name="Simpan tahapan").click()
    page.wait_for_url(re.compile(rf"/ruang/naskah/{agreement.pk}/"))


def test_from_first_draft_to_the_public_and_a_reminder(
    cast: Cast,
    page: Page,
    live_server: LiveServer,
    tmp_path: Path,
) -> None:
    # Staf enter and submit it, record what the law asks first, and forward it to TKKSD.
    sign_in(page.context, live_server, cast.staf)
    agreement = enter_kb_of_three(page, live_server)
    page.get_by_role("button", name="Ajukan").click()
    expect(page.locator("main")).to_contain_text("Diajukan")
    record_step(page, live_server, agreement, "persiapan", "Selesai")
    page.goto(f"{live_server.url}/ruang/naskah/{agreement.pk}/")
    page.get_by_role("link", name="Teruskan ke TKKSD").first.click()
    for name in ("anggota1", "anggota2", "anggota3"):
        page.get_by_label(f"Jabatan {name}", exact=False).check()
    page.get_by_role("button", name="Teruskan dan minta pendapat").click()
    expect(page.locator("main")).to_contain_text("Putaran 1")

    # Three members give their opinion; the chair concludes.
    for name in ("anggota1", "anggota2", "anggota3"):
        open_as(page, live_server, cast.people[name], "/ruang/tkksd/")
        page.get_by_role("link", name=TITLE).first.click()
        page.locator("#pendapat-form").get_by_text("Setuju", exact=True).click()
        page.get_by_role("button", name="Kirim pendapat").click()
        expect(page.get_by_role("button", name="Simpan perubahan")).to_be_visible()
    open_as(page, live_server, cast.ketua, "/ruang/beranda/")
    page.get_by_role("link", name=TITLE).first.click()
    page.get_by_role("link", name="Simpulkan").first.click()
    page.locator("form.answer").get_by_text("Direkomendasikan", exact=True).click()
    page.get_by_role("button", name="Simpulkan").click()
    expect(page.locator("main")).to_contain_text("Direkomendasikan")

    # Staf record the offer and its answer, then the signing with its scan.
    sign_in(page.context, live_server, cast.staf)
    record_step(page, live_server, agreement, "penawaran_disiapkan", "Selesai")
    record_step(page, live_server, agreement, "menunggu_tanggapan", "Disetujui")
    page.goto(f"{live_server.url}/ruang/naskah/{agreement.pk}/tanda-tangan/")
    today = cast.government.today()
    page.locator("#id_signed_on").fill(f"{today:%d-%m-%Y}")
    page.get_by_label("Tempat penandatanganan").fill("Tirtaraya")
    for index, who in enumerate(("Pramudya Adiwangsa", "Anindita Suryaningrat", "Bagas Tirtawijaya")):
        row = page.locator(".party-row").nth(index)
        row.get_by_label("Penanda tangan (tanpa gelar)").fill(who)
        if index:
            row.get_by_label("Bertindak sebagai").select_option("pimpinan_pihak_ketiga")
    page.get_by_label("Pindaian naskah bertanda tangan").set_input_files(scan(tmp_path))
    page.get_by_role("button", name="Simpan penandatanganan").last.click()
    page.wait_for_url(re.compile(rf"/ruang/naskah/{agreement.pk}/$"))
    agreement.refresh_from_db()
    assert agreement.phase == Phase.DITANDATANGANI
    assert agreement.register_no == f"KB-{today.year}-0001"
    assert agreement.ends_on == today.replace(year=today.year + 5)
    assert [party.signatory_name for party in agreement.ordered_parties()] == [
        "Pramudya Adiwangsa",
        "Anindita Suryaningrat",
        "Bagas Tirtawijaya",
    ]
    assert agreement.files.get(kind="pindaian").visibility == "terbatas"

    # The paper opens as PDF.
    answer = page.request.get(f"{live_server.url}/ruang/naskah/{agreement.pk}/naskah.pdf")
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.body().startswith(b"%PDF-")

    # A visitor finds it, and nothing that is not theirs.
    page.context.clear_cookies()
    page.goto(live_server.url + "/")
    page.locator("input[name=q]").first.fill("air minum")
    page.keyboard.press("Enter")
    page.get_by_role("link", name=TITLE).first.click()
    expect(page.locator("h1")).to_have_text(TITLE)
    for number in ("100.3.7/012/KB/BKS/2026", "521/09/KB/2026", "SPK/003/DIR/2026"):
        expect(page.locator("main")).to_contain_text(number)
    assert "pindaian" not in page.content()

    # The reminder of another agreement arrives.
    other = cast.signed(title="Pengangkutan Sampah Pasar", ends_on=today + dt.timedelta(days=14))
    now = timezone.now()
    plan_expiry(now)
    deliver_owed(now)
    open_as(page, live_server, cast.staf, "/ruang/pengingat/")
    expect(page.get_by_role("link", name=re.compile(other.title)).first).to_be_visible()

"""From the first idea to the signature in a real browser, with every letter: one KSDD, one KSDPK, one KSDPL."""

import io
import re
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from django.utils import timezone
from playwright.sync_api import BrowserContext, Page, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from agreements.domain import answer_letters, offers, steps
from agreements.enums import FileKind, Phase
from agreements.models import Agreement
from partners.enums import PartnerKind
from partners.models import Partner
from tests import factories as make
from tests.browser.doors import sign_in
from tests.cast import Cast, assemble

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def town(transactional_db: None, settings: Settings, live_server: LiveServer) -> Cast:
    settings.MFA_REQUIRED_ROLES = []
    settings.PUBLIC_URL = live_server.url
    return assemble()


@pytest.fixture
def letter(tmp_path: Path) -> Path:
    """A small scan to hand in with a step."""
    document = pikepdf.new()
    document.add_blank_page(page_size=(595, 842))
    buffer = io.BytesIO()
    document.save(buffer)
    path = tmp_path / "surat.pdf"
    path.write_bytes(buffer.getvalue())
    return path


class Office:
    """Staf and the chair of TKKSD at their desks."""

    def __init__(
        self, town: Cast, new_context: Callable[..., BrowserContext], server: LiveServer, letter: Path
    ) -> None:
        self.town, self.server, self.url, self.letter = town, server, server.url, letter
        self.staf = self._enter(new_context, town.staf)
        self.chair = self._enter(new_context, town.ketua)
        self.today = town.government.today()

    def _enter(self, new_context: Callable[..., BrowserContext], user: User) -> Page:
        page = new_context(viewport={"width": 1280, "height": 900}).new_page()
        sign_in(page.context, self.server, user)
        return page

    def fill(self, **values: str) -> None:
        """Put values into the form, once it is there, all at once, as one who types fast."""
        for name in values:
            self.staf.locator(f"form [name='{name}']").first.wait_for(state="attached")
        self.staf.evaluate(
            "(values) => { for (const [name, value] of Object.entries(values)) {"
            " const box = document.querySelector(`form [name='${name}']`); box.value = value;"
            " for (const kind of ['input', 'change']) box.dispatchEvent(new Event(kind, {bubbles: true})); } }",
            values,
        )

    def choose(self, *answers: str) -> None:
        """Answer the chooser, then open the draft it offers."""
        page = self.staf
        page.goto(f"{self.url}/ruang/naskah/pemilih/")
        for answer in answers:
            page.locator(".option", has_text=re.compile(rf"^\s*{re.escape(answer)}")).first.click()
            page.get_by_role("button", name="Lanjut").click()
        page.get_by_role("link", name="Mulai rancangan").click()

    def write(self, title: str, partner: Partner | None = None) -> Agreement:
        """Fill what a draft needs and save it."""
        page = self.staf
        page.locator("[name=title]").fill(title)
        page.locator("[name=object]").fill("Objek yang dikerjasamakan.")
        page.locator("[name=scope]").fill("Butir pertama\nButir kedua")
        page.locator("[name=lead_unit]").select_option(str(self.town.unit.pk), force=True)
        if partner is not None:
            value = f"p{partner.pk}"
            page.locator("[name=pihak-1-source]").evaluate(
                "(box, value) => { if (![...box.options].some(o => o.value === value))"
                " box.add(new Option(value, value)); box.value = value;"
                " box.dispatchEvent(new Event('change', {bubbles: true})); }",
                value,
            )
        page.locator(".form-actions button[name=simpan]").last.click()
        page.wait_for_url(re.compile(r"/ruang/naskah/\d+/$"))
        return Agreement.objects.latest("pk")

    def below(self, parent: Agreement, title: str) -> Agreement:
        """A document under another one, from its page."""
        self.staf.goto(f"{self.url}/ruang/naskah/{parent.pk}/")
        self.staf.get_by_role("link", name="Buat naskah turunan").click()
        return self.write(title)

    def record(self, agreement: Agreement, code: str, outcome: str = "selesai") -> None:
        """Record a step with its letter, dates and scan; the page of the document leads to it and shows it done."""
        page = self.staf
        here = re.compile(rf"/ruang/naskah/{agreement.pk}/(#.*)?$")
        if not here.search(page.url):
            page.goto(f"{self.url}/ruang/naskah/{agreement.pk}/")
        page.locator(f"#tahap-{code}").get_by_role("link", name=re.compile("^Catat")).first.click()
        day = self.today.strftime("%d-%m-%Y")
        self.fill(letter_number=f"100/{code}", sent_on=day, received_on=day, done_on=day, outcome=outcome)
        page.locator("[name=bukti]").set_input_files(str(self.letter))
        page.get_by_role("button", name="Simpan tahapan").click()
        page.wait_for_url(here, wait_until="commit")
        row = agreement.steps.get(code=code)
        assert (row.outcome, row.letter_number) == (outcome, f"100/{code}")
        assert row.evidence is not None

    def decide(self, agreement: Agreement, *, needed: bool) -> None:
        """Decide whether the DPRD must consent."""
        page = self.staf
        page.goto(f"{self.url}/ruang/naskah/{agreement.pk}/persetujuan-dprd/")
        page.locator("[name=burdens_public][value=tidak]").check()
        page.locator(f"[name=unbudgeted][value={'ya' if needed else 'tidak'}]").check()
        page.locator("[name=reason]").fill("Menurut kajian anggaran.")
        page.get_by_role("button", name="Simpan keputusan").click()
        expect(page.locator(".consent-line")).to_contain_text("perlu" if needed else "tidak perlu")

    def recommend(self, agreement: Agreement) -> None:
        """Submit, forward to TKKSD, and let the chair conclude."""
        page = self.staf
        page.goto(f"{self.url}/ruang/naskah/{agreement.pk}/")
        page.get_by_role("button", name="Ajukan", exact=True).click()
        page.get_by_role("link", name="Teruskan ke TKKSD").first.click()
        page.get_by_role("button", name="Teruskan dan minta pendapat").click()
        page.wait_for_url("**/ruang/tkksd/**", wait_until="commit")
        chair = self.chair
        chair.goto(f"{self.url}/ruang/naskah/{agreement.pk}/")
        chair.get_by_role("link", name="Rekomendasikan").first.click()
        chair.locator("[name=conclusion][value=rekomendasi]").check()
        chair.locator("form.answer button[type=submit]").click()
        chair.wait_for_url("**/ruang/tkksd/**", wait_until="commit")
        agreement.refresh_from_db()
        assert agreement.phase == Phase.DIREKOMENDASIKAN

    def sign(self, agreement: Agreement) -> None:
        """Record the signing; warnings are read once."""
        page = self.staf
        page.goto(f"{self.url}/ruang/naskah/{agreement.pk}/tanda-tangan/")
        day = self.today
        page.locator("[name=signed_on]").fill(day.strftime("%d-%m-%Y"))
        page.locator("[name=ends_on]").fill(day.replace(year=day.year + 1, day=1).strftime("%d-%m-%Y"))
        for number, capacity in ((0, "kepala_daerah"), (1, "pimpinan_pihak_ketiga")):
            row = {
                "number": f"{number}/2026",
                "signatory_name": f"Penanda Tangan {number}",
                "signatory_position": "Pimpinan",
                "capacity": capacity,
            }
            self.fill(**{f"pihak-{number}-{name}": value for name, value in row.items()})
        page.locator("[name=pindaian]").set_input_files(str(self.letter))
        with page.expect_navigation(wait_until="domcontentloaded"):
            page.locator(".form-actions button.btn-primary").click()
        again = page.get_by_role("button", name="Simpan setelah membaca peringatan")
        if again.count():
            again.click()
        page.wait_for_url(re.compile(rf"/ruang/naskah/{agreement.pk}/$"), wait_until="commit")
        agreement.refresh_from_db()
        assert agreement.phase == Phase.DITANDATANGANI

    def is_refused(self, agreement: Agreement, *labels: str) -> None:
        """The signing form names the steps that are missing."""
        self.staf.goto(f"{self.url}/ruang/naskah/{agreement.pk}/tanda-tangan/")
        shown = self.staf.locator(".gate-list strong").all_inner_texts()
        assert shown == list(labels)


@pytest.fixture
def office(town: Cast, new_context: Callable[..., BrowserContext], live_server: LiveServer, letter: Path) -> Office:
    return Office(town, new_context, live_server, letter)


def test_ksdd_with_another_region(office: Office, axe: Callable[[Page], list[str]]) -> None:
    region = make.PartnerFactory(
        government=office.town.government, kind=PartnerKind.PEMDA_KABUPATEN, name="Kabupaten Sukamandala"
    )
    office.choose("Pemerintah daerah lain di Indonesia", "Ya", "Belum", "Belum tahu")
    kb = office.write("Pengelolaan Sampah Regional", region)
    assert (kb.cooperation_kind, kb.form) == ("ksdd_wajib", "kesepakatan_bersama")
    assert axe(office.staf) == []
    office.record(kb, "pemetaan")
    office.record(kb, "persiapan")
    office.recommend(kb)
    office.is_refused(kb, "Penawaran", "Tanggapan mitra")
    assert axe(office.staf) == []
    office.record(kb, "penawaran_disiapkan")
    office.record(kb, "menunggu_tanggapan", "disetujui")
    office.sign(kb)
    pks = office.below(kb, "Pemanfaatan Tempat Pemrosesan Akhir")
    assert (pks.form, pks.parent) == ("perjanjian_kerja_sama", kb)
    office.recommend(pks)
    office.is_refused(pks, "Persetujuan DPRD")
    office.decide(pks, needed=True)
    office.record(pks, "persetujuan_dprd", "disetujui")
    office.sign(pks)
    assert set(pks.steps.values_list("code", flat=True)) == {"penyusunan_pks", "persetujuan_dprd", "ttd_pks"}


def test_ksdpk_on_the_third_partys_initiative(office: Office) -> None:
    page, url = office.staf, office.url
    page.goto(f"{url}/ruang/naskah/surat-masuk/baru/")
    page.locator("[name=kind][value=prakarsa]").check()
    page.locator("[name=partner]").select_option(str(office.town.partner.pk), force=True)
    page.locator("[name=letter_number]").fill("12/DIR/2026")
    page.locator("[name=received_on]").fill(office.today.strftime("%d-%m-%Y"))
    page.locator("[name=subject]").fill("Pengelolaan Limbah Medis Puskesmas")
    page.locator("[name=berkas]").set_input_files(str(office.letter))
    page.get_by_role("button", name="Simpan", exact=True).click()
    page.get_by_role("link", name="Buat rancangan naskah").click()
    kb = office.write("Pengelolaan Limbah Medis Puskesmas")
    assert (kb.cooperation_kind, kb.initiator, kb.form) == ("ksdpk", "mitra", "kesepakatan_bersama")
    office.record(kb, "proposal_masuk")
    office.recommend(kb)
    office.sign(kb)
    page.goto(f"{url}/ruang/naskah/surat-masuk/")
    page.get_by_role("link", name="Pengelolaan Limbah Medis Puskesmas").click()
    page.get_by_role("link", name="Menerima untuk dibahas").click()
    page.get_by_role("button", name="Simpan konsep").click()
    page.locator("[name=number]").fill("100/JWB/2026")
    page.get_by_role("button", name="Catat terkirim").click()
    printed = page.get_by_role("link", name="Surat (PDF)").get_attribute("href")
    assert page.context.request.get(f"{url}{printed}").body().startswith(b"%PDF")
    page.locator("[name=berkas]").set_input_files(str(office.letter))
    page.get_by_role("button", name="Lampirkan").click()
    expect(page.get_by_role("link", name="surat.pdf")).to_be_visible()
    assert kb.files.filter(kind=FileKind.SURAT).count() == 2
    pks = office.below(kb, "Pengangkutan Limbah Medis")
    assert pks.initiator == "mitra"
    office.decide(pks, needed=False)
    office.recommend(pks)
    office.sign(pks)


def test_ksdpl_with_a_sister_city(office: Office) -> None:
    city = make.PartnerFactory(
        government=office.town.government,
        kind=PartnerKind.PEMDA_LUAR_NEGERI,
        name="Kota Hanamizu",
        country="JP",
    )
    office.choose("Pemerintah daerah di luar negeri", "Baru mulai")
    intent = office.write("Kota Bersaudara di Bidang Pendidikan", city)
    assert (intent.cooperation_kind, intent.form) == ("ksdpl", "pernyataan_kehendak")
    for code, outcome in (("prakarsa", "selesai"), ("penjajakan", "disetujui"), ("kajian", "selesai")):
        office.record(intent, code, outcome)
    office.recommend(intent)
    office.is_refused(intent, "Konsultasi Pernyataan Kehendak")
    office.record(intent, "konsultasi_loi", "disetujui")
    office.sign(intent)
    plan = office.below(intent, "Rencana Kerja Sama Pendidikan Vokasi")
    assert plan.form == "rencana_kerja_sama"
    office.recommend(plan)
    office.is_refused(plan, "Persetujuan DPRD", "Verifikasi Menteri Dalam Negeri")
    for code, outcome in (
        ("persetujuan_dprd", "disetujui"),
        ("ke_gubernur", "selesai"),
        ("verifikasi_mdn", "disetujui"),
    ):
        office.record(plan, code, outcome)
    office.sign(plan)
    naskah = office.below(plan, "Naskah Kota Bersaudara")
    assert naskah.form == "naskah_kerja_sama"
    office.recommend(naskah)
    for code in ("naskah_ke_gubernur", "rapat_antar_kl", "pembahasan_mitra", "persetujuan_menteri"):
        office.record(naskah, code, "selesai" if code == "naskah_ke_gubernur" else "disetujui")
    office.sign(naskah)
    assert naskah.register_no


def test_pages_pass_axe_and_fit(office: Office, spotless: Callable[[Page], list[str]]) -> None:
    town = office.town
    kb = town.draft(form="kesepakatan_bersama", cooperation_kind="ksdd_wajib")
    steps.waive(kb, "persiapan", reason="KAK menyusul.", by=town.staf, now=timezone.now())
    values = {"kind": "prakarsa", "partner": town.partner, "letter_number": "1", "subject": "Limbah medis",
              "received_on": office.today, "unit": town.unit}  # fmt: skip
    offer = offers.take_in(town.government, values=values, upload=None, by=town.staf, now=timezone.now())
    reply = answer_letters.draft(offer, values=answer_letters.beginning(offer, "setuju"), by=town.staf)
    page = office.staf
    for address in (
        f"/ruang/naskah/{kb.pk}/",
        "/ruang/naskah/pemilih/?mitra=pihak_ketiga",
        "/ruang/naskah/pemilih/?mitra=pusat&beban=ya",
        "/ruang/naskah/surat-masuk/",
        "/ruang/naskah/prosedur/ksdd_wajib/",
        "/ruang/naskah/prosedur/ksdd_wajib/persetujuan_dprd/",
        "/ruang/naskah/prosedur/ksdd_wajib/tambah/",
        "/ruang/naskah/prosedur/surat_masuk/",
        "/ruang/naskah/prosedur/surat_masuk/jawab_penawaran/",
        "/ruang/naskah/tahapan-dilewati/",
        f"/ruang/naskah/surat-masuk/{offer.pk}/",
        f"/ruang/naskah/surat-masuk/{offer.pk}/jawaban/tolak/",
        f"/ruang/naskah/surat-jawaban/{reply.pk}/",
        "/prosedur/ksdpl/",
    ):
        page.goto(office.url + address)
        assert spotless(page) == [], address

"""TKKSD's table on a phone: the draft read, its changes seen, an opinion given with one thumb; axe on every page."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import BrowserContext, Page, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from reviews.domain import meetings, rounds
from reviews.domain.meetings import Agenda, MeetingFacts
from reviews.models import Meeting, Opinion, Round
from tests import factories as make
from tests.browser.doors import sign_in
from tests.cast import Cast, assemble
from tests.reviews.table import close, opened, resubmit, say, submitted

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PHONE = {"width": 360, "height": 740}
THUMB = 44  # CSS pixels a finger needs


@pytest.fixture
def cast(settings: Settings, live_server: LiveServer) -> Cast:
    settings.MFA_REQUIRED_ROLES = []
    settings.PUBLIC_URL = live_server.url
    settings.CSRF_TRUSTED_ORIGINS = [live_server.url]
    return assemble()


@pytest.fixture
def review(cast: Cast) -> Round:
    """A second round, so that changes and open notes are on the page."""
    first = opened(cast)
    rounds.give_opinion(
        first,
        seat=cast.seats["anggota1"],
        stance="perlu_perbaikan",
        note="",
        remarks={"pasal:jangka waktu": "Sebutkan tanggal mulai."},
        by=cast.anggota1,
        now=timezone.now(),
    )
    close(first, cast.ketua, "perbaiki", note="Perbaiki jangka waktu.")
    agreement = first.agreement
    agreement.refresh_from_db()
    agreement.duration_text = "5 (lima) tahun"
    agreement.save(update_fields=["duration_text"])
    second = opened(cast, agreement=resubmit(cast, agreement))
    say(cast, second, "anggota2", "setuju_dengan_catatan", "Lengkapi lampiran.")
    return second


def _enter(context: BrowserContext, server: LiveServer, user: User) -> Page:
    sign_in(context, server, user)
    return context.pages[0] if context.pages else context.new_page()


def _fits(page: Page) -> bool:
    """Nothing to scroll sideways."""
    return bool(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))


@pytest.mark.parametrize("scripts", [True, False])
def test_an_opinion_on_a_phone(
    new_context: Callable[..., BrowserContext], live_server: LiveServer, cast: Cast, review: Round, scripts: bool
) -> None:
    context = new_context(viewport=PHONE, has_touch=True, is_mobile=True, java_script_enabled=scripts)
    page = _enter(context, live_server, cast.anggota1)
    page.goto(live_server.url + reverse("workspace:home"))
    page.get_by_role("link", name=review.agreement.title).first.tap()
    expect(page.get_by_role("heading", level=1)).to_have_text(review.agreement.title)
    page.wait_for_load_state()  # the heading is there before the style sheets, and with it nothing measured is true
    assert _fits(page)
    expect(page.locator("#perubahan")).to_contain_text("5 (lima)")
    expect(page.locator("#catatan")).to_contain_text("Sebutkan tanggal mulai.")
    # The way to the form is under the thumb from the first moment.
    way = page.get_by_role("link", name="Beri pendapat")
    box = way.bounding_box()
    assert box is not None
    assert box["height"] >= THUMB
    assert PHONE["height"] / 2 < box["y"] < PHONE["height"]
    way.tap()
    for tile in page.locator("label.tile").all():
        place = tile.bounding_box()
        assert place is not None
        assert place["height"] >= THUMB
        assert place["width"] >= PHONE["width"] * 0.7
    page.locator("label.tile", has_text="Setuju dengan catatan").tap()
    page.locator("#id_note").fill("Lampirkan peta.")
    page.get_by_role("button", name="Kirim pendapat").tap()
    expect(page.get_by_text("Pendapat Anda tersimpan")).to_be_visible()
    given = Opinion.objects.get(round=review, seat=cast.seats["anggota1"])
    assert (given.stance, given.note) == ("setuju_dengan_catatan", "Lampirkan peta.")


def test_a_note_on_one_pasal_goes_with_the_opinion(
    new_context: Callable[..., BrowserContext], live_server: LiveServer, cast: Cast, review: Round
) -> None:
    page = _enter(new_context(viewport=PHONE, has_touch=True, is_mobile=True), live_server, cast.anggota1)
    page.goto(live_server.url + reverse("reviews:round", args=[review.pk]))
    clause = page.locator("details.clause", has_text="PEMBIAYAAN")
    clause.locator("> summary").tap()
    clause.locator("details.remark > summary").tap()
    clause.locator("textarea").fill("Sebutkan tahun anggaran.")
    page.locator("label.tile", has_text="Perlu perbaikan").tap()
    page.get_by_role("button", name="Kirim pendapat").tap()
    expect(page.get_by_text("Pendapat Anda tersimpan")).to_be_visible()
    given = Opinion.objects.get(round=review, seat=cast.seats["anggota1"])
    assert [(remark.part, remark.text) for remark in given.remarks.all()] == [
        ("pasal:pembiayaan", "Sebutkan tahun anggaran.")
    ]


def _pages(cast: Cast, review: Round) -> dict[str, list[str]]:
    """Pages of the room and the home page that the book of addresses does not show, or shows emptier; by who opens."""
    now = timezone.now()
    agenda = Agenda(rounds=[review], topics=["Program kerja"], seats=[cast.seats["ketua"], cast.seats["anggota1"]])
    facts = MeetingFacts("pleno", "Pleno akhir tahun", now + dt.timedelta(days=3), place="Aula")
    meeting = meetings.call_meeting(cast.government, facts=facts, agenda=agenda, by=cast.staf, now=now)
    past = meetings.call_meeting(cast.government, facts=facts, agenda=agenda, by=cast.staf, now=now)
    Meeting.objects.filter(pk=past.pk).update(starts_at=now - dt.timedelta(hours=3))
    done = opened(cast, agreement=submitted(cast))
    close(done, cast.ketua, "rekomendasi_dengan_catatan", note="Lengkapi lampiran.")
    waiting = submitted(cast)
    make.SeatFactory(team=make.TeamFactory(government=cast.government, kind="tim_teknis"), holder=cast.anggota3)
    cast.signed(ends_on=cast.government.today() + dt.timedelta(days=20))
    remark = review.agreement.rounds.get(number=1).opinions.get().remarks.get()

    def at(name: str, *args: int) -> str:
        return reverse(f"reviews:{name}", args=args)

    home = reverse("workspace:home")
    return {
        "staf": [
            home, at("list"), at("round", review.pk), at("round", done.pk), at("checklist", done.pk),
            at("settle", remark.pk), at("clear", done.conditions.get().pk), at("meetings"),
            at("meeting", meeting.pk), at("meeting_change", meeting.pk), at("meeting_off", meeting.pk),
            at("meeting_record", past.pk), at("team"),
        ],
        "ketua": [home, at("conclude", review.agreement_id), at("meeting", past.pk)],
        "anggota3": [home, at("study", waiting.pk), at("round", review.pk)],
        "pengusul": [home, at("round", done.pk)],
        "pimpinan": [home],
        "auditor": [home],
        "admin": [home],
    }  # fmt: skip


def test_every_page_is_clean_and_fits(
    new_context: Callable[..., BrowserContext],
    live_server: LiveServer,
    axe: Callable[[Page], list[str]],
    cast: Cast,
    review: Round,
) -> None:
    context = new_context(viewport={"width": 320, "height": 900})
    found = {}
    for name, addresses in _pages(cast, review).items():
        page = _enter(context, live_server, cast.people[name])
        for address in addresses:
            answer = page.goto(live_server.url + address)
            assert answer is not None
            assert answer.status == 200, address
            problems = axe(page) + ([] if _fits(page) else ["scrolls sideways"])
            if problems:
                found[f"{name} {address}"] = problems
    assert not found

"""The page after sign-in: what must I do today?"""

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.models import Government
from agreements.domain import completeness, offers, steps
from agreements.domain.drafting import PartyEntry
from agreements.domain.workflow import perform
from agreements.enums import FileKind, Phase
from agreements.models import Agreement, Offer
from reviews.domain import meetings, studies
from reviews.domain.meetings import Agenda, MeetingFacts
from tests import factories as make
from tests.cast import Cast
from tests.reviews.table import close, opened, say, submitted
from workspace.domain import desks, lists, missing
from workspace.domain.deadlines import clocks

PEOPLE = ["staf", "pengusul", "ketua", "anggota1", "owner_reviewer", "pimpinan", "auditor", "admin"]
DESKS = {
    "staf": {"office"},
    "pengusul": {"proposer"},
    "ketua": {"table"},
    "anggota1": {"table"},
    "owner_reviewer": {"proposer", "table"},
    "pimpinan": {"leader"},
    "auditor": {"audit"},
    "admin": {"keeper"},
}


def _home(client: Client, person: Any) -> Any:
    client.force_login(person)
    return client.get(reverse("workspace:home"))


def test_the_door_leads_home_and_strangers_to_sign_in(client: Client, cast: Cast) -> None:
    assert reverse("workspace:home") == "/ruang/beranda/"
    assert client.get("/ruang/beranda/").headers["Location"].startswith("/akun/")
    client.force_login(cast.staf)
    assert client.get("/ruang/").headers["Location"] == "/ruang/beranda/"


@pytest.mark.parametrize("name", PEOPLE)
def test_each_role_finds_its_own_desk(client: Client, cast: Cast, name: str) -> None:
    page = _home(client, cast.people[name])
    assert page.status_code == 200
    found = {desk for desk in ("proposer", "table", "office", "leader", "audit", "keeper") if page.context[desk]}
    assert found == DESKS[name]


@pytest.mark.parametrize("name", PEOPLE)
def test_an_empty_register_says_that_all_is_done(client: Client, cast: Cast, name: str) -> None:
    text = _home(client, cast.people[name]).content.decode()
    assert 'class="empty"' in text or name == "admin"


def test_someone_without_a_role_has_no_desk(client: Client, cast: Cast) -> None:
    assert _home(client, cast.nobody).status_code == 403


def test_pengusul_sees_what_came_back_with_the_reason(client: Client, cast: Cast) -> None:
    agreement = submitted(cast, title="Usulan yang dikembalikan")
    perform(agreement, "return", by=cast.staf, now=timezone.now(), note="Lampirkan <b>KAK</b>.")
    submitted(cast, title="Usulan yang berjalan")
    cast.draft(title="Draf saya")
    cast.draft(title="Draf dinas lain", by=cast.staf, lead_unit=cast.other_unit)
    page = _home(client, cast.pengusul)
    desk = page.context["proposer"]
    assert [doc.title for doc in desk.returned.rows] == ["Usulan yang dikembalikan"]
    assert [doc.title for doc in desk.drafts.rows] == ["Draf saya"]
    assert [doc.title for doc in desk.running.rows] == ["Usulan yang berjalan"]
    text = page.content.decode()
    assert "Lampirkan &lt;b&gt;KAK&lt;/b&gt;." in text
    assert "Draf dinas lain" not in text


def test_a_reason_of_an_earlier_return_is_not_shown(cast: Cast) -> None:
    agreement = submitted(cast)
    perform(agreement, "return", by=cast.staf, now=timezone.now(), note="Alasan lama.")
    perform(agreement, "submit", by=cast.pengusul, now=timezone.now())
    close(opened(cast, agreement=agreement), cast.ketua, "perbaiki", note="Alasan baru.")
    desk = desks.proposer_desk(cast.pengusul, cast.government, frozenset({cast.unit.pk}), today=cast.government.today())
    assert [(doc.moved_note, doc.moved_by) for doc in desk.returned.rows] == [("Alasan baru.", cast.ketua.name)]


def test_members_see_what_waits_and_the_chair_what_is_ready(client: Client, cast: Cast) -> None:
    waiting = opened(cast, "anggota1", "anggota2")
    answered = opened(cast, "anggota2", agreement=submitted(cast))
    say(cast, answered, "anggota2")
    assert [r.pk for r in _home(client, cast.anggota1).context["table"].waiting.rows] == [waiting.pk]
    chair = _home(client, cast.ketua).context["table"]
    assert [r.pk for r in chair.ready.rows] == [answered.pk]
    assert chair.running == 2
    assert _home(client, cast.anggota3).context["table"].ready.rows == []


def test_a_round_past_its_day_is_ready_although_somebody_is_silent(cast: Cast) -> None:
    review = opened(cast)
    late = review.due_on + dt.timedelta(days=1)
    assert desks.table_desk(cast.ketua, cast.government, today=review.due_on, now=timezone.now()).ready.rows == []
    assert desks.table_desk(cast.ketua, cast.government, today=late, now=timezone.now()).ready.rows == [review]


def test_members_see_meetings_to_come_and_the_technical_team_what_to_study(client: Client, cast: Cast) -> None:
    now = timezone.now()
    agenda = Agenda(topics=["Program"], seats=[cast.seats["anggota1"]])
    facts = MeetingFacts("pleno", "Pleno", now + dt.timedelta(days=3), place="Aula")
    meeting = meetings.call_meeting(cast.government, facts=facts, agenda=agenda, by=cast.staf, now=now)
    waiting = submitted(cast)
    studied = submitted(cast)
    team = make.TeamFactory(government=cast.government, kind="tim_teknis")
    for name in ("anggota2", "owner_reviewer"):
        make.SeatFactory(team=team, holder=cast.people[name])
    studies.hand_in(studied, advice="layak", text="Layak.", by=cast.anggota2, now=now)
    found = {
        name: _home(client, cast.people[name]).context["table"] for name in ("anggota1", "anggota2", "owner_reviewer")
    }
    assert {name: desk.meetings for name, desk in found.items()} == {
        "anggota1": [meeting], "anggota2": [], "owner_reviewer": [],
    }  # fmt: skip
    assert {name: desk.to_study.rows for name, desk in found.items()} == {
        "anggota1": [], "anggota2": [waiting], "owner_reviewer": [],
    }  # fmt: skip


def test_staf_sees_what_to_screen_to_sign_what_ends_and_what_is_missing(client: Client, cast: Cast) -> None:
    today = cast.government.today()
    screen = submitted(cast, title="Saring saya")
    sign = cast.bring(cast.draft(title="Tanda tangani saya"), Phase.DIREKOMENDASIKAN)
    soon = cast.registered(title="Segera berakhir", ends_on=today + dt.timedelta(days=90))
    cast.registered(title="Masih lama", ends_on=today + dt.timedelta(days=91))
    desk = _home(client, cast.staf).context["office"]
    assert desk.submitted.rows == [screen]
    assert desk.to_sign.rows == [sign]
    assert [(entry.agreement, entry.days_left) for entry in desk.ending.rows] == [(soon, 90)]
    assert desk.missing.total == 2
    assert {warning.code for warning in desk.warnings} == {"few_members", "no_pleno"}


def test_what_is_missing_is_what_completeness_says(client: Client, cast: Cast) -> None:
    bare = cast.registered()
    whole = cast.registered()
    for kind in (FileKind.PINDAIAN, FileKind.SALINAN_PUBLIK):
        cast.attach(whole, kind)
    scanned = cast.registered()
    cast.attach(scanned, FileKind.PINDAIAN)
    unnumbered = cast.registered(parties=[PartyEntry(government=cast.government), PartyEntry(partner=cast.partner)])
    cast.draft()
    rows = Agreement.objects.filter(government=cast.government)
    counted = {
        row.pk: {code for code in missing.LABELS if getattr(row, f"gap_{code}")} for row in missing.with_gaps(rows)
    }
    said = {row.pk: {gap.code for gap in completeness.gaps(row)} for row in rows.order_by("pk")}
    assert counted == {pk: codes for pk, codes in said.items() if codes}
    assert set(counted) == {bare.pk, scanned.pk, unnumbered.pk}
    assert "numbers" in counted[unnumbered.pk]
    assert ("numbers", "nomor pihak belum lengkap", 1) in missing.missing(cast.government).counts
    assert "nomor pihak belum lengkap" in _home(client, cast.staf).content.decode()


def test_the_count_of_what_is_missing_is_bounded(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(missing, "BOUND", 2)
    for _number in range(3):
        cast.registered()
    found = missing.missing(cast.government)
    assert (found.total, found.is_bounded) == (2, True)


def test_pimpinan_sees_which_ends_are_undecided_and_the_figures(client: Client, cast: Cast) -> None:
    today = cast.government.today()
    followed = cast.registered(title="Diperpanjang", ends_on=today + dt.timedelta(days=20))
    cast.draft(parent=followed, relation="perpanjangan", form="perpanjangan", title="Perpanjangannya")
    alone = cast.registered(title="Belum diputuskan", ends_on=today + dt.timedelta(days=10))
    desk = _home(client, cast.pimpinan).context["leader"]
    assert [entry.agreement for entry in desk.ending.rows] == [alone, followed]
    assert [entry.agreement for entry in desk.undecided.rows] == [alone]
    assert desk.figures.rows == [("KSDPK", [2, 0, 0, 0, 0], 2)]
    assert (desk.figures.totals, desk.figures.total) == ([2, 0, 0, 0, 0], 2)


def test_auditor_sees_the_latest_moves(client: Client, cast: Cast) -> None:
    submitted(cast, title="Baru diajukan")
    page = _home(client, cast.auditor)
    assert [move.action for move in page.context["audit"].moves] == ["submit"]
    assert "Baru diajukan" in page.content.decode()


def test_nothing_of_another_government(client: Client, cast: Cast) -> None:
    submitted(cast, title="Rahasia tetangga")
    opened(cast, agreement=submitted(cast))
    cast.registered(ends_on=cast.government.today() + dt.timedelta(days=5))
    for role in ("tkksd", "pimpinan", "auditor", "admin"):
        government = cast.stranger_staf.memberships.get(role="staf").government
        make.MembershipFactory(user=cast.stranger_staf, government=government, role=role)
    page = _home(client, type(cast.stranger_staf).objects.get(pk=cast.stranger_staf.pk))
    assert page.context["office"].submitted.total == page.context["office"].ending.total == 0
    assert page.context["office"].missing.total == page.context["table"].running == 0
    assert page.context["audit"].moves == []
    assert "Rahasia tetangga" not in page.content.decode()


def test_queries_do_not_grow(client: Client, cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    """Asked of somebody who holds every role and the chair's seat."""
    for role in ("staf", "pimpinan", "auditor", "admin"):
        make.MembershipFactory(user=cast.ketua, government=cast.government, role=role)
    make.MembershipFactory(user=cast.ketua, government=cast.government, role="pengusul", unit=cast.other_unit)
    today = cast.government.today()
    counts = []
    for step in (1, 2):
        for _number in range(step):
            submitted(cast)
            cast.draft(lead_unit=cast.other_unit, by=cast.colleague)
            say(cast, opened(cast, "anggota2"), "anggota2")
            back = cast.draft(lead_unit=cast.other_unit, by=cast.colleague)
            perform(back, "submit", by=cast.colleague, now=timezone.now())
            perform(back, "return", by=cast.staf, now=timezone.now(), note="Perbaiki.")
            cast.registered(ends_on=today + dt.timedelta(days=9))
        _home(client, cast.ketua)
        with django_assert_max_num_queries(60) as captured:
            client.get(reverse("workspace:home"))
        counts.append(len(captured))
    assert counts[0] == counts[1]


def test_short_lists_know_their_whole_length(cast: Cast) -> None:
    for _number in range(7):
        cast.draft()
    found = lists.short(Agreement.objects.order_by("pk"))
    assert (len(found.rows), found.total, found.more) == (5, 7, 2)


def test_running_clocks_stand_on_the_desk_by_urgency_with_who_waits(
    cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    """Overdue first, then due within two weeks; later ones and other units' are left out; queries do not grow."""
    today = cast.government.today()
    now = timezone.now()

    def offered(title: str, *, days_ago: int, unit: Any) -> None:
        kb = cast.draft(
            form="kesepakatan_bersama", cooperation_kind="ksdd_sukarela", title=title, lead_unit=unit, by=cast.staf
        )
        day = today - dt.timedelta(days=days_ago)
        facts = steps.StepFacts(sent_on=day, received_on=day, outcome="selesai")
        steps.record(kb, "penawaran_disiapkan", facts=facts, by=cast.staf, now=now)

    def letter(number: str, *, days_ago: int, unit: Any) -> None:
        values = {"kind": "penawaran", "partner": cast.partner, "letter_number": number, "subject": f"Surat {number}",
                  "received_on": today - dt.timedelta(days=days_ago), "unit": unit}  # fmt: skip
        offers.take_in(cast.government, values=values, upload=None, by=cast.staf, now=now)

    def all_of_it() -> lists.Short:
        government = Government.objects.get(pk=cast.government.pk)
        return clocks(government, today=today, rows=Agreement.objects.all(), letters=Offer.objects.all())

    offered("Terminal", days_ago=35, unit=cast.unit)
    with CaptureQueriesContext(connection) as few:
        all_of_it()
    offered("Sampah", days_ago=20, unit=cast.other_unit)
    offered("Pangan", days_ago=2, unit=cast.unit)
    letter("1", days_ago=40, unit=cast.other_unit)
    letter("2", days_ago=30, unit=None)
    with django_assert_num_queries(len(few)):
        found = all_of_it()
    assert [(clock.title, clock.left, clock.late) for clock in found.rows] == [
        ("Surat 1", -10, 10), ("Terminal", -5, 5), ("Surat 2", 0, 0), ("Sampah", 10, 0),
    ]  # fmt: skip
    assert [clock.who for clock in found.rows] == ["Wali Kota Tirtaraya", "Pimpinan PT Serat Optik Pesisir"] * 2
    own = desks.proposer_desk(cast.pengusul, cast.government, frozenset({cast.unit.pk}), today=today)
    assert [clock.title for clock in own.clocks.rows] == ["Terminal"]
    for name, titles in (("staf", 4), ("pimpinan", 4), ("pengusul", 1)):
        text = _home(Client(), cast.people[name]).content.decode()
        assert text.count("terlambat ") == (2 if titles == 4 else 1), name
        assert "Menunggu Pimpinan PT Serat Optik Pesisir" in text


def test_the_admin_reads_the_state_of_the_house_in_words(client: Client, cast: Cast) -> None:
    names = set(_home(client, cast.people["admin"]).context["keeper"].health)
    assert {"Basis data", "Penyimpanan berkas", "Antrean pesan", "Proses latar"} <= names
    assert not {name for name in names if "_" in name or name.islower()}

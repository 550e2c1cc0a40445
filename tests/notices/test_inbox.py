"""The inbox shows a person their own messages and nobody else's."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from notices.domain.inbox import unread_count
from notices.enums import State
from notices.models import Notice
from tests.cast import Cast
from tests.notices.make import NOON, notice

INBOX = "/ruang/pengingat/"


@pytest.fixture(autouse=True)
def _no_second_factor(settings: Settings) -> None:
    settings.MFA_REQUIRED_ROLES = []


@pytest.fixture
def staf(cast: Cast, client: Client) -> Client:
    client.force_login(cast.staf)
    return client


def shown(client: Client, query: str = "") -> list[str]:
    return [n.title for n in client.get(f"{INBOX}{query}").context["page"]]


def test_unread_first_then_newest(cast: Cast, staf: Client) -> None:
    for number in range(4):
        notice(cast.staf, cast.government, title=f"Pesan {number}")
    notice(cast.pimpinan, cast.government, title="Milik orang lain")
    Notice.objects.filter(title="Pesan 3").update(read_at=NOON)
    assert shown(staf) == ["Pesan 2", "Pesan 1", "Pesan 0", "Pesan 3"]


def test_filters(cast: Cast, staf: Client) -> None:
    notice(cast.staf, cast.government, title="Belum")
    notice(cast.staf, cast.government, title="Sudah")
    Notice.objects.filter(title="Sudah").update(read_at=NOON)
    assert shown(staf, "?keadaan=belum") == ["Belum"]
    assert shown(staf, "?keadaan=sudah") == ["Sudah"]
    assert shown(staf, "?jenis=move-submit") == []
    assert shown(staf, "?jenis=test-plain") == ["Belum", "Sudah"]
    assert shown(staf, "?jenis=ngawur&setelah=x-y") == ["Belum", "Sudah"]


def test_what_lapsed_before_it_was_sent_is_not_shown(cast: Cast, staf: Client) -> None:
    notice(cast.staf, cast.government)
    Notice.objects.update(superseded_at=NOON)
    assert shown(staf) == []
    assert unread_count(cast.staf) == 0


@pytest.mark.parametrize("read_every", [1, 2, 100])
def test_paging_shows_each_message_once(cast: Cast, staf: Client, read_every: int) -> None:
    for number in range(60):
        row = notice(cast.staf, cast.government, title=f"{number}")
        if number % read_every == 0:
            Notice.objects.filter(pk=row.pk).update(read_at=NOON)
    seen, url = [], INBOX
    while url:
        context = staf.get(url).context
        seen += [n.title for n in context["page"]]
        url = context["following"]
        assert context["total"] == 60
    assert sorted(seen, key=int) == [str(n) for n in range(60)]


def test_opening_marks_read_and_leads_to_the_document(cast: Cast, staf: Client) -> None:
    row = notice(cast.staf, cast.government)
    answer = staf.get(reverse("notices:open", args=[row.pk]))
    assert (answer.status_code, answer["Location"]) == (302, "/ruang/")
    row.refresh_from_db()
    first = row.read_at
    assert first is not None
    staf.get(reverse("notices:open", args=[row.pk]))
    row.refresh_from_db()
    assert row.read_at == first


@pytest.mark.parametrize("path", ["https://jahat.example/", "//jahat.example/", "", "javascript:alert(1)"])
def test_opening_never_leads_elsewhere(cast: Cast, staf: Client, path: str) -> None:
    row = notice(cast.staf, cast.government)
    Notice.objects.update(path=path)
    assert staf.get(reverse("notices:open", args=[row.pk]))["Location"] == INBOX


@pytest.mark.parametrize("name", ["open", "read", "unread"])
def test_other_peoples_messages_do_not_exist(cast: Cast, staf: Client, name: str) -> None:
    row = notice(cast.pimpinan, cast.government)
    url = reverse(f"notices:{name}", args=[row.pk])
    assert (staf.get(url) if name == "open" else staf.post(url)).status_code == 404
    row.refresh_from_db()
    assert row.read_at is None


def test_read_and_unread_keep_the_filter(cast: Cast, staf: Client) -> None:
    row = notice(cast.staf, cast.government)
    answer = staf.post(reverse("notices:read", args=[row.pk]) + "?keadaan=belum")
    assert answer["Location"] == f"{INBOX}?keadaan=belum"
    assert unread_count(cast.staf) == 0
    staf.post(reverse("notices:unread", args=[row.pk]))
    assert unread_count(cast.staf) == 1


def test_mark_all_read_touches_only_mine(cast: Cast, staf: Client) -> None:
    for _number in range(3):
        notice(cast.staf, cast.government)
    notice(cast.pimpinan, cast.government)
    staf.post(reverse("notices:read_all"))
    assert (unread_count(cast.staf), unread_count(cast.pimpinan)) == (0, 1)


@pytest.mark.parametrize("name", ["read_all", "read", "unread", "resend"])
def test_changes_need_post(cast: Cast, staf: Client, name: str) -> None:
    row = notice(cast.staf, cast.government)
    args = [] if name == "read_all" else [row.pk]
    assert staf.get(reverse(f"notices:{name}", args=args)).status_code == 405


@pytest.mark.parametrize("name", ["inbox", "outbox", "upcoming"])
def test_visitors_are_asked_to_sign_in(client: Client, db: None, name: str) -> None:
    assert client.get(reverse(f"notices:{name}"))["Location"].startswith("/akun/")


def test_html_in_a_message_is_shown_not_run(cast: Cast, staf: Client) -> None:
    notice(cast.staf, cast.government, title="<script>alert(1)</script>", text="<img src=x onerror=alert(1)>")
    page = staf.get(INBOX).content.decode()
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_the_bell_tells_how_many(cast: Cast, staf: Client) -> None:
    for _number in range(3):
        notice(cast.staf, cast.government)
    page = staf.get(INBOX)
    assert page.context["unread_notices"] == 3
    assert '<span class="count">3<' in page.content.decode()


def test_queries_do_not_grow_with_messages(cast: Cast, staf: Client, django_assert_max_num_queries: object) -> None:
    staf.get(INBOX)
    for _number in range(20):
        notice(cast.staf, cast.government)
    with django_assert_max_num_queries(10):  # type: ignore[operator]
        staf.get(INBOX)


def test_the_state_of_a_row_is_the_state_of_the_query(cast: Cast) -> None:
    """Every combination of moments that the constraints allow."""
    from django.db import IntegrityError, transaction

    fields = ["sent_at", "read_at", "acted_at", "superseded_at", "gave_up_at", "claimed_at"]
    for number in range(2 ** len(fields)):
        moments = {f: NOON for bit, f in enumerate(fields) if number >> bit & 1}
        for error in ("", "550"):
            row = notice(cast.staf, cast.government)
            try:
                with transaction.atomic():
                    Notice.objects.filter(pk=row.pk).update(**moments, last_error=error)
            except IntegrityError:
                continue
            row.refresh_from_db()
            found = {s for s in State if Notice.objects.filter(pk=row.pk).in_state(s).exists()}
            assert found == {row.state}, moments


# --- what staff see --------------------------------------------------------------------------------------------------


def test_staf_see_the_whole_government_and_nothing_of_another(cast: Cast, staf: Client) -> None:
    notice(cast.pimpinan, cast.government, title="Milik pimpinan")
    theirs = cast.stranger_staf.memberships.get().government
    notice(cast.stranger_staf, theirs, title="Milik seberang")
    context = staf.get("/ruang/pengingat/kiriman/").context
    assert [n.title for n in context["page"]] == ["Milik pimpinan"]
    assert context["figures"]["waiting"] == 1


@pytest.mark.parametrize(
    ("name", "status"),
    [("staf", 200), ("admin", 200), ("pengusul", 404), ("anggota1", 404), ("pimpinan", 404), ("nobody", 403)],
)
def test_who_may_see_deliveries(cast: Cast, client: Client, name: str, status: int) -> None:
    client.force_login(cast.people[name])
    assert client.get("/ruang/pengingat/kiriman/").status_code == status


def test_filters_of_deliveries(cast: Cast, staf: Client) -> None:
    notice(cast.pimpinan, cast.government, title="Gagal")
    Notice.objects.update(gave_up_at=NOON, last_error="550 5.1.1 tidak ada")
    notice(cast.staf, cast.government, title="Menunggu")

    def titles(query: str) -> list[str]:
        return [n.title for n in staf.get(f"/ruang/pengingat/kiriman/{query}").context["page"]]

    assert titles("?keadaan=dihentikan") == ["Gagal"]
    assert titles("?q=pimpinan@") == ["Gagal"]
    assert titles("?q=menung") == ["Menunggu"]
    assert titles("?keadaan=ngawur&setelah=zz") == ["Menunggu", "Gagal"]
    assert "550 5.1.1 tidak ada" in staf.get("/ruang/pengingat/kiriman/").content.decode()


def test_resend_what_was_given_up(cast: Cast, staf: Client) -> None:
    row = notice(cast.pimpinan, cast.government)
    Notice.objects.update(gave_up_at=NOON, attempts=8, refusals=8, last_error="550")
    answer = staf.post(reverse("notices:resend", args=[row.pk]) + "?keadaan=dihentikan", follow=True)
    assert "Pesan akan dikirim ulang" in answer.content.decode()
    row.refresh_from_db()
    assert (row.state, row.attempts, row.refusals, row.resends) == (State.AGAIN, 0, 0, 1)
    assert row.send_after >= timezone.now() - dt.timedelta(minutes=1)


@pytest.mark.parametrize("moments", [{}, {"superseded_at": NOON}])
def test_what_waits_or_lapsed_is_not_resent(cast: Cast, staf: Client, moments: dict[str, dt.datetime]) -> None:
    row = notice(cast.pimpinan, cast.government)
    Notice.objects.update(**moments)
    answer = staf.post(reverse("notices:resend", args=[row.pk]), follow=True)
    assert "tidak berlaku lagi" in answer.content.decode()
    row.refresh_from_db()
    assert row.resends == 0


def test_nobody_resends_in_another_government(cast: Cast, client: Client) -> None:
    row = notice(cast.pimpinan, cast.government)
    Notice.objects.update(sent_at=NOON)
    for name in ("stranger_staf", "pengusul"):
        client.force_login(cast.people[name])
        assert client.post(reverse("notices:resend", args=[row.pk])).status_code == 404

"""The pages of TKKSD's room."""

import datetime as dt
import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from agreements.enums import Phase
from reviews.models import Opinion, Round, Seat, Team
from reviews.views import rounds
from tests.cast import Cast
from tests.reviews.table import close, opened, say, submitted


def _get(client: Client, person: Any, name: str, *args: Any, **headers: Any) -> Any:
    client.force_login(person)
    return client.get(reverse(f"reviews:{name}", args=args), **headers)


def _post(client: Client, person: Any, name: str, *args: Any, **data: Any) -> Any:
    client.force_login(person)
    return client.post(reverse(f"reviews:{name}", args=args), data)


def test_member_reads_the_draft_and_answers(client: Client, cast: Cast) -> None:
    review = opened(cast)
    page = _get(client, cast.anggota1, "round", review.pk)
    text = page.content.decode()
    assert page.status_code == 200
    assert review.agreement.title in text
    assert "MAKSUD DAN TUJUAN" in text
    assert "Kirim pendapat" in text
    sent = _post(client, cast.anggota1, "opinion", review.pk, stance="setuju_dengan_catatan", note="Perjelas pasal 3.")
    assert sent.status_code == 302
    opinion = Opinion.objects.get()
    assert (opinion.seat, opinion.stance, opinion.note) == (
        cast.seats["anggota1"], "setuju_dengan_catatan", "Perjelas pasal 3.",
    )  # fmt: skip
    assert "Simpan perubahan" in _get(client, cast.anggota1, "round", review.pk).content.decode()


def test_the_chair_reads_which_opinion_comes_from_the_proposing_unit(client: Client, cast: Cast) -> None:
    """Heads of the units concerned sit at the table by their office; whose proposal it is stands beside their word."""
    review = opened(cast)
    for name, unit in (("anggota1", cast.unit), ("anggota2", cast.other_unit)):
        Seat.objects.filter(pk=cast.seats[name].pk).update(unit=unit)
        say(cast, review, name)
    for page, pk in (("round", review.pk), ("conclude", review.agreement_id)):
        text = _get(client, cast.ketua, page, pk).content.decode()
        assert text.count("dari perangkat daerah pemrakarsa") == 1


def test_nothing_typed_is_lost_when_something_is_wrong(client: Client, cast: Cast) -> None:
    review = opened(cast)
    answer = _post(client, cast.anggota1, "opinion", review.pk, stance="", note="Panjang <script>alert(1)</script>")
    assert answer.status_code == 422
    text = answer.content.decode()
    assert "Panjang &lt;script&gt;" in text
    assert 'href="#id_stance_0"' in text
    answer = _post(client, cast.anggota1, "opinion", review.pk, stance="tidak_setuju", note="")
    assert answer.status_code == 422
    assert 'value="tidak_setuju" id="id_stance_3" checked' in answer.content.decode()
    assert not Opinion.objects.exists()


def test_answer_to_a_round_concluded_meanwhile_is_409(client: Client, cast: Cast) -> None:
    review = opened(cast)
    close(review, cast.ketua)
    for stance in ("setuju", "tidak_setuju"):
        answer = _post(client, cast.anggota1, "opinion", review.pk, stance=stance, note="")
        assert answer.status_code == 409
        assert reverse("reviews:round", args=[review.pk]) in answer.content.decode()


def test_second_press_on_conclude_is_409_and_moves_once(client: Client, cast: Cast) -> None:
    review = opened(cast)
    data = {"conclusion": "rekomendasi", "note": ""}
    assert _post(client, cast.ketua, "conclude", review.agreement_id, **data).status_code == 302
    assert _post(client, cast.ketua, "conclude", review.agreement_id, **data).status_code == 409
    assert review.agreement.transitions.filter(action="recommend").count() == 1


def test_second_press_on_forward_leads_to_the_round(client: Client, cast: Cast) -> None:
    agreement = submitted(cast)
    day = (cast.government.today() + dt.timedelta(days=3)).isoformat()
    data = {"seats": [cast.seats["anggota1"].pk], "due_on": day, "note": "Cermati pasal 3."}
    first = _post(client, cast.staf, "open_round", agreement.pk, **data)
    review = Round.objects.get()
    assert first.headers["Location"] == reverse("reviews:round", args=[review.pk])
    assert _post(client, cast.staf, "open_round", agreement.pk, **data).status_code == 409
    assert Round.objects.count() == 1
    assert "Cermati pasal 3." in _get(client, cast.anggota1, "round", review.pk).content.decode()


def test_opening_page_names_who_cannot_be_asked_and_why(client: Client, cast: Cast) -> None:
    agreement = submitted(cast)
    text = _get(client, cast.staf, "open_round", agreement.pk).content.decode()
    assert "Owner Reviewer" in text
    assert "tidak menelaah usulan sendiri" in text
    assert f'value="{cast.seats["owner_reviewer"].pk}"' not in text
    answer = _post(client, cast.staf, "open_round", agreement.pk, due_on="31-02-2026", note="Tetap ada")
    assert answer.status_code == 422
    assert "Tetap ada" in answer.content.decode()
    agreement.refresh_from_db()
    assert agreement.phase == Phase.DIAJUKAN


def test_a_draft_cannot_be_forwarded_and_the_page_says_so(client: Client, cast: Cast) -> None:
    agreement = cast.draft()
    assert "belum dapat diteruskan" in _get(client, cast.staf, "open_round", agreement.pk).content.decode()


def test_the_doors_of_moves_stay_shut(client: Client, cast: Cast) -> None:
    waiting, review = submitted(cast), opened(cast)
    for name in ("pengusul", "colleague", "anggota1", "pimpinan", "auditor", "admin", "stranger_staf"):
        person = cast.people[name]
        assert _get(client, person, "open_round", waiting.pk).status_code == 404, name
        assert _get(client, person, "conclude", review.agreement_id).status_code == 404, name
        assert _post(client, person, "ask", review.pk).status_code == 404, name
        assert _get(client, person, "seat_new", cast.team.pk).status_code == (200 if name == "admin" else 404)


@pytest.mark.parametrize("name", ["pengusul", "colleague", "admin", "stranger_staf"])
def test_an_open_round_is_unknown_to_outsiders(client: Client, cast: Cast, name: str) -> None:
    review = opened(cast)
    say(cast, review, "anggota1", "tidak_setuju", "Rahasia dapur.")
    assert _get(client, cast.people[name], "round", review.pk).status_code == 404
    assert "Rahasia dapur." not in _get(client, cast.people[name], "list").content.decode()
    fragment = _get(client, cast.people[name], "of_agreement", review.agreement_id)
    if fragment.status_code == 200:
        assert "Putaran 1" not in fragment.content.decode()


def test_the_owner_reads_the_conclusion_and_the_notes_afterwards(client: Client, cast: Cast) -> None:
    review = opened(cast)
    say(cast, review, "anggota1", "perlu_perbaikan", "Jangka waktu belum jelas.")
    close(review, cast.ketua, "perbaiki", note="Perbaiki pasal 7.")
    text = _get(client, cast.pengusul, "round", review.pk).content.decode()
    assert "Jangka waktu belum jelas." in text
    assert "Perbaiki pasal 7." in text


def test_owner_reviewer_sees_neither_form_nor_opinions(client: Client, cast: Cast) -> None:
    review = opened(cast)
    review.seats.add(cast.seats["owner_reviewer"])
    say(cast, review, "anggota1", "tidak_setuju", "Tidak layak.")
    text = _get(client, cast.owner_reviewer, "round", review.pk).content.decode()
    assert "Tidak layak." not in text
    assert "Kirim pendapat" not in text
    assert "usulan Anda atau perangkat daerah Anda sendiri" in text
    assert _post(client, cast.owner_reviewer, "opinion", review.pk, stance="setuju").status_code == 404


def test_fragment_of_an_agreements_page(client: Client, cast: Cast) -> None:
    review = opened(cast)
    whole = _get(client, cast.staf, "of_agreement", review.agreement_id).content.decode()
    piece = _get(
        client, cast.staf, "of_agreement", review.agreement_id, headers={"HX-Request": "true"}
    ).content.decode()
    assert "<h1>" in whole
    assert "<h1>" not in piece
    assert "Putaran 1" in piece


def test_list_puts_what_waits_for_me_first_and_pages_the_past(
    client: Client, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rounds, "PAGE", 2)
    for _number in range(3):
        close(opened(cast, "anggota1"), cast.ketua)
    waiting = opened(cast, "anggota1", agreement=submitted(cast, title="Menunggu saya"))
    opened(cast, "anggota2", agreement=submitted(cast, title="Menunggu orang lain"))
    page = _get(client, cast.anggota1, "list")
    assert list(page.context["waiting"]) == [waiting]
    assert [review.agreement.title for review in page.context["open_rounds"]] == ["Menunggu orang lain"]
    assert len(page.context["concluded"]) == 2
    rest = client.get(reverse("reviews:list") + page.context["next_url"])
    assert len(rest.context["concluded"]) == 1
    assert not {r.pk for r in rest.context["concluded"]} & {r.pk for r in page.context["concluded"]}


@pytest.mark.parametrize("page", ["list", "round"])
def test_queries_do_not_grow(
    client: Client, cast: Cast, page: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    review = opened(cast)
    say(cast, review, "anggota3")
    counts = []
    client.force_login(cast.staf)
    address = reverse("reviews:list") if page == "list" else reverse("reviews:round", args=[review.pk])
    client.get(address)
    for step in range(2):
        with django_assert_max_num_queries(60) as captured:
            client.get(address)
        counts.append(len(captured))
        if step == 0:
            for name in ("anggota1", "anggota2"):
                say(cast, review, name)
                opened(cast)
                close(opened(cast), cast.ketua)
    assert counts[0] == counts[1]


def _pdf(name: str = "sk.pdf") -> SimpleUploadedFile:
    import pikepdf

    document = pikepdf.new()
    document.add_blank_page()
    buffer = io.BytesIO()
    document.save(buffer)
    return SimpleUploadedFile(name, buffer.getvalue(), "application/pdf")


def test_staf_records_a_decree_with_its_file(client: Client, cast: Cast) -> None:
    today = cast.government.today().isoformat()
    facts = {"decree_number": "100.3.7/9/2026", "decree_on": today, "starts_on": today, "keep_seats": "on"}
    sent = _post(client, cast.staf, "team_new", **facts, decree_file=_pdf())
    team = Team.objects.get(decree_number="100.3.7/9/2026")
    assert sent.headers["Location"] == reverse("reviews:team_of", args=[team.pk])
    answer = _get(client, cast.anggota1, "decree", team.pk)
    assert b"".join(answer.streaming_content).startswith(b"%PDF-")
    assert _get(client, cast.pengusul, "decree", team.pk).status_code == 404
    assert _get(client, cast.stranger_staf, "decree", team.pk).status_code == 404
    assert Seat.objects.filter(team=team).count() == 6


def test_a_decree_that_is_not_a_document_is_refused_with_a_sentence(client: Client, cast: Cast) -> None:
    today = cast.government.today().isoformat()
    wrong = SimpleUploadedFile("sk.pdf", b"<html><script>alert(1)</script>", "application/pdf")
    facts = {"decree_number": "9", "decree_on": today, "starts_on": today}
    assert _post(client, cast.staf, "team_new", **facts, decree_file=wrong).status_code == 422
    assert Team.objects.count() == 1


def test_seats_are_added_changed_and_ended_on_pages(client: Client, cast: Cast) -> None:
    today = cast.government.today().isoformat()
    added = _post(
        client, cast.staf, "seat_new", cast.team.pk, kind="tenaga_ahli", position="Ahli hukum", starts_on=today
    )
    assert added.status_code == 302
    seat = Seat.objects.get(position="Ahli hukum")
    changed = _post(client, cast.staf, "seat_change", cast.seats["anggota1"].pk, holder="", starts_on=today)
    assert changed.status_code == 302
    again = _post(client, cast.staf, "seat_change", cast.seats["anggota1"].pk, holder="", starts_on=today)
    assert again.status_code == 422
    early = _post(client, cast.staf, "seat_end", cast.seats["anggota2"].pk, last_day="1999-01-01")
    assert early.status_code == 422
    assert _post(client, cast.staf, "seat_end", seat.pk, last_day=today).status_code == 302
    text = _get(client, cast.staf, "team").content.decode()
    assert "1 kedudukan terdahulu" in text
    assert "paling sedikit 6" in text
    assert _post(client, cast.stranger_staf, "seat_end", cast.seats["ketua"].pk, last_day=today).status_code == 404

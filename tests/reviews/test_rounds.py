"""Opening, answering and concluding a round."""

import datetime as dt
import threading

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from agreements.domain.errors import WrongPhase
from agreements.domain.workflow import perform
from agreements.enums import Phase
from agreements.models import Transition
from notices.models import Notice
from reviews.domain import rounds, teams
from reviews.enums import Conclusion, SeatKind
from reviews.models import Opinion, Round, Seat
from tests import factories as make
from tests.cast import Cast, assemble
from tests.reviews.table import close, opened, resubmit, say, submitted


def test_opening_forwards_the_document_keeps_the_draft_and_tells_whom_it_asks(cast: Cast) -> None:
    agreement = submitted(cast)
    review = opened(cast, agreement=agreement)
    assert agreement.phase == Phase.DITELAAH
    assert review.number == 1
    assert review.draft_version == agreement.version
    assert review.draft["facts"]["title"] == agreement.title
    assert [party["label"] for party in review.draft["parties"]] == ["PIHAK KESATU", "PIHAK KEDUA"]
    assert [clause["heading"] for clause in review.draft["articles"]][:2] == ["MAKSUD DAN TUJUAN", "OBJEK"]
    told = Notice.objects.filter(subject=review.subject, kind="round-asked").order_by("recipient_id")
    assert {notice.recipient for notice in told} == {cast.anggota1, cast.anggota2, cast.anggota3}
    assert {notice.due_on for notice in told} == {review.due_on}
    assert agreement.title in told[0].title


def test_the_draft_kept_does_not_follow_later_changes(cast: Cast) -> None:
    review = opened(cast)
    before = review.agreement.title
    review.agreement.title = "Judul yang lain"
    review.agreement.save(update_fields=["title"])
    review.refresh_from_db()
    assert review.draft["facts"]["title"] == before


def test_only_staf_opens(cast: Cast) -> None:
    agreement = submitted(cast)
    for name in ("pengusul", "ketua", "pimpinan", "auditor", "admin", "stranger_staf", "nobody"):
        with pytest.raises(PermissionDenied):
            rounds.open_round(
                agreement,
                seats=[cast.seats["anggota1"]],
                due_on=cast.government.today(),
                by=cast.people[name],
                now=timezone.now(),
            )
    assert not Round.objects.exists()
    agreement.refresh_from_db()
    assert agreement.phase == Phase.DIAJUKAN


def test_a_draft_not_submitted_is_not_forwarded(cast: Cast) -> None:
    with pytest.raises(WrongPhase):
        opened(cast, agreement=cast.draft())
    assert not Round.objects.exists()


def test_a_refused_opening_leaves_nothing_behind(cast: Cast) -> None:
    agreement = submitted(cast)
    told = Transition.objects.count()
    with pytest.raises(ValidationError) as refused:
        rounds.open_round(agreement, seats=[], due_on=cast.government.today(), by=cast.staf, now=timezone.now())
    assert "seats" in refused.value.message_dict
    with pytest.raises(ValidationError) as refused:
        opened(cast, agreement=agreement, days=-1)
    assert "due_on" in refused.value.message_dict
    agreement.refresh_from_db()
    assert agreement.phase == Phase.DIAJUKAN
    assert Transition.objects.count() == told


def test_owner_who_is_also_a_reviewer_is_not_asked(cast: Cast) -> None:
    agreement = submitted(cast)
    barred = {c.seat.pk: c.hindrance for c in rounds.candidates(agreement, today=cast.government.today())}
    assert barred[cast.seats["owner_reviewer"].pk]
    assert not barred[cast.seats["anggota1"].pk]
    with pytest.raises(ValidationError, match="owner_reviewer"):
        opened(cast, "anggota1", "owner_reviewer", agreement=agreement)


def test_owner_who_is_also_a_reviewer_does_not_judge_although_asked(cast: Cast) -> None:
    review = opened(cast)
    review.seats.add(cast.seats["owner_reviewer"])
    with pytest.raises(PermissionDenied):
        say(cast, review, "owner_reviewer")
    assert not Opinion.objects.exists()


def test_chair_who_wrote_the_draft_does_not_conclude_it(cast: Cast) -> None:
    make.MembershipFactory(user=cast.ketua, government=cast.government, role="pengusul", unit=cast.unit)
    cast.people["ketua"] = type(cast.ketua).objects.get(pk=cast.ketua.pk)
    review = opened(cast)
    with pytest.raises(PermissionDenied):
        close(review, cast.ketua)
    review.agreement.refresh_from_db()
    assert review.agreement.phase == Phase.DITELAAH


def test_rahasia_is_not_put_before_members_who_may_not_read_it(cast: Cast) -> None:
    agreement = submitted(cast, visibility="rahasia", visibility_reason="Uji konsekuensi 12/2026.")
    found = rounds.candidates(agreement, today=cast.government.today())
    assert all(c.hindrance for c in found)


def test_a_document_on_the_table_without_a_round_gets_one_without_moving(cast: Cast) -> None:
    agreement = cast.bring(cast.draft(), Phase.DITELAAH)
    told = Transition.objects.count()
    assert opened(cast, agreement=agreement).is_open
    assert Transition.objects.count() == told
    with pytest.raises(WrongPhase):
        opened(cast, agreement=agreement)


def test_opinion_is_given_and_changed_until_the_conclusion(cast: Cast) -> None:
    review = opened(cast)
    say(cast, review, "anggota1", "perlu_perbaikan", "Jangka waktu belum jelas.")
    say(cast, review, "anggota1", "setuju")
    opinion = Opinion.objects.get()
    assert (opinion.stance, opinion.note, opinion.by) == ("setuju", "", cast.anggota1)
    history = opinion.events.order_by("pgh_id").values_list("stance", flat=True)  # type: ignore[attr-defined]
    assert list(history) == ["perlu_perbaikan", "setuju"]
    close(review, cast.ketua)
    with pytest.raises(WrongPhase):
        say(cast, review, "anggota1", "abstain")
    opinion.refresh_from_db()
    assert opinion.stance == "setuju"


@pytest.mark.parametrize("stance", ["setuju_dengan_catatan", "perlu_perbaikan", "tidak_setuju"])
def test_a_reason_goes_with_every_opinion_that_asks_for_something(cast: Cast, stance: str) -> None:
    review = opened(cast)
    with pytest.raises(ValidationError) as refused:
        say(cast, review, "anggota1", stance, "  ")
    assert "note" in refused.value.message_dict
    with pytest.raises(DatabaseError), transaction.atomic():
        Opinion.objects.create(
            round=review, seat=cast.seats["anggota1"], by=cast.anggota1, stance=stance, note="", at=timezone.now()
        )
    with pytest.raises(ValidationError):
        say(cast, review, "anggota1", "entah")


def test_only_the_holder_of_an_asked_seat_answers_from_it(cast: Cast) -> None:
    review = opened(cast, "anggota1", "anggota2")
    with pytest.raises(PermissionDenied):  # not asked
        say(cast, review, "anggota3")
    with pytest.raises(PermissionDenied):  # asked, but from somebody else's seat
        rounds.give_opinion(
            review, seat=cast.seats["anggota2"], stance="setuju", note="", by=cast.anggota1, now=timezone.now()
        )
    with pytest.raises(PermissionDenied):  # holds no seat at all
        rounds.give_opinion(
            review, seat=cast.seats["anggota1"], stance="setuju", note="", by=cast.staf, now=timezone.now()
        )


def test_a_seat_counts_only_in_its_time_and_under_a_decree_in_force(cast: Cast) -> None:
    review = opened(cast)
    yesterday = cast.government.today() - dt.timedelta(days=1)
    Seat.objects.filter(pk=cast.seats["anggota1"].pk).update(ends_on=yesterday)
    with pytest.raises(PermissionDenied):
        say(cast, review, "anggota1")
    cast.team.ends_on = yesterday
    cast.team.save()
    with pytest.raises(PermissionDenied):
        say(cast, review, "anggota2")
    with pytest.raises(PermissionDenied):
        close(review, cast.ketua)


def test_opinion_stays_with_the_seat_as_held_that_day_and_the_silent_seat_passes_on(cast: Cast) -> None:
    review = opened(cast)
    said = say(cast, review, "anggota1", "setuju")
    today = cast.government.today()
    newcomer = make.UserFactory(name="Pejabat Baru")
    another = make.UserFactory(name="Pejabat Lain")
    for person in (newcomer, another):
        make.MembershipFactory(user=person, government=cast.government, role="tkksd")
    teams.change_holder(cast.seats["anggota1"], holder=newcomer, starts_on=today, by=cast.staf)
    successor = teams.change_holder(cast.seats["anggota2"], holder=another, starts_on=today, by=cast.staf)
    said.refresh_from_db()
    assert (said.seat.holder, said.seat.position) == (cast.anggota1, "Jabatan anggota1")
    asked = set(rounds.asked_seats(review, today=today))
    assert asked == {cast.seats["anggota1"], successor, cast.seats["anggota3"]}
    with pytest.raises(PermissionDenied):
        rounds.give_opinion(
            review, seat=cast.seats["anggota2"], stance="setuju", note="", by=cast.anggota2, now=timezone.now()
        )
    rounds.give_opinion(review, seat=successor, stance="setuju", note="", by=another, now=timezone.now())
    assert set(rounds.silent_seats(review, today=today)) == {cast.seats["anggota3"]}


@pytest.mark.parametrize(
    ("conclusion", "phase"),
    [
        (Conclusion.REKOMENDASI, Phase.DIREKOMENDASIKAN),
        (Conclusion.REKOMENDASI_DENGAN_CATATAN, Phase.DIREKOMENDASIKAN),
        (Conclusion.PERBAIKI, Phase.DIKEMBALIKAN),
        (Conclusion.TIDAK_DIREKOMENDASIKAN, Phase.DITOLAK),
    ],
)
def test_the_chairs_conclusion_moves_the_document(cast: Cast, conclusion: str, phase: str) -> None:
    review = opened(cast)
    for name in ("anggota1", "anggota2", "anggota3"):  # whatever they say: no vote is counted
        say(cast, review, name, "tidak_setuju", "Tidak sesuai RPJMD.")
    close(review, cast.ketua, conclusion, note="Sesuai hasil rapat.")
    review.refresh_from_db()
    review.agreement.refresh_from_db()
    assert review.agreement.phase == phase
    assert (review.conclusion, review.concluded_by, review.concluded_as) == (
        conclusion,
        cast.ketua,
        cast.seats["ketua"],
    )
    assert Transition.objects.order_by("-pk")[0].note == "Sesuai hasil rapat."


@pytest.mark.parametrize("conclusion", ["rekomendasi_dengan_catatan", "perbaiki", "tidak_direkomendasikan"])
def test_a_conclusion_that_asks_for_something_says_what(cast: Cast, conclusion: str) -> None:
    review = opened(cast)
    with pytest.raises(ValidationError) as refused:
        close(review, cast.ketua, conclusion, note=" ")
    assert "note" in refused.value.message_dict
    review.agreement.refresh_from_db()
    assert review.agreement.phase == Phase.DITELAAH


def test_secretary_concludes_only_when_recorded_as_replacing(cast: Cast) -> None:
    review = opened(cast)
    with pytest.raises(ValidationError) as refused:
        close(review, cast.sekretaris)
    assert "replacing" in refused.value.message_dict
    close(review, cast.sekretaris, replacing="Ketua dinas luar.")
    review.refresh_from_db()
    assert (review.concluded_as, review.concluded_replacing) == (cast.seats["sekretaris"], "Ketua dinas luar.")


def test_nobody_else_concludes(cast: Cast) -> None:
    review = opened(cast)
    for name in ("anggota1", "staf", "pimpinan", "owner_reviewer", "pengusul", "stranger_staf"):
        with pytest.raises(PermissionDenied):
            close(review, cast.people[name])
    assert not Round.objects.concluded().exists()


def test_a_chair_who_left_the_office_does_not_conclude_through_a_seat_nobody_ended(cast: Cast) -> None:
    review = opened(cast)
    yesterday = cast.government.today() - dt.timedelta(days=1)
    cast.ketua.memberships.update(ends_on=yesterday)
    with pytest.raises(PermissionDenied):
        close(review, type(cast.ketua).objects.get(pk=cast.ketua.pk))


def test_second_round_after_repair_has_the_next_number(cast: Cast) -> None:
    review = opened(cast)
    close(review, cast.ketua, "perbaiki", note="Perjelas jangka waktu.")
    second = opened(cast, agreement=resubmit(cast, review.agreement))
    assert (second.number, second.is_open) == (2, True)
    assert second.draft_version > review.draft_version


def test_a_cancelled_document_closes_its_round_to_opinions(cast: Cast) -> None:
    review = opened(cast)
    perform(review.agreement, "cancel", by=cast.staf, now=timezone.now(), note="Mitra mundur.")
    with pytest.raises(WrongPhase):
        say(cast, review, "anggota1")
    with pytest.raises(WrongPhase):
        close(review, cast.ketua)
    assert not Round.objects.open().exists()


def test_more_seats_may_be_asked_while_open(cast: Cast) -> None:
    review = opened(cast, "anggota1")
    rounds.ask_more(review, seats=[cast.seats["anggota2"]], by=cast.staf, now=timezone.now())
    say(cast, review, "anggota2")
    with pytest.raises(ValidationError):
        rounds.ask_more(review, seats=[cast.seats["owner_reviewer"]], by=cast.staf, now=timezone.now())
    close(review, cast.ketua)
    with pytest.raises(WrongPhase):
        rounds.ask_more(review, seats=[cast.seats["anggota3"]], by=cast.staf, now=timezone.now())


@pytest.mark.django_db(transaction=True)
def test_of_eight_conclusions_at_once_one_counts() -> None:
    cast = assemble()
    review = opened(cast)
    barrier, outcomes = threading.Barrier(8), []

    def press() -> None:
        try:
            barrier.wait()
            close(Round.objects.get(pk=review.pk), type(cast.ketua).objects.get(pk=cast.ketua.pk))
            outcomes.append("won")
        except WrongPhase:
            outcomes.append("late")
        finally:
            connection.close()

    threads = [threading.Thread(target=press) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["late"] * 7 + ["won"]
    assert Transition.objects.filter(action="recommend").count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_eight_openings_at_once_one_counts() -> None:
    cast = assemble()
    agreement = submitted(cast)
    barrier, outcomes = threading.Barrier(8), []

    def press() -> None:
        try:
            barrier.wait()
            opened(cast, agreement=type(agreement).objects.get(pk=agreement.pk))
            outcomes.append("won")
        except WrongPhase:
            outcomes.append("late")
        finally:
            connection.close()

    threads = [threading.Thread(target=press) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["late"] * 7 + ["won"]
    assert Round.objects.count() == 1


def test_seats_are_listed_by_rank(cast: Cast) -> None:
    kinds = [seat.kind for seat in Seat.objects.filter(team=cast.team).by_rank()]
    assert kinds == sorted(kinds, key=SeatKind.values.index)
    assert kinds[0] == SeatKind.KETUA

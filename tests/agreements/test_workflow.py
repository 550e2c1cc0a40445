"""Only the moves of the table, by the people it names, from the phases it names; offered equals performed."""

import threading

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from agreements.domain.errors import WrongPhase
from agreements.domain.workflow import MOVES, moves_for, perform
from agreements.enums import Phase
from agreements.models import Agreement, Transition
from tests.cast import ROUTES, Cast, assemble

PEOPLE = [
    "staf", "pengusul", "colleague", "ketua", "anggota1", "owner_reviewer", "pimpinan", "auditor", "admin",
    "stranger_staf", "nobody",
]  # fmt: skip

# What each person may do with a proposal of ``unit`` in each phase. Anything not here must be refused.
ALLOWED: dict[tuple[str, str], set[str]] = {
    (Phase.DRAF, "staf"): {"submit", "cancel"},
    (Phase.DRAF, "pengusul"): {"submit", "cancel"},
    (Phase.DRAF, "owner_reviewer"): {"submit", "cancel"},
    (Phase.DIAJUKAN, "staf"): {"withdraw", "return", "forward", "cancel"},
    (Phase.DIAJUKAN, "pengusul"): {"withdraw"},
    (Phase.DIAJUKAN, "owner_reviewer"): {"withdraw"},
    (Phase.DITELAAH, "staf"): {"cancel"},
    (Phase.DITELAAH, "ketua"): {"recommend", "revise", "decline"},
    (Phase.DIKEMBALIKAN, "staf"): {"submit", "cancel"},
    (Phase.DIKEMBALIKAN, "pengusul"): {"submit", "cancel"},
    (Phase.DIKEMBALIKAN, "owner_reviewer"): {"submit", "cancel"},
    (Phase.DIREKOMENDASIKAN, "staf"): {"sign", "reopen", "cancel"},
    (Phase.DITANDATANGANI, "staf"): {"end", "replace"},
}


@pytest.mark.parametrize("phase", list(ROUTES))
def test_moves_offered_are_those_of_the_table(cast: Cast, phase: str) -> None:
    agreement = cast.bring(cast.draft(), phase)
    offered = {name: {move.action for move in moves_for(cast.people[name], agreement)} for name in PEOPLE}
    assert offered == {name: ALLOWED.get((phase, name), set()) for name in PEOPLE}


def test_only_an_old_paper_is_registered_without_review(cast: Cast) -> None:
    offered = {move.action for move in moves_for(cast.staf, cast.draft(legacy=True))}
    assert offered == {"register_legacy", "cancel"}, "an old paper was signed long ago: nobody judges it now"


@pytest.mark.parametrize("phase", list(ROUTES))
def test_what_is_not_offered_is_refused_and_changes_nothing(cast: Cast, phase: str) -> None:
    agreement = cast.bring(cast.draft(), phase)
    told = Transition.objects.count()
    for person in ("staf", "pengusul", "colleague", "ketua", "owner_reviewer", "stranger_staf"):
        for action in sorted(set(MOVES) - ALLOWED.get((phase, person), set())):
            with pytest.raises((WrongPhase, PermissionDenied)):
                perform(agreement, action, by=cast.people[person], now=timezone.now(), note="x")
            agreement.refresh_from_db()
            assert (agreement.phase, Transition.objects.count()) == (phase, told), f"{action} by {person}"


def test_nobody_concludes_their_own_proposal(cast: Cast) -> None:
    agreement = cast.bring(cast.draft(by=cast.staf), Phase.DITELAAH)
    Agreement.objects.filter(pk=agreement.pk).update(created_by=cast.ketua)
    agreement.refresh_from_db()
    with pytest.raises(PermissionDenied):
        perform(agreement, "recommend", by=cast.ketua, now=timezone.now())


@pytest.mark.parametrize("action", [move.action for move in MOVES.values() if move.needs_note])
def test_a_move_that_needs_a_note_is_refused_without_one(cast: Cast, action: str) -> None:
    move = MOVES[action]
    phase = next(p for p in ROUTES if p in move.source)
    agreement = cast.bring(cast.draft(), phase)
    who = cast.ketua if action in {"revise", "decline"} else cast.staf
    with pytest.raises(ValidationError) as caught:
        perform(agreement, action, by=who, now=timezone.now(), note="  ")
    assert caught.value.message_dict == {"note": ["Alasan wajib diisi."]}


def test_a_move_tells_its_story(cast: Cast) -> None:
    agreement = cast.bring(cast.draft(), Phase.DIKEMBALIKAN)
    story = list(agreement.transitions.values_list("action", "from_phase", "to_phase", "by__name", "note"))
    assert story == [
        ("submit", "draf", "diajukan", "Pengusul", "Catatan uji."),
        ("return", "diajukan", "dikembalikan", "Staf", "Catatan uji."),
    ]


def test_the_story_cannot_be_rewritten(cast: Cast) -> None:
    agreement = cast.bring(cast.draft(), Phase.DIAJUKAN)
    for act in (
        lambda: Transition.objects.filter(agreement=agreement).update(note="lain"),
        lambda: Transition.objects.filter(agreement=agreement).delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            act()
    assert agreement.transitions.get().note == "Catatan uji."


def test_an_incomplete_draft_is_not_submitted(cast: Cast) -> None:
    agreement = cast.draft(parties=[], object="", scope="")
    with pytest.raises(ValidationError) as caught:
        perform(agreement, "submit", by=cast.pengusul, now=timezone.now())
    assert set(caught.value.message_dict) == {"parties", "object", "scope"}


@pytest.mark.parametrize("count", [0, 1])
def test_fewer_than_two_parties_are_not_submitted(cast: Cast, count: int) -> None:
    agreement = cast.draft(parties=cast.two_parties()[:count])
    with pytest.raises(ValidationError, match="sedikitnya dua pihak"):
        perform(agreement, "submit", by=cast.pengusul, now=timezone.now())


@pytest.mark.django_db(transaction=True)
def test_eight_at_once_one_wins_and_the_others_are_told() -> None:
    cast = assemble()
    agreement = cast.bring(cast.draft(), Phase.DIAJUKAN)
    barrier, outcomes = threading.Barrier(8), []

    def act() -> None:
        try:
            barrier.wait(timeout=60)
            perform(agreement, "return", by=cast.staf, now=timezone.now(), note="Lengkapi KAK.")
            outcomes.append("done")
        except WrongPhase:
            outcomes.append("late")
        finally:
            connection.close()

    threads = [threading.Thread(target=act) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["done"] + ["late"] * 7
    assert agreement.transitions.filter(action="return").count() == 1

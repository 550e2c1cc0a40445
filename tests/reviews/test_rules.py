"""Who sees a round, who reads opinions: the list and the permission give the same answer."""

from typing import Any

import pytest

from agreements.models import Agreement
from reviews.models import Round
from tests.cast import Cast
from tests.reviews.table import close, opened, say, submitted

PEOPLE = [
    "staf", "pengusul", "colleague", "ketua", "sekretaris", "anggota1", "owner_reviewer", "pimpinan", "auditor",
    "admin", "stranger_staf", "nobody",
]  # fmt: skip
TABLE = {"staf", "ketua", "sekretaris", "anggota1", "owner_reviewer", "pimpinan", "auditor"}


def _rounds(cast: Cast) -> dict[str, Round]:
    """Every sort of round: open, concluded, of another unit involved, withheld."""
    plain = opened(cast)
    concluded = opened(cast, agreement=submitted(cast))
    close(concluded, cast.ketua, "perbaiki", note="Perjelas.")
    involved = opened(cast, agreement=submitted(cast))
    involved.agreement.initiating_units.add(cast.other_unit)
    close(involved, cast.ketua)
    withheld = opened(cast, agreement=submitted(cast))
    Agreement.objects.filter(pk=withheld.agreement_id).update(
        visibility="rahasia", visibility_reason="Uji konsekuensi."
    )
    rows = {"open": plain, "concluded": concluded, "involved": involved, "withheld": withheld}
    return {name: Round.objects.select_related("agreement__government").get(pk=row.pk) for name, row in rows.items()}


@pytest.mark.parametrize("name", PEOPLE)
def test_list_and_permission_agree(cast: Cast, name: str) -> None:
    rounds = _rounds(cast)
    person = cast.people[name]
    listed = set(Round.objects.visible_to(person))
    assert listed == {review for review in rounds.values() if person.has_perm("reviews.view_round", review)}


@pytest.mark.parametrize("name", PEOPLE)
def test_who_sees_which_round(cast: Cast, name: str) -> None:
    rounds = _rounds(cast)
    seen = {label for label, review in rounds.items() if cast.people[name].has_perm("reviews.view_round", review)}
    expected: set[str] = set()
    if name in TABLE:
        expected = {"open", "concluded", "involved"}
        if name in {"staf", "pimpinan", "auditor", "owner_reviewer"}:  # the last as proposer of the withheld document
            expected.add("withheld")
    elif name == "pengusul":
        expected = {"concluded", "involved"}
    elif name == "colleague":
        expected = {"involved"}
    assert seen == expected


@pytest.mark.parametrize("name", PEOPLE)
def test_opinions_on_ones_own_proposal_are_read_after_the_conclusion(cast: Cast, name: str) -> None:
    review = opened(cast)
    say(cast, review, "anggota1", "tidak_setuju", "Tidak layak.")
    person = cast.people[name]
    assert person.has_perm("reviews.view_opinions", review) == (name in TABLE - {"owner_reviewer"})
    close(review, cast.ketua)
    review = Round.objects.select_related("agreement__government").get(pk=review.pk)
    assert person.has_perm("reviews.view_opinions", review) == (name in TABLE | {"pengusul"})


@pytest.mark.parametrize("name", PEOPLE)
def test_who_is_waited_for(cast: Cast, name: str) -> None:
    review = opened(cast, "anggota1", "anggota2")
    say(cast, review, "anggota2")
    opened(cast, "anggota3", agreement=submitted(cast))
    waiting = Round.objects.waiting_for(cast.people[name], day=cast.government.today())
    assert list(waiting) == ([review] if name == "anggota1" else [])


@pytest.mark.parametrize("name", PEOPLE)
def test_who_manages_the_team(cast: Cast, name: str) -> None:
    person = cast.people[name]
    assert person.has_perm("reviews.manage_team", cast.government) == (name in {"staf", "admin"})
    assert person.has_perm("reviews.view_team", cast.government) == (name in TABLE | {"admin"})


def test_progress_counts_who_has_spoken_and_who_has_not(cast: Cast) -> None:
    review = opened(cast)
    say(cast, review, "anggota1")
    row: Any = Round.objects.with_progress(cast.government.today()).get(pk=review.pk)
    assert (row.answered, row.silent) == (1, 2)

"""Who sees a round, who reads opinions: the list and the permission give the same answer."""

from typing import Any

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


def test_list_and_permission_agree(cast: Cast) -> None:
    rounds = _rounds(cast)
    for name in PEOPLE:
        person = cast.people[name]
        may = {review for review in rounds.values() if person.has_perm("reviews.view_round", review)}
        assert set(Round.objects.visible_to(person)) == may, name


def test_who_sees_which_round(cast: Cast) -> None:
    rounds = _rounds(cast)
    seen = {
        name: {label for label, review in rounds.items() if cast.people[name].has_perm("reviews.view_round", review)}
        for name in PEOPLE
    }
    table, all_of_it = {"open", "concluded", "involved"}, {"open", "concluded", "involved", "withheld"}
    assert seen == {
        "staf": all_of_it,
        "pimpinan": all_of_it,
        "auditor": all_of_it,
        "owner_reviewer": all_of_it,  # as proposer of the withheld document
        "ketua": table,
        "sekretaris": table,
        "anggota1": table,
        "pengusul": {"concluded", "involved"},
        "colleague": {"involved"},
        "admin": set(),
        "stranger_staf": set(),
        "nobody": set(),
    }


def test_opinions_on_ones_own_proposal_are_read_after_the_conclusion(cast: Cast) -> None:
    review = opened(cast)
    say(cast, review, "anggota1", "tidak_setuju", "Tidak layak.")

    def readers() -> set[str]:
        row = Round.objects.select_related("agreement__government").get(pk=review.pk)
        return {name for name in PEOPLE if cast.people[name].has_perm("reviews.view_opinions", row)}

    assert readers() == TABLE - {"owner_reviewer"}
    close(review, cast.ketua)
    assert readers() == TABLE | {"pengusul"}


def test_who_is_waited_for(cast: Cast) -> None:
    review = opened(cast, "anggota1", "anggota2")
    say(cast, review, "anggota2")
    opened(cast, "anggota3", agreement=submitted(cast))
    day = cast.government.today()
    waiting = {name: list(Round.objects.waiting_for(cast.people[name], day=day)) for name in PEOPLE}
    assert waiting == {name: [review] if name == "anggota1" else [] for name in PEOPLE}


def test_who_manages_the_team(cast: Cast) -> None:
    def holders(permission: str) -> set[str]:
        return {name for name in PEOPLE if cast.people[name].has_perm(permission, cast.government)}

    assert holders("reviews.manage_team") == {"staf", "admin"}
    assert holders("reviews.view_team") == TABLE | {"admin"}


def test_progress_counts_who_has_spoken_and_who_has_not(cast: Cast) -> None:
    review = opened(cast)
    say(cast, review, "anggota1")
    row: Any = Round.objects.with_progress(cast.government.today()).get(pk=review.pk)
    assert (row.answered, row.silent) == (1, 2)

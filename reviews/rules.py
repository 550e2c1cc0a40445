"""Who may do what at TKKSD's table. ``view_round`` equals ``RoundQuerySet.visible_to``; a test holds them equal."""

from typing import Any

import rules

from accounts.domain.roles import is_person
from accounts.rules import is_admin, is_auditor, is_pimpinan, is_staf, is_tkksd
from agreements.enums import Phase
from agreements.models import Agreement
from agreements.rules import can_view, is_of_unit, is_own_proposal
from reviews.enums import TeamKind
from reviews.models import Remark, Round, Seat
from reviews.models.team import seats_of


@rules.predicate  # type: ignore[untyped-decorator]
def is_under_review(user: Any, agreement: Agreement) -> bool:
    return agreement.phase == Phase.DITELAAH


@rules.predicate  # type: ignore[untyped-decorator]
def holds_concluding_seat(user: Any, agreement: Agreement) -> bool:
    """Ketua, wakil ketua or sekretaris today, in a TKKSD of this government whose decree is in force."""
    if not is_person(user):
        return False
    seats = Seat.objects.concluding(agreement.government.today())
    return seats.filter(holder=user, team__government_id=agreement.government_id).exists()


# A seat alone is not enough: who has left the office keeps no way in through a seat nobody ended.
is_insider = is_tkksd | is_staf | is_pimpinan
may_conclude = is_under_review & is_insider & ~is_own_proposal & holds_concluding_seat


def _of_agreement(predicate: rules.predicates.Predicate) -> rules.predicates.Predicate:
    """The same question asked about a round: about its document."""

    @rules.predicate(f"{predicate.name}_of_round")  # type: ignore[untyped-decorator]
    def asked(user: Any, review: Round) -> bool:
        return bool(predicate(user, review.agreement))

    return asked


@rules.predicate  # type: ignore[untyped-decorator]
def is_open(user: Any, review: Round) -> bool:
    return review.is_open


@rules.predicate  # type: ignore[untyped-decorator]
def is_concluded(user: Any, review: Round) -> bool:
    return review.concluded_at is not None


@rules.predicate  # type: ignore[untyped-decorator]
def holds_asked_seat(user: Any, review: Round) -> bool:
    """Holds today one of the seats this round asks."""
    if not is_person(user):
        return False
    return seats_of(user, day=review.agreement.government.today()).filter(rounds=review).exists()


is_own = _of_agreement(is_own_proposal)
sees_table = _of_agreement(is_staf | is_tkksd | is_pimpinan | is_auditor) & _of_agreement(can_view)
can_view_round = sees_table | (is_concluded & _of_agreement(is_of_unit))

rules.add_perm("reviews.view_round", can_view_round)
# Before the conclusion a member does not read what colleagues say about the member's own proposal.
rules.add_perm(
    "reviews.view_opinions",
    (can_view_round & is_concluded)
    | (
        _of_agreement(can_view)
        & (_of_agreement(is_staf | is_pimpinan | is_auditor) | (_of_agreement(is_tkksd) & ~is_own))
    ),
)
rules.add_perm("reviews.give_opinion", is_open & _of_agreement(is_insider) & ~is_own & holds_asked_seat)
rules.add_perm("reviews.conclude", may_conclude)
rules.add_perm("reviews.open_round", is_staf)


@rules.predicate  # type: ignore[untyped-decorator]
def sits_in_technical_team(user: Any, agreement: Agreement) -> bool:
    """Holds today a seat of this government's Tim Teknis."""
    if not is_person(user):
        return False
    seats = seats_of(user, day=agreement.government.today())
    return seats.filter(team__government_id=agreement.government_id, team__kind=TeamKind.TIM_TEKNIS).exists()


@rules.predicate  # type: ignore[untyped-decorator]
def wrote_remark(user: Any, remark: Remark) -> bool:
    """Wrote the note, or holds today the seat that passed on from its author's."""
    opinion = remark.opinion
    if opinion.by_id == user.pk:
        return True
    day = opinion.round.agreement.government.today()
    return seats_of(user, day=day).filter(previous=opinion.seat_id).exists()


@rules.predicate  # type: ignore[untyped-decorator]
def staffs_remark(user: Any, remark: Remark) -> bool:
    return bool(is_staf(user, remark.opinion.round.agreement))


rules.add_perm("reviews.hand_in_study", is_insider & ~is_own_proposal & sits_in_technical_team)
rules.add_perm(
    "reviews.fill_checklist",
    is_open
    & ~is_own
    & (_of_agreement(is_staf) | _of_agreement(is_insider) & (holds_asked_seat | _of_agreement(sits_in_technical_team))),
)
rules.add_perm("reviews.settle_remark", wrote_remark | staffs_remark)
rules.add_perm("reviews.clear_condition", is_staf)
rules.add_perm("reviews.view_meeting", is_staf | is_tkksd | is_pimpinan | is_auditor)
rules.add_perm("reviews.manage_meeting", is_staf)
rules.add_perm("reviews.view_team", is_staf | is_admin | is_tkksd | is_pimpinan | is_auditor)
rules.add_perm("reviews.manage_team", is_staf | is_admin)

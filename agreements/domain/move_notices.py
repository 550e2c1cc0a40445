"""Messages owed for a move, written in the transaction of the move itself: either both happen or neither."""

import datetime as dt
from collections.abc import Iterable

from accounts.models import User
from agreements.domain.locking import keep_parties
from agreements.domain.notice_people import People, facts_of, path_of, subject_of
from agreements.enums import EndReason, Phase
from agreements.models import Agreement, Transition
from notices.domain.acting import mark_acted
from notices.domain.owing import Owed, owe_many
from notices.models import Notice

ACTIONS = ("submit", "return", "revise", "reopen", "decline", "recommend", "sign", "end", "replace", "cancel")

# What somebody has to act on while the document stands in a phase; in the other phases no message of a move waits.
WAITING = {
    Phase.DIAJUKAN: ("move-submit",),
    Phase.DIKEMBALIKAN: ("move-return", "move-revise", "move-reopen"),
    Phase.DIREKOMENDASIKAN: ("move-recommend",),
}
ENDINGS = ("end", "replace")
ASKED_AT_THE_END = (
    "agreement-ends", "agreement-ended", "plan-ends", "loi-lapses", "decision-due", "decision-overdue",
)  # fmt: skip


def owe_for_move(agreement: Agreement, transition: Transition, *, now: dt.datetime) -> None:
    """Owe the people concerned a message about the move; never the person who made it.

    Nothing is owed for withdraw and register_legacy; the seats that a forward calls on are told by reviews.
    """
    # What waited in the phase that was left is done, whoever did it.
    done = ASKED_AT_THE_END if transition.action in ENDINGS else WAITING.get(Phase(transition.from_phase))
    if done:
        mark_acted(subject=subject_of(agreement.pk), kinds=done, now=now)
    if transition.action not in ACTIONS:
        return
    keep_parties(agreement)
    people, government = People(agreement.government.today(now)), agreement.government
    owed = []
    match transition.action:
        case "submit":
            owed.append(_owed(agreement, transition, people.staf(government)))
        case "recommend":
            # Staff first: who is also the proposer gets the message that asks for something.
            owed.append(_owed(agreement, transition, people.staf(government), to_record=True))
            owed.append(_owed(agreement, transition, people.proposers(agreement)))
        case "return" | "revise" | "reopen" | "decline":
            owed.append(_owed(agreement, transition, people.proposers(agreement)))
        case "sign":
            owed.append(_owed(agreement, transition, [*people.pengusul(agreement), *people.pimpinan(government)]))
        case _:  # end, replace, cancel
            owed.append(_owed(agreement, transition, people.concerned(agreement)))
    owe_many(owed, now=now, are_new=True)


def _owed(agreement: Agreement, transition: Transition, people: Iterable[User], *, to_record: bool = False) -> Owed:
    return Owed(
        kind=f"move-{transition.action}",
        subject=subject_of(agreement.pk),
        occasion=str(transition.pk),
        recipients=[person for person in people if person.pk != transition.by_id],
        government=agreement.government,
        context={
            **facts_of(agreement),
            "by": transition.by.get_full_name(),
            "at": transition.at,
            "note": transition.note,
            "to_record": to_record,
            "signed_on": agreement.signed_on,
            "ends_on": agreement.last_day,
            "ended_on": agreement.ended_on,
            "end_reason": EndReason(agreement.end_reason).label if agreement.end_reason else "",
        },
        path=path_of(agreement),
    )


def is_waiting_in(phase: Phase, notice: Notice) -> bool:
    """Whether the document is still where the message says somebody has to act on it."""
    pk = int(notice.subject.partition(":")[2])
    return Agreement.objects.filter(pk=pk, phase=phase).exists()

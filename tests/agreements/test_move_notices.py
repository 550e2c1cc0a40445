"""Every move tells whom it concerns, never the person who made it, and only if the move happens."""

import datetime as dt

import pytest
from django.db import transaction
from django.utils import timezone

from accounts.enums import Role
from accounts.models import Membership, User
from agreements.domain.ending import EndingFacts
from agreements.domain.move_notices import WAITING
from agreements.domain.notice_people import subject_of
from agreements.domain.workflow import MOVES, perform
from agreements.enums import EndReason, FileKind, Phase
from agreements.models import Transition
from notices import kinds
from notices.domain.delivery import deliver_owed
from notices.models import Notice
from tests import factories as make
from tests.cast import Cast

UNIT = {"pengusul", "owner_reviewer"}


def second_staf(cast: Cast) -> User:
    """Another person of Bagian Kerja Sama."""
    second = make.UserFactory(name="Staf Kedua", email="staf2@uji.example")
    make.MembershipFactory(user=second, government=cast.government, role=Role.STAF, unit=cast.secretariat)
    return second


def told(action: str) -> set[str]:
    """Names of those who were owed a message about the last such move."""
    transition = Transition.objects.filter(action=action).latest("pk")
    rows = Notice.objects.filter(kind=f"move-{action}", occasion=str(transition.pk))
    return {email.partition("@")[0] for email in rows.values_list("recipient__email", flat=True)}


@pytest.mark.parametrize(
    ("phase", "action", "expected"),
    [
        (Phase.DIAJUKAN, "submit", {"staf"}),
        (Phase.DIKEMBALIKAN, "return", UNIT),
        (Phase.DITELAAH, "forward", set()),
        (Phase.DITOLAK, "decline", UNIT),
        (Phase.DIREKOMENDASIKAN, "recommend", {*UNIT, "staf"}),
        (Phase.DITANDATANGANI, "sign", {*UNIT, "pimpinan"}),
        (Phase.DIAKHIRI, "end", UNIT),
        (Phase.DIBATALKAN, "cancel", UNIT),
    ],
)
def test_who_is_told(cast: Cast, phase: str, action: str, expected: set[str]) -> None:
    cast.bring(cast.draft(), phase)
    assert told(action) == expected


def test_a_second_staf_is_told_what_the_first_one_did(cast: Cast) -> None:
    second_staf(cast)
    cast.bring(cast.draft(), Phase.DIAKHIRI)
    assert told("end") == {*UNIT, "staf2"}


def test_staf_who_submits_is_not_told_of_it(cast: Cast) -> None:
    perform(cast.draft(by=cast.staf), "submit", by=cast.staf, now=timezone.now())
    assert told("submit") == set()


def test_who_entered_it_for_the_unit_is_told(cast: Cast) -> None:
    cast.bring(cast.draft(by=second_staf(cast)), Phase.DIKEMBALIKAN)
    assert told("return") == {*UNIT, "staf2"}


def test_who_entered_it_and_left_is_not_told(cast: Cast) -> None:
    second = second_staf(cast)
    agreement = cast.bring(cast.draft(by=second), Phase.DIAJUKAN)
    Membership.objects.filter(user=second).update(ends_on=cast.government.today() - dt.timedelta(days=1))
    perform(agreement, "return", by=cast.staf, now=timezone.now(), note="Lengkapi.")
    assert told("return") == UNIT


def test_staf_and_proposer_in_one_person_gets_the_one_that_asks_for_something(cast: Cast) -> None:
    make.MembershipFactory(user=cast.pengusul, government=cast.government, role=Role.STAF, unit=cast.secretariat)
    cast.bring(cast.draft(), Phase.DIREKOMENDASIKAN)
    rows = Notice.objects.filter(kind="move-recommend")
    assert {n.recipient.name: n.title.partition(":")[0] for n in rows} == {
        "Staf": "Penandatanganan menunggu dicatat",
        "Pengusul": "Penandatanganan menunggu dicatat",
        "Owner Reviewer": "Direkomendasikan",
    }


def test_nobody_of_another_government_is_told(cast: Cast) -> None:
    cast.bring(cast.draft(), Phase.DIAKHIRI)
    assert not Notice.objects.filter(recipient=cast.stranger_staf).exists()
    assert set(Notice.objects.values_list("government", flat=True)) == {cast.government.pk}


def test_the_reason_is_in_the_message(cast: Cast) -> None:
    cast.bring(cast.draft(title="Pengelolaan Air Bersih"), Phase.DIKEMBALIKAN)
    row = Notice.objects.get(kind="move-return", recipient=cast.pengusul)
    assert row.title == "Dikembalikan: Pengelolaan Air Bersih"
    assert "Alasan: Catatan uji." in row.body


def test_a_move_that_is_rolled_back_owes_nothing(cast: Cast) -> None:
    agreement = cast.draft()
    with transaction.atomic():
        perform(agreement, "submit", by=cast.pengusul, now=timezone.now())
        transaction.set_rollback(True)
    assert Notice.objects.count() == 0


def test_what_somebody_dealt_with_meanwhile_is_not_sent(cast: Cast, mailoutbox: list[object]) -> None:
    """A mail server that was down must not ask for what is done."""
    cast.bring(cast.draft(), Phase.DIREKOMENDASIKAN)
    tally = deliver_owed(timezone.now())
    assert set(Notice.objects.exclude(superseded_at=None).values_list("kind", flat=True)) == {"move-submit"}
    assert tally.sent == len(mailoutbox) == 3


def test_submitted_again_is_told_again(cast: Cast) -> None:
    agreement = cast.bring(cast.draft(), Phase.DIKEMBALIKAN)
    perform(agreement, "submit", by=cast.pengusul, now=timezone.now())
    assert Notice.objects.filter(kind="move-submit", recipient=cast.staf).count() == 2


@pytest.mark.parametrize("action", sorted(set(MOVES) - {"withdraw", "forward", "register_legacy"}))
def test_every_move_that_tells_has_its_kind(action: str) -> None:
    assert kinds.get(f"move-{action}").template == f"move_{action}"


def test_what_waits_is_done_as_soon_as_its_phase_is_left(cast: Cast) -> None:
    """A round trip through every message that asks for something; whoever moves the document, it is done for all."""
    agreement, asking = cast.draft(), {kind for kinds in WAITING.values() for kind in kinds}
    assert asking == {f"move-{action}" for action in ("submit", "return", "revise", "reopen", "recommend")}
    way = (
        "pengusul:submit staf:return pengusul:submit staf:forward ketua:revise pengusul:submit staf:forward "
        "ketua:recommend staf:reopen pengusul:submit staf:forward ketua:recommend staf:sign"
    )
    for step in way.split():
        name, action = step.split(":")
        given = cast.signing(agreement, signed_on=cast.government.today()) if action == "sign" else None
        perform(agreement, action, by=cast.people[name], now=timezone.now(), note="Uji.", facts=given)
        open_rows = Notice.objects.filter(kind__in=asking, acted_at=None, superseded_at=None)
        expected = {f"move-{action}"} & set(WAITING.get(Phase(agreement.phase), ()))
        assert set(open_rows.values_list("kind", flat=True)) == expected, action


def test_what_asks_about_the_end_is_done_when_the_document_has_ended(cast: Cast) -> None:
    agreement, now = cast.registered(), timezone.now()
    asking = ("agreement-ends", "agreement-ended", "plan-ends", "loi-lapses", "decision-due", "decision-overdue")
    Notice.objects.bulk_create(
        Notice(
            government=cast.government,
            recipient=cast.pengusul,
            kind=kind,
            subject=subject_of(agreement.pk),
            occasion="uji",
            title="Uji",
            body="Uji",
            path="/ruang/",
            send_after=now,
        )
        for kind in asking
    )
    cast.attach(agreement, FileKind.DOKUMEN_PENGAKHIRAN)
    facts = EndingFacts(reason=EndReason.KESEPAKATAN, last_day=cast.government.today(), note="Disepakati.")
    perform(agreement, "end", by=cast.staf, now=now, note="Uji.", facts=facts)
    assert not Notice.objects.filter(kind__in=asking, acted_at=None, superseded_at=None).exists()

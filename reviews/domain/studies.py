"""The technical study of the Tim Teknis, on which a round builds."""

import datetime as dt

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as say

from accounts.models import User
from agreements.domain import files
from agreements.domain.errors import WrongPhase
from agreements.domain.locking import lock
from agreements.enums import FileKind, Phase
from agreements.models import Agreement
from kerjasama.uploads import Upload
from reviews.enums import Advice, TeamKind
from reviews.models import Seat, Study

OPEN = (Phase.DIAJUKAN, Phase.DITELAAH)


def studying_seat(agreement: Agreement, *, user: User, today: dt.date) -> Seat | None:
    """The seat of the Tim Teknis in which this person would study the proposal today."""
    seats = Seat.objects.on(today).filter(
        holder=user, team__kind=TeamKind.TIM_TEKNIS, team__government_id=agreement.government_id
    )
    return seats.by_rank().first()


@transaction.atomic
def hand_in(
    agreement: Agreement, *, advice: str, text: str, by: User, now: dt.datetime, upload: Upload | None = None
) -> Study:
    """A study of the draft as it stands; a later one does not replace an earlier one.

    Raises WrongPhase when the document is not on its way to TKKSD, PermissionDenied for anybody but a member of the
    Tim Teknis in force (and for the proposer), ValidationError without text.
    """
    locked = lock(agreement)
    if locked.phase not in OPEN:
        raise WrongPhase(
            say("Naskah ini berada pada tahap “%(phase)s”; kajian diserahkan sebelum TKKSD menyimpulkan.")
            % {"phase": locked.get_phase_display()}
        )
    seat = studying_seat(locked, user=by, today=locked.government.today(now))
    if seat is None or not by.has_perm("reviews.hand_in_study", locked):
        raise PermissionDenied("hand_in_study")
    if advice not in Advice.values:
        raise ValidationError({"advice": say("Pilih hasil kajian.")})
    if not text.strip():
        raise ValidationError({"text": say("Tuliskan uraian kajian.")})
    stored = files.store(locked, upload, kind=FileKind.LAMPIRAN, by=by, now=now) if upload is not None else None
    return Study.objects.create(
        agreement=locked,
        draft_version=locked.version,
        seat=seat,
        by=by,
        at=now,
        advice=advice,
        text=text.strip(),
        file=stored,
    )

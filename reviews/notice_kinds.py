"""The notice kinds, planner and calendar of TKKSD; registered when the room opens."""

from django.utils.translation import gettext_lazy as _

from notices import kinds
from notices.domain import planning, upcoming
from notices.kinds import NoticeKind
from reviews.domain import round_notices
from reviews.domain.upcoming_rounds import upcoming_rounds

KINDS = [
    NoticeKind(round_notices.ASKED, _("Pendapat diminta"), "round_asked", still_owed=round_notices.is_still_asked),
    NoticeKind(
        round_notices.REMINDED, _("Pendapat belum diberikan"), "round_reminded", still_owed=round_notices.is_still_asked
    ),
    NoticeKind(
        round_notices.READY, _("Putaran siap disimpulkan"), "round_ready", still_owed=round_notices.is_still_open
    ),
]


def register() -> None:
    """Called once from ``ReviewsConfig.ready``."""
    kinds.register(*KINDS)
    planning.register(round_notices.plan_reminders)
    upcoming.register(upcoming_rounds)

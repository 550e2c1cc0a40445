from reviews.models.meeting import AgendaItem, Attendance, Meeting, MeetingQuerySet, Paper
from reviews.models.remark import Check, Condition, Remark, Study
from reviews.models.round import Opinion, Round, RoundQuerySet
from reviews.models.team import Seat, SeatQuerySet, Team, TeamQuerySet

__all__ = [
    "AgendaItem",
    "Attendance",
    "Check",
    "Condition",
    "Meeting",
    "MeetingQuerySet",
    "Opinion",
    "Paper",
    "Remark",
    "Round",
    "RoundQuerySet",
    "Seat",
    "SeatQuerySet",
    "Study",
    "Team",
    "TeamQuerySet",
]

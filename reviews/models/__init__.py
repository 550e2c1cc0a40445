from reviews.models.round import Opinion, Round, RoundQuerySet
from reviews.models.team import Seat, SeatQuerySet, Team, TeamQuerySet

__all__ = ["Opinion", "Round", "RoundQuerySet", "Seat", "SeatQuerySet", "Team", "TeamQuerySet"]

from reviews.models.round import Opinion, Round
from reviews.models.team import Seat, Team

__all__ = ["Opinion", "Round", "Seat", "Team"]

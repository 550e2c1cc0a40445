from accounts.models.government import Government
from accounts.models.holiday import Holiday
from accounts.models.invitation import Invitation
from accounts.models.membership import Membership
from accounts.models.unit import Unit
from accounts.models.user import User

__all__ = ["Government", "Holiday", "Invitation", "Membership", "Unit", "User"]

from accounts.models.government import Government
from accounts.models.invitation import Invitation
from accounts.models.membership import Membership
from accounts.models.unit import Unit
from accounts.models.user import User

__all__ = ["Government", "Invitation", "Membership", "Unit", "User"]

"""A role holds from its first day through its last: not before, not after."""

import datetime as dt

import pytest
from django.utils import timezone

from accounts.domain.roles import memberships_of, roles_in
from accounts.enums import Role
from accounts.models import User
from tests import factories as make


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("starts", "ends", "holds"),
    [(-10, None, True), (0, 0, True), (-10, -1, False), (1, None, False), (-10, 5, True)],
)
def test_a_role_holds_from_its_first_day_through_its_last(starts: int, ends: int | None, holds: bool) -> None:
    government = make.GovernmentFactory()
    today = government.today(timezone.now())
    end = None if ends is None else today + dt.timedelta(days=ends)
    user = make.UserFactory()
    make.MembershipFactory(
        user=user, government=government, starts_on=today + dt.timedelta(days=starts), ends_on=end, role=Role.STAF
    )
    fresh = User.objects.get(pk=user.pk)
    assert (Role.STAF in roles_in(fresh, government.pk)) is holds
    assert bool(memberships_of(fresh)) is holds

"""Celery wakes the sweeps and holds no truth."""

import pytest
from django.utils import timezone

from kerjasama.schedule import BEAT_SCHEDULE
from notices import tasks
from notices.domain import planning
from notices.models import Notice, Sweep
from tests.cast import Cast
from tests.notices.make import notice


def test_the_tasks_do_what_their_names_say(
    cast: Cast, mailoutbox: list[object], monkeypatch: pytest.MonkeyPatch
) -> None:
    def planner(now: object) -> int:
        notice(cast.staf, cast.government, now=timezone.now())
        return 1

    monkeypatch.setattr(planning, "_planners", [planner])
    tasks.plan_notices()
    tasks.deliver_notices()
    assert len(mailoutbox) == 1
    assert Notice.objects.filter(sent_at=None).count() == 0
    assert dict(Sweep.objects.values_list("name", "last_count")) == {"plan": 1, "deliver": 1}


def test_delivery_is_woken_every_minute_and_planning_often_enough_for_every_midnight() -> None:
    assert BEAT_SCHEDULE["deliver-notices"]["schedule"] == 60
    assert BEAT_SCHEDULE["plan-notices"]["schedule"] <= 15 * 60
    for entry in BEAT_SCHEDULE.values():
        assert entry["options"]["expires"] <= entry["schedule"], "an order that nobody took must not pile up"

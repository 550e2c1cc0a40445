"""What the worker does by itself."""

from unittest.mock import patch

from celery import Task
from celery.signals import worker_ready

from agreements import tasks


def test_what_comes_every_six_hours_comes_at_the_start_of_a_worker_too() -> None:
    begun: list[str] = []
    with patch.object(Task, "delay", lambda task: begun.append(task.name)):
        worker_ready.send(sender=None)
    assert {tasks.recompute_ends.name, tasks.tidy_up.name} <= set(begun)

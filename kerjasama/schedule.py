"""When the sweeps are woken. Every entry names a task by its dotted path; a test imports each.

A beat that was missed or came twice does no harm: a sweep asks the tables what is due by now.
"""

from typing import Any

# Name of the entry -> {"task": "room.tasks.name", "schedule": seconds or celery.schedules.crontab(...)}
BEAT_SCHEDULE: dict[str, dict[str, Any]] = {}

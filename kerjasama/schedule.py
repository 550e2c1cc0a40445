"""When the sweeps are woken. Every entry names a task by its dotted path; a test imports each.

A beat that was missed or came twice does no harm: a sweep asks the tables what is due by now.
"""

from typing import Any

# Name of the entry -> {"task": "room.tasks.name", "schedule": seconds or celery.schedules.crontab(...)}
# An order to wake expires before the next one, so a worker that was away finds one and not a heap.
BEAT_SCHEDULE: dict[str, dict[str, Any]] = {
    "deliver-notices": {"task": "notices.tasks.deliver_notices", "schedule": 60, "options": {"expires": 55}},
    # Often enough to catch local midnight in WIB, WITA and WIT.
    "plan-notices": {"task": "notices.tasks.plan_notices", "schedule": 15 * 60, "options": {"expires": 14 * 60}},
    "deliver-channels": {"task": "notices.tasks.deliver_channels", "schedule": 60, "options": {"expires": 55}},
    "take-bounces": {"task": "notices.tasks.take_bounces", "schedule": 5 * 60, "options": {"expires": 4 * 60}},
    # A search brings the last few changes in by itself; this is for imports, and for the list of words.
    "refresh-search": {"task": "agreements.tasks.refresh_search", "schedule": 30, "options": {"expires": 25}},
    # Text of public files for search; one sweep takes at most 50 seconds of one worker, and behind everybody else.
    "read-files": {"task": "agreements.tasks.read_files", "schedule": 60, "options": {"expires": 55}},
    # Typing of ninety days and chosen files of two days ago that nobody came back to.
    "tidy-up": {"task": "agreements.tasks.tidy_up", "schedule": 6 * 3600, "options": {"expires": 5 * 3600}},
    # After an upgrade that counts ends differently; else one read, and nothing to write.
    "recompute-ends": {
        "task": "agreements.tasks.recompute_ends",
        "schedule": 6 * 3600,
        "options": {"expires": 5 * 3600},
    },
    # Makes the open data again only when the register or the day has changed.
    "renew-dataset": {"task": "portal.tasks.renew_dataset", "schedule": 10 * 60, "options": {"expires": 9 * 60}},
    # Confirmations go out at once, news once a day from seven in the morning.
    "send-letters": {"task": "portal.tasks.send_letters", "schedule": 2 * 60, "options": {"expires": 115}},
    # Last year's figures are written down from the middle of January on; any other day it has nothing to do.
    "freeze-figures": {"task": "portal.tasks.freeze_figures", "schedule": 6 * 3600, "options": {"expires": 5 * 3600}},
}

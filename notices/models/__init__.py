from notices.models.feed import CalendarFeed
from notices.models.notice import MAX_REFUSALS, Notice, NoticeQuerySet
from notices.models.sweep import Sweep

__all__ = ["MAX_REFUSALS", "CalendarFeed", "Notice", "NoticeQuerySet", "Sweep"]

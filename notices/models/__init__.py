from notices.models.notice import MAX_ATTEMPTS, Notice, NoticeQuerySet
from notices.models.sweep import Sweep

__all__ = ["MAX_ATTEMPTS", "Notice", "NoticeQuerySet", "Sweep"]

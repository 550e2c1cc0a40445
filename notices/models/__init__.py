from notices.models.notice import MAX_ATTEMPTS, Notice, NoticeQuerySet

__all__ = ["MAX_ATTEMPTS", "Notice", "NoticeQuerySet"]

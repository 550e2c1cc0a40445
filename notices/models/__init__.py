from notices.models.absence import Absence
from notices.models.channel import Channel, ChannelDelivery
from notices.models.feed import CalendarEntry, CalendarFeed
from notices.models.notice import MAX_REFUSALS, Notice, NoticeQuerySet
from notices.models.preference import Mute
from notices.models.sending import PastSending
from notices.models.snooze import Snooze
from notices.models.sweep import Sweep

__all__ = [
    "MAX_REFUSALS",
    "Absence",
    "CalendarEntry",
    "CalendarFeed",
    "Channel",
    "ChannelDelivery",
    "Mute",
    "Notice",
    "NoticeQuerySet",
    "PastSending",
    "Snooze",
    "Sweep",
]

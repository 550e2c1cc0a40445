"""Words for kinds and states of messages.

``{{ notice.kind|kind_label }}``, ``{% state_badge notice=notice %}``, ``{{ sweep.name|sweep_label }}``,
``{{ url|with_query:query }}``, ``{{ seconds|lama }}`` (``2 hari``; a dash when nothing waits)
"""

import datetime as dt

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext as say

from accounts.models import User
from kerjasama.health import waited
from kerjasama.templatetags.ui import badge
from kerjasama.templatetags.ui_formats import ABSENT
from notices import kinds
from notices.domain import bounces, sweeps
from notices.enums import State
from notices.models import Notice

register = template.Library()

LOOKS: dict[State, tuple[str, str]] = {
    State.OWED: ("neutral", "hourglass-split"),
    State.AGAIN: ("neutral", "arrow-repeat"),
    State.SENDING: ("info", "send"),
    State.RETRYING: ("warn", "arrow-repeat"),
    State.GIVEN_UP: ("danger", "x-octagon"),
    State.SENT: ("ok", "check-lg"),
    State.BOUNCED: ("danger", "envelope-x"),
    State.MUTED: ("muted", "bell-slash"),
    State.READ: ("ok", "check2-all"),
    State.ACTED: ("ok", "check-circle-fill"),
    State.SUPERSEDED: ("muted", "slash-circle"),
}


@register.filter
def lama(seconds: float) -> str:
    """How long something has been waiting, in words; a dash for zero."""
    return waited(dt.timedelta(seconds=seconds)) if seconds else ABSENT


@register.filter
def kind_label(code: str) -> str:
    """What people call a kind of message."""
    return kinds.label_of(code)


@register.filter
def kind_act(code: str) -> str:
    """What a message of this kind asks for; empty for news."""
    return kinds.act_of(code)


@register.simple_tag
def state_badge(*, notice: Notice) -> SafeString:
    """The delivery state in words with an icon of its own."""
    tone, icon = LOOKS[notice.state]
    return badge(text=str(notice.state.label), tone=tone, icon=icon)


@register.simple_tag
def mail_trouble(*, person: User) -> Notice | None:
    """The last letter to this person, when it came back for good; else None."""
    return bounces.trouble_of(person)


@register.filter
def sweep_label(name: str) -> str:
    """What a sweep does."""
    return {
        sweeps.PLAN: say("Perencanaan terakhir"),
        sweeps.DELIVER: say("Pengiriman terakhir"),
        sweeps.BOUNCES: say("Pembacaan pantulan terakhir"),
        sweeps.CHANNELS: say("Pengiriman saluran lain terakhir"),
        sweeps.READ: say("Pembacaan berkas publik terakhir"),
        sweeps.INDEX: say("Penyusunan kata pencarian terakhir"),
        sweeps.DATA: say("Penyusunan data terbuka terakhir"),
        sweeps.LETTERS: say("Pengiriman surat pelanggan terakhir"),
    }.get(name, name)


@register.filter
def with_query(url: str, query: str) -> str:
    """An address with the filters of the page it leads back to."""
    return f"{url}?{query}" if query else url

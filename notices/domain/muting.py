"""Which kinds of message a person wants no e-mail of. Only kinds that are not mandatory; the inbox has them anyway."""

import datetime as dt

from django.conf import settings
from django.core import signing
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import gettext as say

from accounts.models import User
from notices import kinds
from notices.enums import Rhythm
from notices.models import Mute, Notice

SALT = "notices.muting"


def optional_kinds() -> list[kinds.NoticeKind]:
    """The kinds a person may switch off, in order of their label."""
    return sorted((kind for kind in kinds.all_kinds() if not kind.mandatory), key=lambda kind: str(kind.label))


def muted_kinds(user: User) -> set[str]:
    """Codes of the kinds this person has switched off and that may still be."""
    optional = {kind.code for kind in optional_kinds()}
    return optional & set(Mute.objects.filter(user=user).values_list("kind", flat=True))


def muted_among(notices: list[Notice]) -> set[int]:
    """Ids of the notices that are not to be sent because their recipient switched their kind off."""
    optional = {kind.code for kind in kinds.all_kinds() if not kind.mandatory}
    # Staff who send again mean it; what was put off and woke up travels in the summary, and is no wish of staff.
    asked = [n for n in notices if n.kind in optional and not (n.resends and n.rhythm == Rhythm.NOW)]
    if not asked:
        return set()
    rows = Mute.objects.filter(user__in={notice.recipient_id for notice in asked})
    muted = set(rows.values_list("user_id", "kind"))
    return {notice.pk for notice in asked if (notice.recipient_id, notice.kind) in muted}


def mute(user: User, code: str, *, now: dt.datetime) -> None:
    """No e-mail of this kind from now on. Raises ValidationError for a kind that is mandatory or unknown."""
    kind = kinds.find(code)
    if kind is None or kind.mandatory:
        raise ValidationError(say("Jenis pesan ini wajib dan tidak dapat dimatikan."))
    Mute.objects.get_or_create(user=user, kind=code, defaults={"created_at": now})


def unmute(user: User, code: str) -> None:
    """E-mail of this kind again."""
    Mute.objects.filter(user=user, kind=code).delete()


def choose(user: User, wanted: set[str], *, now: dt.datetime) -> None:
    """Take over the whole choice: of the optional kinds only ``wanted`` are sent by e-mail."""
    for kind in optional_kinds():
        if kind.code in wanted:
            unmute(user, kind.code)
        else:
            mute(user, kind.code, now=now)


def may_end(letter: list[Notice]) -> list[kinds.NoticeKind]:
    """The kinds in one e-mail that its reader may switch off, in order of their code."""
    found = {kind.code: kind for notice in letter if (kind := kinds.find(notice.kind)) and not kind.mandatory}
    return [found[code] for code in sorted(found)]


def address_for(letter: list[Notice]) -> str:
    """The signed address that ends e-mail of these kinds for this person; empty when none of them may be ended."""
    codes = [kind.code for kind in may_end(letter)]
    if not codes:
        return ""
    token = signing.dumps([letter[0].recipient_id, codes], salt=SALT)
    return f"{settings.PUBLIC_URL}{reverse('notices_off:off', args=[token])}"


def read_token(token: str) -> tuple[User, list[kinds.NoticeKind]] | None:
    """Whose and which kinds; None for a token we did not write, a person who is gone, or kinds all mandatory now.

    It never expires: a person may act on an old e-mail, and all it can do is end e-mail that was not wanted.
    """
    try:
        user_id, codes = signing.loads(token, salt=SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    user = User.objects.filter(pk=user_id).first()
    codes = [codes] if isinstance(codes, str) else codes  # an e-mail of one message once named its kind alone
    found = [kind for code in codes if (kind := kinds.find(code)) is not None and not kind.mandatory]
    return (user, found) if user is not None and found else None

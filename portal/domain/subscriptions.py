"""Saved searches by e-mail: asked for, confirmed, ended. The address is all we know of a person (UU 27/2022).

Links carry a signature and no secret is stored: the one to confirm works for three days, the one to end it for ever.
"""

import datetime as dt

from django.conf import settings
from django.core import signing
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils.translation import gettext as _

from portal.models import Letter, LetterKind, Subscription

CONFIRM_WITHIN = dt.timedelta(days=3)
MOST = 20  # saved searches of one address
LETTERS_KEPT = dt.timedelta(days=30)
_CONFIRM, _END = "langganan.sahkan", "langganan.berhenti"


def ask(email: str, query: str, *, now: dt.datetime, language: str = settings.LANGUAGE_CODE) -> None:
    """Owe the address a letter that asks whether it wants this; nothing more is ever sent before it says so.

    Its letters are in ``language``, that of the page where it was asked for.

    Does nothing when it has it already, so that the answer tells nobody who is subscribed. Raises ValidationError when
    the address has too many searches.
    """
    email = email.strip().lower()
    known = Subscription.objects.filter(email__iexact=email)
    if known.filter(query=query).exists():
        return
    if known.count() >= MOST:
        raise ValidationError(_("Alamat ini sudah mempunyai terlalu banyak langganan."))
    with transaction.atomic():
        made, is_new = Subscription.objects.get_or_create(
            email=email, query=query, defaults={"created_at": now, "language": language}
        )
        if is_new:
            Letter.objects.create(email=email, kind=LetterKind.CONFIRM, occasion=str(made.pk), created_at=now)


def confirm_token(subscription: Subscription) -> str:
    """For the link in the letter that asks."""
    return signing.dumps(subscription.pk, salt=_CONFIRM)


def end_token(email: str, subscription: Subscription | None = None) -> str:
    """For the links that end one search, or all of an address."""
    return signing.dumps([email.lower(), subscription.pk if subscription else 0], salt=_END)


def to_confirm(token: str) -> Subscription | None:
    """The subscription behind a link; None when the link is broken, too old, or its subscription gone."""
    try:
        pk = signing.loads(token, salt=_CONFIRM, max_age=CONFIRM_WITHIN)
    except signing.BadSignature:
        return None
    return Subscription.objects.filter(pk=pk).first()


def confirm(subscription: Subscription, *, now: dt.datetime) -> None:
    """From now on the address hears of what is new. A second click changes nothing."""
    note_debuts(now)
    unconfirmed = Subscription.objects.filter(pk=subscription.pk, confirmed_at=None)
    unconfirmed.update(confirmed_at=now, told_until=now)


def to_end(token: str) -> tuple[str, int] | None:
    """Address and subscription (0 for all) behind a link; None for a broken one."""
    try:
        email, pk = signing.loads(token, salt=_END)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return str(email), int(pk)


@transaction.atomic
def end(email: str, pk: int = 0) -> None:
    """Delete one search of the address, or all, with every letter not yet sent when nothing is left."""
    mine = Subscription.objects.filter(email__iexact=email)
    (mine.filter(pk=pk) if pk else mine).delete()
    if not mine.exists():
        Letter.objects.filter(email__iexact=email).delete()


def note_debuts(now: dt.datetime) -> int:
    """Write down which documents are public for the first time; returns how many. One statement, safe to repeat."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO portal_debut (agreement_id, at) "
            "SELECT e.agreement_id, %s FROM agreements_entry e "
            "LEFT JOIN portal_debut d ON d.agreement_id = e.agreement_id "
            "WHERE e.is_public AND d.agreement_id IS NULL ON CONFLICT DO NOTHING",
            [now],
        )
        return int(cursor.rowcount)


def forget_old(now: dt.datetime) -> None:
    """Delete what was never confirmed and letters of a month ago: addresses are not kept longer than they serve."""
    Subscription.objects.filter(confirmed_at=None, created_at__lt=now - CONFIRM_WITHIN).delete()
    Letter.objects.filter(created_at__lt=now - LETTERS_KEPT).delete()

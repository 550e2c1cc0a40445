"""Letters to subscribers: plain text and simple HTML, a link to each document, one click to end it (RFC 8058)."""

from email.headerregistry import Address

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template import Context
from django.template.loader import get_template
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agreements.models import Agreement
from notices.domain.mail import Mailer, mail_domain
from portal.domain import rows, subscriptions
from portal.domain.register import register_at
from portal.filters import words_of
from portal.models import Letter, LetterKind, Subscription

LISTED = 20  # documents of one search; the list has the rest


def send(letter: Letter, mailer: Mailer) -> bool:
    """Hand the letter over. False when nothing is left to say: ended, confirmed already, or withdrawn meanwhile."""
    with translation.override(_language_of(letter)):
        message = _confirmation(letter) if letter.kind == LetterKind.CONFIRM else _news(letter)
    if message is None:
        return False
    mailer.send(message)
    return True


def _language_of(letter: Letter) -> str:
    """The language asked for; an address with searches in several has the one it asked for last."""
    mine = Subscription.objects.filter(email__iexact=letter.email).order_by("-pk")
    if letter.kind == LetterKind.CONFIRM:
        mine = mine.filter(pk=int(letter.occasion))
    return mine.values_list("language", flat=True).first() or settings.LANGUAGE_CODE


def _confirmation(letter: Letter) -> EmailMultiAlternatives | None:
    subscription = Subscription.objects.filter(pk=int(letter.occasion), confirmed_at=None).first()
    if subscription is None:
        return None
    link = _address("portal:subscription_confirm", subscriptions.confirm_token(subscription))
    context = {"search": words_of(subscription.query), "link": link, "days": subscriptions.CONFIRM_WITHIN.days}
    return _message(letter, _("Sahkan langganan kabar kerja sama"), "portal/mail_confirm", context)


def _news(letter: Letter) -> EmailMultiAlternatives | None:
    register = register_at(timezone.now())
    mine = {str(one.pk): one for one in Subscription.objects.filter(email__iexact=letter.email)}
    parts = []
    count = 0
    for pk, ids in letter.contents.items():
        subscription = mine.get(pk)
        public = list(Agreement.objects.public().filter(pk__in=ids).order_by("-pk").values_list("pk", flat=True))
        if subscription is None or not public:
            continue
        count += len(public)
        parts.append(
            {
                "search": words_of(subscription.query),
                "list": f"{settings.PUBLIC_URL}{reverse('portal:list')}?{subscription.query}",
                "rows": rows.rows_of(public[:LISTED], register),
                "further": max(0, len(public) - LISTED),
                "end": _address("portal:subscription_end", subscriptions.end_token(letter.email, subscription)),
            }
        )
    if not parts:
        return None
    end = _address("portal:subscription_end", subscriptions.end_token(letter.email))
    title = ngettext("%(count)s naskah kerja sama baru", "%(count)s naskah kerja sama baru", count) % {"count": count}
    context = {"parts": parts, "end": end, "public_url": settings.PUBLIC_URL}
    message = _message(letter, title, "portal/mail_news", context)
    message.extra_headers["List-Unsubscribe"] = f"<{end}>"
    message.extra_headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return message


def _address(name: str, token: str) -> str:
    return f"{settings.PUBLIC_URL}{reverse(name, args=[token])}"


def _message(letter: Letter, subject: str, template: str, context: dict[str, object]) -> EmailMultiAlternatives:
    context = {**context, "site": settings.SITE_NAME, "title": subject, "language": translation.get_language()}
    plain = Context(context, autoescape=False)
    text = get_template(f"{template}.txt").template.render(plain)  # type: ignore[attr-defined]
    html = get_template(f"{template}.html").render(context)
    bare = settings.DEFAULT_FROM_EMAIL.rpartition("<")[2].rstrip(">").strip()
    message = EmailMultiAlternatives(
        subject=subject,
        body=text.strip() + "\n",
        from_email=str(Address(display_name=settings.SITE_NAME, addr_spec=bare)),
        to=[letter.email],
        headers={
            "Message-ID": f"<langganan-{letter.pk}@{mail_domain()}>",
            "Auto-Submitted": "auto-generated",
            "X-Auto-Response-Suppress": "All",
        },
    )
    message.attach_alternative(html, "text/html")
    return message

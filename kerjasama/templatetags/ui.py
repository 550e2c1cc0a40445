"""The parts our pages are made of. Built in: no ``{% load %}`` needed. Forms: ``ui_forms``; dates, money:
    ``ui_formats``.

Arguments are keyword-only; an unknown one fails at once.

``{% icon name="bell" %}``  an icon of static/icons.txt, hidden from screen readers; ``label="Penting"`` makes
    it speak.
``{% badge text="Berlaku" tone="ok" icon="check-circle" %}``  a status: always icon or dot, and words, never
    colour alone.
    Tones everywhere: ``neutral info ok warn danger muted accent``.
``{% alert tone="warn" title="Perlu diperhatikan" %}…{% endalert %}``  a message within the page.
``{% card title="Para pihak" icon="people" id="pihak" link=url link_text="Ubah" %}…{% endcard %}``  a framed
    section with an h2
    (``level=3`` for h3; ``flush=True`` lets a table reach the edges).
``{% facts %}{% fact label="Nomor" %}…{% endfact %}{% endfacts %}``  labelled values (dl); an empty value shows
    an en dash.
``{% stat label="Berlaku" value=128 note="dari 240" href=… tone="ok" icon="check-circle" %}``  a figure; in
    ``<div class="stats">``.
``{% empty_state title="Belum ada naskah" icon="inbox" %}text and links{% endempty_state %}``
``{% pagination total=1234 shown=20 previous=url next=url noun="naskah" %}``  paging by key; urls may be empty.
``{% post_button url=… text="Cabut" icon="x-lg" tone="danger" confirm="Undangan akan …" %}``  a one-button POST form;
    ``name=`` and ``value=`` send one field; tones of buttons: ``primary secondary quiet danger``; ``small=True``.
``{% nav_link url="agreements:list" text="Naskah" icon="file-earmark-text" count="unread_notices" %}``  a
    navigation entry,
    marked when current, hidden while its address does not exist; ``count`` names a context variable.
``{% crumb text="Naskah" url=… %}``  a breadcrumb, in ``{% block breadcrumbs %}``; the last has no url.

Page layout: ``base_workspace.html`` and ``base_public.html`` have the blocks ``title`` (browser tab),
    ``breadcrumbs``,
``eyebrow`` (small line over the heading), ``heading`` (the only h1), ``lead`` (one sentence below), ``actions``
    (buttons right of the heading),
``content``, ``extra_head``, ``extra_js``. ``base_plain.html`` (sign-in, invitations, errors): ``title heading
    lead content``.

CSS classes (static/css/app.css) beside Bootstrap's:
``.stack`` / ``.stack-lg`` even vertical space between children; ``.cluster`` a wrapping row; ``.split`` main
    column + side column;
``.side-index`` sticky list of sections beside a long form; ``.form-section`` a section of a long form;
    ``.form-actions`` its buttons;
``.table-wrap > table.table`` readable table, ``td.num`` figures to the right, ``td.tight`` no wrap;
    ``table.table-cards`` turns
rows into cards on a phone (each ``td`` needs ``data-label``); ``.list-rows`` rows of links with ``.list-row``;
``.filters`` a filter form; ``.timeline > li`` a story; ``.steps > li[.done|.now]`` a procedure; ``.dropzone`` a
    place for files;
``.doc-title`` an agreement's title; ``.muted``, ``.small``, ``.nowrap``, ``.print-only``, ``.no-print``, ``.lead``;
``.btn-quiet`` a button without frame; ``<details class="menu">`` a drop-down menu; ``.prose`` running text;
    ``.chip`` a removable filter.

JavaScript by attribute (static/js/app.js): ``data-confirm="sentence"`` on a form or button asks first
    (``data-confirm-ok`` = its
verb); every POST form is sent once; ``data-select`` makes a select searchable; ``data-autosubmit`` on a GET
    form; ``data-print``
on a button; ``data-copy="text"`` copies.
"""

from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from django import template
from django.conf import settings
from django.template import Context
from django.templatetags.static import static
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kerjasama import languages
from kerjasama.templatetags.ui_formats import angka

register = template.Library()

LONG_FIGURE = 7  # characters
TONES = frozenset({"neutral", "info", "ok", "warn", "danger", "muted", "accent"})
BUTTONS = {"primary": "btn-primary", "secondary": "btn-secondary", "quiet": "btn-quiet", "danger": "btn-danger"}
ALERT_ICONS = {
    "ok": "check-circle-fill",
    "warn": "exclamation-triangle-fill",
    "danger": "x-octagon",
    "info": "info-circle-fill",
}


@cache
def _icons() -> frozenset[str]:
    lines = (Path(settings.BASE_DIR) / "static" / "icons.txt").read_text().splitlines()
    return frozenset(line.strip() for line in lines if line.strip() and not line.startswith("#"))


def _tone(tone: str) -> str:
    if tone not in TONES:
        raise template.TemplateSyntaxError(f"unknown tone {tone!r}; one of {sorted(TONES)}")
    return tone


@lru_cache(maxsize=500)
def _icon(name: str, label: str = "", css: str = "") -> SafeString:
    if name not in _icons():
        raise template.TemplateSyntaxError(f"no icon {name!r} in static/icons.txt")
    href = f"{static('vendor/icons.svg')}#{name}"
    if label:
        return format_html(
            '<svg class="icon {}" role="img" aria-label="{}"><use href="{}"></use></svg>', css, label, href
        )
    return format_html(
        '<svg class="icon {}" aria-hidden="true" focusable="false"><use href="{}"></use></svg>', css, href
    )


@register.simple_tag
def icon(*, name: str, label: str = "", css: str = "") -> SafeString:
    """An icon of the sprite; a name missing from static/icons.txt raises TemplateSyntaxError."""
    return _icon(name, label, css)


@register.simple_tag
def badge(*, text: str, tone: str = "neutral", icon: str = "") -> SafeString:
    """A status in words with a mark of its own: an icon, or a dot."""
    mark = _icon(icon) if icon else mark_safe('<span class="dot" aria-hidden="true"></span>')
    return format_html('<span class="status status-{}">{}{}</span>', _tone(tone), mark, text)


@register.simple_block_tag
def page_title(content: str) -> SafeString:
    """The title of a page, for the browser and for who shares its address (Open Graph)."""
    text = " ".join(content.split()).replace('"', "&quot;")
    return format_html('<title>{0}</title>\n<meta property="og:title" content="{0}">', mark_safe(text))  # noqa: S308 - a rendered block


@register.simple_block_tag
def alert(content: str, *, tone: str = "info", title: str = "") -> SafeString:
    """A message in the page; it is not announced, so use it for what is there when the page loads."""
    head = format_html('<p class="notice-title">{}</p>', title) if title else ""
    return format_html(
        '<div class="notice notice-{}">{}<div class="notice-body">{}{}</div></div>',
        _tone(tone), _icon(ALERT_ICONS.get(tone, "info-circle")), head, content,
    )  # fmt: skip


@register.simple_block_tag
def card(
    content: str, *, title: str = "", icon: str = "", id: str = "", level: int = 2, flush: bool = False,  # noqa: A002
    note: str = "", link: str = "", link_text: str = "",
) -> SafeString:  # fmt: skip
    """A framed section, with one link in its head when ``link`` is given."""
    if level not in {2, 3}:
        raise template.TemplateSyntaxError("a card's heading is of level 2 or 3")
    head: SafeString | str = ""
    if title:
        mark = _icon(icon) if icon else ""
        below = format_html('<p class="card-note">{}</p>', note) if note else ""
        tools = format_html('<a class="card-link" href="{}">{}</a>', link, link_text) if link else ""
        tag = mark_safe(f"h{level}")  # noqa: S308  # an integer checked above
        head = format_html(
            '<header class="card-head"><div>{}<{} class="card-title">{}</{}>{}</div>{}</header>',
            mark, tag, title, tag, below, tools,
        )  # fmt: skip
    own_id = format_html(' id="{}"', id) if id else ""
    body = "card-body flush" if flush else "card-body"
    return format_html('<section class="card"{}>{}<div class="{}">{}</div></section>', own_id, head, body, content)


@register.simple_block_tag
def facts(content: str, *, wide: bool = False) -> SafeString:
    """A list of labelled values; ``wide`` puts label and value under each other in columns."""
    return format_html('<dl class="facts{}">{}</dl>', " facts-wide" if wide else "", content)


@register.simple_block_tag
def fact(content: str, *, label: str) -> SafeString:
    """One labelled value; without content an en dash shows that nothing is recorded."""
    value = content if content.strip() else mark_safe('<span class="muted">–</span>')
    return format_html("<div><dt>{}</dt><dd>{}</dd></div>", label, value)


@register.inclusion_tag("ui/stat.html")
def stat(
    *, label: str, value: object, note: str = "", href: str = "", tone: str = "neutral", icon: str = ""
) -> dict[str, object]:
    """A figure with its name; a link when it leads to what it counts. A long one is set smaller, to fit its tile."""
    return {
        "label": label, "value": value, "note": note, "href": href, "tone": _tone(tone), "icon_name": icon,
        "is_long": len(str(value)) > LONG_FIGURE,
    }  # fmt: skip


@register.simple_block_tag
def empty_state(content: str, *, title: str, icon: str = "inbox") -> SafeString:
    """What stands where a list would be: what is missing, why, and what to do."""
    return format_html(
        '<div class="empty">{}<p class="empty-title">{}</p><div class="empty-body">{}</div></div>',
        _icon(icon), title, content,
    )  # fmt: skip


@register.inclusion_tag("ui/pagination.html")
def pagination(
    *,
    total: int | None = None,
    shown: int | None = None,
    previous: str = "",
    next: str = "",  # noqa: A002
    noun: str = "",
) -> dict[str, object]:
    """Paging by key: where we are and the two ways on. Addresses may be empty."""
    return {"total": total, "shown": shown, "previous": previous, "next": next, "noun": noun}


@register.inclusion_tag("ui/post_button.html", takes_context=True)
def post_button(
    context: Context,
    *,
    url: str,
    text: str,
    icon: str = "",
    tone: str = "secondary",
    confirm: str = "",
    name: str = "",
    value: object = "",
    small: bool = False,
    label: str = "",
) -> dict[str, object]:
    """A form with one button. ``label`` is the full accessible name where ``text`` alone would repeat in a table."""
    return {
        "csrf_token": context.get("csrf_token", ""),
        "url": url, "text": text, "icon_name": icon, "css": BUTTONS[tone], "confirm": confirm,
        "name": name, "value": value, "small": small, "label": label,
    }  # fmt: skip


@lru_cache(maxsize=500)
def _own_address(name: str, _language: str) -> str:
    """The address with this name in the language of the page; empty where there is none."""
    try:
        return languages.own(reverse(name))
    except NoReverseMatch:
        return ""


@lru_cache(maxsize=1000)
def _entry(address: str, text: str, icon: str, current: str, count: int, _language: str) -> SafeString:
    """One entry as HTML. Written here and remembered: the frame of every page has thirteen of them."""
    mark = format_html(' aria-current="{}"', current) if current else ""
    number: SafeString | str = ""
    if count:
        number = format_html(
            '<span class="count">{}<span class="visually-hidden"> {}</span></span>', angka(count), _("belum dibaca")
        )
    drawn = _icon(icon) if icon else ""
    return format_html('<li><a href="{}"{}>{}<span>{}</span>{}</a></li>', address, mark, drawn, text, number)


@register.simple_tag(takes_context=True)
def nav_link(
    context: Context, *, url: str, text: str, icon: str = "", count: str = "", besides: str = ""
) -> SafeString | str:
    """An entry of the navigation; nothing while the address it names does not exist.

    ``besides`` names addresses below this one that have an entry of their own, so that only one is marked.
    """
    language = get_language() or ""
    address = _own_address(url, language)
    if not address:
        return ""
    path: str = getattr(context.get("request"), "path", "")
    elsewhere = tuple(reverse(name) for name in besides.split())
    current = path == address or (address not in {"/", "/en/", "/ruang/"} and path.startswith(address))
    current = current and not (elsewhere and path.startswith(elsewhere))
    number: Any = context.get(count, 0) if count else 0
    mark = "page" if path == address else "true" if current else ""
    return _entry(address, str(text), icon, mark, 0 + (number or 0), language)


@register.filter
def sebahasa(path: str) -> str:
    """The address of a page of ours in the language of this page."""
    return languages.local(path)


@register.simple_tag(takes_context=True)
def language_versions(context: Context) -> list[languages.Version]:
    """This page in every language; empty where there is one only."""
    request = context.get("request")
    if request is None:
        return []
    found: list[languages.Version] | None = getattr(request, "_language_versions", None)  # the frame asks twice
    if found is None:
        found = request._language_versions = languages.versions(request.get_full_path())
    return found


@register.simple_tag
def crumb(*, text: str, url: str = "") -> SafeString:
    """One step of the breadcrumbs; without ``url`` it is where we are."""
    if url:
        return format_html('<li><a href="{}">{}</a></li>', url, text)
    return format_html('<li aria-current="page">{}</li>', text)

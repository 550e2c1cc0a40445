"""Filters that write dates, money and numbers as Indonesians do (built in, no ``{% load %}`` needed).

``{{ d|tanggal }}``       2 Maret 2026
``{{ d|tanggal_pendek }}``  2 Mar 2026 (tables)
``{{ d|hari_tanggal }}``  Senin, 2 Maret 2026
``{{ t|waktu }}``         2 Maret 2026 pukul 09.30 WIB, in the zone of the person's government
``{{ t|jam }}``           09.30 WIB
``{{ n|angka }}``         1.234.567
``{{ n|rupiah }}``        Rp1.500.000,00
``{{ n|ukuran }}``        1,4 MB (bytes)
``{{ no|unbroken }}``     PKS-2026-0001 on one line, where it would be torn at its hyphens
``{{ ua|perangkat }}``    Chrome di Windows (a browser's user agent, in words)

On an English page: 2 March 2026, 2 March 2026 at 09:30 WIB, 1,234,567, Rp1,500,000.00, 1.4 MB.

An absent value (None or "") gives an en dash, so a template needs no ``{% if %}`` around it.
"""

import datetime as dt
from decimal import Decimal
from functools import lru_cache

from django import template
from django.utils import formats, timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

register = template.Library()

ABSENT = "–"
ZONES = {"Asia/Jakarta": "WIB", "Asia/Makassar": "WITA", "Asia/Jayapura": "WIT"}


def _as_date(value: dt.date | dt.datetime) -> dt.date:
    if isinstance(value, dt.datetime):
        return timezone.localtime(value).date() if timezone.is_aware(value) else value.date()
    return value


@lru_cache(maxsize=5000)
def _written(day: dt.date, pattern: str, _language: str | None) -> str:
    """A day in words of the language at hand; lists and reminders name the same few days over and over."""
    return formats.date_format(day, pattern)


@register.filter
def unbroken(text: str) -> SafeString:
    """A short number that is not torn over two lines."""
    return format_html('<span class="nowrap">{}</span>', text)


@register.filter
def tanggal(value: dt.date | dt.datetime | None) -> str:
    """``2 Maret 2026``; a moment is first taken to the person's own zone."""
    return _written(_as_date(value), "j F Y", get_language()) if value else ABSENT


@register.filter
def tanggal_pendek(value: dt.date | dt.datetime | None) -> str:
    """``2 Mar 2026``, for narrow table columns."""
    return _written(_as_date(value), "j M Y", get_language()) if value else ABSENT


@register.filter
def hari_tanggal(value: dt.date | dt.datetime | None) -> str:
    """``Senin, 2 Maret 2026``."""
    return _written(_as_date(value), "l, j F Y", get_language()) if value else ABSENT


def _zone() -> str:
    """The everyday name of the active zone: WIB, WITA or WIT."""
    return ZONES.get(str(timezone.get_current_timezone()), timezone.get_current_timezone_name())


@register.filter
def jam(value: dt.datetime | None) -> str:
    """``09.30 WIB``; ``09:30 WIB`` in English."""
    if not value:
        return ABSENT
    pattern = "H:i" if get_language() == "en" else "H.i"
    return f"{formats.date_format(timezone.localtime(value), pattern)} {_zone()}"


@register.filter
def waktu(value: dt.datetime | None) -> str:
    """``2 Maret 2026 pukul 09.30 WIB``."""
    return f"{tanggal(value)} {_('pukul')} {jam(value)}" if value else ABSENT


@register.filter
def angka(value: float | Decimal | None) -> str:
    """A number with thousands separated as the active language does: ``1.234``."""
    return ABSENT if value is None or value == "" else formats.number_format(value, use_l10n=True, force_grouping=True)


@register.filter
def rupiah(value: int | Decimal | None) -> str:
    """An amount in rupiah with its cents: ``Rp1.500.000,00`` (a minus stands before Rp)."""
    if value is None or value == "":
        return ABSENT
    amount = Decimal(value)
    digits = formats.number_format(abs(amount), decimal_pos=2, use_l10n=True, force_grouping=True)
    return f"{'-' if amount < 0 else ''}Rp{digits}"


@register.filter
def ukuran(value: int | None) -> str:
    """A size in bytes, as people read it: ``1,4 MB``."""
    if value is None:
        return ABSENT
    if value < 1000:
        return f"{value} B"
    size, unit = (value / 1000, "kB") if value < 1_000_000 else (value / 1_000_000, "MB")
    return f"{formats.number_format(Decimal(str(size)), decimal_pos=0 if size >= 10 else 1, use_l10n=True)} {unit}"


BROWSERS = (("Edg", "Edge"), ("OPR", "Opera"), ("SamsungBrowser", "Samsung Internet"), ("Firefox", "Firefox"),
            ("Chrome", "Chrome"), ("Safari", "Safari"))  # fmt: skip
SYSTEMS = (("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"), ("Mac OS", "Mac"),
           ("CrOS", "ChromeOS"), ("Linux", "Linux"))  # fmt: skip


@register.filter
def perangkat(user_agent: str | None) -> str:
    """A browser and its system in words; the raw text, shortened, when we do not know it."""
    if not user_agent:
        return ABSENT
    browser = next((name for mark, name in BROWSERS if mark in user_agent), "")
    system = next((name for mark, name in SYSTEMS if mark in user_agent), "")
    if not browser:
        return user_agent[:60]
    return _("%(browser)s di %(system)s") % {"browser": browser, "system": system} if system else browser

"""Documents as lists show them: what a visitor needs to recognise one, and nothing else."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple
from urllib.parse import quote

from django.template.loader import render_to_string
from django.utils.dates import MONTHS
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from accounts.models import Government
from agreements.domain.file_hits import Hit
from agreements.enums import CooperationKind, Form, Precision, TermRule, Validity
from agreements.models import Agreement, Party
from kerjasama.templatetags.ui import icon, sebahasa
from portal.domain.memory import Memory
from portal.domain.register import Register

TONES = {
    Validity.BERLAKU: ("ok", "check-circle"),
    Validity.AKAN_BERAKHIR: ("warn", "hourglass-split"),
    Validity.BELUM_BERLAKU: ("info", "clock"),
    Validity.BERAKHIR: ("muted", "slash-circle"),
    Validity.DIAKHIRI: ("neutral", "x-circle"),
    Validity.DIGANTIKAN: ("neutral", "arrow-repeat"),
    Validity.DALAM_PROSES: ("neutral", "circle-half"),
}
FIELDS = (
    "government_id", "form", "cooperation_kind", "title", "register_no", "signed_on", "signed_precision",
    "effective_from", "ends_on", "ends_precision", "effective_ends_on", "ended_on", "phase", "term_rule",
)  # fmt: skip


class Row(NamedTuple):
    """One line of a list, and the line as HTML."""

    url: str
    title: str
    form: str
    kind: str
    number: str
    partners: str
    signed: str
    term: str
    days_left: int | None
    state: str
    tone: str
    icon: str
    html: str = ""


_shown: Memory[tuple[Any, ...], Row] = Memory(most=4000)


def address(code: str, number: str) -> str:
    """The permanent address, equal to ``reverse("portal:agreement")`` (a test holds it) and made without its cost."""
    return f"/naskah/{code}/{number}/"


def file_address(url: str, pk: int, name: str) -> str:
    """Where a public file of the document at ``url`` is fetched."""
    return f"{url}berkas/{pk}/{quote(name, safe='')}"


def hit_address(url: str, hit: Hit) -> str:
    """Where the page of a hit is read."""
    return file_address(url, hit.file_id, hit.file_name) + hit.fragment


def written(day: dt.date | None, precision: str = Precision.DAY) -> str:
    """A date as exactly as it is known: ``2 Maret 2026``, ``Maret 2026`` or ``2026``; empty for none."""
    if day is None:
        return ""
    if precision == Precision.YEAR:
        return str(day.year)
    month = f"{MONTHS[day.month]} {day.year}"
    return month if precision == Precision.MONTH else f"{day.day} {month}"


def end_of(agreement: Agreement) -> tuple[dt.date | None, str]:
    """The last day in force and how exactly it is known: a day moved by an addendum is known to the day."""
    last = agreement.last_day
    return last, agreement.ends_precision if last == agreement.ends_on else str(Precision.DAY)


def start_of(agreement: Agreement) -> tuple[dt.date | None, str]:
    """The first day in force and how exactly it is known: where none was told, that of signing."""
    return agreement.starts_on, str(Precision.DAY) if agreement.effective_from else agreement.signed_precision


def rows_of(ids: Sequence[int], register: Register, hits: Mapping[int, Hit] | None = None) -> list[Row]:
    """Lines for a page of public documents in the order of ``ids``; what was shown lately costs no query.

    Those with a hit in a file are drawn with it.
    """
    language = get_language() or ""
    keys = {pk: (register.version.name, register.clock.days, language, pk) for pk in ids}
    found = {pk: row for pk, key in keys.items() if (row := _shown.get(key)) is not None}
    missing = [pk for pk in ids if pk not in found]
    for pk, row in _make(missing, register) if missing else ():
        found[pk] = row
        _shown.put(keys[pk], row)
    for pk, hit in (hits or {}).items():
        if pk in found:
            found[pk] = found[pk]._replace(html=_html(found[pk], hit))
    return [found[pk] for pk in ids if pk in found]


def _html(row: Row, hit: Hit | None = None) -> SafeString:
    """The line written out in Python: a page has twenty, and a template would take ten times as long."""
    signed = _("Ditandatangani %(day)s") % {"day": row.signed} if row.signed else ""
    signed = escape(signed or _("Tanggal penandatanganan tidak tercatat"))
    partners = f'<p class="row-partners">{escape(row.partners)}</p>' if row.partners else ""
    left = f'<p class="meta">{escape(_left(row.days_left))}</p>' if row.days_left is not None else ""
    number = f'<span class="nowrap">{escape(row.number)}</span>'
    link = f'<a class="doc-title" href="{escape(sebahasa(row.url))}" lang="id">{escape(row.title)}</a>'
    state = f'<span class="status status-{row.tone}">{icon(name=row.icon)}{escape(row.state)}</span>'
    found = ""
    if hit is not None:
        found = render_to_string("agreements/_file_hit.html", {"hit": hit, "hit_url": hit_address(row.url, hit)})
    return mark_safe(  # noqa: S308 - every part is escaped
        f'<li class="list-row"><div><p class="meta">{escape(row.form)} · {number}</p><h3 class="row-title">{link}</h3>'
        f'{partners}<p class="meta">{signed} · {escape(row.term)}</p>{found}</div><div class="row-state">{state}{left}'
        "</div></li>"
    )


def _left(days: int) -> str:
    if not days:
        return _("hari terakhir")
    return ngettext("%(n)s hari lagi", "%(n)s hari lagi", days) % {"n": days}


def _make(ids: Sequence[int], register: Register) -> Iterator[tuple[int, Row]]:
    """New lines: two queries, whatever their number."""
    partners: dict[int, list[str]] = {}
    named = Party.objects.filter(agreement__in=ids, partner__isnull=False)
    for pk, signed_as, name in named.order_by("agreement_id", "order").values_list(
        "agreement_id", "name_as_signed", "partner__name"
    ):
        partners.setdefault(pk, []).append(signed_as or name)
    for agreement in Agreement.objects.public().filter(pk__in=ids).only(*FIELDS).order_by("pk"):
        government = register.governments[agreement.government_id]
        row = _row(agreement, government, partners.get(agreement.pk, []), register.now)
        yield agreement.pk, row._replace(html=_html(row))


def _row(agreement: Agreement, government: Government, partners: list[str], now: dt.datetime) -> Row:
    agreement.government = government  # known already: saves a query for each row
    today = government.today(now)
    state = agreement.validity(today)
    tone, icon = TONES[state]
    last, precision = end_of(agreement)
    form = Form(agreement.form)
    return Row(
        url=address(government.code, agreement.register_no or ""),
        title=agreement.title,
        form=str(form.label),
        kind=CooperationKind(agreement.cooperation_kind).short,
        number=agreement.register_no or "",
        partners="; ".join(partners),
        signed=written(agreement.signed_on, agreement.signed_precision),
        term=_term(agreement, written(last, precision)),
        days_left=(last - today).days if last and state == Validity.AKAN_BERAKHIR else None,
        state=str(state.label),
        tone=tone,
        icon=icon,
    )


def _term(agreement: Agreement, last: str) -> str:
    if last:
        return _("berlaku sampai %(day)s") % {"day": last}
    if agreement.term_rule == TermRule.SAMPAI_SELESAI:
        return _("berlaku sampai pekerjaan selesai")
    return _("jangka waktu tidak ditentukan")


def open_end(agreement: Agreement) -> str:
    """How a document without a last day ends."""
    return _("sampai pekerjaan selesai") if agreement.term_rule == TermRule.SAMPAI_SELESAI else _("tidak ditentukan")


def badge_of(agreement: Agreement, today: dt.date) -> dict[str, Any]:
    """Keadaan in words with its tone and icon."""
    state = agreement.validity(today)
    tone, icon = TONES[state]
    return {"state": state, "label": str(state.label), "tone": tone, "icon": icon}

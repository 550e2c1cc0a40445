"""Documents as lists show them: what a visitor needs to recognise one, and nothing else."""

import datetime as dt
from collections.abc import Sequence
from typing import Any, NamedTuple

from django.utils import formats
from django.utils.translation import gettext as _

from accounts.models import Government
from agreements.enums import CooperationKind, Form, Precision, TermRule, Validity
from agreements.models import Agreement, Party

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
    """One line of a list."""

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


def address(code: str, number: str) -> str:
    """The permanent address, equal to ``reverse("portal:agreement")`` (a test holds it) and made without its cost."""
    return f"/naskah/{code}/{number}/"


def written(day: dt.date | None, precision: str = Precision.DAY) -> str:
    """A date as exactly as it is known: ``2 Maret 2026``, ``Maret 2026`` or ``2026``; empty for none."""
    if day is None:
        return ""
    if precision == Precision.YEAR:
        return str(day.year)
    return formats.date_format(day, "F Y" if precision == Precision.MONTH else "j F Y")


def end_of(agreement: Agreement) -> tuple[dt.date | None, str]:
    """The last day in force and how exactly it is known: a day moved by an addendum is known to the day."""
    last = agreement.last_day
    return last, agreement.ends_precision if last == agreement.ends_on else str(Precision.DAY)


def rows_of(ids: Sequence[int], governments: dict[int, Government], now: dt.datetime) -> list[Row]:
    """Lines for a page of public documents in the order of ``ids``: two queries, whatever their number."""
    place = {pk: at for at, pk in enumerate(ids)}
    found = Agreement.objects.public().filter(pk__in=ids).only(*FIELDS).order_by("pk") if ids else ()
    agreements = sorted(found, key=lambda agreement: place[agreement.pk])
    partners: dict[int, list[str]] = {}
    named = Party.objects.filter(agreement__in=[a.pk for a in agreements], partner__isnull=False)
    for pk, signed_as, name in named.order_by("agreement_id", "order").values_list(
        "agreement_id", "name_as_signed", "partner__name"
    ):
        partners.setdefault(pk, []).append(signed_as or name)
    return [_row(a, governments[a.government_id], partners.get(a.pk, []), now) for a in agreements]


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

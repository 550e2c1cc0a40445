"""The public facts of one document in time: signing, registration, later acts, corrections, the end and its reason."""

import datetime as dt
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agreements.domain.corrections import INTERNAL
from agreements.enums import EndReason, Form, Phase, Precision, Relation
from agreements.models import Agreement, Correction, Party
from portal.domain.rows import address, end_of, written


class Event(NamedTuple):
    """One public fact: the day it happened, as exactly as known, and what it was."""

    day: dt.date
    written: str
    title: str
    note: str = ""
    url: str = ""
    changes: bool = False  # an act that alters this document; a derived document does not
    precision: str = Precision.DAY


ACTS = {
    Relation.TURUNAN: gettext_lazy("Naskah turunan ditandatangani"),
    Relation.ADDENDUM: gettext_lazy("Diubah dengan addendum"),
    Relation.PERPANJANGAN: gettext_lazy("Diperpanjang"),
    Relation.PENGGANTIAN: gettext_lazy("Naskah pengganti ditandatangani"),
}


def story_of(
    agreement: Agreement, *, children: list[Agreement], corrections: list[Correction], today: dt.date
) -> list[Event]:
    """Oldest first, up to ``today``. ``children`` are the public documents below it; nothing else may be named here."""
    events = []
    if agreement.signed_on:
        place = agreement.signed_place
        events.append(
            Event(
                agreement.signed_on,
                written(agreement.signed_on, agreement.signed_precision),
                _("Ditandatangani di %(place)s") % {"place": place} if place else _("Ditandatangani"),
                precision=agreement.signed_precision,
            )
        )
    zone = agreement.government.today
    if agreement.frozen_at:
        day = zone(agreement.frozen_at)
        note = _("Nomor register %(number)s") % {"number": agreement.register_no}
        events.append(Event(day, written(day), _("Dicatat dalam register"), note))
    events += [_act(child) for child in children if child.signed_on]
    for correction in corrections:
        day = zone(correction.at)
        facts = ", ".join(corrected_facts(correction))
        if not facts:
            continue
        events.append(Event(day, written(day), _("Koreksi: %(facts)s") % {"facts": facts}, correction.reason))
    if agreement.phase in {Phase.DIAKHIRI, Phase.DIGANTIKAN} and agreement.ended_on:
        title = (
            _("Hari terakhir berlaku: digantikan")
            if agreement.phase == Phase.DIGANTIKAN
            else _("Hari terakhir berlaku: diakhiri")
        )
        events.append(
            Event(agreement.ended_on, written(agreement.ended_on), title, str(EndReason(agreement.end_reason).label))
        )
    elif agreement.last_day and agreement.last_day < today:
        last, precision = end_of(agreement)
        why = str(EndReason.JANGKA_WAKTU.label)
        events.append(
            Event(agreement.last_day, written(last, precision), _("Hari terakhir berlaku"), why, precision=precision)
        )
    return sorted(events, key=lambda event: event.day)


def _act(child: Agreement) -> Event:
    day = child.signed_on or dt.date.min
    title = str(ACTS[Relation(child.relation)])
    note = f"{Form(child.form).label} {child.register_no}: {child.title}"
    url = address(child.government.code, child.register_no or "")
    changes = child.relation != Relation.TURUNAN
    return Event(day, written(day, child.signed_precision), title, note, url, changes, child.signed_precision)


def corrected_facts(correction: Correction) -> list[str]:
    """Names of the public facts a correction changed, in words; values are on the page itself. None when all of it
    is the register's own affair.
    """
    changes = correction.changes
    facts = [_label(Agreement, name) for name in changes.get("agreement", {}) if name not in INTERNAL]
    for order, fields in changes.get("parties", {}).items():
        label = _(Party(order=int(order)).label)
        facts += [f"{label} – {_label(Party, name)}" for name in fields]
    return facts


OWN_LABELS = {
    "signed_precision": gettext_lazy("ketelitian tanggal penandatanganan"),
    "ends_precision": gettext_lazy("ketelitian hari terakhir"),
}


def _label(model: type[Agreement] | type[Party], name: str) -> str:
    if name in OWN_LABELS:
        return str(OWN_LABELS[name])
    return str(getattr(model._meta.get_field(name), "verbose_name", name))

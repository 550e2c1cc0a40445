"""The end before its time: a legal reason, the last day, and the document that proves it."""

import datetime as dt
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as say

from accounts.models import User
from agreements.enums import CooperationKind, EndReason, FileKind, Phase
from agreements.models import Agreement
from agreements.words import tanggal


@dataclass(frozen=True)
class EndingFacts:
    """Reason (PP 28/2018 Pasal 9, 22; Permendagri 25/2020 Pasal 34), last day in force, and a note."""

    reason: EndReason
    last_day: dt.date
    note: str = ""
    replaced_by: Agreement | None = None


def end(agreement: Agreement, *, facts: object, by: User, now: dt.datetime) -> set[str]:
    """``then`` of the moves end and replace.

    Raises ValidationError for a reason the law does not give for this kind, a last day before the signature or after
    the term, and a missing document (a replacement is its own document).
    """
    if not isinstance(facts, EndingFacts):
        raise TypeError("end needs EndingFacts")
    errors: dict[str, str] = {}
    if facts.replaced_by is None and facts.reason not in EndReason.for_kind(agreement.cooperation_kind):
        errors["reason"] = say("Alasan ini tidak diatur untuk jenis kerja sama tersebut.")
    if agreement.starts_on and facts.last_day < agreement.starts_on - dt.timedelta(days=1):
        errors["last_day"] = say("Hari terakhir tidak boleh sebelum naskah berlaku.")
    if agreement.effective_ends_on and facts.last_day > agreement.effective_ends_on:
        errors["last_day"] = say("Hari terakhir melewati jangka waktu naskah; pengakhiran hanya dapat lebih awal.")
    elif facts.reason == EndReason.JANGKA_WAKTU and agreement.effective_ends_on not in {None, facts.last_day}:
        errors["last_day"] = say(
            "Jangka waktu naskah ini berakhir pada %(day)s. Untuk mengakhirinya lebih awal, pilih alasan lain."
        ) % {"day": tanggal(agreement.effective_ends_on)}
    has_document = agreement.files.filter(kind=FileKind.DOKUMEN_PENGAKHIRAN, withdrawn_at=None).exists()
    needs_document = facts.replaced_by is None and facts.reason != EndReason.JANGKA_WAKTU
    if needs_document and not has_document:
        errors["document"] = say("Lampirkan dokumen pengakhiran.")
    if errors:
        raise ValidationError(errors)
    agreement.end_reason, agreement.ended_on, agreement.end_note = facts.reason, facts.last_day, facts.note
    return {"end_reason", "ended_on", "end_note"}


def facts_of_replacement(parent: Agreement, replacement: Agreement) -> EndingFacts:
    """The parent ends on the eve of the replacement's first day, but not after its own term."""
    start = replacement.starts_on or replacement.signed_on
    if start is None:
        raise ValidationError({"effective_from": say("Tanggal mulai berlaku naskah pengganti belum diketahui.")})
    last = start - dt.timedelta(days=1)
    if parent.effective_ends_on is not None:
        last = min(last, parent.effective_ends_on)
    foreign = parent.cooperation_kind in CooperationKind.FOREIGN
    return EndingFacts(
        reason=EndReason.DIGANTI if foreign else EndReason.KESEPAKATAN, last_day=last, replaced_by=replacement
    )


def replaceable_by(agreement: Agreement) -> list[Agreement]:
    """Signed documents of the same government that name this one as the parent they replace."""
    return list(agreement.children.filter(relation="penggantian", phase=Phase.DITANDATANGANI))

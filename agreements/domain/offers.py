"""Letters that came in: another region's offer, a third party's initiative. Our clock runs until we answer.

How long we have is a step of ``procedures.intake``: 30 hari after receipt, 15 hari after a second request (P22 Pasal 8
ayat (3)–(5)), or what the government set instead.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as say

from accounts.domain.units import latest
from accounts.domain.workdays import WorkCalendar
from accounts.models import Government, User
from agreements.domain import files, steps
from agreements.enums import CooperationKind, Form, Initiator, OfferAnswer, OfferKind, Outcome, Phase
from agreements.models import Agreement, Offer
from agreements.procedures import INTAKE, StepRule
from agreements.procedures.intake import STEPS
from agreements.procedures.local import localised, rules_of
from kerjasama.uploads import Upload
from notices.domain.acting import mark_acted

OUR_ANSWER = "tanggapan_kita"
ASKING = ("offer-deadline",)  # the kinds of message that ask for our answer
_OUTCOMES = {OfferAnswer.DITERIMA: Outcome.DISETUJUI, OfferAnswer.DITOLAK: Outcome.DITOLAK}
FIELDS = frozenset({"kind", "partner", "letter_number", "letter_on", "received_on", "subject", "unit", "note"})


@dataclass(frozen=True)
class Answer:
    """Our answer letter."""

    answer: str
    answered_on: dt.date
    answer_number: str
    answer_note: str = ""


def rule_of(offer: Offer) -> StepRule:
    """The step whose limit is our clock, as this government runs it."""
    code = STEPS[offer.kind, offer.second_received_on is not None]
    return localised(INTAKE, offer.government).step(code)


def due_on(offer: Offer, *, calendar: WorkCalendar | None = None) -> dt.date:
    """The last day to answer. For a list, give all letters one ``government`` object and its ``calendar``."""
    limit = rule_of(offer).limit
    if limit is None:
        raise LookupError(offer.kind)  # every step of the intake has one
    days = calendar or WorkCalendar(offer.government)
    return days.add(offer.second_received_on or offer.received_on, limit.number, limit.unit)


def path_of(offer: Offer) -> str:
    """Its page in the workspace."""
    return reverse("agreements:offer", args=[offer.pk])


def subject_of(offer: Offer) -> str:
    """How notices name it."""
    return f"offer:{offer.pk}"


@transaction.atomic
def take_in(
    government: Government, *, values: Mapping[str, Any], upload: Upload | None, by: User, now: dt.datetime
) -> Offer:
    """Write down a letter that came in. Raises PermissionDenied, ValidationError."""
    offer = Offer(government=government, recorded_by=by)
    return _write(offer, values, upload, by=by, now=now)


@transaction.atomic
def change(offer: Offer, *, values: Mapping[str, Any], upload: Upload | None, by: User, now: dt.datetime) -> Offer:
    """Correct what was written down. Raises PermissionDenied, ValidationError."""
    locked = Offer.objects.select_for_update(of=("self",)).get(pk=offer.pk)
    return _write(locked, values, upload, by=by, now=now)


def _write(offer: Offer, values: Mapping[str, Any], upload: Upload | None, *, by: User, now: dt.datetime) -> Offer:
    if not by.has_perm("agreements.answer_offer", offer):
        raise PermissionDenied("answer_offer")
    unknown = set(values) - FIELDS
    if unknown:
        raise TypeError(f"not fields of a letter: {sorted(unknown)}")
    for name, value in values.items():
        setattr(offer, name, value)
    today = offer.government.today(now)
    errors: dict[str, str] = {}
    received: dt.date | None = offer.received_on
    if received is not None and received > today:
        errors["received_on"] = say("Tanggal ini belum tiba.")
    if offer.letter_on is not None and received is not None and offer.letter_on > received:
        errors["letter_on"] = say("Tanggal surat tidak boleh sesudah tanggal diterima.")
    if errors:
        raise ValidationError(errors)
    if upload is not None:
        files.put(upload.stream, sha256=upload.sha256, size=upload.size)
        offer.file_name, offer.file_sha256 = upload.name, upload.sha256
        offer.file_mime, offer.file_size = upload.mime, upload.size
    offer.full_clean(exclude=["recorded_by", "agreement"])
    offer.save()
    return offer


@transaction.atomic
def asked_again(offer: Offer, *, received_on: dt.date, number: str, by: User, now: dt.datetime) -> Offer:
    """Their second request came: a shorter clock runs from its receipt. Raises PermissionDenied, ValidationError."""
    locked = _waiting(offer, by)
    if received_on > locked.government.today(now):
        raise ValidationError({"received_on": say("Tanggal ini belum tiba.")})
    if received_on < locked.received_on:
        raise ValidationError({"received_on": say("Permintaan kedua tidak mungkin diterima sebelum yang pertama.")})
    locked.second_received_on, locked.second_number = received_on, number.strip()
    locked.save(update_fields=["second_received_on", "second_number", "updated_at"])
    return locked


@transaction.atomic
def reply(offer: Offer, *, facts: Answer, by: User, now: dt.datetime) -> Offer:
    """Our answer went out; the clock stops. Raises PermissionDenied, ValidationError."""
    locked = _waiting(offer, by)
    errors: dict[str, str] = {}
    if facts.answered_on > locked.government.today(now):
        errors["answered_on"] = say("Tanggal ini belum tiba.")
    elif facts.answered_on < locked.received_on:
        errors["answered_on"] = say("Jawaban tidak mungkin sebelum suratnya diterima.")
    if facts.answer not in OfferAnswer.values:
        errors["answer"] = say("Pilih jawabannya.")
    if facts.answer == OfferAnswer.DITOLAK and not facts.answer_note.strip():
        errors["answer_note"] = say("Alasan penolakan wajib diisi.")
    if errors:
        raise ValidationError(errors)
    locked.answer, locked.answered_on = facts.answer, facts.answered_on
    locked.answer_number, locked.answer_note = facts.answer_number.strip(), facts.answer_note.strip()
    locked.save(update_fields=["answer", "answered_on", "answer_number", "answer_note", "updated_at"])
    mark_acted(subject=subject_of(locked), kinds=ASKING, now=now)
    if locked.agreement is not None:
        tell_step(locked, locked.agreement, by=by, now=now)
    return locked


def _waiting(offer: Offer, by: User) -> Offer:
    locked = Offer.objects.select_for_update(of=("self",)).select_related("government", "agreement").get(pk=offer.pk)
    if not by.has_perm("agreements.answer_offer", locked):
        raise PermissionDenied("answer_offer")
    if locked.answer:
        raise ValidationError(say("Surat ini sudah dijawab."))
    return locked


def tell_step(offer: Offer, agreement: Agreement, *, by: User, now: dt.datetime) -> None:
    """Our answer is a step of the document begun from the letter, where its procedure knows that step.

    What staff recorded there by hand (evidence, note, day of receipt) stays.
    """
    if not offer.answer or agreement.phase not in Phase.OPEN or not by.has_perm("agreements.record_step", agreement):
        return
    if OUR_ANSWER not in {rule.code for rule in rules_of(agreement)}:
        return
    row = agreement.steps.filter(code=OUR_ANSWER).order_by("-repetition").first()
    notes = [row.note if row else "", offer.answer_note]
    received = row.received_on if row else None
    if received and offer.answered_on and received < offer.answered_on:
        received = None  # nobody receives an answer before it went out
    facts = steps.StepFacts(
        sent_on=offer.answered_on,
        received_on=received,
        done_on=offer.answered_on,
        letter_number=offer.answer_number or (row.letter_number if row else ""),
        outcome=_OUTCOMES[OfferAnswer(offer.answer)],
        note="\n".join(dict.fromkeys(note for note in notes if note)),
        evidence=row.evidence if row else None,
    )
    steps.record(agreement, OUR_ANSWER, facts=facts, by=by, now=now)


def became(offer: Offer, agreement: Agreement) -> None:
    """The draft that was begun from the letter; the answer letter is still ours to send."""
    if offer.government_id == agreement.government_id:
        Offer.objects.filter(pk=offer.pk).update(agreement=agreement)


def beginning(offer: Offer) -> dict[str, Any]:
    """What a draft begun from the letter starts with."""
    found: dict[str, Any] = {
        "form": Form.KESEPAKATAN_BERSAMA.value,
        "title": offer.subject,
        "initiator": Initiator.MITRA.value,
        "cooperation_kind": (
            CooperationKind.KSDPK if offer.kind == OfferKind.PRAKARSA else CooperationKind.KSDD_SUKARELA
        ).value,
    }
    if offer.unit is not None:
        found["lead_unit"] = latest(offer.unit).pk
    return found

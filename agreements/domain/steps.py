"""What happens at the law's steps of one document is written down, or a step is waived with a reason."""

import datetime as dt
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as say

from accounts.domain.workdays import WorkCalendar
from accounts.models import User
from agreements.domain.actors import position_of
from agreements.domain.locking import lock
from agreements.domain.notice_people import subject_of
from agreements.domain.task_list import due_on, may_repeat
from agreements.enums import Outcome, Phase
from agreements.models import Agreement, File, Step, Waiver
from agreements.procedures import StepRule
from agreements.procedures.local import rules_of
from notices.domain.acting import mark_acted

ASKING = ("step-deadline", "step-overdue")  # the kinds of message that ask for a step
_SILENT = frozenset({Outcome.DIANGGAP_DISETUJUI, Outcome.TIDAK_DIJAWAB})


@dataclass(frozen=True)
class StepFacts:
    """What a person records of a step."""

    sent_on: dt.date | None = None
    received_on: dt.date | None = None
    done_on: dt.date | None = None
    letter_number: str = ""
    outcome: str = ""
    note: str = ""
    evidence: File | None = None


@transaction.atomic
def record(
    agreement: Agreement, code: str, *, facts: StepFacts, by: User, now: dt.datetime, again: bool = False
) -> Step:
    """Write down what happened at a step; ``again`` opens a repetition of one the law lets repeat.

    Raises PermissionDenied, KeyError for a step this document does not carry, and ValidationError for dates out of
    order, an outcome the step does not know, or a deemed consent before its time.
    """
    locked = lock(agreement)
    if not by.has_perm("agreements.record_step", locked):
        raise PermissionDenied("record_step")
    rule = rule_named(locked, code)
    is_past = locked.phase not in Phase.OPEN and not rule.is_duty  # what the signature rested on
    if is_past and not by.has_perm("agreements.waive_step", locked):
        raise PermissionDenied("record_step")
    row = _row_for(locked, rule, again=again)
    today = locked.government.today(now)
    _check(rule, facts, today)
    for name in ("sent_on", "received_on", "done_on", "letter_number", "outcome", "note", "evidence"):
        setattr(row, name, getattr(facts, name))
    if row.outcome and row.done_on is None:
        answered = not rule.is_asked_by_us and row.outcome not in _SILENT
        row.done_on = row.received_on if answered and row.received_on else today
    others = {other.code: other for other in locked.steps.exclude(pk=row.pk)}
    row.due_on = due_on(rule, {**others, rule.code: row}, WorkCalendar(locked.government))
    if row.outcome in _SILENT:
        _require_silence(rule, row, today)
    if row.outcome:  # what was passed over has happened after all
        row.waived_by, row.waived_reason = None, ""
    row.recorded_by = by
    row.full_clean(exclude=["agreement", "evidence", "recorded_by", "waived_by"])
    row.save()
    if row.outcome:
        _tick_off(row, now)
    return row


def _tick_off(row: Step, now: dt.datetime) -> None:
    """The messages that asked for this step are done, for all who got them."""
    occasion = f"{row.code}:{row.repetition}:"
    mark_acted(subject=subject_of(row.agreement_id), kinds=ASKING, occasion_starts=occasion, now=now)


def _row_for(agreement: Agreement, rule: StepRule, *, again: bool) -> Step:
    latest = agreement.steps.filter(code=rule.code).order_by("-repetition").first()
    if latest is not None and not (again and may_repeat(rule, latest)):
        return latest
    order = [item.code for item in rules_of(agreement)].index(rule.code) + 1
    return begun(rule, order, latest, agreement)


def begun(rule: StepRule, order: int, latest: Step | None, agreement: Agreement) -> Step:
    """A row for a step, not saved: its first, or the repetition that follows ``latest``. ``order`` counts from 1."""
    return Step(
        agreement=agreement,
        code=rule.code,
        label=rule.label,
        order=order,
        repetition=latest.repetition + 1 if latest else 1,
        actor=position_of(rule.actor, agreement),
        article=rule.article,
    )


def rule_named(agreement: Agreement, code: str) -> StepRule:
    """The rule of a step this document carries. Raises KeyError."""
    for rule in rules_of(agreement):
        if rule.code == code:
            return rule
    raise KeyError(code)


def _check(rule: StepRule, facts: StepFacts, today: dt.date) -> None:
    errors: dict[str, str] = {}
    for name in ("sent_on", "received_on", "done_on"):
        day: dt.date | None = getattr(facts, name)
        if day is not None and day > today:
            errors[name] = say("Tanggal ini belum tiba.")
    if facts.sent_on and facts.received_on and facts.received_on < facts.sent_on:
        errors["received_on"] = say("Tanggal diterima tidak boleh sebelum tanggal dikirim.")
    asked = [facts.sent_on, facts.received_on if rule.is_asked_by_us else None]
    if facts.done_on and "done_on" not in errors and any(day and facts.done_on < day for day in asked):
        errors["done_on"] = say("Tahapan ini tidak mungkin selesai sebelum suratnya dikirim dan diterima.")
    if facts.outcome and facts.outcome not in rule.may_record:
        errors["outcome"] = say("Hasil ini tidak dikenal pada tahapan tersebut.")
    explained = {Outcome.DITOLAK, Outcome.PERBAIKI, Outcome.DISETUJUI_DENGAN_CATATAN, Outcome.TIDAK_BERLAKU}
    if facts.outcome in explained and not facts.note.strip():
        errors["note"] = say("Catatan wajib diisi untuk hasil ini.")
    if errors:
        raise ValidationError(errors)


def _require_silence(rule: StepRule, row: Step, today: dt.date) -> None:
    """A person declares silence, after the computed day, with the day of receipt (P22 Pasal 12, 34; P25 Pasal 17).

    Where the law gives no limit, a letter that went out is enough: how long to wait is the region's own judgement.
    """
    if rule.limit is None or not rule.limit.number:
        if row.sent_on is None and row.received_on is None:
            raise ValidationError({"sent_on": say("Isi tanggal surat dikirim.")})
        return
    if row.due_on is None and rule.limit.step:
        label = rule_named(row.agreement, rule.limit.step).label
        asks = say("Isi dahulu tanggal diterima pada tahapan “%s”; tenggatnya dihitung dari sana.")
        raise ValidationError({"outcome": asks % label})
    if row.due_on is None:
        raise ValidationError({"received_on": say("Isi tanggal surat diterima agar tenggatnya dapat dihitung.")})
    until = row.due_on.strftime("%d-%m-%Y")
    if today <= row.due_on:
        raise ValidationError({"outcome": say("Tenggat jawaban baru berakhir pada %s.") % until})
    if row.done_on and row.done_on <= row.due_on:
        raise ValidationError({"done_on": say("Tenggat jawaban berakhir pada %s; isi tanggal sesudahnya.") % until})


@transaction.atomic
def waive(agreement: Agreement, code: str, *, reason: str, by: User, now: dt.datetime) -> Step:
    """Let a move pass without this step, for a reason the auditor sees.

    Raises PermissionDenied, ValidationError without a reason or for a step that was refused.
    """
    locked = lock(agreement)
    if not by.has_perm("agreements.waive_step", locked):
        raise PermissionDenied("waive_step")
    if not reason.strip():
        raise ValidationError({"reason": say("Alasan wajib diisi.")})
    rule = rule_named(locked, code)
    row = _row_for(locked, rule, again=False)
    if row.outcome == Outcome.DITOLAK:
        raise ValidationError(
            {"reason": say("Penolakan tidak dapat dilewati. Ajukan lagi dan catat jawabannya sekali lagi.")}
        )
    if row.waived_by_id == by.pk and row.waived_reason == reason.strip():
        return row
    row.waived_by, row.waived_reason, row.recorded_by = by, reason.strip(), by
    row.save()
    opened = " ".join(filter(None, (rule.gates, rule.gates_also)))
    Waiver.objects.create(
        agreement=locked, code=code, label=rule.label, article=rule.article, gate=opened, reason=reason.strip(),
        by=by, at=now,
    )  # fmt: skip
    _tick_off(row, now)
    return row

"""The law's steps on one document: what is done, what runs, who waits, what is due when, and late by how much."""

import datetime as dt
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from accounts.domain.workdays import WorkCalendar
from accounts.enums import Level
from accounts.models import User
from agreements.domain.actors import position_of
from agreements.domain.consent import needs_consent
from agreements.domain.intents import has_lapsed
from agreements.domain.locking import lock
from agreements.domain.notice_people import subject_of
from agreements.domain.yearly_reports import missing_reports
from agreements.enums import Initiator, Outcome, Phase, Relation
from agreements.models import Agreement, File, Step, Waiver
from agreements.procedures import StepRule, When
from agreements.procedures.local import rules_of
from notices.domain.acting import mark_acted
from partners.enums import PartnerKind

ASKING = ("step-deadline", "step-overdue")  # the kinds of message that ask for a step
_SECOND_ASKING = ("permintaan_kedua", "lapor_pembina")
_UNANSWERED = {When.TIDAK_DIJAWAB: 1, When.TETAP_TIDAK_DIJAWAB: 2}
_POSITIVE = frozenset(
    {Outcome.SELESAI, Outcome.DISETUJUI, Outcome.DISETUJUI_DENGAN_CATATAN, Outcome.DIANGGAP_DISETUJUI}
)
CAME_BACK = frozenset({Outcome.PERBAIKI, Outcome.DITOLAK})
_SILENT = frozenset({Outcome.DIANGGAP_DISETUJUI, Outcome.TIDAK_DIJAWAB})


class State(models.TextChoices):
    """Where one step stands."""

    SELESAI = "selesai", _("Selesai")
    BERJALAN = "berjalan", _("Berjalan")
    BELUM = "belum", _("Belum dimulai")
    TIDAK_BERHASIL = "tidak_berhasil", _("Selesai tanpa persetujuan")
    DILEWATI = "dilewati", _("Dilewati dengan alasan")
    TIDAK_BERLAKU = "tidak_berlaku", _("Tidak berlaku")
    BELUM_DIPUTUSKAN = "belum_diputuskan", _("Menunggu keputusan perlu tidaknya")


@dataclass(frozen=True)
class StepState:
    """One line of the task list."""

    rule: StepRule
    row: Step | None
    state: State
    due_on: dt.date | None
    late_days: int
    waits_for: str

    @property
    def may_repeat(self) -> bool:
        """Whether it may be gone through once more."""
        return may_repeat(self.rule, self.row)

    @property
    def may_be_recorded(self) -> bool:
        """Whether there is something to write of it; what was written may always be put right."""
        if not self.rule.outcomes or self.rule.done_by or self.state == State.BELUM_DIPUTUSKAN:
            return False
        return self.row is not None or self.state != State.TIDAK_BERLAKU

    @property
    def may_be_waived(self) -> bool:
        """An open step may be passed over, a refusal may not: whoever refused is asked again."""
        return self.is_open and (self.row is None or self.row.outcome != Outcome.DITOLAK)

    @property
    def is_open(self) -> bool:
        """Still stands in the way of the move it gates."""
        return self.state not in {State.SELESAI, State.DILEWATI, State.TIDAK_BERLAKU}


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


def board(agreement: Agreement, *, today: dt.date) -> list[StepState]:
    """The task list in the order of the law; empty where another rule leads (PP 28/2018 Pasal 15)."""
    rows: dict[str, Step] = {}
    for row in sorted(agreement.steps.all(), key=lambda item: item.repetition):
        rows[row.code] = row
    calendar = WorkCalendar(agreement.government)
    return [_state_of(rule, agreement, rows, calendar, today) for rule in rules_of(agreement)]


def _state_of(
    rule: StepRule, agreement: Agreement, rows: dict[str, Step], calendar: WorkCalendar, today: dt.date
) -> StepState:
    row = rows.get(rule.code)
    due = due_on(rule, rows, calendar)
    state = _judge(rule, row, _is_of_this_side(rule, agreement) and _applies(rule, agreement, rows, today))
    if row is not None and row.outcome == Outcome.TIDAK_DIJAWAB and _was_answered_later(rows):
        state = State.SELESAI
    running = state == State.BERJALAN or (state == State.BELUM and due is not None)
    late = (today - due).days if running and due is not None and today > due else 0
    waits = position_of(rule.actor, agreement) if state in {State.BERJALAN, State.BELUM} else ""
    return StepState(rule, row, State.BERJALAN if running else state, due, late, waits)


def _judge(rule: StepRule, row: Step | None, applies: bool | None) -> State:
    if row is not None and row.waived_by_id:
        return State.DILEWATI
    if row is not None and row.outcome == Outcome.TIDAK_BERLAKU and row.outcome in rule.may_record:
        return State.TIDAK_BERLAKU
    if row is not None and row.outcome:
        return State.SELESAI if row.outcome in _POSITIVE else State.TIDAK_BERHASIL
    if applies is None:
        return State.BELUM_DIPUTUSKAN
    if not applies:
        return State.TIDAK_BERLAKU
    return State.BERJALAN if row is not None else State.BELUM


def _is_of_this_side(rule: StepRule, agreement: Agreement) -> bool:
    """Whether the step belongs to an initiative of ours, or to an offer that came to us, as this document began."""
    if agreement.initiator == Initiator.MITRA:
        return not rule.only_ours
    return rule.when != When.PRAKARSA_MITRA


def _applies(rule: StepRule, agreement: Agreement, rows: dict[str, Step], today: dt.date) -> bool | None:
    """Whether the condition of the step holds; None while a person has to decide it."""
    match rule.when:
        case When.PERLU_DPRD:
            return needs_consent(agreement)
        case When.TIDAK_DIJAWAB | When.TETAP_TIDAK_DIJAWAB:
            silent = sum(
                1
                for code in ("menunggu_tanggapan", "penawaran", "permintaan_kedua")
                if code in rows and rows[code].outcome == Outcome.TIDAK_DIJAWAB
            )
            return silent >= _UNANSWERED[When(rule.when)]
        case When.KABUPATEN_KOTA:
            return agreement.government.level != Level.PROVINSI
        case When.LEMBAGA_NONPROFIT | When.ORGANISASI_INTERNASIONAL:
            is_nonprofit = PartnerKind.LEMBAGA_NONPROFIT_ASING in _partner_kinds(agreement)
            return is_nonprofit == (rule.when == When.LEMBAGA_NONPROFIT)
    if rule.when in When.OBSTACLES:
        return _is_in_the_way(When(rule.when), agreement, today)
    return True


def _is_in_the_way(obstacle: When, agreement: Agreement, today: dt.date) -> bool:
    """What the law puts before a document and nobody records here: it is there, or it is not."""
    if obstacle == When.LOI_LEWAT:
        return has_lapsed(agreement, today=today) is not None
    if obstacle == When.LAPORAN_TERTUNGGAK:
        return missing_reports(agreement.government, today=today).exists()
    above = agreement.parent if agreement.relation == Relation.TURUNAN else None
    if above is None or agreement.phase not in Phase.OPEN or above.phase in Phase.SIGNED:
        return False
    return obstacle == When.INDUK_BELUM or any(
        item.rule.when == When.PERLU_DPRD and item.is_open for item in board(above, today=today)
    )


def _was_answered_later(rows: dict[str, Step]) -> bool:
    """The second request, or the order of the Gubernur, brought the answer that the first letter did not."""
    return any(code in rows and rows[code].outcome in _POSITIVE for code in _SECOND_ASKING)


def _partner_kinds(agreement: Agreement) -> set[str]:
    return {party.partner.kind for party in agreement.parties.all() if party.partner is not None}


def due_on(rule: StepRule, rows: dict[str, Step], calendar: WorkCalendar) -> dt.date | None:
    """The last day of the step's limit; None without a limit or before the date it is counted from is known."""
    if rule.limit is None:
        return None
    base = rows.get(rule.limit.step or rule.code)
    start: dt.date | None = getattr(base, rule.limit.since, None) if base is not None else None
    return calendar.add(start, rule.limit.number, rule.limit.unit) if start else None


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
    return Step(
        agreement=agreement,
        code=rule.code,
        label=rule.label,
        order=order,
        repetition=latest.repetition + 1 if latest else 1,
        actor=position_of(rule.actor, agreement),
        article=rule.article,
    )


def may_repeat(rule: StepRule, latest: Step | None) -> bool:
    """Whether a step may be gone through once more: the law repeats it, or it came back to be mended or was refused."""
    return latest is not None and (rule.repeatable or latest.outcome in CAME_BACK)


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

"""The law's steps on one document: what is done, what runs, who waits, what is due when, and late by how much."""

import datetime as dt
from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.domain.workdays import WorkCalendar
from accounts.enums import Level
from agreements.domain.actors import position_of
from agreements.domain.consent import needs_consent
from agreements.domain.intents import has_lapsed
from agreements.domain.yearly_reports import missing_reports
from agreements.enums import Initiator, Outcome, Phase, Relation
from agreements.models import Agreement, Step
from agreements.procedures import StepRule, When
from agreements.procedures.local import rules_of
from partners.enums import PartnerKind

_SECOND_ASKING = ("permintaan_kedua", "lapor_pembina")
_UNANSWERED = {When.TIDAK_DIJAWAB: 1, When.TETAP_TIDAK_DIJAWAB: 2}
_POSITIVE = frozenset(
    {Outcome.SELESAI, Outcome.DISETUJUI, Outcome.DISETUJUI_DENGAN_CATATAN, Outcome.DIANGGAP_DISETUJUI}
)
CAME_BACK = frozenset({Outcome.PERBAIKI, Outcome.DITOLAK})


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


def may_repeat(rule: StepRule, latest: Step | None) -> bool:
    """Whether a step may be gone through once more: the law repeats it, or it came back to be mended or was refused."""
    return latest is not None and (rule.repeatable or latest.outcome in CAME_BACK)

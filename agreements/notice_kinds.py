"""The notice kinds, planners and calendar of agreements; registered when the room opens."""

import datetime as dt

from django.utils.translation import gettext_lazy as _

from agreements.domain import duty_notices, move_notices
from agreements.domain.deadline_notices import DEADLINE, is_deadline_still_owed, plan_deadlines
from agreements.domain.decision_notices import DECIDE, is_decision_still_owed, plan_decisions
from agreements.domain.expiry_notices import ENDED, ENDS, is_end_still_owed, is_step_still_owed, plan_expiry
from agreements.domain.loi_notices import LAPSES, is_lapse_still_owed, plan_lapses
from agreements.domain.offer_notices import ANSWER_DUE, is_answer_still_owed, plan_answers
from agreements.domain.upcoming_ends import upcoming_decisions, upcoming_ends, upcoming_lapses, upcoming_reports
from agreements.domain.upcoming_steps import upcoming_answers, upcoming_steps
from agreements.enums import Phase
from notices import kinds
from notices.domain import planning, upcoming
from notices.enums import Rhythm
from notices.kinds import NoticeKind
from notices.models import Notice


def _while_in(phase: Phase) -> kinds.StillOwed:
    def still_owed(notice: Notice, now: dt.datetime) -> bool:
        return move_notices.is_waiting_in(phase, notice)

    return still_owed


_NEW, _REWORK = _while_in(Phase.DIAJUKAN), _while_in(Phase.DIKEMBALIKAN)
KINDS = [
    #          code           label                template           still owed when sent
    NoticeKind(ENDS, _("Akan berakhir"), "agreement_ends", still_owed=is_step_still_owed, act=_("Putuskan")),
    NoticeKind(ENDED, _("Telah berakhir"), "agreement_ended", still_owed=is_end_still_owed),
    NoticeKind(DECIDE, _("Keputusan kelanjutan"), "decision_due", still_owed=is_decision_still_owed, act=_("Putuskan")),
    NoticeKind(DEADLINE, _("Tenggat tahapan"), "step_deadline", still_owed=is_deadline_still_owed, act=_("Catat")),
    NoticeKind(LAPSES, _("Pernyataan Kehendak akan gugur"), "loi_lapses", still_owed=is_lapse_still_owed),
    NoticeKind(ANSWER_DUE, _("Jawaban surat masuk"), "offer_deadline", still_owed=is_answer_still_owed),
    NoticeKind("move-submit", _("Usulan baru"), "move_submit", still_owed=_NEW, act=_("Periksa usulan")),
    NoticeKind("move-return", _("Dikembalikan"), "move_return", still_owed=_REWORK, act=_("Perbaiki")),
    NoticeKind("move-revise", _("Perlu diperbaiki"), "move_revise", still_owed=_REWORK, act=_("Perbaiki")),
    NoticeKind("move-reopen", _("Dibuka kembali"), "move_reopen", still_owed=_REWORK),
    NoticeKind("move-recommend", _("Direkomendasikan"), "move_recommend"),
    NoticeKind("move-decline", _("Tidak direkomendasikan"), "move_decline"),
    NoticeKind("move-sign", _("Ditandatangani"), "move_sign", mandatory=False),
    NoticeKind("move-end", _("Diakhiri"), "move_end", mandatory=False),
    NoticeKind("move-replace", _("Digantikan"), "move_replace", mandatory=False),
    NoticeKind("move-cancel", _("Dibatalkan"), "move_cancel", mandatory=False),
]  # fmt: skip

DUTIES = [
    NoticeKind(
        code, label, code.replace("-", "_"), mandatory=False, rhythm=Rhythm.DIGEST,
        still_owed=duty_notices.is_duty_still_owed,
    )
    for code, label in (
        (duty_notices.REPORT, _("Laporan semester")),
        (duty_notices.FOREIGN_REPORT, _("Laporan tahunan luar negeri")),
        (duty_notices.SINERGI_REPORT, _("Laporan tahunan Sinergi")),
        (duty_notices.NO_PKS, _("Kesepakatan Bersama tanpa tindak lanjut")),
        (duty_notices.DORMANT, _("Kerja sama tidur")),
        (duty_notices.PAPERS, _("Pindaian atau nomor belum ada")),
        (duty_notices.ORPHANS, _("Perangkat daerah tanpa akun")),
    )
]  # fmt: skip


def register() -> None:
    """Called once from ``AgreementsConfig.ready``."""
    kinds.register(*KINDS, *DUTIES)
    for planner in (plan_expiry, plan_decisions, plan_deadlines, plan_lapses, plan_answers, duty_notices.plan_duties):
        planning.register(planner)
    for source in (
        upcoming_ends, upcoming_decisions, upcoming_lapses, upcoming_reports, upcoming_steps, upcoming_answers,
    ):  # fmt: skip
        upcoming.register(source)

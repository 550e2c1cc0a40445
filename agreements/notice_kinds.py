"""The notice kinds, planners and calendar of agreements; registered when the room opens."""

import datetime as dt

from django.utils.translation import gettext_lazy as _

from agreements.domain import duty_notices, move_notices
from agreements.domain.deadline_notices import DEADLINE, is_deadline_still_owed, plan_deadlines
from agreements.domain.decision_notices import DECIDE, is_decision_still_owed, plan_decisions
from agreements.domain.expiry_notices import (
    ENDED,
    ENDS,
    PLAN_ENDS,
    is_end_still_owed,
    is_step_still_owed,
    plan_expiry,
)
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
    # code, label, template, still owed when sent, the button in the inbox; who and when in words
    NoticeKind(
        ENDS, _("Akan berakhir"), "agreement_ends", still_owed=is_step_still_owed, act=_("Putuskan"),
        to=_("pengusul perangkat daerah pemrakarsa, staf; pimpinan sejak 30 hari"),
        when=_("tangga sebelum hari terakhir, menurut jenis kerja sama"),
    ),
    NoticeKind(
        PLAN_ENDS, _("Rencana akan berakhir"), "plan_ends", still_owed=is_step_still_owed,
        to=_("pengusul perangkat daerah pemrakarsa, staf; pimpinan sejak 30 hari"),
        when=_("90, 30, 14, 7, dan 0 hari sebelum hari terakhir"),
    ),
    NoticeKind(
        ENDED, _("Telah berakhir"), "agreement_ended", still_owed=is_end_still_owed,
        to=_("pengusul, staf, pimpinan"), when=_("sekali, bila hari terakhirnya jatuh ketika sistem mati"),
    ),
    NoticeKind(
        DECIDE, _("Keputusan kelanjutan"), "decision_due", still_owed=is_decision_still_owed, act=_("Putuskan"),
        to=_("pengusul, staf"), when=_("7 hari sebelum tenggat keputusan dan pada harinya"),
    ),
    NoticeKind(
        DEADLINE, _("Tenggat tahapan"), "step_deadline", still_owed=is_deadline_still_owed, act=_("Catat"),
        to=_("staf; pelaku tahapan bila ia orang kita"),
        when=_("7 dan 1 hari sebelum tenggat, pada harinya, lalu tiap pekan"),
    ),
    NoticeKind(
        LAPSES, _("Pernyataan Kehendak akan gugur"), "loi_lapses", still_owed=is_lapse_still_owed,
        to=_("pengusul, staf"), when=_("180, 90, 30, 7, dan 0 hari sebelum hari terakhir, paling lama setahun"),
    ),
    NoticeKind(
        ANSWER_DUE, _("Jawaban surat masuk"), "offer_deadline", still_owed=is_answer_still_owed, act=_("Jawab"),
        to=_("staf; pengusul perangkat daerah yang ditunjuk; pimpinan sejak terlambat sepekan"),
        when=_("7 dan 1 hari sebelum tenggat, pada harinya, lalu tiap pekan"),
    ),
    NoticeKind(
        "move-submit", _("Usulan baru"), "move_submit", still_owed=_NEW, act=_("Periksa usulan"),
        to=_("staf"), when=_("ketika diajukan"),
    ),
    NoticeKind(
        "move-return", _("Dikembalikan"), "move_return", still_owed=_REWORK, act=_("Perbaiki"),
        to=_("pembuat dan pengusul"), when=_("ketika dikembalikan"),
    ),
    NoticeKind(
        "move-revise", _("Perlu diperbaiki"), "move_revise", still_owed=_REWORK, act=_("Perbaiki"),
        to=_("pembuat dan pengusul"), when=_("ketika TKKSD meminta perbaikan"),
    ),
    NoticeKind(
        "move-reopen", _("Dibuka kembali"), "move_reopen", still_owed=_REWORK,
        to=_("pembuat dan pengusul"), when=_("ketika dibuka kembali"),
    ),
    NoticeKind(
        "move-recommend", _("Direkomendasikan"), "move_recommend",
        to=_("staf, pembuat, pengusul"), when=_("ketika direkomendasikan"),
    ),
    NoticeKind(
        "move-decline", _("Tidak direkomendasikan"), "move_decline",
        to=_("pembuat dan pengusul"), when=_("ketika tidak direkomendasikan"),
    ),
    NoticeKind(
        "move-sign", _("Ditandatangani"), "move_sign", mandatory=False,
        to=_("pengusul, pimpinan"), when=_("ketika penandatanganan dicatat"),
    ),
    NoticeKind(
        "move-end", _("Diakhiri"), "move_end", mandatory=False,
        to=_("pengusul, staf"), when=_("ketika diakhiri"),
    ),
    NoticeKind(
        "move-replace", _("Digantikan"), "move_replace", mandatory=False,
        to=_("pengusul, staf"), when=_("ketika digantikan"),
    ),
    NoticeKind(
        "move-cancel", _("Dibatalkan"), "move_cancel", mandatory=False,
        to=_("pengusul, staf"), when=_("ketika dibatalkan"),
    ),
]  # fmt: skip

DUTIES = [
    NoticeKind(
        code,
        label,
        code.replace("-", "_"),
        mandatory=False,
        rhythm=Rhythm.DIGEST,
        to=to,
        when=when,
        still_owed=duty_notices.is_duty_still_owed,
    )
    for code, label, to, when in (
        (
            duty_notices.REPORT,
            _("Laporan semester"),
            _("pengusul tiap perangkat daerah; staf"),
            _("awal Januari dan Juli, dan sepekan sebelum hari terakhirnya"),
        ),
        (
            duty_notices.FOREIGN_REPORT,
            _("Laporan tahunan luar negeri"),
            _("staf, pimpinan"),
            _("pekan pertama dan kedua Januari"),
        ),
        (
            duty_notices.SINERGI_REPORT,
            _("Laporan tahunan Sinergi"),
            _("staf, pimpinan"),
            _("awal Januari, dan sepekan sebelum hari terakhirnya"),
        ),
        (
            duty_notices.NO_PKS,
            _("Kesepakatan Bersama tanpa tindak lanjut"),
            _("staf"),
            _("tiap setengah tahun, sejak 6 bulan"),
        ),
        (
            duty_notices.DORMANT,
            _("Kerja sama tidur"),
            _("staf"),
            _("tiap setengah tahun, sejak dua masa tanpa laporan"),
        ),
        (duty_notices.PAPERS, _("Pindaian atau nomor belum ada"), _("staf"), _("tiap triwulan")),
        (duty_notices.ORPHANS, _("Perangkat daerah tanpa akun"), _("staf, admin"), _("tiap triwulan")),
    )
]


def register() -> None:
    """Called once from ``AgreementsConfig.ready``."""
    kinds.register(*KINDS, *DUTIES)
    for planner in (plan_expiry, plan_decisions, plan_deadlines, plan_lapses, plan_answers, duty_notices.plan_duties):
        planning.register(planner)
    for source in (
        upcoming_ends, upcoming_decisions, upcoming_lapses, upcoming_reports, upcoming_steps, upcoming_answers,
    ):  # fmt: skip
        upcoming.register(source)

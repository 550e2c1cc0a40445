"""The notice kinds, planner and calendar of TKKSD; registered when the room opens."""

from django.utils.translation import gettext_lazy as _

from notices import kinds
from notices.domain import planning, upcoming
from notices.enums import Rhythm
from notices.kinds import NoticeKind
from reviews import exports
from reviews.domain import escalation, meeting_notices, round_notices, team_notices, weekly
from reviews.domain.upcoming_rounds import upcoming_decrees, upcoming_meetings, upcoming_rounds

KINDS = [
    NoticeKind(
        round_notices.ASKED,
        _("Pendapat diminta"),
        "round_asked",
        still_owed=round_notices.is_still_asked,
        act=_("Beri pendapat"),
        to=_("kedudukan TKKSD yang diminta"),
        when=_("ketika putaran dibuka"),
    ),
    NoticeKind(
        round_notices.REMINDED,
        _("Pendapat belum diberikan"),
        "round_reminded",
        still_owed=round_notices.is_still_asked,
        act=_("Beri pendapat"),
        to=_("kedudukan yang belum menjawab"),
        when=_("2 hari sebelum tenggat dan pada harinya"),
    ),
    NoticeKind(
        round_notices.READY,
        _("Putaran siap disimpulkan"),
        "round_ready",
        still_owed=round_notices.is_still_open,
        act=_("Simpulkan"),
        to=_("ketua, wakil, dan sekretaris TKKSD"),
        when=_("ketika semua telah menjawab"),
    ),
    NoticeKind(
        round_notices.LATE,
        _("Pendapat lewat tenggat"),
        "round_overdue",
        still_owed=round_notices.is_still_late,
        act=_("Buka putaran"),
        to=_("ketua, wakil, dan sekretaris TKKSD; staf"),
        when=_("sehari sesudah tenggat pendapat, lalu tiap pekan selama ada yang belum menjawab"),
    ),
    NoticeKind(
        escalation.UNDECIDED,
        _("Lewat tenggat keputusan"),
        "decision_overdue",
        still_owed=escalation.is_still_undecided,
        act=_("Putuskan"),
        to=_("pengusul, staf, pimpinan (asisten), Ketua TKKSD (Sekda)"),
        when=_("1, 3, 6, dan 10 hari kerja sesudah tenggat keputusan"),
    ),
    NoticeKind(
        escalation.UNDONE,
        _("Tahapan terlambat"),
        "step_overdue",
        still_owed=escalation.is_still_undone,
        act=_("Lihat tahapan"),
        to=_("pengusul, staf, pimpinan (asisten), Ketua TKKSD (Sekda)"),
        when=_("1, 3, 6, dan 10 hari kerja sesudah tenggat tahapan"),
    ),
    NoticeKind(
        weekly.WEEKLY,
        _("Ikhtisar mingguan"),
        "weekly_overview",
        mandatory=False,
        still_owed=weekly.is_this_week,
        to=_("pimpinan"),
        when=_("hari kerja pertama tiap pekan pukul 07.30"),
    ),
    NoticeKind(
        team_notices.LAPSING,
        _("SK TKKSD akan berakhir"),
        "team_lapsing",
        still_owed=team_notices.is_lapse_still_owed,
        to=_("staf, admin"),
        when=_("60, 30, 7, dan 0 hari sebelum SK berakhir"),
    ),
    NoticeKind(
        team_notices.EMPTY_SEATS,
        _("Kedudukan TKKSD tanpa akun"),
        "team_seats_empty",
        mandatory=False,
        rhythm=Rhythm.DIGEST,
        still_owed=team_notices.are_seats_still_empty,
        to=_("staf, admin"),
        when=_("tiap triwulan"),
    ),
    NoticeKind(
        meeting_notices.CALLED,
        _("Undangan rapat"),
        "meeting_called",
        still_owed=meeting_notices.is_to_come,
        enclose=exports.invitation,
        to=_("yang diundang"),
        when=_("ketika rapat dipanggil atau diubah"),
    ),
    NoticeKind(
        meeting_notices.CALLED_OFF,
        _("Rapat dibatalkan"),
        "meeting_called_off",
        enclose=exports.invitation,
        to=_("yang diundang"),
        when=_("ketika rapat dibatalkan"),
    ),
    NoticeKind(
        meeting_notices.UNINVITED,
        _("Tidak lagi diundang"),
        "meeting_uninvited",
        still_owed=meeting_notices.is_still_left_out,
        enclose=exports.invitation,
        to=_("yang tidak lagi diundang"),
        when=_("ketika undangan diubah"),
    ),
    NoticeKind(
        meeting_notices.NEAR,
        _("Rapat segera dilaksanakan"),
        "meeting_near",
        still_owed=meeting_notices.is_to_come,
        to=_("yang diundang"),
        when=_("sehari sebelumnya"),
    ),
]


def register() -> None:
    """Called once from ``ReviewsConfig.ready``."""
    kinds.register(*KINDS)
    planning.register(round_notices.plan_reminders)
    planning.register(meeting_notices.plan_meetings)
    planning.register(escalation.plan_escalation)
    planning.register(weekly.plan_weekly)
    planning.register(team_notices.plan_teams)
    upcoming.register(upcoming_rounds)
    upcoming.register(upcoming_meetings)
    upcoming.register(upcoming_decrees)

import uuid
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.domain.roles import is_person, memberships_of
from reviews.enums import MeetingKind, PaperKind, Presence
from reviews.models.round import SEES_ROUNDS, Round
from reviews.models.team import Seat


class MeetingQuerySet(models.QuerySet["Meeting"]):
    def visible_to(self, user: Any) -> "MeetingQuerySet":
        """Meetings of governments where the person sits at the table or oversees it; as ``reviews.view_meeting``."""
        if not is_person(user):
            return self.none()
        return self.filter(government_id__in=[m.government_id for m in memberships_of(user) if m.role in SEES_ROUNDS])


class Meeting(models.Model):
    """A meeting of TKKSD: called, held (or called off), minuted. Its decisions on rounds live in the rounds."""

    government = models.ForeignKey("accounts.Government", on_delete=models.PROTECT, related_name="meetings")
    kind = models.CharField(_("jenis rapat"), max_length=8, choices=MeetingKind)
    subject = models.CharField(_("perihal"), max_length=200)
    starts_at = models.DateTimeField(_("mulai"))
    ends_at = models.DateTimeField(_("selesai"), null=True, blank=True)
    place = models.CharField(_("tempat"), max_length=200, blank=True)
    link = models.URLField(_("tautan daring"), max_length=400, blank=True)
    invitation_number = models.CharField(_("nomor undangan"), max_length=120, blank=True)
    invitation_on = models.DateField(_("tanggal undangan"), null=True, blank=True)
    report_number = models.CharField(_("nomor berita acara"), max_length=120, blank=True)
    chair = models.ForeignKey(
        Seat, verbose_name=_("pimpinan rapat"), on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    minutes = models.TextField(_("notula"), blank=True)
    held_at = models.DateTimeField(_("dicatat terlaksana"), null=True, blank=True)
    called_off_at = models.DateTimeField(_("dibatalkan"), null=True, blank=True)
    called_off_reason = models.CharField(_("alasan pembatalan"), max_length=300, blank=True)
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False, db_comment="of the calendar entry")
    revision = models.PositiveIntegerField(default=0, editable=False, db_comment="SEQUENCE of the calendar entry")
    created_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+", editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects: ClassVar[MeetingQuerySet] = MeetingQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("rapat")
        verbose_name_plural = _("rapat")
        ordering = ["-starts_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at=None) | Q(ends_at__gt=F("starts_at")),
                name="meeting_ends_after_start",
                violation_error_message=_("Waktu selesai harus sesudah waktu mulai."),
            ),
            models.CheckConstraint(
                condition=~Q(place="", link=""),
                name="meeting_is_somewhere",
                violation_error_message=_("Isi tempat rapat atau tautan daringnya."),
            ),
            models.CheckConstraint(
                condition=Q(called_off_at=None, called_off_reason="")
                | Q(called_off_at__isnull=False, held_at=None) & ~Q(called_off_reason=""),
                name="meeting_called_off_with_reason",
            ),
        ]
        indexes = [models.Index(fields=["government", "-starts_at"], name="meeting_of_government")]

    def __str__(self) -> str:
        return self.subject

    @property
    def is_planned(self) -> bool:
        """Neither recorded as held nor called off."""
        return self.held_at is None and self.called_off_at is None


class AgendaItem(models.Model):
    """One point of the agenda: a round, whose conclusion is the decision, or a free topic with its own words."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="agenda")
    order = models.PositiveSmallIntegerField(_("urutan"))
    round = models.ForeignKey(Round, on_delete=models.PROTECT, null=True, blank=True, related_name="agenda_items")
    topic = models.CharField(_("pokok bahasan"), max_length=300, blank=True)
    decision = models.TextField(_("keputusan"), blank=True)

    class Meta:
        verbose_name = _("acara rapat")
        verbose_name_plural = _("acara rapat")
        ordering = ["meeting_id", "order"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "order"], name="agenda_order_once", deferrable=models.Deferrable.DEFERRED
            ),
            models.UniqueConstraint(fields=["meeting", "round"], name="agenda_round_once"),
            models.CheckConstraint(condition=Q(round__isnull=False) | ~Q(topic=""), name="agenda_about_something"),
        ]

    def __str__(self) -> str:
        return self.topic or str(self.round)


class Attendance(models.Model):
    """One invited: a seat as held on the day of the meeting, or a guest by name."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="attendances")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, null=True, blank=True, related_name="attendances")
    guest_name = models.CharField(_("nama undangan"), max_length=150, blank=True)
    guest_position = models.CharField(_("jabatan undangan"), max_length=150, blank=True)
    presence = models.CharField(_("kehadiran"), max_length=12, choices=Presence, blank=True)
    represented_by = models.CharField(_("diwakili oleh"), max_length=150, blank=True)

    class Meta:
        verbose_name = _("kehadiran")
        verbose_name_plural = _("kehadiran")
        ordering = ["meeting_id", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "seat"], name="attendance_seat_once"),
            models.CheckConstraint(
                condition=Q(seat__isnull=False, guest_name="") | Q(seat=None) & ~Q(guest_name=""),
                name="attendance_seat_or_guest",
            ),
            models.CheckConstraint(
                condition=Q(represented_by="") | Q(presence="diwakili"), name="attendance_represented_whole"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """Who was invited."""
        if self.seat is not None:
            return str(self.seat.holder or self.seat.position)
        return self.guest_name

    @property
    def position(self) -> str:
        """In which capacity."""
        return self.seat.position if self.seat is not None else self.guest_position


class Paper(models.Model):
    """A signed copy of one of the meeting's papers; the bytes lie in the store under their SHA-256."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="papers")
    kind = models.CharField(_("jenis"), max_length=14, choices=PaperKind)
    name = models.CharField(_("nama berkas"), max_length=200)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField(_("ukuran (bita)"))
    mime = models.CharField(max_length=100)
    uploaded_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField()

    class Meta:
        verbose_name = _("berkas rapat")
        verbose_name_plural = _("berkas rapat")
        ordering = ["meeting_id", "kind", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "kind", "sha256"], name="paper_once"),
            models.CheckConstraint(condition=Q(sha256__regex=r"^[0-9a-f]{64}$"), name="paper_sha256_whole"),
        ]

    def __str__(self) -> str:
        return self.name

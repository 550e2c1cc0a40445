import datetime as dt
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from notices.enums import Rhythm, State

MAX_REFUSALS = 8  # over some two days, so that a weekend of a misconfigured server gives nothing up

_ALIVE = Q(superseded_at=None)
_SENT = _ALIVE & Q(acted_at=None, sent_at__isnull=False)
_QUIET = _ALIVE & Q(acted_at=None, sent_at=None)
_UNSENT = _QUIET & Q(muted_at=None)
_WAITING = _UNSENT & Q(gave_up_at=None, claimed_at=None)
IN_STATE: dict[State, Q] = {
    State.SUPERSEDED: ~_ALIVE,
    State.ACTED: _ALIVE & Q(acted_at__isnull=False),
    State.READ: _SENT & Q(read_at__isnull=False),
    State.BOUNCED: _SENT & Q(read_at=None, bounced_at__isnull=False),
    State.SENT: _SENT & Q(read_at=None, bounced_at=None),
    State.MUTED: _QUIET & Q(muted_at__isnull=False),
    State.GIVEN_UP: _UNSENT & Q(gave_up_at__isnull=False),
    State.SENDING: _UNSENT & Q(gave_up_at=None, claimed_at__isnull=False),
    State.RETRYING: _WAITING & ~Q(last_error=""),
    State.AGAIN: _WAITING & Q(last_error="", resends__gt=0),
    State.OWED: _WAITING & Q(last_error="", resends=0),
}


class NoticeQuerySet(models.QuerySet["Notice"]):
    def unsent(self) -> "NoticeQuerySet":
        """Neither sent, nor superseded, nor given up, nor kept in the inbox by the person's wish."""
        return self.filter(sent_at=None, superseded_at=None, gave_up_at=None, muted_at=None)

    def owed(self, now: dt.datetime) -> "NoticeQuerySet":
        """What is due by ``now`` and not in anybody's hands: the untried first, so that no trouble holds them up."""
        waiting = Q(retry_at=None) | Q(retry_at__lte=now)
        return (
            self.unsent().filter(waiting, send_after__lte=now, claimed_at=None).order_by("attempts", "send_after", "pk")
        )

    def given_up(self) -> "NoticeQuerySet":
        """Refused so often that only a person can help."""
        return self.filter(gave_up_at__isnull=False, sent_at=None, superseded_at=None)

    def inbox(self) -> "NoticeQuerySet":
        """What a person finds in the inbox: everything but what lapsed before it was sent."""
        return self.filter(superseded_at=None)

    def awake(self) -> "NoticeQuerySet":
        """Not put off until a day to come."""
        from notices.models.snooze import Snooze

        return self.filter(~models.Exists(Snooze.objects.filter(notice=models.OuterRef("pk"), woken_at=None)))

    def unread(self) -> "NoticeQuerySet":
        """In the inbox, awake and not opened; uses the index ``notice_unread``."""
        return self.inbox().filter(read_at=None).awake()

    def in_state(self, state: State) -> "NoticeQuerySet":
        """The rows whose ``state`` is this one; a test holds both equal."""
        return self.filter(IN_STATE[state])


class Notice(models.Model):
    """One message owed to one person about one occasion: ledger and outbox in one row.

    The row exists once (``notice_once``). ``subject`` names what it is about without a foreign key, because the rooms
    above own those tables: ``"agreement:42"``. ``occasion`` holds what makes it a new message: the end date and step,
    or the id of the transition. ``title``, ``body`` and ``path`` are rendered when it is planned, so the inbox needs no
    joins. ``sent_at`` is of the present sending; those before it are its ``past_sendings``.
    """

    # The indexes below begin with them: a second one of each would only make writing dearer.
    government = models.ForeignKey("accounts.Government", on_delete=models.PROTECT, related_name="+", db_index=False)
    recipient = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="notices", db_index=False)
    kind = models.CharField(_("jenis"), max_length=40)
    subject = models.CharField(_("tentang"), max_length=60)
    occasion = models.CharField(_("peristiwa"), max_length=80)
    title = models.CharField(_("judul"), max_length=300)
    body = models.TextField(_("isi"), blank=True)
    path = models.CharField(_("alamat"), max_length=300, blank=True)
    due_on = models.DateField(_("tenggat"), null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    send_after = models.DateTimeField(_("dikirim sesudah"))
    rhythm = models.CharField(_("irama"), max_length=10, choices=Rhythm, default=Rhythm.NOW)
    claimed_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    refusals = models.PositiveSmallIntegerField(default=0, db_comment="attempts that the server refused for good")
    retry_at = models.DateTimeField(_("dicoba lagi"), null=True, blank=True)
    gave_up_at = models.DateTimeField(_("dihentikan"), null=True, blank=True)
    last_error = models.CharField(max_length=300, blank=True)
    sent_at = models.DateTimeField(_("dikirim"), null=True, blank=True)
    muted_at = models.DateTimeField(_("tidak dikirim atas permintaan penerima"), null=True, blank=True)
    bounced_at = models.DateTimeField(_("tidak sampai"), null=True, blank=True)
    bounce_reason = models.CharField(_("sebab tidak sampai"), max_length=300, blank=True)
    bounce_is_final = models.BooleanField(default=False, db_comment="the mailbox does not exist or refuses for good")
    resends = models.PositiveSmallIntegerField(_("pengiriman ulang"), default=0)
    read_at = models.DateTimeField(_("dibaca"), null=True, blank=True)
    acted_at = models.DateTimeField(_("ditindaklanjuti"), null=True, blank=True)
    superseded_at = models.DateTimeField(_("tidak berlaku lagi"), null=True, blank=True)

    objects: ClassVar[NoticeQuerySet] = NoticeQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("pemberitahuan")
        verbose_name_plural = _("pemberitahuan")
        ordering = ["-send_after", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["subject", "kind", "occasion", "recipient"], name="notice_once"),
            models.CheckConstraint(
                condition=Q(sent_at=None) | Q(superseded_at=None) | Q(superseded_at__gte=F("sent_at")),
                name="notice_superseded_only_before_or_after_sent",
            ),
            models.CheckConstraint(condition=Q(gave_up_at=None) | Q(sent_at=None), name="notice_given_up_is_not_sent"),
            models.CheckConstraint(condition=Q(muted_at=None) | Q(sent_at=None), name="notice_muted_is_not_sent"),
            models.CheckConstraint(
                condition=Q(bounced_at__isnull=False) | Q(bounce_reason="", bounce_is_final=False),
                name="notice_bounce_has_its_moment",
            ),
        ]
        indexes = [
            models.Index(
                fields=["attempts", "send_after", "id"],
                condition=Q(sent_at=None, superseded_at=None, muted_at=None),
                name="notice_unsent",
            ),
            models.Index(fields=["recipient", "-send_after", "-id"], name="notice_inbox"),
            models.Index(fields=["recipient"], condition=Q(read_at=None, superseded_at=None), name="notice_unread"),
            models.Index(fields=["recipient", "sent_at"], condition=Q(sent_at__isnull=False), name="notice_sent_to"),
            models.Index(fields=["government", "-id"], name="notice_of_government"),
            models.Index(fields=["resends"], condition=Q(resends__gt=0), name="notice_resent"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def state(self) -> State:
        """Where the message stands, for people; read and acted are told apart from merely sent."""
        steps = (
            (self.superseded_at, State.SUPERSEDED),
            (self.acted_at, State.ACTED),
            (self.sent_at and self.read_at, State.READ),
            (self.sent_at and self.bounced_at, State.BOUNCED),
            (self.sent_at, State.SENT),
            (self.muted_at, State.MUTED),
            (self.gave_up_at, State.GIVEN_UP),
            (self.claimed_at, State.SENDING),
            (self.last_error, State.RETRYING),
            (self.resends, State.AGAIN),
        )
        return next((state for holds, state in steps if holds), State.OWED)

    @property
    def may_be_resent(self) -> bool:
        """It went out or was given up, and still matters."""
        return self.superseded_at is None and (self.sent_at is not None or self.gave_up_at is not None)

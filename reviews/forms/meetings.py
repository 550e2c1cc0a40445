"""Forms of a meeting: calling it, and recording how it went."""

import datetime as dt
from collections.abc import Sequence
from contextlib import suppress
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import Government
from kerjasama.date_field import DateField
from kerjasama.templatetags.ui_formats import ZONES
from kerjasama.time_field import TimeField
from reviews.domain.meetings import Agenda, Attended, Guest, MeetingFacts, invitable
from reviews.enums import MeetingKind, PaperKind, Presence
from reviews.forms.rounds import SeatsField
from reviews.models import AgendaItem, Attendance, Meeting, Round, Seat, SeatQuerySet

LONG = 20_000


class RoundsField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Open rounds to put on the agenda."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.agreement.title} ({_('putaran')} {obj.number})"


class MeetingForm(forms.Form):
    """When, where, about what, and who is invited. Times are those of the government's own zone."""

    kind = forms.ChoiceField(label=_("Jenis rapat"), choices=MeetingKind, widget=forms.RadioSelect)
    subject = forms.CharField(label=_("Perihal"), max_length=200)
    day = DateField(label=_("Tanggal"))
    start = TimeField(label=_("Mulai pukul"))
    end = TimeField(label=_("Selesai pukul"), required=False)
    place = forms.CharField(label=_("Tempat"), max_length=200, required=False)
    link = forms.URLField(
        label=_("Tautan daring"),
        max_length=400,
        required=False,
        assume_scheme="https",
        help_text=_("Untuk rapat daring."),
    )
    rounds = RoundsField(label=_("Putaran telaah yang dibahas"), queryset=Round.objects.none(), required=False)
    topics = forms.CharField(
        label=_("Acara lain"),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Satu acara tiap baris."),
    )
    seats = SeatsField(label=_("Yang diundang"), queryset=Seat.objects.none())
    guests = forms.CharField(
        label=_("Undangan lain"),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Satu orang tiap baris: nama, jabatan."),
    )
    invitation_number = forms.CharField(label=_("Nomor undangan"), max_length=120, required=False)
    invitation_on = DateField(label=_("Tanggal undangan"), required=False)
    was_held = forms.BooleanField(
        label=_("Rapat ini sudah berlangsung"),
        required=False,
        help_text=_("Dicatat belakangan: tidak ada undangan yang dikirim."),
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, *args: Any, government: Government, today: dt.date, meeting: Meeting | None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.zone = ZoneInfo(government.time_zone)
        for name in ("start", "end"):
            self.fields[name].label = f"{self.fields[name].label} ({ZONES[government.time_zone]})"
        opened = Round.objects.open().filter(agreement__government=government).select_related("agreement")
        self.fields["rounds"].queryset = opened.order_by("due_on", "pk")  # type: ignore[attr-defined]
        seats = invitable(government, day=today).filter(holder__isnull=False)
        self.fields["seats"].queryset = self._seats(government, {today, *self._days_of(meeting)})  # type: ignore[attr-defined]
        if meeting is None:
            self.initial.setdefault("seats", [seat.pk for seat in seats])
            self.initial.setdefault("invitation_on", today)
        else:
            self.initial.update(self._of(meeting))

    def _seats(self, government: Government, days: set[dt.date]) -> SeatQuerySet:
        """Those held today and those held on the day of the meeting: a decree may end between the two."""
        held = {seat.pk for day in days for seat in invitable(government, day=day)}
        return Seat.objects.filter(pk__in=held, holder__isnull=False).select_related("holder", "team").by_rank()

    def _days_of(self, meeting: Meeting | None) -> set[dt.date]:
        """The day typed, and the day the meeting is planned for."""
        days = {meeting.starts_at.astimezone(self.zone).date()} if meeting else set()
        if self.is_bound:
            with suppress(forms.ValidationError):
                days |= {self.fields["day"].clean(self.data.get("day", ""))}
        return days

    def _of(self, meeting: Meeting) -> dict[str, Any]:
        start = meeting.starts_at.astimezone(self.zone)
        agenda = list(meeting.agenda.order_by("order"))
        invited = list(meeting.attendances.order_by("pk"))
        return {
            "kind": meeting.kind,
            "subject": meeting.subject,
            "day": start.date(),
            "start": start.time(),
            "end": meeting.ends_at.astimezone(self.zone).time() if meeting.ends_at else None,
            "place": meeting.place,
            "link": meeting.link,
            "rounds": [item.round_id for item in agenda if item.round_id],
            "topics": "\n".join(item.topic for item in agenda if item.topic),
            "seats": [row.seat_id for row in invited if row.seat_id],
            "guests": "\n".join(
                ", ".join(part for part in (row.guest_name, row.guest_position) if part)
                for row in invited
                if row.guest_name
            ),
            "invitation_number": meeting.invitation_number,
            "invitation_on": meeting.invitation_on,
            "revision": meeting.revision,
        }

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        start, end = cleaned.get("start"), cleaned.get("end")
        if start and end and end <= start:
            self.add_error("end", _("Waktu selesai harus sesudah waktu mulai."))
        day, invited_on = cleaned.get("day"), cleaned.get("invitation_on")
        if day and invited_on and invited_on > day:
            if cleaned.get("was_held"):
                cleaned["invitation_on"] = None  # the day proposed is today's
            else:
                self.add_error("invitation_on", _("Undangan tidak mungkin bertanggal sesudah rapatnya."))
        if not cleaned.get("place") and not cleaned.get("link") and "link" not in self.errors:
            self.add_error("place", _("Isi tempat rapat atau tautan daringnya."))
        if not cleaned.get("rounds") and not cleaned.get("topics", "").strip() and "rounds" not in self.errors:
            self.add_error("rounds", _("Pilih putaran yang dibahas atau tulis acara lain."))
        return cleaned

    def _moment(self, time: dt.time | None) -> dt.datetime | None:
        return dt.datetime.combine(self.cleaned_data["day"], time, tzinfo=self.zone) if time else None

    def facts(self) -> MeetingFacts:
        """What the form says about the meeting itself."""
        facts = self.cleaned_data
        return MeetingFacts(
            kind=facts["kind"],
            subject=facts["subject"],
            starts_at=dt.datetime.combine(facts["day"], facts["start"], tzinfo=self.zone),
            ends_at=self._moment(facts["end"]),
            place=facts["place"],
            link=facts["link"],
            invitation_number=facts["invitation_number"],
            invitation_on=facts["invitation_on"],
        )

    def agenda(self) -> Agenda:
        """What the form says about agenda and invitations."""
        guests = []
        for line in self.cleaned_data["guests"].splitlines():
            name, _comma, position = line.partition(",")
            if name.strip():
                guests.append(Guest(name.strip()[:150], position.strip()[:150]))
        facts = self.cleaned_data
        return Agenda(list(facts["rounds"]), facts["topics"].splitlines(), list(facts["seats"]), guests)


class RecordForm(forms.Form):
    """How the meeting went."""

    chair = forms.ModelChoiceField(label=_("Pimpinan rapat"), queryset=Seat.objects.none(), required=False)
    report_number = forms.CharField(label=_("Nomor berita acara"), max_length=120, required=False)
    minutes = forms.CharField(
        label=_("Notula"), required=False, max_length=LONG, widget=forms.Textarea(attrs={"rows": 8})
    )

    def __init__(
        self,
        *args: Any,
        meeting: Meeting,
        leaders: "QuerySet[Seat]",
        invited: Sequence[Attendance],
        topics: Sequence[AgendaItem],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.invited, self.topics = list(invited), list(topics)
        self.fields["chair"].queryset = leaders  # type: ignore[attr-defined]
        self.initial.update(
            {"chair": meeting.chair_id, "report_number": meeting.report_number, "minutes": meeting.minutes}
        )
        for row in self.invited:
            self.fields[f"presence_{row.pk}"] = forms.ChoiceField(
                label=_("Kehadiran %(name)s") % {"name": row.name},
                choices=[("", "—"), *Presence.choices],
                required=False,
                initial=row.presence,
            )
            self.fields[f"by_{row.pk}"] = forms.CharField(
                label=_("Wakil dari %(name)s") % {"name": row.name},
                max_length=150,
                required=False,
                initial=row.represented_by,
            )
        for item in self.topics:
            self.fields[f"decision_{item.pk}"] = forms.CharField(
                label=item.topic,
                max_length=5000,
                required=False,
                initial=item.decision,
                widget=forms.Textarea(attrs={"rows": 2}),
            )

    def attendance_rows(self) -> list[tuple[Attendance, forms.BoundField, forms.BoundField]]:
        """Each invited with the two fields."""
        return [(row, self[f"presence_{row.pk}"], self[f"by_{row.pk}"]) for row in self.invited]

    def topic_fields(self) -> list[forms.BoundField]:
        """The decision on each free topic."""
        return [self[f"decision_{item.pk}"] for item in self.topics]

    def attended(self) -> dict[int, Attended]:
        """How each took part, by id."""
        facts = self.cleaned_data
        return {row.pk: Attended(facts[f"presence_{row.pk}"], facts[f"by_{row.pk}"]) for row in self.invited}

    def decisions(self) -> dict[int, str]:
        """What was decided on each free topic, by id."""
        return {item.pk: self.cleaned_data[f"decision_{item.pk}"] for item in self.topics}


class PaperForm(forms.Form):
    """A signed copy."""

    kind = forms.ChoiceField(label=_("Jenis"), choices=PaperKind)
    file = forms.FileField(label=_("Berkas bertanda tangan"), help_text=_("PDF atau pindaian; paling besar 50 MB."))

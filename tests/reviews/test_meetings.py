"""Meetings: called, changed, called off, recorded, printed."""

import datetime as dt
import io
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from agreements.domain.errors import Conflict, WrongPhase
from notices import kinds
from notices.domain import upcoming
from notices.domain.mail import message_for
from notices.models import Notice
from reviews import exports, pdf
from reviews.domain import meeting_notices, meetings, rounds, teams
from reviews.domain.meetings import Agenda, Attended, Guest, MeetingFacts
from reviews.enums import SeatKind
from reviews.forms.meetings import MeetingForm
from reviews.models import Meeting, Paper, Round
from tests import factories as make
from tests.cast import Cast
from tests.reviews.table import close, opened


def _call(cast: Cast, *, by: str = "staf", now: dt.datetime | None = None, days: int = 7, **more: Any) -> Meeting:
    now = now or timezone.now()
    agenda = more.pop("agenda", None) or Agenda(
        topics=["Program kerja 2027"], seats=[cast.seats["ketua"], cast.seats["anggota1"]]
    )
    facts: dict[str, Any] = {
        "kind": "pleno", "subject": "Pleno akhir tahun", "starts_at": now + dt.timedelta(days=days),
        "place": "Ruang Rapat Sekda",
    }  # fmt: skip
    was_held = more.pop("was_held", False)
    known = MeetingFacts(**{**facts, **more})
    return meetings.call_meeting(
        cast.government, facts=known, agenda=agenda, by=cast.people[by], now=now, was_held=was_held
    )


def _record(cast: Cast, meeting: Meeting, **more: Any) -> Meeting:
    given: dict[str, Any] = {
        "chair": meeting.chair, "attended": {}, "minutes": "Dibahas.", "decisions": {}, "report_number": "BA/1",
    }  # fmt: skip
    return meetings.record(meeting, **{**given, **more}, by=cast.staf, now=meeting.starts_at + dt.timedelta(hours=2))


def test_a_call_tells_everybody_invited(cast: Cast) -> None:
    review = opened(cast)
    agenda = Agenda(
        rounds=[review], topics=["Lain-lain"], seats=[cast.seats["ketua"], cast.seats["anggota1"]],
        guests=[Guest("Dr. Ahli", "Akademisi")],
    )  # fmt: skip
    meeting = _call(cast, agenda=agenda)
    assert [item.topic or item.round for item in meeting.agenda.order_by("order")] == [review, "Lain-lain"]
    assert [row.name for row in meeting.attendances.order_by("pk")] == ["Ketua", "Anggota1", "Dr. Ahli"]
    assert meeting.chair == cast.seats["ketua"]
    told = Notice.objects.filter(kind="meeting-called")
    assert {notice.recipient for notice in told} == {cast.ketua, cast.anggota1}
    assert review.agreement.title in told[0].body


def test_who_leads_follows_the_kind(cast: Cast) -> None:
    meeting = _call(cast, kind="teknis", subject="Rapat teknis")
    assert meeting.chair == cast.seats["sekretaris"]
    assert {seat.kind for seat in meetings.leaders(meeting)} == {SeatKind.SEKRETARIS, SeatKind.ANGGOTA_TETAP}
    start = meeting.starts_at - dt.timedelta(days=8)
    Meeting.objects.update(starts_at=start)
    meeting.refresh_from_db()
    with pytest.raises(ValidationError):
        _record(cast, meeting, chair=cast.seats["ketua"])


@pytest.mark.parametrize(
    ("agenda", "field"),
    [({"topics": []}, "rounds"), ({"topics": [" "]}, "rounds"), ({"topics": ["x"], "seats": []}, "seats")],
)
def test_a_meeting_is_about_something_and_for_somebody(cast: Cast, agenda: dict[str, Any], field: str) -> None:
    with pytest.raises(ValidationError) as refused:
        _call(cast, agenda=Agenda(**{"seats": [cast.seats["ketua"]], **agenda}))
    assert field in refused.value.message_dict
    assert not Meeting.objects.exists()


def test_what_a_meeting_cannot_be(cast: Cast) -> None:
    with pytest.raises(ValidationError):
        _call(cast, days=-1)
    with pytest.raises(ValidationError):
        _call(cast, place="", link="")
    with pytest.raises(ValidationError):
        _call(cast, ends_at=timezone.now())
    review = opened(cast)
    close(review, cast.ketua)
    with pytest.raises(ValidationError):
        _call(cast, agenda=Agenda(rounds=[review], seats=[cast.seats["ketua"]]))
    stranger = make.SeatFactory(team=make.TeamFactory())
    with pytest.raises(ValidationError):
        _call(cast, agenda=Agenda(topics=["x"], seats=[stranger]))


def test_only_staf_calls(cast: Cast) -> None:
    for name in ("ketua", "anggota1", "pengusul", "pimpinan", "auditor", "admin", "stranger_staf"):
        with pytest.raises(PermissionDenied):
            _call(cast, by=name)


def test_a_change_tells_anew_and_the_second_of_two_changes_is_a_conflict(cast: Cast) -> None:
    now = timezone.now()
    meeting = _call(cast, now=now)
    old = Notice.objects.filter(kind="meeting-called").order_by("pk").first()
    assert old is not None
    facts = MeetingFacts("pleno", "Pleno akhir tahun", now + dt.timedelta(days=9), place="Aula")
    agenda = Agenda(topics=["Program kerja 2027"], seats=[cast.seats["anggota1"], cast.seats["anggota2"]])
    meetings.change_meeting(meeting, facts=facts, agenda=agenda, base_revision=0, by=cast.staf, now=now)
    told = Notice.objects.filter(kind="meeting-called", occasion="1")
    assert {notice.recipient for notice in told} == {cast.anggota1, cast.anggota2}
    still_owed = kinds.get("meeting-called").still_owed
    assert still_owed is not None
    assert not still_owed(old, now)
    assert still_owed(told[0], now)
    with pytest.raises(Conflict):
        meetings.change_meeting(meeting, facts=facts, agenda=agenda, base_revision=0, by=cast.staf, now=now)


def test_called_off(cast: Cast) -> None:
    meeting = _call(cast)
    with pytest.raises(ValidationError):
        meetings.call_off(meeting, reason=" ", by=cast.staf, now=timezone.now())
    meetings.call_off(meeting, reason="Ketua dinas luar.", by=cast.staf, now=timezone.now())
    assert Notice.objects.filter(kind="meeting-called-off").count() == 2
    with pytest.raises(WrongPhase):
        meetings.call_off(meeting, reason="Lagi.", by=cast.staf, now=timezone.now())
    with pytest.raises(WrongPhase):
        _record(cast, meeting)


def test_invited_are_reminded_the_day_before_once(cast: Cast) -> None:
    meeting = _call(cast, days=7)
    for hours in range(0, 9 * 24, 6):
        meeting_notices.plan_meetings(timezone.now() + dt.timedelta(hours=hours))
    near = Notice.objects.filter(kind="meeting-near")
    assert {notice.recipient for notice in near} == {cast.ketua, cast.anggota1}
    assert near.count() == 2
    days = upcoming.upcoming(
        cast.anggota1,
        cast.government,
        first=cast.government.today(),
        last=cast.government.today() + dt.timedelta(days=30),
    )
    assert [entry.uid for entry in days] == [meeting_notices.subject_of(meeting)]


def test_the_record_of_a_meeting(cast: Cast) -> None:
    meeting = _call(cast)
    with pytest.raises(WrongPhase):
        meetings.record(
            meeting,
            chair=None,
            attended={},
            minutes="",
            decisions={},
            report_number="",
            by=cast.staf,
            now=timezone.now(),
        )
    rows = list(meeting.attendances.order_by("pk"))
    item = meeting.agenda.get()
    _record(
        cast,
        meeting,
        attended={rows[0].pk: Attended("hadir", "dibuang"), rows[1].pk: Attended("diwakili", "Kepala Subbagian")},
        decisions={item.pk: "Disetujui."},
    )
    meeting.refresh_from_db()
    found = [(row.presence, row.represented_by) for row in meeting.attendances.order_by("pk")]
    assert found == [("hadir", ""), ("diwakili", "Kepala Subbagian")]
    assert (meeting.agenda.get().decision, meeting.minutes, meeting.report_number) == ("Disetujui.", "Dibahas.", "BA/1")
    assert meeting.held_at is not None


def test_a_pleno_held_this_year_ends_the_warning(cast: Cast) -> None:
    def codes() -> set[str]:
        today = cast.government.today()
        return {w.code for w in teams.warnings_of(cast.team, government=cast.government, today=today)}

    assert "no_pleno" in codes()
    meeting = _call(cast)
    year = cast.government.today().year
    Meeting.objects.update(starts_at=dt.datetime(year, 1, 1, 0, 30, tzinfo=ZoneInfo(cast.government.time_zone)))
    assert "no_pleno" in codes()
    meeting.refresh_from_db()
    _record(cast, meeting)
    Meeting.objects.update(kind="teknis")
    assert "no_pleno" in codes()
    Meeting.objects.update(kind="pleno")
    assert "no_pleno" not in codes()


def test_a_meeting_that_was_held_before_is_written_down_and_nobody_is_told(cast: Cast) -> None:
    """The pleno of March is known although the register came in June."""
    with pytest.raises(ValidationError, match="sudah berlangsung"):
        _call(cast, days=-1)
    with pytest.raises(ValidationError, match="belum berlangsung"):
        _call(cast, days=1, was_held=True)
    meeting, other = _call(cast, days=-1, was_held=True), _call(cast, days=-2, was_held=True)
    fewer = Agenda(topics=["Program kerja"], seats=[cast.seats["ketua"]])
    facts = MeetingFacts(kind="pleno", subject="Pleno", starts_at=meeting.starts_at, place="Aula")
    now = timezone.now()
    meetings.change_meeting(meeting, facts=facts, agenda=fewer, base_revision=0, by=cast.staf, now=now)
    meetings.call_off(other, reason="Salah catat.", by=cast.staf, now=now)
    assert not Notice.objects.filter(subject__startswith="meeting:").exists()
    meeting.refresh_from_db()
    _record(cast, meeting)
    assert Meeting.objects.get(pk=meeting.pk).held_at is not None


def test_an_empty_seat_leads_nothing(cast: Cast) -> None:
    """P22 Pasal 48: who cannot lead is replaced by the wakil ketua; nobody sits in the chair's seat here."""
    wakil = make.SeatFactory(team=cast.team, kind=SeatKind.WAKIL_KETUA, holder=cast.pimpinan)
    cast.seats["ketua"].holder = None
    cast.seats["ketua"].save(update_fields=["holder"])
    meeting = _call(cast)
    assert (meeting.chair, list(meetings.leaders(meeting))) == (wakil, [wakil])


def test_seats_of_the_chosen_day_may_be_invited(cast: Cast) -> None:
    """A decree or a holder may change between today and the meeting."""
    newcomer = make.UserFactory()
    make.MembershipFactory(user=newcomer, government=cast.government, role="tkksd")
    today = cast.government.today()
    day = today + dt.timedelta(days=10)
    successor = teams.change_holder(cast.seats["anggota1"], holder=newcomer, starts_on=day, by=cast.staf)

    def offered(**data: str) -> set[int]:
        form = MeetingForm(data or None, government=cast.government, today=today, meeting=None)
        return {seat.pk for seat in form.fields["seats"].queryset}  # type: ignore[attr-defined]

    later = MeetingForm(
        {**_form(cast), "invitation_on": "2999-01-01"}, government=cast.government, today=today, meeting=None
    )
    assert set(later.errors) == {"invitation_on"}
    assert successor.pk not in offered()
    assert successor.pk in offered(day=day.isoformat())
    meeting = _call(cast, days=10, agenda=Agenda(topics=["x"], seats=[successor]))
    again = MeetingForm(government=cast.government, today=today, meeting=meeting)
    shown = {seat.pk for seat in again.fields["seats"].queryset}  # type: ignore[attr-defined]
    assert set(again.initial["seats"]) <= shown  # else whoever saves the form would leave the successor out


def test_a_decision_of_the_meeting_flows_into_its_round(cast: Cast) -> None:
    review = opened(cast)
    meeting = _call(cast, agenda=Agenda(rounds=[review], seats=[cast.seats["ketua"]]))
    other = _call(cast)
    facts: dict[str, Any] = {"conclusion": "rekomendasi", "note": "", "by": cast.ketua}
    then = meeting.starts_at + dt.timedelta(hours=1)
    with pytest.raises(ValidationError):
        rounds.conclude(review, **facts, meeting=other, now=then)
    with pytest.raises(ValidationError, match="belum berlangsung"):
        rounds.conclude(review, **facts, meeting=meeting, now=timezone.now())
    rounds.conclude(review, **facts, meeting=meeting, now=then)
    assert list(meeting.concluded_rounds.all()) == [review]
    outcomes = [point.outcome for point in pdf._of_meeting(meeting)["agenda"]]
    assert outcomes == ["Direkomendasikan"]


def _text(body: bytes) -> str:
    from pypdf import PdfReader

    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(body)).pages).split())


def test_papers_say_what_was_called_and_decided(cast: Cast) -> None:
    review = opened(cast)
    start = timezone.now() + dt.timedelta(days=3)
    meeting = _call(
        cast,
        agenda=Agenda(rounds=[review], topics=["Program kerja"], seats=[cast.seats["ketua"], cast.seats["anggota1"]]),
        starts_at=start,
        invitation_number="100.3.7/45/UND/2026",
    )
    invitation = _text(pdf.render_paper(meeting, "undangan", now=timezone.now()))
    local = start.astimezone(ZoneInfo(cast.government.time_zone))
    for words in (
        "100.3.7/45/UND/2026",
        f"{local:%H.%M}",
        "WIB",
        review.agreement.title,
        "Jabatan anggota1",
        "Program kerja",
    ):
        assert words in invitation
    rounds.conclude(
        review,
        conclusion="rekomendasi_dengan_catatan",
        note="Setuju bersyarat.",
        conditions=["Lampirkan peta."],
        meeting=meeting,
        by=cast.ketua,
        now=start + dt.timedelta(hours=1),
    )
    _record(cast, meeting, decisions={meeting.agenda.get(round=None).pk: "Disetujui bulat."})
    meeting.refresh_from_db()
    report = _text(pdf.render_paper(meeting, "berita_acara", now=timezone.now()))
    for words in ("Nomor: BA/1", "Direkomendasikan dengan catatan", "Lampirkan peta.", "Disetujui bulat."):
        assert words in report
    assert "Dibahas." in _text(pdf.render_paper(meeting, "notula", now=timezone.now()))
    assert "Anggota1" in _text(pdf.render_paper(meeting, "daftar_hadir", now=timezone.now()))
    review = Round.objects.get(pk=review.pk)
    paper = _text(pdf.render_recommendation(review, now=timezone.now()))
    for words in (review.agreement.title, "Wali Kota", "Lampirkan peta.", "rapat pleno", "Jabatan ketua"):
        assert words in paper
    Meeting.objects.update(kind="teknis")
    for seat, addressee in (("ketua", "Wali Kota Tirtaraya"), ("sekretaris", "Ketua TKKSD")):
        Round.objects.filter(pk=review.pk).update(concluded_as=cast.seats[seat])
        assert pdf._of_round(Round.objects.get(pk=review.pk))["addressee"] == addressee
    with pytest.raises(KeyError):
        pdf.render_paper(meeting, "rahasia", now=timezone.now())


def _form(cast: Cast, **more: Any) -> dict[str, Any]:
    day = (cast.government.today() + dt.timedelta(days=5)).isoformat()
    return {
        "kind": "pleno", "subject": "Pleno", "day": day, "start": "9.00", "end": "11.00", "place": "Aula",
        "topics": "Satu\nDua", "seats": [cast.seats["ketua"].pk], "guests": "Dr. Ahli, Akademisi\n", **more,
    }  # fmt: skip


def test_pages_of_a_meeting(client: Client, cast: Cast) -> None:
    client.force_login(cast.staf)
    sent = client.post(reverse("reviews:meeting_call"), _form(cast))
    meeting = Meeting.objects.get()
    assert sent.headers["Location"] == reverse("reviews:meeting", args=[meeting.pk])
    assert meeting.starts_at.astimezone(ZoneInfo("Asia/Jakarta")).hour == 9
    assert client.get(reverse("reviews:meetings")).status_code == 200
    for name in ("meeting", "meeting_change", "meeting_off", "meeting_record"):
        assert client.get(reverse(f"reviews:{name}", args=[meeting.pk])).status_code == 200
    changed = client.post(
        reverse("reviews:meeting_change", args=[meeting.pk]), _form(cast, subject="Pleno baru", revision="0")
    )
    assert changed.status_code == 302
    again = client.post(reverse("reviews:meeting_change", args=[meeting.pk]), _form(cast, revision="0"))
    assert again.status_code == 409
    entry = client.get(reverse("reviews:calendar", args=[meeting.pk])).content.decode()
    assert f"UID:{meeting.uid}@kerjasama\r\nSEQUENCE:1\r\n" in entry
    assert "SUMMARY:Rapat pleno TKKSD: Pleno baru\r\n" in entry
    assert all(len(line.encode()) <= 75 for line in entry.split("\r\n"))
    printed = client.get(reverse("reviews:printed", args=[meeting.pk, "undangan"]))
    assert printed.content.startswith(b"%PDF-")
    assert client.get(reverse("reviews:printed", args=[meeting.pk, "notula"])).status_code == 404
    early = client.post(reverse("reviews:meeting_record", args=[meeting.pk]), {"minutes": "x"})
    assert early.status_code == 409
    assert client.post(reverse("reviews:meeting_off", args=[meeting.pk]), {"word": "Batal."}).status_code == 302
    assert client.post(reverse("reviews:meeting_off", args=[meeting.pk]), {"word": "Batal."}).status_code == 409


@pytest.mark.parametrize(
    ("wrong", "target"),
    [
        ({"subject": ""}, "id_subject"),
        ({"day": "31-02-2026"}, "id_day"),
        ({"end": "08:00"}, "id_end"),
        ({"place": "", "link": ""}, "id_place"),
        ({"link": "bukan tautan"}, "id_link"),
        ({"topics": " "}, None),
        ({"day": "2001-01-01"}, "id_start"),
    ],
)
def test_nothing_typed_is_lost_in_the_meeting_form(
    client: Client, cast: Cast, wrong: dict[str, str], target: str | None
) -> None:
    client.force_login(cast.staf)
    answer = client.post(reverse("reviews:meeting_call"), _form(cast, guests="Dr. <b>Ahli</b>", **wrong))
    assert answer.status_code == 422
    text = answer.content.decode()
    assert "Dr. &lt;b&gt;Ahli" in text
    if target:
        assert f'href="#{target}"' in text
    assert not Meeting.objects.exists()


def test_signed_copies(client: Client, cast: Cast) -> None:
    import pikepdf

    meeting = _call(cast)
    document = pikepdf.new()
    document.add_blank_page()
    buffer = io.BytesIO()
    document.save(buffer)
    client.force_login(cast.staf)
    for _twice in range(2):
        copy = SimpleUploadedFile("ba.pdf", buffer.getvalue(), "application/pdf")
        sent = client.post(reverse("reviews:meeting_attach", args=[meeting.pk]), {"kind": "berita_acara", "file": copy})
        assert sent.status_code == 302
    paper = Paper.objects.get()
    wrong = SimpleUploadedFile("ba.pdf", b"MZ\x90 program", "application/pdf")
    refused = client.post(reverse("reviews:meeting_attach", args=[meeting.pk]), {"kind": "notula", "file": wrong})
    assert refused.status_code == 422
    client.force_login(cast.anggota2)
    got = client.get(reverse("reviews:paper", args=[paper.pk]))
    assert b"".join(got.streaming_content) == buffer.getvalue()  # type: ignore[attr-defined]
    for name in ("pengusul", "admin", "stranger_staf"):
        client.force_login(cast.people[name])
        assert client.get(reverse("reviews:paper", args=[paper.pk])).status_code == 404
        assert client.get(reverse("reviews:meeting", args=[meeting.pk])).status_code == 404


def test_list_and_permission_agree(cast: Cast) -> None:
    meeting = _call(cast)
    listed = {name for name, person in cast.people.items() if Meeting.objects.visible_to(person).exists()}
    assert listed == {name for name, person in cast.people.items() if person.has_perm("reviews.view_meeting", meeting)}
    assert listed == {
        "staf", "ketua", "sekretaris", "anggota1", "anggota2", "anggota3", "owner_reviewer", "pimpinan", "auditor",
    }  # fmt: skip


def test_conclude_from_the_meeting(client: Client, cast: Cast) -> None:
    review = opened(cast)
    meeting = _call(cast, agenda=Agenda(rounds=[review], seats=[cast.seats["ketua"]]))
    Meeting.objects.update(starts_at=timezone.now() - dt.timedelta(hours=1))
    client.force_login(cast.ketua)
    address = reverse("reviews:conclude", args=[review.agreement_id])
    assert f"{address}?rapat={meeting.pk}" in client.get(reverse("reviews:meeting", args=[meeting.pk])).content.decode()
    page = client.get(address, {"rapat": meeting.pk})
    assert f'value="{meeting.pk}" selected' in page.content.decode()
    facts = {
        "conclusion": "rekomendasi_dengan_catatan",
        "note": "Syarat.",
        "conditions": "Satu\nDua",
        "meeting": meeting.pk,
    }
    assert client.post(address, facts).status_code == 302
    review.refresh_from_db()
    assert review.concluded_in == meeting
    assert [condition.text for condition in review.conditions.order_by("order")] == ["Satu", "Dua"]
    assert client.get(reverse("reviews:recommendation", args=[review.pk])).content.startswith(b"%PDF-")


def test_the_invitation_travels_as_a_calendar_entry(cast: Cast) -> None:
    """One UID; REQUEST when called and when changed, with a higher SEQUENCE; CANCEL when called off."""
    from icalendar import Calendar

    def last_mail(kind: str) -> tuple[str, Any]:
        notice = Notice.objects.filter(kind=kind, recipient=cast.ketua).latest("pk")
        message = message_for([notice]).message()
        (part,) = [one for one in message.walk() if one.get_content_type() == "text/calendar"]
        assert part.get_filename() == "undangan.ics"
        body = part.get_payload(decode=True)
        assert isinstance(body, bytes)
        entry = Calendar.from_ical(body)
        assert entry["METHOD"] == part.get_param("method")
        return str(entry["METHOD"]), entry.walk("VEVENT")[0]

    meeting = _call(cast)
    method, first = last_mail("meeting-called")
    assert (method, first["UID"], first["SEQUENCE"]) == ("REQUEST", f"{meeting.uid}@kerjasama", 0)
    assert first["ATTENDEE"] == f"mailto:{cast.ketua.email}"
    assert "ORGANIZER" in first
    assert first["DTSTART"].dt == meeting.starts_at.replace(microsecond=0)
    agenda = Agenda(topics=["Program kerja 2027"], seats=[cast.seats["ketua"]])
    later = MeetingFacts(
        kind="pleno", subject="Pleno akhir tahun", starts_at=meeting.starts_at + dt.timedelta(days=1), place="Aula"
    )
    meetings.change_meeting(meeting, facts=later, agenda=agenda, base_revision=0, by=cast.staf, now=timezone.now())
    method, second = last_mail("meeting-called")
    assert (method, second["UID"], second["SEQUENCE"], second["LOCATION"]) == ("REQUEST", first["UID"], 1, "Aula")
    left_out = Notice.objects.get(kind="meeting-uninvited")
    assert left_out.recipient == cast.anggota1
    part = exports.invitation(left_out)
    assert part is not None
    assert (part.get_param("method"), left_out.title.partition(":")[0]) == ("CANCEL", "Tidak lagi diundang")
    assert meeting_notices.is_still_left_out(left_out, timezone.now())
    both = Agenda(topics=["Program kerja 2027"], seats=[cast.seats["ketua"], cast.seats["anggota1"]])
    meetings.change_meeting(meeting, facts=later, agenda=both, base_revision=1, by=cast.staf, now=timezone.now())
    assert not meeting_notices.is_still_left_out(left_out, timezone.now()), "a late CANCEL would remove a valid entry"
    meetings.call_off(meeting, reason="Ditunda.", by=cast.staf, now=timezone.now())
    method, last = last_mail("meeting-called-off")
    assert (method, last["UID"], last["SEQUENCE"], last["STATUS"]) == ("CANCEL", first["UID"], 3, "CANCELLED")

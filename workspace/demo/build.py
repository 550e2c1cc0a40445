"""Builds the demonstration through the domain functions alone, so that it cannot show an impossible state."""

import datetime as dt
import io
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from django.contrib.auth.hashers import make_password
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from accounts.domain.founding import found_government
from accounts.domain.memberships import add_membership
from accounts.models import Government, Unit, User
from agreements.domain import drafting, signing
from agreements.domain.drafting import PartyEntry
from agreements.domain.ending import EndingFacts
from agreements.domain.terms import last_day, parse_duration
from agreements.domain.workflow import perform
from agreements.enums import Capacity, CooperationKind, EndReason, FileKind, Meterai, Phase, SigningMethod, Visibility
from agreements.models import Agreement
from notices.domain import inbox
from partners.domain import logos
from partners.domain.partners import PartnerFacts, create_partner
from partners.models import Partner
from reviews.domain import rounds, teams
from reviews.enums import Conclusion, Stance
from reviews.models import Seat, Team
from workspace.demo import crests, paper_files, papers, partners, procedure, town
from workspace.demo.papers import Paper

DOMAIN = "tirtaraya.example"
START = dt.date(2020, 1, 2)
_THROUGH_TKKSD = {"signed", Phase.DITANDATANGANI, Phase.DIAKHIRI}


@dataclass
class Town:
    """What has been built so far, by the keys of the tables."""

    now: dt.datetime
    government: Government
    people: dict[str, User] = field(default_factory=dict)
    units: dict[str, Unit] = field(default_factory=dict)
    partners: dict[str, Partner] = field(default_factory=dict)
    papers: dict[str, Agreement] = field(default_factory=dict)
    team: Team | None = None

    @property
    def today(self) -> dt.date:
        return self.government.today(self.now)


@transaction.atomic
def build(*, password: str, now: dt.datetime) -> Town:
    """Kota Tirtaraya with its people (all with ``password``), partners, register and work in progress."""
    place = _found(password, now)
    for row in partners.PARTNERS:
        facts = PartnerFacts(
            kind=row.kind, name=row.name, region_code=row.region, country=row.country, address=row.address
        )
        place.partners[row.key] = create_partner(
            government=place.government,
            by=place.people["staf"],
            facts=facts,
            aliases=row.aliases,
            logo=_logo(row),
            seen=None,
        )
    _seat_the_team(place)
    for paper in sorted((*papers.SAMPLE, *papers.DIRTY, *papers.WORK), key=lambda paper: _when(paper, place.today)):
        place.papers[paper.key] = _enter(paper, place)
    procedure.receive_letters(place.government, place.partners, by=place.people["staf"], now=now)
    for person in place.people.values():
        inbox.mark_read_before(person, before=now - dt.timedelta(days=14), now=now)
    return place


def _found(password: str, now: dt.datetime) -> Town:
    zone = ZoneInfo(town.GOVERNMENT["time_zone"])
    admin = next(person for person in town.PEOPLE if person.account == "admin")
    government, admin_user = found_government(
        **town.GOVERNMENT,
        admin_email=f"admin@{DOMAIN}",
        admin_name=admin.name,
        today=min(START, timezone.localdate(now, zone)),
    )
    crest = crests.shield("TR", field="#1f4e8c", band="#f2c14e")
    government.crest.save("tirtaraya.png", ContentFile(crest))
    place = Town(now=now, government=government)
    place.units["BKS"] = Unit.objects.get(government=government, is_secretariat=True)
    for name, short_name, kind in town.UNITS:
        place.units[short_name] = Unit.objects.create(
            government=government, name=name, short_name=short_name, kind=kind
        )
    hashed = make_password(password)  # once: hashing is slow on purpose
    for person in town.PEOPLE:
        user = admin_user if person.account == "admin" else User(email=f"{person.account}@{DOMAIN}", name=person.name)
        user.password = hashed
        user.save()
        place.people[person.account] = user
        if person.account != "admin":
            add_membership(
                user,
                government=government,
                role=person.role,
                unit=place.units[person.unit or "BKS"],
                position=person.position,
                starts_on=START,
            )
    return place


def _logo(row: partners.Row) -> str:
    """The stored name of an invented logo; bodies of the centre keep the state emblem's place empty."""
    letters = "".join(word[0] for word in row.name.split() if word[0].isupper())[-2:]
    if row.kind.startswith("pemda_"):
        picture = crests.shield(letters, field="#7a1f2b", band="#f4e3b2")
    elif row.kind in {"badan_usaha_swasta", "bumd", "koperasi", "yayasan", "pts", "lembaga_nonprofit_asing"}:
        picture = crests.disc(letters, colour="#245c4e")
    else:
        return ""
    return logos.keep_logo(logos.clean_logo(io.BytesIO(picture), size=len(picture)))


def _seat_the_team(place: Town) -> None:
    staf = place.people["staf"]
    place.team = teams.create_team(
        place.government, decree_number="100.3.7/021/2020", decree_on=START, starts_on=START, by=staf
    )
    for person in town.PEOPLE:
        if person.seat:
            teams.add_seat(
                place.team,
                kind=person.seat,
                position=person.position,
                starts_on=START,
                holder=place.people[person.account],
                by=staf,
            )
    for kind, position in town.EMPTY_SEATS:
        teams.add_seat(place.team, kind=kind, position=position, starts_on=START, by=staf)


def _when(paper: Paper, today: dt.date) -> dt.date:
    """The day of signing, or today for work in progress: papers enter the register in this order."""
    if paper.signed:
        return dt.date.fromisoformat(paper.signed)
    days = papers.SIGNED_DAYS_AGO.get(paper.key)
    return today if days is None else today - dt.timedelta(days=days)


def _enter(paper: Paper, place: Town) -> Agreement:
    day = _when(paper, place.today)
    signs_through_tkksd = paper.way in _THROUGH_TKKSD
    written = _at(place, day - dt.timedelta(days=45), 9) if signs_through_tkksd else place.now
    is_own = paper.unit == "DLH" and not paper.signed
    author = place.people["pengusul" if is_own else "staf"]
    agreement = drafting.create_draft(
        place.government,
        values=_values(paper, place, day),
        parties=_parties(paper, place),
        by=author,
        now=written,
    )
    if paper.way == "legacy":
        perform(agreement, "register_legacy", by=place.people["staf"], now=place.now)
    elif signs_through_tkksd:
        _go_through_tkksd(agreement, place, start=written, until=_at(place, day - dt.timedelta(days=10), 14))
        _sign(agreement, paper, place, day)
        if paper.way == Phase.DIAKHIRI:
            _end(agreement, place, place.today - dt.timedelta(days=papers.ENDED_DAYS_AGO[paper.key]))
    else:
        _stop_at(agreement, paper.way, place, author)
    return agreement


def _values(paper: Paper, place: Town, day: dt.date) -> dict[str, object]:
    values: dict[str, object] = {
        "form": paper.form,
        "cooperation_kind": paper.kind,
        "ksdpk_kind": paper.ksdpk,
        "title": paper.title,
        "object": f"{paper.title}.",
        "scope": "Perencanaan dan penyiapan kegiatan\nPelaksanaan kegiatan\nPemantauan dan evaluasi bersama",
        "purpose": "Mewujudkan pelayanan yang efektif dan efisien serta saling menguntungkan bagi para pihak.",
        "urusan": list(paper.urusan),
        "sdgs": list(paper.sdgs),
        "lead_unit": place.units[paper.unit],
        "funding_sources": list(paper.funding),
        "duration_text": paper.duration,
        "initiator": paper.initiator,
        "location_text": "Kota Tirtaraya",
    }
    needs_consent = paper.key == "direkomendasikan"
    values |= {
        "burdens_public": False,
        "unbudgeted": needs_consent,
        "consent_reason": "Belum teranggarkan dalam APBD tahun berjalan."
        if needs_consent
        else "Dibiayai dari anggaran yang tersedia.",
    }
    if paper.parent:
        values |= {"parent": place.papers[paper.parent], "relation": paper.relation}
    if paper.way == "legacy":
        values |= _old_paper(paper, day)
    return values


def _old_paper(paper: Paper, day: dt.date) -> dict[str, object]:
    values: dict[str, object] = {
        "legacy": True,
        "signed_on": day,
        "signed_precision": paper.precision,
        "signed_place": "Tirtaraya",
        "source_note": "Buku register Bagian Kerja Sama",
    }
    duration = parse_duration(paper.duration)
    if duration:
        values["ends_on"] = last_day(day, duration)
    else:
        values["term_rule"] = "sampai_selesai" if "selesai" in paper.duration.lower() else "tidak_ditentukan"
    if paper.note:
        values |= {"needs_review": True, "review_note": paper.note}
    return values


def _parties(paper: Paper, place: Town) -> list[PartyEntry]:
    """Our government first, except in a Sinergi, where the centre is PIHAK KESATU (P22 Lampiran C)."""
    numbers = [*paper.numbers, *[""] * 5]
    ours = PartyEntry(government=place.government, number=numbers[0])
    others = [
        PartyEntry(partner=place.partners[key], number=numbers[index])
        for index, key in enumerate(paper.partners, start=1)
    ]
    return [*others, ours] if paper.kind == CooperationKind.SINERGI else [ours, *others]


def _go_through_tkksd(agreement: Agreement, place: Town, *, start: dt.datetime, until: dt.datetime) -> None:
    by, day = place.people, dt.timedelta(days=1)
    perform(agreement, "submit", by=by["staf"], now=start + day)
    procedure.take_steps_before(agreement, "forward", by=by["staf"], now=start + 2 * day)
    opened = rounds.open_round(
        agreement, seats=_asked(place), due_on=(start + 14 * day).date(), by=by["staf"], now=start + 2 * day
    )
    for account in ("anggota1", "anggota2", "anggota3"):
        rounds.give_opinion(
            opened, seat=_seat(place, account), stance=Stance.SETUJU, note="", by=by[account], now=start + 5 * day
        )
    rounds.conclude(opened, conclusion=Conclusion.REKOMENDASI, note="Layak ditandatangani.", by=by["ketua"], now=until)
    agreement.refresh_from_db()


def _asked(place: Town) -> list[Seat]:
    return [_seat(place, account) for account in ("anggota1", "anggota2", "anggota3")]


def _seat(place: Town, account: str) -> Seat:
    return Seat.objects.get(team=place.team, holder=place.people[account])


def _sign(agreement: Agreement, paper: Paper, place: Town, day: dt.date) -> None:
    duration = parse_duration(paper.duration)
    end = place.today + dt.timedelta(days=14) if paper.key == "segera" else duration and last_day(day, duration)
    parties = tuple(
        signing.PartyFacts(
            order=party.order,
            number=party.number,
            signatory_name="Pramudya Adiwangsa" if party.government_id else "Anindita Suryaningrat",
            signatory_position="Wali Kota Tirtaraya" if party.government_id else "Pimpinan",
            capacity=Capacity.KEPALA_DAERAH if party.government_id else _capacity(paper),
        )
        for party in agreement.ordered_parties()
    )
    facts = signing.SigningFacts(
        signed_on=day,
        signed_place="Tirtaraya",
        method=SigningMethod.BASAH,
        parties=parties,
        ends_on=end,
        copies_original=len(parties),
        custody="Lemari arsip Bagian Kerja Sama",
        meterai_kind=Meterai.TEMPEL,
        meterai_count=len(parties),
    )
    procedure.take_steps_before(agreement, "sign", by=place.people["staf"], now=_at(place, day, 8))
    perform(agreement, "sign", by=place.people["staf"], now=_at(place, day, 11), facts=facts)
    if paper.key in {"18", "23", "pengganti"}:
        paper_files.attach_scan_and_public_copy(agreement, by=place.people["staf"], now=_at(place, day, 15))


def _capacity(paper: Paper) -> str:
    if paper.kind == CooperationKind.SINERGI:
        return Capacity.KUASA_KL
    return Capacity.PIMPINAN_PIHAK_KETIGA if paper.kind == CooperationKind.KSDPK else Capacity.LAINNYA


def _end(agreement: Agreement, place: Town, day: dt.date) -> None:
    staf, now = place.people["staf"], _at(place, day, 10)
    paper_files.attach(agreement, kind=FileKind.DOKUMEN_PENGAKHIRAN, visibility=Visibility.TERBATAS, by=staf, now=now)
    facts = EndingFacts(
        reason=EndReason.KESEPAKATAN, last_day=day, note="Para pihak sepakat mengakhiri layanan percontohan."
    )
    perform(agreement, "end", by=staf, now=now, note=facts.note, facts=facts)


def _stop_at(agreement: Agreement, phase: str, place: Town, author: User) -> None:
    """Bring work in progress to the phase it stands in today."""
    by, now = place.people, place.now
    if phase == Phase.DRAF:
        return
    perform(agreement, "submit", by=author, now=now - dt.timedelta(days=6))
    if phase == Phase.DIKEMBALIKAN:
        note = "Mohon lengkapi ruang lingkup dan analisis biaya, lalu ajukan kembali."
        perform(agreement, "return", by=by["staf"], now=now - dt.timedelta(days=3), note=note)
    if phase == Phase.DIBATALKAN:
        perform(agreement, "cancel", by=by["staf"], now=now, note="Kegiatan digabung dengan agenda provinsi.")
    if phase not in {Phase.DITELAAH, Phase.DIREKOMENDASIKAN, Phase.DITOLAK}:
        return
    procedure.take_steps_before(agreement, "forward", by=by["staf"], now=now - dt.timedelta(days=4))
    due = place.today + dt.timedelta(days=7)
    opened = rounds.open_round(
        agreement, seats=_asked(place), due_on=due, by=by["staf"], now=now - dt.timedelta(days=4)
    )
    note = "Cantumkan pembagian risiko dan sumber pembiayaan secara rinci."
    rounds.give_opinion(
        opened,
        seat=_seat(place, "anggota2"),
        stance=Stance.SETUJU_DENGAN_CATATAN,
        note=note,
        by=by["anggota2"],
        now=now - dt.timedelta(days=1),
    )
    endings = {
        Phase.DIREKOMENDASIKAN: (Conclusion.REKOMENDASI, "Layak ditandatangani."),
        Phase.DITOLAK: (Conclusion.TIDAK_DIREKOMENDASIKAN, "Tidak sejalan dengan rencana tata ruang wilayah."),
    }
    if phase in endings:
        conclusion, why = endings[Phase(phase)]
        rounds.conclude(opened, conclusion=conclusion, note=why, by=by["ketua"], now=now - dt.timedelta(hours=3))
    if phase == Phase.DIREKOMENDASIKAN:
        procedure.ask_the_dprd(agreement, by=by["staf"], now=now)


def _at(place: Town, day: dt.date, hour: int) -> dt.datetime:
    """That hour of that day in the town's own time."""
    return dt.datetime.combine(day, dt.time(hour), tzinfo=ZoneInfo(place.government.time_zone))

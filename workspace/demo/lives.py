"""The life of a paper: through TKKSD, to its signature, to its end, or as far as it has come."""

import datetime as dt
from typing import Any

from accounts.models import User
from agreements.domain import signing
from agreements.domain.ending import EndingFacts
from agreements.domain.terms import last_day, parse_duration
from agreements.domain.workflow import perform
from agreements.enums import Capacity, EndReason, FileKind, Meterai, Phase, Relation, SigningMethod, Visibility
from agreements.models import Agreement, Party
from reviews.domain import rounds
from reviews.enums import Conclusion, Stance
from reviews.models import Seat
from workspace.demo import paper_files, papers, partners, procedure
from workspace.demo.papers import Paper
from workspace.demo.place import Town

_ROWS = {row.name: row for row in partners.PARTNERS}


def go_through_tkksd(agreement: Agreement, place: Town, *, start: dt.datetime, until: dt.datetime) -> None:
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


def sign(agreement: Agreement, paper: Paper, place: Town, day: dt.date) -> None:
    duration = parse_duration(paper.duration)
    start = _day_after_parent(agreement)
    end = duration and last_day(start or day, duration)
    if paper.key == "segera":
        end = place.today + dt.timedelta(days=14)
    parties = tuple(
        signing.PartyFacts(
            order=party.order,
            number=party.number,
            **_signatory_of(party, day),
        )
        for party in agreement.ordered_parties()
    )
    facts = signing.SigningFacts(
        signed_on=day,
        signed_place="Tirtaraya",
        method=SigningMethod.BASAH,
        parties=parties,
        effective_from=start,
        ends_on=end,
        copies_original=len(parties),
        custody="Lemari arsip Bagian Kerja Sama",
        meterai_kind=Meterai.TEMPEL,
        meterai_count=len(parties),
    )
    procedure.take_steps_before(agreement, "sign", by=place.people["staf"], now=place.at(day, 8))
    perform(agreement, "sign", by=place.people["staf"], now=place.at(day, 11), facts=facts)
    if paper.key in {"18", "23", "pengganti"}:
        paper_files.attach_scan_and_public_copy(agreement, by=place.people["staf"], now=place.at(day, 15))
    elif paper.key not in papers.UNSCANNED:
        paper_files.attach_old_scan(agreement, by=place.people["staf"], now=place.at(day, 15))


def _day_after_parent(agreement: Agreement) -> dt.date | None:
    """An extension is signed while its parent is in force and goes on where that ends."""
    parent = agreement.parent
    if agreement.relation != Relation.PERPANJANGAN or parent is None or parent.effective_ends_on is None:
        return None
    return parent.effective_ends_on + dt.timedelta(days=1)


def _signatory_of(party: Party, day: dt.date) -> dict[str, Any]:
    """Who signs, in which office and capacity, and the letter of power of an office of the centre."""
    if party.partner is None:
        return {
            "signatory_name": "Pramudya Adiwangsa",
            "signatory_position": "Wali Kota Tirtaraya",
            "capacity": Capacity.KEPALA_DAERAH,
        }
    row = _ROWS[party.partner.name]
    found: dict[str, Any] = {"signatory_name": row.signatory, "signatory_position": row.position}
    if row.kind.startswith("pemda_"):
        return {**found, "capacity": Capacity.KEPALA_DAERAH}
    if row.kind in {"instansi_vertikal", "lpnk", "bpjs"}:
        given = day - dt.timedelta(days=14)
        number = f"SKK/{given.timetuple().tm_yday:03}/{given.year}"
        return {**found, "capacity": Capacity.KUASA_KL, "basis_number": number, "basis_on": given}
    foreign = row.kind == "lembaga_nonprofit_asing"
    return {**found, "capacity": Capacity.LAINNYA if foreign else Capacity.PIMPINAN_PIHAK_KETIGA}


def end(agreement: Agreement, place: Town, day: dt.date) -> None:
    staf, now = place.people["staf"], place.at(day, 10)
    paper_files.attach(agreement, kinds={FileKind.DOKUMEN_PENGAKHIRAN: Visibility.TERBATAS}, by=staf, now=now)
    facts = EndingFacts(
        reason=EndReason.KESEPAKATAN, last_day=day, note="Para pihak sepakat mengakhiri layanan percontohan."
    )
    perform(agreement, "end", by=staf, now=now, note=facts.note, facts=facts)


def stop_at(agreement: Agreement, phase: str, place: Town, author: User) -> None:
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

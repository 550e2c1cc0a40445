"""Builds the demonstration through the domain functions alone, so that it cannot show an impossible state."""

import datetime as dt
import io
from zoneinfo import ZoneInfo

from django.contrib.auth.hashers import make_password
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from accounts.domain.founding import found_government
from accounts.domain.memberships import add_membership
from accounts.models import Unit, User
from agreements.domain import drafting
from agreements.domain.workflow import perform
from agreements.enums import Phase
from agreements.models import Agreement
from notices.domain import inbox
from partners.domain import logos
from partners.domain.partners import PartnerFacts, create_partner
from reviews.domain import teams
from workspace.demo import crests, facts, lives, paper_files, papers, partners, procedure, town
from workspace.demo.papers import Paper
from workspace.demo.place import Town

DOMAIN = "tirtaraya.example"
START = dt.date(2020, 1, 2)
_THROUGH_TKKSD = {"signed", Phase.DITANDATANGANI, Phase.DIAKHIRI}


@transaction.atomic
def build(*, password: str, now: dt.datetime) -> Town:
    """Kota Tirtaraya with its people (all with ``password``), partners, register and work in progress."""
    place = _found(password, now)
    for row in partners.PARTNERS:
        given = PartnerFacts(
            kind=row.kind, name=row.name, region_code=row.region, country=row.country, address=row.address
        )
        place.partners[row.key] = create_partner(
            government=place.government,
            by=place.people["staf"],
            facts=given,
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
        contact_email=f"kerjasama@{DOMAIN}",
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
        return min(dt.date.fromisoformat(paper.signed), today)
    days = papers.SIGNED_DAYS_AGO.get(paper.key)
    return today if days is None else today - dt.timedelta(days=days)


def _enter(paper: Paper, place: Town) -> Agreement:
    day = _when(paper, place.today)
    signs_through_tkksd = paper.way in _THROUGH_TKKSD
    written = place.at(day - dt.timedelta(days=45), 9) if signs_through_tkksd else place.now
    if not paper.signed and paper.way != "legacy" and not signs_through_tkksd:
        written -= dt.timedelta(days=7)  # before its first move
    is_own = paper.unit == "DLH" and not paper.signed
    author = place.people["pengusul" if is_own else "staf"]
    agreement = drafting.create_draft(
        place.government,
        values=facts.values_of(paper, place, day),
        parties=facts.parties_of(paper, place),
        by=author,
        now=written,
    )
    if paper.way == "legacy":
        perform(agreement, "register_legacy", by=place.people["staf"], now=place.now)
        if paper.key not in papers.UNSCANNED:
            paper_files.attach_old_scan(agreement, by=place.people["staf"], now=place.now)
    elif signs_through_tkksd:
        lives.go_through_tkksd(agreement, place, start=written, until=place.at(day - dt.timedelta(days=10), 14))
        lives.sign(agreement, paper, place, day)
        if paper.way == Phase.DIAKHIRI:
            lives.end(agreement, place, place.today - dt.timedelta(days=papers.ENDED_DAYS_AGO[paper.key]))
    else:
        lives.stop_at(agreement, paper.way, place, author)
    return agreement

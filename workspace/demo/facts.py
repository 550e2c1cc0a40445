"""What the form of a paper is filled with."""

import datetime as dt

from agreements.domain.drafting import PartyEntry
from agreements.domain.terms import last_day, parse_duration
from agreements.enums import CooperationKind
from workspace.demo.papers import Paper
from workspace.demo.place import Town


def values_of(paper: Paper, place: Town, day: dt.date) -> dict[str, object]:
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
        "location_codes": _regions_of(paper, place),
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


def _regions_of(paper: Paper, place: Town) -> list[str]:
    """Our own region, and between regions theirs too."""
    partners = [place.partners[key] for key in paper.partners]
    theirs = [one.region_code for one in partners if paper.kind in CooperationKind.KSDD]
    return [place.government.code, *filter(None, theirs)]


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


def parties_of(paper: Paper, place: Town) -> list[PartyEntry]:
    """Our government first, except in a Sinergi, where the centre is PIHAK KESATU (P22 Lampiran C)."""
    numbers = [*paper.numbers, *[""] * 5]
    ours = PartyEntry(government=place.government, number=numbers[0])
    others = [
        PartyEntry(partner=place.partners[key], number=numbers[index])
        for index, key in enumerate(paper.partners, start=1)
    ]
    return [*others, ours] if paper.kind == CooperationKind.SINERGI else [ours, *others]

"""What ends, for feed readers and calendars. Both take the filters of the list: ``/umpan/berakhir.ics?pd=7``."""

import datetime as dt
from urllib.parse import urlencode, urlsplit
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from agreements.domain import indexing, listing
from agreements.domain.listing import Choice
from agreements.enums import Form, Validity
from agreements.filters import AgreementFilter
from agreements.models import Agreement
from kerjasama import ical, languages
from portal.atom import Feed
from portal.domain.register import Register
from portal.domain.rows import address, written
from portal.publishing import for_anybody, published
from portal.views.feeds import refused
from portal.views.listing import pairs_of

ENTRIES = 50
EVENTS = 1000  # of a calendar
SOONEST = listing.ORDERS["segera_berakhir"]


def _ending(request: HttpRequest, register: Register, *, most: int) -> list[Agreement] | None:
    """Documents that are in force and have a last day, soonest first; None for filters that are not understood."""
    found = AgreementFilter(request.GET, Agreement.objects.public(), clock=register.clock)
    if not found.is_valid():
        return None
    if found.query.tsquery:
        indexing.catch_up()
    facets = {**found.choice.facets}
    facets.setdefault("keadaan", [Validity.AKAN_BERAKHIR, Validity.BERLAKU, Validity.BELUM_BERLAKU])
    ids = register.counts.select(Choice(facets, found.choice.tsquery)).page(SOONEST, at=None, size=most).ids
    place = {pk: at for at, pk in enumerate(ids)}
    rows = Agreement.objects.public().filter(pk__in=ids).order_by("pk").defer("background", "benefits", "purpose")
    return [row for row in sorted(rows, key=lambda row: place[row.pk]) if row.last_day]


def _whole_days(documents: list[Agreement]) -> tuple[list[Agreement], str]:
    """As many of the soonest as a calendar holds, each day with all of its documents, and what to tell of the rest."""
    if len(documents) <= EVENTS:
        return documents, ""
    beyond = documents[EVENTS].last_day
    kept = [one for one in documents[:EVENTS] if one.last_day != beyond] or documents[:EVENTS]
    said = _(
        "Memuat yang berakhir sampai dengan %(day)s. Yang berakhir kemudian tampil pada waktunya, atau dengan saringan."
    )
    return kept, said % {"day": written(kept[-1].last_day)}


@require_safe
@published
def feed(request: HttpRequest, *, register: Register) -> HttpResponse:
    """Atom of what is about to end. A new last day is a new entry; the same one never comes twice."""
    documents = _ending(request, register, most=ENTRIES * 2)
    if documents is None:
        return refused()
    own = settings.PUBLIC_URL + request.get_full_path()
    pairs = [pair for pair in pairs_of(request) if pair[0] != "urut"]
    atom = Feed(
        title=_("Naskah kerja sama yang akan berakhir"),
        about=_("Naskah yang segera berakhir masa berlakunya."),
        link=f"{settings.PUBLIC_URL}{languages.local('/naskah/')}?{urlencode([*pairs, ('urut', SOONEST.slug)])}",
        own=own,
        guid=own,
    )
    for document in documents:
        government = register.governments[document.government_id]
        last = document.last_day or dt.date.max
        if (last - government.today(register.now)).days > government.ending_soon_days or len(atom.items) >= ENTRIES:
            continue
        url = settings.PUBLIC_URL + address(government.code, document.register_no or "")
        zone = ZoneInfo(government.time_zone)
        begun = dt.datetime.combine(last - dt.timedelta(days=government.ending_soon_days), dt.time(), zone)
        atom.add_item(
            title=document.title,
            link=url,
            unique_id=f"{url}#berakhir-{last:%Y-%m-%d}",
            description=_("%(form)s %(number)s berlaku sampai %(day)s.")
            % {"form": Form(document.form).label, "number": document.register_no, "day": written(last)},
            updateddate=max(begun, document.frozen_at or begun),
        )
    return for_anybody(atom.answer())


@require_safe
@published
def calendar(request: HttpRequest, *, register: Register) -> HttpResponse:
    """A calendar of last days (RFC 5545): whole days, so DTEND is the day after; the UID is the document's for ever."""
    documents = _ending(request, register, most=EVENTS + 1)
    if documents is None:
        return refused()
    documents, note = _whole_days(documents)
    host = urlsplit(settings.PUBLIC_URL).hostname or "localhost"
    entries = []
    for document in documents:
        government = register.governments[document.government_id]
        entries.append(
            ical.Entry(
                uid=f"berakhir-{government.code}-{document.register_no}@{host}",
                revision=document.version,
                start=document.last_day or dt.date.max,
                summary=_("Hari terakhir: %(title)s") % {"title": document.title},
                description=f"{Form(document.form).label} {document.register_no}",
                url=f"{settings.PUBLIC_URL}{address(government.code, document.register_no or '')}",
            )
        )
    stamp = register.version.changed_at or register.now
    body = ical.calendar(entries, product="Berakhir", name=_("Kerja sama yang berakhir"), note=note, stamp=stamp)
    return for_anybody(HttpResponse(body, content_type="text/calendar; charset=utf-8"))

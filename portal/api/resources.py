"""The resources: documents, partners, perangkat daerah, figures. Only public facts, by the filters of the pages."""

from typing import Any, ClassVar

from django.http import Http404, HttpResponse, HttpResponsePermanentRedirect, QueryDict
from django.urls import Resolver404, resolve
from django.utils.cache import patch_cache_control
from rest_framework.request import Request

from agreements.domain import crossing, file_hits, indexing
from agreements.filters import AgreementFilter
from agreements.models import Agreement
from partners.enums import PartnerKind
from portal.api import asking, described, problems
from portal.api.base import Body, ReadView, page_address
from portal.domain import directory, dossier, linked, subjects, tombstones
from portal.domain.records import records_of
from portal.domain.register import Register
from portal.domain.rows import hit_address

FACETS = frozenset(AgreementFilter.base_filters) - {"urut", "setelah"}


def _asked(query: QueryDict, register: Register) -> AgreementFilter:
    """The filter of the public page, filled. Raises ProblemError where the page would answer 400."""
    found = AgreementFilter(query, Agreement.objects.public(), clock=register.clock)
    if not found.is_valid():
        raise problems.of_form(found.form.errors.as_data())
    if found.query.tsquery:
        indexing.catch_up()
    return found


def _as_of(register: Register) -> Body:
    return {"keadaan_per": register.clock.today, "versi_register": register.version.name}


def _found_in_file(hit: file_hits.Hit, url: str) -> Body:
    """Where in a public file the words stood, when the document's own facts do not have them."""
    return {
        "berkas": hit.file_name,
        "halaman": hit.page,
        "alamat": hit_address(url, hit),
        "cuplikan": "".join(text for text, _is_marked in hit.passage),
        "dari_gambar": hit.by_ocr,
    }


@described.AGREEMENTS
class Agreements(ReadView):
    """Public documents, 20 to a page, newest first."""

    known: ClassVar[frozenset[str]] = FACETS | {"urut", "setelah", "banyak"}

    def body(self, query: QueryDict, register: Register, **_kwargs: Any) -> Body:
        size = self.size(query)
        found = _asked(query, register)
        text = found.form.cleaned_data.get("q") or ""
        if text.strip() and not found.query.tsquery:
            raise problems.wrong("q", problems.NOTHING_TO_SEARCH)
        selection = register.counts.select(found.choice)
        page = selection.page(found.order, at=found.cursor, size=size)
        named, hits = directory.ids_of(page.ids), file_hits.hits_of(page.ids, found.query)
        rows = []
        for record in records_of(page.ids, register.governments, now=register.now):
            ids = named.get((record["kode_wilayah"], record["nomor_register"]), directory.Ids(0, [], []))
            row = {**record, "id_mitra": ids.partners, "id_pd": ids.units}
            if (hit := hits.get(ids.agreement)) is not None:
                row["temuan"] = _found_in_file(hit, record["alamat"])
            rows.append(row)
        return {
            "jumlah": selection.total,
            **_as_of(register),
            "berikutnya": page_address(self.request.path, query, page.next),
            "sebelumnya": page_address(self.request.path, query, page.previous),
            "hasil": rows,
        }


@described.AGREEMENT
class OneAgreement(ReadView):
    """Everything public about one document: the same as ``.json`` beside its permanent page."""

    def body(self, query: QueryDict, register: Register, **kwargs: Any) -> Body:
        try:
            found = dossier.load(kwargs["code"], kwargs["number"])
        except Agreement.DoesNotExist:
            if (stone := tombstones.find(kwargs["code"], kwargs["number"])) is None:
                raise Http404 from None
            raise problems.ProblemError("ditarik", more=tombstones.plain(stone)) from None
        today = found.government.today(register.now)
        return {**linked.plain(dossier.dossier_of(found, today=today)), "keadaan_per": today}


@described.PARTNERS
class Partners(ReadView):
    """Everybody a public document names, by number."""

    known: ClassVar[frozenset[str]] = frozenset({"q", "jenis", "setelah", "banyak"})

    def body(self, query: QueryDict, register: Register, **_kwargs: Any) -> Body:
        text = asking.one(query, "q")
        if len(text) > described.MAX_NAME:
            raise problems.wrong("q", problems.TOO_LONG_NAME, described.MAX_NAME)
        part = directory.partners(
            text=text,
            kinds=asking.several(query, "jenis", PartnerKind.values),
            after=asking.number(query, "setelah", least=0, most=10**18 - 1, default=0),
            size=self.size(query),
        )
        return {
            **_as_of(register),
            "berikutnya": page_address(self.request.path, query, part.after),
            "hasil": part.rows,
        }


@described.PARTNER
class OnePartner(ReadView):
    """One partner of public documents."""

    def get(self, request: Request, **kwargs: Any) -> HttpResponse:
        """A partner that was merged leads on to the one it is now."""
        if (kept := subjects.survivor(kwargs["pk"])) and directory.partners(size=1, only=kept).rows:
            response = HttpResponsePermanentRedirect(f"/api/v1/mitra/{kept}/")
            patch_cache_control(response, no_cache=True)
            return response
        return super().get(request, **kwargs)

    def body(self, query: QueryDict, register: Register, **kwargs: Any) -> Body:
        return _only(directory.partners(size=1, only=kwargs["pk"]))


@described.UNITS
class Units(ReadView):
    """Perangkat daerah with public documents of their own or of those they replaced, by number."""

    known: ClassVar[frozenset[str]] = frozenset({"setelah", "banyak"})

    def body(self, query: QueryDict, register: Register, **_kwargs: Any) -> Body:
        after = asking.number(query, "setelah", least=0, most=10**18 - 1, default=0)
        part = directory.units(register, after=after, size=self.size(query))
        return {
            **_as_of(register),
            "berikutnya": page_address(self.request.path, query, part.after),
            "hasil": part.rows,
        }


@described.UNIT
class OneUnit(ReadView):
    """One perangkat daerah."""

    def body(self, query: QueryDict, register: Register, **kwargs: Any) -> Body:
        return _only(directory.units(register, size=1, only=kwargs["pk"]))


def _only(part: directory.Part) -> Body:
    if not part.rows:
        raise Http404
    return part.rows[0]


@described.FIGURES
class Figures(ReadView):
    """How many documents, by every combination of up to four facets; the numbers add up to the total."""

    known: ClassVar[frozenset[str]] = FACETS | {"menurut"}

    def body(self, query: QueryDict, register: Register, **_kwargs: Any) -> Body:
        facets = asking.several(query, "menurut", crossing.CROSSABLE) or list(described.USUAL)
        if len(facets) > crossing.MOST:
            raise problems.wrong("menurut", problems.TOO_MANY_FACETS, crossing.MOST)
        selection = register.counts.select(_asked(query, register).choice)
        rows = [
            {**dict(zip(facets, values, strict=True)), "jumlah": number}
            for values, number in crossing.cross(selection, facets)
        ]
        return {"jumlah": selection.total, **_as_of(register), "menurut": facets, "hasil": rows}


class Missing(ReadView):
    """Whatever else is asked for below ``/api/v1/``: a problem, not a page; a forgotten slash is put right."""

    schema: Any = None

    def http_method_not_allowed(self, request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
        """There is nothing here to be done in any way."""
        raise Http404

    def get(self, request: Request, **_kwargs: Any) -> HttpResponse:
        """Lead on where only the slash is missing, else 404."""
        if not request.path.endswith("/"):
            try:
                match = resolve(f"{request.path}/")
            except Resolver404:
                raise Http404 from None
            if getattr(match.func, "cls", None) is not Missing:
                return HttpResponsePermanentRedirect(request.get_full_path(force_append_slash=True))
        raise Http404

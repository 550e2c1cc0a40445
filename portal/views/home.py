"""The front page: search, a few figures that open what they count, what is new and what ends soon."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from agreements.domain import listing
from agreements.domain.listing import Choice
from agreements.enums import CooperationKind, Validity
from agreements.reference import urusan_name
from portal.domain import rows
from portal.domain.register import Register
from portal.publishing import answer, published

SHOWN = 6
TOP_URUSAN = 8


@require_safe
@published
def home(request: HttpRequest, *, register: Register) -> HttpResponse:
    everything = register.counts.select(Choice({}))
    states = everything.by("keadaan")
    kinds = everything.by("jenis")
    urusan = sorted(everything.by("urusan").items(), key=lambda item: (-item[1], item[0]))[:TOP_URUSAN]
    newest = everything.page(listing.NEWEST, at=None, size=SHOWN)
    ending = register.counts.select(Choice({"keadaan": [Validity.AKAN_BERAKHIR]}))
    soon = ending.page(listing.ORDERS["segera_berakhir"], at=None, size=SHOWN)
    return answer(
        request,
        register,
        "portal/home.html",
        {
            "total": everything.total,
            "in_force": states.get(Validity.BERLAKU, 0) + states.get(Validity.AKAN_BERAKHIR, 0),
            "ending": states.get(Validity.AKAN_BERAKHIR, 0),
            "foreign": sum(kinds.get(kind, 0) for kind in CooperationKind.FOREIGN),
            "foreign_query": "&".join(f"jenis={kind}" for kind in sorted(CooperationKind.FOREIGN)),
            "kinds": [(kind.value, kind.label, kinds[kind.value]) for kind in CooperationKind if kind.value in kinds],
            "urusan": [(code, urusan_name(code), count) for code, count in urusan],
            "newest": rows.rows_of(newest.ids, register),
            "soon": rows.rows_of(soon.ids, register),
        },
    )

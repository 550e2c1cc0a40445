"""Atom feeds of the public register."""

from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from agreements.domain import indexing
from agreements.enums import Form
from agreements.filters import AgreementFilter
from agreements.models import Agreement
from kerjasama import languages
from portal.atom import Feed
from portal.domain import newest as following
from portal.domain import rows
from portal.domain.register import Register
from portal.publishing import for_anybody, published
from portal.views.listing import pairs_of

ENTRIES = 50


@require_safe
@published
def newest(request: HttpRequest, *, register: Register) -> HttpResponse:
    """What was registered or changed last, of the whole register or of one search (``?`` as on the list).

    An old paper registered or opened today is the first, and one that is changed comes up again under the same id, its
    permanent address: a reader shows what is new to it. ``/naskah/unduh.atom`` is the list itself, in its order.
    """
    found = AgreementFilter(request.GET, Agreement.objects.public(), clock=register.clock)
    if not found.is_valid():
        return refused()
    if found.query.tsquery:
        indexing.catch_up()
    pairs = urlencode(pairs_of(request))
    own = settings.PUBLIC_URL + request.get_full_path()
    feed = Feed(
        title=_("Naskah kerja sama terbaru"),
        about=_("Naskah yang terakhir dicatat, dibuka, atau berubah dalam register."),
        link=f"{settings.PUBLIC_URL}{languages.local('/naskah/')}{'?' if pairs else ''}{pairs}",
        own=own,
        guid=own,
    )
    for agreement in following.changed_last(register.counts.select(found.choice), ENTRIES):
        government = register.governments[agreement.government_id]
        url = f"{settings.PUBLIC_URL}{rows.address(government.code, agreement.register_no or '')}"
        form = Form(agreement.form).label
        signed = rows.written(agreement.signed_on, agreement.signed_precision)
        feed.add_item(
            title=agreement.title,
            link=url,
            unique_id=url,
            description=f"{form} {agreement.register_no}. {signed}",
            updateddate=agreement.updated_at,
            pubdate=agreement.frozen_at,
        )
    return for_anybody(feed.answer())


def refused() -> HttpResponse:
    """For filters that are not understood."""
    text = _("Saringan pada alamat ini tidak dikenali.")
    return HttpResponse(text, status=400, content_type="text/plain; charset=utf-8")

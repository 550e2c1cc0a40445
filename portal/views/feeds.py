"""Atom feeds of the public register."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from agreements.domain import listing
from agreements.domain.listing import Choice
from agreements.enums import Form
from agreements.models import Agreement, Entry
from portal.domain import rows
from portal.domain.register import Register
from portal.publishing import published

ENTRIES = 50
CANDIDATES = 200  # that may be among the latest: by signing, and by their place in the register


@require_safe
@published
def newest(request: HttpRequest, *, register: Register) -> HttpResponse:
    """The latest in the register, an old paper registered today too. An entry's id is its permanent address."""
    feed = Atom1Feed(
        title=_("Naskah kerja sama terbaru"),
        link=f"{settings.PUBLIC_URL}/naskah/",
        description=_("Naskah yang terakhir ditandatangani dan dicatat dalam register."),
        language=get_language(),
        feed_url=f"{settings.PUBLIC_URL}{request.path}",
        author_name=settings.SITE_NAME,
    )
    ids = set(register.counts.select(Choice({})).page(listing.NEWEST, at=None, size=CANDIDATES).ids)
    entered = Entry.objects.filter(is_public=True).order_by("-agreement_id")
    ids.update(entered.values_list("agreement_id", flat=True)[:CANDIDATES])
    public = Agreement.objects.public().filter(pk__in=ids).select_related("government").order_by("-frozen_at", "-pk")
    for agreement in public.defer("background", "benefits")[:ENTRIES]:
        url = f"{settings.PUBLIC_URL}{rows.address(agreement.government.code, agreement.register_no or '')}"
        form = Form(agreement.form).label
        signed = rows.written(agreement.signed_on, agreement.signed_precision)
        feed.add_item(
            title=agreement.title,
            link=url,
            unique_id=url,
            description=f"{form} {agreement.register_no}. {signed}",
            updateddate=agreement.frozen_at,
            pubdate=agreement.frozen_at,
        )
    return HttpResponse(feed.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")

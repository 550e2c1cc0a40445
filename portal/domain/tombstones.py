"""What is left of a document that was public and is not any more: that it was here, since when not, and on what ground.

Read from the history the database keeps, so nobody can forget to write it. Its title is not told: it may be the very
thing that is withheld. Nor is the reason in staff's own words, which speaks of what is withheld.
"""

import datetime as dt
from typing import Any, NamedTuple

from django.conf import settings
from django.utils.translation import gettext_lazy

from accounts.models import Government
from agreements.enums import Phase, Visibility
from agreements.models import Agreement
from portal.domain.rows import address

GROUNDS = {
    Visibility.TERBATAS: gettext_lazy(
        "Pemerintah daerah membatasi naskah ini untuk lingkungan sendiri. Salinannya dapat dimohonkan kepada Pejabat "
        "Pengelola Informasi dan Dokumentasi (PPID) menurut UU 14/2008."
    ),
    Visibility.RAHASIA: gettext_lazy(
        "Naskah ini termasuk informasi yang dikecualikan setelah uji konsekuensi (UU 14/2008 Pasal 17 dan 19). "
        "Keberatan dapat diajukan kepada atasan PPID."
    ),
}


class Tombstone(NamedTuple):
    """A withdrawn document: its number, whose it is, the last moment it was public, and why."""

    number: str
    government: Government
    withdrawn_at: dt.datetime
    ground: str


def plain(stone: Tombstone) -> dict[str, str]:
    """The page as JSON: the same facts under the same names everywhere."""
    return {
        "alamat": settings.PUBLIC_URL + address(stone.government.code, stone.number),
        "nomor_register": stone.number,
        "ditarik_pada": stone.government.today(stone.withdrawn_at).isoformat(),
        "alasan": stone.ground,
    }


def find(code: str, number: str) -> Tombstone | None:
    """None unless the document had been public before it was withheld.

    A document made and withheld within one transaction was never seen by anybody: both events bear the same moment.
    """
    agreement = (
        Agreement.objects.filter(government__code=code, register_no=number, phase__in=Phase.SIGNED)
        .exclude(visibility=Visibility.PUBLIK)
        .select_related("government")
        .only("visibility", "government", "register_no")
        .first()
    )
    if agreement is None:
        return None
    events: Any = Agreement.events.rel.related_model.objects  # type: ignore[attr-defined]
    story = list(
        events.filter(pgh_obj_id=agreement.pk)
        .order_by("pgh_id")
        .values_list("pgh_created_at", "visibility", "phase", "register_no")
    )
    was_public = [
        place
        for place, (_at, visibility, phase, registered) in enumerate(story)
        if visibility == Visibility.PUBLIK and phase in Phase.SIGNED and registered
    ]
    if not was_public or was_public[-1] + 1 >= len(story):
        return None
    withdrawn_at: dt.datetime = story[was_public[-1] + 1][0]
    if story[was_public[0]][0] >= withdrawn_at:
        return None
    return Tombstone(number, agreement.government, withdrawn_at, str(GROUNDS[Visibility(agreement.visibility)]))

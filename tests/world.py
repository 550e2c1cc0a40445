"""One of everything that has an address, for the test that visits them all."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from accounts.domain.invitations import invite
from accounts.enums import Role
from agreements.enums import FileKind, Phase
from notices.models import Notice
from tests.cast import Cast
from tests.reviews import table

# Titles as long as real ones: the narrowest page must hold them.
LONG = "Kerja Sama Pembangunan Daerah dan Pemenuhan Pasokan Pangan dalam Rangka Pengendalian Inflasi Daerah " * 5


@dataclass(frozen=True)
class World:
    """Ids of one thing of each kind, by the name the table of addresses uses."""

    ids: dict[str, Any]

    def kwargs(self, text: str) -> dict[str, Any]:
        """``pk=draft code=persetujuan_dprd`` as keyword arguments: a known name becomes its id, else it stays text."""
        pairs = (pair.split("=", 1) for pair in text.split())
        return {key: self.ids.get(value, value) for key, value in pairs}


def build(cast: Cast) -> World:
    """Draft, recommended, signed; a round and a meeting; files, partner, people, notices."""
    draft = cast.draft(title=LONG[:480])
    recommended = cast.bring(cast.draft(title=LONG[:485]), Phase.DIREKOMENDASIKAN)
    signed = cast.signed(title=LONG[:490])
    review = table.opened(cast)
    sent = invite(
        government=cast.government,
        email="undangan@uji.example",
        name="Orang Baru",
        role=Role.STAF,
        unit=cast.secretariat,
        by=cast.admin,
        now=timezone.now() - dt.timedelta(hours=1),
    )
    notice = Notice.objects.filter(recipient=cast.staf).order_by("pk").first()
    assert notice is not None
    return World(
        {
            "draft": draft.pk,
            "recommended": recommended.pk,
            "signed": signed.pk,
            "reviewed": review.agreement_id,
            "round": review.pk,
            "secret_file": cast.attach(draft, FileKind.KAK, name="kak.pdf").pk,
            "public_file": cast.attach(signed, FileKind.SALINAN_PUBLIK, visibility="publik", name="publik.pdf").pk,
            "number": signed.register_no,
            "this_year": signed.signed_on.year if signed.signed_on else 0,
            "region": cast.government.code,
            "government": cast.government.pk,
            "partner": cast.partner.pk,
            "person": cast.anggota2.pk,
            "membership": cast.anggota2.memberships.get().pk,
            "unit": cast.unit.pk,
            "invitation": sent.invitation.pk,
            "notice": notice.pk,
            "team": cast.team.pk,
            "seat": cast.seats["anggota1"].pk,
        }
    )

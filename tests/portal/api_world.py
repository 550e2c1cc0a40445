"""The invented register that the examples of the API come from, and what in an answer the database's counters made."""

import datetime as dt
import json
import re
from typing import Any

import time_machine
from django.conf import settings
from django.test import Client

from agreements.enums import Phase
from partners.enums import PartnerKind
from portal.api.described import INVENTED
from tests.cast import Cast

MOMENT = dt.datetime(2026, 3, 2, 3, tzinfo=dt.UTC)
_COUNTED = (
    (r'"versi_register": "[0-9a-f]+"', '"versi_register": "5d1f0c7a9b3e2468"'),
    (r"/(mitra|pd)/\d+-", r"/\1/7-"),
    (r'"id": \d+', '"id": 7'),
    (r'"(id_mitra|id_pd)": \[[\d, ]+\]', r'"\1": [7]'),
    (r"setelah=(\d{8})-\d+", r"setelah=\1-41"),
)


def build(cast: Cast) -> None:
    """Three documents of one town, one of them changed later."""
    ours, partner = cast.government, cast.partner
    ours.code = "99.71"
    ours.save(update_fields=["code"])
    partner.kind, partner.legal_form, partner.website = PartnerKind.BADAN_USAHA_SWASTA, "PT", "https://serat.example"
    partner.save()
    with time_machine.travel(MOMENT, tick=False):
        today = ours.today()
        cast.signed(title="Pengelolaan Sampah Regional", signed_on=today - dt.timedelta(days=400), sdgs=[11])
        changed = cast.signed(signed_on=today - dt.timedelta(days=90), ends_on=today + dt.timedelta(days=60))
        cast.bring(
            cast.addendum(changed, title="Addendum Penyediaan Jaringan Internet Ruang Publik"),
            Phase.DITANDATANGANI,
            signed_on=today,
            ends_on=today + dt.timedelta(days=700),
        )


def ask(client: Client, path: str, **headers: str) -> Any:
    """The answer at the moment of the invented register, in the form it is kept as an example."""
    with time_machine.travel(MOMENT, tick=False):
        response = client.get(path, headers=headers or None)
    return timeless(response.json())


def timeless(body: Any) -> Any:
    """Without what a counter of the database made."""
    text = json.dumps(body, ensure_ascii=False).replace(settings.PUBLIC_URL, INVENTED)
    for pattern, stands_for in _COUNTED:
        text = re.sub(pattern, stands_for, text)
    return json.loads(text)

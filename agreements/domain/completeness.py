"""What a document must have before it goes on, and what the register still misses about it."""

import datetime as dt
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as say

from accounts.models import User
from agreements.domain.locking import keep_parties
from agreements.enums import FileKind, Phase, TermRule
from agreements.models import Agreement


class Gap(NamedTuple):
    """One thing missing: a code for the page to link to, and the sentence."""

    code: str
    sentence: str


def require_ready(agreement: Agreement, *, facts: object, by: User, now: dt.datetime) -> set[str]:
    """``then`` of submit. Raises ValidationError naming every part a reviewer could not do without."""
    errors: dict[str, str] = {}
    if not agreement.title.strip():
        errors["title"] = say("Judul wajib diisi.")
    keep_parties(agreement)
    parties = agreement.ordered_parties()
    if len(parties) < 2:
        errors["parties"] = say("Naskah kerja sama memerlukan sedikitnya dua pihak.")
    elif not any(party.government_id for party in parties):
        errors["parties"] = say("Salah satu pihak harus pemerintah daerah ini.")
    if not agreement.legacy:
        if not agreement.object.strip():
            errors["object"] = say("Objek kerja sama wajib diisi sebelum diajukan.")
        if not agreement.scope.strip():
            errors["scope"] = say("Ruang lingkup wajib diisi sebelum diajukan.")
    if errors:
        raise ValidationError(errors)
    return set()


def gaps_of_draft(agreement: Agreement) -> list[Gap]:
    """What the draft prints as a dotted line although no signing will bring it: the seat of a party."""
    if agreement.phase not in Phase.OPEN or agreement.legacy:
        return []
    homeless = [party.label for party in agreement.ordered_parties() if not party.seat_on_paper]
    if not homeless:
        return []
    sentence = say("Kedudukan %s belum diketahui: rancangan mencetak titik-titik, naskah yang ditandatangani tidak.")
    return [Gap("seat", sentence % ", ".join(homeless))]


def gaps(agreement: Agreement) -> list[Gap]:
    """What is missing on a registered document: scan, numbers, dates, public copy, what an import left for review."""
    if agreement.phase not in Phase.SIGNED:
        return []
    found: list[Gap] = []
    kinds = {file.kind for file in agreement.files.all() if file.withdrawn_at is None}
    if FileKind.PINDAIAN not in kinds:
        found.append(Gap("scan", say("Pindaian naskah bertanda tangan belum diunggah.")))
    if FileKind.SALINAN_PUBLIK not in kinds:
        found.append(Gap("public_copy", say("Salinan publik belum diunggah.")))
    unnumbered = [party.label for party in agreement.ordered_parties() if not party.number]
    if unnumbered:
        found.append(Gap("numbers", say("Nomor naskah belum ada untuk %s.") % ", ".join(unnumbered)))
    if agreement.signed_on is None:
        found.append(Gap("signed_on", say("Tanggal penandatanganan belum diketahui.")))
    if agreement.ends_on is None and agreement.term_rule == TermRule.TETAP:
        found.append(Gap("ends_on", say("Hari terakhir berlaku belum diketahui.")))
    if agreement.needs_review:
        found.append(Gap("review", agreement.review_note or say("Perlu ditinjau.")))
    return found

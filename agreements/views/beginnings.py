"""What the address of a new document says about it: the chooser's answers, or the letter it comes from."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import TextChoices
from django.utils.translation import gettext as _

from accounts.models import Government, User
from agreements.domain.answer_letters import hand_over
from agreements.domain.offers import became, tell_step
from agreements.enums import CooperationKind, Form, Initiator, KsdpkKind
from agreements.models import Agreement, Offer

NAMES: dict[str, tuple[str, type[TextChoices]]] = {
    "bentuk": ("form", Form),
    "jenis": ("cooperation_kind", CooperationKind),
    "jenis_ksdpk": ("ksdpk_kind", KsdpkKind),
    "pemrakarsa": ("initiator", Initiator),
}


def values(data: Mapping[str, str]) -> dict[str, Any]:
    """Known values only; anything else in the address is left out."""
    return {
        field: data[name] for name, (field, choices) in NAMES.items() if name in data and data[name] in choices.values
    }


def letter(data: Mapping[str, str], user: User, government: Government) -> Offer | None:
    """The letter named by ``surat``, when this person may see it."""
    pk = data.get("surat", "")
    if not pk.isdecimal() or len(pk) > 15:
        return None
    return Offer.objects.visible_to(user).filter(government=government, pk=pk).first()


def remember(data: Mapping[str, str], agreement: Agreement, *, by: User, now: dt.datetime) -> list[str]:
    """Tie the new document to the letter it comes from: wholly or, when its files cannot be had, not at all.

    Says what could not be done; the document itself stays.
    """
    seen = letter(data, by, agreement.government)
    if seen is None:
        return []
    told: list[str] = []
    try:
        with transaction.atomic():
            offer = Offer.objects.select_for_update(of=("self",)).get(pk=seen.pk)
            if offer.agreement_id is not None:
                return []
            hand_over(offer, agreement, by=by, now=now)
            told += _tell_step(offer, agreement, by=by, now=now)
            became(offer, agreement)
    except (ValidationError, FileNotFoundError) as error:
        reason = " ".join(error.messages) if isinstance(error, ValidationError) else _("berkasnya tidak ditemukan.")
        sentence = _("Naskah tersimpan, tetapi belum tersambung dengan surat “%(letter)s”: %(reason)s")
        return [sentence % {"letter": seen.subject, "reason": reason}]
    return told


def _tell_step(offer: Offer, agreement: Agreement, *, by: User, now: dt.datetime) -> list[str]:
    try:
        with transaction.atomic():
            tell_step(offer, agreement, by=by, now=now)
    except ValidationError as error:
        sentence = _("Jawaban atas surat belum tercatat pada tahapan naskah; catat sendiri di sana: %(reason)s")
        return [sentence % {"reason": " ".join(error.messages)}]
    return []

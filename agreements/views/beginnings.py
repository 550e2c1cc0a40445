"""What the address of a new document says about it: the chooser's answers, or the letter it comes from."""

from collections.abc import Mapping
from typing import Any

from django.db.models import TextChoices
from django.utils import timezone

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


def remember(data: Mapping[str, str], user: User, agreement: Agreement) -> None:
    """Tie the new document to the letter it comes from."""
    offer = letter(data, user, agreement.government)
    if offer is not None and offer.agreement_id is None:
        became(offer, agreement)
        hand_over(offer, agreement, by=user, now=timezone.now())
        tell_step(offer, agreement, by=user, now=timezone.now())

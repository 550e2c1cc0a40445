"""The code on a printed card: it names a document and proves that this installation printed it."""

import base64
import hmac

from django.conf import settings

from agreements.models import Agreement

_ALPHABET = "0123456789abcdefghijklmnopqrstuvwxyz"
_PROOF = 12  # characters of base32: 60 bits


def _base36(number: int) -> str:
    digits = ""
    while number:
        number, rest = divmod(number, 36)
        digits = _ALPHABET[rest] + digits
    return digits or "0"


def _proof(agreement_id: int) -> str:
    digest = hmac.digest(settings.SECRET_KEY.encode(), f"kartu register:{agreement_id}".encode(), "sha256")
    return base64.b32encode(digest).decode().lower()[:_PROOF]


def code_of(agreement: Agreement) -> str:
    """The code for ``/verifikasi/<kode>/``, such as ``2s-k3m7qp2xw4ab``; the same for every card of one document."""
    return f"{_base36(agreement.pk)}-{_proof(agreement.pk)}"


def agreement_id_of(code: str) -> int | None:
    """The id of the document a code names; None for a code this installation never gave."""
    head, _dash, proof = code.strip().lower().partition("-")
    if not head or len(head) > 12 or not set(head) <= set(_ALPHABET):
        return None
    number = int(head, 36)
    if _base36(number) != head or not hmac.compare_digest(proof.encode(), _proof(number).encode()):
        return None
    return number

"""Our answer to who wrote to us, as a letter: drafted from what came in, printed, sent with its number, kept as sent.

To accept or to refuse stops our clock; to ask for more does not: the rule knows no pause (P22 Pasal 8).
"""

import datetime as dt
import hashlib
import io
from collections.abc import Callable, Mapping
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as say

from accounts.models import User
from agreements.domain import files, offers
from agreements.domain.errors import WrongPhase
from agreements.enums import FileKind, OfferAnswer, OfferKind
from agreements.models import Agreement, AnswerLetter, File, Offer
from kerjasama import uploads
from kerjasama.uploads import Upload
from partners.enums import PartnerKind

Kind = AnswerLetter.Kind
FIELDS = frozenset(
    {
        "kind", "number", "written_on", "subject", "attachments", "addressee", "addressee_place", "points", "closing",
        "signatory_position", "signatory_name", "copies",
    }
)  # fmt: skip
ANSWERS = {Kind.SETUJU: OfferAnswer.DITERIMA, Kind.TOLAK: OfferAnswer.DITOLAK}
_HEADS = {
    PartnerKind.PEMDA_PROVINSI: ("Gubernur", "Provinsi"),
    PartnerKind.PEMDA_KABUPATEN: ("Bupati", "Kabupaten"),
    PartnerKind.PEMDA_KOTA: ("Wali Kota", "Kota"),
}
_SUBJECTS = {
    Kind.SETUJU: "Tanggapan atas {}",
    Kind.LENGKAPI: "Permintaan kelengkapan {}",
    Kind.TOLAK: "Tanggapan atas {}",
}


def beginning(offer: Offer, kind: str) -> dict[str, Any]:
    """What a letter of this kind starts with; everything may be changed."""
    what = "penawaran kerja sama" if offer.kind == OfferKind.PENAWARAN else "usulan kerja sama"
    government = offer.government
    copies = [f"Kepala {offer.unit.name}"] if offer.unit else []
    return {
        "kind": kind,
        "subject": _SUBJECTS[Kind(kind)].format(what),
        "attachments": "",
        "addressee": _addressee(offer),
        "addressee_place": "tempat",
        "points": [],
        "closing": "",
        "signatory_position": government.head_position,
        "signatory_name": "",
        "copies": [*copies, "Kepala Bagian Kerja Sama selaku Sekretaris TKKSD"],
    }


def _addressee(offer: Offer) -> str:
    """The head of the region, the head of the organisation, or the person."""
    name = offer.partner.name
    if offer.partner.kind == PartnerKind.PERSEORANGAN:
        return f"Saudara/i {name}"
    title, level = _HEADS.get(PartnerKind(offer.partner.kind), ("", ""))
    if title:
        return f"{title} {name.removeprefix('Pemerintah ').removeprefix(level).strip()}"
    return f"Pimpinan {name}"


@transaction.atomic
def draft(offer: Offer, *, values: Mapping[str, Any], by: User) -> AnswerLetter:
    """A new letter. Raises PermissionDenied, WrongPhase when the offer was answered, ValidationError."""
    _require_may_write(offer, by)
    if offer.answer:
        raise WrongPhase(say("Surat ini sudah dijawab."))
    return _write(AnswerLetter(offer=offer, made_by=by), values)


@transaction.atomic
def change(letter: AnswerLetter, *, values: Mapping[str, Any], by: User) -> AnswerLetter:
    """Other words, until it went out. Raises PermissionDenied, WrongPhase, ValidationError."""
    locked = _lock(letter)
    _require_may_write(locked.offer, by)
    _require_unsent(locked)
    return _write(locked, values)


@transaction.atomic
def drop(letter: AnswerLetter, *, by: User) -> None:
    """Throw an unsent letter away; the history keeps it. Raises PermissionDenied, WrongPhase."""
    locked = _lock(letter)
    _require_may_write(locked.offer, by)
    _require_unsent(locked)
    locked.delete()


def _write(letter: AnswerLetter, values: Mapping[str, Any]) -> AnswerLetter:
    unknown = set(values) - FIELDS
    if unknown:
        raise TypeError(f"not fields of a letter: {sorted(unknown)}")
    for name, value in values.items():
        setattr(letter, name, value)
    letter.points = [text.strip() for text in letter.points if text.strip()]
    letter.copies = [text.strip() for text in letter.copies if text.strip()]
    if letter.kind in Kind.NEEDS_POINTS and not letter.points:
        sentence = {
            Kind.LENGKAPI: say("Tuliskan apa yang diminta, satu hal tiap baris."),
            Kind.TOLAK: say("Tuliskan alasan penolakannya, satu alasan tiap baris."),
        }
        raise ValidationError({"points": sentence[Kind(letter.kind)]})
    letter.full_clean(exclude=["offer", "made_by"])
    letter.save()
    return letter


@transaction.atomic
def send(
    letter: AnswerLetter,
    *,
    number: str,
    written_on: dt.date,
    render: Callable[[AnswerLetter], bytes],
    by: User,
    now: dt.datetime,
) -> AnswerLetter:
    """It went out: number and date are written in, what ``render`` prints is kept, and an answer stops our clock.

    Raises PermissionDenied, WrongPhase when it went out before or the offer was answered otherwise, ValidationError.
    """
    Offer.objects.select_for_update(of=("self",)).get(pk=letter.offer_id)  # the offer first, as every answer locks
    locked = _lock(letter)
    offer = locked.offer
    _require_may_write(offer, by)
    _require_unsent(locked)
    if offer.answer:
        raise WrongPhase(say("Surat ini sudah dijawab."))
    errors: dict[str, str] = {}
    if not number.strip():
        errors["number"] = say("Isi nomor suratnya.")
    if written_on > offer.government.today(now):
        errors["written_on"] = say("Tanggal ini belum tiba.")
    elif written_on < offer.received_on:
        errors["written_on"] = say("Jawaban tidak mungkin sebelum suratnya diterima.")
    if errors:
        raise ValidationError(errors)
    locked.number, locked.written_on = number.strip(), written_on
    body = render(locked)
    locked.pdf_sha256, locked.pdf_size = hashlib.sha256(body).hexdigest(), len(body)
    files.put(io.BytesIO(body), sha256=locked.pdf_sha256, size=locked.pdf_size)
    locked.sent_at = now
    locked.save(update_fields=["number", "written_on", "pdf_sha256", "pdf_size", "sent_at", "updated_at"])
    if locked.kind in ANSWERS:
        facts = offers.Answer(
            answer=ANSWERS[Kind(locked.kind)],
            answered_on=written_on,
            answer_number=locked.number,
            answer_note="\n".join(locked.points),
        )
        offers.reply(offer, facts=facts, by=by, now=now)
    if offer.agreement is not None:
        _hand_over(locked, offer.agreement, by=by, now=now)
    return locked


@transaction.atomic
def attach_signed(letter: AnswerLetter, upload: Upload, *, by: User, now: dt.datetime) -> AnswerLetter:
    """Keep the signed copy of a letter that went out; a later one takes its place.

    Raises PermissionDenied, WrongPhase.
    """
    locked = _lock(letter)
    _require_may_write(locked.offer, by)
    if not locked.is_sent:
        raise WrongPhase(say("Catat dahulu nomor dan tanggal suratnya."))
    files.put(upload.stream, sha256=upload.sha256, size=upload.size)
    locked.signed_name, locked.signed_sha256 = upload.name, upload.sha256
    locked.signed_mime, locked.signed_size = upload.mime, upload.size
    locked.save(update_fields=["signed_name", "signed_sha256", "signed_mime", "signed_size", "updated_at"])
    if locked.offer.agreement is not None:
        files.store(locked.offer.agreement, upload, kind=FileKind.SURAT, by=by, now=now, note=str(locked))
    return locked


def hand_over(offer: Offer, agreement: Agreement, *, by: User, now: dt.datetime) -> None:
    """The letters that went out become files of the document begun from the offer."""
    for letter in offer.letters.exclude(sent_at=None).order_by("pk"):
        _hand_over(letter, agreement, by=by, now=now)


def _hand_over(letter: AnswerLetter, agreement: Agreement, *, by: User, now: dt.datetime) -> None:
    copies = [(letter.file_name, letter.pdf_sha256, uploads.PDF, letter.pdf_size)]
    if letter.signed_sha256:
        copies.append((letter.signed_name, letter.signed_sha256, letter.signed_mime, letter.signed_size))
    for name, sha256, mime, size in copies:
        with files.open_file(File(sha256=sha256)) as stream:
            extension = name.rpartition(".")[2].lower()
            upload = Upload(name=name, mime=mime, extension=extension, size=size, sha256=sha256, stream=stream)
            files.store(agreement, upload, kind=FileKind.SURAT, by=by, now=now, note=str(letter))


def _lock(letter: AnswerLetter) -> AnswerLetter:
    rows = AnswerLetter.objects.select_for_update(of=("self",))
    beside = ("offer__government", "offer__partner", "offer__unit", "offer__agreement")
    return rows.select_related(*beside).get(pk=letter.pk)


def _require_may_write(offer: Offer, by: User) -> None:
    if not by.has_perm("agreements.answer_offer", offer):
        raise PermissionDenied("answer_offer")


def _require_unsent(letter: AnswerLetter) -> None:
    if letter.is_sent:
        raise WrongPhase(say("Surat ini sudah dicatat terkirim dan tidak dapat diubah."))

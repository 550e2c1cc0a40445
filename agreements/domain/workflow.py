"""The life of a document before and after signature: one table of moves and one function that performs them.

The table draws the buttons, the permission tests and ``docs/workflow.md``. A move that does more than change the phase
names one function in ``then``, called inside the same transaction.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from agreements.domain import chain, completeness, ending, gates, move_notices, signing
from agreements.domain.errors import WrongPhase
from agreements.domain.locking import catch_up, lock
from agreements.enums import Phase, Relation
from agreements.models import Agreement, Transition

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

Then = Callable[..., set[str]]
"""``then(agreement, *, facts, by, now)`` changes the locked row and returns the names of the fields it set."""


@dataclass(frozen=True)
class Move:
    """One row of the table. ``page`` names the view that gathers what the move needs, when a note is not enough."""

    action: str
    label: "StrOrPromise"
    source: frozenset[Phase]
    target: Phase
    permission: str
    needs_note: bool = False
    page: str = ""
    is_grave: bool = False
    then: Then | None = None


def _move(
    action: str,
    label: "StrOrPromise",
    source: set[Phase] | set[str],
    target: Phase,
    permission: str,
    *,
    needs_note: bool = False,
    page: str = "",
    is_grave: bool = False,
    then: Then | None = None,
) -> Move:
    phases = frozenset(Phase(item) for item in source)
    return Move(action, label, phases, target, permission, needs_note, page, is_grave, then)


P = Phase
_SUBMIT, _WITHDRAW = "agreements.submit_agreement", "agreements.withdraw_agreement"
_SCREEN, _CANCEL = "agreements.screen_agreement", "agreements.cancel_agreement"
_REGISTER, _CONCLUDE = "agreements.register_agreement", "reviews.conclude"
_LEGACY = "agreements.register_legacy_agreement"
_ROUND, _END_ROUND = "reviews:open_round", "reviews:conclude"
_CHECK, _FREEZE, _END = completeness.require_ready, signing.freeze, ending.end

MOVES: dict[str, Move] = {
    move.action: move
    for move in [
        #     action      label                     from                      to             permission
        _move("submit",   _("Ajukan"),              {P.DRAF, P.DIKEMBALIKAN}, P.DIAJUKAN,   _SUBMIT,   then=_CHECK),
        _move("withdraw", _("Tarik kembali"),       {P.DIAJUKAN},             P.DRAF,        _WITHDRAW),
        _move("return",   _("Kembalikan"),          {P.DIAJUKAN},             P.DIKEMBALIKAN, _SCREEN, needs_note=True),
        _move("forward",  _("Teruskan ke TKKSD"),   {P.DIAJUKAN},             P.DITELAAH,   _SCREEN,   page=_ROUND),
        _move("recommend", _("Rekomendasikan"),     {P.DITELAAH},     P.DIREKOMENDASIKAN,   _CONCLUDE, page=_END_ROUND),
        _move("revise",   _("Minta perbaikan"),     {P.DITELAAH},             P.DIKEMBALIKAN, _CONCLUDE,
              needs_note=True, page=_END_ROUND),
        _move("decline",  _("Tidak merekomendasikan"), {P.DITELAAH},          P.DITOLAK,     _CONCLUDE,
              needs_note=True, page=_END_ROUND),
        _move("reopen",   _("Buka kembali untuk diubah"), {P.DIREKOMENDASIKAN}, P.DIKEMBALIKAN, _SCREEN,
              needs_note=True),
        _move("sign",     _("Catat penandatanganan"), {P.DIREKOMENDASIKAN},   P.DITANDATANGANI, _REGISTER,
              page="agreements:sign", then=_FREEZE),
        _move("register_legacy", _("Daftarkan naskah lama"), {P.DRAF},        P.DITANDATANGANI, _LEGACY,
              page="agreements:register_legacy", then=_FREEZE),
        _move("end",      _("Akhiri"),              {P.DITANDATANGANI},       P.DIAKHIRI,    _REGISTER,
              needs_note=True, page="agreements:end", is_grave=True, then=_END),
        _move("replace",  _("Gantikan"),            {P.DITANDATANGANI},       P.DIGANTIKAN,  _REGISTER,
              needs_note=True, page="agreements:replace", is_grave=True, then=_END),
        _move("cancel",   _("Batalkan"),            set(P.OPEN),              P.DIBATALKAN,  _CANCEL,
              needs_note=True, is_grave=True),
    ]
}  # fmt: skip


def moves_for(user: User, agreement: Agreement) -> list[Move]:
    """What this person may do now: the buttons on the page, in the order of the table."""
    return [m for m in MOVES.values() if agreement.phase in m.source and user.has_perm(m.permission, agreement)]


@transaction.atomic
def perform(
    agreement: Agreement, action: str, *, by: User, now: dt.datetime, note: str = "", facts: object = None
) -> Transition:
    """Move the document: lock, check phase, permission and note, tell the story, owe the messages, save.

    ``facts`` is what the move records beside the note (SigningFacts, EndingFacts), handed to ``then``.

    Raises WrongPhase when somebody moved it first, PermissionDenied, and ValidationError for a missing note or file.
    """
    move = MOVES[action]
    locked = lock(agreement)
    if locked.phase not in move.source:
        raise WrongPhase(
            say("Naskah ini sudah berada pada tahap “%(phase)s”, sehingga tindakan “%(move)s” tidak dilakukan.")
            % {"phase": locked.get_phase_display(), "move": move.label}
        )
    if not by.has_perm(move.permission, locked):
        raise PermissionDenied(move.action)
    if move.needs_note and not note.strip():
        raise ValidationError({"note": say("Alasan wajib diisi.")})
    gates.require_open(locked, action, today=locked.government.today(now))
    transition = Transition.objects.create(
        agreement=locked, action=action, from_phase=locked.phase, to_phase=move.target, by=by, at=now, note=note.strip()
    )
    locked.phase = move.target
    locked.updated_by = by
    locked.version += 1
    changed = {"phase", "updated_by", "version", "updated_at"}
    if move.then is not None:
        changed |= move.then(locked, facts=facts, by=by, now=now)
    locked.save(update_fields=changed)
    gates.complete_by_move(locked, action, by=by, now=now)
    chain.refresh_ends(locked)
    if move.target == P.DITANDATANGANI and locked.relation == Relation.PENGGANTIAN:
        _replace_parent(locked, by=by, now=now)
    move_notices.owe_for_move(locked, transition, now=now)
    catch_up(agreement, locked)
    return transition


def _replace_parent(replacement: Agreement, *, by: User, now: dt.datetime) -> None:
    """The signed replacement ends its parent on the eve of its own first day."""
    parent = replacement.parent
    if parent is None or parent.phase != P.DITANDATANGANI:
        return
    facts = ending.facts_of_replacement(parent, replacement)
    note = say("Digantikan oleh %(number)s.") % {"number": replacement.register_no}
    perform(parent, "replace", by=by, now=now, note=note, facts=facts)

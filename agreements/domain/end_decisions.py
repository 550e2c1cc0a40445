"""Every expiry asks for a decision by a date: perpanjang, ubah, ganti, akhiri, or biarkan berakhir, with reasons.

The date is the earliest on which somebody must act: the government's own lead before the end (60 days, for foreign
cooperation the 180 of Permendagri 25/2020 Pasal 33), or the notice that the text itself demands when that is longer.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.db.models import Case, Exists, ExpressionWrapper, F, OuterRef, Q, Value, When
from django.db.models.functions import Coalesce, Greatest
from django.utils.translation import gettext as say

from accounts.models import Government, User
from agreements.domain import children
from agreements.domain.children import Seam
from agreements.domain.locking import lock
from agreements.enums import CooperationKind, EndChoice, Phase, Relation
from agreements.models import Agreement, EndDecision
from agreements.models.queries import AgreementQuerySet

MAX_NOTICE_DAYS = 1100  # three years; a longer notice than that is a slip of the pen
CONTINUES = frozenset({Relation.PERPANJANGAN, Relation.PENGGANTIAN, Relation.ADDENDUM})
DEAD = (Phase.DITOLAK, Phase.DIBATALKAN)


def lead_days(agreement: Agreement) -> int:
    """How many days before the end somebody must act."""
    government = agreement.government
    is_foreign = agreement.cooperation_kind in CooperationKind.FOREIGN
    usual = government.decide_days_foreign if is_foreign else government.decide_days
    return max(usual, agreement.notice_days or 0)


def decide_by(agreement: Agreement) -> dt.date | None:
    """The last day to decide; None for a document without an end."""
    end = agreement.effective_ends_on
    return None if end is None else end - dt.timedelta(days=lead_days(agreement))


def with_decide_by(rows: AgreementQuerySet, government: Government) -> Any:
    """Annotate ``decide_on``, the same day as ``decide_by``, on documents of one government."""
    usual = Case(
        When(cooperation_kind__in=CooperationKind.FOREIGN, then=Value(government.decide_days_foreign)),
        default=Value(government.decide_days),
    )
    lead = Greatest(usual, Coalesce(F("notice_days"), 0))
    day = ExpressionWrapper(F("effective_ends_on") - lead, output_field=models.DateField())
    return rows.filter(government=government).annotate(decide_on=day)


def decisions_in_force() -> models.QuerySet[EndDecision]:
    """For use in Exists(): the decisions about the present end of the outer document."""
    return EndDecision.objects.filter(agreement=OuterRef("pk"), ends_on=OuterRef("effective_ends_on"))


def followers() -> AgreementQuerySet:
    """For use in Exists(): an extension, addendum or replacement of the outer document that is on its way."""
    return Agreement.objects.filter(parent=OuterRef("pk"), relation__in=CONTINUES, phase__in=Phase.OPEN)


def speaks_for_itself() -> Q:
    """Documents whose end is their own matter: not an extension or addendum that moved its parent's end.

    Written so that PostgreSQL looks at a parent only for the few rows that have such a relation.
    """
    parent = Agreement.objects.filter(
        pk=OuterRef("parent_id"),
        phase=Phase.DITANDATANGANI,
        effective_ends_on__gte=OuterRef("effective_ends_on"),
    )
    return ~Q(relation__in=Relation.MOVES_END) | Q(~Exists(parent))


def acted_upon_by(government: Government, day: dt.date) -> Q:
    """Ends about which somebody must have decided by ``day``, roughly: what an index can tell without counting days."""
    usual = day + dt.timedelta(days=max(government.decide_days, government.decide_days_foreign))
    noticed = Q(notice_days__isnull=False, effective_ends_on__lte=day + dt.timedelta(days=MAX_NOTICE_DAYS))
    return Q(effective_ends_on__lte=usual) | noticed


def undecided(government: Government, *, today: dt.date, within: int) -> Any:
    """In force, ending within ``within`` days of the day to decide, and nobody has decided or begun what follows.

    Annotated with ``decide_on``, the most pressing first. An extension that moved its parent's end is spoken for by it.
    """
    last = today + dt.timedelta(days=within)
    rows = Agreement.objects.filter(phase=Phase.DITANDATANGANI, effective_ends_on__gte=today)
    rows = with_decide_by(rows.filter(acted_upon_by(government, last)), government)
    rows = rows.filter(speaks_for_itself(), ~Exists(decisions_in_force()), ~Exists(followers()), decide_on__lte=last)
    return rows.order_by("decide_on", "effective_ends_on", "pk")


def decision_about(agreement: Agreement) -> EndDecision | None:
    """The decision in force about the present end, from prefetched rows when there are any; None while undecided."""
    if agreement.effective_ends_on is None:
        return None
    about = [row for row in agreement.end_decisions.all() if row.ends_on == agreement.effective_ends_on]
    return max(about, key=lambda row: row.number, default=None)


@dataclass(frozen=True)
class Follower:
    """What was begun to continue a document, and how its term meets the old one."""

    agreement: Agreement
    seam: Seam | None


def continuations(agreement: Agreement) -> list[Follower]:
    """Extensions, addenda and replacements that are not dead, oldest first."""
    rows = Agreement.objects.filter(parent=agreement, relation__in=CONTINUES).exclude(phase__in=DEAD).order_by("pk")
    return [Follower(one, _seam(agreement, one)) for one in rows]


def _seam(agreement: Agreement, child: Agreement) -> Seam | None:
    """An addendum changes the term from within, so there is neither gap nor overlap."""
    return None if child.relation == Relation.ADDENDUM else children.seam(agreement, child.starts_on)


def may_be_decided(agreement: Agreement, *, today: dt.date) -> bool:
    """In force with an end that has not passed."""
    end = agreement.effective_ends_on
    return agreement.phase == Phase.DITANDATANGANI and end is not None and end >= today


@transaction.atomic
def decide(
    agreement: Agreement, *, choice: str, reason: str, evaluation: str, by: User, now: dt.datetime
) -> EndDecision:
    """Write down what is to become of the document at its present end, and tick off the messages that asked for it.

    A later decision about the same end is the next row and counts from then on. Raises PermissionDenied, and
    ValidationError without reason or evaluation, for an unknown choice, or when nothing is to be decided (any more).
    """
    from agreements.domain.decision_notices import answered

    locked = lock(agreement)
    if not by.has_perm("agreements.decide_end", locked):
        raise PermissionDenied("decide_end")
    errors = {}
    if choice not in EndChoice.values:
        errors["choice"] = say("Pilih salah satu keputusan.")
    if not reason.strip():
        errors["reason"] = say("Alasan wajib diisi.")
    if not evaluation.strip():
        errors["evaluation"] = say("Evaluasi pelaksanaan wajib diisi.")
    if errors:
        raise ValidationError(errors)
    end, last = locked.effective_ends_on, decide_by(locked)
    if end is None or last is None or not may_be_decided(locked, today=locked.government.today(now)):
        raise ValidationError(
            say("Naskah ini tidak sedang berlaku dengan batas waktu, sehingga tidak ada yang diputuskan.")
        )
    number = EndDecision.objects.filter(agreement=locked, ends_on=end).count() + 1
    decision = EndDecision.objects.create(
        agreement=locked,
        ends_on=end,
        number=number,
        choice=choice,
        reason=reason.strip(),
        evaluation=evaluation.strip(),
        decide_by=last,
        by=by,
        at=now,
    )
    answered(locked, now=now)
    return decision


@transaction.atomic
def set_notice_days(agreement: Agreement, days: int | None, *, by: User) -> None:
    """How long before the end the text itself asks for a word; moves the day to decide.

    Raises PermissionDenied, and ValidationError for a number beyond MAX_NOTICE_DAYS.
    """
    locked = lock(agreement)
    if not by.has_perm("agreements.correct_agreement", locked):
        raise PermissionDenied("correct_agreement")
    if days is not None and not 1 <= days <= MAX_NOTICE_DAYS:
        raise ValidationError({"notice_days": say("Isilah antara 1 dan %s hari.") % MAX_NOTICE_DAYS})
    locked.notice_days = days
    locked.save(update_fields=["notice_days", "updated_at"])

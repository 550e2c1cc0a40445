"""Every expiry asks for a decision by a date: perpanjang, ubah, ganti, akhiri, or biarkan berakhir, with reasons.

The date is the earliest on which somebody must act: the government's own lead before the end (60 days, for foreign
cooperation the six months of Permendagri 25/2020 Pasal 33, docs/decisions/0041), or the notice that the text itself
demands when that is longer. A Letter of Intent and the plans are made anew, so nobody decides about their end.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.db.models import Case, Exists, Expression, ExpressionWrapper, F, Func, OuterRef, Q, Value, When
from django.db.models.functions import Coalesce, Least
from django.utils.translation import gettext as say

from accounts.models import Government, User
from agreements.domain import children
from agreements.domain.children import Seam
from agreements.domain.locking import lock
from agreements.domain.terms import Duration, last_day
from agreements.enums import CooperationKind, DurationUnit, EndChoice, Form, Phase, Relation
from agreements.models import Agreement, EndDecision
from agreements.models.queries import AgreementQuerySet

LEGAL_MONTHS = 6  # before the end of foreign cooperation: Permendagri 25/2020 Pasal 33
MOST_DAYS = 184  # that six months of the calendar can have; they have 181 at least
MAX_NOTICE_DAYS = 1100  # three years; a longer notice than that is a slip of the pen
CONTINUES = frozenset({Relation.PERPANJANGAN, Relation.PENGGANTIAN, Relation.ADDENDUM})
DEAD = (Phase.DITOLAK, Phase.DIBATALKAN)


def asked_days(agreement: Agreement) -> int:
    """How many days before the end the government or the text wants a decision; 0 where only the law speaks."""
    government = agreement.government
    is_foreign = agreement.cooperation_kind in CooperationKind.FOREIGN
    own = (government.decide_days_foreign or 0) if is_foreign else government.decide_days
    return max(own, agreement.notice_days or 0)


def decide_by(agreement: Agreement) -> dt.date | None:
    """The last day to decide; None for a document without an end, or one that is made anew instead."""
    end = agreement.effective_ends_on
    if end is None or agreement.form in Form.REDONE:
        return None
    day = end - dt.timedelta(days=asked_days(agreement))
    is_foreign = agreement.cooperation_kind in CooperationKind.FOREIGN
    if is_foreign and agreement.government.decide_days_foreign is None:
        day = min(day, last_day(end, Duration(-LEGAL_MONTHS, DurationUnit.BULAN)))
    return day


class _LegalDay(Func):
    """The same day LEGAL_MONTHS before, or the last of that month, as ``terms.last_day`` counts."""

    template = f"((%(expressions)s) - interval '{LEGAL_MONTHS} months')::date"
    output_field = models.DateField()


def with_decide_by(rows: AgreementQuerySet, government: Government) -> Any:
    """Annotate ``decide_on``, the same day as ``decide_by``, on documents of one government that ask for a decision."""
    own = government.decide_days_foreign
    usual = Case(
        When(
            cooperation_kind__in=CooperationKind.FOREIGN,
            then=_LegalDay("effective_ends_on") if own is None else _before_end(Value(own)),
        ),
        default=_before_end(Value(government.decide_days)),
    )
    rows = rows.filter(government=government).exclude(form__in=Form.REDONE)
    return rows.annotate(decide_on=Least(usual, _before_end(Coalesce(F("notice_days"), 0))))


def _before_end(days: Expression) -> Expression:
    return ExpressionWrapper(F("effective_ends_on") - days, output_field=models.DateField())


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
    usual = day + dt.timedelta(days=max(government.decide_days, government.decide_days_foreign or MOST_DAYS))
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
    """In force with an end that has not passed and may be moved."""
    end = agreement.effective_ends_on if agreement.form not in Form.REDONE else None
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

"""The tree of documents: no circles, one root, and an effective end that addenda and extensions move."""

import datetime as dt
from collections.abc import Iterable
from itertools import groupby

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as say

from accounts.models import Government
from agreements.domain.locking import lock
from agreements.enums import Phase, Relation
from agreements.models import Agreement

MAX_DEPTH = 50


def require_no_circle(agreement: Agreement | None, parent: Agreement) -> None:
    """Raises ValidationError when ``agreement`` is ``parent`` itself or one of its ancestors.

    Two people who name each other's draft as parent at the same time wait for one another here: trees of one
    government grow one at a time, and each step upwards is read as it is stored now. Call inside a transaction.
    """
    Government.objects.select_for_update(no_key=True, of=("self",)).get(pk=parent.government_id)
    step: int | None = parent.pk
    for _depth in range(MAX_DEPTH):
        if step is None:
            return
        if agreement is not None and step == agreement.pk:
            raise ValidationError(
                {"parent": say("Naskah induk ini berada di bawah naskah yang sedang diisi, sehingga akan melingkar.")}
            )
        step = Agreement.objects.values_list("parent_id", flat=True).get(pk=step)
    raise ValidationError({"parent": say("Rangkaian naskah induk terlalu dalam.")})


def root_of(agreement: Agreement) -> Agreement:
    """The top of the tree."""
    top = agreement
    for _depth in range(MAX_DEPTH):
        if top.parent is None:
            break
        top = top.parent
    return top


def replant(agreement: Agreement) -> None:
    """Bring what hangs below a document along to its root; needed when its own parent has changed."""
    root_id = agreement.root_id or agreement.pk
    below = [agreement.pk]
    for _depth in range(MAX_DEPTH):
        below = list(Agreement.objects.filter(parent_id__in=below).order_by("pk").values_list("pk", flat=True))
        if not below:
            return
        Agreement.objects.filter(pk__in=below).exclude(root_id=root_id).update(root_id=root_id)


def tree_of(agreement: Agreement) -> list[Agreement]:
    """Every document of the same tree, oldest first, drafts last. Filter with ``visible_to`` before showing."""
    root_id = agreement.root_id or agreement.pk
    rows = Agreement.objects.filter(root_id=root_id) | Agreement.objects.filter(pk=root_id)
    return sorted(rows, key=lambda a: (a.signed_on or dt.date.max, a.pk))


def effective_end(agreement: Agreement) -> dt.date | None:
    """Its own last day, moved by each signed addendum or extension that states one, in the order of their signing.

    What is signed or begins only after the end leaves it where it is, whatever first day it names: an ended document
    is not revived, the cooperation goes on with the new one alone (domain digest 9, 22).
    """
    return _moved(agreement.ends_on, agreement.children.filter(relation__in=Relation.MOVES_END, phase__in=Phase.SIGNED))


def _moved(end: dt.date | None, children: Iterable[Agreement]) -> dt.date | None:
    for child in sorted(children, key=lambda one: (one.signed_on or dt.date.min, one.pk)):
        if child.last_day is not None and not revives(child, end):
            end = child.last_day
    return end


def revives(child: Agreement, end: dt.date | None) -> bool:
    """Whether an addendum or extension comes too late to move ``end``: that day must not have passed at its signing."""
    if end is None:
        return False
    is_late = child.signed_on is not None and child.signed_on > end
    return is_late or (child.starts_on is not None and child.starts_on > end + dt.timedelta(days=1))


def refresh_ends(agreement: Agreement) -> None:
    """Recompute ``effective_ends_on`` of a signed document and upwards as far as it changes anything."""
    step: Agreement | None = agreement
    for _depth in range(MAX_DEPTH):
        if step is None or step.phase not in Phase.SIGNED:
            return
        end = effective_end(step)
        if step.effective_ends_on != end:
            step.effective_ends_on = end
            step.save(update_fields=["effective_ends_on", "updated_at"])
        if step.relation not in Relation.MOVES_END:
            return
        step = Agreement.objects.select_for_update(of=("self",)).get(pk=step.parent_id) if step.parent_id else None


def recompute_ends() -> int:
    """Put right the ends that an older rule of ours left behind; returns how many documents had to be looked at again.

    Every change keeps its own tree right (``refresh_ends``); a new version of the rule reaches the others only here.
    One read of all signed addenda and extensions, and no write where nothing is wrong.
    """
    rows = Agreement.objects.filter(relation__in=Relation.MOVES_END, phase__in=Phase.SIGNED)
    rows = rows.filter(parent__phase__in=Phase.SIGNED).select_related("parent").order_by("parent_id")
    rows = rows.only(
        "parent", "signed_on", "effective_from", "effective_ends_on", "ended_on",
        "parent__ends_on", "parent__effective_ends_on",
    )  # fmt: skip
    wrong = []
    for _parent, group in groupby(rows.iterator(chunk_size=2000), key=lambda child: child.parent_id):
        children = list(group)
        parent = children[0].parent
        if parent is not None and _moved(parent.ends_on, children) != parent.effective_ends_on:
            wrong.append(parent)
    for parent in wrong:
        with transaction.atomic():
            refresh_ends(lock(parent))
    return len(wrong)

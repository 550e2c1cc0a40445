"""The tree of documents: no circles, one root, and an effective end that addenda and extensions move."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as say

from agreements.enums import Phase, Relation
from agreements.models import Agreement

MAX_DEPTH = 50


def require_no_circle(agreement: Agreement | None, parent: Agreement) -> None:
    """Raises ValidationError when ``agreement`` is ``parent`` itself or one of its ancestors."""
    step: Agreement | None = parent
    for _depth in range(MAX_DEPTH):
        if step is None:
            return
        if agreement is not None and step.pk == agreement.pk:
            raise ValidationError(
                {"parent": say("Naskah induk ini berada di bawah naskah yang sedang diisi, sehingga akan melingkar.")}
            )
        step = step.parent
    raise ValidationError({"parent": say("Rangkaian naskah induk terlalu dalam.")})


def root_of(agreement: Agreement) -> Agreement:
    """The top of the tree."""
    top = agreement
    for _depth in range(MAX_DEPTH):
        if top.parent is None:
            break
        top = top.parent
    return top


def tree_of(agreement: Agreement) -> list[Agreement]:
    """Every document of the same tree, oldest first, drafts last. Filter with ``visible_to`` before showing."""
    root_id = agreement.root_id or agreement.pk
    rows = Agreement.objects.filter(root_id=root_id) | Agreement.objects.filter(pk=root_id)
    return sorted(rows, key=lambda a: (a.signed_on or dt.date.max, a.pk))


def effective_end(agreement: Agreement) -> dt.date | None:
    """Its own last day, or that of the latest signed addendum or extension that states one."""
    later = [
        (child.signed_on or dt.date.min, child.pk, end)
        for child in agreement.children.filter(relation__in=Relation.MOVES_END, phase__in=Phase.SIGNED)
        if (end := child.last_day) is not None
    ]
    return max(later)[2] if later else agreement.ends_on


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

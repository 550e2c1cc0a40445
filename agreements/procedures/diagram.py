"""The steps of a procedure as a drawing: boxes in a column, with who acts beside each. Numbers are SVG units."""

from dataclasses import dataclass
from textwrap import wrap

from django.utils.translation import gettext as _

from agreements.procedures.guide import Stage
from agreements.procedures.table import Actor, StepRule, When
from agreements.procedures.wording import days_words

WIDTH, BOX_X, BOX_WIDTH = 680, 190, 470
LINE, PAD, GAP, HEAD = 18, 12, 22, 34
LETTERS, ACTOR_LETTERS = 50, 22


@dataclass(frozen=True)
class Text:
    """One line of text at a place."""

    x: int
    y: int
    text: str


@dataclass(frozen=True)
class Box:
    """One step. ``conditional`` boxes are drawn dashed; ``arrow`` is where the line from the box above begins."""

    y: int
    height: int
    number: int
    lines: tuple[Text, ...]
    actor: tuple[Text, ...]
    note: Text | None
    is_conditional: bool
    is_signing: bool
    arrow: int | None


@dataclass(frozen=True)
class Drawing:
    """Everything the template draws."""

    width: int
    height: int
    boxes: tuple[Box, ...]
    heads: tuple[Text, ...]


def draw(stages: list[Stage]) -> Drawing:
    """Lay out the steps, numbered through, each stage under the name of its document."""
    boxes: list[Box] = []
    heads: list[Text] = []
    y, number, below = 4, 0, None
    for stage in stages:
        heads.append(Text(BOX_X, y + 20, " · ".join(str(form.label) for form in stage.forms)[:64]))
        y += HEAD
        for rule in stage.rules:
            number += 1
            box = _box(rule, y, number, below)
            boxes.append(box)
            below = box.y + box.height
            y = below + GAP
        below, y = None, y + 6
    return Drawing(WIDTH, y, tuple(boxes), tuple(heads))


def _box(rule: StepRule, y: int, number: int, below: int | None) -> Box:
    lines = wrap(rule.label, LETTERS) or [rule.label]
    actor = wrap(str(Actor(rule.actor).label), ACTOR_LETTERS)
    note = days_words(rule.limit) if rule.limit else ""
    if rule.when != When.SELALU:
        note = f"{note} · {_('bersyarat')}" if note else _("bersyarat")
    count = len(lines) + (1 if note else 0)
    height = max(count, len(actor)) * LINE + 2 * PAD
    return Box(
        y=y,
        height=height,
        number=number,
        lines=tuple(Text(BOX_X + 44, y + PAD + 14 + LINE * i, line) for i, line in enumerate(lines)),
        actor=tuple(Text(BOX_X - 16, y + PAD + 14 + LINE * i, line) for i, line in enumerate(actor)),
        note=Text(BOX_X + 44, y + PAD + 14 + LINE * len(lines), note) if note else None,
        is_conditional=rule.when != When.SELALU,
        is_signing=rule.done_by == "sign",
        arrow=below,
    )

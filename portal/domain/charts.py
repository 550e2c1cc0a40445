"""Pictures of numbers as SVG, drawn here: no script, no inline style, legible in print and without colour."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from kerjasama.templatetags.ui_formats import angka

WIDTH, HEIGHT = 720, 260
LEFT, RIGHT, TOP, BOTTOM = 56, 12, 12, 28
_KEY = (
    '<li><svg class="chart-key" viewBox="0 0 12 12" aria-hidden="true">'
    '<rect class="chart-{}" width="12" height="12"/></svg>{}</li>'
)
SERIES = 6  # fills that can be told apart, the last for all the rest


def _step(most: int) -> int:
    """The distance of the scale's lines: 1, 2 or 5 with noughts, so that five reach the largest number."""
    ten = 1
    while True:
        for factor in (1, 2, 5):
            if ten * factor * 5 >= most:
                return ten * factor
        ten *= 10


def _frame(most: int) -> tuple[int, SafeString]:
    """The scale's largest number and its lines, at most five above nought."""
    distance = _step(most)
    steps = max(-(-most // distance), 1)
    top = distance * steps
    lines: list[Any] = []
    for step in range(steps + 1):
        y = TOP + (HEIGHT - TOP - BOTTOM) * (steps - step) / steps
        lines.append((LEFT, f"{y:.1f}", WIDTH - RIGHT, f"{y:.1f}", LEFT - 8, f"{y + 4:.1f}", angka(distance * step)))
    drawn = format_html_join(
        "",
        '<line class="chart-line" x1="{}" y1="{}" x2="{}" y2="{}"/><text class="chart-scale" x="{}" y="{}">{}</text>',
        lines,
    )
    return top, drawn


def _svg(name: str, title: str, body: SafeString) -> SafeString:
    return format_html(
        '<div class="chart-wrap" tabindex="0">'
        '<svg class="chart" viewBox="0 0 {} {}" role="img" aria-labelledby="{}-judul">'
        '<title id="{}-judul">{}</title>{}</svg></div>',
        WIDTH, HEIGHT, name, name, title, body,
    )  # fmt: skip


def stacked(name: str, title: str, labels: Sequence[str], stacks: Sequence[Sequence[int]]) -> SafeString:
    """Bars by label, each of several parts from the bottom up; parts beyond SERIES share the last fill."""
    top, frame = _frame(max((sum(stack) for stack in stacks), default=0))
    room = (WIDTH - LEFT - RIGHT) / max(len(labels), 1)
    scale = (HEIGHT - TOP - BOTTOM) / top
    every = max(1, -(-len(labels) // 14))
    bars: list[tuple[Any, ...]] = []
    texts: list[tuple[Any, ...]] = []
    for place, (label, stack) in enumerate(zip(labels, stacks, strict=True)):
        x, bottom = LEFT + place * room + room * 0.14, float(HEIGHT - BOTTOM)
        for part, number in enumerate(stack):
            height = number * scale
            if number:
                bottom -= height
                bars.append((min(part, SERIES - 1), f"{x:.1f}", f"{bottom:.1f}", f"{room * 0.72:.1f}", f"{height:.1f}"))
        if place % every == 0:
            texts.append((f"{x + room * 0.36:.1f}", HEIGHT - 8, label))
    body = frame + format_html_join("", '<rect class="chart-{}" x="{}" y="{}" width="{}" height="{}"/>', bars)
    return _svg(name, title, body + format_html_join("", '<text class="chart-label" x="{}" y="{}">{}</text>', texts))


def line(name: str, title: str, points: Sequence[tuple[dt.date, int]]) -> SafeString:
    """One line over time with the area under it; the years stand below."""
    top, frame = _frame(max((number for _day, number in points), default=0))
    first, last = points[0][0].toordinal(), points[-1][0].toordinal()
    wide, high = WIDTH - LEFT - RIGHT, HEIGHT - TOP - BOTTOM
    spots = [
        (LEFT + wide * (day.toordinal() - first) / max(last - first, 1), TOP + high * (1 - number / top))
        for day, number in points
    ]
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in spots)
    area = f"{spots[0][0]:.1f},{HEIGHT - BOTTOM} {path} {spots[-1][0]:.1f},{HEIGHT - BOTTOM}"
    years = [
        (f"{x:.1f}", HEIGHT - 8, day.year)
        for (x, _y), (day, _number) in zip(spots, points, strict=True)
        if (day.month, day.day) == (1, 1)
    ]
    body = frame + format_html(
        '<polygon class="chart-area" points="{}"/><polyline class="chart-stroke" points="{}"/>', area, path
    )
    return _svg(name, title, body + format_html_join("", '<text class="chart-label" x="{}" y="{}">{}</text>', years))


def legend(labels: Sequence[str]) -> SafeString:
    """The fills and what they stand for."""
    items = [(min(place, SERIES - 1), label) for place, label in enumerate(labels)]
    listed = format_html_join("", _KEY, items)
    return format_html('<ul class="chart-legend">{}</ul>', listed) if items else mark_safe("")

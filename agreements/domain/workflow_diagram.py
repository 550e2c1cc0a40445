"""The table of moves as a page of the documentation."""

from agreements.domain.workflow import MOVES
from agreements.enums import Phase

ENDS = (Phase.DITOLAK, Phase.DIBATALKAN, Phase.DIAKHIRI, Phase.DIGANTIKAN)


def draw() -> str:
    """``docs/workflow.md``: a diagram and a table, both from MOVES."""
    lines = [
        "# The moves of a document",
        "",
        "Generated from `MOVES` in `agreements/domain/workflow.py` by `manage.py draw_workflow`.",
        "A test fails when it is stale.",
        "",
        "```mermaid",
        "stateDiagram-v2",
        f"    [*] --> {Phase.DRAF.value}",
    ]
    lines += [
        f"    {source.value} --> {move.target.value}: {move.label}"
        for move in MOVES.values()
        for source in Phase
        if source in move.source
    ]
    lines += [f"    {phase.value} --> [*]" for phase in ENDS]
    lines += [
        "```",
        "",
        "| Move | Label | From | To | Permission | Note | Page |",
        "|---|---|---|---|---|---|---|",
    ]
    for move in MOVES.values():
        sources = ", ".join(phase.value for phase in Phase if phase in move.source)
        note, page = "required" if move.needs_note else "", f"`{move.page}`" if move.page else ""
        lines.append(
            f"| `{move.action}` | {move.label} | {sources} | {move.target.value} "
            f"| `{move.permission}` | {note} | {page} |"
        )
    return "\n".join([*lines, ""])

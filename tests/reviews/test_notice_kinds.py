"""The table of notice kinds: whole, each with its template, and the same in the documentation."""

from pathlib import Path

import pytest

from notices import kinds

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("kind", kinds.all_kinds(), ids=lambda kind: str(kind.code))
def test_each_row_says_who_gets_what_and_when_and_has_its_template(kind: kinds.NoticeKind) -> None:
    assert str(kind.to)
    assert str(kind.when)
    assert (ROOT / f"templates/notices/kinds/{kind.template}.txt").is_file()


def test_no_template_is_left_over() -> None:
    parts = {"agreement_facts", "duty_lines", "meeting_facts"}
    written = {path.stem for path in (ROOT / "templates/notices/kinds").glob("*.txt")}
    assert written - parts == {kind.template for kind in kinds.all_kinds()}


def test_the_documentation_holds_the_table() -> None:
    text = (ROOT / "docs/notices.md").read_text()
    shown = text.partition("<!-- jenis -->\n")[2].partition("\n<!-- /jenis -->")[0]
    assert shown == kinds.table(), "print(notices.kinds.table()) menulis yang baru"

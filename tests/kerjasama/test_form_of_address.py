"""One form of address each: pages say Anda, letters say Saudara/i; and a decision that is named exists."""

import re
from pathlib import Path

from django.conf import settings

ROOT = Path(settings.BASE_DIR)
ROOMS = ("kerjasama", "accounts", "notices", "partners", "agreements", "reviews", "workspace", "portal")
LETTERS = re.compile(
    r"templates/(notices/(kinds/|mail\.)|accounts?/email/|portal/mail_)|notices/domain/(owing|absences)\.py|(templates/pdf|agreements/domain)/answer_letter"
)


def _sources() -> list[Path]:
    code = [path for room in ROOMS for path in (ROOT / room).rglob("*.py") if "migrations" not in path.parts]
    pages = [path for end in ("html", "txt") for path in (ROOT / "templates").rglob(f"*.{end}")]
    return sorted([*code, *pages])


def test_pages_say_anda_and_letters_say_saudara() -> None:
    wrong = []
    for path in _sources():
        place = path.relative_to(ROOT).as_posix()
        word = r"\bAnda\b" if LETTERS.match(place) else r"\bSaudara\b"
        if re.search(word, path.read_text()):
            wrong.append(place)
    assert wrong == []


def test_a_decision_that_is_named_can_be_read() -> None:
    there = {path.name[:4] for path in (ROOT / "docs" / "decisions").glob("*.md")}
    named = {
        (path.relative_to(ROOT).as_posix(), number)
        for path in _sources()
        for number in re.findall(r"docs/decisions/(\d{4})", path.read_text())
    }
    assert {one for one in named if one[1] not in there} == set()

"""Static files as `collectstatic` leaves them; the tests themselves use Django's plain storage."""

import re
from pathlib import Path

import pytest
from django.contrib.staticfiles.storage import StaticFilesStorage
from django.test import override_settings

from kerjasama.static_files import StaticFiles


@pytest.mark.parametrize(("compressed", "ends"), [(True, [".css", ".css.br", ".css.gz"]), (False, [".css"])])
def test_compressed_only_under_the_name_with_a_hash(tmp_path: Path, compressed: bool, ends: list[str]) -> None:
    (tmp_path / "a.css").write_text("body { margin: 0 }\n" * 50)
    with override_settings(STATIC_COMPRESSED=compressed):
        list(StaticFiles(location=tmp_path).post_process({"a.css": (StaticFilesStorage(location=tmp_path), "a.css")}))
    made = sorted(path.name for path in tmp_path.iterdir() if path.name.startswith("a."))
    assert made.pop(-1) == "a.css"
    assert [re.sub(r"^a\.[0-9a-f]{12}", "", name) for name in made] == ends

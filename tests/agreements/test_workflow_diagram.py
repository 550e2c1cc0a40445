"""The diagram of the moves in the documentation is drawn from the table and never stale."""

from pathlib import Path

from django.conf import settings

from agreements.domain.workflow_diagram import draw


def test_the_diagram_is_as_the_table_says() -> None:
    stored = (Path(settings.BASE_DIR) / "docs" / "workflow.md").read_text(encoding="utf-8")
    assert stored == draw(), "jalankan: manage.py draw_workflow"

"""Write docs/workflow.md from the table of moves."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import translation

from agreements.domain.workflow_diagram import draw


class Command(BaseCommand):
    help = "Tulis ulang docs/workflow.md dari tabel MOVES."

    def handle(self, *args: Any, **options: Any) -> None:
        """In Indonesian, whatever language the shell speaks."""
        path = Path(settings.BASE_DIR) / "docs" / "workflow.md"
        with translation.override("id"):
            path.write_text(draw(), encoding="utf-8")
        self.stdout.write(str(path))

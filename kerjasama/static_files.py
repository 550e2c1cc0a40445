"""Where style sheets, scripts and pictures are."""

from functools import cached_property
from typing import Any

from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticFiles(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """Addresses are worked out once: a page names some thirty files, and each took longer than a line of its text."""

    @cached_property
    def _known(self) -> dict[str, str]:
        return {}

    def url(self, name: str, force: bool = False) -> Any:
        """The address of a file, by its name and content."""
        if force or name not in self._known:
            self._known[name] = super().url(name, force)
        return self._known[name]

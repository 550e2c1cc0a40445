"""Where style sheets, scripts and pictures are."""

from collections.abc import Iterable
from functools import cached_property
from typing import Any

from django.conf import settings
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

    def compress_files(self, paths: Iterable[str]) -> Any:
        """Only under the names that pages use, which carry a hash; none where STATIC_COMPRESSED is off."""
        used = set(paths) & set(self.hashed_files.values())
        return super().compress_files(used) if settings.STATIC_COMPRESSED else ()

"""All a rendering may read: our fonts and pictures, and the crests given to it. No network, no file by path."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
SCHEME = "kerjasama:"
TYPES = {".otf": "font/otf", ".svg": "image/svg+xml", ".png": "image/png", ".jpg": "image/jpeg", ".css": "text/css"}


@cache
def _ours() -> dict[str, bytes]:
    """Everything we ship, by name: read once, so a name in a document can never reach another file."""
    files = [*HERE.glob("fonts/*.otf"), *HERE.glob("style/*.svg"), *HERE.glob("style/*.css")]
    return {path.relative_to(HERE).as_posix(): path.read_bytes() for path in files}


def text(name: str) -> str:
    """One of our own files as text, such as ``style/paper.css``; KeyError for another name."""
    return _ours()[name].decode()


def _picture_type(body: bytes) -> str:
    if body.startswith(b"\x89PNG"):
        return "image/png"
    return "image/jpeg" if body.startswith(b"\xff\xd8") else "image/svg+xml"


def fetcher(given: Mapping[str, bytes]) -> Any:
    """A WeasyPrint fetcher for ``kerjasama:NAME`` only: ``given`` pictures of this document first, then what we ship.

    Every other address raises ValueError, which WeasyPrint answers by leaving the picture out.
    """
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class Fetcher(URLFetcher):  # type: ignore[misc]
        def fetch(self, url: str, headers: dict[str, str] | None = None) -> Any:
            name = url.removeprefix(SCHEME)
            if not url.startswith(SCHEME) or not (name in given or name in _ours()):
                raise ValueError(f"not a resource of this document: {url[:80]}")
            if name in given:
                return URLFetcherResponse(url, given[name], {"Content-Type": _picture_type(given[name])})
            return URLFetcherResponse(url, _ours()[name], {"Content-Type": TYPES[Path(name).suffix]})

    return Fetcher(allowed_protocols=("kerjasama",))

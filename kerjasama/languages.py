"""Languages by address: ``/naskah/`` is Indonesian, ``/en/naskah/`` the same page in English.

Permanent addresses carry no prefix; whatever names a document for good (JSON, feeds, QR codes) uses those.
"""

from typing import NamedTuple

from django.conf import settings
from django.urls import Resolver404, resolve
from django.utils import translation

ENGLISH = "en"
PREFIX = "/en/"


class Version(NamedTuple):
    """One page in one language."""

    code: str
    name: str
    path: str
    is_present: bool


def of_path(path: str) -> str:
    """The language an address asks for."""
    return ENGLISH if path.startswith(PREFIX) or path == PREFIX.rstrip("/") else str(settings.LANGUAGE_CODE)


def plain(path: str) -> str:
    """The address without its language."""
    return path[len(PREFIX) - 1 :] if path.startswith(PREFIX) else path


def local(path: str) -> str:
    """The address of the same page in the language of this moment; anything that is no path of ours is left alone."""
    if translation.get_language() != ENGLISH or not path.startswith("/") or path.startswith((PREFIX, "//")):
        return path
    return PREFIX.rstrip("/") + path


def own(path: str) -> str:
    """``local``, where the page has that language; a page without it keeps its one address."""
    there = local(path)
    return path if there == path or not _exists(there) else there


def _exists(path: str) -> bool:
    try:
        resolve(path.partition("?")[0])
    except Resolver404:
        return False
    return True


def versions(full_path: str) -> list[Version]:
    """The page in each language, as addresses with their query; empty for a page that has one language only."""
    present = of_path(full_path)
    bare = plain(full_path)
    english = PREFIX.rstrip("/") + bare
    with translation.override(ENGLISH):
        if not _exists(english):
            return []
    paths = {str(settings.LANGUAGE_CODE): bare, ENGLISH: english}
    return [Version(code, str(name), paths[code], code == present) for code, name in settings.LANGUAGES]

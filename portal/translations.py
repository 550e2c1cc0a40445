"""The English catalogue of the public pages: which texts it must have, and how it is compiled without gettext.

Source strings are Indonesian. Only what the public meets is translated; the workspace stays Indonesian.
"""

import ast
import io
import re
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any, NamedTuple

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

from agreements.domain.clause_headings import contents_of
from agreements.enums import CooperationKind, Form
from agreements.models import Agreement, Party
from agreements.models.party import ORDINALS
from agreements.procedures import ADJUSTABLE, OTHER_RULES
from agreements.reference import SDGS, URUSAN
from portal.domain.records import COLUMNS

FOLDER = Path(settings.BASE_DIR) / "locale" / "en" / "LC_MESSAGES"
PO, MO = FOLDER / "django.po", FOLDER / "django.mo"
# What Django and django-allauth say in Indonesian; written by hand, only compiled here.
FRAMEWORKS = Path(settings.BASE_DIR) / "locale" / "id" / "LC_MESSAGES" / "django.po"
TEMPLATES = (
    "portal/*.html", "portal/*.txt", "pdf/card.html", "base.html", "base_public.html", "base_error.html", "4*.html",
    "50*.html", "agreements/_chooser.html", "ui/brand.html", "ui/field*.html", "ui/form_errors.html",
    "ui/messages.html", "ui/nav_public.html", "ui/pagination.html", "ui/stat.html",
)  # fmt: skip
PYTHON = (
    "portal/**/*.py", "accounts/enums.py", "agreements/enums.py", "agreements/filters.py", "agreements/reference.py",
    "agreements/domain/listing.py", "agreements/procedures/*.py", "agreements/pdf/card.py",
    "agreements/models/agreement.py", "agreements/models/party.py",
    "agreements/views/chooser.py", "agreements/templatetags/prosedur.py", "partners/enums.py",
    "kerjasama/templatetags/ui*.py", "kerjasama/errors.py", "notices/templatetags/*.py",
)  # fmt: skip
WORKSPACE = frozenset(
    {"api_keys.py", "api_keys.html", "api_key_form.html", "api_key_made.html", "apps.py", "health.py"}
)
CALLS = dict.fromkeys(("_", "say", "gettext", "gettext_lazy", "gettext_noop", "ngettext", "ngettext_lazy"))
CODES = frozenset(
    {
        "code",
        "gates",
        "gates_also",
        "done_by",
        "initiator",
        "needs_consent",
        "article",
        "articles",
        "requirements_article",
        "step",
        "after",
    }
)
_TEXT = r"u?\"\"\".*?\"\"\"|u?'(?:\\.|[^'\\])*'|u?\"(?:\\.|[^\"\\])*\""
_IN_TEMPLATE = re.compile(rf"\b(n?p?gettext|_)\(((?:\s*(?:{_TEXT})\s*,?)+)", re.DOTALL)
_IN_F_STRING = re.compile(r"\{_\(['\"]([^'\"]+)['\"]\)")  # Babel does not look inside f-strings
Key = str | tuple[str, str]


class Found(NamedTuple):
    """One text to translate (a pair for singular and plural) and where it stands."""

    key: Key
    place: str


def texts() -> Iterator[Found]:
    """Every text the public may meet."""
    yield from _in_templates()
    yield from _in_modules()
    for procedure in ADJUSTABLE.values():
        yield from (Found(text, "agreements/procedures") for text in _in_table(procedure))
    yield from (Found(text, "agreements/procedures/__init__.py") for text in OTHER_RULES.values())
    for form in Form:
        for heading, _article in contents_of(Agreement(form=form, cooperation_kind=CooperationKind.KSDPK)):
            yield Found(heading, "agreements/domain/clause_headings.py")
    for order in range(1, len(ORDINALS) + 1):
        yield Found(Party(order=order).label, "agreements/models/party.py")
    for column in COLUMNS:
        yield Found(column.kind, "portal/domain/records.py")
    for urusan in URUSAN:
        yield from (Found(text, "agreements/reference.py") for text in (urusan.name, urusan.group))
    yield from (Found(name, "agreements/reference.py") for name in SDGS.values())


def _files(folder: str, patterns: tuple[str, ...]) -> Iterator[tuple[Path, str]]:
    root = Path(settings.BASE_DIR)
    for pattern in patterns:
        for path in sorted((root / folder).glob(pattern)):
            if path.name not in WORKSPACE and path != Path(__file__):
                yield path, str(path.relative_to(root))


def _in_templates() -> Iterator[Found]:
    for path, place in _files("templates", TEMPLATES):
        for _call, arguments in _IN_TEMPLATE.findall(templatize(path.read_text())):
            found = ast.literal_eval(f"({arguments.rstrip().rstrip(',')},)")
            yield Found(found[0] if len(found) == 1 else (found[0], found[1]), place)


def _in_modules() -> Iterator[Found]:
    for path, place in _files("", PYTHON):
        yield from (Found(text, place) for text in _IN_F_STRING.findall(path.read_text()))
        found: list[tuple[int, str, Any, list[str]]] = list(
            extract_python(io.BytesIO(path.read_bytes()), CALLS, [], {})  # type: ignore[arg-type]
        )
        for _line, call, message, _comments in found:
            if isinstance(message, str) and message:
                yield Found(message, place)
            elif isinstance(message, tuple) and "ngettext" in (call or ""):
                yield Found((str(message[0]), str(message[1])), place)


def _in_table(value: Any) -> Iterator[str]:
    """Texts of a procedure: every string of its dataclasses that is not a code or an article."""
    for field in fields(value):
        inner = getattr(value, field.name)
        if field.name in CODES or field.name in {"actor", "when", "outcomes", "forms", "kinds", "unit", "since"}:
            continue
        for item in inner if isinstance(inner, tuple) else (inner,):
            if isinstance(item, str):
                yield from [item] if item else []
            elif hasattr(item, "__dataclass_fields__"):
                yield from _in_table(item)


def wanted() -> dict[str, tuple[Key, set[str]]]:
    """The texts by their first form, each with the places it is used in."""
    found: dict[str, tuple[Key, set[str]]] = {}
    for key, place in texts():
        name = key if isinstance(key, str) else key[0]
        kept, places = found.setdefault(name, (key, set()))
        if isinstance(kept, str) and not isinstance(key, str):
            found[name] = (key, places)
        places.add(place)
    return found


def catalogue() -> Catalog:
    """The catalogue as it is written down."""
    with PO.open("rb") as file:
        return read_po(file, locale="en")


def updated() -> Catalog:
    """The catalogue with the texts of today: new ones untranslated, unused ones gone."""
    old = catalogue() if PO.exists() else Catalog(locale="en")
    new = Catalog(locale="en", fuzzy=False, header_comment="# English texts of the public pages.")
    for name, (key, places) in sorted(wanted().items()):
        before = old.get(name)
        string: Any = before.string if before else ""
        if not isinstance(key, str) and isinstance(string, str):
            string = (string, string)
        new.add(key, string, locations=[(place, 0) for place in sorted(places)])
    return new


def written(catalog: Catalog) -> bytes:
    """The catalogue as a .po file, the same bytes for the same texts."""
    out = io.BytesIO()
    write_po(out, catalog, width=116, include_lineno=False, omit_header=True)
    header = (
        '# English texts of the public pages. "manage.py translations" adds new ones and compiles django.mo.\n'
        'msgid ""\nmsgstr ""\n"Language: en\\n"\n"MIME-Version: 1.0\\n"\n'
        '"Content-Type: text/plain; charset=utf-8\\n"\n"Content-Transfer-Encoding: 8bit\\n"\n'
        '"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n'
    )
    return header.encode() + out.getvalue()


class _Undated(Catalog):
    """An empty copy of a catalogue whose header is the same whenever and by whatever it was made."""

    def __init__(self, source: Catalog) -> None:
        super().__init__(locale=source.locale)
        self.source = source

    @property
    def mime_headers(self) -> list[tuple[str, str]]:
        return [
            ("Language", str(self.locale)),
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Plural-Forms", self.source.plural_forms),
        ]


def compiled(source: Catalog | None = None) -> bytes:
    """The .mo of a catalogue as it is written down, the English one unless another is given."""
    out = io.BytesIO()
    catalog = source or catalogue()
    undated = _Undated(catalog)
    for message in catalog:
        if message.id and not message.fuzzy:
            undated.add(message.id, message.string)
    write_mo(out, undated)
    return out.getvalue()


def of_frameworks() -> Catalog:
    """Our words for what Django and django-allauth say."""
    with FRAMEWORKS.open("rb") as file:
        return read_po(file, locale="id")

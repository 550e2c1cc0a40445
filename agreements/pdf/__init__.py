"""Documents as PDF: the agreement in the layout of Permendagri 22/2020's annex, and its register card.

Each file is at once PDF/A-3a (for the record) and PDF/UA-1 (for every reader), on A4, with its fonts inside, and the
same bytes for the same facts and the same ``now``. WeasyPrint is imported only when something is rendered.

``render_…`` renders now; ``stored_…`` renders once for the same facts and then reads what is stored.
"""

import datetime as dt
import hashlib
import io
import json
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from django.conf import settings
from django.forms.models import model_to_dict
from django.template.loader import render_to_string
from django.utils.translation import get_language

from accounts.models import User
from agreements.domain import files
from agreements.enums import FileKind
from agreements.models import Agreement, File
from kerjasama import uploads


def can_render(agreement: Agreement) -> bool:
    """False for an old paper whose text nobody has entered: its wording is on the scan, and we do not invent it."""
    return not agreement.legacy or agreement.articles.exists()


def agreement_html(agreement: Agreement, *, now: dt.datetime) -> tuple[str, dict[str, bytes]]:
    """The document as HTML and the pictures it names: what ``render_agreement`` lays out."""
    from agreements.pdf import paper

    context, pictures = paper.context(agreement, now=now)
    return render_to_string("pdf/agreement.html", context), pictures


def render_agreement(agreement: Agreement, *, now: dt.datetime) -> bytes:
    """The document as PDF; with the watermark RANCANGAN until it is signed. ``now`` dates the file."""
    from agreements.pdf import writing

    html, pictures = agreement_html(agreement, now=now)
    return writing.write(writing.layout(html, sheet="style/paper.css", pictures=pictures))


def render_card(agreement: Agreement, *, now: dt.datetime, public: bool) -> bytes:
    """The register card as one page; ``public`` leaves out what is internal."""
    from agreements.pdf import card, writing

    context, pictures = card.context(agreement, now=now, public=public)
    for density in card.TIGHTER:
        html = render_to_string("pdf/card.html", {**context, "density": density})
        document = writing.layout(html, sheet="style/card.css", pictures=pictures)
        if len(document.pages) == 1:
            break
    return writing.write(document)


class Printed(NamedTuple):
    """A stored rendering: ``key`` changes with everything it depends on, so it serves as ETag."""

    key: str
    body: bytes


def stored_agreement(agreement: Agreement, *, now: dt.datetime) -> Printed:
    """``render_agreement``, kept for as long as no fact, pasal, crest or layout has changed."""
    key = _key("naskah", agreement)
    return Printed(key, files.rendered(key, lambda: render_agreement(agreement, now=now)))


def stored_card(agreement: Agreement, *, now: dt.datetime, public: bool) -> Printed:
    """``render_card``, kept for the day: it tells the keadaan of today."""
    current = agreement.files.filter(withdrawn_at=None).order_by("pk").values_list("sha256", "kind", "visibility")
    day = agreement.government.today(now).isoformat()
    key = _key("kartu", agreement, day, str(public), settings.PUBLIC_URL, get_language() or "", *map(str, current))
    return Printed(key, files.rendered(key, lambda: render_card(agreement, now=now, public=public)))


def keep_printed(agreement: Agreement, *, by: User, now: dt.datetime) -> File:
    """Store the document as printed now among its files (kind ``cetakan``): what was laid before the signatories.

    The same facts give the same print, so asking twice keeps one.
    """
    body = io.BytesIO(stored_agreement(agreement, now=now).body)
    upload = uploads.inspect(body, name=_print_name(agreement))
    return files.store(agreement, upload, kind=FileKind.CETAKAN, by=by, now=now)


def kept_print(agreement: Agreement) -> File | None:
    """The first kept print of a signed document: what was signed, whatever was corrected or laid out anew since.

    None for an old paper, which was signed elsewhere: what we print of it is our reading of it, as corrected last.
    """
    if not agreement.is_frozen() or agreement.legacy:
        return None
    kept = agreement.files.filter(kind=FileKind.CETAKAN, name=_print_name(agreement), withdrawn_at=None)
    return kept.order_by("version").first()


def _print_name(agreement: Agreement) -> str:
    return uploads.clean_name(f"{agreement.register_no or 'rancangan'}.pdf", "pdf")


@cache
def _layout_version() -> str:
    """Changes with every change of templates, styles, fonts, clauses or this code."""
    here = Path(__file__).resolve().parent
    parts = [
        *here.glob("*.py"),
        *here.glob("style/*"),
        *(here.parent / "domain").glob("*claus*.py"),
        here.parent / "domain" / "articles.py",
        here.parent / "words.py",
    ]
    parts += (settings.BASE_DIR / "templates" / "pdf").glob("*.html")
    return hashlib.sha256(b"".join(path.read_bytes() for path in sorted(parts))).hexdigest()


def _key(what: str, agreement: Agreement, *more: str) -> str:
    """One hash of everything the rendering depends on but the clock."""
    parties = [
        (
            model_to_dict(party),
            party.display_name,
            party.seat_on_paper,
            str(party.partner.logo) if party.partner else "",
        )
        for party in agreement.parties.select_related("government", "partner").order_by("order")
    ]
    parent = agreement.parent
    facts: list[Any] = [
        what,
        _layout_version(),
        {field.attname: getattr(agreement, field.attname) for field in agreement._meta.concrete_fields},
        model_to_dict(agreement.government),
        str(agreement.lead_unit),
        parties,
        list(agreement.articles.order_by("order").values_list("heading", "body")),
        [parent.title, parent.form, parent.register_no, parent.title_as_printed] if parent else [],
        list(parent.parties.order_by("order").values_list("number")) if parent else [],
        settings.NATIONAL_EMBLEM,
        more,
    ]
    return hashlib.sha256(json.dumps(facts, default=str, sort_keys=True).encode()).hexdigest()

"""Two people saved the same draft: both versions side by side, nothing lost, the person chooses field by field."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from agreements.forms.bundle import Bundle, as_raw, build
from agreements.forms.parties import MAX_PARTIES, PREFIX, label_of
from agreements.forms.rows import raw_rows
from agreements.models import Agreement
from agreements.views.entry_page import Entry

PARTIES = "para_pihak"
CHOICE = "pilih-"
CONTROLS = frozenset(
    {
        "versi",
        "kunci",
        "lama",
        "simpan",
        "daftarkan",
        "selesaikan",
        "jenis_berkas",
        "berkas_titipan",
        "csrfmiddlewaretoken",
    }
)


@dataclass(frozen=True)
class Difference:
    """One field that stands differently in the two versions."""

    name: str
    label: str
    theirs: str
    mine: str


def show(entry: Entry, stored: Agreement, data: Mapping[str, list[str]], *, reason: str) -> HttpResponse:
    """409 with both versions. ``data`` is what this person sent."""
    entry = replace(entry, agreement=stored, legacy=stored.legacy)
    mine = _facts(data)
    context = {
        "reason": reason,
        "stored": stored,
        "differences": _differences(entry, mine),
        "mine": [(name, value) for name, values in mine.items() for value in values],
        "held": entry.held,
        "refused_files": entry.refused_files,
    }
    return render(entry.request, "agreements/conflict.html", context, status=409)


def show_late(
    entry: Entry, stored: Agreement, data: Mapping[str, list[str]], *, reason: str, told: str, status: int
) -> HttpResponse:
    """Nothing can be saved any more: both versions to read. ``told`` says where the typing waits."""
    context = {
        "reason": reason,
        "told": told,
        "stored": stored,
        "differences": _differences(entry, _facts(data)),
        "held": entry.held,
        "refused_files": entry.refused_files,
    }
    return render(entry.request, "agreements/too_late.html", context, status=status)


def _facts(data: Mapping[str, list[str]]) -> dict[str, list[str]]:
    """What was typed, without the buttons and choices of the page."""
    return {name: values for name, values in data.items() if name not in CONTROLS and not name.startswith(CHOICE)}


def resolved(data: Mapping[str, list[str]], stored: Bundle) -> dict[str, list[str]]:
    """What the person sent, with the stored value wherever they chose it."""
    result = {name: values for name, values in data.items() if not name.startswith(CHOICE)}
    theirs = as_raw(stored)
    for chosen, sides in data.items():
        if not chosen.startswith(CHOICE) or sides != ["tersimpan"]:
            continue
        name = chosen.removeprefix(CHOICE)
        if name == PARTIES:
            result = {key: values for key, values in result.items() if not key.startswith(f"{PREFIX}-")}
            result |= {key: values for key, values in theirs.items() if key.startswith(f"{PREFIX}-")}
        elif name in stored.form.fields:
            result[name] = theirs.get(name, [])
    return result


def _differences(entry: Entry, mine: Mapping[str, list[str]]) -> list[Difference]:
    stored = build(entry.user, entry.place, agreement=entry.agreement)
    theirs = as_raw(stored)
    found = [
        Difference(name, str(field.label), _readable(field, theirs.get(name, [])), _readable(field, mine.get(name, [])))
        for name, field in stored.form.fields.items()
        if _meaning(theirs.get(name, [])) != _meaning(mine.get(name, []))
    ]
    both = [_parties(entry, raw) for raw in (theirs, mine)]
    if both[0] != both[1]:
        found.insert(0, Difference(PARTIES, _("Para pihak"), *both))
    return found


def _meaning(values: list[str]) -> list[str]:
    """Two spellings of the same: order of choices, line ends and outer blanks say nothing."""
    return sorted(value.replace("\r\n", "\n").strip() for value in values if value.strip())


def _readable(field: forms.Field, values: list[str]) -> str:
    """Values as the page shows them: the names of choices, not their codes."""
    labels: dict[str, str] = {}
    if isinstance(field, forms.ModelChoiceField):
        ids = [value for value in values if value.isdecimal() and len(value) < 16]
        rows: Any = field.queryset
        labels = (
            {str(row.pk): field.label_from_instance(row) for row in rows.filter(pk__in=ids)} if rows is not None else {}
        )
    elif isinstance(field, forms.ChoiceField):
        choices: Any = field.choices
        for key, label in choices:
            pairs = label if isinstance(label, list | tuple) else [(key, label)]
            labels |= {str(one): str(name) for one, name in pairs}
    elif isinstance(field, forms.BooleanField):
        return _("Ya") if values else _("Tidak")
    return "\n".join(labels.get(value, value) for value in values if value)


def _parties(entry: Entry, raw: Mapping[str, list[str]]) -> str:
    """The rows as lines, with everything that can differ."""
    bundle = build(entry.user, entry.place, agreement=None, legacy=entry.legacy, data=dict(raw), is_unjudged=True)
    names: dict[str, str] = {}
    for form in bundle.parties.forms[:1]:
        widget: Any = form.fields["source"].widget
        for key, label in widget.choices:
            names |= dict(label) if isinstance(label, list) else {key: label}
    lines = []
    rows = raw_rows(raw, prefix=PREFIX, maximum=MAX_PARTIES)
    for order, row in enumerate((r for r in rows if any(any(v) for v in r.values())), start=1):
        source = (row.get("source") or [""])[0]
        rest = [" ".join(values).strip() for name, values in sorted(row.items()) if name not in {"source", "number"}]
        number = " ".join(row.get("number", [])).strip()
        parts = [
            f"{label_of(order)}: {names.get(source, source) or '–'}",
            *([_("Nomor %s") % number] if number else []),
        ]
        lines.append("\n   ".join([*parts, *[text for text in rest if text]]))
    return "\n".join(lines)

"""Tags for forms (built in, no ``{% load %}`` needed).

``{% form_errors form=form %}``
    The summary at the top of the page: how many things are wrong, each linked to its input. Nothing when all is well.
    With formsets: ``{% form_errors form=form formset=parties %}``; further forms: ``form2=``.

``{% field field=form.title %}``
    One input with everything around it: label, "wajib"/"opsional" mark, help, error, ``aria-describedby``.
    Works for every widget: text, select, file, date, single checkbox, groups of radio or checkbox (fieldset + legend).
    ``label=`` and ``help=`` replace the form's own; ``size="xs|sm|md|lg|full"`` sets the width to what is typed there
    (a date ``sm``, a number ``xs``, a name ``lg``); ``hide_label=True`` keeps the label for screen readers only;
    ``prefix="Rp"`` and ``suffix="hari"`` stand beside the input; ``inline=True`` lays choices out in one row.

A long ``<select>`` becomes searchable when its widget has ``attrs={"data-select": ""}`` (only then is Tom Select
loaded).
"""

from typing import Any

from django import template
from django.forms import BaseForm, BaseFormSet, BoundField, CheckboxInput, CheckboxSelectMultiple, RadioSelect, Select
from django.forms.widgets import FileInput, MultiWidget
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

register = template.Library()


def _target(field: BoundField) -> str:
    """The id of the first input of a field: a group of radios has no input with the field's own id."""
    widget = field.field.widget
    if isinstance(widget, RadioSelect | MultiWidget):  # CheckboxSelectMultiple is a RadioSelect
        return f"{field.auto_id}_0"
    return field.id_for_label or field.auto_id


def _errors_of(form: BaseForm, place: str = "") -> list[dict[str, str]]:
    """The errors of one form: text, label and the id to jump to (empty for errors of the whole form)."""
    before = f"{place}: " if place else ""
    found = [{"target": "", "label": place, "text": str(error)} for error in form.non_field_errors()]
    for field in form:
        found += [
            {"target": "" if field.is_hidden else _target(field), "label": f"{before}{field.label}", "text": str(error)}
            for error in field.errors
        ]
    return found


@register.inclusion_tag("ui/form_errors.html")
def form_errors(
    *, form: BaseForm | None = None, form2: BaseForm | None = None, formset: "BaseFormSet[Any] | None" = None
) -> dict[str, object]:
    """The error summary of a page's forms; empty when nothing is wrong or nothing was sent yet."""
    errors: list[dict[str, str]] = []
    for one in (form, form2):
        if one is not None and one.is_bound:
            errors += _errors_of(one)
    if formset is not None and formset.is_bound:
        errors += [{"target": "", "label": "", "text": str(error)} for error in formset.non_form_errors()]
        for number, one in enumerate(formset.forms, start=1):
            errors += _errors_of(one, _("Baris %(number)s") % {"number": number})
    return {"errors": errors}


def _kind(field: BoundField) -> str:
    widget = field.field.widget
    if field.is_hidden:
        return "hidden"
    if isinstance(widget, CheckboxInput):
        return "check"
    if isinstance(widget, RadioSelect | CheckboxSelectMultiple):
        return "group"
    if isinstance(widget, MultiWidget):
        return "multi"
    return "input"


def _css_class(field: BoundField, kind: str) -> str:
    widget = field.field.widget
    base = "form-control"
    if kind in {"check", "group"}:
        base = "form-check-input"
    elif isinstance(widget, Select):
        base = "form-select"
    extra = widget.attrs.get("class", "")
    return " ".join(part for part in (base, extra, "is-invalid" if field.errors else "") if part)


@register.inclusion_tag("ui/field.html")
def field(
    *,
    field: BoundField,
    label: str = "",
    help: str = "",  # noqa: A002
    size: str = "",
    prefix: str = "",
    suffix: str = "",
    hide_label: bool = False,
    inline: bool = False,
) -> dict[str, object]:
    """One form field, complete. See the top of this file."""
    kind = _kind(field)
    help_text = help or field.help_text
    described = [f"{field.auto_id}_helptext"] if help_text else []
    described += [f"{field.auto_id}_error"] if field.errors else []
    attrs: dict[str, str | bool] = {"class": _css_class(field, kind)}
    if described and kind not in {"group", "hidden"}:
        attrs["aria-describedby"] = " ".join(described)
    if field.errors:
        attrs["aria-invalid"] = "true"
    options = []
    # With it a browser cuts what is pasted without a word; the server says how long it may be, and keeps every letter.
    field.field.widget.attrs.pop("maxlength", None)
    if type(field.form).__module__.startswith("allauth."):
        field.field.widget.attrs.pop("placeholder", None)  # it repeats the label, which is noise
    widget: SafeString | str = ""
    if kind == "group":
        options = [_choice(option, attrs) for option in field.subwidgets]
    else:
        widget = field.as_widget(attrs=attrs)
    return {
        "field": field,
        "kind": kind,
        "id": field.auto_id,
        "label": label or field.label,
        "help": help_text,
        "errors": field.errors,
        "described": " ".join(described),
        "required": field.field.required,
        "is_file": isinstance(field.field.widget, FileInput),
        "size": size,
        "prefix": prefix,
        "suffix": suffix,
        "hide_label": hide_label,
        "inline": inline,
        "widget": widget,
        "options": options,
    }


def _choice(option: Any, attrs: dict[str, str | bool]) -> dict[str, object]:
    option.data["attrs"] = {**option.data["attrs"], **attrs}
    option.data["wrap_label"] = False
    return {"tag": option.tag(wrap_label=False), "id": option.id_for_label, "label": option.choice_label}

"""How to cite a document: a sentence, and BibTeX."""

from django.utils.translation import gettext as _

from agreements.domain.clause_writing import about
from agreements.enums import Form, Precision
from agreements.models import Agreement
from portal.domain import rows

_BIBTEX = str.maketrans(
    {sign: f"\\{sign}" for sign in "&%$#_{}"}
    | {"\\": "\\textbackslash{}", "~": "\\textasciitilde{}", "^": "\\textasciicircum{}"}
)


def sentence(agreement: Agreement, address: str) -> str:
    """One sentence to cite it by."""
    form = Form(agreement.form).label
    signed = rows.written(agreement.signed_on, agreement.signed_precision)
    parts = [
        agreement.government.official_name,
        _("%(form)s tentang %(title)s") % {"form": form, "title": about(agreement)},
    ]
    parts += [signed] if signed else []
    return f"{', '.join(parts)}. {_('Nomor register')} {agreement.register_no}. {address}"


def bibtex(agreement: Agreement, parties: list[str], address: str) -> str:
    """An entry for a bibliography: ``@misc``, the only type every style knows for a paper of an office."""
    day, precision = agreement.signed_on, Precision(agreement.signed_precision)
    fields = {
        "title": f"{{{_written(agreement.title)}}}",
        "author": " and ".join(f"{{{_written(name)}}}" for name in parties),
        "howpublished": _written(str(Form(agreement.form).label)),
        "year": str(day.year) if day else "",
        "month": str(day.month) if day and precision != Precision.YEAR else "",
        "day": str(day.day) if day and precision == Precision.DAY else "",
        "number": _written(agreement.register_no or ""),
        "publisher": f"{{{_written(agreement.government.official_name)}}}",
        "url": address,
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join([f"@misc{{{agreement.government.code}-{agreement.register_no},", *lines, "}"]) + "\n"


def _written(text: str) -> str:
    return " ".join(text.translate(_BIBTEX).split())

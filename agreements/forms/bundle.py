"""The whole form of a document: facts and parties together, from a stored document, from typing, or from a parent."""

from dataclasses import dataclass
from typing import Any

from django.utils.datastructures import MultiValueDict

from accounts.domain.roles import Workplace
from accounts.enums import Role
from accounts.models import Unit, User
from agreements.domain.drafting import PartyEntry
from agreements.enums import Precision
from agreements.forms.entry import AgreementForm
from agreements.forms.fields import Imprecise
from agreements.forms.legacy import LegacyForm
from agreements.forms.parties import (
    MAX_PARTIES,
    PREFIX,
    BasePartyFormSet,
    PartyFormSet,
    party_initial,
    source_choices,
)
from agreements.forms.rows import Raw, raw_rows
from agreements.models import Agreement


@dataclass(frozen=True)
class Bundle:
    """Both forms of the page."""

    form: AgreementForm
    parties: BasePartyFormSet

    def is_valid(self) -> bool:
        """Judge both, so that every error is told at once."""
        is_form_valid, are_parties_valid = self.form.is_valid(), self.parties.is_valid()
        return is_form_valid and are_parties_valid

    def values(self) -> dict[str, Any]:
        """Keyword arguments of ``create_draft`` and ``update_draft``."""
        entries: list[PartyEntry] = self.parties.entries()
        return {"values": self.form.values(), "parties": entries, "units": self.form.units_involved()}


def lead_units(user: User, place: Workplace, agreement: Agreement | None = None) -> Any:
    """Units the person may propose for: every current one for staf, their own for a pengusul; and the document's."""
    rows = Unit.objects.filter(government=place.government).order_by("name", "pk")
    if not place.has(Role.STAF):
        rows = rows.filter(pk__in=place.unit_ids)
    current = rows.exclude(ends_on__lt=place.government.today())
    if agreement is not None:
        current |= rows.filter(pk=agreement.lead_unit_id)
    return current


def build(
    user: User,
    place: Workplace,
    *,
    agreement: Agreement | None = None,
    legacy: bool = False,
    data: Raw | None = None,
    initial: dict[str, Any] | None = None,
    rows: list[dict[str, Any]] | None = None,
    is_unjudged: bool = False,
    minimum: int = 0,
) -> Bundle:
    """The forms, bound to ``data`` (raw lists) when given, else filled from ``agreement`` or ``initial`` and ``rows``.

    ``is_unjudged`` shows what was typed without judging it; ``minimum`` is how many parties there must be.
    """
    typed = MultiValueDict({name: list(values) for name, values in data.items()}) if data is not None else None
    is_legacy = agreement.legacy if agreement is not None else legacy
    parents = Agreement.objects.visible_to(user).filter(government=place.government)
    if agreement is not None:
        parents = parents.exclude(pk=agreement.pk)
        initial, rows = initial_of(agreement), party_initial(agreement)
    form = (LegacyForm if is_legacy else AgreementForm)(
        typed,
        initial=initial or {},
        government=place.government,
        user=user,
        lead_units=Unit.objects.filter(government=place.government).order_by("name", "pk")
        if is_legacy and place.has(Role.STAF)
        else lead_units(user, place, agreement),
        parents=parents.order_by("-signed_on", "-pk"),
    )
    form.is_unjudged = is_unjudged
    if data is not None:
        typed_rows = raw_rows(data, prefix=PREFIX, maximum=MAX_PARTIES)
        chosen = [(row.get("source") or [""])[0] for row in typed_rows]
    else:
        chosen = [str(row.get("source", "")) for row in rows or []]
    parties: Any = PartyFormSet(
        typed,
        initial=rows or [],
        prefix=PREFIX,
        form_kwargs={"government": place.government, "choices": source_choices(place.government, chosen)},
    )
    parties.minimum, parties.is_unjudged = minimum, is_unjudged
    return Bundle(form=form, parties=parties)


def initial_of(agreement: Agreement) -> dict[str, Any]:
    """What the form shows of a stored document."""
    names = (LegacyForm if agreement.legacy else AgreementForm).base_fields
    initial = {name: getattr(agreement, name) for name in names if name not in {"units", "parent", "lead_unit"}}
    initial["lead_unit"], initial["parent"] = agreement.lead_unit_id, agreement.parent_id
    initial["units"] = [unit.pk for unit in agreement.initiating_units.all()]
    if agreement.legacy:
        for name, column in (("signed_on", "signed_precision"), ("ends_on", "ends_precision")):
            day, precision = getattr(agreement, name), getattr(agreement, column)
            initial[name] = Imprecise(day, precision or Precision.DAY.value) if day else None
    return initial


def as_raw(bundle: Bundle) -> dict[str, list[str]]:
    """An unbound bundle as the raw fields a browser would send: the stored version, ready to be compared or sent."""
    raw: dict[str, list[str]] = {}
    for field in bundle.form:
        raw[field.html_name] = _strings(field)
    raw |= {
        f"{PREFIX}-TOTAL_FORMS": [str(len(bundle.parties.forms))],
        f"{PREFIX}-INITIAL_FORMS": ["0"],
    }
    for row in bundle.parties.forms:
        for field in row:
            raw[field.html_name] = _strings(field)
    return raw


def _strings(field: Any) -> list[str]:
    value = field.value()
    if isinstance(value, list | tuple) and not isinstance(value, Imprecise):
        return [str(item) for item in value]
    if isinstance(value, bool):
        return ["on"] if value else []
    shown = field.field.widget.format_value(value)
    if isinstance(shown, list):
        return [str(item) for item in shown if item not in {None, ""}]
    return [] if shown is None else [str(shown)]

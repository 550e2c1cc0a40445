"""Documents follow the unit: who carries on a merged unit's work finds, changes and submits what it began."""

import datetime as dt
from typing import Any

from django.utils import timezone

from accounts.domain.roles import units_of, workplace_of
from accounts.domain.units import replace
from accounts.enums import Role
from accounts.models import Unit, User
from agreements.domain import children
from agreements.domain.workflow import perform
from agreements.enums import Phase, Relation
from agreements.forms import bundle
from agreements.forms.offers import OfferForm
from agreements.models import Agreement
from reviews.domain.rounds import candidates
from tests import factories as make
from tests.cast import Cast


def _merged(cast: Cast, *, steps: int = 1) -> User:
    """Somebody of the unit that ``cast.unit`` became after so many replacements."""
    unit = cast.unit
    for number in range(steps):
        new = make.UnitFactory(government=cast.government, name=f"Dinas Gabungan {number}")
        replace(unit, successor=new, on=dt.date(2026, 1, 2))
        unit = new
    newcomer = make.UserFactory()
    make.MembershipFactory(user=newcomer, government=cast.government, role=Role.PENGUSUL, unit=unit)
    return User.objects.get(pk=newcomer.pk)


def test_the_successor_acts_for_all_who_came_before(cast: Cast) -> None:
    newcomer = _merged(cast, steps=2)
    names = {unit.name for unit in Unit.objects.filter(pk__in=units_of(newcomer, cast.government.pk))}
    assert names == {"Dinas Gabungan 0", "Dinas Gabungan 1", cast.unit.name}
    colleague = User.objects.get(pk=cast.colleague.pk)
    assert units_of(colleague, cast.government.pk) == {cast.other_unit.pk}


def test_a_proposal_outlives_its_unit(cast: Cast) -> None:
    draft = cast.draft()
    newcomer = _merged(cast)
    assert draft in Agreement.objects.visible_to(newcomer)
    for permission in ("view", "change", "submit"):
        assert newcomer.has_perm(f"agreements.{permission}_agreement", draft)
    perform(draft, "submit", by=newcomer, now=timezone.now())
    assert draft.phase == Phase.DIAJUKAN


def test_nobody_else_comes_in_with_it(cast: Cast) -> None:
    draft = cast.draft()
    _merged(cast)
    colleague = User.objects.get(pk=cast.colleague.pk)
    assert draft not in Agreement.objects.visible_to(colleague)
    assert not colleague.has_perm("agreements.view_agreement", draft)


def test_the_successor_does_not_judge_it_either(cast: Cast) -> None:
    draft = cast.bring(cast.draft(), Phase.DIAJUKAN)
    newcomer = _merged(cast)
    make.MembershipFactory(user=newcomer, government=cast.government, role=Role.TKKSD, unit=None)
    seat = cast.seats["anggota1"]
    seat.holder = newcomer
    seat.save(update_fields=["holder"])
    hindered = {one.seat.pk for one in candidates(draft, today=cast.government.today()) if one.hindrance}
    assert seat.pk in hindered


def test_forms_offer_who_stands_and_keep_who_was_chosen(cast: Cast) -> None:
    """A replaced unit is chosen for nothing new; what names it keeps it, and what follows goes to the successor."""
    draft = cast.draft()
    draft.initiating_units.add(cast.other_unit)
    parent = cast.signed()
    today = cast.government.today()
    successor = make.UnitFactory(government=cast.government, name="Dinas Gabungan")
    for old in (cast.unit, cast.other_unit):
        replace(old, successor=successor, on=today - dt.timedelta(days=1))
    place = workplace_of(cast.staf)
    assert place is not None
    fresh, stored = bundle.build(cast.staf, place), bundle.build(cast.staf, place, agreement=draft)

    def offered(form: Any, name: str) -> set[str]:
        return {unit.name for unit in form.fields[name].queryset}

    gone = {cast.unit.name, cast.other_unit.name}
    assert not offered(fresh.form, "lead_unit") & gone
    assert not offered(fresh.form, "units") & gone
    assert offered(stored.form, "lead_unit") & gone == {cast.unit.name}
    assert offered(stored.form, "units") & gone == {cast.other_unit.name}
    new, old_letter = (
        OfferForm(government=cast.government, user=cast.staf, initial=initial)
        for initial in ({}, {"unit": cast.unit.pk})
    )
    assert not offered(new, "unit") & gone
    assert offered(old_letter, "unit") & gone == {cast.unit.name}
    addendum = children.values_from(parent, Relation.ADDENDUM)
    assert (addendum["lead_unit"], addendum["title_as_printed"]) == (successor, "Addendum Kesatu")

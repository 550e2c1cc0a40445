"""A move reads each row once and leaves its caller's object as the database has it."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.db.models import prefetch_related_objects
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from agreements.domain.locking import lock
from agreements.domain.workflow import perform
from agreements.enums import Phase, Relation
from agreements.models import Agreement
from notices.models import Absence, Notice
from tests.cast import ROUTES, Cast

MOST = 61  # statements from an empty page to the signature; each of them waits for the database


def facts(agreement: Agreement) -> dict[str, object]:
    return {field.attname: getattr(agreement, field.attname) for field in Agreement._meta.concrete_fields}


def test_the_way_to_the_signature_asks_few_questions(cast: Cast) -> None:
    cast.signed()
    with CaptureQueriesContext(connection) as asked:
        cast.signed()
    assert len(asked) <= MOST


def test_after_a_move_the_object_is_what_the_database_holds(cast: Cast) -> None:
    parent = cast.signed()
    agreement = cast.draft(parent=parent, relation=Relation.PENGGANTIAN)
    assert agreement.parent is not None
    assert agreement.parent.phase == Phase.DITANDATANGANI
    now = timezone.now()
    for step in ROUTES[Phase.DITANDATANGANI]:
        name, action = step.split(":")
        cast.open_gates(agreement, action)
        prefetch_related_objects([agreement], "parties")
        today = cast.government.today()
        given = cast.signing(agreement, signed_on=today, ends_on=today + dt.timedelta(days=9))
        perform(agreement, action, by=cast.people[name], now=now, facts=given if action == "sign" else None)
        assert facts(agreement) == facts(Agreement.objects.get(pk=agreement.pk)), action
    assert agreement.parent.phase == Phase.DIGANTIKAN
    assert [party.name_as_signed for party in agreement.ordered_parties()] == [
        "Pemerintah Kota Tirtaraya",
        "PT Serat Optik Pesisir",
    ]


def test_a_locked_row_keeps_what_was_read_unless_it_is_another_one_now(cast: Cast) -> None:
    agreement = cast.draft()
    assert agreement.lead_unit == cast.unit
    assert lock(agreement).lead_unit is agreement.lead_unit
    Agreement.objects.filter(pk=agreement.pk).update(lead_unit=cast.other_unit)
    assert lock(agreement).lead_unit == cast.other_unit


def test_every_rule_that_a_row_breaks_is_named(cast: Cast) -> None:
    agreement = cast.draft()
    agreement.relation, agreement.visibility = Relation.ADDENDUM, "terbatas"
    with pytest.raises(ValidationError) as caught:
        agreement.full_clean(exclude=["government"])
    assert caught.value.messages == [
        "Naskah induk dan hubungannya diisi bersama-sama.",
        "Naskah yang tidak dibuka untuk publik harus disertai alasan.",
    ]
    agreement.full_clean(exclude=["government", "relation", "visibility"])


def test_a_deputy_of_staf_who_also_proposed_is_asked_to_record_the_signing(cast: Cast) -> None:
    """Of two messages about one move the first counts, and with it whom it reaches through somebody away."""
    today = cast.government.today()
    Absence.objects.create(
        user=cast.staf, deputy=cast.pengusul, government=cast.government, starts_on=today, ends_on=today
    )
    cast.bring(cast.draft(), Phase.DIREKOMENDASIKAN)
    told = Notice.objects.get(kind="move-recommend", recipient=cast.pengusul)
    assert "sebagai pengganti" in told.body

"""Two become one: everything follows, nothing signed changes, and only one of two merges at once happens."""

import threading

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection

from accounts.models import User
from agreements.domain.drafting import PartyEntry
from agreements.models import Party
from partners.domain.merging import MergeRefusedError, merge_partners, shared_titles
from partners.domain.partners import ContactFacts
from partners.enums import PartnerKind
from partners.models import Partner
from tests.cast import Cast, assemble
from tests.partners.rows import CONTACT, add


def both(cast: Cast) -> tuple[Partner, Partner]:
    kept = add(cast, "Universitas Swasta Cendekia Segara", kind=PartnerKind.PTS, aliases=("UCS",), contacts=(CONTACT,))
    gone = add(
        cast,
        "Universitas Cendekia Segara",
        kind=PartnerKind.PTS,
        short_name="Cendekia",
        aliases=("UCS", "STIE Cendekia"),
        contacts=(ContactFacts("Bagus"),),
        address="Kampus Tirtaraya",
        note="Catatan kedua.",
    )
    return kept, gone


def parties(cast: Cast, *partners: Partner) -> list[PartyEntry]:
    return [PartyEntry(government=cast.government), *[PartyEntry(partner=partner) for partner in partners]]


def test_everything_follows(cast: Cast) -> None:
    kept, gone = both(cast)
    draft, signed = cast.draft(parties=parties(cast, gone)), cast.registered(parties=parties(cast, gone))
    merged = merge_partners(kept, gone, by=cast.staf)
    kept, gone = Partner.objects.get(pk=kept.pk), Partner.objects.get(pk=gone.pk)
    assert (merged.survivor, merged.moved) == (kept, 2)
    assert set(kept.parties.values_list("agreement_id", flat=True)) == {draft.pk, signed.pk}
    assert not gone.parties.exists()
    assert {alias.name for alias in kept.aliases.all()} == {"UCS", "STIE Cendekia", "Universitas Cendekia Segara"}
    assert {contact.name for contact in kept.contacts.all()} == {"Ratna Kusuma", "Bagus"}
    assert (kept.address, kept.note, kept.short_name) == ("Kampus Tirtaraya", "Catatan kedua.", "Cendekia")
    assert gone.merged_into == kept
    assert gone.survivor == kept.survivor == kept
    assert not gone.aliases.exists()
    assert not gone.contacts.exists()


def test_the_signed_paper_keeps_its_words(cast: Cast) -> None:
    kept, gone = both(cast)
    signed = cast.registered(parties=parties(cast, gone))
    before = list(Party.objects.filter(agreement=signed).order_by("order").values())
    merge_partners(kept, gone, by=cast.staf)
    after = list(Party.objects.filter(agreement=signed).order_by("order").values())
    assert after == [{**row, "partner_id": kept.pk if row["partner_id"] else None} for row in before]
    assert Party.objects.get(agreement=signed, partner=kept).display_name == "Universitas Cendekia Segara"


def test_what_the_survivor_knows_is_not_overwritten(cast: Cast) -> None:
    kept, gone = both(cast)
    Partner.objects.filter(pk=kept.pk).update(address="Jalan Pendidikan", note="Catatan pertama.")
    merge_partners(kept, gone, by=cast.staf)
    kept.refresh_from_db()
    assert kept.address == "Jalan Pendidikan"
    assert kept.note == "Catatan pertama.\n\nCatatan kedua."


def test_earlier_merges_lead_to_the_last_survivor(cast: Cast) -> None:
    first, second = both(cast)
    third = add(cast, "STIE Cendekia Segara", kind=PartnerKind.PTS)
    merge_partners(second, third, by=cast.staf)
    merge_partners(first, Partner.objects.get(pk=second.pk), by=cast.admin)
    assert set(Partner.objects.filter(merged_into=first)) == {second, third}
    assert set(Partner.objects.filter(government=cast.government).current()) == {first, cast.partner}


def test_two_parties_of_one_agreement_are_two_partners(cast: Cast) -> None:
    kept, gone = both(cast)
    cast.draft(title="Kerja Sama Tiga Pihak", parties=parties(cast, kept, gone))
    assert shared_titles(kept, gone) == shared_titles(gone, kept) == ["Kerja Sama Tiga Pihak"]
    with pytest.raises(MergeRefusedError, match="Kerja Sama Tiga Pihak"):
        merge_partners(kept, gone, by=cast.staf)
    gone.refresh_from_db()
    assert gone.merged_into is None


def test_not_with_itself_nor_twice_nor_across_registers(cast: Cast) -> None:
    kept, gone = both(cast)
    with pytest.raises(MergeRefusedError, match="dua mitra yang berbeda"):
        merge_partners(kept, kept, by=cast.staf)
    elsewhere = Partner.objects.create(
        government=cast.stranger_staf.memberships.get().government, kind=PartnerKind.PTS, name="Universitas Seberang"
    )
    with pytest.raises(PermissionDenied):
        merge_partners(kept, elsewhere, by=cast.staf)
    merge_partners(kept, gone, by=cast.staf)
    with pytest.raises(MergeRefusedError, match="sudah digabung"):
        merge_partners(kept, gone, by=cast.staf)
    with pytest.raises(MergeRefusedError, match="sudah digabung"):
        merge_partners(gone, cast.partner, by=cast.staf)


def test_only_staf_and_admin(cast: Cast) -> None:
    kept, gone = both(cast)
    for name in set(cast.people) - {"staf", "admin"}:
        with pytest.raises(PermissionDenied):
            merge_partners(kept, gone, by=cast.people[name])
    gone.refresh_from_db()
    assert gone.merged_into is None


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("crosswise", [False, True])
def test_of_two_merges_at_once_one_happens(crosswise: bool) -> None:
    cast = assemble()
    one, other = both(cast)
    cast.draft(parties=parties(cast, other))
    barrier, answers = threading.Barrier(2, timeout=60), []

    def merge(kept: Partner, gone: Partner, by: User) -> None:
        try:
            barrier.wait()
            merge_partners(kept, gone, by=by)
            answers.append("merged")
        except MergeRefusedError:
            answers.append("refused")
        except Exception as error:  # noqa: BLE001  # a deadlock would end here
            answers.append(repr(error))
        finally:
            connection.close()

    second = (other, one) if crosswise else (one, other)
    threads = [
        threading.Thread(target=merge, args=(one, other, cast.staf)),
        threading.Thread(target=merge, args=(*second, cast.admin)),
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == ["merged", "refused"]
    assert Partner.objects.filter(pk__in=[one.pk, other.pk]).current().count() == 1
    survivor = Partner.objects.filter(pk__in=[one.pk, other.pk]).current().get()
    assert Party.objects.get(partner__isnull=False).partner == survivor

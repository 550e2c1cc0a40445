"""Roles in time, the last administrator, closing an account; only for the administrator of the same government."""

import datetime as dt
import threading

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.domain import people
from accounts.domain.memberships import add_membership, end_membership
from accounts.domain.roles import roles_in
from accounts.enums import Role
from accounts.models import Membership, User
from tests import factories as make
from tests.accounts.conftest import House

PAGES = [
    "/ruang/orang/",
    "/ruang/orang/undangan/",
    "/ruang/orang/undangan/baru/",
    "/ruang/orang/perangkat-daerah/",
    "/ruang/orang/perangkat-daerah/baru/",
    "/ruang/orang/pemerintah-daerah/",
]


def days(house: House, number: int) -> dt.date:
    return house.government.today() + dt.timedelta(days=number)


@pytest.mark.parametrize("page", PAGES)
def test_only_the_administrator_enters(house: House, client: Client, page: str) -> None:
    assert client.get(page).status_code == 302
    for person in (house.staf, house.pengusul):
        client.force_login(person)
        assert client.get(page).status_code == 404
    client.force_login(house.outsider)
    assert client.get(page).status_code == 403
    client.force_login(house.admin)
    assert client.get(page).status_code == 200


def test_the_list_holds_exactly_the_people_of_this_government(house: House, client: Client) -> None:
    client.force_login(house.admin)
    response = client.get("/ruang/orang/")
    assert set(response.context["page"].object_list) == {house.admin, house.staf, house.pengusul}


def test_the_list_costs_the_same_queries_for_more_people(house: House, client: Client) -> None:
    client.force_login(house.admin)
    client.get("/ruang/orang/")
    with CaptureQueriesContext(connection) as few:
        client.get("/ruang/orang/")
    for _number in range(5):
        make.MembershipFactory(government=house.government, unit=house.unit)
    with CaptureQueriesContext(connection) as many:
        client.get("/ruang/orang/")
    assert len(many) == len(few)


def test_the_list_is_searched_by_name_and_by_role_held_today(house: House, client: Client) -> None:
    client.force_login(house.admin)
    found = client.get("/ruang/orang/", {"q": "PENG"}).context["page"].object_list
    assert list(found) == [house.pengusul]
    Membership.objects.filter(user=house.staf).update(ends_on=days(house, -1))
    found = client.get("/ruang/orang/", {"peran": "staf"}).context["page"].object_list
    assert list(found) == []
    assert house.staf in client.get("/ruang/orang/").context["page"].object_list


def test_people_of_another_government_are_not_found(house: House, client: Client) -> None:
    client.force_login(house.foreign_admin)
    assert client.get(f"/ruang/orang/{house.staf.pk}/").status_code == 404
    assert client.post(f"/ruang/orang/{house.staf.pk}/aktif/", {"aktif": "0"}).status_code == 404
    membership = house.staf.memberships.get()
    assert client.post(f"/ruang/orang/{house.staf.pk}/peran/{membership.pk}/akhiri/").status_code == 404
    house.staf.refresh_from_db()
    assert house.staf.is_active


def test_a_role_holds_from_its_first_to_its_last_day(house: House) -> None:
    add_membership(
        house.outsider,
        government=house.government,
        role=Role.AUDITOR,
        unit=None,
        starts_on=days(house, 1),
        ends_on=days(house, 2),
    )

    def holds(number: int) -> bool:
        return Membership.objects.on(days(house, number)).filter(user=house.outsider).exists()

    assert [holds(n) for n in range(4)] == [False, True, True, False]


def test_the_same_role_does_not_overlap(house: House) -> None:
    with pytest.raises(ValidationError, match="pada masa itu"):
        add_membership(house.staf, government=house.government, role=Role.STAF, unit=None, starts_on=days(house, 5))
    add_membership(house.staf, government=house.government, role=Role.STAF, unit=house.unit, starts_on=days(house, 5))


def test_adding_and_ending_a_role_through_the_pages(house: House, client: Client) -> None:
    client.force_login(house.admin)
    form = {"role": "tkksd", "unit": "", "position": "Asisten", "starts_on": days(house, 0).isoformat(), "ends_on": ""}
    assert client.post(f"/ruang/orang/{house.staf.pk}/peran/", form).status_code == 302
    membership = Membership.objects.get(user=house.staf, role=Role.TKKSD)
    address = f"/ruang/orang/{house.staf.pk}/peran/{membership.pk}/akhiri/"
    name = f"akhiri-{membership.pk}-ends_on"
    wrong = client.post(address, {name: "31-02-2026"})
    assert wrong.status_code == 422
    assert f'href="#id_{name}"' in wrong.content.decode()
    assert client.post(address, {name: days(house, 3).isoformat()}).status_code == 302
    membership.refresh_from_db()
    assert membership.ends_on == days(house, 3)


def test_a_bad_role_form_keeps_what_was_typed(house: House, client: Client) -> None:
    client.force_login(house.admin)
    form = {"role": "pengusul", "unit": "", "position": "Kepala Bidang", "starts_on": "besok"}
    response = client.post(f"/ruang/orang/{house.staf.pk}/peran/", form)
    assert response.status_code == 422
    assert "Kepala Bidang" in response.content.decode()


def test_a_role_cannot_end_before_it_began(house: House) -> None:
    with pytest.raises(ValidationError, match="sebelum tanggal mulai"):
        end_membership(house.staf.memberships.get(), on=make.START - dt.timedelta(days=1))


def test_the_last_administrator_stays(house: House, client: Client) -> None:
    mine = house.admin.memberships.get()
    with pytest.raises(ValidationError, match="administrator terakhir"):
        end_membership(mine, on=days(house, 10))
    client.force_login(house.admin)
    response = client.post(
        f"/ruang/orang/{house.admin.pk}/peran/{mine.pk}/akhiri/",
        {f"akhiri-{mine.pk}-ends_on": days(house, 0).isoformat()},
    )
    assert response.status_code == 422
    assert "administrator terakhir" in response.content.decode()
    second = make.MembershipFactory(government=house.government, role=Role.ADMIN)
    end_membership(mine, on=days(house, 0))
    with pytest.raises(ValidationError, match="administrator terakhir"):
        end_membership(second, on=days(house, 0))


def test_an_administrator_who_leaves_too_does_not_count_as_the_next(house: House) -> None:
    make.MembershipFactory(government=house.government, role=Role.ADMIN, ends_on=days(house, 5))
    with pytest.raises(ValidationError, match="administrator terakhir"):
        end_membership(house.admin.memberships.get(), on=days(house, 5))


def test_closing_an_account_ends_its_sessions_at_once(house: House, client: Client) -> None:
    client.force_login(house.staf)
    assert client.get("/akun/profil/").status_code == 200
    assert UserSession.objects.filter(user=house.staf).count() == 1
    people.deactivate(house.staf, by=house.admin, today=days(house, 0))
    assert client.get("/akun/profil/").status_code == 302
    assert UserSession.objects.filter(user=house.staf).count() == 0
    assert not Session.objects.filter(session_key=client.session.session_key).exists()
    people.reactivate(User.objects.get(pk=house.staf.pk), by=house.admin, today=days(house, 0))
    assert client.get("/akun/profil/").status_code == 302, "an old session does not come back to life"


def test_a_closed_account_cannot_sign_in_and_holds_no_role(house: House, client: Client) -> None:
    people.deactivate(house.staf, by=house.admin, today=days(house, 0))
    client.post("/akun/login/", {"login": house.staf.email, "password": "kata-sandi-uji-coba"})
    assert "_auth_user_id" not in client.session
    assert roles_in(User.objects.get(pk=house.staf.pk), house.government.pk) == frozenset()


def test_nobody_closes_their_own_account_or_the_last_administrators(house: House, client: Client) -> None:
    with pytest.raises(ValidationError, match="sendiri"):
        people.deactivate(house.admin, by=house.admin, today=days(house, 0))
    client.force_login(house.admin)
    page = client.post(f"/ruang/orang/{house.admin.pk}/aktif/", {"aktif": "0"}, follow=True).content.decode()
    assert "tidak dapat menonaktifkan akun Anda sendiri" in page


def test_an_account_shared_with_another_government_is_not_closed_from_here(house: House) -> None:
    make.MembershipFactory(user=house.staf, government=house.foreign, role=Role.STAF)
    with pytest.raises(ValidationError, match="Kota Seberang"):
        people.deactivate(house.staf, by=house.admin, today=days(house, 0))
    Membership.objects.filter(user=house.staf, government=house.foreign).update(ends_on=days(house, -1))
    people.deactivate(house.staf, by=house.admin, today=days(house, 0))


def test_names_are_text(house: House, client: Client) -> None:
    evil = "<img src=x onerror=alert(1)>"
    User.objects.filter(pk=house.staf.pk).update(name=evil)
    client.force_login(house.admin)
    for page in ("/ruang/orang/", f"/ruang/orang/{house.staf.pk}/"):
        assert evil not in client.get(page).content.decode()


def test_moving_between_governments_only_to_where_one_belongs(house: House, client: Client) -> None:
    make.MembershipFactory(user=house.staf, government=house.foreign, role=Role.ADMIN)
    client.force_login(house.staf)
    assert client.get("/ruang/orang/").status_code == 404
    assert client.post("/akun/pindah/", {"government": house.foreign.pk}).status_code == 302
    assert client.get("/ruang/orang/").status_code == 200
    client.force_login(house.pengusul)
    for wrong in (house.foreign.pk, "0", "x", ""):
        assert client.post("/akun/pindah/", {"government": wrong}).status_code == 404
    assert client.get("/akun/pindah/").status_code == 405


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("act", ["deactivate", "end"])
def test_two_administrators_cannot_remove_each_other_at_the_same_moment(act: str) -> None:
    government = make.GovernmentFactory()
    pair = [make.MembershipFactory(government=government, role=Role.ADMIN) for _ in range(2)]
    today, together, results = government.today(), threading.Barrier(2), []

    def remove(mine: Membership, other: Membership) -> None:
        me = User.objects.get(pk=mine.user_id)
        roles_in(me, government.pk)  # what the request knew before the other one finished
        together.wait()
        try:
            if act == "deactivate":
                people.deactivate(other.user, by=me, today=today)
            else:
                end_membership(other, on=today)
            results.append("removed")
        except ValidationError:
            results.append("refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=remove, args=ends) for ends in (pair, pair[::-1])]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(results) == ["refused", "removed"]

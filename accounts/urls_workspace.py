"""Addresses of people, units and the government's settings: for its administrator."""

from django.urls import path

from accounts.views import invitations, people, units

app_name = "people"
urlpatterns = [
    path("", people.index, name="list"),
    path("<int:pk>/", people.person, name="person"),
    path("<int:pk>/peran/", people.add_role, name="add_role"),
    path("<int:pk>/peran/<int:membership>/akhiri/", people.end_role, name="end_role"),
    path("<int:pk>/aktif/", people.set_active, name="set_active"),
    path("undangan/", invitations.index, name="invitations"),
    path("undangan/baru/", invitations.invite, name="invite"),
    path("undangan/<int:pk>/kirim-ulang/", invitations.resend, name="resend"),
    path("undangan/<int:pk>/cabut/", invitations.revoke, name="revoke"),
    path("perangkat-daerah/", units.index, name="units"),
    path("perangkat-daerah/baru/", units.create, name="unit_create"),
    path("perangkat-daerah/<int:pk>/", units.edit, name="unit"),
    path("perangkat-daerah/<int:pk>/pengganti/", units.succeed, name="unit_successor"),
    path("pemerintah-daerah/", units.government, name="government"),
]

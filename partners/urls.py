"""Addresses of partners."""

from django.urls import path

from partners.views import editing, merging, showing, suggesting

app_name = "partners"
urlpatterns = [
    path("", showing.show_list, name="list"),
    path("baru/", editing.create, name="create"),
    path("serupa/", suggesting.similar, name="similar"),
    path("saran/", suggesting.suggest, name="suggest"),
    path("cepat/", suggesting.quick_create, name="quick_create"),
    path("nama-resmi/", suggesting.official_name, name="official_name"),
    path("<int:pk>/", showing.show, name="detail"),
    path("<int:pk>/ubah/", editing.edit, name="edit"),
    path("<int:pk>/gabung/", merging.merge, name="merge"),
    path("<int:pk>/riwayat/", showing.show_history, name="history"),
    path("<int:pk>/logo/", showing.show_logo, name="logo"),
]

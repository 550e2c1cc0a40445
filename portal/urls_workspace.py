"""Keys of the read API, for the administrator."""

from django.urls import path

from portal.views import api_keys

app_name = "api_keys"
urlpatterns = [
    path("", api_keys.index, name="list"),
    path("baru/", api_keys.create, name="create"),
    path("<int:pk>/cabut/", api_keys.revoke, name="revoke"),
]

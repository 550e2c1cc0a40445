"""Addresses of accounts."""

from django.urls import path

from accounts.views import profile

app_name = "accounts"
urlpatterns = [
    path("pindah/", profile.switch, name="switch"),
    path("profil/", profile.show, name="profile"),
]

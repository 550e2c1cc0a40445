"""Addresses of the workspace itself, below /ruang/."""

from django.urls import path

from workspace.views import home

app_name = "workspace"
urlpatterns = [
    path("", home.door, name="door"),
    path("beranda/", home.home, name="home"),
]

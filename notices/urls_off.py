"""Switching a kind of e-mail off, outside the workspace: the signed address is the permission."""

from django.urls import path

from notices.views import preferences

app_name = "notices_off"
urlpatterns = [path("<str:token>/", preferences.off, name="off")]

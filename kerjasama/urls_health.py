"""Liveness and readiness."""

from django.urls import path

from kerjasama import views_health

urlpatterns = [
    path("live", views_health.live, name="health-live"),
    path("ready", views_health.ready, name="health-ready"),
]

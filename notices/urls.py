"""Addresses of notices, below /ruang/pengingat/."""

from django.urls import path

from notices.views import delivery, health, inbox, preferences, upcoming

app_name = "notices"
urlpatterns = [
    path("", inbox.inbox, name="inbox"),
    path("dibaca/", inbox.read_all, name="read_all"),
    path("<int:pk>/buka/", inbox.open_notice, name="open"),
    path("<int:pk>/dibaca/", inbox.read, name="read"),
    path("<int:pk>/belum-dibaca/", inbox.unread, name="unread"),
    path("mendatang/", upcoming.upcoming_list, name="upcoming"),
    path("kalender/", upcoming.subscribe, name="subscribe"),
    path("kalender/cabut/", upcoming.unsubscribe, name="unsubscribe"),
    path("surel/", preferences.preferences, name="preferences"),
    path("kesehatan/", health.queue, name="health"),
    path("kiriman/", delivery.outbox, name="outbox"),
    path("kiriman/<int:pk>/kirim-ulang/", delivery.resend_notice, name="resend"),
]

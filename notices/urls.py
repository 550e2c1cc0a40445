"""Addresses of notices, below /ruang/pengingat/."""

from django.urls import path

from notices.views import away, delivery, health, inbox, preferences, upcoming

app_name = "notices"
urlpatterns = [
    path("", inbox.inbox, name="inbox"),
    path("dibaca/", inbox.read_all, name="read_all"),
    path("<int:pk>/buka/", inbox.open_notice, name="open"),
    path("<int:pk>/dibaca/", inbox.read, name="read"),
    path("<int:pk>/belum-dibaca/", inbox.unread, name="unread"),
    path("<int:pk>/tunda/", away.put_off, name="snooze"),
    path("cuti/", away.absences, name="absences"),
    path("cuti/<int:pk>/selesai/", away.come_back, name="come_back"),
    path("mendatang/", upcoming.upcoming_list, name="upcoming"),
    path("mendatang/bulan/", upcoming.month, name="month"),
    path("kalender/", upcoming.subscribe, name="subscribe"),
    path("kalender/cabut/", upcoming.unsubscribe, name="unsubscribe"),
    path("surel/", preferences.preferences, name="preferences"),
    path("saluran/", preferences.set_channel, name="set_channel"),
    path("saluran/<slug:name>/kode/", preferences.verify_channel, name="verify_channel"),
    path("saluran/<slug:name>/hapus/", preferences.remove_channel, name="remove_channel"),
    path("kesehatan/", health.queue, name="health"),
    path("kiriman/", delivery.outbox, name="outbox"),
    path("kiriman/<int:pk>/kirim-ulang/", delivery.resend_notice, name="resend"),
]

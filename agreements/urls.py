"""Addresses of agreements in the workspace."""

from django.urls import include, path

from agreements.views import (
    correcting,
    ending,
    entry,
    history,
    lists,
    moves,
    openness,
    showing,
    signing,
    text,
    while_typing,
)

app_name = "agreements"
urlpatterns = [
    path("", lists.show_list, name="list"),
    path("baru/", entry.create, name="create"),
    path("lama/", entry.create_legacy, name="create_legacy"),
    path("simpan-ketikan/", while_typing.keep, name="keep"),
    path("buang-ketikan/", while_typing.discard, name="discard"),
    path("jangka-waktu/", while_typing.term, name="term"),
    path("saran-jenis/", while_typing.suggest_kind, name="suggest_kind"),
    path("saran-induk/", while_typing.suggest_parent, name="suggest_parent"),
    path("<int:pk>/", showing.show, name="detail"),
    path("<int:pk>/ubah/", entry.edit, name="edit"),
    path("<int:pk>/pasal/", text.articles, name="articles"),
    path("<int:pk>/tindakan/", moves.move, name="move"),
    path("<int:pk>/daftarkan/", moves.register_legacy, name="register_legacy"),
    path("<int:pk>/tanda-tangan/", signing.sign, name="sign"),
    path("<int:pk>/akhiri/", ending.end, name="end"),
    path("<int:pk>/gantikan/", ending.replace, name="replace"),
    path("<int:pk>/koreksi/", correcting.correct, name="correct"),
    path("<int:pk>/keterbukaan/", openness.openness, name="openness"),
    path("<int:pk>/riwayat/", history.history, name="history"),
    path("", include("agreements.urls_files")),
    path("", include("agreements.urls_steps")),
]

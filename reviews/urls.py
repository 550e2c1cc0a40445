"""Addresses of TKKSD's room, below /ruang/tkksd/."""

from django.urls import path

from reviews.views import answers, closing, meetings, papers, round_page, rounds, studies, teams

app_name = "reviews"
urlpatterns = [
    path("", rounds.index, name="list"),
    path("<int:pk>/", round_page.show, name="round"),
    path("<int:pk>/pendapat/", answers.opinion, name="opinion"),
    path("<int:pk>/minta/", answers.ask, name="ask"),
    path("<int:pk>/daftar-periksa/", answers.checklist, name="checklist"),
    path("<int:pk>/rekomendasi.pdf", papers.recommendation, name="recommendation"),
    path("catatan/<int:pk>/", answers.settle, name="settle"),
    path("syarat/<int:pk>/", answers.clear, name="clear"),
    path("naskah/<int:pk>/", rounds.of_agreement, name="of_agreement"),
    path("naskah/<int:pk>/kajian/", studies.hand_in, name="study"),
    path("naskah/<int:pk>/teruskan/", closing.open_round, name="open_round"),
    path("naskah/<int:pk>/simpulkan/", closing.conclude, name="conclude"),
    path("rapat/", meetings.index, name="meetings"),
    path("rapat/baru/", meetings.call, name="meeting_call"),
    path("rapat/<int:pk>/", meetings.show, name="meeting"),
    path("rapat/<int:pk>/ubah/", meetings.change, name="meeting_change"),
    path("rapat/<int:pk>/batalkan/", meetings.call_off, name="meeting_off"),
    path("rapat/<int:pk>/catat/", meetings.record, name="meeting_record"),
    path("rapat/<int:pk>/lampirkan/", meetings.attach, name="meeting_attach"),
    path("rapat/<int:pk>/undangan.ics", papers.calendar, name="calendar"),
    path("rapat/<int:pk>/<str:paper>.pdf", papers.printed, name="printed"),
    path("rapat/berkas/<int:pk>/", papers.paper, name="paper"),
    path("tim/", teams.show, name="team"),
    path("tim/baru/", teams.new_team, name="team_new"),
    path("tim/<int:pk>/", teams.show, name="team_of"),
    path("tim/<int:pk>/ubah/", teams.change_team, name="team_change"),
    path("tim/<int:pk>/keputusan/", teams.decree, name="decree"),
    path("tim/<int:pk>/kedudukan/", teams.new_seat, name="seat_new"),
    path("kedudukan/<int:pk>/ganti/", teams.change_holder, name="seat_change"),
    path("kedudukan/<int:pk>/akhiri/", teams.end_seat, name="seat_end"),
]

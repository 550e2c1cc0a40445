"""Addresses of TKKSD's room."""

from django.urls import path

from reviews.views import closing, rounds, teams

app_name = "reviews"
urlpatterns = [
    path("", rounds.index, name="list"),
    path("<int:pk>/", rounds.show, name="round"),
    path("<int:pk>/pendapat/", rounds.opinion, name="opinion"),
    path("<int:pk>/minta/", rounds.ask, name="ask"),
    path("naskah/<int:pk>/", rounds.of_agreement, name="of_agreement"),
    path("naskah/<int:pk>/teruskan/", closing.open_round, name="open_round"),
    path("naskah/<int:pk>/simpulkan/", closing.conclude, name="conclude"),
    path("tim/", teams.show, name="team"),
    path("tim/baru/", teams.new_team, name="team_new"),
    path("tim/<int:pk>/", teams.show, name="team_of"),
    path("tim/<int:pk>/keputusan/", teams.decree, name="decree"),
    path("tim/<int:pk>/kedudukan/", teams.new_seat, name="seat_new"),
    path("kedudukan/<int:pk>/ganti/", teams.change_holder, name="seat_change"),
    path("kedudukan/<int:pk>/akhiri/", teams.end_seat, name="seat_end"),
]

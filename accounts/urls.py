"""Addresses of one's own account. They stand before django-allauth's and shadow what we do not offer."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path

from accounts.views import invitations, profile

app_name = "accounts"


def _not_offered(request: HttpRequest) -> HttpResponse:
    """An address is proven by an invitation; whoever has a new one is invited anew."""
    raise Http404


urlpatterns = [
    path("email/", _not_offered),
    path("lambang/<int:pk>/", profile.crest, name="crest"),
    path("pindah/", profile.switch, name="switch"),
    path("profil/", profile.show, name="profile"),
    path("sesi/", profile.session, name="session"),
    path("undangan/<str:token>/", invitations.accept, name="invitation"),
]

"""Every address of the application; design.md section 8 lists those that never change."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

from kerjasama.views_metrics import metrics

urlpatterns = [
    path("akun/", include("accounts.urls")),
    path("akun/", include("allauth.urls")),
    path("ruang/orang/", include("accounts.urls_workspace")),
    path("ruang/pengingat/", include("notices.urls")),
    path("ruang/mitra/", include("partners.urls")),
    path("ruang/naskah/", include("agreements.urls")),
    path("ruang/tkksd/", include("reviews.urls")),
    path("ruang/kunci-api/", include("portal.urls_workspace")),
    path("ruang/", include("workspace.urls")),
    path("healthz/", include("kerjasama.urls_health")),
    path("pintu-belakang/", admin.site.urls),
    path("surel-berhenti/", include("notices.urls_off")),
    path("umpan/pribadi/", include("notices.urls_feed")),
    path("", include("portal.api.urls")),
    *i18n_patterns(path("", include("portal.urls")), prefix_default_language=False),
]
if settings.PROMETHEUS:
    urlpatterns.insert(0, path("metrics", metrics))

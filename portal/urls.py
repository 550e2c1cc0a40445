"""Addresses of the public pages. Those of documents never change (design.md section 8)."""

from django.urls import include, path, register_converter

from portal.converters import RegionCode, RegisterNumber, RowNumber
from portal.views import (
    agreement,
    downloads,
    embeds,
    feeds,
    home,
    listing,
    previews,
    procedures,
    site,
    snapshots,
    statistics,
    suggestions,
    verification,
)

register_converter(RegionCode, "region")
register_converter(RegisterNumber, "register")
register_converter(RowNumber, "row")

PAGE = "naskah/<region:code>/<register:number>/berkas/<row:pk>/halaman/<row:place>"  # of a public file

app_name = "portal"
urlpatterns = [
    path("", home.home, name="home"),
    path("naskah/", listing.listing, name="list"),
    path("naskah/saran/", suggestions.suggestions, name="suggestions"),
    path("naskah/unduh.<slug:kind>", downloads.download, name="download"),
    path("naskah/<region:code>/<register:number>/", agreement.agreement, name="agreement"),
    path("naskah/<region:code>/<register:number>.pdf", agreement.card, name="card"),
    path("naskah/<region:code>/<register:number>.json", agreement.as_json, name="json"),
    path("naskah/<region:code>/<register:number>.bib", agreement.as_bibtex, name="bibtex"),
    path("naskah/<region:code>/<register:number>.jsonld", agreement.as_json_ld, name="json_ld"),
    path("naskah/<region:code>/<register:number>/berkas/<int:pk>/<str:name>", agreement.file, name="file"),
    path(f"{PAGE}/", previews.page, name="page_preview"),
    path(f"{PAGE}.jpg", previews.picture, name="page_picture"),
    path(f"{PAGE}-<slug:size>.jpg", previews.picture, name="page_thumbnail"),
    path("prosedur/", procedures.procedures, name="procedures"),
    path("prosedur/pemilih/", procedures.choose, name="chooser"),
    path("prosedur/kerangka.docx", procedures.skeleton, name="skeleton"),
    path("prosedur/<region:region>/", procedures.procedures, name="procedures_of"),
    path("prosedur/<region:region>/pemilih/", procedures.choose, name="chooser_of"),
    path("prosedur/<region:region>/<slug:code>/", procedures.procedure, name="procedure_of"),
    path("prosedur/<slug:code>/", procedures.procedure, name="procedure"),
    path("statistik/", statistics.statistics, name="statistics"),
    path("statistik/silang.csv", statistics.crossed, name="statistics_crossed"),
    path("statistik/waktu/<int:year>.csv", statistics.durations, name="statistics_durations"),
    path("statistik/beku/<int:year>/", snapshots.page, name="snapshot"),
    path("statistik/beku/<int:year>.<slug:kind>", snapshots.download, name="snapshot_file"),
    path("sematan/<slug:name>/", embeds.embed, name="embed"),
    path("verifikasi/", verification.ask, name="verification"),
    path("verifikasi/<str:code>/", verification.verified, name="verified"),
    path("umpan/terbaru.atom", feeds.newest, name="feed_newest"),
    path("sitemap.xml", site.sitemap, name="sitemap"),
    path("sitemap-halaman.xml", site.sitemap_pages, name="sitemap_pages"),
    path("sitemap-mitra-<int:page>.xml", site.sitemap_partners, name="sitemap_partners"),
    path("sitemap-<int:page>.xml", site.sitemap_page, name="sitemap_page"),
    path("", include("portal.urls_public")),
    path("robots.txt", site.robots, name="robots"),
]

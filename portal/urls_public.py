"""Addresses of partners and regions, open data, feeds and subscriptions; part of the namespace ``portal``."""

from django.urls import path, register_converter

from portal.converters import CountryCode, ProvinceCode, UrusanCode
from portal.views import data, endings, subjects, subscriptions

register_converter(UrusanCode, "urusan")
register_converter(CountryCode, "country")
register_converter(ProvinceCode, "province")

urlpatterns = [
    path("mitra/", subjects.partners, name="partners"),
    path("mitra/<row:pk>/", subjects.named, {"facet": "mitra"}, name="partner_short"),
    path("mitra/<row:pk>-<slug:slug>/", subjects.named, {"facet": "mitra"}, name="partner"),
    path("pd/", subjects.index, {"facet": "pd"}, name="pd_index"),
    path("pd/<row:pk>/", subjects.named, {"facet": "pd"}, name="unit_short"),
    path("pd/<row:pk>-<slug:slug>/", subjects.named, {"facet": "pd"}, name="unit"),
    path("urusan/", subjects.index, {"facet": "urusan"}, name="urusan_index"),
    path("urusan/<urusan:code>/", subjects.coded, {"facet": "urusan"}, name="urusan"),
    path("sdg/", subjects.index, {"facet": "sdg"}, name="sdg_index"),
    path("sdg/<int:code>/", subjects.coded, {"facet": "sdg"}, name="sdg"),
    path("negara/<country:code>/", subjects.coded, {"facet": "negara"}, name="country"),
    path("provinsi/<province:code>/", subjects.coded, {"facet": "provinsi"}, name="province"),
    path("data/", data.page, name="data"),
    path("data/katalog.jsonld", data.catalog, name="data_catalog"),
    path("data/<str:name>", data.download, name="data_file"),
    path("langganan/", subscriptions.subscribe, name="subscribe"),
    path("langganan/terkirim/", subscriptions.asked, name="subscription_asked"),
    path("langganan/sahkan/<str:token>/", subscriptions.confirm, name="subscription_confirm"),
    path("langganan/berhenti/<str:token>/", subscriptions.end, name="subscription_end"),
    path("umpan/berakhir.atom", endings.feed, name="feed_ending"),
    path("umpan/berakhir.ics", endings.calendar, name="calendar_ending"),
    path("naskah/<region:code>/<register:number>.ocds.json", data.ocds, name="ocds"),
]

"""Addresses of the API; version 1 only ever grows."""

from django.urls import path, re_path, register_converter

from portal.api import openapi, resources
from portal.converters import RegionCode, RegisterNumber, RowNumber

register_converter(RegionCode, "api_region")
register_converter(RegisterNumber, "api_register")
register_converter(RowNumber, "api_row")

ROOT = "api/v1/"
RESOURCES = [
    path(f"{ROOT}naskah/", resources.Agreements.as_view(), name="agreements"),
    path(f"{ROOT}naskah/<api_region:code>/<api_register:number>/", resources.OneAgreement.as_view(), name="agreement"),
    path(f"{ROOT}mitra/", resources.Partners.as_view(), name="partners"),
    path(f"{ROOT}mitra/<api_row:pk>/", resources.OnePartner.as_view(), name="partner"),
    path(f"{ROOT}pd/", resources.Units.as_view(), name="units"),
    path(f"{ROOT}pd/<api_row:pk>/", resources.OneUnit.as_view(), name="unit"),
    path(f"{ROOT}statistik/", resources.Figures.as_view(), name="figures"),
]

app_name = "api"
urlpatterns = [
    path(ROOT, openapi.root, name="page"),
    path(f"en/{ROOT}", openapi.root, name="page_en"),
    path(f"{ROOT}skema/", openapi.schema, name="schema"),
    path(f"{ROOT}skema.json", openapi.schema, {"form": "json"}, name="schema_json"),
    path(f"{ROOT}skema.yaml", openapi.schema, {"form": "yaml"}, name="schema_yaml"),
    *RESOURCES,
    re_path(rf"^{ROOT}(?P<rest>[\s\S]*)\Z", resources.Missing.as_view(), name="missing"),
]

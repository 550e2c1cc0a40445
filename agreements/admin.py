"""The back door: look, do not touch. Documents change only through the domain."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from agreements.models import Agreement, File, Party


class ReadOnlyMixin:
    """No adding, changing or deleting."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class PartyInline(ReadOnlyMixin, admin.TabularInline[Party, Agreement]):
    model = Party
    extra = 0
    fields = ("order", "government", "partner", "number", "signatory_name")


class FileInline(ReadOnlyMixin, admin.TabularInline[File, Agreement]):
    model = File
    extra = 0
    fields = ("kind", "name", "version", "visibility", "sha256")


@admin.register(Agreement)
class AgreementAdmin(ReadOnlyMixin, admin.ModelAdmin[Agreement]):
    list_display = ("title", "form", "phase", "register_no", "government")
    list_filter = ("phase", "form", "cooperation_kind")
    search_fields = ("title", "register_no")
    list_select_related = ("government",)
    inlines = (PartyInline, FileInline)

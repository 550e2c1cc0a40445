"""The back door: look, and mend a typing error. Merging and all else happen in the workspace."""

from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import URLField

from partners.models import Partner, PartnerAlias


class AliasInline(admin.TabularInline):  # type: ignore[type-arg]
    model = PartnerAlias
    extra = 0


@admin.register(Partner)
class PartnerAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    list_display = ("name", "kind", "government", "merged_into")
    list_filter = ("government", "kind")
    list_select_related = ("government", "merged_into")
    search_fields = ("name", "name_folded", "aliases__name")
    readonly_fields = ("government", "created_by", "created_at", "updated_at", "merged_into", "logo")
    formfield_overrides: ClassVar[dict[Any, Any]] = {URLField: {"assume_scheme": "https"}}
    inlines = (AliasInline,)

    def has_add_permission(self, request: object) -> bool:
        return False

    def has_delete_permission(self, request: object, obj: object = None) -> bool:
        return False
